//! What stands between quotation marks and is no quotation, for whoever asks why.

use super::Span;

/// What stands between quotation marks and is no quotation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PassedOver {
    /// Where it stands, marks included.
    pub span: Span,
    /// Why.
    pub reason: WhyNot,
}

/// Why what stands between quotation marks is no quotation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum WhyNot {
    /// It is speech with this `chance` only, from 0 to 1; above `least` it would have been taken for it.
    Unlikely {
        /// How likely it is speech.
        chance: f32,
        /// What it would have had to be above.
        least: f32,
    },
    /// It is the title of something, or a nickname, by the words around it.
    Title,
    /// It is a word or two in another language than English, where there is no telling.
    FewWords,
}
