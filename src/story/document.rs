//! Documents: what is compared, an article or all the rows that were one.

use super::bag::{Bag, Sieve, Vector, Weights};
use super::settings::Settings;
use crate::language::Language;
use crate::language::lexicon::Word;
use crate::source::{Shape, Source};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// One article, or the rows of one.
#[derive(Debug)]
pub(super) struct Document {
    /// Its sources, by their place in the run's list.
    pub(super) sources: Vec<usize>,
    /// When it was published.
    pub(super) published: Option<Date>,
    /// The topic that its table gives it; empty for none.
    pub(super) topic: String,
    pub(super) words: Vector,
    pub(super) names: Vector,
    /// The weightiest of its words that others have too, by which they find it.
    pub(super) keys: Vec<Word>,
}

/// What makes sources one document.
type Key<'s> = (&'s str, &'s str, &'s str, Option<Date>, &'s str);

/// The documents of all sources, in the order of their first source.
pub(super) fn documents(sources: &[Source], order: &[usize], language: &Language, settings: &Settings) -> Vec<Document> {
    let pools = pools(sources, order);
    let sieve = Sieve::new(language, settings);
    let bags: Vec<Bag> = pools.par_iter().map(|pool| bag(pool, sources, &sieve)).collect();
    let weights = Weights::of(bags.iter(), language, settings);
    let document = |(pool, bag): (Vec<usize>, &Bag)| {
        let words = weights.vector(&bag.words);
        let keys = keys(&words, &weights, settings.bounds.keys);
        let first = &sources[pool[0]];
        Document { published: first.published, topic: first.topic.clone(), names: weights.vector(&bag.names), words, keys, sources: pool }
    };
    pools.into_par_iter().zip(&bags).map(document).collect()
}

fn pools(sources: &[Source], order: &[usize]) -> Vec<Vec<usize>> {
    let mut places: BTreeMap<Key, usize> = BTreeMap::new();
    let mut pools: Vec<Vec<usize>> = Vec::new();
    for &at in order {
        let place = *places.entry(key(&sources[at])).or_insert(pools.len());
        if place == pools.len() {
            pools.push(Vec::new());
        }
        pools[place].push(at);
    }
    pools
}

/// Copies of one day are one document, and so are rows that are numbered within one.
fn key(source: &Source) -> Key<'_> {
    match (source.shape, numbered_within(&source.id)) {
        (Shape::Row, Some(document)) => (&source.outlet, &source.file, document, source.published, &source.topic),
        _ => ("", "", &source.text, source.published, &source.topic),
    }
}

/// The document of an id such as `agency-17:3`.
fn numbered_within(id: &str) -> Option<&str> {
    let (document, number) = id.rsplit_once(':')?;
    let numbered = !document.is_empty() && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    numbered.then_some(document)
}

fn bag(pool: &[usize], sources: &[Source], sieve: &Sieve) -> Bag {
    let mut bag = Bag::default();
    // Copies say it once.
    let mut last = None;
    for source in pool.iter().map(|&at| &sources[at]) {
        if last.replace(&source.text) != Some(&source.text) {
            sieve.add(&source.title, &mut bag);
            sieve.add(&source.text, &mut bag);
        }
    }
    bag
}

fn keys(words: &Vector, weights: &Weights, limit: usize) -> Vec<Word> {
    let mut rare: Vec<(Word, f32)> = words.iter().copied().filter(|&(word, _)| weights.found(word) > 1).collect();
    rare.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    rare.truncate(limit);
    rare.into_iter().map(|(word, _)| word).collect()
}
