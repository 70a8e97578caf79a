//! Statements: the sentences of all sources, each with its place and what it says in full.

use crate::source::Source;
use crate::text::{Span, one_line};

/// One sentence of one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Statement {
    /// Which source, by its place in the run's list.
    pub source: usize,
    /// Its bytes in the source's text.
    pub span: Span,
}

impl Statement {
    /// Its words, verbatim.
    pub fn text<'s>(&self, sources: &'s [Source]) -> &'s str {
        self.span.of(&sources[self.source].text)
    }

    /// The name a report gives it: the row's id, or `FILE:LINE`.
    pub fn id(&self, sources: &[Source]) -> String {
        sources[self.source].id_at(self.span.start as usize)
    }

    /// What makes two statements copies of each other: the words alone, whatever the case, spacing and quotation marks.
    pub fn copy_key(&self, sources: &[Source]) -> String {
        let text = one_line(self.text(sources));
        text.chars().filter(|c| c.is_alphanumeric() || *c == ' ' || *c == '.').flat_map(char::to_lowercase).collect()
    }
}
