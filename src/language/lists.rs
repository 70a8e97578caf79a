//! The word lists that the analysis rests on, from `rules/general/language.toml` and whatever overrides it.

use super::lexicon::Word;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Named lists of words and phrases (`negation`, `denial`, `hedge`, `saying` …), ready to be looked up by token.
#[derive(Debug, Default)]
pub struct Lists {
    entries: FxHashMap<String, List>,
}

/// One list: single words, and phrases of several.
#[derive(Debug, Default)]
pub struct List {
    /// A few bits of the first words of all phrases. Most tokens begin none, and this tells it at once.
    begins: [u64; 4],
    /// Every phrase by its first word, the longest first; a single word is a phrase of one.
    phrases: FxHashMap<Word, Vec<Vec<Word>>>,
    /// As written, in the order of the file.
    pub written: Vec<String>,
}

/// The shipped lists, as TOML.
pub const SHIPPED: &str = include_str!("../../rules/general/language.toml");

impl Lists {
    /// Makes the lists from their written form: a name and its entries, words separated by single spaces.
    pub fn new(written: BTreeMap<String, Vec<String>>) -> Self {
        Self { entries: written.into_iter().map(|(name, entries)| (name, List::new(entries))).collect() }
    }

    /// The shipped lists, [`SHIPPED`].
    pub fn shipped() -> Self {
        #[derive(serde::Deserialize)]
        struct Written {
            words: BTreeMap<String, Vec<String>>,
        }
        let written: Written = toml::from_str(SHIPPED).expect("the shipped word lists are tables of words");
        Self::new(written.words)
    }

    /// The list of that name; an unknown name is an empty list.
    pub fn get(&self, name: &str) -> &List {
        static EMPTY: std::sync::LazyLock<List> = std::sync::LazyLock::new(List::default);
        self.entries.get(name).unwrap_or(&EMPTY)
    }
}

impl List {
    fn new(written: Vec<String>) -> Self {
        let mut split: Vec<Vec<Word>> =
            written.iter().map(|entry| entry.to_lowercase().split_whitespace().map(Word::of).collect()).collect();
        split.sort_by_key(|words| std::cmp::Reverse(words.len()));
        let mut phrases: FxHashMap<Word, Vec<Vec<Word>>> = FxHashMap::default();
        for words in split {
            if let Some(&first) = words.first() {
                phrases.entry(first).or_default().push(words);
            }
        }
        let mut begins = [0; 4];
        for (at, bit) in phrases.keys().map(|&word| bit_of(word)) {
            begins[at] |= bit;
        }
        Self { begins, phrases, written }
    }

    /// Whether a phrase may begin with this word; if not, none does.
    fn may_begin(&self, word: Word) -> bool {
        let (at, bit) = bit_of(word);
        self.begins[at] & bit != 0
    }

    /// How many tokens from the start of `tokens` one of its phrases takes up, in any inflection; the longest that fits, or `None`.
    pub fn at(&self, tokens: &[super::token::Token]) -> Option<usize> {
        let first = tokens.first()?;
        let of_word = |word: &Word| {
            let phrases = self.phrases.get(word)?;
            let fits = |phrase: &&Vec<Word>| phrase.len() <= tokens.len() && phrase.iter().zip(tokens).all(|(w, t)| t.is(*w));
            phrases.iter().find(fits).map(Vec::len)
        };
        first.lemmas.iter().filter(|&&word| word != Word::NONE && self.may_begin(word)).filter_map(of_word).max()
    }

    /// Whether it holds this very form, folded and in lower case; for text that is not in tokens yet.
    pub fn has_form(&self, folded: &str) -> bool {
        self.phrases.get(&Word::of(folded)).is_some_and(|phrases| phrases.iter().any(|phrase| phrase.len() == 1))
    }

    /// Whether it holds this single word, as a form or lemma of the token.
    pub fn has(&self, token: &super::token::Token) -> bool {
        self.at(std::slice::from_ref(token)).is_some()
    }
}

/// Which bit of 256 a word has: the number of eight bytes, and the bit in them.
fn bit_of(word: Word) -> (usize, u64) {
    let bits = word.number() >> 32;
    ((bits as usize >> 6) & 3, 1 << (bits & 63))
}
