//! The names of measures: `nDCG@10`, `P(rel=2)@5`, `Rprec`.
//!
//! A name is the measure's base name, its parameters in parentheses where they are not what they usually are, and `@`
//! with the cut-off. The grammar is ir_measures'. Base names are read in any case and printed in one.

use super::{Gain, Measure, Real};
use crate::relevance::nearest;
use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

/// Why something is not the name of a measure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MeasureError {
    /// No measure has this base name.
    #[error("unknown measure `{given}`; {}", hint(.given))]
    Unknown {
        /// The base name as given.
        given: String,
    },
    /// The name is not of the form `name(parameter=value)@cutoff`.
    #[error("`{0}` is not of the form `name`, `name@10` or `name(parameter=value)@10`")]
    Form(String),
    /// The cut-off is not a number above zero.
    #[error("cutoff `{0}` is not a whole number above zero")]
    Cutoff(String),
    /// The measure needs a cut-off.
    #[error("`{0}` needs a cutoff, like `{0}@10`")]
    CutoffMissing(&'static str),
    /// The measure needs a recall to look at.
    #[error("`iprec` needs a recall, like `iprec@0.5`")]
    RecallMissing,
    /// The recall is not between 0 and 1.
    #[error("recall `{0}` is not a number from 0 to 1")]
    Recall(String),
    /// The measure has no cut-off.
    #[error("`{0}` takes no cutoff")]
    CutoffNotTaken(&'static str),
    /// The measure has no such parameter.
    #[error("`{measure}` takes no parameter `{parameter}`{}", takes(.known))]
    Parameter {
        /// The base name.
        measure: &'static str,
        /// The parameter as given.
        parameter: String,
        /// The parameters it takes, each with its values.
        known: &'static [&'static str],
    },
    /// The parameter stands there twice.
    #[error("parameter `{0}` stands there twice")]
    ParameterTwice(String),
    /// The parameter's value is not one that it can have.
    #[error("`{parameter}` cannot be `{value}`; {wanted}")]
    Value {
        /// The parameter.
        parameter: &'static str,
        /// The value as given.
        value: String,
        /// What it can be.
        wanted: &'static str,
    },
}

/// Every base name, as it is printed.
const NAMES: [&str; 18] = [
    "nDCG",
    "RR",
    "P",
    "R",
    "AP",
    "GMAP",
    "Success",
    "Rprec",
    "bpref",
    "infAP",
    "iprec",
    "ERR",
    "RBP",
    "RBP_resid",
    "Judged",
    "set_P",
    "set_R",
    "set_F",
];

/// What other programs call them.
const OTHER_NAMES: [(&str, &str); 17] = [
    ("mrr", "RR"),
    ("recip_rank", "RR"),
    ("map", "AP"),
    ("ndcg_cut", "nDCG"),
    ("prec", "P"),
    ("precision", "P"),
    ("recall", "R"),
    ("hit", "Success"),
    ("hitrate", "Success"),
    ("r-prec", "Rprec"),
    ("gm_map", "GMAP"),
    ("iprec_at_recall", "iprec"),
    ("setp", "set_P"),
    ("setr", "set_R"),
    ("set_recall", "set_R"),
    ("setf", "set_F"),
    ("rbp_residual", "RBP_resid"),
];

const REL: &[&str] = &["rel=2 (the lowest grade that is relevant)"];
const DCG: &[&str] = &["dcg=exp", "dcg=lin"];
const PERSISTENCE: &[&str] = &["p=0.8 (the chance that a reader goes on)"];
const BETA: &[&str] = &["rel=2 (the lowest grade that is relevant)", "beta=2 (how much more recall counts)"];

impl FromStr for Measure {
    type Err = MeasureError;

    fn from_str(text: &str) -> Result<Measure, MeasureError> {
        let (base, parameters, cutoff) = split(text.trim())?;
        let name = NAMES
            .into_iter()
            .find(|name| name.eq_ignore_ascii_case(base))
            .ok_or_else(|| MeasureError::Unknown { given: base.to_owned() })?;
        let mut parameters = Parameters { measure: name, given: parameters };
        if name == "iprec" {
            let recall = cutoff.ok_or(MeasureError::RecallMissing)?;
            let recall_number = real(recall).filter(|recall| (0.0..=1.0).contains(&recall.get()));
            let recall = recall_number.ok_or_else(|| MeasureError::Recall(recall.to_owned()))?;
            let measure = Measure::InterpolatedPrecision { level: parameters.level()?, recall };
            parameters.nothing_left(measure)?;
            return Ok(measure);
        }
        let cutoff = cutoff.map(positive).transpose().map_err(MeasureError::Cutoff)?;
        let needed = || cutoff.ok_or(MeasureError::CutoffMissing(name));
        let measure = match name {
            "nDCG" => Measure::Ndcg { gain: parameters.gain()?, cutoff },
            "RR" => Measure::ReciprocalRank { level: parameters.level()?, cutoff },
            "P" => Measure::Precision { level: parameters.level()?, cutoff: needed()? },
            "R" => Measure::Recall { level: parameters.level()?, cutoff: needed()? },
            "AP" => Measure::AveragePrecision { level: parameters.level()?, cutoff },
            "Success" => Measure::Success { level: parameters.level()?, cutoff: needed()? },
            "ERR" => Measure::Err { cutoff },
            "RBP" => Measure::RankBiasedPrecision { persistence: parameters.persistence()?, cutoff },
            "RBP_resid" => Measure::RankBiasedResidual { persistence: parameters.persistence()?, cutoff },
            "Judged" => Measure::Judged { cutoff: needed()? },
            _ if cutoff.is_some() => return Err(MeasureError::CutoffNotTaken(name)),
            "GMAP" => Measure::GeometricAveragePrecision { level: parameters.level()? },
            "Rprec" => Measure::RPrecision { level: parameters.level()? },
            "infAP" => Measure::InferredAveragePrecision { level: parameters.level()? },
            "set_P" => Measure::SetPrecision { level: parameters.level()? },
            "set_R" => Measure::SetRecall { level: parameters.level()? },
            "set_F" => Measure::SetF { level: parameters.level()?, beta: parameters.beta()? },
            _ => Measure::Bpref { level: parameters.level()? },
        };
        parameters.nothing_left(measure)?;
        Ok(measure)
    }
}

impl Measure {
    /// Parts a list of names, `nDCG@10,P(rel=2)@5`, at its commas. Those inside parentheses part nothing.
    pub fn split(names: &str) -> Vec<&str> {
        let mut depth = 0_usize;
        let parts = names.split(|letter| {
            match letter {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            letter == ',' && depth == 0
        });
        parts.collect()
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.base_name())?;
        let mut parameters: Vec<String> = Vec::new();
        if let Some(level) = self.level().filter(|&level| level != NonZeroU32::MIN) {
            parameters.push(format!("rel={level}"));
        }
        match self {
            Measure::Ndcg { gain: Gain::Exponential, .. } => parameters.push("dcg=exp".to_owned()),
            Measure::RankBiasedPrecision { persistence, .. } | Measure::RankBiasedResidual { persistence, .. } => {
                parameters.push(format!("p={}", persistence.get()));
            }
            Measure::SetF { beta, .. } if *beta != ONE => parameters.push(format!("beta={}", beta.get())),
            _ => {}
        }
        if !parameters.is_empty() {
            write!(f, "({})", parameters.join(","))?;
        }
        match self {
            Measure::InterpolatedPrecision { recall, .. } => write!(f, "@{}", recall.get()),
            _ => self.depth().map_or(Ok(()), |cutoff| write!(f, "@{cutoff}")),
        }
    }
}

impl Measure {
    fn base_name(self) -> &'static str {
        match self {
            Measure::Ndcg { .. } => "nDCG",
            Measure::ReciprocalRank { .. } => "RR",
            Measure::Precision { .. } => "P",
            Measure::Recall { .. } => "R",
            Measure::AveragePrecision { .. } => "AP",
            Measure::Success { .. } => "Success",
            Measure::RPrecision { .. } => "Rprec",
            Measure::Bpref { .. } => "bpref",
            Measure::Err { .. } => "ERR",
            Measure::Judged { .. } => "Judged",
            Measure::GeometricAveragePrecision { .. } => "GMAP",
            Measure::InferredAveragePrecision { .. } => "infAP",
            Measure::InterpolatedPrecision { .. } => "iprec",
            Measure::RankBiasedPrecision { .. } => "RBP",
            Measure::RankBiasedResidual { .. } => "RBP_resid",
            Measure::SetPrecision { .. } => "set_P",
            Measure::SetRecall { .. } => "set_R",
            Measure::SetF { .. } => "set_F",
        }
    }

    /// The lowest grade that is relevant, where the measure asks for one.
    fn level(self) -> Option<NonZeroU32> {
        match self {
            Measure::ReciprocalRank { level, .. }
            | Measure::Precision { level, .. }
            | Measure::Recall { level, .. }
            | Measure::AveragePrecision { level, .. }
            | Measure::GeometricAveragePrecision { level }
            | Measure::Success { level, .. }
            | Measure::RPrecision { level }
            | Measure::Bpref { level }
            | Measure::InferredAveragePrecision { level }
            | Measure::InterpolatedPrecision { level, .. }
            | Measure::SetPrecision { level }
            | Measure::SetRecall { level }
            | Measure::SetF { level, .. } => Some(level),
            Measure::Ndcg { .. }
            | Measure::Err { .. }
            | Measure::RankBiasedPrecision { .. }
            | Measure::RankBiasedResidual { .. }
            | Measure::Judged { .. } => None,
        }
    }
}

/// One of every measure.
#[cfg(test)]
pub(super) fn examples() -> impl Iterator<Item = Measure> {
    NAMES.into_iter().map(|name| name.parse().or_else(|_| format!("{name}@1").parse()).unwrap())
}

/// The weight of `set_F` where none is stated.
const ONE: Real = Real(1.0);

/// The parameters that were given and not yet taken.
struct Parameters<'a> {
    measure: &'static str,
    given: Vec<(&'a str, &'a str)>,
}

impl<'a> Parameters<'a> {
    fn take(&mut self, name: &str) -> Option<&'a str> {
        let place = self.given.iter().position(|(given, _)| *given == name)?;
        Some(self.given.remove(place).1)
    }

    fn level(&mut self) -> Result<NonZeroU32, MeasureError> {
        let wanted = "a relevance level is a whole number above zero";
        let value = self.take("rel").map(positive).transpose();
        Ok(value.map_err(|value| MeasureError::Value { parameter: "rel", value, wanted })?.unwrap_or(NonZeroU32::MIN))
    }

    fn gain(&mut self) -> Result<Gain, MeasureError> {
        match self.take("dcg") {
            None | Some("lin") => Ok(Gain::Linear),
            Some("exp") => Ok(Gain::Exponential),
            Some(value) => Err(MeasureError::Value {
                parameter: "dcg",
                value: value.to_owned(),
                wanted: "a gain is `lin` (the grade) or `exp` (2 to the grade, less one)",
            }),
        }
    }

    fn persistence(&mut self) -> Result<Real, MeasureError> {
        let wanted = "the chance that a reader goes on is a number between 0 and 1";
        self.real("p", wanted, |p| p > 0.0 && p < 1.0).map(|p| p.unwrap_or(Real(0.8)))
    }

    fn beta(&mut self) -> Result<Real, MeasureError> {
        self.real("beta", "a weight is a number above 0", |beta| beta > 0.0).map(|beta| beta.unwrap_or(ONE))
    }

    fn real(
        &mut self,
        parameter: &'static str,
        wanted: &'static str,
        fits: impl Fn(f64) -> bool,
    ) -> Result<Option<Real>, MeasureError> {
        let Some(text) = self.take(parameter) else { return Ok(None) };
        let fitting = real(text).filter(|number| fits(number.get()));
        let wrong = || MeasureError::Value { parameter, value: text.to_owned(), wanted };
        fitting.map(Some).ok_or_else(wrong)
    }

    fn nothing_left(&self, measure: Measure) -> Result<(), MeasureError> {
        let known = match measure {
            Measure::Ndcg { .. } => DCG,
            Measure::RankBiasedPrecision { .. } | Measure::RankBiasedResidual { .. } => PERSISTENCE,
            Measure::SetF { .. } => BETA,
            _ if measure.level().is_some() => REL,
            _ => &[],
        };
        match self.given.first() {
            None => Ok(()),
            Some((parameter, _)) => {
                Err(MeasureError::Parameter { measure: self.measure, parameter: (*parameter).to_owned(), known })
            }
        }
    }
}

/// Base name, parameters and cut-off, as they were typed.
type Parts<'a> = (&'a str, Vec<(&'a str, &'a str)>, Option<&'a str>);

fn split(text: &str) -> Result<Parts<'_>, MeasureError> {
    let form = || MeasureError::Form(text.to_owned());
    let (head, cutoff) = match text.split_once('@') {
        Some((head, cutoff)) => (head, Some(cutoff)),
        None => (text, None),
    };
    let (base, inside) = match head.split_once('(') {
        Some((base, rest)) => (base, Some(rest.strip_suffix(')').ok_or_else(form)?)),
        None => (head, None),
    };
    if base.is_empty() || base.contains(|letter: char| letter.is_whitespace() || letter == ')') {
        return Err(form());
    }
    let mut parameters: Vec<(&str, &str)> = Vec::new();
    for part in inside.into_iter().flat_map(|inside| inside.split(',')) {
        let (name, value) = part.split_once('=').ok_or_else(form)?;
        let (name, value) = (name.trim(), value.trim());
        if parameters.iter().any(|(known, _)| *known == name) {
            return Err(MeasureError::ParameterTwice(name.to_owned()));
        }
        parameters.push((name, value));
    }
    Ok((base, parameters, cutoff))
}

/// Reads a number of digits with or without a point.
fn real(text: &str) -> Option<Real> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    text.parse().ok().filter(|_| digits).and_then(Real::new)
}

/// Reads a whole number above zero; gives the text back where it is none.
fn positive(text: &str) -> Result<NonZeroU32, String> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten().ok_or_else(|| text.to_owned())
}

fn hint(given: &str) -> String {
    let elsewhere = OTHER_NAMES.iter().find(|(other, _)| other.eq_ignore_ascii_case(given)).map(|(_, ours)| *ours);
    match elsewhere.or_else(|| nearest(given, NAMES).filter(|_| given.len() > 2)) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("the measures are {}", NAMES.join(", ")),
    }
}

fn takes(known: &[&str]) -> String {
    if known.is_empty() { String::new() } else { format!("; it takes {}", known.join(" or ")) }
}

#[cfg(test)]
mod tests {
    use super::{Measure, NAMES};

    fn error(name: &str) -> String {
        name.parse::<Measure>().unwrap_err().to_string()
    }

    #[test]
    fn names_print_as_they_are_read() {
        for name in [
            "nDCG",
            "nDCG@10",
            "nDCG(dcg=exp)",
            "nDCG(dcg=exp)@10",
            "RR",
            "RR@10",
            "RR(rel=2)",
            "P@5",
            "P(rel=2)@5",
            "R@100",
            "AP",
            "AP@100",
            "AP(rel=3)@100",
            "Success@1",
            "Rprec",
            "Rprec(rel=2)",
            "bpref",
            "ERR",
            "ERR@20",
            "Judged@10",
            "GMAP",
            "GMAP(rel=2)",
            "infAP",
            "iprec@0",
            "iprec@0.25",
            "iprec(rel=2)@1",
            "RBP(p=0.8)",
            "RBP(p=0.95)@20",
            "RBP_resid(p=0.5)",
            "set_P",
            "set_R(rel=2)",
            "set_F",
            "set_F(rel=2,beta=0.5)",
        ] {
            assert_eq!(name.parse::<Measure>().unwrap().to_string(), name);
        }
    }

    #[test]
    fn other_ways_to_write_a_name_print_in_one() {
        for (given, printed) in [
            ("ndcg@10", "nDCG@10"),
            (" NDCG(dcg=lin)@10 ", "nDCG@10"),
            ("p( rel = 1 )@5", "P@5"),
            ("RPREC", "Rprec"),
            ("AP@0100", "AP@100"),
            ("rbp", "RBP(p=0.8)"),
            ("set_f(beta=1.0)", "set_F"),
            ("iprec@.50", "iprec@0.5"),
        ] {
            assert_eq!(given.parse::<Measure>().unwrap().to_string(), printed);
        }
    }

    #[test]
    fn a_list_is_parted_outside_parentheses() {
        assert_eq!(Measure::split("RR"), ["RR"]);
        assert_eq!(Measure::split("nDCG(a=1,b=2)@10, RR,"), ["nDCG(a=1,b=2)@10", " RR", ""]);
    }

    #[test]
    fn every_base_name_is_read() {
        assert_eq!(super::examples().count(), NAMES.len());
    }

    #[test]
    fn errors_say_how_to_mend_the_name() {
        assert_eq!(error("MRR@10"), "unknown measure `MRR`; did you mean `RR`?");
        assert_eq!(error("nDGC@10"), "unknown measure `nDGC`; did you mean `nDCG`?");
        assert_eq!(
            error("recal@10"),
            "unknown measure `recal`; the measures are nDCG, RR, P, R, AP, GMAP, Success, Rprec, bpref, infAP, iprec, \
             ERR, RBP, RBP_resid, Judged, set_P, set_R, set_F"
        );
        assert_eq!(error("nDCG@0"), "cutoff `0` is not a whole number above zero");
        assert_eq!(error("nDCG@"), "cutoff `` is not a whole number above zero");
        assert_eq!(error("P@+5"), "cutoff `+5` is not a whole number above zero");
        assert_eq!(error("P@99999999999"), "cutoff `99999999999` is not a whole number above zero");
        assert_eq!(error("p"), "`P` needs a cutoff, like `P@10`");
        assert_eq!(error("bpref@10"), "`bpref` takes no cutoff");
        assert_eq!(
            error("P(level=2)@5"),
            "`P` takes no parameter `level`; it takes rel=2 (the lowest grade that is relevant)"
        );
        assert_eq!(error("nDCG(rel=2)@5"), "`nDCG` takes no parameter `rel`; it takes dcg=exp or dcg=lin");
        assert_eq!(error("Judged(rel=2)@5"), "`Judged` takes no parameter `rel`");
        assert_eq!(error("P(rel=0)@5"), "`rel` cannot be `0`; a relevance level is a whole number above zero");
        assert!(error("nDCG(dcg=burges)").starts_with("`dcg` cannot be `burges`;"));
        assert_eq!(error("iprec"), "`iprec` needs a recall, like `iprec@0.5`");
        assert_eq!(error("iprec@1.5"), "recall `1.5` is not a number from 0 to 1");
        assert_eq!(
            error("RBP(p=1)"),
            "`p` cannot be `1`; the chance that a reader goes on is a number between 0 and 1"
        );
        assert_eq!(error("set_F(beta=-1)"), "`beta` cannot be `-1`; a weight is a number above 0");
        assert_eq!(error("GMAP@5"), "`GMAP` takes no cutoff");
        assert_eq!(error("P(rel=1,rel=2)@5"), "parameter `rel` stands there twice");
        for shape in ["", "@10", "P(rel=2@5", "P(rel)@5", "P rel=2@5", "P)@5", "P()@5"] {
            assert_eq!(
                error(shape),
                format!("`{shape}` is not of the form `name`, `name@10` or `name(parameter=value)@10`")
            );
        }
    }
}
