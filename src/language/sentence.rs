//! Sentences and paragraphs.

use super::lists::Lists;
use crate::text::Span;

/// The sentences of a text, each without surrounding white space, with the number of its paragraph from 0.
pub fn split(text: &str, lists: &Lists) -> Vec<(Span, u32)> {
    let _ = lists;
    let mut at = 0;
    let mut found = Vec::new();
    for (paragraph, line) in text.split_inclusive('\n').enumerate() {
        let start = at + (line.len() - line.trim_start().len());
        let end = at + line.trim_end().len();
        if start < end {
            found.push((Span::new(start, end), paragraph as u32));
        }
        at += line.len();
    }
    found
}
