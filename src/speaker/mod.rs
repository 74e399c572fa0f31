//! Names: who an article speaks of, whatever short form it uses.
//!
//! The story: `tokens` cuts the text into words and punctuation and looks every word up in the `lexicon`; `mention`
//! finds the names among the capitals (`run` knows how far one goes, `phrases` the set phrases inside) and cuts their
//! titles (`doubtful` knows the words that are part of a name at times, `first_words` those that the whole article
//! shows to be, `offices` where the words of an office end, `openers` those that only open a sentence,
//! `chance_capitals` those that have a capital for no other reason, `possessives` those that go with the name,
//! `firms_of_two` which two names are one, `nicknames` which have a word in marks between them, `surnames` the surnames
//! that are titles); [`People`] holds everybody, and
//! `joining` leads "Roe" and "Mr. Roe" to the full name that the article itself gives (`bearers` knows whose it may
//! be, `lent_surnames` who has that of another), several words and acronyms by way of `short`, offices in letters by way
//! of `letters_for_offices`, slips by way of `misspelt`, and "the minister" by way of `roles` (`served` whose lawyer they
//! are). [`PersonName`] is for names alone, out of any text: it takes one apart and says whether two of them may be
//! the same person. Of the words of a source that a reader is shown, `title` knows what they say beside the name, and
//! `pronouns` whether they are no more than "it".
//!
//! Nothing here looks beyond one article: which names of different articles are one person is settled when the
//! archive is asked, so better rules need no re-index.

mod bearers;
mod chance_capitals;
pub mod cursor;
mod doubtful;
mod firms_of_two;
mod first_words;
mod joining;
pub mod keys;
mod lent_surnames;
mod letters_for_offices;
pub mod lexicon;
mod mention;
mod misspelt;
mod name;
mod nicknames;
mod offices;
mod openers;
mod people;
mod phrases;
mod possessives;
mod pronouns;
pub mod registry;
mod roles;
mod run;
mod says;
mod served;
mod short;
mod surnames;
mod title;
pub mod tokens;

pub use mention::{LONGEST_NAME, Mention, MentionKind};
pub use name::PersonName;
pub(crate) use name::fold_key;
pub use people::{People, Person, PersonId, Stretch};
pub use pronouns::is_pronoun;
pub use roles::is_of_party;
pub use short::{is_acronym, is_place_of_two};
pub use title::title_of;
