//! What can be counted of a claim and an article: the signs that a relation is told by.

use super::settings::Settings;
use super::text::{CUES, DOUBTING, Entry, Line, REFUTING, Text};
use crate::language::lexicon::Word;
use crate::story::bag::{Vector, Weights, dot};

/// The columns of a table of features: what they are of, then the features; of each cue, where it stands.
macro_rules! columns {
    ($($plain:literal),*; $($cue:literal),*) => {
        &["claim_id", "article_id", $($plain,)* $(concat!("claim_", $cue), concat!("lead_", $cue), concat!("near_", $cue), concat!("rate_", $cue)),*]
    };
}

#[rustfmt::skip]
pub(super) const COLUMNS: &[&str] = columns![
    "cover", "cover_lead", "cover_best", "cover_two", "cover_names", "no_names", "cosine", "rare", "left_name", "left_most",
    "figures_met", "figures_left", "claim_words", "sentences", "best_at", "peers", "pairs_met",
    "claim_negates", "claim_asks", "claim_quotes", "negates_lead", "negates_near", "negated_best", "negated_most",
    "hedged_best", "hedged_most", "asks_lead", "asks_near", "quotes_near", "quotes_lead",
    "claim_refutes", "claim_doubts", "refutes_lead", "refutes_near", "refutes_some", "refutes_rate", "doubts_lead", "doubts_near", "doubts_rate",
    "one_refutes", "both_refute", "one_negates", "both_negate", "one_doubts", "both_doubt",
    "refutes_covered", "doubts_covered", "plain_covered", "plain_refuted";
    "hoax", "wrong", "deny", "debunk", "sceptic", "rumour", "told", "source", "maybe", "ahead", "confirm", "authority", "inquire", "true"
];

/// The names of all features, in the order of [`Features::values`].
pub(super) const NAMES: &[&str] = COLUMNS.split_at(2).1;

/// How many features there are.
pub(super) const COUNT: usize = COLUMNS.len() - 2;

/// A claim as it is looked for in articles.
#[derive(Debug, Default)]
pub(super) struct Claim {
    /// Its words with their weights, the weightiest first.
    pub(super) words: Vec<ClaimWord>,
    pub(super) weight: f64,
    pub(super) name_weight: f64,
    pub(super) vector: Vector,
    /// Words that follow each other, by their places in `words`.
    neighbours: Vec<(usize, usize)>,
    cues: [f64; CUES.len()],
    negates: f64,
    asks: f64,
    quotes: f64,
}

/// One word of a claim.
#[derive(Debug, Clone, Copy)]
pub(super) struct ClaimWord {
    pub(super) word: Word,
    pub(super) weight: f64,
    name: bool,
    figure: bool,
    negated: bool,
    sentence: u32,
    order: u32,
}

/// A claim and an article, measured.
#[derive(Debug, Clone)]
pub(super) struct Features {
    pub(super) values: [f64; COUNT],
    /// The sentence that has most of the claim.
    pub(super) best: usize,
    /// The first of the sentences that matter which refutes, and where it does.
    pub(super) refuting: Option<usize>,
    pub(super) doubting: Option<usize>,
    /// A sentence that negates a good part of the claim.
    pub(super) negating: Option<usize>,
}

impl Claim {
    /// Weighs the words of a claim; of a long one only the weightiest of its lead count.
    pub(super) fn new(text: &Text, weights: &Weights, settings: &Settings) -> Self {
        let lead = settings.lead as u32;
        let mut words: Vec<ClaimWord> =
            text.words.iter().enumerate().filter(|(_, e)| e.places[0].sentence < lead).map(|(_, e)| ClaimWord::new(e, weights)).collect();
        words.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.word.cmp(&b.word)));
        words.truncate(settings.claim_words);
        let lines = &text.sentences[..text.sentences.len().min(settings.lead)];
        let any = |has: &dyn Fn(&Line) -> bool| f64::from(u8::from(lines.iter().any(has)));
        Self {
            weight: words.iter().map(|w| w.weight).sum(),
            name_weight: words.iter().filter(|w| w.name).map(|w| w.weight).sum(),
            neighbours: neighbours(&words),
            vector: weights.vector(&text.bag().words),
            cues: std::array::from_fn(|cue| any(&|l| l.cues[cue] > 0)),
            negates: any(&|l| l.negations > 0),
            asks: any(&|l| l.asks),
            quotes: any(&|l| l.quotes),
            words,
        }
    }
}

fn neighbours(words: &[ClaimWord]) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..words.len()).collect();
    order.sort_unstable_by_key(|&at| words[at].order);
    let near = |pair: &[usize]| words[pair[0]].sentence == words[pair[1]].sentence && words[pair[1]].order - words[pair[0]].order < 3;
    order.windows(2).filter(|pair| near(pair)).map(|pair| (pair[0], pair[1])).collect()
}

impl ClaimWord {
    fn new(entry: &Entry, weights: &Weights) -> Self {
        let place = entry.places[0];
        Self {
            word: entry.word,
            weight: weights.of_word(entry.word),
            name: entry.name,
            figure: entry.figure,
            negated: place.negated,
            sentence: place.sentence,
            order: entry.order,
        }
    }
}

/// What each sentence of an article has of a claim.
#[derive(Debug, Default, Clone, Copy)]
struct Met {
    cover: f64,
    negated: f64,
    hedged: f64,
}

/// Measures a claim against an article.
pub(super) fn measure(claim: &Claim, article: &Text, vector: &Vector, settings: &Settings) -> Features {
    let mut met = vec![Met::default(); article.sentences.len()];
    let mut sums = Sums::default();
    let lead = settings.lead as u32;
    let entries: Vec<Option<&Entry>> = claim.words.iter().map(|word| article.find(word.word)).collect();
    sums.pairs = pairs_met(claim, &entries);
    for (word, entry) in claim.words.iter().zip(&entries) {
        let share = word.weight / claim.weight;
        match entry {
            None => sums.miss(word, share),
            Some(entry) => {
                sums.meet(word, share, entry.places[0].sentence < lead);
                for place in &entry.places {
                    let sentence = &mut met[place.sentence as usize];
                    sentence.cover += share;
                    sentence.negated += if place.negated != word.negated { share } else { 0.0 };
                    sentence.hedged += if place.hedged { share } else { 0.0 };
                }
            }
        }
    }
    let peers = peers(&met, settings);
    let mut values = Values { claim, article, met: &met, peers: &peers, sums: &sums, settings, values: [0.0; COUNT] };
    values.about(dot(&claim.vector, vector));
    values.stance();
    let first =
        |has: &dyn Fn(usize) -> bool| peers.iter().copied().chain(0..article.sentences.len().min(settings.lead)).find(|&at| has(at));
    Features {
        values: values.values,
        best: peers.first().copied().unwrap_or(0),
        refuting: first(&|at| article.sentences[at].refutes.is_some()),
        doubting: first(&|at| article.sentences[at].doubts.is_some()),
        negating: first(&|at| met[at].negated >= 0.2),
    }
}

/// Of the claim's words that follow each other, the share that meet in a sentence of the article.
fn pairs_met(claim: &Claim, entries: &[Option<&Entry>]) -> f64 {
    let together = |&&(a, b): &&(usize, usize)| match (entries[a], entries[b]) {
        (Some(a), Some(b)) => meet(a, b),
        _ => false,
    };
    claim.neighbours.iter().filter(together).count() as f64 / claim.neighbours.len().max(1) as f64
}

/// Whether two words stand in one sentence.
fn meet(a: &Entry, b: &Entry) -> bool {
    let mut others = b.places.iter().map(|place| place.sentence).peekable();
    a.places.iter().any(|place| {
        while others.next_if(|&other| other < place.sentence).is_some() {}
        others.peek() == Some(&place.sentence)
    })
}

/// The best sentences, the best first.
fn peers(met: &[Met], settings: &Settings) -> Vec<usize> {
    let best = met.iter().map(|m| m.cover).fold(0.0, f64::max);
    let mut peers: Vec<usize> = (0..met.len()).filter(|&at| met[at].cover >= best * settings.peer && best > 0.0).collect();
    peers.sort_by(|&a, &b| met[b].cover.total_cmp(&met[a].cover).then(a.cmp(&b)));
    peers.truncate(settings.peers);
    peers
}

/// What the article as a whole has of the claim.
#[derive(Debug, Default)]
struct Sums {
    cover: f64,
    lead: f64,
    names: f64,
    left_name: f64,
    left_most: f64,
    rare: f64,
    figures_met: f64,
    figures_left: f64,
    pairs: f64,
}

impl Sums {
    fn meet(&mut self, word: &ClaimWord, share: f64, in_lead: bool) {
        self.cover += share;
        self.rare += word.weight;
        self.lead += if in_lead { share } else { 0.0 };
        self.names += if word.name { word.weight } else { 0.0 };
        self.figures_met += f64::from(u8::from(word.figure));
    }

    fn miss(&mut self, word: &ClaimWord, share: f64) {
        self.left_most = self.left_most.max(share);
        self.figures_left += f64::from(u8::from(word.figure));
        if word.name {
            self.left_name = self.left_name.max(share);
        }
    }
}

struct Values<'a> {
    claim: &'a Claim,
    article: &'a Text,
    met: &'a [Met],
    peers: &'a [usize],
    sums: &'a Sums,
    settings: &'a Settings,
    values: [f64; COUNT],
}

impl Values<'_> {
    fn set(&mut self, name: &str, value: f64) {
        let at = NAMES.iter().position(|n| *n == name).expect("a test sets every feature");
        self.values[at] = value;
    }

    fn about(&mut self, cosine: f64) {
        let cover = |at: Option<&usize>| at.map_or(0.0, |&at| self.met[at].cover);
        let (best, second) = (cover(self.peers.first()), cover(self.peers.get(1)));
        let lines = self.article.sentences.len().max(1) as f64;
        let named = self.claim.name_weight > 0.0;
        let best_at = self.peers.first().map_or(1.0, |&at| at as f64 / lines);
        for (name, value) in [
            ("cover", self.sums.cover),
            ("cover_lead", self.sums.lead),
            ("cover_best", best),
            ("cover_two", second),
            ("cover_names", if named { self.sums.names / self.claim.name_weight } else { 0.0 }),
            ("no_names", yes(!named)),
            ("cosine", cosine),
            ("rare", (self.sums.rare / 30.0).min(1.0)),
            ("left_name", self.sums.left_name),
            ("left_most", self.sums.left_most),
            ("figures_met", self.sums.figures_met.min(2.0)),
            ("figures_left", self.sums.figures_left.min(2.0)),
            ("claim_words", (self.claim.words.len() as f64).ln_1p() / 3.0),
            ("sentences", lines.ln() / 4.0),
            ("best_at", best_at),
            ("peers", self.peers.len() as f64 / self.settings.peers as f64),
            ("pairs_met", self.sums.pairs),
        ] {
            self.set(name, value);
        }
    }

    fn stance(&mut self) {
        let (claim, article) = (self.claim, self.article);
        let lines = &article.sentences;
        let lead: Vec<&Line> = lines.iter().take(self.settings.lead).collect();
        let near: Vec<&Line> = self.near().into_iter().map(|at| &lines[at]).collect();
        let all: Vec<&Line> = lines.iter().collect();
        let spread = (lines.len().max(1) as f64).sqrt();
        let log = |among: &[&Line], count: &dyn Fn(&Line) -> usize| (among.iter().map(|l| count(l)).sum::<usize>() as f64).ln_1p();
        let rate = |count: &dyn Fn(&Line) -> usize| (all.iter().map(|l| count(l)).sum::<usize>() as f64 / spread).ln_1p();
        let sum = |line: &Line, cues: std::ops::Range<usize>| line.cues[cues].iter().map(|&n| usize::from(n)).sum::<usize>();
        let refutes = |l: &Line| sum(l, REFUTING);
        let doubts = |l: &Line| sum(l, DOUBTING);
        let most = |f: &dyn Fn(&Met) -> f64| self.peers.iter().map(|&at| f(&self.met[at])).fold(0.0, f64::max);
        let best = self.peers.first().map(|&at| self.met[at]).unwrap_or_default();
        let says = |cues: std::ops::Range<usize>| claim.cues[cues].iter().copied().fold(0.0, f64::max);
        let (claim_refutes, claim_doubts) = (says(REFUTING), says(DOUBTING));
        let refuted = yes(log(&near, &refutes) + log(&lead, &refutes) > 0.0);
        let doubted = yes(log(&near, &doubts) + log(&lead, &doubts) > 0.0);
        let negated = yes(most(&|m| m.negated) > 0.1);
        let cover = self.sums.cover;
        for (name, value) in [
            ("claim_negates", claim.negates),
            ("claim_asks", claim.asks),
            ("claim_quotes", claim.quotes),
            ("negates_lead", log(&lead, &|l| l.negations as usize)),
            ("negates_near", log(&near, &|l| l.negations as usize)),
            ("negated_best", best.negated),
            ("negated_most", most(&|m| m.negated)),
            ("hedged_best", best.hedged),
            ("hedged_most", most(&|m| m.hedged)),
            ("asks_lead", log(&lead, &|l| usize::from(l.asks))),
            ("asks_near", log(&near, &|l| usize::from(l.asks))),
            ("quotes_near", log(&near, &|l| usize::from(l.quotes))),
            ("quotes_lead", log(&lead, &|l| usize::from(l.quotes))),
            ("claim_refutes", claim_refutes),
            ("claim_doubts", claim_doubts),
            ("refutes_lead", log(&lead, &refutes)),
            ("refutes_near", log(&near, &refutes)),
            ("refutes_some", yes(rate(&refutes) > 0.0)),
            ("refutes_rate", rate(&refutes)),
            ("doubts_lead", log(&lead, &doubts)),
            ("doubts_near", log(&near, &doubts)),
            ("doubts_rate", rate(&doubts)),
            ("one_refutes", (claim_refutes - refuted).abs()),
            ("both_refute", claim_refutes * refuted),
            ("one_negates", (claim.negates - negated).abs()),
            ("both_negate", claim.negates * negated),
            ("one_doubts", (claim_doubts - doubted).abs()),
            ("both_doubt", claim_doubts * doubted),
            ("refutes_covered", refuted * cover),
            ("doubts_covered", doubted * cover),
            ("plain_covered", (1.0 - doubted) * (1.0 - refuted) * cover),
            ("plain_refuted", (1.0 - claim_refutes) * rate(&refutes)),
        ] {
            self.set(name, value);
        }
        let first = NAMES.len() - 4 * CUES.len();
        for cue in 0..CUES.len() {
            let count = |l: &Line| usize::from(l.cues[cue]);
            let values = [claim.cues[cue], log(&lead, &count), log(&near, &count), rate(&count)];
            self.values[first + 4 * cue..][..4].copy_from_slice(&values);
        }
    }

    /// The best sentences, and those beside them: "The picture went round the world. It is a fake."
    fn near(&self) -> Vec<usize> {
        let last = self.article.sentences.len().saturating_sub(1);
        let mut near: Vec<usize> = self.peers.iter().flat_map(|&at| at.saturating_sub(1)..=(at + 1).min(last)).collect();
        near.sort_unstable();
        near.dedup();
        near
    }
}

fn yes(it_is: bool) -> f64 {
    f64::from(u8::from(it_is))
}
