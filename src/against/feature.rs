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

impl Features {
    /// How much of the claim the article has, by weight, from 0 to 1.
    pub(super) fn cover(&self) -> f64 {
        self.values[const { place("cover") }]
    }
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
    let (met, sums) = meet_words(claim, article, settings);
    let peers = peers(&met, settings);
    let lead = &article.sentences[..article.sentences.len().min(settings.lead)];
    let near = near(article, &peers);
    let view = View { claim, article, met: &met, peers: &peers, sums: &sums, settings, lead, near };
    let values = view.values(dot(&claim.vector, vector));
    let first = |has: &dyn Fn(usize) -> bool| peers.iter().copied().chain(0..lead.len()).find(|&at| has(at));
    Features {
        values,
        best: peers.first().copied().unwrap_or(0),
        refuting: first(&|at| article.sentences[at].refutes.is_some()),
        doubting: first(&|at| article.sentences[at].doubts.is_some()),
        negating: first(&|at| met[at].negated >= 0.2),
    }
}

/// What a cosine with a short text is worth: there one shared name makes a large one.
fn length(article: &Text) -> f64 {
    const USUAL_WORDS: f64 = 80.0;
    (article.words.len() as f64 / USUAL_WORDS).min(1.0).sqrt()
}

/// What each sentence of an article has of a claim, and what all of it has.
fn meet_words(claim: &Claim, article: &Text, settings: &Settings) -> (Vec<Met>, Sums) {
    let mut met = vec![Met::default(); article.sentences.len()];
    let entries: Vec<Option<&Entry>> = claim.words.iter().map(|word| article.find(word.word)).collect();
    let mut sums = Sums { pairs: pairs_met(claim, &entries), ..Sums::default() };
    for (word, entry) in claim.words.iter().zip(&entries) {
        let share = word.weight / claim.weight;
        let Some(entry) = entry else {
            sums.miss(word, share);
            continue;
        };
        sums.meet(word, share, (entry.places[0].sentence as usize) < settings.lead);
        for place in &entry.places {
            let sentence = &mut met[place.sentence as usize];
            sentence.cover += share;
            sentence.negated += if place.negated != word.negated { share } else { 0.0 };
            sentence.hedged += if place.hedged { share } else { 0.0 };
        }
    }
    (met, sums)
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

/// Sets features by name; a name that is none of [`NAMES`] does not compile.
macro_rules! set {
    ($values:expr; $($name:literal = $value:expr),+ $(,)?) => {
        $($values[const { place($name) }] = $value;)+
    };
}

/// The place of a feature among [`NAMES`].
const fn place(name: &str) -> usize {
    let mut at = 0;
    while at < NAMES.len() {
        if is_same(NAMES[at].as_bytes(), name.as_bytes()) {
            return at;
        }
        at += 1;
    }
    panic!("no feature has this name")
}

const fn is_same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    a.len() == b.len() && at == a.len()
}

/// A claim and an article, and what has been found of the one in the other.
struct View<'a> {
    claim: &'a Claim,
    article: &'a Text,
    met: &'a [Met],
    peers: &'a [usize],
    sums: &'a Sums,
    settings: &'a Settings,
    /// The article's first sentences.
    lead: &'a [Line],
    /// The best sentences, and those beside them.
    near: Vec<&'a Line>,
}

impl View<'_> {
    fn values(&self, cosine: f64) -> [f64; COUNT] {
        let mut values = [0.0; COUNT];
        self.about(cosine, &mut values);
        self.scopes(&mut values);
        self.stance(&mut values);
        self.cues(&mut values);
        values
    }

    /// How much of the claim the article has.
    fn about(&self, cosine: f64, values: &mut [f64; COUNT]) {
        let cover = |at: Option<&usize>| at.map_or(0.0, |&at| self.met[at].cover);
        let lines = self.article.sentences.len().max(1) as f64;
        let names = self.claim.name_weight;
        let length = length(self.article);
        set!(values;
            "cover" = self.sums.cover,
            "cover_lead" = self.sums.lead,
            "cover_best" = cover(self.peers.first()),
            "cover_two" = cover(self.peers.get(1)),
            "cover_names" = if names > 0.0 { self.sums.names / names } else { 0.0 },
            "no_names" = yes(names == 0.0),
            "cosine" = cosine * length,
            "rare" = (self.sums.rare / 30.0).min(1.0),
            "left_name" = self.sums.left_name,
            "left_most" = self.sums.left_most,
            "figures_met" = self.sums.figures_met.min(2.0),
            "figures_left" = self.sums.figures_left.min(2.0),
            "claim_words" = (self.claim.words.len() as f64).ln_1p() / 3.0,
            "sentences" = lines.ln() / 4.0,
            "best_at" = self.peers.first().map_or(1.0, |&at| at as f64 / lines),
            "peers" = self.peers.len() as f64 / self.settings.peers as f64,
            "pairs_met" = self.sums.pairs,
        );
    }

    /// What is negated, hedged, asked and quoted.
    fn scopes(&self, values: &mut [f64; COUNT]) {
        let best = self.peers.first().map(|&at| self.met[at]).unwrap_or_default();
        let negated = self.most(|m| m.negated);
        let negates = self.claim.negates;
        let both = yes(negated > 0.1);
        set!(values;
            "claim_negates" = negates,
            "claim_asks" = self.claim.asks,
            "claim_quotes" = self.claim.quotes,
            "negates_lead" = log(self.lead, |l| l.negations),
            "negates_near" = log(self.near(), |l| l.negations),
            "negated_best" = best.negated,
            "negated_most" = negated,
            "hedged_best" = best.hedged,
            "hedged_most" = self.most(|m| m.hedged),
            "asks_lead" = log(self.lead, |l| u32::from(l.asks)),
            "asks_near" = log(self.near(), |l| u32::from(l.asks)),
            "quotes_near" = log(self.near(), |l| u32::from(l.quotes)),
            "quotes_lead" = log(self.lead, |l| u32::from(l.quotes)),
            "one_negates" = (negates - both).abs(),
            "both_negate" = negates * both,
        );
    }

    /// Who says that something told is not so, or only told: the claim, the article or both.
    fn stance(&self, values: &mut [f64; COUNT]) {
        let (refutes, doubts) = (|l: &Line| l.sum(REFUTING), |l: &Line| l.sum(DOUBTING));
        let says = |cues: std::ops::Range<usize>| self.claim.cues[cues].iter().copied().fold(0.0, f64::max);
        let (claim_refutes, claim_doubts) = (says(REFUTING), says(DOUBTING));
        let refuted = yes(self.near().chain(self.lead).any(|l| refutes(l) > 0));
        let doubted = yes(self.near().chain(self.lead).any(|l| doubts(l) > 0));
        let (cover, rate) = (self.sums.cover, self.rate(refutes));
        set!(values;
            "claim_refutes" = claim_refutes,
            "claim_doubts" = claim_doubts,
            "refutes_lead" = log(self.lead, refutes),
            "refutes_near" = log(self.near(), refutes),
            "refutes_some" = yes(rate > 0.0),
            "refutes_rate" = rate,
            "doubts_lead" = log(self.lead, doubts),
            "doubts_near" = log(self.near(), doubts),
            "doubts_rate" = self.rate(doubts),
            "one_refutes" = (claim_refutes - refuted).abs(),
            "both_refute" = claim_refutes * refuted,
            "one_doubts" = (claim_doubts - doubted).abs(),
            "both_doubt" = claim_doubts * doubted,
            "refutes_covered" = refuted * cover,
            "doubts_covered" = doubted * cover,
            "plain_covered" = (1.0 - doubted) * (1.0 - refuted) * cover,
            "plain_refuted" = (1.0 - claim_refutes) * rate,
        );
    }

    /// Each cue: in the claim, in the lead, near the best sentences, in the whole article.
    fn cues(&self, values: &mut [f64; COUNT]) {
        let (_, cues) = values.split_at_mut(COUNT - 4 * CUES.len());
        for (cue, places) in cues.chunks_exact_mut(4).enumerate() {
            let count = |l: &Line| u32::from(l.cues[cue]);
            places.copy_from_slice(&[self.claim.cues[cue], log(self.lead, count), log(self.near(), count), self.rate(count)]);
        }
    }

    fn near(&self) -> impl Iterator<Item = &Line> {
        self.near.iter().copied()
    }

    fn most(&self, of: impl Fn(&Met) -> f64) -> f64 {
        self.peers.iter().map(|&at| of(&self.met[at])).fold(0.0, f64::max)
    }

    /// How often something is in the article, for its length.
    fn rate(&self, count: impl Fn(&Line) -> u32) -> f64 {
        let lines = &self.article.sentences;
        let all: u32 = lines.iter().map(count).sum();
        (f64::from(all) / (lines.len().max(1) as f64).sqrt()).ln_1p()
    }
}

/// How many of something are in some sentences, each further one counting less.
fn log<'l>(lines: impl IntoIterator<Item = &'l Line>, count: impl Fn(&Line) -> u32) -> f64 {
    f64::from(lines.into_iter().map(count).sum::<u32>()).ln_1p()
}

/// The best sentences, and those beside them: "The picture went round the world. It is a fake."
fn near<'a>(article: &'a Text, peers: &[usize]) -> Vec<&'a Line> {
    let last = article.sentences.len().saturating_sub(1);
    let mut near: Vec<usize> = peers.iter().flat_map(|&at| at.saturating_sub(1)..=(at + 1).min(last)).collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().map(|at| &article.sentences[at]).collect()
}

fn yes(it_is: bool) -> f64 {
    f64::from(u8::from(it_is))
}
