//! What lets a thread live: a few bits for each token, and for each state.

use super::is_passed_over;
use super::piece::Piece;
use crate::language::lexicon::Word;
use crate::language::token::Token;
use crate::rule::pattern::Fill;
use std::ops::BitOr;

/// A few bits for the words that a token can be and for what begins at it; and for a state, those of all tokens that could move a thread
/// there. Where the two have none in common the thread is dead. Words share bits, so that it need not live where they have one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Signs(u64);

impl Signs {
    pub(super) const NONE: Self = Self(0);
    pub(super) const ANY: Self = Self(u64::MAX);
    /// Where the sentence ends. Only matches and gaps can be there.
    pub(super) const END: Self = Self(1 << 63);
    pub(super) const MARK: Self = Self(1 << 62);
    /// The lowest bits, one for each kind of filler; the words have those between.
    const FILLS: u64 = 12;

    pub(super) fn of_words(words: &[Word]) -> Self {
        words.iter().fold(Self::NONE, |signs, word| signs | Self(1 << (Self::FILLS + (word.number() >> 32) % (62 - Self::FILLS))))
    }

    /// Of what a piece can begin with.
    pub(super) fn of_first(piece: &Piece) -> Self {
        piece.first_words().map_or(Self::ANY, |words| Self::of_words(&words))
    }

    pub(super) fn of_fill(fill: Fill) -> Self {
        Self(1 << fill as u32)
    }

    /// Of the words of a token. What patterns pass over lets every thread live.
    pub(super) fn of_token(token: &Token) -> Self {
        if token.is_mark() && is_passed_over(token) {
            return Self::ANY;
        }
        let used = token.lemmas.iter().position(|&word| word == Word::NONE).unwrap_or(token.lemmas.len());
        Self::of_words(&token.lemmas[..used]) | if token.is_mark() { Self::MARK } else { Self::NONE }
    }

    pub(super) fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Signs {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
