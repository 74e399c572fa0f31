//! Which field of a record is the headline, the body, the date: the names that programs, agencies and sites use, and
//! [`FieldMap`] for the names they do not.

use serde_json::{Map, Value};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// A part of an article that a record's field can be mapped to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The id.
    Id,
    /// The headline.
    Headline,
    /// The sentence under the headline.
    Standfirst,
    /// The body as plain text, kept byte for byte.
    Body,
    /// The body as HTML.
    BodyHtml,
    /// Who wrote it.
    Byline,
    /// The day of publication.
    Date,
    /// The outlet.
    Source,
    /// The section of the paper.
    Section,
    /// The address it was published at.
    Url,
    /// The language.
    Language,
}

impl Field {
    /// Every field.
    pub const ALL: [Field; 11] = [
        Field::Id,
        Field::Headline,
        Field::Standfirst,
        Field::Body,
        Field::BodyHtml,
        Field::Byline,
        Field::Date,
        Field::Source,
        Field::Section,
        Field::Url,
        Field::Language,
    ];

    /// The name as it is written in `--map`.
    pub fn as_str(self) -> &'static str {
        match self {
            Field::Id => "id",
            Field::Headline => "headline",
            Field::Standfirst => "standfirst",
            Field::Body => "body",
            Field::BodyHtml => "body_html",
            Field::Byline => "byline",
            Field::Date => "date",
            Field::Source => "source",
            Field::Section => "section",
            Field::Url => "url",
            Field::Language => "language",
        }
    }

    /// The names to look under, likeliest first. They are compared without case, `_` and `-`, so `publishedat` also
    /// finds `publishedAt` and `published_at`; a dot goes down into an object or a list of objects.
    fn usual_names(self) -> &'static [&'static str] {
        match self {
            Field::Id => &[
                "id",
                "guid",
                "_id",
                "uuid",
                "uri",
                "docno",
                "docid",
                "articleid",
                "documentid",
                "sys.id",
                "identifier",
            ],
            Field::Headline => &[
                "headline",
                "headline.main",
                "title",
                "headlines",
                "fields.headline",
                "webtitle",
                "hl1",
                "header",
                "heading",
                "name",
            ],
            Field::Standfirst => &[
                "standfirst",
                "deck",
                "dek",
                "fields.standfirst",
                "fields.trailtext",
                "subheadline",
                "subtitle",
                "subhead",
                "subheading",
                "teaser",
                "excerpt",
                "abstract",
                "summary",
                "descriptiontext",
                "description",
                "trailtext",
                "descriptions",
                "lede",
                "snippet",
                "kicker",
            ],
            Field::Body => {
                &["body", "bodytext", "maintext", "articlebody", "fulltext", "fields.bodytext", "contenttext", "text"]
            }
            Field::BodyHtml => &[
                "bodyhtml",
                "bodyxhtml",
                "contenthtml",
                "fields.body",
                "content",
                "contents",
                "bodies",
                "articlehtml",
                "html",
                "xhtml",
                "story",
                "article",
                "paragraphs",
                "articletext",
                "leadparagraph",
            ],
            Field::Byline => &[
                "byline",
                "byline.original",
                "author",
                "authors",
                "by",
                "fields.byline",
                "creator",
                "dc:creator",
                "writer",
                "reporter",
                "authorname",
            ],
            Field::Date => &[
                "date",
                "published",
                "publisheddate",
                "datepublished",
                "datepublish",
                "pubdate",
                "publishedat",
                "publicationdate",
                "webpublicationdate",
                "publishdate",
                "datetime",
                "publishtime",
                "publishedtime",
                "firstpublished",
                "firstcreated",
                "versioncreated",
                "issued",
                "created",
                "createdat",
                "timestamp",
                "year",
            ],
            Field::Source => &[
                "source",
                "publication",
                "outlet",
                "publisher",
                "newspaper",
                "sourcename",
                "sitename",
                "sourcedomain",
                "domain",
                "provider",
            ],
            Field::Section => {
                &["section", "sectionname", "fields.section", "desk", "newsdesk", "category", "categories", "rubric"]
            }
            Field::Url => {
                &["url", "link", "weburl", "articleurl", "canonicalurl", "canonical", "permalink", "sourceurl", "href"]
            }
            Field::Language => &["language", "lang", "inlanguage", "locale"],
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which fields of a record to take, where the usual names do not serve: `headline=kop,body=tekst.inhoud`.
///
/// What stands right of `=` is a field's name, or names joined by dots that lead into objects and lists. A field that
/// is given twice is looked for under both names, in that order. Fields that are not given, or not found where the
/// map says, are looked for under the usual names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldMap {
    pairs: Vec<(Field, String)>,
}

/// What is wrong with a field map.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FieldMapError {
    /// A part has no `=`, or nothing on one side of it.
    #[error("`{0}` is not of the form FIELD=NAME, as in headline=title,body=content")]
    Form(String),
    /// What stands left of `=` is no part of an article.
    #[error("`{part}`: there is no field `{field}`; fields are {}", list())]
    Field {
        /// The whole part.
        part: String,
        /// What stands left of `=`.
        field: String,
    },
}

fn list() -> String {
    Field::ALL.map(Field::as_str).join(", ")
}

impl FieldMap {
    /// Adds the pairs of another map behind those of this one.
    pub fn extend(&mut self, other: FieldMap) {
        self.pairs.extend(other.pairs);
    }

    /// Whether nothing is mapped.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Where to look for `field`, in order.
    pub(super) fn names(&self, field: Field) -> impl Iterator<Item = &str> {
        self.pairs.iter().filter(move |(mapped, _)| *mapped == field).map(|(_, name)| name.as_str())
    }
}

impl FromStr for FieldMap {
    type Err = FieldMapError;

    fn from_str(text: &str) -> Result<FieldMap, FieldMapError> {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        let pair = |part: &str| {
            let (field, name) = part
                .split_once('=')
                .map(|(field, name)| (field.trim(), name.trim()))
                .filter(|(field, name)| !field.is_empty() && !name.is_empty())
                .ok_or_else(|| FieldMapError::Form(part.to_owned()))?;
            let known = Field::ALL.into_iter().find(|known| known.as_str() == field.replace('-', "_"));
            match known {
                Some(known) => Ok((known, name.to_owned())),
                None => Err(FieldMapError::Field { part: part.to_owned(), field: field.to_owned() }),
            }
        };
        Ok(FieldMap { pairs: parts.map(pair).collect::<Result<_, _>>()? })
    }
}

impl fmt::Display for FieldMap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs: Vec<String> = self.pairs.iter().map(|(field, name)| format!("{field}={name}")).collect();
        f.write_str(&pairs.join(","))
    }
}

/// A record's fields with their names made comparable once.
pub(super) struct Fields<'a> {
    object: &'a Map<String, Value>,
    names: Vec<Cow<'a, str>>,
    /// A bit for the first letter of each name, so that most names are turned away before they are compared.
    initials: u32,
    map: &'a FieldMap,
}

impl<'a> Fields<'a> {
    pub(super) fn new(object: &'a Map<String, Value>, map: &'a FieldMap) -> Fields<'a> {
        let names: Vec<Cow<'a, str>> = object.keys().map(|key| comparable(key)).collect();
        let initials = names.iter().fold(0, |all, name| all | initial(name));
        Fields { object, names, initials, map }
    }

    /// The values under which `field` may be found, likeliest first, with the name each was found by and whether the
    /// user mapped it.
    pub(super) fn values(&self, field: Field) -> impl Iterator<Item = Found<'a>> + '_ {
        let mapped = self.map.names(field).filter_map(|name| {
            // A name that holds a dot may be a key as it stands.
            let value = self.object.get(name).or_else(|| self.find(name))?;
            Some(Found { value, mapped: true })
        });
        let usual =
            field.usual_names().iter().filter_map(|name| Some(Found { value: self.find(name)?, mapped: false }));
        mapped.chain(usual)
    }

    /// The first of the values that gives words.
    pub(super) fn text(&self, field: Field) -> Option<String> {
        self.values(field).find_map(|found| text_of(found.value))
    }

    /// The value under one name.
    pub(super) fn get(&self, name: &str) -> Option<&'a Value> {
        self.find(name)
    }

    fn find(&self, path: &str) -> Option<&'a Value> {
        if self.initials & initial(path) == 0 {
            return None;
        }
        let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
        let wanted = comparable(first);
        let at = self.names.iter().position(|name| *name == wanted)?;
        let value = self.object.values().nth(at)?;
        match rest {
            None => Some(value),
            Some(rest) => below(value, rest),
        }
    }
}

/// The bit of a name's first letter, whatever its case.
fn initial(name: &str) -> u32 {
    name.bytes().find(|byte| !matches!(byte, b'_' | b'-')).map_or(u32::MAX, |byte| 1 << (byte & 31))
}

/// A value that may be a field's.
pub(super) struct Found<'a> {
    pub value: &'a Value,
    pub mapped: bool,
}

/// The value at `path` below `value`; in a list, of the first element that has it.
fn below<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    match value {
        Value::Object(object) => {
            let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
            let wanted = comparable(first);
            let (_, value) = object.iter().find(|(key, _)| comparable(key) == wanted)?;
            match rest {
                None => Some(value),
                Some(rest) => below(value, rest),
            }
        }
        Value::Array(values) => values.iter().find_map(|value| below(value, path)),
        _ => None,
    }
}

/// A name without case, `_` and `-`.
fn comparable(name: &str) -> Cow<'_, str> {
    let plain = |byte: u8| !byte.is_ascii_uppercase() && byte != b'_' && byte != b'-';
    if name.bytes().all(plain) {
        return Cow::Borrowed(name);
    }
    // `_id` stays apart from `id` only in the table; both mean the same.
    Cow::Owned(name.chars().filter(|c| !matches!(c, '_' | '-')).map(|c| c.to_ascii_lowercase()).collect())
}

/// The words of a value; `None` where it holds none ("None" and "null" are what programs write for nothing).
///
/// Lists are joined by commas; of an object, the member that carries its words is taken.
pub(super) fn text_of(value: &Value) -> Option<String> {
    const MEMBERS: [&str; 14] = [
        "rendered", "value", "name", "main", "original", "text", "title", "label", "content", "$oid", "#text",
        "@value", "fullname", "code",
    ];
    match value {
        Value::String(text) => {
            let text = text.trim();
            let nothing = matches!(text, "" | "None" | "none" | "null" | "NULL" | "nan" | "NaN" | "N/A" | "undefined");
            (!nothing).then(|| text.to_owned())
        }
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => {
            let texts: Vec<String> = values.iter().filter_map(text_of).collect();
            (!texts.is_empty()).then(|| texts.join(", "))
        }
        Value::Object(object) => {
            let member = MEMBERS.iter().find_map(|member| object.get(*member).and_then(text_of));
            // {"first": "Ana", "last": "Reyes"} and its like.
            member.or_else(|| {
                let part = |names: [&str; 3]| names.iter().find_map(|name| object.get(*name).and_then(text_of));
                let first = part(["first", "firstname", "given"]);
                let last = part(["last", "lastname", "family"])?;
                Some(first.map_or(last.clone(), |first| format!("{first} {last}")))
            })
        }
        Value::Bool(_) | Value::Null => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, FieldMap, Fields, text_of};
    use serde_json::json;

    #[test]
    fn a_map_reads_and_prints() {
        let map: FieldMap = "headline=kop, body=tekst.inhoud,".parse().unwrap();
        assert_eq!(map.to_string(), "headline=kop,body=tekst.inhoud");
        assert_eq!("body-html=x".parse::<FieldMap>().unwrap().to_string(), "body_html=x");
    }

    #[test]
    fn a_wrong_map_says_what_is_wrong() {
        let error = |text: &str| text.parse::<FieldMap>().unwrap_err().to_string();
        assert_eq!(error("headline=a,body"), "`body` is not of the form FIELD=NAME, as in headline=title,body=content");
        assert!(
            error("titel=a").starts_with("`titel=a`: there is no field `titel`; fields are id, headline, standfirst")
        );
    }

    #[test]
    fn usual_names_are_found_in_any_spelling() {
        let record =
            json!({"publishedAt": "2021-05-03", "Web_Title": "A", "headline": {"main": "B"}, "_id": {"$oid": "7"}});
        let map = FieldMap::default();
        let fields = Fields::new(record.as_object().unwrap(), &map);
        assert_eq!(fields.text(Field::Date).as_deref(), Some("2021-05-03"));
        assert_eq!(fields.text(Field::Headline).as_deref(), Some("B"));
        assert_eq!(fields.text(Field::Id).as_deref(), Some("7"));
        assert_eq!(fields.text(Field::Url), None);
    }

    #[test]
    fn the_map_comes_first_and_the_usual_names_after_it() {
        let record = json!({"title": "A", "x.y": "B", "deep": [{"kop": "C"}]});
        for (map, headline) in [("headline=x.y", "B"), ("headline=deep.kop", "C"), ("headline=gone", "A")] {
            let map: FieldMap = map.parse().unwrap();
            let fields = Fields::new(record.as_object().unwrap(), &map);
            assert_eq!(fields.text(Field::Headline).as_deref(), Some(headline));
        }
    }

    #[test]
    fn words_are_found_in_what_holds_them() {
        assert_eq!(text_of(&json!({"id": null, "name": "The Ellery Post"})).as_deref(), Some("The Ellery Post"));
        assert_eq!(text_of(&json!(["Ana Reyes", {"name": "Bo Lind"}])).as_deref(), Some("Ana Reyes, Bo Lind"));
        assert_eq!(text_of(&json!({"first": "Ana", "last": "Reyes"})).as_deref(), Some("Ana Reyes"));
        assert_eq!(text_of(&json!("None")), None);
    }
}
