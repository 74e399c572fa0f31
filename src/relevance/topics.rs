//! [`Topic`]: a question with an id, and the reader of topic files.

use super::error::{LineProblem, RelevanceError};
use super::lines::for_each_line;
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

/// Reads topics in any of three forms, told apart by the first line; `file` is what errors call it.
///
/// - `id TAB text`, one a line. There are no comments in this form, since `#` may well begin an id or a text.
/// - TREC's blocks, from `<top>` to `</top>`, of which `<num>` and `<title>` are taken ("Number:" and "Topic:" before
///   them are no part of them). Description and narrative say to a person what is relevant; nobody types them.
/// - JSON Lines: an object a line, with an id (`id`, `_id`, `qid`, `query_id`) and words (`text`, `query`, `title`).
///
/// The topics come in the order of the file. Blank lines say nothing. An id with white space in it, a topic without
/// text and an id that stands there twice are errors with their line.
pub fn read_topics(reader: impl Read, file: &str) -> Result<Vec<Topic>, RelevanceError> {
    let mut gathered = Gathered::default();
    let mut form = None;
    let mut block = Block::default();
    for_each_line(reader, file, false, |line, content| {
        let form = *form.get_or_insert_with(|| Form::of(content));
        let read = match form {
            Form::Tabs => tabbed(content).map(Some),
            Form::Json => json(content).map(Some),
            Form::Blocks => block.line(line, content),
        };
        read.and_then(|topic| match topic {
            Some((id, text)) => gathered.add(id, text, if form == Form::Blocks { block.line } else { line }),
            None => Ok(()),
        })
    })?;
    if block.open {
        return Err(RelevanceError::Line { file: file.to_owned(), line: block.line, problem: LineProblem::OpenTopic });
    }
    if gathered.topics.is_empty() {
        return Err(RelevanceError::Empty { file: file.to_owned(), what: "topics" });
    }
    Ok(gathered.topics)
}

/// How topics are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Tabs,
    Blocks,
    Json,
}

impl Form {
    /// The form of a file whose first line is this one. (`<top>` and `{` may begin an id, but not without a tab.)
    fn of(line: &str) -> Form {
        let start = line.trim_start();
        if start.starts_with('{') && !line.contains('\t') {
            Form::Json
        } else if tag(start).is_some_and(|(name, _)| matches!(name.as_str(), "top" | "topics" | "?xml")) {
            Form::Blocks
        } else {
            Form::Tabs
        }
    }
}

/// The topics so far, each with an id of its own.
#[derive(Default)]
struct Gathered {
    topics: Vec<Topic>,
    first_lines: HashMap<String, u64>,
}

impl Gathered {
    fn add(&mut self, id: String, text: String, line: u64) -> Result<(), LineProblem> {
        if id.is_empty() || id.contains(char::is_whitespace) {
            return Err(LineProblem::TopicId(id));
        }
        if text.is_empty() {
            return Err(LineProblem::NoText(id));
        }
        if let Some(first) = self.first_lines.insert(id.clone(), line) {
            return Err(LineProblem::DuplicateTopic { topic: id, first });
        }
        self.topics.push(Topic { id, text, line });
        Ok(())
    }
}

fn tabbed(line: &str) -> Result<(String, String), LineProblem> {
    let (id, text) = line.split_once('\t').ok_or(LineProblem::NoTab)?;
    Ok((id.trim().to_owned(), text.trim().to_owned()))
}

fn json(line: &str) -> Result<(String, String), LineProblem> {
    let value: serde_json::Value =
        serde_json::from_str(line).map_err(|error| LineProblem::NotJson(without_place(&error.to_string())))?;
    let field = |names: &[&str]| match names.iter().find_map(|name| value.get(*name))? {
        serde_json::Value::String(text) => Some(text.trim().to_owned()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let id = field(&["id", "_id", "qid", "query_id"]).ok_or(LineProblem::NoField("an id: `id`"))?;
    let text = field(&["text", "query", "title"]).ok_or(LineProblem::NoField("words: `text`, `query` or `title`"))?;
    Ok((id, text))
}

/// serde_json's message without its "at line 1 column 7", which counts from the line it was given.
fn without_place(message: &str) -> String {
    message.rsplit_once(" at line ").map_or(message, |(message, _)| message).to_owned()
}

/// A block while its lines are read.
#[derive(Default)]
struct Block {
    open: bool,
    /// The line of its `<top>`.
    line: u64,
    id: String,
    title: String,
    /// What further lines without a tag go on with.
    part: Part,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Part {
    Number,
    Title,
    #[default]
    Other,
}

impl Block {
    /// Takes a line; gives the topic where it is the last of one.
    fn line(&mut self, number: u64, line: &str) -> Result<Option<(String, String)>, LineProblem> {
        let mut rest = line.trim();
        while let Some((name, after)) = tag(rest) {
            rest = after.trim_start();
            match name.as_str() {
                "top" if self.open => return Err(LineProblem::OpenTopic),
                "top" => *self = Block { open: true, line: number, ..Block::default() },
                "/top" if self.open => {
                    let topic = (std::mem::take(&mut self.id), std::mem::take(&mut self.title));
                    self.open = false;
                    return Ok(Some(topic));
                }
                "num" => self.part = Part::Number,
                "title" => self.part = Part::Title,
                _ => self.part = Part::Other,
            }
        }
        let (words, closed) = match rest.find("</") {
            Some(end) if rest.to_ascii_lowercase().contains("</top>") => (rest[..end].trim(), Some("/top".to_owned())),
            Some(end) => (rest[..end].trim(), tag(&rest[end..]).map(|(name, _)| name)),
            None => (rest, None),
        };
        let (into, before) = match self.part {
            Part::Number => (&mut self.id, "Number:"),
            Part::Title => (&mut self.title, "Topic:"),
            Part::Other => return self.closed(closed),
        };
        let words = if into.is_empty() { words.strip_prefix(before).unwrap_or(words).trim() } else { words };
        if !words.is_empty() {
            if !into.is_empty() {
                into.push(' ');
            }
            into.push_str(words);
        }
        self.closed(closed)
    }

    /// Heeds a closing tag behind the words of a line.
    fn closed(&mut self, tag: Option<String>) -> Result<Option<(String, String)>, LineProblem> {
        match tag.as_deref() {
            Some("/top") => {
                self.open = false;
                Ok(Some((std::mem::take(&mut self.id), std::mem::take(&mut self.title))))
            }
            Some(_) => {
                self.part = Part::Other;
                Ok(None)
            }
            None => Ok(None),
        }
    }
}

/// The name of the tag that a text begins with, in lower case and without attributes, and what follows the tag.
fn tag(text: &str) -> Option<(String, &str)> {
    let (inside, after) = text.strip_prefix('<')?.split_once('>')?;
    let name = inside.split_whitespace().next()?.to_ascii_lowercase();
    Some((name, after))
}

#[cfg(test)]
mod tests {
    use super::read_topics;

    fn read(text: &str) -> Vec<(String, String, u64)> {
        let topics = read_topics(text.as_bytes(), "t").unwrap_or_else(|error| panic!("{error}"));
        topics.into_iter().map(|topic| (topic.id, topic.text, topic.line)).collect()
    }

    fn error(text: &str) -> String {
        read_topics(text.as_bytes(), "t.tsv").unwrap_err().to_string()
    }

    #[test]
    fn topics_keep_their_order_and_their_lines() {
        let topics = read_topics(&b"\xEF\xBB\xBF2\tharbour  toll\r\n\r\n#1\t what\tnow \r\n"[..], "t.tsv").unwrap();
        let seen: Vec<_> = topics.iter().map(|topic| (topic.id.as_str(), topic.text.as_str(), topic.line)).collect();
        assert_eq!(seen, [("2", "harbour  toll", 1), ("#1", "what\tnow", 3)]);
    }

    #[test]
    fn blocks_give_number_and_title() {
        let blocks = "<top>\n\n<num> Number: 301\n<title> Harbour\n tolls \n\n<desc> Description:\nWho pays?\n\n\
                      <narr> Narrative:\nAll of it.\n\n</top>\n\n<top>\r\n<num>302</num>\r\n<title>Topic: night ferries</title>\r\n\
                      <desc>x</desc></top>\n";
        let topic = |id: &str, text: &str, line| (id.to_owned(), text.to_owned(), line);
        assert_eq!(read(blocks), [topic("301", "Harbour tolls", 1), topic("302", "night ferries", 15)]);
        assert_eq!(
            error("<top>\n<num> 1\n<title> a\n"),
            "t.tsv:1: the topic that begins here is never closed with `</top>`"
        );
        assert_eq!(error("<top>\n<num> 1\n</top>\n"), "t.tsv:3: topic `1` has no text");
    }

    #[test]
    fn json_lines_give_id_and_words() {
        let topic = |id: &str, text: &str, line| (id.to_owned(), text.to_owned(), line);
        assert_eq!(
            read("{\"_id\": \"a\", \"text\": \" harbour toll \"}\n\n{\"qid\": 7, \"query\": \"ferry\"}\n"),
            [topic("a", "harbour toll", 1), topic("7", "ferry", 3)]
        );
        let cut = error("{\"id\": 1, \"text\": \"a\"}\n{\"id\": 2,\n");
        assert!(cut.starts_with("t.tsv:2: not JSON: "), "{cut}");
        assert!(error("{\"id\": 1}\n").starts_with("t.tsv:1: a topic has no words: "), "{}", error("{\"id\": 1}\n"));
    }

    #[test]
    fn errors_name_the_line() {
        assert_eq!(error("1\ta\n2 b\n"), "t.tsv:2: no tab between topic and text; a topic is a line `id TAB text`");
        assert_eq!(error("1 2\ta\n"), "t.tsv:1: `1 2` is not a topic id; an id is one word");
        assert_eq!(error("1\t \n"), "t.tsv:1: topic `1` has no text");
        assert!(error("1\ta\n\n1\tb\n").starts_with("t.tsv:3: topic `1` stands already on line 1;"));
        assert_eq!(error("\n"), "t.tsv: no topics in it");
    }
}
