//! Turns inputs into [`Source`] values: tables, JSON Lines, plain text, Markdown, HTML, folders of these, compressed or not.
//!
//! Nothing is lost in silence: whatever is not read becomes a [`Skipped`] with its file, line and reason. Only what the user
//! must mend before anything can be said is an [`Error`]: an input that does not exist, and a named table without a text column.
//!
//! | limit | | what happens |
//! |---|---|---|
//! | a file, also when decompressed | 1 GiB | skipped |
//! | a row, or a line of text | 1 MiB | that row or line is skipped |
//! | an HTML page | 8 MiB, 512 elements deep | skipped |
//!
//! **Folders** are read recursively, in the order of their paths; files and folders whose name begins with a dot are passed over.
//! A file is read by its ending (`csv`, `tsv`, `tab`, `jsonl`, `ndjson`, `txt`, `text`, `md`, `markdown`, `html`, `htm`, `xhtml`,
//! each with `.gz` or `.zst` behind). Another ending is told as skipped when the file looks like text or is a known kind of
//! document; pictures and programs are passed over. A file named on the command line is read by its ending, else by its content,
//! unless its ending says that it is never text (`.xlsx`, `.pdf`).
//!
//! **What the program wrote itself** is no source: a report that lies in the folder is known by a mark of its format, told, and not read, so
//! that a second run gives what the first gave. The same holds for a README and the like, which tell of the folder, and for settings.
//!
//! **Dates** are read when they say one day: ISO 8601, RFC 3339, RFC 2822, `28 July 2021`, `July 28, 2021`, `2021/07/28`, `28.07.2021`.
//! `03/04/2021` says one day only where another row of the same file shows the order (`28/04/2021`); otherwise it is left empty,
//! and the file is named once with the number of such dates.
mod article;
mod bytes;
mod column;
mod date;
mod encoding;
mod furniture;
mod html;
mod json;
mod markdown;
mod passed_over;
mod row;
mod sidecar;
mod table;
mod walk;

use crate::error::{Error, Place, Result};
use crate::source::Source;
use rayon::prelude::*;
use std::io::Read;
use std::path::PathBuf;
use std::str::FromStr;

pub use column::Field;
pub use date::{Days, advice as date_advice, day};
pub(crate) use passed_over::{HTML_MARK, JSON_MARK, MARKDOWN_MARK, is_own};
pub(crate) use table::records;

/// How inputs are read. The default guesses everything and takes page furniture out.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Columns that the user named: the field, and the column's name as written in the header.
    pub map: Vec<(Field, String)>,
    /// The format of every input, whatever its name; `None` goes by the ending, then by the content.
    pub format: Option<Format>,
    /// Whether menus, captions, comments and other furniture of a page stay in the text.
    pub keep_furniture: bool,
    /// Whether the first thing that would be skipped, or not read as it stands, is an error instead.
    pub strict: bool,
}

/// A format of input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A table; the delimiter (comma, semicolon, tab or bar) is found from the header.
    Csv,
    /// A table with tabs.
    Tsv,
    /// One JSON object a line.
    JsonLines,
    /// Plain text: one article.
    Text,
    /// Markdown: one article.
    Markdown,
    /// A web page: one article.
    Html,
}

/// What was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ingested {
    /// In the order of the arguments, then of the paths, then of the rows.
    pub sources: Vec<Source>,
    /// What was not read, in the same order.
    pub skipped: Vec<Skipped>,
    /// What was read, but not as it stands: dates that were left empty, bytes that were replaced.
    pub amended: Vec<Skipped>,
    /// How many dates were left empty.
    pub undated: usize,
    /// What is odd about tables that were read: an id for several rows, no column for the outlet.
    pub odd: Vec<Skipped>,
    /// Files that are no sources and are not meant to be: reports that the program wrote itself, and what tells of a folder.
    pub passed_over: Vec<Skipped>,
    /// How many lines and editor's inserts were taken out of articles as page furniture.
    pub furniture: usize,
}

/// A row, line or file that was not read, or not as it stands, or of which there is something to say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Skipped {
    /// The file, as named on the command line, with `/` between folders.
    pub file: String,
    /// The line, from 1; 0 for the whole file.
    pub line: u32,
    /// The id of the row, where it has one.
    pub id: String,
    /// Why, in one line.
    pub reason: String,
}

/// The longest row, and the longest line of text, in bytes.
pub const MAX_ROW: usize = 1 << 20;

/// Reads all inputs: files, folders, and `-` for `stdin`.
///
/// # Errors
/// An input that does not exist or cannot be opened, a named table without a text column, a `map` to a column that is not
/// there; with [`Options::strict`], also the first thing that was skipped or amended.
pub fn read(inputs: &[PathBuf], stdin: &mut dyn Read, options: &Options) -> Result<Ingested> {
    let mut entries = walk::entries(inputs)?;
    walk::read_stdin(&mut entries, stdin)?;
    let (sidecars, of_sidecars) = sidecar::load(&entries);
    let parts: Vec<Result<Ingested>> = entries.par_iter().map(|entry| read_entry(entry, &sidecars, options)).collect();
    let mut all = of_sidecars;
    for part in parts {
        all.append(part?);
    }
    match all.skipped.first().or(all.amended.first()) {
        Some(first) if options.strict => Err(first.to_error()),
        _ => Ok(all),
    }
}

fn read_entry(entry: &walk::Entry, sidecars: &sidecar::Sidecars, options: &Options) -> Result<Ingested> {
    let (name, loaded) = match entry {
        walk::Entry::Sidecar(_) => return Ok(Ingested::default()),
        walk::Entry::Skipped(skipped) => return Ok(skipped.clone().into()),
        walk::Entry::PassedOver(file) => return Ok(Ingested { passed_over: vec![file.clone()], ..Ingested::default() }),
        walk::Entry::Stdin(bytes) => ("-", bytes::expand(bytes)),
        walk::Entry::File(file) if !file.named && sidecars.get(&file.name).is_none() && passed_over::tells_of_folder(&file.name) => {
            let passed_over = vec![Skipped::file(&file.name, passed_over::FOLDER)];
            return Ok(Ingested { passed_over, ..Ingested::default() });
        }
        walk::Entry::File(file) => match walk::never_text(&file.name).filter(|_| options.format.is_none()) {
            Some(reason) => return Ok(Skipped::file(&file.name, reason).into()),
            None => (file.name.as_str(), bytes::load(file)?),
        },
    };
    let read = loaded.and_then(|bytes| encoding::decode(bytes).map_err(str::to_owned)).map(|decoded| {
        let format = options.format.or_else(|| Format::of_name(name)).unwrap_or_else(|| Format::of_content(&decoded.text));
        match is_own(format, &decoded.text, entry.is_named(), &options.map) {
            true => (Ok(Ingested { passed_over: vec![Skipped::file(name, passed_over::OWN)], ..Ingested::default() }), None),
            false => (read_text(name, format, &decoded.text, sidecars, options), decoded.replaced),
        }
    });
    match read {
        Ok((Ok(mut part), replaced)) => {
            part.amended.extend(replaced.map(|note| Skipped::line(name, note.line, note.reason)));
            Ok(part)
        }
        Ok((Err(error), _)) if entry.is_named() => Err(error),
        Ok((Err(error), _)) => Ok(Skipped::file(name, error.message()).into()),
        Err(reason) => Ok(Skipped::file(name, reason).into()),
    }
}

fn read_text(name: &str, format: Format, text: &str, sidecars: &sidecar::Sidecars, options: &Options) -> Result<Ingested> {
    if text.trim().is_empty() {
        return Ok(Skipped::file(name, "the file is empty").into());
    }
    let about = sidecars.get(name);
    match format {
        Format::Csv | Format::Tsv => Ok(row::sources(table::read(name, format, text, options)?, name, about, options)),
        Format::JsonLines => Ok(row::sources(json::read(name, text, options)?, name, about, options)),
        Format::Text | Format::Markdown | Format::Html => Ok(article::read(name, format, text, about, options)),
    }
}

/// The start of a text, of no more than so many bytes.
fn start_of(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or(0)]
}

impl Ingested {
    fn append(&mut self, mut other: Self) {
        self.sources.append(&mut other.sources);
        self.skipped.append(&mut other.skipped);
        self.amended.append(&mut other.amended);
        self.undated += other.undated;
        self.odd.append(&mut other.odd);
        self.passed_over.append(&mut other.passed_over);
        self.furniture += other.furniture;
    }
}

impl From<Skipped> for Ingested {
    fn from(skipped: Skipped) -> Self {
        Self { skipped: vec![skipped], ..Self::default() }
    }
}

impl Skipped {
    fn file(file: &str, reason: impl Into<String>) -> Self {
        Self::line(file, 0, reason)
    }

    fn line(file: &str, line: u32, reason: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, id: String::new(), reason: reason.into() }
    }

    fn to_error(&self) -> Error {
        let place = Place { file: Some(self.file.clone().into()), line: self.line as usize, column: 0 };
        Error::new(self.reason.clone()).with_place(place)
    }
}

impl Format {
    /// The format that the ending of a file's name says, `.gz` and `.zst` left aside; `None` for an ending that is not read.
    pub fn of_name(name: &str) -> Option<Self> {
        let name = bytes::without_compression(name);
        let (_, ending) = name.rsplit('/').next()?.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "tsv" | "tab" => Some(Self::Tsv),
            "jsonl" | "ndjson" | "json" => Some(Self::JsonLines),
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            _ => None,
        }
    }

    /// The format that a text looks like; plain text when it looks like nothing else.
    fn of_content(text: &str) -> Self {
        let start = text.trim_start();
        if start.starts_with('{') || start.starts_with('[') && start[1..].trim_start().starts_with('{') {
            return Self::JsonLines;
        }
        if html::looks_like(start) {
            return Self::Html;
        }
        if table::looks_like(start) { Self::Csv } else { Self::Text }
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "csv" => Ok(Self::Csv),
            "tsv" => Ok(Self::Tsv),
            "jsonl" => Ok(Self::JsonLines),
            "txt" => Ok(Self::Text),
            "md" => Ok(Self::Markdown),
            "html" => Ok(Self::Html),
            _ => Err(Error::new(format!("no format `{name}`")).with_help("one of csv, tsv, jsonl, txt, md, html")),
        }
    }
}

/// The text of a file in whatever encoding it is, with `\n` for every line break.
///
/// # Errors
/// Why it is no text.
pub fn decoded(bytes: Vec<u8>) -> Result<String, &'static str> {
    encoding::decode(bytes).map(|decoded| decoded.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_a_format_by_its_ending() {
        let cases = [
            ("a.csv", Some(Format::Csv)),
            ("dir.txt/a.TSV", Some(Format::Tsv)),
            ("a.jsonl.gz", Some(Format::JsonLines)),
            ("a.txt.zst", Some(Format::Text)),
            ("a.md", Some(Format::Markdown)),
            ("a.HTM", Some(Format::Html)),
            ("dir.csv/noending", None),
            ("a.png", None),
            ("a.gz", None),
        ];
        for (name, want) in cases {
            assert_eq!(Format::of_name(name), want, "{name}");
        }
    }

    #[test]
    fn guesses_a_format_by_its_content() {
        let cases = [
            ("{\"text\": \"a\"}\n", Format::JsonLines),
            ("\n [ {\"text\": \"a\"} ]", Format::JsonLines),
            ("[Editor's note] It rained.", Format::Text),
            ("<!DOCTYPE html><p>a", Format::Html),
            ("<html><body>a", Format::Html),
            ("id,statement\n1,a\n", Format::Csv),
            ("Claim\nIt rained.\n", Format::Csv),
            ("It rained, he said.\n", Format::Text),
        ];
        for (text, want) in cases {
            assert_eq!(Format::of_content(text), want, "{text}");
        }
    }
}
