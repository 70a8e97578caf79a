//! Two texts held against each other when no rule reads them: word by word, figure by figure, date by date.
//!
//! The words of the two sides are aligned one to one; what is negated, counted, dated, opposed or named differently on
//! either side is measured as [`features`]; one small logistic scorer for each ground of conflict weighs them ([`score`]).
//! The result is the same whichever text comes first.
//!
//! Absent on purpose: role swap ("X hit Y" and "Y hit X" can both hold), WordNet's sisters as exclusive words, verbs that
//! imply a negation without saying it. Each was measured to raise more false alarms than it finds.

mod align;
mod evidence;
mod features;
mod quantity;
pub mod score;
mod side;
mod sweep;
#[cfg(test)]
mod tests;
mod words;

pub use features::{Features, NAMES, Open};
pub use score::Ground;
use side::Side;
pub use sweep::{Hit, sweep};

use crate::language::lexicon::Word;
use crate::language::{Language, Sentence};
use crate::text::Span;
use crate::verdict::{Kind, Relation, Verdict};
use features::Feature;
use rustc_hash::FxHashMap;
use score::Score;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A text ready to be held against others: a sentence, a headline or a whole article.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// Its sides: one for a short text, else one for each sentence.
    sides: Vec<Side>,
}

/// What is said of two texts.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// How they stand to each other.
    pub relation: Relation,
    /// The verdict, where they contradict or agree.
    pub verdict: Option<Verdict>,
    /// What they contradict each other over.
    pub kind: Option<Kind>,
    /// The same, as it was scored.
    pub ground: Option<Ground>,
    /// How likely the contradiction is; for other relations how much of the shorter text the longer one says.
    pub score: f64,
    /// The words of the first text that the relation rests on, as bytes of that text.
    pub a_evidence: Span,
    /// The words of the second text.
    pub b_evidence: Span,
    /// In words.
    pub reason: String,
    /// Every term of the score, by name.
    pub terms: Vec<(&'static str, f64)>,
}

/// A text of at most this many sentences is looked at as a whole.
const WHOLE: usize = 4;
/// Sentence pairs of longer texts that are measured, those that share most first.
const MOST_PAIRS: usize = 12;

impl Text {
    /// Makes a text ready: `sentences` are those of `text`, read.
    pub fn new(text: &str, sentences: &[Sentence], language: &Language) -> Self {
        let sides = if sentences.len() <= WHOLE {
            vec![Side::new(text, sentences, language)]
        } else {
            sentences.iter().map(|sentence| Side::new(text, std::slice::from_ref(sentence), language)).collect()
        };
        let sides: Vec<Side> = sides.into_iter().filter(|side| !side.is_empty()).collect();
        Self { sides }
    }
}

/// Holds two texts against each other.
pub fn compare(a: &Text, b: &Text) -> Comparison {
    match measured(a, b) {
        Some(pair) => pair.comparison(),
        None => Comparison::nothing(),
    }
}

/// The features of the pair of sentences that decides; `None` when a text has no words. For training.
pub fn features(a: &Text, b: &Text) -> Option<Features> {
    measured(a, b).map(|pair| pair.features)
}

impl Comparison {
    fn nothing() -> Self {
        Self {
            relation: Relation::Unrelated,
            verdict: None,
            kind: None,
            ground: None,
            score: 0.0,
            a_evidence: Span::default(),
            b_evidence: Span::default(),
            reason: "nothing in common".to_owned(),
            terms: Vec::new(),
        }
    }
}

/// One side of each text, measured.
struct Measured<'a> {
    a: &'a Side,
    b: &'a Side,
    /// Whether the second is the shorter one.
    turned: bool,
    features: Features,
    score: Option<Score>,
}

/// The pair of sides that says most: a contradiction before anything else, then the best covered.
fn measured<'a>(a: &'a Text, b: &'a Text) -> Option<Measured<'a>> {
    let measured = candidates(a, b).into_iter().map(|(i, j)| Measured::of(&a.sides[i], &b.sides[j]));
    measured.max_by(|x, y| x.rank().0.total_cmp(&y.rank().0).then(x.rank().1.total_cmp(&y.rank().1)))
}

/// The pairs of sides worth measuring: those that share most.
fn candidates(a: &Text, b: &Text) -> Vec<(usize, usize)> {
    if let ([_], [_]) = (&a.sides[..], &b.sides[..]) {
        return vec![(0, 0)];
    }
    let mut shared = shared_weights(a, b);
    shared.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    shared.into_iter().take(MOST_PAIRS).map(|(pair, _)| pair).collect()
}

/// The weight of the words that two sides share, for all that share any, through an index of the second text's words.
fn shared_weights(a: &Text, b: &Text) -> Vec<((usize, usize), f64)> {
    let mut index: FxHashMap<Word, Vec<usize>> = FxHashMap::default();
    for (j, side) in b.sides.iter().enumerate() {
        for (word, _) in &side.lemmas {
            let list = index.entry(*word).or_default();
            if list.last() != Some(&j) && list.len() < MOST_SIDES_PER_WORD {
                list.push(j);
            }
        }
    }
    let mut shared: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for (i, side) in a.sides.iter().enumerate() {
        for content in &side.content {
            for &j in index.get(&content.word).into_iter().flatten() {
                *shared.entry((i, j)).or_default() += content.weight / (b.sides[j].weight + side.weight).sqrt();
            }
        }
    }
    shared.into_iter().collect()
}

impl<'a> Measured<'a> {
    fn of(a: &'a Side, b: &'a Side) -> Self {
        let turned = comes_first(b, a);
        let (short, long) = if turned { (b, a) } else { (a, b) };
        let features = Features::of(short, long);
        let score = if is_same(a, b) { None } else { score::best(&features) };
        Self { a, b, turned, features, score }
    }

    fn contradiction(&self) -> Option<&Score> {
        self.score.as_ref().filter(|score| score.margin >= 0.0)
    }

    fn rank(&self) -> (f64, f64) {
        (self.contradiction().map_or(-1.0, |score| score.margin), self.features.get(Feature::shared))
    }

    fn comparison(&self) -> Comparison {
        match self.contradiction() {
            Some(score) => self.on(score),
            None => self.common(),
        }
    }

    /// What is said of the two on one ground.
    fn on(&self, score: &Score) -> Comparison {
        let found = evidence::of(score.ground, self.short(), self.long(), &self.features);
        let (a_evidence, b_evidence) = if self.turned { (found.long, found.short) } else { (found.short, found.long) };
        Comparison {
            relation: Relation::Contradicts,
            verdict: Some(self.verdict(score.ground)),
            kind: Some(score.ground.kind()),
            ground: Some(score.ground),
            score: score.value,
            a_evidence,
            b_evidence,
            reason: found.reason,
            terms: score::terms(score.ground, &self.features),
        }
    }

    /// Another name in the same place is weaker evidence than a denial or a figure, and a question asserts nothing.
    fn verdict(&self, ground: Ground) -> Verdict {
        let weak = ground == Ground::Name || self.features.get(Feature::asks) > 0.0;
        if weak { Verdict::Tension } else { Verdict::Contradiction }
    }

    fn short(&self) -> &'a Side {
        if self.turned { self.b } else { self.a }
    }

    fn long(&self) -> &'a Side {
        if self.turned { self.a } else { self.b }
    }

    /// The relation of two texts that do not contradict each other.
    fn common(&self) -> Comparison {
        let f = &self.features;
        let (cover, shared) = (f.get(Feature::cover_short), f.get(Feature::shared));
        let loose = f.get(Feature::asks) > 0.0 || f.get(Feature::doubts) > 1.0 || f.get(Feature::negates) > 0.0;
        let (relation, reason) = if cover >= AGREES && !loose {
            (Relation::Agrees, "one says nearly all that the other says")
        } else if cover >= DISCUSSES && shared >= SHARES {
            (Relation::Discusses, "about the same thing")
        } else {
            (Relation::Unrelated, "little in common")
        };
        Comparison {
            relation,
            verdict: (relation == Relation::Agrees).then_some(Verdict::Agreement),
            kind: None,
            ground: None,
            score: cover.clamp(0.0, 1.0),
            a_evidence: self.a.span,
            b_evidence: self.b.span,
            reason: reason.to_owned(),
            terms: vec![("cover_short", cover), ("shared", shared)],
        }
    }
}

/// Whether two sides have the very same words, so that there is nothing to contradict.
fn is_same(a: &Side, b: &Side) -> bool {
    order(a, b) == Ordering::Equal
}

/// Which of two sides is the shorter one; two of one length are told apart by what they say, so that the order of the texts does not matter.
fn comes_first(a: &Side, b: &Side) -> bool {
    order(a, b) == Ordering::Less
}

fn order(a: &Side, b: &Side) -> Ordering {
    let counts = |s: &Side| (s.content.len(), s.length, s.negations.len(), s.negating, s.refuting, s.doubting, s.asks);
    let words = |s: &'_ Side| s.content.iter().map(|c| (c.word, c.negated)).collect::<Vec<_>>();
    counts(a).cmp(&counts(b)).then_with(|| words(a).cmp(&words(b))).then_with(|| a.signature.cmp(&b.signature))
}

/// From this share of the shorter text on, two texts say the same.
const AGREES: f64 = 0.6;
/// From this share on they are about the same thing …
const DISCUSSES: f64 = 0.25;
/// … where what they share weighs as much (in tens).
const SHARES: f64 = 1.0;
/// A word that more sentences than this hold does not bring sentences together.
const MOST_SIDES_PER_WORD: usize = 40;
