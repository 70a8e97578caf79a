//! Which figures stand: those that nothing later has replaced.

use super::said::Said;
use crate::rule::written::Trend;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::ops::Bound::{Excluded, Unbounded};

/// What is said behind each day.
pub(super) struct Later<'a> {
    /// The last day of each voice: an origin, and who speaks in it.
    last: BTreeMap<(usize, &'a str), Date>,
    /// The lowest and the highest figure of each day and all behind it.
    reach: BTreeMap<Date, (f64, f64)>,
}

impl<'a> Later<'a> {
    /// Of claims that count.
    pub(super) fn of(counted: &[&Said<'a>]) -> Self {
        let (mut last, mut reach) = (BTreeMap::new(), BTreeMap::new());
        for (one, day) in counted.iter().filter_map(|one| Some((one, one.as_of?))) {
            let known = last.entry((one.origin, one.speaker)).or_insert(day);
            *known = day.max(*known);
            let (low, high) = reach.entry(day).or_insert((f64::INFINITY, f64::NEG_INFINITY));
            (*low, *high) = (one.quantity.point.min(*low), one.quantity.point.max(*high));
        }
        let mut behind = (f64::INFINITY, f64::NEG_INFINITY);
        for (low, high) in reach.values_mut().rev() {
            behind = (behind.0.min(*low), behind.1.max(*high));
            (*low, *high) = behind;
        }
        Self { last, reach }
    }

    /// Whether something takes a claim's place: a later word of the same voice, or a figure that goes on counting as the rule's
    /// `trend` has it. What is denied is no count that goes on.
    pub(super) fn replaces(&self, one: &Said, trend: Option<Trend>) -> bool {
        let Some(day) = one.as_of else { return false };
        if self.last.get(&(one.origin, one.speaker)).is_some_and(|&last| last > day) {
            return true;
        }
        let behind = self.reach.range((Excluded(day), Unbounded)).next();
        behind.is_some_and(|(_, &(low, high))| match trend.filter(|_| !one.claim.denied) {
            Some(Trend::Up) => high > one.quantity.point,
            Some(Trend::Down) => low < one.quantity.point,
            Some(Trend::Later) => true,
            None => false,
        })
    }
}

/// Without the open bounds that some plain figure meets: "at least 8" says nothing beside 30.
pub(super) fn without_met_bounds<'s, 'a>(standing: &[&'s Said<'a>]) -> Vec<&'s Said<'a>> {
    let plain = || standing.iter().filter(|one| !one.is_floor() && !one.is_ceiling());
    let least = plain().map(|one| one.lowest()).fold(f64::INFINITY, f64::min);
    let most = plain().map(|one| one.highest()).fold(f64::NEG_INFINITY, f64::max);
    let is_met = |one: &Said| (one.is_floor() && one.quantity.point <= most) || (one.is_ceiling() && one.quantity.point >= least);
    standing.iter().filter(|one| !is_met(one)).copied().collect()
}
