//! How sure a finding is: a base rate for its tier times what its circumstances leave of it.

use super::finding::Confidence;
use serde::Deserialize;
use std::sync::LazyLock;

/// The shipped rates.
static RATES: LazyLock<Rates> =
    LazyLock::new(|| toml::from_str(include_str!("../../rules/general/confidence.toml")).expect("a test reads the shipped rates"));

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rates {
    base: Base,
    factor: Factor,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Base {
    named: f64,
    denied: f64,
    measured: f64,
    open: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Factor {
    hedged: f64,
    strained: f64,
    tension_rule: f64,
    one_voice: f64,
    reversal: f64,
}

/// What a finding rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tier {
    Named,
    Denied,
    Measured,
    Open,
}

/// What weakens a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Circumstance {
    Hedged,
    Strained,
    TensionRule,
    OneVoice,
    Reversal,
}

pub(super) fn confidence(tier: Tier, circumstances: &[Circumstance]) -> Confidence {
    let (base, factor) = (&RATES.base, &RATES.factor);
    let first = match tier {
        Tier::Named => ("named answers", base.named),
        Tier::Denied => ("asserted and denied", base.denied),
        Tier::Measured => ("measured", base.measured),
        Tier::Open => ("open slot", base.open),
    };
    let term = |c: &Circumstance| match c {
        Circumstance::Hedged => ("hedged", factor.hedged),
        Circumstance::Strained => ("loose bound", factor.strained),
        Circumstance::TensionRule => ("tension rule", factor.tension_rule),
        Circumstance::OneVoice => ("one voice", factor.one_voice),
        Circumstance::Reversal => ("reversal", factor.reversal),
    };
    Confidence::of(std::iter::once(first).chain(circumstances.iter().map(term)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_circumstance_leaves_less() {
        let sure = confidence(Tier::Named, &[]);
        let less = confidence(Tier::Named, &[Circumstance::Hedged, Circumstance::OneVoice]);
        assert!(sure.value > less.value && less.value > 0.0);
        assert_eq!(less.terms.iter().map(|t| t.0).collect::<Vec<_>>(), ["named answers", "hedged", "one voice"]);
    }
}
