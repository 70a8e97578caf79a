//! The low, best, high and conservative figure of those that stand.

use super::counted::Counted;
use super::standing::{extremes, without_met_bounds};
use crate::rule::Rule;
use crate::value::{Fit, Room, fit_quantities};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What the standing figures come to.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Estimate {
    pub(super) low: Option<f64>,
    pub(super) best: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) conservative: Option<f64>,
    /// How many independent origins the best one fits.
    pub(super) backing: usize,
}

/// Among how many different figures the best one is looked for: those with most origins.
const CANDIDATES: usize = 200;

/// Of the figures that stand. Where all that is said is how many there are not, there is a high one and no other.
pub(super) fn estimate(standing: &[&Counted], rule: &Rule) -> Estimate {
    let plain = without_met_bounds(standing);
    let (low, high) = extremes(&plain);
    let reached: Vec<&Counted> = plain.into_iter().filter(|one| !one.is_ceiling()).collect();
    let all = given(standing);
    let Some((best, backing)) = best(&reached, &all, rule) else { return Estimate { high, ..Estimate::default() } };
    let conservative = reached.iter().filter(|one| !rounds(one, best, rule)).map(|one| one.lowest()).min_by(f64::total_cmp);
    Estimate { low, best: Some(best.lowest()), high, conservative, backing }
}

/// Whether a figure is the best one, less exactly: "around 2,700" for 2,750. It does not say that there are fewer.
fn rounds(one: &Counted, best: &Counted, rule: &Rule) -> bool {
    match fit_quantities(one.quantity, best.quantity, rule.tolerance) {
        _ if one.has_two_ends() || one.at == best.at => false,
        Fit::Overlap(Room::Rounding | Room::Tolerance) => true,
        Fit::Overlap(_) => one.is_rough(),
        _ => false,
    }
}

/// Equal figures, and the origins that give them.
struct Given<'s, 'a> {
    one: &'s Counted<'a>,
    origins: BTreeSet<usize>,
}

/// The figure that fits what most origins say; of several the one that most of them name, and then the lower one. Of those that fit it as
/// well, it is one that is named rather than the end of a range, and an exact one rather than a rough one.
fn best<'s, 'a>(reached: &[&'s Counted<'a>], all: &[Given], rule: &Rule) -> Option<(&'s Counted<'a>, usize)> {
    let mut named: BTreeMap<u64, BTreeSet<usize>> = BTreeMap::new();
    reached.iter().for_each(|one| _ = named.entry(one.lowest().to_bits()).or_default().insert(one.origin));
    let naming = |one: &Counted| Reverse(named[&one.lowest().to_bits()].len());
    // Figures are never negative, so their bits are in their order.
    let lower = |one: &Counted| one.lowest().to_bits();
    let mut candidates = given(reached);
    candidates.sort_by_key(|given| (Reverse(given.origins.len()), lower(given.one)));
    candidates.truncate(CANDIDATES);
    let backed: Vec<(&Counted, usize)> = candidates.into_iter().map(|given| (given.one, backing(given.one, all, rule))).collect();
    let (first, most) = *backed.iter().min_by_key(|(one, backing)| (Reverse(*backing), naming(one), lower(one)))?;
    let as_good = backed.iter().filter(|(one, backing)| *backing == most && fits(one, first, rule));
    as_good.min_by_key(|(one, _)| (one.has_two_ends(), naming(one), one.is_rough(), lower(one))).copied()
}

/// Whether two figures can both hold.
fn fits(one: &Counted, other: &Counted, rule: &Rule) -> bool {
    matches!(fit_quantities(one.quantity, other.quantity, rule.tolerance), Fit::Same | Fit::Overlap(_))
}

/// How many origins a figure fits.
fn backing(one: &Counted, all: &[Given], rule: &Rule) -> usize {
    all.iter().filter(|other| fits(one, other.one, rule)).flat_map(|other| &other.origins).collect::<BTreeSet<_>>().len()
}

/// Each different figure once.
fn given<'s, 'a>(all: &[&'s Counted<'a>]) -> Vec<Given<'s, 'a>> {
    let mut given: BTreeMap<_, Given> = BTreeMap::new();
    for one in all {
        let q = one.quantity;
        let key = (q.low.to_bits(), q.high.to_bits(), q.point.to_bits(), one.has_two_ends());
        given.entry(key).or_insert_with(|| Given { one, origins: BTreeSet::new() }).origins.insert(one.origin);
    }
    given.into_values().collect()
}
