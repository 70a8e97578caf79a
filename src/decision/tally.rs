//! What decisions say of rules and tiers: how many flags were right, how sure that is, and how old the decisions are.
//!
//! A flag that was confirmed, or that was confirmed and since resolved, was right; one that was dismissed was wrong. What is undetermined or
//! not applicable tells nothing of the flag, and is counted apart.

use super::standing::{Places, Standing};
use super::{Decision, Decisions};
use crate::source::Source;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The counts of one rule, one tier, or all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tally {
    /// Whether it is of a `rule`, of a `tier`, or of `all`.
    pub of: &'static str,
    /// The name of the rule or the tier.
    pub name: String,
    /// Flags that were right.
    pub right: u64,
    /// Flags that were wrong.
    pub wrong: u64,
    /// Flags of which the decisions do not tell.
    pub open: u64,
    /// The day of the oldest decision.
    pub oldest: Option<Date>,
    /// The day of the latest decision.
    pub latest: Option<Date>,
    /// The days since the decision in the middle.
    pub median_age: Option<u64>,
    /// Decisions whose last day is over.
    pub expired: u64,
    /// Decisions of which a text has changed, as far as sources were read.
    pub stale: u64,
    ages: Vec<u64>,
}

/// The bound of a normal distribution that 95 in 100 lie within.
const Z: f64 = 1.959_964;

impl Tally {
    /// The share of flags that were right; `None` where none was decided.
    pub fn precision(&self) -> Option<f64> {
        let decided = self.right + self.wrong;
        (decided > 0).then(|| real(self.right) / real(decided))
    }

    /// The bounds that the true share lies within, 95 times in 100: the score interval of Wilson, which stays within 0 to 1 and is fair to
    /// small counts.
    pub fn interval(&self) -> Option<(f64, f64)> {
        let (n, p) = (real(self.right + self.wrong), self.precision()?);
        let (square, whole) = (Z * Z / n, 1.0 + Z * Z / n);
        let middle = p + square / 2.0;
        let reach = (Z * (p * (1.0 - p) / n + square / (4.0 * n)).sqrt()).min(middle);
        Some((((middle - reach) / whole).max(0.0), ((middle + reach) / whole).min(1.0)))
    }

    fn add(&mut self, decision: &Decision, standing: Standing, today: Date) {
        match decision.word.status.is_right() {
            Some(true) => self.right += 1,
            Some(false) => self.wrong += 1,
            None => self.open += 1,
        }
        self.expired += u64::from(standing == Standing::Expired);
        self.stale += u64::from(matches!(standing, Standing::Changed(_)));
        let Some(day) = decision.word.reviewed_on else { return };
        self.oldest = Some(self.oldest.map_or(day, |oldest| oldest.min(day)));
        self.latest = Some(self.latest.map_or(day, |latest| latest.max(day)));
        self.ages.push(days_between(day, today));
    }

    fn finished(mut self) -> Self {
        self.ages.sort_unstable();
        self.median_age = self.ages.get(self.ages.len() / 2).copied();
        self
    }
}

impl Decisions {
    /// The counts of every rule, every tier, and all, in this order. Which decisions went stale is told by `sources`, where there are any.
    pub fn tallies(&self, sources: &[Source], today: Date) -> Vec<Tally> {
        let places = Places::of(sources);
        let mut tallies: BTreeMap<(usize, &str), Tally> = BTreeMap::new();
        for (_, decision) in self.iter() {
            let standing = decision.standing(&places, false, today);
            let named = [("rule", decision.about.rule.as_str()), ("tier", &decision.about.tier), ("all", "")];
            for (at, (of, name)) in named.into_iter().enumerate().filter(|(_, (of, name))| *of == "all" || !name.is_empty()) {
                let empty = || Tally { of, name: name.to_owned(), ..Tally::default() };
                tallies.entry((at, name)).or_insert_with(empty).add(decision, standing, today);
            }
        }
        tallies.into_values().map(Tally::finished).collect()
    }

    /// The counts of every rule as a table that `--judged` takes: what was right and what was wrong.
    pub fn judged(&self) -> String {
        let mut out = "# How often flags were right, counted by `gainsay decisions judged`. `--judged` takes this file.\n".to_owned();
        let rules = self.tallies(&[], Date::ZERO).into_iter().filter(|tally| tally.of == "rule" && tally.right + tally.wrong > 0);
        for Tally { name, right, wrong, .. } in rules {
            out += &format!("\n[{}]\nright = {right}\nwrong = {wrong}\n", toml::Value::String(name));
        }
        out
    }
}

fn days_between(from: Date, to: Date) -> u64 {
    from.until(to).map_or(0, |span| u64::try_from(span.get_days()).unwrap_or_default())
}

#[allow(clippy::cast_precision_loss, reason = "nobody decides on so many flags")]
fn real(n: u64) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::super::Terms;
    use super::super::samples::decision;
    use super::*;
    use jiff::civil::date;

    fn some() -> Decisions {
        let mut decisions = Decisions::default();
        let terms = Terms { today: date(2026, 11, 28), reviewer: String::new(), expires_on: None, replace: false };
        let given = ["confirmed Ana 3", "resolved Ana 8", "dismissed Ana 18 no 20", "undetermined Ben 27", "not_applicable"];
        for (at, text) in given.into_iter().enumerate() {
            decisions.take(&format!("c{at}"), decision(text), &terms);
        }
        decisions
    }

    #[test]
    fn counts_by_rule_by_tier_and_in_all() {
        let tallies = some().tallies(&[], date(2026, 11, 28));
        let names: Vec<_> = tallies.iter().map(|tally| (tally.of, tally.name.as_str())).collect();
        assert_eq!(names, [("rule", "desk/blast-cause"), ("tier", "any/named"), ("all", "")]);
        for tally in tallies {
            assert_eq!((tally.right, tally.wrong, tally.open, tally.expired, tally.stale), (2, 1, 2, 1, 0));
            assert_eq!((tally.oldest, tally.latest, tally.median_age), (Some(date(2026, 11, 3)), Some(date(2026, 11, 28)), Some(10)));
        }
    }

    #[test]
    fn gives_an_interval_that_is_fair_to_small_counts() {
        let cases = [((0, 0), None), ((1, 0), Some((0.207, 1.0))), ((0, 4), Some((0.0, 0.490))), ((8, 2), Some((0.490, 0.943)))];
        for ((right, wrong), expected) in cases {
            let found = Tally { right, wrong, ..Tally::default() }.interval();
            let near = |x: f64, y: f64| (x - y).abs() < 0.001;
            let is_right = match (found, expected) {
                (Some(found), Some(expected)) => near(found.0, expected.0) && near(found.1, expected.1),
                (found, expected) => found == expected,
            };
            assert!(is_right, "{right} right, {wrong} wrong: {found:?}");
        }
    }

    #[test]
    fn writes_counts_that_tiers_are_made_of() {
        let judged = some().judged();
        assert!(judged.ends_with("\n[\"desk/blast-cause\"]\nright = 2\nwrong = 1\n"), "{judged}");
    }
}
