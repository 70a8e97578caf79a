//! Quotation marks that an author forgot. The TOML reader cannot know where a text should have ended, and complains of all that
//! follows; here the one mistake is found, and what follows is read as if it were mended.

use std::cmp::Reverse;
use std::ops::Range;
use toml::de::{DeTable, Error};

/// A mistake in the TOML of a file, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Torn {
    pub(super) at: Range<usize>,
    pub(super) message: String,
    pub(super) help: String,
}

/// How many mistakes of one table are looked for: who has more begins with these.
const MOST: usize = 12;

/// A table without its lines that lack a quotation mark, as long as it was, and what those lines lack.
pub(super) fn mended(table: &str) -> (String, Vec<Torn>) {
    let (mut text, mut told) = (table.to_owned(), Vec::new());
    while told.len() < MOST {
        let errors = errors(&text);
        let lines = errors.iter().filter_map(|error| Some(line_of(&text, error.span()?.start)));
        let Some((line, torn)) = lines.clone().find_map(|line| Some((line.clone(), lacking(&text[line])?))) else { break };
        text = without(&text, &line, torn.at.start);
        told.push(Torn { at: line.start + torn.at.start..line.start + torn.at.end, ..torn });
    }
    (text, told)
}

fn errors(text: &str) -> Vec<Error> {
    DeTable::parse_recoverable(text).1
}

/// The line that a byte stands on, without its end.
fn line_of(text: &str, at: usize) -> Range<usize> {
    let at = (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    start..text[at..].find('\n').map_or(text.len(), |newline| at + newline)
}

/// The text with another line of the same length in place of one that is torn from a byte on: the one behind which most is right.
fn without(text: &str, line: &Range<usize>, from: usize) -> String {
    let kept = &text[line.start..line.start + from];
    let lines = [String::new(), format!("{kept}\"\"]"), format!("{kept}\"\","), format!("{kept}\"\"")];
    let fitting = lines.into_iter().filter(|mended| mended.len() <= line.len());
    let tried = fitting.map(|mended| format!("{}{mended:<2$}{}", &text[..line.start], &text[line.end..], width(&mended, line.len())));
    let right = |text: &String| errors(text).iter().filter_map(|error| Some(error.span()?.start)).min().unwrap_or(usize::MAX);
    tried.min_by_key(|text| Reverse(right(text))).unwrap_or_else(|| text.to_owned())
}

/// How many characters a line must have to be of so many bytes, if only spaces are added.
fn width(line: &str, bytes: usize) -> usize {
    bytes - line.len() + line.chars().count()
}

/// What a line of TOML lacks a quotation mark for; its place in the line.
fn lacking(line: &str) -> Option<Torn> {
    if line.contains("\"\"\"") || line.contains("'''") {
        return None;
    }
    let mut reader = Reader { line, at: 0, bare: None, fresh: true };
    while let Some(c) = line[reader.at..].chars().next() {
        match c {
            '#' => return None,
            '"' | '\'' if reader.fresh => {
                if let Some(torn) = reader.text(c) {
                    return Some(torn);
                }
            }
            '"' => return reader.unopened(),
            _ => reader.pass(c),
        }
    }
    None
}

/// A line, and how far it is read.
struct Reader<'l> {
    line: &'l str,
    at: usize,
    /// Where words without quotation marks began.
    bare: Option<usize>,
    /// Whether a text may begin here.
    fresh: bool,
}

impl Reader<'_> {
    fn pass(&mut self, c: char) {
        if "[,={".contains(c) {
            (self.bare, self.fresh) = (None, true);
        } else if !c.is_whitespace() {
            self.bare.get_or_insert(self.at);
            self.fresh = false;
        }
        self.at += c.len_utf8();
    }

    /// Reads a text to its end, unless it has none, or another one than is written.
    fn text(&mut self, quote: char) -> Option<Torn> {
        let start = self.at;
        let Some(end) = closing(&self.line[start + 1..], quote).map(|len| start + 1 + len) else {
            return Some(self.unclosed(start, self.line.len(), quote));
        };
        let behind = self.line[end + 1..].trim_start();
        if behind.is_empty() || behind.starts_with(|c: char| ",]}#=.\"'".contains(c)) {
            (self.at, self.bare, self.fresh) = (end + 1, Some(start), false);
            return None;
        }
        Some(if is_odd(self.line) { self.unclosed(start, end, quote) } else { self.divided(start, end) })
    }

    fn unclosed(&self, start: usize, end: usize, quote: char) -> Torn {
        let words = self.line[start..end].trim_end().trim_end_matches([',', ']', '}', ' ']);
        Torn {
            at: start..start + words.len().max(1),
            message: format!("the text that begins at column {} has no closing quote", self.column(start)),
            help: format!("write `{quote}` behind its last word; a text ends on the line on which it begins"),
        }
    }

    fn divided(&self, start: usize, end: usize) -> Torn {
        Torn {
            at: end..end + 1,
            message: format!("a quotation mark ends the text that begins at column {}, and more words follow", self.column(start)),
            help: "write `\\\"` for a quotation mark inside a text; or put the text between two `'`".to_owned(),
        }
    }

    /// Words without a quotation mark before them, where one stands behind them.
    fn unopened(&self) -> Option<Torn> {
        let start = self.bare.filter(|&start| is_odd(self.line) && !self.line[start..].starts_with(['"', '\'']))?;
        Some(Torn {
            at: start..start + self.line[start..self.at].trim_end().len(),
            message: format!("the text that begins at column {} has no opening quote", self.column(start)),
            help: "write `\"` before its first word".to_owned(),
        })
    }

    fn column(&self, at: usize) -> usize {
        self.line[..at].chars().count() + 1
    }
}

/// Where a text ends, by the mark that it began with. In one between `'`, a backslash is a backslash.
fn closing(rest: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    rest.char_indices().find_map(|(at, c)| {
        let ends = c == quote && !escaped;
        escaped = quote == '"' && c == '\\' && !escaped;
        ends.then_some(at)
    })
}

/// Whether a line has an odd number of quotation marks.
fn is_odd(line: &str) -> bool {
    let mut escaped = false;
    let count = line.chars().filter(|&c| {
        let counts = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        counts
    });
    count.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_text_that_lacks_a_quotation_mark() {
        for (line, place, told) in [
            ("say = [\"a ...3 @b, \"@b c\"]", "\"a ...3 @b", "at column 8 has no closing"),
            ("say = [\"ä\", \"a b, \"c\", \"d\"]", "\"a b", "at column 13 has no closing"),
            ("about = [\"a | b]", "\"a | b", "at column 10 has no closing"),
            ("id = \"bad", "\"bad", "at column 6 has no closing"),
            ("id = \"", "\"", "at column 6 has no closing"),
            ("say = ['a b, \"c\"]", "'a b, \"c\"", "at column 8 has no closing"),
            ("say = [a b\", \"c\"]", "a b", "at column 8 has no opening"),
            ("say = [\"a\", b c\"]", "b c", "at column 13 has no opening"),
            ("texts = [\"He said \"no\" to it.\", \"b\"]", "\"", "that begins at column 10, and more words follow"),
        ] {
            let torn = lacking(line).unwrap_or_else(|| panic!("{line}"));
            assert!(&line[torn.at.clone()] == place && torn.message.contains(told), "{line}: {torn:?}");
        }
        for line in [
            "say = [\"a\" \"b\"]",
            "say = [\"a\", \"b\"",
            "near = \"1\" # \"a",
            "[words]",
            "x = \"\"\"a",
            "say = ['a \"b']",
            "a = \"b\\\" c\"",
        ] {
            assert_eq!(lacking(line), None, "{line}");
        }
    }

    #[test]
    fn reads_what_follows_as_if_it_were_mended() {
        for (table, told) in [
            ("[a]\nx = [\"b, \"c\"]\ny = 1\n", 1),
            ("[a]\nx = [\"b]\ny = \"c\"\n[[d]]\nz = [\"e\"]\n", 1),
            ("[a]\nx = [\"b,\n\"c\"]\ny = 1\n", 1),
            ("[a]\nx = [\n  \"b,\n  \"c\",\n]\ny = \"ä\n", 2),
            ("[a]\nx = [\"b, \"c\"]\ny = d\", \"e\"]\nz = 1\n", 2),
        ] {
            let (text, torn) = mended(table);
            assert_eq!((text.len(), torn.len(), errors(&text).len()), (table.len(), told, 0), "{text}");
        }
    }

    #[test]
    fn leaves_other_mistakes_to_the_toml_reader() {
        let table = "[a]\nx = [\"b\" \"c\"]\ny = [\"d, \"e\"]\n";
        let (text, torn) = mended(table);
        assert_eq!((torn.len(), errors(&text).len()), (1, 1), "{text}");
    }
}
