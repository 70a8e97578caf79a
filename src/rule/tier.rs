//! Tiers: how often flags of one kind were right, counted.
//!
//! A flag is measured by the narrowest tier of which enough is known: its rule (`pack/rule`), else its pack (`pack`), else the kind
//! of answers that stand against each other (`any/named`, `any/denied`, `any/measured`, `any/open`). What was judged of rules that
//! have too few judged flags of their own counts for their pack. Names of tiers are open: whatever else makes flags may have its own.
//!
//! The rate of a tier is the share of its judged flags that were right, with half of the arguable ones, drawn towards a prior as if a
//! few more had been judged: `(right + arguable / 2 + prior × weight) / (judged + weight)`. That is the mean of a Beta distribution
//! that began at `prior × weight` right and `(1 − prior) × weight` wrong, so that five right of five are not taken for certainty. A
//! tier of which too few were judged has the rate that is `supposed` of it.
//!
//! The counts come from one shipped table, `rules/general/judged.toml`, and from tables of the same form that users add.

use super::Rule;
use super::judged::{self, Entry};
use super::problem::did_you_mean;
use crate::error::{Error, Place, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The shipped table.
const SHIPPED: &str = include_str!("../../rules/general/judged.toml");

/// How rates are made of counts.
static MEASURE: LazyLock<Measure> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../rules/general/confidence.toml")).expect("a test reads the shipped numbers");
    file.tier
});

/// What this module needs of the file.
#[derive(Deserialize)]
struct File {
    tier: Measure,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Measure {
    prior: f64,
    weight: f64,
    enough: u64,
    bar: f64,
}

/// By what a flag is measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Tier {
    /// The rule, the pack, or whatever names the kind of flag.
    pub name: String,
    /// The share of its flags that is right, from 0 to 1.
    pub rate: f64,
    /// How many flags the rate rests on; 0 where it is only supposed.
    pub judged: u64,
    /// Whether its flags are reported unless all are asked for.
    pub reported: bool,
}

/// All that is known of tiers.
#[derive(Debug, Clone, PartialEq)]
pub struct Tiers {
    entries: BTreeMap<String, Entry>,
    /// The same, where the counts of little-judged rules stand with their packs.
    pooled: BTreeMap<String, Entry>,
    /// What users' tables name, and where.
    named: Vec<(String, Place)>,
    strays: Vec<Error>,
}

impl Tiers {
    /// What the shipped table knows.
    pub fn shipped() -> Self {
        let mut tiers = Self { entries: BTreeMap::new(), pooled: BTreeMap::new(), named: Vec::new(), strays: Vec::new() };
        let table = judged::read(Path::new("builtin/general/judged.toml"), SHIPPED).expect("a test reads the shipped table");
        tiers.add(&table);
        tiers.pool();
        tiers
    }

    /// The shipped table and some more: counts add up.
    ///
    /// # Errors
    /// A file that cannot be read, or the first mistake in one.
    pub fn read(files: &[PathBuf]) -> Result<Self> {
        let mut tiers = Self::shipped();
        for file in files {
            let bytes = std::fs::read(file).map_err(|error| Error::io(file, &error))?;
            let text = String::from_utf8(bytes)
                .map_err(|_| Error::at(file, "a table of judged flags must be UTF-8 text").with_help("save it as UTF-8"))?;
            let table = judged::read(file, &text)?;
            tiers.add(&table);
            tiers.named.extend(table.into_iter().map(|(name, (_, place))| (name, place)));
        }
        tiers.pool();
        Ok(tiers)
    }

    /// By what a flag is measured: the first of these names, from the narrowest to the widest, of which enough is known.
    pub fn of(&self, names: &[&str]) -> Tier {
        let tier = |name: &str, rate: f64, judged, report: Option<bool>| {
            let rate = rate.clamp(0.0, 1.0);
            Tier { name: name.to_owned(), rate, judged, reported: report.unwrap_or(rate >= MEASURE.bar) }
        };
        let mut report = None;
        for &name in names {
            let Some(entry) = self.pooled.get(name) else { continue };
            if entry.judged() >= MEASURE.enough {
                return tier(name, rate(entry), entry.judged(), None);
            }
            report = report.or(entry.report);
            if let Some(supposed) = entry.supposed {
                return tier(name, supposed, 0, report);
            }
        }
        tier(names.first().copied().unwrap_or_default(), MEASURE.prior, 0, report)
    }

    /// By what a rule's flag is measured; `answers` is the tier of all rules whose answers stand against each other in that way.
    pub fn of_rule(&self, rule: &Rule, answers: &str) -> Tier {
        self.of(&[&rule.name(), &rule.pack, answers])
    }

    /// The tiers of users' tables that nothing is measured by, each with its place: their counts change nothing.
    pub fn strays(&self) -> &[Error] {
        &self.strays
    }

    /// Finds the strays, once it is known which rules there are, and which packs were left out.
    pub(super) fn find_strays(&mut self, rules: &[Rule], left_out: &[&str]) {
        if self.named.is_empty() {
            return;
        }
        let of_rules = rules.iter().flat_map(|rule| [rule.name(), rule.pack.clone()]);
        let shipped = Self::shipped().entries.into_keys();
        let known: Vec<String> = of_rules.chain(shipped).collect();
        let is_left_out = |name: &str| left_out.contains(&pack(name).unwrap_or(name));
        let is_stray = |name: &String| !known.contains(name) && !is_left_out(name);
        self.strays = self.named.iter().filter(|(name, _)| is_stray(name)).map(|(name, place)| stray(name, place, &known)).collect();
    }

    fn add(&mut self, table: &judged::Table) {
        for (name, (entry, _)) in table {
            self.entries.entry(name.clone()).or_default().add(entry);
        }
    }

    fn pool(&mut self) {
        self.pooled = self.entries.clone();
        for (name, entry) in &self.entries {
            if let Some(pack) = pack(name).filter(|_| entry.judged() < MEASURE.enough) {
                let counts = Entry { supposed: None, report: None, ..*entry };
                self.pooled.entry(pack.to_owned()).or_default().add(&counts);
            }
        }
    }
}

/// The share of right flags that is to be expected, by what was judged.
fn rate(entry: &Entry) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "nobody judges so many flags")]
    let [right, arguable, judged] = [entry.right, entry.arguable, entry.judged()].map(|n| n as f64);
    (right + arguable / 2.0 + MEASURE.prior * MEASURE.weight) / (judged + MEASURE.weight)
}

/// `pack` of `pack/rule`.
fn pack(name: &str) -> Option<&str> {
    name.split_once('/').map(|(pack, _)| pack)
}

fn stray(name: &str, place: &Place, known: &[String]) -> Error {
    let help = did_you_mean(name, known.iter().map(String::as_str)).unwrap_or_else(|| "`gainsay rules list` shows all rules".to_owned());
    Error::new(format!("no rule and no pack is called `{name}`, so these counts change nothing")).with_place(place.clone()).with_help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The shipped tiers with a user's table.
    fn with(text: &str) -> Tiers {
        let mut tiers = Tiers::shipped();
        let table = judged::read(Path::new("my.toml"), text).unwrap();
        tiers.add(&table);
        tiers.pool();
        tiers
    }

    #[test]
    fn makes_rates_of_counts() {
        let cases = [
            ("right = 5", 7.4 / 9.0, true),
            ("right = 7\narguable = 2\nwrong = 1", 10.4 / 14.0, true),
            ("right = 6\nwrong = 4", 8.4 / 14.0, false),
            ("wrong = 50", 2.4 / 54.0, false),
        ];
        for (counts, rate, reported) in cases {
            let tier = with(&format!("[\"p/r\"]\n{counts}\n")).of(&["p/r", "p", "any/named"]);
            assert!(tier.name == "p/r" && (tier.rate - rate).abs() < 1e-9 && tier.reported == reported, "{counts}: {tier:?}");
        }
    }

    #[test]
    fn measures_by_the_narrowest_tier_of_which_enough_is_known() {
        let cases = [
            ("", "any/named", 0, true),
            ("[\"p/r\"]\nright = 4", "any/named", 0, true),
            ("[\"p/r\"]\nwrong = 4\n[\"p/s\"]\nwrong = 1", "p", 5, false),
            ("[\"p/r\"]\nright = 4\n[p]\nright = 9", "p", 13, true),
            ("[\"p/r\"]\nright = 5\n[p]\nwrong = 9", "p/r", 5, true),
            ("[\"p/s\"]\nwrong = 5", "any/named", 0, true),
            ("[p]\nsupposed = 0.3", "p", 0, false),
            ("[p]\nsupposed = 0.3\nreport = true", "p", 0, true),
            ("[p]\nsupposed = 0.3\nreport = true\nwrong = 5", "p", 5, false),
            ("[\"p/r\"]\nreport = false", "any/named", 0, false),
        ];
        for (table, name, judged, reported) in cases {
            let tier = with(table).of(&["p/r", "p", "any/named"]);
            assert_eq!((tier.name.as_str(), tier.judged, tier.reported), (name, judged, reported), "{table}");
        }
    }

    #[test]
    fn adds_a_users_counts_to_the_shipped_ones() {
        let name = ["general-status/taken"];
        let (before, after) = (Tiers::shipped().of(&name), with("[\"general-status/taken\"]\nwrong = 30\n").of(&name));
        assert_eq!(after.judged, before.judged + 30);
        assert!(before.reported && !after.reported && after.rate < before.rate);
    }

    #[test]
    fn knows_nothing_good_of_a_name_it_never_heard() {
        assert_eq!(Tiers::shipped().of(&["x/y", "x"]), Tier { name: "x/y".into(), rate: MEASURE.prior, judged: 0, reported: false });
    }

    #[test]
    fn counts_without_end_do_not_overflow() {
        let most = u64::MAX / 2;
        let tier = with(&format!("[p]\nright = {most}\narguable = {most}\nwrong = {most}\n")).of(&["p"]);
        assert!((0.0..=1.0).contains(&tier.rate), "{tier:?}");
    }

    #[test]
    fn every_tier_of_the_shipped_table_measures_something() {
        let (rules, _) = crate::rule::Rules::load(&crate::rule::Choice::default()).unwrap();
        let known: Vec<String> = rules.rules.iter().flat_map(|rule| [rule.name(), rule.pack.clone()]).collect();
        let lost: Vec<_> = rules
            .tiers
            .entries
            .keys()
            .filter(|name| !known.contains(name) && !matches!(pack(name).unwrap_or(name), "any" | "pair"))
            .collect();
        assert!(lost.is_empty(), "judged.toml speaks of {lost:?}, and no rule is called so");
    }
}
