//! From features to a relation: first whether the article is about the claim at all, then how it stands to it.
//!
//! Two small logistic scorers with the weights of `rules/general/against_weights.toml`.

use super::feature::{COUNT, Features, NAMES};
use super::settings::Settings;
use crate::verdict::Relation;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// One linear score.
#[derive(Debug)]
struct Line {
    bias: f64,
    weights: [f64; COUNT],
}

/// All scores.
#[derive(Debug)]
struct Scorer {
    related: Line,
    stances: [(Relation, Line); 3],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    bias: f64,
    weights: BTreeMap<String, f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    related: Written,
    contradicts: Written,
    agrees: Written,
    discusses: Written,
}

static SHIPPED: LazyLock<Scorer> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../rules/general/against_weights.toml")).expect("a test reads the shipped weights");
    Scorer {
        related: Line::new(&file.related),
        stances: [
            (Relation::Contradicts, Line::new(&file.contradicts)),
            (Relation::Agrees, Line::new(&file.agrees)),
            (Relation::Discusses, Line::new(&file.discusses)),
        ],
    }
});

impl Line {
    fn new(written: &Written) -> Self {
        let mut weights = [0.0; COUNT];
        for (name, weight) in &written.weights {
            let at = NAMES.iter().position(|n| n == name).expect("a test reads the shipped weights");
            weights[at] = *weight;
        }
        Self { bias: written.bias, weights }
    }

    fn value(&self, features: &[f64; COUNT]) -> f64 {
        self.bias + self.weights.iter().zip(features).map(|(weight, value)| weight * value).sum::<f64>()
    }
}

/// The relation of a pair and how likely it is.
pub(super) fn judge(features: &Features, settings: &Settings) -> (Relation, f64) {
    let related = 1.0 / (1.0 + (-SHIPPED.related.value(&features.values)).exp());
    if related < 0.5 {
        return (Relation::Unrelated, 1.0 - related);
    }
    let values = SHIPPED.stances.each_ref().map(|(_, line)| line.value(&features.values));
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let shares = values.map(|value| (value - most).exp());
    let all: f64 = shares.iter().sum();
    let likely = |at: usize| related * shares[at] / all;
    let takes_side = features.cover() >= settings.least_side_cover;
    let at = match (shares[0] / all >= settings.least_contradiction, shares[1] > shares[2]) {
        (true, _) if takes_side => 0,
        (false, true) if takes_side => 1,
        _ => 2,
    };
    (SHIPPED.stances[at].0, likely(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_shipped_weights() {
        let lines = SHIPPED.stances.iter().map(|(_, line)| line).chain([&SHIPPED.related]);
        assert!(lines.into_iter().all(|line| line.weights.iter().any(|&weight| weight != 0.0)));
        assert!(Settings::shipped().least_contradiction > 0.0);
    }
}
