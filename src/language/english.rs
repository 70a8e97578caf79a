//! Whether a text is in English, as far as that can be told cheaply: by the share of its words that only English has.

use super::Sentence;
use super::lexicon::Word;
use super::token::{Shape, Token};
use std::sync::LazyLock;

/// How many words there are, and how many of them are English.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// Words with a small letter at the start.
    small: usize,
    /// Of these, words that the dictionary knows.
    known: usize,
    /// Words of any kind.
    words: usize,
    /// Of these, the commonest words of English.
    common: usize,
}

/// The commonest words of English that are no words of the languages around it.
const COMMON: [&str; 48] = [
    "the", "of", "and", "to", "is", "that", "was", "for", "with", "his", "they", "are", "this", "from", "have", "had", "by", "not", "were",
    "but", "what", "there", "which", "their", "said", "will", "about", "would", "has", "who", "been", "its", "after", "than", "because",
    "it", "he", "she", "we", "you", "'s", "n't", "as", "at", "on", "does", "did", "be",
];

static COMMON_WORDS: LazyLock<Vec<Word>> = LazyLock::new(|| {
    let mut words: Vec<Word> = COMMON.iter().map(|word| Word::of(word)).collect();
    words.sort_unstable();
    words
});

/// Counts the words of a text.
pub fn share(sentences: &[Sentence]) -> Share {
    let mut share = Share::default();
    sentences.iter().flat_map(|s| &s.tokens).take(MOST_TOKENS).for_each(|token| share.see(token));
    share
}

/// Tokens that are looked at: enough to tell.
const MOST_TOKENS: usize = 400;

/// Whether two texts are both in English. What is too short to tell is taken for English, unless the other text is not.
pub fn is_english(a: &Share, b: &Share) -> bool {
    !(a.is_foreign() || b.is_foreign() || a.plus(b).is_foreign())
}

impl Share {
    /// Counts one more token; what comes after the first few hundred tells nothing new.
    pub fn see(&mut self, token: &Token) {
        if !matches!(token.shape, Shape::Word | Shape::Acronym | Shape::Clitic) || self.words >= MOST_TOKENS {
            return;
        }
        let is_common = COMMON_WORDS.binary_search(&token.word()).is_ok();
        self.words += 1;
        self.common += usize::from(is_common);
        if !token.capital {
            self.small += 1;
            self.known += usize::from(is_common || !token.classes.is_unknown());
        }
    }

    fn plus(&self, other: &Self) -> Self {
        Self {
            small: self.small + other.small,
            known: self.known + other.known,
            words: self.words + other.words,
            common: self.common + other.common,
        }
    }

    /// Few of the commonest words, and few that the dictionary knows at all.
    pub fn is_foreign(&self) -> bool {
        self.small >= 5 && self.common * 12 < self.words && self.known * 5 < self.small * 2
    }
}
