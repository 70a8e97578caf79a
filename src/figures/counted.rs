//! One claim of a figure, with all that is needed to weigh it.

use super::measure::{Unit, Written};
use crate::claim::{Claim, Voice};
use crate::conflict::{self, Evidence};
use crate::language::attribution::is_anybody;
use crate::language::number::Bound;
use crate::origin::Origins;
use crate::rule::Rule;
use crate::rule::written::Mood;
use crate::subject::Subject;
use crate::value::{Quantity, Value};
use jiff::civil::Date;

/// One claim of a figure.
#[derive(Debug, Clone)]
pub(super) struct Counted<'a> {
    /// Its place in the run's list.
    pub(super) at: usize,
    pub(super) claim: &'a Claim,
    pub(super) quantity: &'a Quantity,
    pub(super) written: Written,
    /// When it was reported; else when it was so. An age is one of the day of the report: a date beside it is of something else.
    pub(super) as_of: Option<Date>,
    /// The number of its origin, among those of its subject.
    pub(super) origin: usize,
    /// Who speaks, by one name; empty for the outlet itself.
    pub(super) speaker: &'a str,
    /// Whether who speaks is one who can be known again in other outlets.
    pub(super) is_known: bool,
    /// Whether they are quoted, and not only told of.
    pub(super) is_quoted: bool,
    /// Whether it is said as a fact; else it is hedged, planned, wished, asked or denied.
    pub(super) counts: bool,
    /// Whether it is denied as a fact.
    pub(super) denies: bool,
}

/// All claims of a figure on one subject.
pub(super) fn counted<'a>(subject: &Subject, rule: &Rule, evidence: &Evidence<'a>, origins: &Origins) -> Vec<Counted<'a>> {
    let figure = |&at: &usize| match &evidence.claims[at].value {
        Value::Quantity(quantity) => Some((at, &evidence.claims[at], quantity)),
        _ => None,
    };
    let figures: Vec<(usize, &Claim, &Quantity)> = subject.claims.iter().filter_map(figure).collect();
    let claims: Vec<&Claim> = figures.iter().map(|figure| figure.1).collect();
    let numbers = origins.numbers(&claims, evidence.sources);
    figures.into_iter().zip(numbers).map(|((at, claim, quantity), origin)| one(at, claim, quantity, origin, rule, evidence)).collect()
}

fn one<'a>(at: usize, claim: &'a Claim, quantity: &'a Quantity, origin: usize, rule: &Rule, evidence: &Evidence<'a>) -> Counted<'a> {
    let when = || claim.when.and_then(|period| period.to.or(period.from));
    let language = &evidence.rules.language;
    let published = evidence.sources[claim.statement.source].published;
    Counted {
        at,
        claim,
        quantity,
        written: Written::of(claim, quantity, evidence.sources, language),
        as_of: if quantity.age { published } else { published.or_else(when) },
        origin,
        speaker: evidence.resolved.get(&claim.speaker),
        is_known: !claim.voice.is_of_outlet() && !is_anybody(&claim.speaker, language),
        is_quoted: claim.voice == Voice::Quoted,
        counts: counts(claim, rule),
        denies: is_fact(claim, rule) && claim.denied,
    }
}

/// Whether a claim's figure is said as a fact.
pub(super) fn counts(claim: &Claim, rule: &Rule) -> bool {
    is_fact(claim, rule) && !claim.denied
}

fn is_fact(claim: &Claim, rule: &Rule) -> bool {
    rule.takes(claim.mood) && claim.mood == Mood::Fact && !claim.hedged
}

impl Counted<'_> {
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
        let figure = self.quantity.spelled(|figure| unit.words(figure));
        let vague = Some(&self.written.vague).filter(|vague| self.quantity.bound == Bound::Vague && !vague.is_empty());
        let words = vague.map_or_else(|| figure.clone(), |vague| format!("{vague}, {figure}"));
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
