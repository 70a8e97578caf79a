//! The low, best, high and conservative figure of those that stand.

use super::said::Said;
use super::standing::without_met_bounds;
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

/// Of the figures that stand. Where all that is said is how many there are not, there is a high one and no other.
pub(super) fn estimate(standing: &[&Said], rule: &Rule) -> Estimate {
    let plain = without_met_bounds(standing);
    let high = plain.iter().map(|one| one.highest()).max_by(f64::total_cmp);
    let best = if plain.iter().all(|one| one.is_ceiling()) { None } else { best(&plain, standing, rule) };
    let Some(best) = best else { return Estimate { high, ..Estimate::default() } };
    let lowest = |all: &mut dyn Iterator<Item = &&Said>| all.map(|one| one.lowest()).min_by(f64::total_cmp);
    Estimate {
        low: lowest(&mut plain.iter()),
        best: Some(best.lowest()),
        high,
        conservative: lowest(&mut plain.iter().filter(|one| !rounds(one, best, rule))),
        backing: backing(best, &given(standing), rule),
    }
}

/// Whether a figure is the best one, less exactly: "around 2,700" for 2,750. It does not say that there are fewer.
fn rounds(one: &Said, best: &Said, rule: &Rule) -> bool {
    match fit_quantities(one.quantity, best.quantity, rule.tolerance) {
        _ if one.has_two_ends() || one.at == best.at => false,
        Fit::Overlap(Room::Rounding | Room::Tolerance) => true,
        Fit::Overlap(_) => one.is_rough(),
        _ => false,
    }
}

/// Equal figures, and the origins that give them.
struct Given<'s, 'a> {
    one: &'s Said<'a>,
    origins: BTreeSet<usize>,
}

/// The figure that fits what most origins say; of several the one that most of them name, and then the lower one. Of those that fit it as
/// well, it is one that is named rather than the end of a range, and an exact one rather than a rough one.
fn best<'s, 'a>(plain: &[&'s Said<'a>], standing: &[&'s Said<'a>], rule: &Rule) -> Option<&'s Said<'a>> {
    let all = given(standing);
    let mut named: BTreeMap<u64, BTreeSet<usize>> = BTreeMap::new();
    plain.iter().for_each(|one| _ = named.entry(one.lowest().to_bits()).or_default().insert(one.origin));
    let naming = |one: &Said| Reverse(named[&one.lowest().to_bits()].len());
    // Figures are never negative, so their bits are in their order.
    let lower = |one: &Said| one.lowest().to_bits();
    let backed: Vec<(&Said, usize)> = given(plain).into_iter().map(|given| (given.one, backing(given.one, &all, rule))).collect();
    let (first, most) = *backed.iter().min_by_key(|(one, backing)| (Reverse(*backing), naming(one), lower(one)))?;
    let as_good = backed.iter().filter(|(one, backing)| *backing == most && fits(one, first, rule)).map(|(one, _)| *one);
    as_good.min_by_key(|one| (one.has_two_ends(), naming(one), one.is_rough(), lower(one)))
}

/// Whether two figures can both hold.
fn fits(one: &Said, other: &Said, rule: &Rule) -> bool {
    matches!(fit_quantities(one.quantity, other.quantity, rule.tolerance), Fit::Same | Fit::Overlap(_))
}

/// How many origins a figure fits.
fn backing(one: &Said, all: &[Given], rule: &Rule) -> usize {
    all.iter().filter(|other| fits(one, other.one, rule)).flat_map(|other| &other.origins).collect::<BTreeSet<_>>().len()
}

/// Each different figure once.
fn given<'s, 'a>(all: &[&'s Said<'a>]) -> Vec<Given<'s, 'a>> {
    let mut given: BTreeMap<_, Given> = BTreeMap::new();
    for one in all {
        let q = one.quantity;
        let key = (q.low.to_bits(), q.high.to_bits(), q.point.to_bits(), one.has_two_ends());
        given.entry(key).or_insert_with(|| Given { one, origins: BTreeSet::new() }).origins.insert(one.origin);
    }
    given.into_values().collect()
}
