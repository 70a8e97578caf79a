//! The words and names of a text, counted, and what each is worth among many texts.

use super::settings::Settings;
use crate::language::lexicon::{Class, Word};
use crate::language::token::{Shape, Token, tokenize};
use crate::language::{Language, lexicon::Lexicon};
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Ordering;

/// How many words the dictionary's counts were taken from.
const COUNTED_WORDS: f64 = 200_000.0;

/// How often each word and each name stands in a text; function words, marks and endings are left out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bag {
    pub(crate) words: FxHashMap<Word, u32>,
    pub(crate) names: FxHashMap<Word, u32>,
    /// How many words were counted.
    pub(crate) len: usize,
}

/// Words with their weights, in the order of their numbers, of length one as a vector.
pub(crate) type Vector = Vec<(Word, f32)>;

/// Tells content words from the rest.
#[derive(Debug)]
pub(crate) struct Sieve<'l> {
    language: &'l Language,
    function: FxHashSet<Word>,
}

impl<'l> Sieve<'l> {
    pub(crate) fn new(language: &'l Language, settings: &Settings) -> Self {
        let lists = settings.words.function.iter().map(|name| language.lists.get(name));
        let function = lists.flat_map(|list| &list.written).map(|form| Word::of(form)).collect();
        Self { language, function }
    }

    /// Adds the words of a text to a bag.
    pub(crate) fn add(&self, text: &str, bag: &mut Bag) {
        let tokens = tokenize(text, Span::new(0, text.len()), &self.language.lexicon);
        for (at, token) in tokens.iter().enumerate().filter(|(_, t)| self.is_content(t)) {
            let word = lemma(token);
            *bag.words.entry(word).or_default() += 1;
            bag.len += 1;
            if is_name(token, at.checked_sub(1).map(|before| &tokens[before]), text) {
                *bag.names.entry(word).or_default() += 1;
            }
        }
    }

    /// Whether a token says something of what a text is about.
    pub(crate) fn is_content(&self, token: &Token) -> bool {
        match token.shape {
            Shape::Word => !self.function.contains(&token.word()) && token.span.len() > 1,
            Shape::Acronym | Shape::Number => true,
            Shape::Clitic | Shape::Mark => false,
        }
    }
}

/// The one lemma that a word goes by when texts are compared: the first that is not the form itself.
pub(crate) fn lemma(token: &Token) -> Word {
    if token.lemmas[1] == Word::NONE { token.lemmas[0] } else { token.lemmas[1] }
}

/// A word with a capital that its place in the sentence does not explain.
pub(crate) fn is_name(token: &Token, before: Option<&Token>, text: &str) -> bool {
    let begins = || before.is_none_or(|b| matches!(b.span.of(text), "." | "!" | "?" | "\"" | "“" | ":" | "”" | "'" | "‘"));
    token.capital && matches!(token.shape, Shape::Word | Shape::Acronym) && (token.classes.is_unknown() || !begins())
}

/// What each word is worth: the rarer, the more.
#[derive(Debug)]
pub(crate) struct Weights<'l> {
    lexicon: &'l Lexicon,
    found: FxHashMap<Word, u32>,
    texts: f64,
    supposed: f64,
    words_per_text: f64,
}

impl<'l> Weights<'l> {
    /// Counts in how many of the bags each word is.
    pub(crate) fn of<'b>(bags: impl Iterator<Item = &'b Bag>, language: &'l Language, settings: &Settings) -> Self {
        let mut found: FxHashMap<Word, u32> = FxHashMap::default();
        let (mut texts, mut words) = (0usize, 0usize);
        for bag in bags {
            texts += 1;
            words += bag.len;
            #[expect(clippy::iter_over_hash_type, reason = "counts do not depend on their order")]
            for word in bag.words.keys() {
                *found.entry(*word).or_default() += 1;
            }
        }
        Self {
            lexicon: &language.lexicon,
            found,
            texts: texts as f64,
            supposed: settings.supposed_sources,
            words_per_text: words as f64 / texts.max(1) as f64,
        }
    }

    /// In how many texts a word is.
    pub(crate) fn found(&self, word: Word) -> u32 {
        self.found.get(&word).copied().unwrap_or(0)
    }

    /// The weight of one word: the logarithm of all texts over those that have it.
    pub(crate) fn of_word(&self, word: Word) -> f64 {
        let having = f64::from(self.found(word)) + self.supposed * self.usual_share(word);
        ((self.texts + self.supposed) / (1.0 + having)).ln_1p()
    }

    /// In what share of texts this long the dictionary would expect the word.
    fn usual_share(&self, word: Word) -> f64 {
        let classes = self.lexicon.classes(word);
        let uses = |class| match classes.bits(class) {
            None | Some(0) => 0.0,
            Some(bits) => 1.5 * f64::from(1u32 << (bits - 1).min(20)),
        };
        let uses: f64 = [Class::Noun, Class::Verb, Class::Adjective, Class::Adverb].into_iter().map(uses).sum();
        1.0 - (-uses * self.words_per_text / COUNTED_WORDS).exp()
    }

    /// Counts as a vector of length one.
    pub(crate) fn vector(&self, counts: &FxHashMap<Word, u32>) -> Vector {
        let mut vector: Vector =
            counts.iter().map(|(&word, &count)| (word, ((1.0 + f64::from(count).ln()) * self.of_word(word)) as f32)).collect();
        vector.sort_unstable_by_key(|&(word, _)| word);
        let length = vector.iter().map(|&(_, w)| f64::from(w).powi(2)).sum::<f64>().sqrt();
        if length > 0.0 {
            vector.iter_mut().for_each(|(_, w)| *w = (f64::from(*w) / length) as f32);
        }
        vector
    }
}

/// The product of two vectors: their cosine, where both are of length one.
pub(crate) fn dot(a: &[(Word, f32)], b: &[(Word, f32)]) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => {
                sum += f64::from(a[i].1) * f64::from(b[j].1);
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

/// The sum of two vectors.
pub(crate) fn sum(a: &[(Word, f32)], b: &[(Word, f32)]) -> Vector {
    let mut all = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        let order = match (a.get(i), b.get(j)) {
            (Some(x), Some(y)) => x.0.cmp(&y.0),
            (Some(_), None) => Ordering::Less,
            _ => Ordering::Greater,
        };
        all.push(match order {
            Ordering::Less => a[i],
            Ordering::Greater => b[j],
            Ordering::Equal => (a[i].0, a[i].1 + b[j].1),
        });
        i += usize::from(order.is_le());
        j += usize::from(order.is_ge());
    }
    all
}
