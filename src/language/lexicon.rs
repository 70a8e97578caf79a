//! The dictionary: which classes a word belongs to, and the lemmas of a form.
//!
//! Two shipped tables, `rules/general/lexicon.tsv` and `rules/general/lemmas.tsv`, made by `tools/lexicon.py` from
//! WordNet 3.1 (classes and counts) and LemmInflect 0.2.3 (irregular forms). See NOTICE.

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

/// A word as a number: a hash of its folded, lower-case form.
///
/// A hash and not an index into a table, so that every thread, run and machine gives a word the same number
/// without sharing anything. With 64 bits, two words of one language never meet in practice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word(u64);

impl Word {
    /// No word at all: fills the unused places of [`Lemmas`].
    pub const NONE: Self = Self(0);

    /// The word of a form that is already folded and in lower case.
    pub fn of(folded: &str) -> Self {
        let mut hasher = FxHasher::default();
        hasher.write(folded.as_bytes());
        Self(hasher.finish() | 1)
    }

    /// The number itself, to make other hashes of.
    pub fn number(self) -> u64 {
        self.0
    }
}

/// The forms that one token can stand for: the form itself first, then its possible lemmas.
pub type Lemmas = [Word; 4];

/// The parts of speech that the dictionary knows, with how often each was seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Classes {
    /// Counts in bits (0 = listed but never seen in tagged text; `None` = not of this class).
    counts: [Option<u8>; 4],
}

/// A part of speech of the dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// A noun.
    Noun,
    /// A verb.
    Verb,
    /// An adjective.
    Adjective,
    /// An adverb.
    Adverb,
}

impl Classes {
    /// Whether the word can be of this class.
    pub fn has(self, class: Class) -> bool {
        self.counts[class as usize].is_some()
    }

    /// How often it was seen as this class, in bits; `None` when it cannot be of it.
    pub fn bits(self, class: Class) -> Option<u8> {
        self.counts[class as usize]
    }

    /// The class it is most often of.
    pub fn usual(self) -> Option<Class> {
        let all = [Class::Noun, Class::Verb, Class::Adjective, Class::Adverb];
        all.into_iter().filter(|&c| self.has(c)).max_by_key(|&c| (self.bits(c), std::cmp::Reverse(c as u8)))
    }

    /// Whether nothing is known of it.
    pub fn is_unknown(self) -> bool {
        self == Self::default()
    }

    /// Adds a class with a count in bits.
    pub(super) fn add(&mut self, class: Class, bits: u8) {
        let count = &mut self.counts[class as usize];
        *count = (*count).max(Some(bits));
    }
}

/// The irregular forms: for each class that a form can be of, its lemmas.
type Irregular = FxHashMap<Word, Vec<(Class, Vec<Box<str>>)>>;

/// The dictionary, read once.
#[derive(Debug)]
pub struct Lexicon {
    classes: FxHashMap<Word, Classes>,
    irregular: Irregular,
}

impl Lexicon {
    /// The dictionary that is shipped with the program.
    pub fn shipped() -> Self {
        Self::read(include_str!("../../rules/general/lexicon.tsv"), include_str!("../../rules/general/lemmas.tsv"))
    }

    fn read(lexicon: &str, lemmas: &str) -> Self {
        let mut classes = FxHashMap::with_capacity_and_hasher(32_768, rustc_hash::FxBuildHasher);
        for (word, letters) in lexicon.lines().filter_map(|line| line.split_once('\t')) {
            classes.insert(Word::of(word), read_classes(letters));
        }
        let mut irregular = Irregular::default();
        for line in lemmas.lines() {
            let mut fields = line.split('\t');
            if let (Some(form), Some(letter), Some(lemmas)) = (fields.next(), fields.next(), fields.next()) {
                let class = class_of(letter.as_bytes()[0]);
                let lemmas = lemmas.split('/').map(Box::from).collect();
                irregular.entry(Word::of(form)).or_default().push((class, lemmas));
            }
        }
        Self { classes, irregular }
    }

    /// What the dictionary says of a folded lower-case word, as a lemma.
    pub fn classes(&self, word: Word) -> Classes {
        self.classes.get(&word).copied().unwrap_or_default()
    }

    /// Whether the word is listed as a lemma of this class.
    pub fn is(&self, word: &str, class: Class) -> bool {
        self.classes(Word::of(word)).has(class)
    }

    pub(super) fn irregular(&self, form: &str) -> &[(Class, Vec<Box<str>>)] {
        self.irregular.get(&Word::of(form)).map_or(&[], Vec::as_slice)
    }
}

fn read_classes(letters: &str) -> Classes {
    let mut classes = Classes::default();
    let mut current = None;
    for c in letters.bytes() {
        if c.is_ascii_digit() {
            if let Some(at) = current {
                let slot: &mut Option<u8> = &mut classes.counts[at];
                *slot = Some(slot.unwrap_or(0) * 10 + (c - b'0'));
            }
        } else {
            current = Some(class_of(c) as usize);
        }
    }
    classes
}

fn class_of(letter: u8) -> Class {
    match letter {
        b'v' => Class::Verb,
        b'a' => Class::Adjective,
        b'r' => Class::Adverb,
        _ => Class::Noun,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_a_word_usually_is() {
        let lexicon = Lexicon::shipped();
        let attack = lexicon.classes(Word::of("attack"));
        assert!(attack.has(Class::Noun) && attack.has(Class::Verb) && !attack.has(Class::Adjective));
        assert_eq!(lexicon.classes(Word::of("death")).usual(), Some(Class::Noun));
        assert!(lexicon.classes(Word::of("qzx")).is_unknown());
    }

    #[test]
    fn knows_a_form_through_its_lemmas() {
        let lexicon = Lexicon::shipped();
        assert!(lexicon.classes_of_form("struck").has(Class::Verb));
        assert!(lexicon.classes_of_form("brigades").has(Class::Noun));
    }
}
