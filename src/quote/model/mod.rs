//! The trained model: what it consists of, and its file.
//!
//! Five small models work one after the other, each a sum of weights over what can be seen on the surface:
//!
//! 1. *cues*: is this word one that says that somebody speaks? (logistic; [`words`] says which words are asked)
//! 2. *spans*: given the cue, which words are its source and which are attributed? (a [`chain`] over its sentence)
//! 3. *speech*: is a quoted region speech, or a title, a nickname, a word held at arm's length? (logistic)
//! 4. *joins*: does a region go on with the quotation of the one before? (logistic)
//! 5. *sources*: of the sources near a quotation, is this its own? (logistic)
//!
//! [`table`] packs weights, [`learn`] finds them, [`memo`] and [`pairs`] keep sums of them; [`calibration`] says how often
//! a name with such a source is right. The file begins with a line that says what it is and one that says where it comes
//! from; the tables follow, and a sum of everything before it ends the file, so that an altered one is told.

pub mod calibration;
pub mod chain;
pub mod exp;
pub mod learn;
pub mod memo;
pub mod pairs;
pub mod table;
pub mod words;

use calibration::Calibration;
use chain::{Factors, Steps};
use learn::KINDS;
use std::sync::OnceLock;
use table::{Flat, Table, WIDTH};
use thiserror::Error;
use words::Words;

/// The first line of a model's file; the number grows whenever features change their meaning.
const MAGIC: &str = "onrecord quotation model 5\n";

/// A trained model.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Where it comes from: one line for people.
    pub provenance: String,
    /// What is known of words.
    pub words: Words,
    /// Whether a word is a cue.
    pub cues: Flat,
    /// What the words around a cue are.
    pub spans: Table,
    /// Steps between labels.
    pub steps: Factors,
    /// Whether a region is speech.
    pub speech: Flat,
    /// Whether a region goes on with the one before.
    pub joins: Flat,
    /// Whether a source is that of a quotation.
    pub sources: Flat,
    /// How often a name is right, by the chance of its source.
    pub calibration: Calibration,
}

/// Why bytes are no model.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ModelError {
    /// They are something else.
    #[error("this is no model of quotations; `onrecord train` makes one")]
    NotAModel,
    /// They were written for another version of the program.
    #[error("this model was made for another version of onrecord ({0}); train it again with this one")]
    OtherVersion(String),
    /// They are cut off or altered.
    #[error("this model is damaged; copy it again, or train it again")]
    Damaged,
}

impl Model {
    /// The model that comes with the program.
    pub fn embedded() -> &'static Model {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| {
            Model::read(include_bytes!("english.model")).unwrap_or_else(|error| unreachable!("embedded model: {error}"))
        })
    }

    /// The model as the bytes of its file.
    pub fn write(&self) -> Vec<u8> {
        let mut out = Vec::from(MAGIC);
        out.extend(self.provenance.replace('\n', " ").bytes());
        out.push(b'\n');
        self.words.write(&mut out);
        self.cues.write(&mut out);
        self.spans.write(&mut out);
        out.extend(self.steps.scores().flat_map(|score| score.to_le_bytes()));
        self.speech.write(&mut out);
        self.joins.write(&mut out);
        self.sources.write(&mut out);
        self.calibration.write(&mut out);
        let sum = crc32fast::hash(&out);
        out.extend(sum.to_le_bytes());
        out
    }

    /// Reads the bytes of a model's file.
    ///
    /// # Errors
    ///
    /// Where they are no model, one of another version, or damaged.
    pub fn read(bytes: &[u8]) -> Result<Model, ModelError> {
        let line = |bytes: &[u8]| bytes.iter().take(10_000).position(|byte| *byte == b'\n');
        let end = line(bytes).ok_or(ModelError::NotAModel)?;
        let (first, rest) = bytes.split_at(end + 1);
        if first != MAGIC.as_bytes() {
            let first = String::from_utf8_lossy(first).trim().to_owned();
            let ours = first.starts_with("onrecord quotation model");
            return Err(if ours { ModelError::OtherVersion(first) } else { ModelError::NotAModel });
        }
        let (mut rest, sum) = rest.split_last_chunk().ok_or(ModelError::Damaged)?;
        if crc32fast::hash(&bytes[..bytes.len() - sum.len()]) != u32::from_le_bytes(*sum) {
            return Err(ModelError::Damaged);
        }
        let end = line(rest).ok_or(ModelError::Damaged)?;
        let provenance = String::from_utf8_lossy(&rest[..end]).into_owned();
        rest = &rest[end + 1..];
        let words = Words::read(&mut rest)?;
        let cues = Flat::read(&mut rest)?;
        let spans = Table::read(&mut rest)?;
        let steps = read_steps(&mut rest)?;
        let speech = Flat::read(&mut rest)?;
        let joins = Flat::read(&mut rest)?;
        let sources = Flat::read(&mut rest)?;
        let calibration = Calibration::read(&mut rest)?;
        if !rest.is_empty() {
            return Err(ModelError::Damaged);
        }
        Ok(Model { provenance, words, cues, spans, steps, speech, joins, sources, calibration })
    }
}

fn read_steps(bytes: &mut &[u8]) -> Result<Factors, ModelError> {
    let size = KINDS * WIDTH * WIDTH * 4;
    if bytes.len() < size {
        return Err(ModelError::Damaged);
    }
    let (body, rest) = bytes.split_at(size);
    *bytes = rest;
    let scores: Vec<f32> = body.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
    let steps: Vec<Steps> = scores
        .chunks_exact(WIDTH * WIDTH)
        .map(|kind| std::array::from_fn(|from| std::array::from_fn(|label| kind[from * WIDTH + label])))
        .collect();
    Ok(Factors::of(&steps))
}

#[cfg(test)]
mod tests {
    use super::{Model, ModelError};

    #[test]
    fn a_model_that_was_cut_or_altered_is_none() {
        let whole = Model::embedded().write();
        assert_eq!(Model::read(&whole).as_ref(), Ok(Model::embedded()));
        for place in (0..whole.len()).step_by(whole.len() / 50).chain([whole.len() - 1]) {
            let mut altered = whole.clone();
            altered[place] ^= 4;
            assert!(Model::read(&altered).is_err(), "altered at {place}");
            assert!(Model::read(&whole[..place]).is_err(), "cut at {place}");
        }
        let longer = [whole.as_slice(), b"x"].concat();
        assert_eq!(Model::read(&longer), Err(ModelError::Damaged));
        assert_eq!(Model::read(b"a text\n"), Err(ModelError::NotAModel));
    }
}
