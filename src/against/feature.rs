//! What can be counted of a claim and an article: the signs that a relation is told by.

use super::settings::Settings;
use super::text::{Entry, Line, Text};
use crate::language::lexicon::Word;
use crate::story::bag::{Vector, Weights, dot};

/// The names of all features, in the order of [`Features::values`].
#[rustfmt::skip]
pub(super) const NAMES: &[&str] = COLUMNS.split_at(2).1;

#[rustfmt::skip]
/// The columns of a table of features: what they are of, and [`NAMES`].
pub(super) const COLUMNS: &[&str] = &[
    "claim_id", "article_id",
    "cover", "cover_lead", "cover_best", "cover_two", "cover_names", "no_names", "cosine", "rare", "left_name", "left_most", "figures_met",
    "figures_left", "claim_words", "sentences", "best_at", "peers", "pairs_met",
    "claim_refutes", "claim_doubts", "claim_confirms", "claim_negates", "claim_asks", "claim_quotes",
    "refutes_first", "refutes_lead", "refutes_peer", "refutes_best", "refutes_rate", "refutes_some",
    "doubts_first", "doubts_lead", "doubts_peer", "doubts_best", "doubts_rate", "doubts_some",
    "confirms_lead", "confirms_peer", "confirms_rate",
    "negates_lead", "negates_peer", "negated_best", "negated_most", "hedged_best", "hedged_most",
    "asks_lead", "asks_peer", "quotes_best", "quotes_lead",
    "one_refutes", "both_refute", "one_negates", "both_negate", "one_doubts", "both_doubt",
    "refutes_covered", "doubts_covered", "plain_covered",
];

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
    refutes: f64,
    doubts: f64,
    confirms: f64,
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
            refutes: any(&|l| !l.refutes.is_empty()),
            doubts: any(&|l| !l.doubts.is_empty()),
            confirms: any(&|l| l.confirms > 0),
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
        refuting: first(&|at| !article.sentences[at].refutes.is_empty()),
        doubting: first(&|at| !article.sentences[at].doubts.is_empty()),
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
        let article = self.article;
        let lines = &article.sentences;
        let lead = &lines[..lines.len().min(self.settings.lead)];
        let peers: Vec<&Line> = self.peers.iter().map(|&at| &lines[at]).collect();
        let rate = |count: &dyn Fn(&Line) -> usize| {
            let all: usize = lines.iter().map(count).sum();
            ((all as f64) / (lines.len().max(1) as f64).sqrt()).ln_1p()
        };
        let refutes = |l: &Line| l.refutes.len();
        let doubts = |l: &Line| l.doubts.len();
        let any = |among: &[&Line], count: &dyn Fn(&Line) -> usize| (among.iter().map(|l| count(l)).sum::<usize>() as f64).ln_1p();
        let lead: Vec<&Line> = lead.iter().collect();
        let first: Vec<&Line> = lead.iter().copied().take(1).collect();
        let best: Vec<&Line> = peers.iter().copied().take(1).collect();
        let met = |f: &dyn Fn(&Met) -> f64| self.peers.iter().map(|&at| f(&self.met[at])).fold(0.0, f64::max);
        let best_met = self.peers.first().map(|&at| self.met[at]).unwrap_or_default();
        let claim = self.claim;
        let refuted = yes(any(&peers, &refutes) + any(&lead, &refutes) > 0.0);
        let doubted = yes(any(&peers, &doubts) + any(&lead, &doubts) > 0.0);
        let negated = yes(met(&|m| m.negated) > 0.1);
        let cover = self.sums.cover;
        for (name, value) in [
            ("claim_refutes", claim.refutes),
            ("claim_doubts", claim.doubts),
            ("claim_confirms", claim.confirms),
            ("claim_negates", claim.negates),
            ("claim_asks", claim.asks),
            ("claim_quotes", claim.quotes),
            ("refutes_first", any(&first, &refutes)),
            ("refutes_lead", any(&lead, &refutes)),
            ("refutes_peer", any(&peers, &refutes)),
            ("refutes_best", any(&best, &refutes)),
            ("refutes_rate", rate(&refutes)),
            ("refutes_some", yes(rate(&refutes) > 0.0)),
            ("doubts_first", any(&first, &doubts)),
            ("doubts_lead", any(&lead, &doubts)),
            ("doubts_peer", any(&peers, &doubts)),
            ("doubts_best", any(&best, &doubts)),
            ("doubts_rate", rate(&doubts)),
            ("doubts_some", yes(rate(&doubts) > 0.0)),
            ("confirms_lead", any(&lead, &|l| l.confirms as usize)),
            ("confirms_peer", any(&peers, &|l| l.confirms as usize)),
            ("confirms_rate", rate(&|l| l.confirms as usize)),
            ("negates_lead", any(&lead, &|l| l.negations as usize)),
            ("negates_peer", any(&peers, &|l| l.negations as usize)),
            ("negated_best", best_met.negated),
            ("negated_most", met(&|m| m.negated)),
            ("hedged_best", best_met.hedged),
            ("hedged_most", met(&|m| m.hedged)),
            ("asks_lead", any(&lead, &|l| usize::from(l.asks))),
            ("asks_peer", any(&peers, &|l| usize::from(l.asks))),
            ("quotes_best", any(&best, &|l| usize::from(l.quotes))),
            ("quotes_lead", any(&lead, &|l| usize::from(l.quotes))),
            ("one_refutes", (claim.refutes - refuted).abs()),
            ("both_refute", claim.refutes * refuted),
            ("one_negates", (claim.negates - negated).abs()),
            ("both_negate", claim.negates * negated),
            ("one_doubts", (claim.doubts - doubted).abs()),
            ("both_doubt", claim.doubts * doubted),
            ("refutes_covered", refuted * cover),
            ("doubts_covered", doubted * cover),
            ("plain_covered", (1.0 - doubted) * (1.0 - refuted) * cover),
        ] {
            self.set(name, value);
        }
    }
}

fn yes(it_is: bool) -> f64 {
    f64::from(u8::from(it_is))
}
