//! [`Repair`]: what was mended in a line so that it means something, and where.

use std::fmt;
use std::ops::Range;

/// So many repairs are told one by one; of a hostile line there could be a million.
const TOLD: usize = 8;

/// Something in a line that could not mean what it says, and what was made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// What was done, in lower case, without a full stop.
    pub what: String,
    /// The bytes of the line that it is about.
    pub span: Range<usize>,
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

/// The repairs of a line as they gather.
#[derive(Debug, Default)]
pub(super) struct Repairs {
    told: Vec<Repair>,
    more: usize,
}

impl Repairs {
    /// Notes a repair; the same one twice in a row is told once.
    pub fn mend(&mut self, span: Range<usize>, what: impl Into<String>) {
        let what = what.into();
        if self.told.last().is_some_and(|last| last.what == what) {
            return;
        }
        if self.told.len() == TOLD {
            self.more += 1;
            return;
        }
        self.told.push(Repair { what, span });
    }

    /// All that is told, in the order of the line.
    pub fn told(mut self) -> Vec<Repair> {
        self.told.sort_by_key(|repair| repair.span.start);
        if self.more > 0 {
            let span = self.told.last().map_or(0..0, |last| last.span.clone());
            let places = if self.more == 1 { "place" } else { "places" };
            self.told.push(Repair { what: format!("{} further {places} were mended", self.more), span });
        }
        self.told
    }
}

/// A piece of the line for a message: not longer than a message can be.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
