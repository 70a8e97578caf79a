//! What was said from day to day. A toll that grows is no dispute, but a trajectory.

use super::counted::Counted;
use super::measure::{Unit, spelled};
use super::standing::{extremes, without_met_bounds};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What was said on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The day of the reports; nothing for those without a date.
    pub as_of: Option<Date>,
    /// The lowest figure of the day; nothing where it is only said how many there are not.
    pub low: Option<f64>,
    /// The highest; nothing where more is left open.
    pub high: Option<f64>,
    /// How many independent origins gave one.
    pub origins: usize,
}

/// From day to day; what has no date comes first.
pub(super) fn trajectory(counted: &[&Counted], unit: &Unit) -> Vec<Point> {
    let mut days: BTreeMap<Option<Date>, Vec<&Counted>> = BTreeMap::new();
    counted.iter().for_each(|one| days.entry(one.as_of).or_default().push(one));
    days.into_iter().map(|(as_of, all)| point(as_of, &all, unit)).collect()
}

fn point(as_of: Option<Date>, all: &[&Counted], unit: &Unit) -> Point {
    let (low, high) = extremes(&without_met_bounds(all));
    Point {
        as_of,
        low: low.map(|low| unit.value(low)),
        high: high.map(|high| unit.value(high)),
        origins: all.iter().map(|one| one.origin).collect::<BTreeSet<_>>().len(),
    }
}

impl Point {
    /// `2021-08-03: 30 to 35`, `2021-08-04: 30 or more`, `undated: 12`.
    pub fn words(&self) -> String {
        let day = self.as_of.map_or_else(|| "undated".to_owned(), |day| day.to_string());
        match (self.low, self.high) {
            (Some(low), Some(high)) if low == high => format!("{day}: {}", spelled(low)),
            (Some(low), Some(high)) => format!("{day}: {} to {}", spelled(low), spelled(high)),
            (Some(low), None) => format!("{day}: {} or more", spelled(low)),
            (None, Some(high)) => format!("{day}: up to {}", spelled(high)),
            (None, None) => format!("{day}: unknown"),
        }
    }
}
