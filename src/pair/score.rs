//! How likely a conflict of each kind is: one small logistic scorer per kind, weights in `rules/general/scores.toml`.
//!
//! `tools/train.py` learns the weights; every term of a score can be printed by name.

use super::features::{Features, NAMES, Open};
use crate::verdict::Kind;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a comparison can find two texts at odds over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ground {
    /// One side negates what the other asserts.
    Negation,
    /// The same, where one side is much longer than the other.
    Passage,
    /// One side says that there is no such thing, or nobody who does it.
    Absence,
    /// One side says that what the other tells is false.
    Denial,
    /// The same, in a headline.
    Headline,
    /// Two figures.
    Quantity,
    /// Two dates.
    Date,
    /// Two opposites, or two members of an exclusive set.
    Opposite,
    /// Another name or thing in the same place.
    Name,
}

impl Ground {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Negation,
        Self::Passage,
        Self::Absence,
        Self::Denial,
        Self::Headline,
        Self::Quantity,
        Self::Date,
        Self::Opposite,
        Self::Name,
    ];

    /// The word in the table of weights.
    pub fn name(self) -> &'static str {
        match self {
            Self::Negation => "negation",
            Self::Passage => "passage",
            Self::Absence => "absence",
            Self::Denial => "denial",
            Self::Headline => "headline",
            Self::Quantity => "quantity",
            Self::Date => "date",
            Self::Opposite => "opposite",
            Self::Name => "name",
        }
    }

    /// The kind of conflict that a report names.
    pub fn kind(self) -> Kind {
        match self {
            Self::Negation | Self::Passage | Self::Absence | Self::Denial | Self::Headline => Kind::Denial,
            Self::Quantity => Kind::Quantity,
            Self::Date => Kind::Date,
            Self::Opposite => Kind::Status,
            Self::Name => Kind::Answer,
        }
    }

    /// Whether a pair gives a reason to ask for it.
    pub fn is_open(self, open: Open) -> bool {
        match self {
            Self::Negation => open.negation,
            Self::Passage => open.passage,
            Self::Absence => open.absence,
            Self::Denial => open.denial,
            Self::Headline => open.headline,
            Self::Quantity => open.quantity,
            Self::Date => open.date,
            Self::Opposite => open.opposite,
            Self::Name => open.name,
        }
    }
}

/// A score and everything that made it.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// What over.
    pub ground: Ground,
    /// How likely the conflict is, from 0 to 1.
    pub value: f64,
    /// By how much it passes, or misses, what its ground asks for.
    pub margin: f64,
}

/// The scorer of one ground.
#[derive(Debug)]
struct Scorer {
    bias: f64,
    threshold: f64,
    weights: Vec<(usize, f64)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    bias: f64,
    threshold: f64,
    weights: BTreeMap<String, f64>,
}

static SCORERS: LazyLock<Vec<Scorer>> = LazyLock::new(|| {
    let mut written: BTreeMap<String, Written> =
        toml::from_str(include_str!("../../rules/general/scores.toml")).expect("a test reads the shipped weights");
    Ground::ALL.iter().map(|ground| Scorer::new(written.remove(ground.name()).expect("a test reads the shipped weights"))).collect()
});

impl Scorer {
    fn new(written: Written) -> Self {
        let place = |name: &str| NAMES.iter().position(|n| *n == name).expect("a test reads the shipped weights");
        let weights = written.weights.iter().map(|(name, weight)| (place(name), *weight)).collect();
        Self { bias: written.bias, threshold: written.threshold, weights }
    }

    fn value(&self, features: &Features) -> f64 {
        let sum: f64 = self.bias + self.weights.iter().map(|&(at, weight)| weight * features.values[at]).sum::<f64>();
        1.0 / (1.0 + (-sum).exp())
    }
}

/// The best score of all grounds that are open; `None` when none is.
pub fn best(features: &Features) -> Option<Score> {
    let open = Ground::ALL.into_iter().filter(|ground| ground.is_open(features.open));
    open.map(|ground| score(ground, features)).max_by(|x, y| x.margin.total_cmp(&y.margin).then(y.ground.cmp(&x.ground)))
}

/// The score of one ground.
pub fn score(ground: Ground, features: &Features) -> Score {
    let scorer = &SCORERS[ground as usize];
    let value = scorer.value(features);
    // Grounds are compared by how far they pass their own threshold, as a share of what is left above or below it.
    let room = if value >= scorer.threshold { 1.0 - scorer.threshold } else { scorer.threshold };
    Score { ground, value, margin: (value - scorer.threshold) / room.max(1e-9) }
}

/// Every term of the score of one ground: the bias first, then each feature that is not nought.
pub fn terms(ground: Ground, features: &Features) -> Vec<(&'static str, f64)> {
    let scorer = &SCORERS[ground as usize];
    let weighed = scorer.weights.iter().map(|&(at, weight)| (NAMES[at], weight * features.values[at]));
    std::iter::once(("bias", scorer.bias)).chain(weighed.filter(|(_, term)| *term != 0.0)).collect()
}
