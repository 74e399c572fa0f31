//! Who speaks, in the line under what they say.

use super::{DIM, Look, PERSON, SURE, UNSURE};
use crate::article::{Article, AttributionClass, Quotation, QuotationKind, Speaker};
use crate::render::wrap::Run;
use crate::search::QuotedWords;
use crate::speaker::is_pronoun;

/// A quotation's attribution as a reader should take it.
pub(super) struct Attributed<'a> {
    speaker: Option<&'a Speaker>,
    class: AttributionClass,
    confidence: f32,
    kind: QuotationKind,
    denied: bool,
    cue: Option<String>,
    source: Option<String>,
}

impl<'a> From<&'a QuotedWords> for Attributed<'a> {
    fn from(quoted: &'a QuotedWords) -> Attributed<'a> {
        Attributed {
            speaker: quoted.speaker.as_ref(),
            class: quoted.class,
            confidence: quoted.confidence,
            kind: quoted.kind,
            denied: quoted.denied,
            cue: quoted.cue_words.clone(),
            source: quoted.source_words.clone(),
        }
    }
}

impl<'a> Attributed<'a> {
    pub fn of(quotation: &'a Quotation, article: &Article) -> Attributed<'a> {
        Attributed {
            speaker: quotation.speaker.as_ref(),
            class: quotation.attribution.class,
            confidence: quotation.attribution.confidence,
            kind: quotation.kind,
            denied: quotation.denied,
            cue: quotation.cue_words(&article.text),
            source: quotation.source_words(&article.text),
        }
    }

    /// The fullest name, `?` where it is not sure, and what to know about it; where nobody is named, the source as it is
    /// printed.
    pub fn runs(&self) -> Vec<Run> {
        let (who, look, mut facts) = match self.speaker {
            Some(speaker) => self.named(speaker),
            None => self.unnamed(),
        };
        facts.extend(self.denied.then(|| "told as not said".to_owned()));
        facts.extend(self.in_whose_words());
        let mut runs = vec![Run::new(who, look)];
        if !facts.is_empty() {
            runs.push(Run::new(format!(" ({})", facts.join(", ")), DIM));
        }
        runs
    }

    fn named(&self, speaker: &Speaker) -> (String, Look, Vec<String>) {
        let sure = self.confidence >= SURE;
        let mut facts = Vec::new();
        if speaker.full_name != speaker.name {
            facts.push(format!("printed “{}”", speaker.name));
        }
        if self.class != AttributionClass::Explicit {
            facts.push(self.class.as_str().to_owned());
        }
        if sure {
            return (speaker.full_name.clone(), PERSON, facts);
        }
        facts.push(format!("{:.0}% sure", self.confidence.clamp(0.0, 1.0) * 100.0));
        (format!("{}?", speaker.full_name), UNSURE, facts)
    }

    fn unnamed(&self) -> (String, Look, Vec<String>) {
        let unattributed = AttributionClass::Unattributed.as_str().to_owned();
        match &self.source {
            // It says nothing to whoever does not have the article before them.
            Some(source) if is_pronoun(source) => (unattributed, UNSURE, vec![format!("printed “{source}”")]),
            Some(source) => (format!("“{source}”"), UNSURE, vec![unattributed]),
            None => (unattributed, UNSURE, Vec::new()),
        }
    }

    /// Whether the words are the article's, and the cue, without which nobody can tell what was affirmed from what was
    /// denied.
    fn in_whose_words(&self) -> Option<String> {
        let whose = match self.kind {
            QuotationKind::Direct => return None,
            QuotationKind::Mixed => "partly in other words",
            QuotationKind::Indirect => "in other words",
        };
        Some(match &self.cue {
            Some(cue) => format!("{whose}: {cue}"),
            None => whose.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Attributed;
    use crate::article::QuotationKind;
    use crate::render::terminal::samples;
    use crate::search::QuotedWords;

    fn line(change: impl FnOnce(&mut QuotedWords)) -> String {
        let mut quoted = samples::quote_hit(1).quotation.expect("a hit with a quotation");
        change(&mut quoted);
        Attributed::from(&quoted).runs().iter().map(|run| run.text.as_str()).collect()
    }

    #[test]
    fn a_denial_is_told_from_an_admission() {
        let denied = line(|quoted| {
            quoted.kind = QuotationKind::Indirect;
            quoted.cue_words = Some("denied".to_owned());
        });
        assert_eq!(denied, "Maria Ortega (printed “Ortega”, in other words: denied)");
        let called = line(|quoted| {
            quoted.kind = QuotationKind::Mixed;
            quoted.cue_words = Some("called".to_owned());
        });
        assert_eq!(called, "Maria Ortega (printed “Ortega”, partly in other words: called)");
        let unsaid = line(|quoted| quoted.denied = true);
        assert_eq!(unsaid, "Maria Ortega (printed “Ortega”, told as not said)");
        let titled = line(|quoted| {
            quoted.kind = QuotationKind::Indirect;
            quoted.cue_words = None;
        });
        assert_eq!(titled, "Maria Ortega (printed “Ortega”, in other words)");
    }

    #[test]
    fn a_source_without_a_name_stands_as_it_is_printed() {
        let unnamed = line(|quoted| {
            quoted.speaker = None;
            quoted.source_words = Some("a senior official".to_owned());
        });
        assert_eq!(unnamed, "“a senior official” (unattributed)");
        let it = line(|quoted| (quoted.speaker, quoted.source_words) = (None, Some("It".to_owned())));
        assert_eq!(it, "unattributed (printed “It”)");
        let nobody = line(|quoted| (quoted.speaker, quoted.source_words) = (None, None));
        assert_eq!(nobody, "unattributed");
    }
}
