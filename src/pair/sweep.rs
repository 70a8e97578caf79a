//! Many sentences of one story held against each other: only those that share names and enough words.
//!
//! Every sentence is looked up by its weightiest words in an inverted index, and meets a bounded number of others: the work grows
//! with the sentences, not with their pairs.

use super::features::{Feature, Features};
use super::score::{self, Ground};
use super::side::{Content, Side};
use super::{Comparison, Measured, Text};
use crate::language::lexicon::Word;
use crate::verdict::Verdict;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Two sentences that sit badly together, by their places in the list, the first one first.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The first.
    pub a: usize,
    /// The second.
    pub b: usize,
    /// What is said of them.
    pub comparison: Comparison,
}

/// How many of its weightiest words a sentence is looked up by.
const KEYS: usize = 10;
/// How many sentences it meets under one word: those before it that stand nearest in the list.
const NEIGHBOURS: usize = 64;
/// How many sentences it is held against: those it shares most with.
const MOST: usize = 12;
/// Content words of a sentence, at the least and at the most: what is shorter says too little, what is longer is no sentence.
const LENGTH: std::ops::RangeInclusive<usize> = 4..=48;
/// Matched words of two sentences, at the least, and the share of the shorter one that they make up.
const MATCHED: f64 = 4.0;
const COVERED: f64 = 0.5;

/// Finds the sentences that sit badly together. `source` says which source each is of: those of one source do not meet.
pub fn sweep(texts: &[Text], source: &[usize]) -> Vec<Hit> {
    let sides: Vec<Option<&Side>> = texts.iter().map(usable).collect();
    let mut index: FxHashMap<Word, Vec<usize>> = FxHashMap::default();
    let mut hits = Vec::new();
    for (b, side) in sides.iter().enumerate() {
        let Some(side) = side else { continue };
        let keys = keys(side);
        for a in neighbours(&keys, &index).into_iter().filter(|&a| source[a] != source[b]) {
            hits.extend(sides[a].and_then(|other| hit(other, side)).map(|comparison| Hit { a, b, comparison }));
        }
        keys.iter().for_each(|&(word, _)| index.entry(word).or_default().push(b));
    }
    hits
}

/// The one side of a text that can be held against others: a sentence that states something.
fn usable(text: &Text) -> Option<&Side> {
    let [side] = text.sides.as_slice() else { return None };
    (LENGTH.contains(&side.content.len()) && !side.asks).then_some(side)
}

/// The weightiest words of a side, each once.
fn keys(side: &Side) -> Vec<(Word, f64)> {
    let counts = |c: &&Content| c.figure.is_none() && !c.dated;
    let mut keys: Vec<(Word, f64)> = side.content.iter().filter(counts).map(|c| (c.word, c.weight)).collect();
    keys.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    keys.dedup_by_key(|key| key.0);
    keys.truncate(KEYS);
    keys
}

/// The sentences that share most with one, by its keys.
fn neighbours(keys: &[(Word, f64)], index: &FxHashMap<Word, Vec<usize>>) -> Vec<usize> {
    let mut shared: BTreeMap<usize, (usize, f64)> = BTreeMap::new();
    for (word, weight) in keys {
        for &at in index.get(word).into_iter().flat_map(|found| found.iter().rev().take(NEIGHBOURS)) {
            let entry = shared.entry(at).or_default();
            *entry = (entry.0 + 1, entry.1 + weight);
        }
    }
    let mut nearest: Vec<(usize, f64)> =
        shared.into_iter().filter(|(_, (words, _))| *words >= 2).map(|(at, (_, weight))| (at, weight)).collect();
    nearest.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    nearest.into_iter().take(MOST).map(|(at, _)| at).collect()
}

fn hit(a: &Side, b: &Side) -> Option<Comparison> {
    let measured = Measured::of(a, b);
    let ground = ground(&measured.features)?;
    Some(Comparison { verdict: Some(Verdict::Tension), ..measured.on(&score::score(ground, &measured.features)) })
}

/// What two sentences of the news may be at odds over. The learnt scorers are of no use here by themselves: they were learnt on pairs that
/// somebody put together, and two sentences of one story are most often about two things.
fn ground(features: &Features) -> Option<Ground> {
    let is = |feature| features.get(feature) > 0.0;
    let at_least = |feature, least: f64| features.get(feature) >= least;
    let matched = features.get(Feature::length).exp_m1() - features.get(Feature::left_short).exp_m1();
    let alike = matched.round() >= MATCHED && at_least(Feature::cover_short, COVERED) && is(Feature::names_shared);
    let one_side = !is(Feature::both) && !is(Feature::refutes_both);
    let taken_up = at_least(Feature::scope, 0.5) && at_least(Feature::scope_matches, MATCHED.ln_1p());
    let head = is(Feature::head) && at_least(Feature::clause, 0.6) && !is(Feature::apart);
    let figures = at_least(Feature::figure_gap, 0.05) && at_least(Feature::figure_unit, 1.0) && at_least(Feature::figure_context, 0.5);
    let dates = features.open.date && at_least(Feature::time_context, 0.6) && is(Feature::time_gap);
    match () {
        () if alike && one_side && is(Feature::denial) && taken_up => Some(Ground::Denial),
        () if alike && one_side && head && taken_up => Some(Ground::Negation),
        () if alike && figures && !is(Feature::times_unlike) => Some(Ground::Quantity),
        () if alike && dates && one_side => Some(Ground::Date),
        () => None,
    }
}
