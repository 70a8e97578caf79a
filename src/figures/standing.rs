//! Which figures stand: those that nothing later has replaced.

use super::counted::Counted;
use crate::rule::written::Trend;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::ops::Bound::{Excluded, Unbounded};

/// Whose word a claim is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Teller<'a> {
    /// Whoever speaks in one origin; the outlet itself where nobody does.
    Here(usize, &'a str),
    /// One who can be known again in other outlets, and whether they are quoted there.
    Known { speaker: &'a str, is_quoted: bool },
}

/// What is said behind each day.
pub(super) struct Later<'a> {
    /// The last day on which each gave a figure.
    last: BTreeMap<Teller<'a>, Date>,
    /// The last day on which each denied a figure.
    denied: BTreeMap<(Teller<'a>, u64), Date>,
    /// The lowest and the highest figure of each day and all behind it.
    reach: BTreeMap<Date, (f64, f64)>,
}

impl<'a> Later<'a> {
    /// Of all claims of an event.
    pub(super) fn of(event: &[&Counted<'a>]) -> Self {
        let mut later = Self { last: BTreeMap::new(), denied: BTreeMap::new(), reach: BTreeMap::new() };
        for (one, day) in event.iter().filter_map(|one| Some((one, one.as_of?))) {
            if one.counts {
                tellers(one).for_each(|teller| latest(&mut later.last, teller, day));
                let (low, high) = later.reach.entry(day).or_insert((f64::INFINITY, f64::NEG_INFINITY));
                (*low, *high) = (going_down(one).min(*low), going_up(one).max(*high));
            } else if one.denies {
                tellers(one).for_each(|teller| latest(&mut later.denied, (teller, one.quantity.point.to_bits()), day));
            }
        }
        let mut behind = (f64::INFINITY, f64::NEG_INFINITY);
        for (low, high) in later.reach.values_mut().rev() {
            behind = (behind.0.min(*low), behind.1.max(*high));
            (*low, *high) = behind;
        }
        later
    }

    /// Whether something takes a claim's place: a later word of the same voice, or a figure that goes on counting as the rule's
    /// `trend` has it. What is denied is no count that goes on.
    pub(super) fn replaces(&self, one: &Counted<'a>, trend: Option<Trend>) -> bool {
        let Some(day) = one.as_of else { return false };
        let is_denied = |teller| one.counts && self.denied.get(&(teller, one.quantity.point.to_bits())).is_some_and(|&last| last > day);
        if same_voice(one).any(|teller| self.last.get(&teller).is_some_and(|&last| last > day) || is_denied(teller)) {
            return true;
        }
        let behind = self.reach.range((Excluded(day), Unbounded)).next();
        behind.is_some_and(|(_, &(low, high))| match trend.filter(|_| !one.claim.denied) {
            Some(Trend::Up) => high > one.quantity.reach(),
            Some(Trend::Down) => low < one.quantity.reach(),
            Some(Trend::Later) => true,
            None => false,
        })
    }
}

fn latest<K: Ord>(days: &mut BTreeMap<K, Date>, key: K, day: Date) {
    let known = days.entry(key).or_insert(day);
    *known = day.max(*known);
}

/// How far a count has come at least that may go up: "up to 40" says nothing of that.
fn going_up(one: &Counted) -> f64 {
    if one.is_ceiling() { f64::NEG_INFINITY } else { one.quantity.reach() }
}

/// How far one that may go down has come: "at least 40" says nothing of that.
fn going_down(one: &Counted) -> f64 {
    if one.is_floor() { f64::INFINITY } else { one.quantity.reach() }
}

/// All that a claim is the word of.
fn tellers<'a>(one: &Counted<'a>) -> impl Iterator<Item = Teller<'a>> {
    let known = one.is_known.then_some(Teller::Known { speaker: one.speaker, is_quoted: one.is_quoted });
    [Some(Teller::Here(one.origin, one.speaker)), known].into_iter().flatten()
}

/// All whose later word replaces a claim. Where two outlets put the view of one whom neither quotes, it is not that one who spoke twice.
fn same_voice<'a>(one: &Counted<'a>) -> impl Iterator<Item = Teller<'a>> {
    let known = |is_quoted| Teller::Known { speaker: one.speaker, is_quoted };
    let here = Some(Teller::Here(one.origin, one.speaker));
    [here, one.is_known.then(|| known(true)), (one.is_known && one.is_quoted).then(|| known(false))].into_iter().flatten()
}

/// Without the open bounds that some plain figure meets: "at least 8" says nothing beside 30, nor "up to 8" beside 3.
pub(super) fn without_met_bounds<'s, 'a>(standing: &[&'s Counted<'a>]) -> Vec<&'s Counted<'a>> {
    let plain = || standing.iter().filter(|one| !one.is_floor() && !one.is_ceiling());
    let least = plain().map(|one| one.lowest()).fold(f64::INFINITY, f64::min);
    let most = plain().map(|one| one.highest()).fold(f64::NEG_INFINITY, f64::max);
    let is_met = |one: &Counted| (one.is_floor() && one.quantity.reach() <= most) || (one.is_ceiling() && one.quantity.reach() >= least);
    standing.iter().filter(|one| !is_met(one)).copied().collect()
}

/// The lowest and the highest figure of those without met bounds. "Up to 8" tells of no figure that is reached, so it is never the lowest.
/// Where the highest is told by "at least 8" there is none: more is left open.
pub(super) fn extremes(plain: &[&Counted]) -> (Option<f64>, Option<f64>) {
    let reached = plain.iter().filter(|one| !one.is_ceiling());
    let last = plain.iter().max_by(|a, b| a.highest().total_cmp(&b.highest()).then(a.is_floor().cmp(&b.is_floor())));
    (reached.map(|one| one.lowest()).min_by(f64::total_cmp), last.filter(|one| !one.is_floor()).map(|one| one.highest()))
}
