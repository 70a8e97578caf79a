//! Noun phrases: what a `{x}` slot of a pattern can hold, and what a speaker's name is cut from.

use super::number::Number;
use super::token::Token;
use super::{Language, Tokens};

/// A noun phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The base phrase: determiner to head, with a possessive before it ("the Iraqi army's drones").
    pub tokens: Tokens,
    /// The end of the longest reading, with what `of`, `in`, `on`, `at`, `for` attach to it ("the end of the year"); `tokens.end` when nothing is.
    pub longest: usize,
    /// The head noun ("drones").
    pub head: usize,
    /// Whether it is a name (its head is capitalised and not merely first in the sentence).
    pub name: bool,
    /// Whether it is a pronoun.
    pub pronoun: bool,
}

/// The noun phrases of one sentence.
pub fn find(text: &str, tokens: &[Token], numbers: &[Number], language: &Language) -> Vec<Phrase> {
    let _ = (text, tokens, numbers, language);
    Vec::new()
}
