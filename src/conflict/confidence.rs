//! How sure a finding is: how often flags of its tier are right, times what its circumstances leave of that.

use super::finding::Confidence;
use crate::rule::tier::Tier;
use serde::Deserialize;
use std::sync::LazyLock;

/// The shipped factors.
static FACTORS: LazyLock<Factors> = LazyLock::new(|| {
    let shipped: Shipped = toml::from_str(include_str!("../../rules/general/confidence.toml")).expect("a test reads the shipped factors");
    shipped.factor
});

/// What this module needs of the file.
#[derive(Deserialize)]
struct Shipped {
    factor: Factors,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Factors {
    hedged: f64,
    strained: f64,
    tension_rule: f64,
    one_voice: f64,
    reversal: f64,
}

/// What a finding rests on: the kind of answers that stand against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answers {
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

impl Answers {
    /// The tier of all rules whose own flags were not judged.
    pub(super) fn tier(self) -> &'static str {
        match self {
            Self::Named => "any/named",
            Self::Denied => "any/denied",
            Self::Measured => "any/measured",
            Self::Open => "any/open",
        }
    }
}

pub(super) fn confidence(tier: Tier, circumstances: &[Circumstance]) -> Confidence {
    let factors = &FACTORS;
    let term = |c: &Circumstance| match c {
        Circumstance::Hedged => ("hedged", factors.hedged),
        Circumstance::Strained => ("loose bound", factors.strained),
        Circumstance::TensionRule => ("tension rule", factors.tension_rule),
        Circumstance::OneVoice => ("one voice", factors.one_voice),
        Circumstance::Reversal => ("reversal", factors.reversal),
    };
    Confidence::of(tier, circumstances.iter().map(term))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::tier::Tiers;

    #[test]
    fn every_circumstance_leaves_less() {
        let tier = || Tiers::shipped().of(&["p/r", "p", "any/named"]);
        let sure = confidence(tier(), &[]);
        let less = confidence(tier(), &[Circumstance::Hedged, Circumstance::OneVoice]);
        assert!(sure.value > less.value && less.value > 0.0);
        assert_eq!(less.terms.iter().map(|t| t.0).collect::<Vec<_>>(), ["supposed tier", "hedged", "one voice"]);
    }

    #[test]
    fn every_kind_of_answers_has_a_tier_in_the_shipped_table() {
        for answers in [Answers::Named, Answers::Denied, Answers::Measured, Answers::Open] {
            let tier = Tiers::shipped().of(&[answers.tier()]);
            assert!(tier.name == answers.tier() && tier.reported && tier.rate > 0.5, "{tier:?}");
        }
    }
}
