//! What a part of a pattern is made of, its words, lists and slots resolved.

use super::fillers::is_owner;
use crate::language::lexicon::Word;
use crate::language::token::{Shape, Token};
use crate::rule::entries::Entries;
use crate::rule::pattern::Fill;
use std::sync::Arc;

/// What one token must be.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Literal {
    /// Any form of one of these lemmas (sorted).
    Lemma(Box<[Word]>),
    /// Exactly one of these forms (sorted).
    Form(Box<[Word]>),
    /// This acronym, in capitals.
    Acronym(Word),
}

impl Literal {
    /// Whether a token is one of its words.
    pub(crate) fn takes(&self, token: &Token) -> bool {
        match self {
            Self::Lemma(words) => token.lemmas.iter().any(|w| *w != Word::NONE && words.binary_search(w).is_ok()),
            Self::Form(words) => words.binary_search(&token.word()).is_ok(),
            Self::Acronym(word) => token.shape == Shape::Acronym && token.word() == *word,
        }
    }

    pub(in crate::rule) fn words(&self) -> &[Word] {
        match self {
            Self::Lemma(words) | Self::Form(words) => words,
            Self::Acronym(word) => std::slice::from_ref(word),
        }
    }
}

/// A piece of a part whose words, lists and slots have been resolved.
#[derive(Debug, Clone, Hash)]
pub(crate) enum Piece {
    /// One token.
    Word(Literal),
    /// A slot, by its number within the rule.
    Slot(u16, Fill),
    /// A slot that an entry of a list fills.
    Entry(u16, Arc<Entries>),
    /// The `'s` of an owner.
    Owner,
    /// Up to so many words.
    Gap(usize),
    /// One of these.
    Any(Vec<Piece>),
    /// One after the other.
    Sequence(Vec<Piece>),
    /// This or nothing.
    Optional(Box<Piece>),
}

impl Piece {
    /// Where it can end if it begins at a token, each place once. `filled` tells it of what fills slots.
    pub(in crate::rule) fn ends(&self, tokens: &[Token], at: usize, filled: &dyn Fn(&Self, usize) -> Vec<usize>) -> Vec<usize> {
        once(match self {
            Self::Word(literal) => tokens.get(at).filter(|token| literal.takes(token)).map(|_| at + 1).into_iter().collect(),
            Self::Owner => tokens.get(at).filter(|token| is_owner(token)).map(|_| at + 1).into_iter().collect(),
            Self::Slot(..) | Self::Entry(..) => filled(self, at),
            Self::Gap(words) => (at..=(at + words).min(tokens.len())).collect(),
            Self::Any(pieces) => pieces.iter().flat_map(|piece| piece.ends(tokens, at, filled)).collect(),
            Self::Sequence(pieces) => pieces.iter().fold(vec![at], |starts, piece| {
                // Several ways lead to one place, and more with every gap.
                once(starts.into_iter().flat_map(|start| piece.ends(tokens, start, filled)).collect())
            }),
            Self::Optional(piece) => piece.ends(tokens, at, filled).into_iter().chain([at]).collect(),
        })
    }

    /// The words that it can begin with; `None` where it can begin with something else.
    pub(in crate::rule) fn first_words(&self) -> Option<Vec<Word>> {
        match self {
            Self::Word(literal) => Some(literal.words().to_vec()),
            Self::Any(pieces) => pieces.iter().map(Self::first_words).collect::<Option<Vec<_>>>().map(|words| words.concat()),
            Self::Sequence(pieces) => pieces.first().filter(|first| !first.can_be_empty())?.first_words(),
            _ => None,
        }
    }

    /// Whether it can match without taking a token.
    pub(crate) fn can_be_empty(&self) -> bool {
        match self {
            Self::Word(_) | Self::Slot(..) | Self::Entry(..) | Self::Owner => false,
            Self::Gap(_) | Self::Optional(_) => true,
            Self::Any(pieces) => pieces.iter().any(Self::can_be_empty),
            Self::Sequence(pieces) => pieces.iter().all(Self::can_be_empty),
        }
    }
}

/// Places in order, each once.
fn once(mut places: Vec<usize>) -> Vec<usize> {
    places.sort_unstable();
    places.dedup();
    places
}
