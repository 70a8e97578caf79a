//! One claim of a figure, with all that is needed to weigh it.

use super::measure::{Unit, Written};
use crate::claim::Claim;
use crate::conflict::{self, Evidence};
use crate::language::number::Bound;
use crate::origin::Origins;
use crate::rule::Rule;
use crate::rule::written::Mood;
use crate::subject::Subject;
use crate::value::{Quantity, Value};
use jiff::civil::Date;

/// One claim of a figure.
#[derive(Debug, Clone)]
pub(super) struct Said<'a> {
    /// Its place in the run's list.
    pub(super) at: usize,
    pub(super) claim: &'a Claim,
    pub(super) quantity: &'a Quantity,
    pub(super) written: Written,
    /// When it was reported; else when it was so.
    pub(super) as_of: Option<Date>,
    /// The number of its origin, among those of its subject.
    pub(super) origin: usize,
    /// Who speaks, by one name; empty for the outlet itself.
    pub(super) speaker: &'a str,
    /// Whether it is said as a fact; else it is hedged, planned, wished, asked or denied.
    pub(super) counts: bool,
}

/// All claims of a figure on one subject.
pub(super) fn said<'a>(subject: &Subject, rule: &Rule, evidence: &Evidence<'a>, origins: &Origins) -> Vec<Said<'a>> {
    let figure = |&at: &usize| match &evidence.claims[at].value {
        Value::Quantity(quantity) => Some((at, &evidence.claims[at], quantity)),
        _ => None,
    };
    let figures: Vec<(usize, &Claim, &Quantity)> = subject.claims.iter().filter_map(figure).collect();
    let claims: Vec<&Claim> = figures.iter().map(|figure| figure.1).collect();
    let numbers = origins.numbers(&claims, evidence.sources);
    figures.into_iter().zip(numbers).map(|((at, claim, quantity), origin)| one(at, claim, quantity, origin, rule, evidence)).collect()
}

fn one<'a>(at: usize, claim: &'a Claim, quantity: &'a Quantity, origin: usize, rule: &Rule, evidence: &Evidence<'a>) -> Said<'a> {
    let when = || claim.when.and_then(|period| period.to.or(period.from));
    Said {
        at,
        claim,
        quantity,
        written: Written::of(claim, quantity, evidence.sources, &evidence.rules.language),
        as_of: evidence.sources[claim.statement.source].published.or_else(when),
        origin,
        speaker: evidence.resolved.get(&claim.speaker),
        counts: rule.takes(claim.mood) && claim.mood == Mood::Fact && !claim.hedged && !claim.denied,
    }
}

impl Said<'_> {
    /// The least that is named: "dozens" and "between 20 and 30" begin at their lower end, "at least 8" and "about 8" are 8.
    pub(super) fn lowest(&self) -> f64 {
        if self.has_two_ends() { self.quantity.low } else { self.quantity.point }
    }

    /// The most that is named.
    pub(super) fn highest(&self) -> f64 {
        if self.has_two_ends() && self.quantity.high.is_finite() { self.quantity.high } else { self.quantity.point }
    }

    /// Whether a least and a most are named, and no one figure.
    pub(super) fn has_two_ends(&self) -> bool {
        matches!(self.quantity.bound, Bound::Range | Bound::Vague)
    }

    /// Whether it says only how few there are: "at least 8".
    pub(super) fn is_floor(&self) -> bool {
        self.quantity.bound == Bound::AtLeast
    }

    /// Whether it is told roughly: "about 30", "20 to 30".
    pub(super) fn is_rough(&self) -> bool {
        matches!(self.quantity.bound, Bound::About | Bound::Range)
    }

    /// Whether it says only how many there are not: "up to 30". It tells of no figure that is reached.
    pub(super) fn is_ceiling(&self) -> bool {
        self.quantity.bound == Bound::AtMost
    }

    /// The figure in words: `at least 8`, `20 to 30`, `not 50`.
    pub(super) fn words(&self, unit: &Unit) -> String {
        let Quantity { low, high, point, bound, .. } = *self.quantity;
        let figure = unit.words(point);
        let ends = || {
            if high.is_finite() { format!("{} to {}", unit.words(low), unit.words(high)) } else { format!("{} or more", unit.words(low)) }
        };
        let words = match bound {
            Bound::Vague if !self.written.vague.is_empty() => format!("{}, {}", self.written.vague, ends()),
            Bound::Range | Bound::Vague => ends(),
            Bound::AtLeast if low > point => format!("more than {figure}"),
            Bound::AtLeast => format!("at least {figure}"),
            Bound::AtMost if high < point => format!("less than {figure}"),
            Bound::AtMost => format!("at most {figure}"),
            Bound::About => format!("around {figure}"),
            Bound::Exact => figure,
        };
        if self.claim.denied { format!("not {words}") } else { words }
    }

    /// Who says it and where: `the mayor, The Quay, 2022-06-03`.
    pub(super) fn place(&self, rule: &Rule, evidence: &Evidence) -> String {
        let party = conflict::party(self.claim, rule, evidence);
        let outlet = Some(party.source).filter(|outlet| *outlet != party.speaker);
        let day = self.as_of.map(|day| day.to_string());
        [Some(party.speaker), outlet, day].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}
