//! Annotated articles: read from files, learnt from, and held back to see what was learnt.
//!
//! The form is that of PolNeAR as the scorers of quotations take it: a file of JSON Lines,
//! `{"id", "attributions": [{"source": [[s, e], …], "cue": …, "content": …}, …]}`, and a folder with the text of each
//! article in `<id>.txt`. Offsets count characters (Unicode code points), ends are exclusive.

use crate::article::{Article, Quotation, Span};
use crate::quote::Extractor;
use crate::quote::model::Model;
use crate::quote::training::{Annotated, Marked, PARTS, mix, train, word_number};
use crate::read::{ReadOptions, article_from_text};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// Articles with what people marked in them, in the order of the file.
#[derive(Debug, Clone, Default)]
pub struct AnnotatedArticles {
    articles: Vec<Annotated>,
    /// For each article the byte at which each of its text file's characters begins, in the article's text.
    starts: Vec<Vec<usize>>,
}

/// Why annotations cannot be learnt from.
#[derive(Debug, thiserror::Error)]
pub enum TrainingError {
    /// A file cannot be read.
    #[error("cannot read `{}`: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A line is not of the form.
    #[error("`{}`, line {line}: {reason}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// There is nothing to learn from.
    #[error("`{}` holds no article with an attribution", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// There are fewer articles than folds.
    #[error("{articles} articles cannot be held back in {folds} folds")]
    Folds {
        /// How many there are.
        articles: usize,
        /// How many folds were asked for.
        folds: usize,
    },
}

#[derive(Deserialize)]
struct GoldLine {
    id: String,
    attributions: Vec<GoldAttribution>,
}

#[derive(Deserialize)]
struct GoldAttribution {
    #[serde(default)]
    source: Vec<[usize; 2]>,
    #[serde(default)]
    cue: Vec<[usize; 2]>,
    #[serde(default)]
    content: Vec<[usize; 2]>,
    #[serde(default)]
    speaker: Option<String>,
}

impl AnnotatedArticles {
    /// Reads the annotations of `gold`, with the texts from the folder `texts`.
    ///
    /// # Errors
    /// [`TrainingError`] with the file and the line, where something is missing or not of the form.
    pub fn read(gold: &Path, texts: &Path) -> Result<AnnotatedArticles, TrainingError> {
        let whole = |path: &Path| {
            std::fs::read_to_string(path)
                .map_err(|error| TrainingError::File { path: path.to_owned(), reason: error.to_string() })
        };
        let mut read = AnnotatedArticles::default();
        for (number, line) in whole(gold)?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let wrong = |reason: String| TrainingError::Line { path: gold.to_owned(), line: number + 1, reason };
            let gold: GoldLine = serde_json::from_str(line).map_err(|error| wrong(error.to_string()))?;
            if gold.id.contains(['/', '\\']) {
                return Err(wrong(format!("the id `{}` is no file name", gold.id)));
            }
            let text = whole(&texts.join(format!("{}.txt", gold.id)))?;
            let article = article_of(&gold.id, &text).map_err(wrong)?;
            let first = article.body_start as usize;
            let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| first + at).collect();
            starts.push(first + text.len());
            let spans = |spans: &[[usize; 2]]| -> Result<Vec<Span>, TrainingError> {
                let span = |&[start, end]: &[usize; 2]| match (starts.get(start), starts.get(end)) {
                    (Some(&start), Some(&end)) if start < end => Ok(Span::new(start, end)),
                    _ => Err(wrong(format!("[{start}, {end}] is no stretch of the text of `{}`", gold.id))),
                };
                spans.iter().map(span).collect()
            };
            let marked = |marked: &GoldAttribution| {
                Ok(Marked {
                    source: spans(&marked.source)?,
                    cue: spans(&marked.cue)?,
                    content: spans(&marked.content)?,
                    speaker: marked.speaker.clone(),
                })
            };
            let attributions = gold.attributions.iter().map(marked).collect::<Result<_, TrainingError>>()?;
            read.articles.push(Annotated { article, attributions });
            read.starts.push(starts);
        }
        if read.articles.iter().all(|annotated| annotated.attributions.is_empty()) {
            return Err(TrainingError::Empty { path: gold.to_owned() });
        }
        Ok(read)
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// How many attributions are marked.
    pub fn attributions(&self) -> usize {
        self.articles.iter().map(|annotated| annotated.attributions.len()).sum()
    }

    /// Learns from all articles; `tell` hears what is being done.
    pub fn train(&self, provenance: &str, tell: &mut dyn FnMut(&str)) -> Model {
        train(&self.articles, &parts_of(&self.articles), provenance, false, tell).model
    }

    /// Learns from all articles, and finds in each fifth of them what the other four teach: the model, and lines as
    /// [`cross_validate`](AnnotatedArticles::cross_validate) writes them.
    pub fn train_and_hold_out(&self, provenance: &str, tell: &mut dyn FnMut(&str)) -> (Model, String) {
        let parts = parts_of(&self.articles);
        let trained = train(&self.articles, &parts, provenance, true, tell);
        let mut lines = String::new();
        for ((number, annotated), part) in self.articles.iter().enumerate().zip(parts) {
            self.add_prediction(number, annotated, &trained.parts[part], part, &mut lines);
        }
        (trained.model, lines)
    }

    /// Adds the line of what a model finds in an article.
    fn add_prediction(&self, number: usize, annotated: &Annotated, model: &Model, fold: usize, lines: &mut String) {
        let extractor = Extractor { model, indirect: true };
        let article = &annotated.article;
        lines.push_str(&prediction(article, &extractor.find(article), &self.starts[number], fold));
        lines.push('\n');
    }

    /// Learns from all folds but one, for each, and writes what is found in the one held back: a line of predictions
    /// for each article, as the scorers take them, with the number of its fold. Articles that share much of their text
    /// are in one fold.
    ///
    /// # Errors
    /// Where there are fewer articles than folds.
    pub fn cross_validate(&self, folds: usize, tell: &mut dyn FnMut(&str)) -> Result<String, TrainingError> {
        if folds < 2 || folds > self.len() {
            return Err(TrainingError::Folds { articles: self.len(), folds });
        }
        let fold_of = folds_of(&self.articles, folds);
        let mut lines = String::new();
        for fold in 0..folds {
            let rest = self.articles.iter().zip(&fold_of).filter(|(_, own)| **own != fold);
            let rest: Vec<Annotated> = rest.map(|(annotated, _)| annotated.clone()).collect();
            let mut tell = |step: &str| tell(&format!("fold {} of {folds}: {step}", fold + 1));
            let model = train(&rest, &parts_of(&rest), "", false, &mut tell).model;
            for (number, annotated) in self.articles.iter().enumerate().filter(|(number, _)| fold_of[*number] == fold) {
                self.add_prediction(number, annotated, &model, fold, &mut lines);
            }
        }
        Ok(lines)
    }
}

/// The article that a text is, by the same way as everybody's.
fn article_of(id: &str, text: &str) -> Result<Article, String> {
    let record = serde_json::json!({ "id": id, "body": text }).to_string();
    match article_from_text("annotated.jsonl", record.as_bytes(), &ReadOptions::default()).pop() {
        Some(Ok(article)) => Ok(article),
        Some(Err(skipped)) => Err(format!("`{id}`: {}", skipped.reason)),
        None => Err(format!("`{id}` holds no text")),
    }
}

#[derive(Serialize)]
struct PredictedLine<'a> {
    id: &'a str,
    fold: usize,
    quotes: Vec<Predicted<'a>>,
}

#[derive(Serialize)]
struct Predicted<'a> {
    content: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    source: Vec<[usize; 2]>,
    speaker: Option<&'a str>,
    class: &'static str,
    /// How likely the speaker is right.
    confidence: f32,
    /// How likely it is a quotation.
    quotation: f32,
}

/// What was found in an article, with offsets in characters of its text file.
fn prediction(article: &Article, quotations: &[Quotation], starts: &[usize], fold: usize) -> String {
    let character = |byte: u32| starts.partition_point(|start| *start < byte as usize);
    let places = |spans: &[Span]| spans.iter().map(|span| [character(span.start), character(span.end)]).collect();
    let quotes = quotations
        .iter()
        .map(|quotation| Predicted {
            content: places(&quotation.content),
            cue: places(quotation.cue.as_slice()),
            source: places(&quotation.source),
            speaker: quotation.speaker.as_ref().map(|speaker| speaker.full_name.as_str()),
            class: quotation.attribution.class.as_str(),
            confidence: quotation.attribution.confidence,
            quotation: quotation.confidence,
        })
        .collect();
    let line = PredictedLine { id: article.id.as_str(), fold, quotes };
    serde_json::to_string(&line).unwrap_or_default()
}

/// The part of each article in training: copies together, where that leaves no part empty.
fn parts_of(articles: &[Annotated]) -> Vec<usize> {
    let parts = folds_of(articles, PARTS);
    if (0..PARTS).all(|part| parts.contains(&part)) { parts } else { (0..articles.len()).map(|n| n % PARTS).collect() }
}

/// The fold of each article: articles that share a third of their runs of eight words go together, whole groups are
/// dealt out to the smallest fold.
fn folds_of(articles: &[Annotated], folds: usize) -> Vec<usize> {
    const RUN: usize = 8;
    let runs = |text: &str| -> HashSet<u64> {
        let words: Vec<u64> = text.split_whitespace().map(word_number).collect();
        // Folds must be the same wherever the program runs.
        let number = |run: &[u64]| run.iter().fold(0, |all, word| mix(all, *word));
        // One run in four is enough to tell copies.
        words.windows(RUN).map(number).filter(|number| number % 4 == 0).collect()
    };
    let all: Vec<HashSet<u64>> = articles.iter().map(|annotated| runs(&annotated.article.text)).collect();
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    for (number, runs) in all.iter().enumerate() {
        for run in runs {
            holders.entry(*run).or_default().push(number);
        }
    }
    let mut group: Vec<usize> = (0..articles.len()).collect();
    let root = |group: &[usize], mut at: usize| {
        while group[at] != at {
            at = group[at];
        }
        at
    };
    for (number, runs) in all.iter().enumerate() {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for run in runs {
            for &other in holders[run].iter().filter(|other| **other < number) {
                *shared.entry(other).or_default() += 1;
            }
        }
        for (other, count) in shared {
            if count * 3 >= runs.len().min(all[other].len()) && count > 0 {
                let (one, two) = (root(&group, number), root(&group, other));
                group[one.max(two)] = one.min(two);
            }
        }
    }
    let mut sizes = vec![0usize; folds];
    let mut fold_of_group: HashMap<usize, usize> = HashMap::new();
    (0..articles.len())
        .map(|number| {
            let smallest = (0..folds).min_by_key(|fold| sizes[*fold]).unwrap_or(0);
            let fold = *fold_of_group.entry(root(&group, number)).or_insert(smallest);
            sizes[fold] += articles[number].article.text.len();
            fold
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{AnnotatedArticles, TrainingError};
    use std::fmt::Write;
    use std::path::Path;

    /// Articles that say the same few things of invented people in turn, with the annotations of each.
    fn write_corpus(folder: &Path, articles: usize) {
        let names = ["Ann Roe", "Bo Lind", "Cara Munk", "Dov Aster", "Eve Holt"];
        let things = ["the quay is shut", "the ferry sails at ten", "nobody was asked", "the ice is thin"];
        let mut gold = String::new();
        for number in 0..articles {
            let (mut text, mut attributions) = (String::new(), Vec::new());
            for n in 0..6 {
                let (name, thing) = (names[(number + n) % 5], things[(number * 3 + n) % 4]);
                let start = text.chars().count();
                let _ = write!(text, "{name} said {thing}. It was cold on day {number}.\n\n");
                let (cue, content) = (start + name.len() + 1, start + name.len() + 6);
                attributions.push(serde_json::json!({
                    "source": [[start, start + name.len()]],
                    "cue": [[cue, cue + 4]],
                    "content": [[content, content + thing.len()]],
                }));
            }
            std::fs::write(folder.join(format!("a{number}.txt")), &text).unwrap();
            let _ =
                writeln!(gold, "{}", serde_json::json!({ "id": format!("a{number}"), "attributions": attributions }));
        }
        std::fs::write(folder.join("gold.jsonl"), gold).unwrap();
    }

    #[test]
    fn what_is_annotated_is_learnt_and_the_second_run_gives_the_same_bytes() {
        let folder = tempfile::tempdir().unwrap();
        write_corpus(folder.path(), 12);
        let articles = AnnotatedArticles::read(&folder.path().join("gold.jsonl"), folder.path()).unwrap();
        assert_eq!((articles.len(), articles.attributions()), (12, 72));
        let model = articles.train("a test", &mut |_| ());
        assert_eq!(model.write(), articles.train("a test", &mut |_| ()).write());
        let text = "Gus Ferrant said the bridge is down. It was cold.";
        let article = super::article_of("new", text).unwrap();
        let found = crate::quote::Extractor { model: &model, indirect: true }.find(&article);
        let said: Vec<String> = found.iter().map(|quotation| quotation.text(&article.text)).collect();
        assert_eq!(said, ["the bridge is down"]);
        assert_eq!(found[0].speaker.as_ref().unwrap().full_name, "Gus Ferrant");
    }

    #[test]
    fn a_damaged_line_is_named() {
        let folder = tempfile::tempdir().unwrap();
        write_corpus(folder.path(), 3);
        let gold = folder.path().join("gold.jsonl");
        let lines = std::fs::read_to_string(&gold).unwrap().replacen("[[0,7]]", "[[0,99999]]", 1);
        std::fs::write(&gold, lines).unwrap();
        let error = AnnotatedArticles::read(&gold, folder.path()).unwrap_err();
        assert!(matches!(error, TrainingError::Line { line: 1, .. }), "{error}");
    }
}
