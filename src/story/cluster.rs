//! Clusters of documents by average link, from the pairs that an inverted index brings up.

use super::bag::{Vector, dot, sum};
use super::document::Document;
use super::settings::Settings;
use crate::language::lexicon::Word;
use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// The cluster of each document, and how many lookups were cut short.
pub(super) fn clusters(documents: &[Document], settings: &Settings) -> (Vec<usize>, u64) {
    let (pairs, cut) = pairs(documents, settings);
    let mut linking = Linking::new(documents, settings);
    for (a, b) in pairs {
        linking.propose(linking.cluster_of[a], linking.cluster_of[b]);
    }
    linking.run();
    (linking.result(), cut)
}

/// Pairs of documents that share weighty words, each once, the later first.
fn pairs(documents: &[Document], settings: &Settings) -> (Vec<(usize, usize)>, u64) {
    let postings = postings(documents);
    let found: Vec<(Vec<(usize, usize)>, u64)> = (0..documents.len())
        .into_par_iter()
        .map(|number| {
            let (near, cut) = near(number, documents, &postings, settings);
            (near.into_iter().map(|other| (number, other)).collect(), cut)
        })
        .collect();
    let cut = found.iter().map(|(_, cut)| cut).sum();
    (found.into_iter().flat_map(|(pairs, _)| pairs).collect(), cut)
}

/// Which documents are looked up by a word, in their order.
pub(super) fn postings(documents: &[Document]) -> FxHashMap<Word, Vec<u32>> {
    let mut postings: FxHashMap<Word, Vec<u32>> = FxHashMap::default();
    for (number, document) in documents.iter().enumerate() {
        for &key in &document.keys {
            postings.entry(key).or_default().push(number as u32);
        }
    }
    postings
}

/// The documents before this one that are close enough to be worth a place beside it.
fn near(number: usize, documents: &[Document], postings: &FxHashMap<Word, Vec<u32>>, settings: &Settings) -> (Vec<usize>, u64) {
    let own = &documents[number];
    let mut met = Vec::new();
    let mut cut = 0;
    for key in &own.keys {
        let list = &postings[key];
        let before = list.partition_point(|&other| (other as usize) < number);
        let from = before.saturating_sub(settings.bounds.neighbours);
        cut += u64::from(from > 0);
        met.extend_from_slice(&list[from..before]);
    }
    met.sort_unstable();
    met.dedup();
    let close = |&other: &usize| closeness(own, &documents[other], settings) >= settings.closeness;
    (met.into_iter().map(|other| other as usize).filter(close).collect(), cut)
}

/// How close two documents are, from 0 to 1; 0 when they cannot be of one story.
fn closeness(a: &Document, b: &Document, settings: &Settings) -> f64 {
    if !is_in_window(a, b, settings) {
        return 0.0;
    }
    likeness(a, b)
}

/// How much two documents have in common, whenever they were published.
pub(super) fn likeness(a: &Document, b: &Document) -> f64 {
    0.5 * dot(&a.words, &b.words) + 0.5 * dot(&a.names, &b.names)
}

/// Whether two documents can be of one story by topic and date.
pub(super) fn is_in_window(a: &Document, b: &Document, settings: &Settings) -> bool {
    let one_topic = a.topic.is_empty() || b.topic.is_empty() || a.topic == b.topic;
    let near = match (a.published, b.published) {
        (Some(x), Some(y)) => days_between(x, y) <= settings.window_days,
        _ => true,
    };
    one_topic && near
}

/// How many days lie between two dates.
pub(super) fn days_between(a: Date, b: Date) -> i32 {
    // No span of calendar units is needed, which would take longer to make.
    (b.duration_since(a).as_hours() / 24).unsigned_abs() as i32
}

/// Documents that have been joined so far.
#[derive(Debug, Default)]
struct Cluster {
    members: Vec<usize>,
    first: Option<Date>,
    last: Option<Date>,
    topic: String,
    /// The sums of its members' vectors: the product of two sums is that of all pairs.
    words: Vector,
    names: Vector,
    /// The clusters that it could join, and how close their members are to its own on average.
    near: BTreeMap<usize, f64>,
    gone: bool,
}

/// Two clusters that could be joined; the closest is the greatest.
#[derive(Debug, PartialEq)]
struct Link {
    closeness: f64,
    a: usize,
    b: usize,
}

impl Eq for Link {}

impl Ord for Link {
    fn cmp(&self, other: &Self) -> Ordering {
        self.closeness.total_cmp(&other.closeness).then_with(|| (other.a, other.b).cmp(&(self.a, self.b)))
    }
}

impl PartialOrd for Link {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The joining, under way.
struct Linking<'d> {
    settings: &'d Settings,
    clusters: Vec<Cluster>,
    cluster_of: Vec<usize>,
    links: BinaryHeap<Link>,
}

impl<'d> Linking<'d> {
    /// Every document alone, but those of one topic together.
    fn new(documents: &[Document], settings: &'d Settings) -> Self {
        let mut topics: BTreeMap<&str, usize> = BTreeMap::new();
        let mut clusters: Vec<Cluster> = Vec::new();
        let mut cluster_of = Vec::with_capacity(documents.len());
        for (number, document) in documents.iter().enumerate() {
            let next = clusters.len();
            let at = if document.topic.is_empty() { next } else { *topics.entry(&document.topic).or_insert(next) };
            if at == next {
                clusters.push(Cluster { topic: document.topic.clone(), ..Cluster::default() });
            }
            let cluster = &mut clusters[at];
            cluster.members.push(number);
            cluster.words = sum(&cluster.words, &document.words);
            cluster.names = sum(&cluster.names, &document.names);
            cluster.first = earlier(cluster.first, document.published);
            cluster.last = cluster.last.max(document.published);
            cluster_of.push(at);
        }
        Self { settings, clusters, cluster_of, links: BinaryHeap::new() }
    }

    /// Puts a pair of clusters up for joining, if they may be.
    fn propose(&mut self, a: usize, b: usize) {
        if a == b || self.clusters[a].near.contains_key(&b) {
            return;
        }
        let closeness = self.closeness(a, b);
        self.link(a, b, closeness);
    }

    fn link(&mut self, a: usize, b: usize, closeness: f64) {
        if closeness >= self.settings.closeness && self.may_join(a, b) {
            self.clusters[a].near.insert(b, closeness);
            self.clusters[b].near.insert(a, closeness);
            self.links.push(Link { closeness, a: a.min(b), b: a.max(b) });
        }
    }

    fn may_join(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.clusters[a], &self.clusters[b]);
        let one_topic = a.topic.is_empty() || b.topic.is_empty() || a.topic == b.topic;
        one_topic
            && match (earlier(a.first, b.first), a.last.max(b.last)) {
                (Some(first), Some(last)) => days_between(first, last) <= self.settings.window_days,
                _ => true,
            }
    }

    /// How close the members of two clusters are on average.
    fn closeness(&self, a: usize, b: usize) -> f64 {
        let (a, b) = (&self.clusters[a], &self.clusters[b]);
        let pairs = (a.members.len() * b.members.len()) as f64;
        (0.5 * dot(&a.words, &b.words) + 0.5 * dot(&a.names, &b.names)) / pairs
    }

    /// Joins the closest two until none are left.
    fn run(&mut self) {
        while let Some(Link { a, b, .. }) = self.links.pop() {
            if !self.clusters[a].gone && !self.clusters[b].gone {
                self.join(a, b);
            }
        }
    }

    /// The cluster of each document.
    fn result(self) -> Vec<usize> {
        let mut cluster_of = self.cluster_of;
        for (number, cluster) in self.clusters.iter().enumerate() {
            cluster.members.iter().for_each(|&member| cluster_of[member] = number);
        }
        cluster_of
    }

    fn join(&mut self, a: usize, b: usize) {
        let (one, other) = (std::mem::take(&mut self.clusters[a]), std::mem::take(&mut self.clusters[b]));
        self.clusters[a].gone = true;
        self.clusters[b].gone = true;
        let joined = self.clusters.len();
        let neighbours: BTreeSet<usize> = one.near.keys().chain(other.near.keys()).copied().collect();
        self.clusters.push(Cluster {
            words: sum(&one.words, &other.words),
            names: sum(&one.names, &other.names),
            members: joined_members(one.members, other.members),
            first: earlier(one.first, other.first),
            last: one.last.max(other.last),
            topic: if one.topic.is_empty() { other.topic } else { one.topic },
            ..Cluster::default()
        });
        for neighbour in neighbours.into_iter().filter(|&n| n != a && n != b) {
            self.clusters[neighbour].near.remove(&a);
            self.clusters[neighbour].near.remove(&b);
            let closeness = self.closeness(joined, neighbour);
            self.link(joined, neighbour, closeness);
        }
    }
}

/// The larger keeps its place, so that all joins together move each document only a few times.
fn joined_members(one: Vec<usize>, other: Vec<usize>) -> Vec<usize> {
    let (mut large, small) = if one.len() < other.len() { (other, one) } else { (one, other) };
    large.extend(small);
    large
}

/// The earlier of two dates that may be missing.
fn earlier(a: Option<Date>, b: Option<Date>) -> Option<Date> {
    match (a, b) {
        (Some(x), Some(y)) => Some(x.min(y)),
        (x, y) => x.or(y),
    }
}
