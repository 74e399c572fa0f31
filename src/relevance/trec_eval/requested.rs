//! What `-m` asks for: `map`, `P.5,10`, `ndcg.1=3,2=9`, `official`.

use super::judged_ranks::JudgedRanks;
use super::{TrecEval, Version, gains, relevant};
use crate::relevance::nearest;

/// A measure of trec_eval. The order is that in which it prints them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    RunId,
    NumQ,
    NumRet,
    NumRel,
    NumRelRet,
    Map,
    GmMap,
    Rprec,
    Bpref,
    RecipRank,
    IprecAtRecall,
    P,
    Relstring,
    Recall,
    InfAp,
    GmBpref,
    RprecMult,
    Utility,
    ElevenPtAvg,
    BinG,
    G,
    Ndcg,
    NdcgRel,
    Rndcg,
    NdcgCut,
    MapCut,
    RelativeP,
    Success,
    SetP,
    SetRelativeP,
    SetRecall,
    SetMap,
    SetF,
    NumNonrelJudgedRet,
    Rbp,
    RbpResid,
    Unj,
}

/// What stands behind the dot of a measure's name.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Form {
    /// Nothing.
    Nothing,
    /// Ranks, a number each: `P.5,10`.
    Ranks(&'static [f64]),
    /// Shares, a number each: `iprec_at_recall.0,.1`.
    Shares(&'static [f64]),
    /// Numbers that make one number together: `utility.1,-1,0,0`.
    Numbers(&'static [f64]),
    /// Names with numbers that make one number together: `ndcg.1=3,2=9`.
    Pairs,
}

const RANKS: Form = Form::Ranks(&[5.0, 10.0, 15.0, 20.0, 30.0, 100.0, 200.0, 500.0, 1000.0]);
const TENTHS: [f64; 11] = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0];
const FIFTHS: [f64; 10] = [0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6, 1.8, 2.0];

/// Every measure with its name, the form of its parameters, and whether `official` has it.
const MEASURES: [(Kind, &str, Form); 37] = [
    (Kind::RunId, "runid", Form::Nothing),
    (Kind::NumQ, "num_q", Form::Nothing),
    (Kind::NumRet, "num_ret", Form::Nothing),
    (Kind::NumRel, "num_rel", Form::Nothing),
    (Kind::NumRelRet, "num_rel_ret", Form::Nothing),
    (Kind::Map, "map", Form::Nothing),
    (Kind::GmMap, "gm_map", Form::Nothing),
    (Kind::Rprec, "Rprec", Form::Nothing),
    (Kind::Bpref, "bpref", Form::Nothing),
    (Kind::RecipRank, "recip_rank", Form::Nothing),
    (Kind::IprecAtRecall, "iprec_at_recall", Form::Shares(&TENTHS)),
    (Kind::P, "P", RANKS),
    (Kind::Relstring, "relstring", Form::Numbers(&[10.0])),
    (Kind::Recall, "recall", RANKS),
    (Kind::InfAp, "infAP", Form::Nothing),
    (Kind::GmBpref, "gm_bpref", Form::Nothing),
    (Kind::RprecMult, "Rprec_mult", Form::Shares(&FIFTHS)),
    (Kind::Utility, "utility", Form::Numbers(&[1.0, -1.0, 0.0, 0.0])),
    (Kind::ElevenPtAvg, "11pt_avg", Form::Numbers(&TENTHS)),
    (Kind::BinG, "binG", Form::Nothing),
    (Kind::G, "G", Form::Pairs),
    (Kind::Ndcg, "ndcg", Form::Pairs),
    (Kind::NdcgRel, "ndcg_rel", Form::Pairs),
    (Kind::Rndcg, "Rndcg", Form::Pairs),
    (Kind::NdcgCut, "ndcg_cut", RANKS),
    (Kind::MapCut, "map_cut", RANKS),
    (Kind::RelativeP, "relative_P", RANKS),
    (Kind::Success, "success", Form::Ranks(&[1.0, 5.0, 10.0])),
    (Kind::SetP, "set_P", Form::Nothing),
    (Kind::SetRelativeP, "set_relative_P", Form::Nothing),
    (Kind::SetRecall, "set_recall", Form::Nothing),
    (Kind::SetMap, "set_map", Form::Nothing),
    (Kind::SetF, "set_F", Form::Numbers(&[1.0])),
    (Kind::NumNonrelJudgedRet, "num_nonrel_judged_ret", Form::Nothing),
    (Kind::Rbp, "rbp", Form::Pairs),
    (Kind::RbpResid, "rbp_resid", Form::Pairs),
    (Kind::Unj, "unj", Form::Ranks(&[5.0, 10.0, 20.0])),
];

/// What `-m official` and no `-m` at all ask for.
const OFFICIAL: [Kind; 12] = [
    Kind::RunId,
    Kind::NumQ,
    Kind::NumRet,
    Kind::NumRel,
    Kind::NumRelRet,
    Kind::Map,
    Kind::GmMap,
    Kind::Rprec,
    Kind::Bpref,
    Kind::RecipRank,
    Kind::IprecAtRecall,
    Kind::P,
];

/// What `-m set` asks for.
const SET: [Kind; 11] = [
    Kind::RunId,
    Kind::NumQ,
    Kind::NumRet,
    Kind::NumRel,
    Kind::NumRelRet,
    Kind::Utility,
    Kind::SetP,
    Kind::SetRelativeP,
    Kind::SetRecall,
    Kind::SetMap,
    Kind::SetF,
];

/// What 9.0.8 does not have.
const NEW: [Kind; 3] = [Kind::Rbp, Kind::RbpResid, Kind::Unj];

/// How far `rbp` and `rbp_resid` go where no `p=` is given: the chance that a reader looks at the next rank.
const PERSISTENCE: f64 = 0.9;

/// Why something is no measure of trec_eval.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TrecMeasureError {
    /// No measure and no set has this name.
    #[error("trec_eval has no measure `{name}`{}", hint(.name))]
    Unknown {
        /// The name as given, without parameters.
        name: String,
    },
    /// Measures of preferences and of judgement groups.
    #[error("`{0}` measures preferences or groups of judgements, which are not evaluated here")]
    NotHere(String),
    /// The measure came with a later version.
    #[error("trec_eval 9.0.8 has no measure `{0}`; it came with 10.0")]
    Later(String),
    /// The measure takes no parameters.
    #[error("`{0}` takes no parameters")]
    NoParameters(String),
    /// The parameters are not what the measure takes.
    #[error("parameters `{parameters}` of `{measure}` should be {wanted}")]
    Parameters {
        /// The measure.
        measure: &'static str,
        /// What was given.
        parameters: String,
        /// What it takes.
        wanted: &'static str,
    },
}

fn hint(name: &str) -> String {
    let names = MEASURES.iter().map(|(_, name, _)| *name).chain(["official", "set", "all_trec"]);
    nearest(name, names).map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

/// A measure with its parameters.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Requested {
    pub(super) kind: Kind,
    name: &'static str,
    form: Form,
    /// The parameters as they were typed; `None` where they are the usual ones.
    typed: Option<String>,
    /// The parameters, sorted where their order says nothing.
    numbers: Vec<f64>,
    /// The same for names with numbers.
    pairs: Vec<(String, f64)>,
}

/// Reads all that was asked for, in the order in which it is printed.
pub(super) fn parse<'a>(
    version: Version,
    asked: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<Requested>, TrecMeasureError> {
    let mut wanted: Vec<Option<Requested>> = vec![None; MEASURES.len()];
    let mut want = |row: usize, parameters: Option<&str>| -> Result<(), TrecMeasureError> {
        let known = wanted[row].as_ref().is_some_and(|known| known.typed.is_some());
        if parameters.is_some() && !known || wanted[row].is_none() {
            wanted[row] = Some(Requested::new(MEASURES[row], parameters)?);
        }
        Ok(())
    };
    let mut any = false;
    for text in asked {
        any = true;
        let (name, parameters) = match text.split_once('.') {
            Some((name, parameters)) => (name, Some(parameters)),
            None => (text, None),
        };
        let is_set = match name {
            "official" => Some((0..MEASURES.len()).filter(|&row| OFFICIAL.contains(&MEASURES[row].0)).collect()),
            "set" => Some((0..MEASURES.len()).filter(|&row| SET.contains(&MEASURES[row].0)).collect()),
            "all_trec" => Some((0..MEASURES.len()).filter(|&row| exists(MEASURES[row].0, version)).collect::<Vec<_>>()),
            _ => None,
        };
        if let Some(rows) = is_set {
            if parameters.is_some() {
                return Err(TrecMeasureError::NoParameters(name.to_owned()));
            }
            rows.into_iter().try_for_each(|row| want(row, None))?;
            continue;
        }
        if ["prefs", "all_prefs", "qrels_jg"].contains(&name) || name.starts_with("prefs_") || name.contains("_avgjg") {
            return Err(TrecMeasureError::NotHere(name.to_owned()));
        }
        let row = MEASURES.iter().position(|(_, known, _)| *known == name);
        let row = row.ok_or_else(|| TrecMeasureError::Unknown { name: name.to_owned() })?;
        if !exists(MEASURES[row].0, version) {
            return Err(TrecMeasureError::Later(name.to_owned()));
        }
        want(row, parameters)?;
    }
    if !any {
        return parse(version, ["official"]);
    }
    Ok(wanted.into_iter().flatten().collect())
}

fn exists(kind: Kind, version: Version) -> bool {
    version != Version::V9_0_8 || !NEW.contains(&kind)
}

impl Kind {
    /// Whether it is a number of documents or topics, which are added up and not averaged.
    pub(super) fn is_count(self) -> bool {
        matches!(self, Kind::NumRet | Kind::NumRel | Kind::NumRelRet | Kind::NumNonrelJudgedRet)
    }

    /// Whether its mean is the geometric one.
    pub(super) fn is_geometric(self) -> bool {
        matches!(self, Kind::GmMap | Kind::GmBpref)
    }

    /// Whether single topics have it.
    pub(super) fn is_of_topics(self) -> bool {
        !self.is_geometric() && !matches!(self, Kind::RunId | Kind::NumQ)
    }
}

impl Requested {
    fn new(
        (kind, name, form): (Kind, &'static str, Form),
        parameters: Option<&str>,
    ) -> Result<Requested, TrecMeasureError> {
        let usual = match form {
            Form::Ranks(usual) | Form::Shares(usual) | Form::Numbers(usual) => usual.to_vec(),
            Form::Nothing | Form::Pairs => Vec::new(),
        };
        let mut requested = Requested { kind, name, form, typed: None, numbers: usual, pairs: Vec::new() };
        let Some(parameters) = parameters else { return Ok(requested) };
        let wrong = |wanted| TrecMeasureError::Parameters { measure: name, parameters: parameters.to_owned(), wanted };
        let parts = || parameters.split(',');
        let number = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
        let distinct = |numbers: &[f64]| numbers.windows(2).all(|pair| pair[0] < pair[1]);
        match form {
            Form::Nothing => return Err(TrecMeasureError::NoParameters(name.to_owned())),
            Form::Ranks(_) => {
                let wanted = "different whole numbers above zero, like 5,10";
                // Ranks are read up to what is no digit: 23.4 is 23.
                let rank = |text: &str| text.split('.').next()?.parse::<u32>().ok().map(f64::from);
                requested.numbers = parts().map(rank).collect::<Option<_>>().ok_or_else(|| wrong(wanted))?;
                requested.numbers.sort_by(f64::total_cmp);
                if requested.numbers[0] < 1.0 || !distinct(&requested.numbers) {
                    return Err(wrong(wanted));
                }
            }
            Form::Shares(_) => {
                let wanted = "different numbers, like 0.1,0.5";
                requested.numbers = parts().map(number).collect::<Option<_>>().ok_or_else(|| wrong(wanted))?;
                requested.numbers.sort_by(f64::total_cmp);
                if !distinct(&requested.numbers) {
                    return Err(wrong(wanted));
                }
            }
            Form::Numbers(_) => {
                let wanted = if kind == Kind::Utility { "four numbers, like 1,-1,0,0" } else { "numbers" };
                requested.numbers = parts().map(number).collect::<Option<_>>().ok_or_else(|| wrong(wanted))?;
                if kind == Kind::Utility && requested.numbers.len() != 4 {
                    return Err(wrong(wanted));
                }
            }
            Form::Pairs => {
                let pair = |text: &str| {
                    let (name, value) = text.split_once('=')?;
                    Some((name.to_owned(), number(value)?))
                };
                let wanted = "pairs, like 1=3,2=9";
                requested.pairs = parts().map(pair).collect::<Option<_>>().ok_or_else(|| wrong(wanted))?;
            }
        }
        requested.typed = Some(parameters.to_owned());
        Ok(requested)
    }

    /// How many numbers it makes.
    pub(super) fn width(&self) -> usize {
        match self.form {
            Form::Ranks(_) | Form::Shares(_) => self.numbers.len(),
            Form::Nothing | Form::Numbers(_) | Form::Pairs => 1,
        }
    }

    /// The name of its number `place`.
    pub(super) fn name(&self, place: usize) -> String {
        match (self.form, &self.typed) {
            (Form::Ranks(_), _) => format!("{}_{}", self.name, self.numbers[place]),
            (Form::Shares(_), _) => format!("{}_{:.2}", self.name, self.numbers[place]),
            (_, Some(typed)) => format!("{}_{typed}", self.name),
            (_, None) => self.name.to_owned(),
        }
    }

    /// Its parameters.
    pub(super) fn numbers(&self) -> &[f64] {
        &self.numbers
    }

    /// Whether 10.0 sets it to zero for a topic without results. It knows such measures by their usual names alone.
    pub(super) fn is_taken_back(&self) -> bool {
        match self.kind {
            Kind::NumRet | Kind::Unj => true,
            Kind::Utility | Kind::Relstring | Kind::RbpResid => self.typed.is_none(),
            _ => false,
        }
    }

    /// Its numbers for a topic; for `relstring`, which is a string, a zero.
    pub(super) fn values(&self, eval: &TrecEval, ranks: &JudgedRanks) -> Vec<f64> {
        let version = eval.version;
        let at_ranks = |value: fn(&JudgedRanks, usize) -> f64| {
            self.numbers.iter().map(|&cutoff| value(ranks, cutoff as usize)).collect::<Vec<_>>()
        };
        let geometric = |value: f64| value.max(super::LEAST_OF_GEOMETRIC).ln();
        let gains = || gains::Gains::new(ranks, &self.pairs);
        let persistence = || self.pairs.iter().rfind(|(name, _)| name == "p").map_or(PERSISTENCE, |(_, p)| *p);
        let value = match self.kind {
            Kind::RunId | Kind::NumQ | Kind::Relstring => 0.0,
            Kind::NumRet => ranks.returned() as f64,
            Kind::NumRel => ranks.relevant as f64,
            Kind::NumRelRet => ranks.found.len() as f64,
            Kind::NumNonrelJudgedRet => relevant::judged_nonrelevant(ranks),
            Kind::Map => relevant::average_precision(ranks, usize::MAX),
            Kind::GmMap => geometric(relevant::average_precision(ranks, usize::MAX)),
            Kind::Rprec => relevant::precision(ranks, ranks.relevant),
            Kind::Bpref => relevant::bpref(ranks),
            Kind::GmBpref => geometric(relevant::bpref(ranks)),
            Kind::RecipRank => relevant::reciprocal_rank(ranks),
            Kind::InfAp => relevant::inferred_average_precision(ranks),
            Kind::Utility => relevant::utility(ranks, &self.numbers, eval.documents),
            Kind::ElevenPtAvg => relevant::interpolated_mean(ranks, &self.numbers, version),
            Kind::BinG => gains::binary_g(ranks),
            Kind::G => gains::g(ranks, &gains()),
            Kind::Ndcg => gains::ndcg(ranks, &gains()),
            Kind::NdcgRel => gains::ndcg_at_relevant(ranks, &gains()),
            Kind::Rndcg => gains::ndcg_at_steps(ranks, &gains()),
            Kind::SetP => relevant::set_precision(ranks),
            Kind::SetRelativeP => relevant::relative_precision(ranks, ranks.returned()),
            Kind::SetRecall => relevant::recall(ranks, usize::MAX),
            Kind::SetMap => relevant::set_average_precision(ranks),
            Kind::SetF => relevant::set_f(ranks, self.numbers[0]),
            Kind::Rbp => gains::rank_biased_precision(ranks, &gains(), persistence()),
            Kind::RbpResid => relevant::rank_biased_residual(ranks, persistence()),
            Kind::IprecAtRecall => return relevant::interpolated(ranks, &self.numbers, version),
            Kind::RprecMult => {
                return self.numbers.iter().map(|&at| relevant::precision_at_multiple(ranks, at)).collect();
            }
            Kind::P => return at_ranks(relevant::precision),
            Kind::Recall => return at_ranks(relevant::recall),
            Kind::NdcgCut => return at_ranks(gains::ndcg_at),
            Kind::MapCut => return at_ranks(relevant::average_precision),
            Kind::RelativeP => return at_ranks(relevant::relative_precision),
            Kind::Success => return at_ranks(relevant::success),
            Kind::Unj => return at_ranks(relevant::unjudged),
        };
        vec![value]
    }
}

#[cfg(test)]
mod tests {
    use super::{MEASURES, TrecMeasureError, parse};
    use crate::relevance::trec_eval::Version;

    fn names(version: Version, asked: &[&str]) -> Result<Vec<String>, TrecMeasureError> {
        let requested = parse(version, asked.iter().copied())?;
        Ok(requested.iter().flat_map(|measure| (0..measure.width()).map(|place| measure.name(place))).collect())
    }

    fn ten(asked: &[&str]) -> Vec<String> {
        names(Version::V10_0, asked).unwrap()
    }

    fn error(asked: &str) -> String {
        names(Version::V10_0, &[asked]).unwrap_err().to_string()
    }

    #[test]
    fn measures_are_printed_in_one_order() {
        assert_eq!(ten(&["P.10,5", "map", "num_q"]), ["num_q", "map", "P_5", "P_10"]);
        assert_eq!(ten(&[]), ten(&["official"]));
        assert_eq!(ten(&["official"]).len(), 10 + 11 + 9);
        for (row, (kind, name, _)) in MEASURES.iter().enumerate() {
            assert_eq!(*kind as usize, row, "{name}");
        }
    }

    #[test]
    fn parameters_become_part_of_the_name() {
        assert_eq!(ten(&["iprec_at_recall..10,.2"]), ["iprec_at_recall_0.10", "iprec_at_recall_0.20"]);
        assert_eq!(ten(&["utility.2,-1,0,0"]), ["utility_2,-1,0,0"]);
        assert_eq!(ten(&["ndcg.1=3,4=4.5"]), ["ndcg_1=3,4=4.5"]);
        assert_eq!(ten(&["ndcg_cut.23.4"]), ["ndcg_cut_23"]);
        // The first parameters count, wherever they stand.
        assert_eq!(ten(&["P", "P.3", "P.4"]), ["P_3"]);
        assert_eq!(ten(&["official", "P.3"]).last().unwrap(), "P_3");
    }

    #[test]
    fn nine_lacks_what_is_new() {
        let names = |asked: &[&str]| names(Version::V9_0_8, asked);
        assert!(names(&["all_trec"]).unwrap().iter().all(|name| !name.starts_with("rbp") && !name.starts_with("unj")));
        assert_eq!(names(&["rbp"]).unwrap_err().to_string(), "trec_eval 9.0.8 has no measure `rbp`; it came with 10.0");
    }

    #[test]
    fn errors_say_how_to_mend_the_name() {
        assert_eq!(error("recal.5"), "trec_eval has no measure `recal`; did you mean `recall`?");
        assert_eq!(error("map.5"), "`map` takes no parameters");
        assert_eq!(error("official.5"), "`official` takes no parameters");
        assert!(error("prefs").contains("preferences"));
        for wrong in ["P.0", "P.5,5", "P.", "P.x", "iprec_at_recall.x", "utility.1,2", "ndcg.3", "ndcg.1=x"] {
            assert!(error(wrong).contains("should be"), "{wrong}");
        }
    }
}
