//! [`Topic`]: a question with an id, and the reader of topic files.

use super::error::{LineProblem, RelevanceError};
use super::lines::Lines;
use std::collections::HashMap;
use std::io::Read;

/// A question with the id that judgements and runs know it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// One word, never empty.
    pub id: String,
    /// The question as its author wrote it, without white space around it; never empty.
    pub text: String,
    /// The line it stands on, counted from one.
    pub line: u64,
}

/// Reads topics in the form `id TAB text`, one a line; `file` is what errors call it.
///
/// The topics come in the order of the file. Blank lines say nothing. There are no comments in this form, since `#` may
/// well begin an id or a text. An id with white space in it, a topic without text and an id that stands there twice
/// are errors with their line.
pub fn read_topics(reader: impl Read, file: &str) -> Result<Vec<Topic>, RelevanceError> {
    let mut lines = Lines::new(reader, file, false);
    let mut topics = Vec::new();
    let mut first_lines: HashMap<String, u64> = HashMap::new();
    while let Some((line, content)) = lines.next()? {
        let (id, text) = match parse(content) {
            Ok(topic) => topic,
            Err(problem) => return Err(lines.error(problem)),
        };
        if let Some(first) = first_lines.insert(id.clone(), line) {
            return Err(lines.error(LineProblem::DuplicateTopic { topic: id, first }));
        }
        topics.push(Topic { id, text, line });
    }
    if topics.is_empty() {
        return Err(RelevanceError::Empty { file: file.to_owned(), what: "topics" });
    }
    Ok(topics)
}

fn parse(line: &str) -> Result<(String, String), LineProblem> {
    let (id, text) = line.split_once('\t').ok_or(LineProblem::NoTab)?;
    let (id, text) = (id.trim(), text.trim());
    if id.is_empty() || id.contains(char::is_whitespace) {
        return Err(LineProblem::TopicId(id.to_owned()));
    }
    if text.is_empty() {
        return Err(LineProblem::NoText(id.to_owned()));
    }
    Ok((id.to_owned(), text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::read_topics;

    #[test]
    fn topics_keep_their_order_and_their_lines() {
        let topics = read_topics(&b"\xEF\xBB\xBF2\tharbour  toll\r\n\r\n#1\t what\tnow \r\n"[..], "t.tsv").unwrap();
        let seen: Vec<_> = topics.iter().map(|topic| (topic.id.as_str(), topic.text.as_str(), topic.line)).collect();
        assert_eq!(seen, [("2", "harbour  toll", 1), ("#1", "what\tnow", 3)]);
    }

    #[test]
    fn errors_name_the_line() {
        let error = |text: &str| read_topics(text.as_bytes(), "t.tsv").unwrap_err().to_string();
        assert_eq!(error("1\ta\n2 b\n"), "t.tsv:2: no tab between topic and text; a topic is a line `id TAB text`");
        assert_eq!(error("1 2\ta\n"), "t.tsv:1: `1 2` is not a topic id; an id is one word");
        assert_eq!(error("1\t \n"), "t.tsv:1: topic `1` has no text");
        assert!(error("1\ta\n\n1\tb\n").starts_with("t.tsv:3: topic `1` stands already on line 1;"));
        assert_eq!(error("\n"), "t.tsv: no topics in it");
    }
}
