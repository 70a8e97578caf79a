//! Pairs of documents of which each is the other's closest.

use super::bag::dot;
use super::cluster::{is_in_window, postings};
use super::document::Document;
use super::settings::Settings;
use crate::language::lexicon::Word;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// For each document a number that it shares with the one document that is its closest and whose closest it is; a document
/// without such a fellow has a number of its own.
pub(super) fn pairs(documents: &[Document], settings: &Settings) -> Vec<usize> {
    let postings = postings(documents);
    let closest: Vec<Option<usize>> =
        (0..documents.len()).into_par_iter().map(|number| closest(number, documents, &postings, settings)).collect();
    let fellow = |at: usize| closest[at].filter(|&other| closest[other] == Some(at));
    (0..documents.len()).map(|at| fellow(at).map_or(at, |other| at.min(other))).collect()
}

/// The document closest to one, if it stands out from the next closest.
fn closest(number: usize, documents: &[Document], postings: &FxHashMap<Word, Vec<u32>>, settings: &Settings) -> Option<usize> {
    let own = &documents[number];
    let [least, most] = settings.pair_words;
    if own.len < least || own.len > most {
        return None;
    }
    let mut met: Vec<u32> = Vec::new();
    for list in own.keys.iter().map(|key| &postings[key]) {
        let at = list.partition_point(|&other| (other as usize) < number);
        let reach = settings.bounds.neighbours / 2;
        met.extend(&list[at.saturating_sub(reach)..list.len().min(at + reach)]);
    }
    met.sort_unstable();
    met.dedup();
    let mut near: Vec<(f64, usize)> = met
        .into_iter()
        .map(|other| other as usize)
        .filter(|&other| other != number)
        .filter(|&other| is_in_window(own, &documents[other], settings))
        .map(|other| (dot(&own.words, &documents[other].words), other))
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let (first, other) = *near.first()?;
    let second = near.get(1).map_or(0.0, |next| next.0);
    (first >= settings.pair_closeness && first >= second * settings.pair_lead).then_some(other)
}
