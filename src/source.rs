//! What is read: articles and rows.

use jiff::civil::Date;
use std::cmp::Ordering;

/// One article, or one row of a table: a text, and what is known of where it came from.
///
/// A source is what an input says of itself. Nothing here has been judged; an absent outlet or date stays absent.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Source {
    /// The row's `id`; for an article its file name. Statements of an article are told apart by their line.
    pub id: String,
    /// Who published it; empty when nothing says.
    pub outlet: String,
    /// Who is held to a row's text when the table has a speaker column; empty otherwise.
    pub speaker: String,
    /// The day it was published.
    pub published: Option<Date>,
    /// Its address.
    pub url: String,
    /// Its headline, where the format has one. Not part of `text`.
    pub title: String,
    /// The subject that the table itself gives it (a `subject`, `topic` or `event_id` column).
    pub topic: String,
    /// The file it was read from, as named on the command line, with `/` between folders.
    pub file: String,
    /// The line of the file on which the row, or the article's text, begins; from 1.
    pub line: u32,
    /// The text, without page furniture.
    pub text: String,
    /// Whether it is an article (many statements, each named by its line) or a row (one statement, or a few).
    pub shape: Shape,
    /// The line of the file on which each line of `text` stood, when furniture was taken out of it or the format lays lines out otherwise.
    /// Empty when `text` is the file's own text, line by line.
    pub lines: Vec<u32>,
}

/// What one source is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shape {
    /// A whole article: its statements are named `FILE:LINE`.
    #[default]
    Article,
    /// A row of a table: its statements carry the row's own id.
    Row,
}

impl Source {
    /// The order in which a run counts its sources, however they were given: by date, outlet, id, file, speaker, text, line.
    pub fn order(a: &Self, b: &Self) -> Ordering {
        fn key(s: &Source) -> (Option<Date>, [&str; 5], u32) {
            (s.published, [&s.outlet, &s.id, &s.file, &s.speaker, &s.text], s.line)
        }
        key(a).cmp(&key(b))
    }

    /// The line of the file that holds byte `at` of the text, from 1.
    pub fn line_at(&self, at: usize) -> u32 {
        let newlines = self.text.as_bytes()[..at.min(self.text.len())].iter().filter(|&&b| b == b'\n').count();
        match self.lines.get(newlines) {
            Some(&line) => line,
            None => self.line + newlines as u32,
        }
    }

    /// The name that a report gives the statement at byte `at`: a row's own id, `FILE:LINE` for an article.
    pub fn id_at(&self, at: usize) -> String {
        match self.shape {
            Shape::Row => self.id.clone(),
            Shape::Article => format!("{}:{}", self.file, self.line_at(at)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_an_article_by_line_and_a_row_by_id() {
        let mut source = Source { id: "r1".into(), file: "a.txt".into(), line: 1, text: "one\ntwo".into(), ..Source::default() };
        assert_eq!(source.id_at(5), "a.txt:2");
        source.lines = vec![4, 9];
        assert_eq!(source.id_at(5), "a.txt:9");
        source.shape = Shape::Row;
        assert_eq!(source.id_at(5), "r1");
    }
}
