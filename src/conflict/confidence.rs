//! How sure a finding is: a base rate for its tier times what its circumstances leave of it.

use super::finding::Confidence;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The shipped rates.
static RATES: LazyLock<Rates> =
    LazyLock::new(|| toml::from_str(include_str!("../../rules/general/confidence.toml")).expect("a test reads the shipped rates"));

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rates {
    base: Base,
    /// By pack or `pack/rule`: what was judged of it itself.
    #[serde(default)]
    rule: BTreeMap<String, f64>,
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

pub(super) fn confidence(tier: Tier, rule: &str, circumstances: &[Circumstance]) -> Confidence {
    let (base, factor) = (&RATES.base, &RATES.factor);
    let pack = rule.split('/').next().unwrap_or(rule);
    let judged = RATES.rule.get(rule).or_else(|| RATES.rule.get(pack));
    let first = match (judged, tier) {
        (Some(&rate), _) => ("judged rule", rate),
        (None, Tier::Named) => ("named answers", base.named),
        (None, Tier::Denied) => ("asserted and denied", base.denied),
        (None, Tier::Measured) => ("measured", base.measured),
        (None, Tier::Open) => ("open slot", base.open),
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
        let sure = confidence(Tier::Named, "p/r", &[]);
        let less = confidence(Tier::Named, "p/r", &[Circumstance::Hedged, Circumstance::OneVoice]);
        assert!(sure.value > less.value && less.value > 0.0);
        assert_eq!(less.terms.iter().map(|t| t.0).collect::<Vec<_>>(), ["named answers", "hedged", "one voice"]);
    }
}
