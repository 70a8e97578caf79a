//! docs/reading-a-flag.md: its rates are made of the counts that the program ships, its kinds of wrong flags of the flags that were read.
//!
//! `GAINSAY_BLESS=1 cargo test --test reading` rewrites its tables.
#![cfg(feature = "cli")]

mod project;
#[path = "page/table.rs"]
mod table;

use gainsay::rule::tier::{Tier, Tiers};
use project::root;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use table::hold_table;

const PAGE: &str = "docs/reading-a-flag.md";

/// What `rules/general/judged.toml` knows of a tier.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
struct Counts {
    right: u64,
    arguable: u64,
    wrong: u64,
    supposed: Option<f64>,
}

/// A row of docs/judged.csv.
#[derive(Debug, Deserialize)]
struct Judged {
    rule: String,
    judgement: String,
    reason: String,
}

/// A row of docs/flag-kinds.csv: what kind of flag a reason speaks of.
#[derive(Debug, Deserialize)]
struct FlagKind {
    judgement: String,
    kind: String,
    reason: String,
}

/// All of this in one test: it writes to one file.
#[test]
fn its_tables_are_made_of_what_was_judged() {
    let tiers = tiers();
    let (measured, supposed): (Vec<_>, Vec<_>) = tiers.iter().partition(|(tier, _)| tier.judged > 0);
    let measured: Vec<String> = measured.into_iter().map(measured_row).collect();
    hold_table(PAGE, "| tier | right | arguable | wrong | rate | shown |", &measured);
    let supposed: Vec<String> = supposed.into_iter().filter(|(_, counts)| counts.supposed.is_some()).map(supposed_row).collect();
    hold_table(PAGE, "| tier | supposed | shown |", &supposed);
    for (heading, judgement) in
        [("| wrong because | by rules | word by word |", "wrong"), ("| arguable because | by rules | word by word |", "arguable")]
    {
        hold_kinds(heading, judgement);
    }
}

#[test]
fn the_factors_are_those_of_the_program() {
    let toml = fs::read_to_string(root().join("rules/general/confidence.toml")).expect("confidence.toml");
    let factors = toml.split("[factor]").nth(1).expect("its factors").lines().filter_map(|line| line.split_once(" = "));
    let real: Vec<String> = factors.map(|(_, factor)| factor.to_owned()).collect();
    let page = fs::read_to_string(root().join(PAGE)).expect("the page");
    let table = page.lines().skip_while(|line| *line != "| circumstance | factor |").skip(2).take_while(|line| line.starts_with('|'));
    let told: Vec<&str> = table.filter_map(|line| line.split(" | ").nth(1)).map(|cell| cell.trim_end_matches(" |")).collect();
    assert_eq!(told, real);
}

#[test]
fn every_reason_of_a_wrong_or_arguable_flag_has_a_kind() {
    let told: BTreeSet<(String, String)> = flag_kinds().into_iter().map(|row| (row.judgement, row.reason)).collect();
    let given: BTreeSet<(String, String)> =
        judged().into_iter().filter(|row| row.judgement != "right").map(|row| (row.judgement, row.reason)).collect();
    assert_eq!(told, given, "docs/flag-kinds.csv and docs/judged.csv");
}

/// The tiers that judged.toml names, and the packs of little-judged rules, from the best to the worst.
fn tiers() -> Vec<(Tier, Counts)> {
    let text = fs::read_to_string(root().join("rules/general/judged.toml")).expect("judged.toml");
    let table: BTreeMap<String, Counts> = toml::from_str(&text).expect("its tiers");
    let shipped = Tiers::shipped();
    let mut pooled = table.clone();
    for (name, counts) in &table {
        let Some((pack, _)) = name.split_once('/').filter(|_| shipped.of(&[name]).judged == 0) else { continue };
        let pack = pooled.entry(pack.to_owned()).or_default();
        (pack.right, pack.arguable, pack.wrong) = (pack.right + counts.right, pack.arguable + counts.arguable, pack.wrong + counts.wrong);
    }
    let mut tiers: Vec<(Tier, Counts)> = pooled.into_iter().map(|(name, counts)| (shipped.of(&[&name]), counts)).collect();
    tiers.sort_by(|(a, _), (b, _)| b.rate.total_cmp(&a.rate).then_with(|| a.name.cmp(&b.name)));
    tiers
}

fn measured_row((tier, counts): &(Tier, Counts)) -> String {
    let Counts { right, arguable, wrong, .. } = counts;
    assert_eq!(right + arguable + wrong, tier.judged, "{}", tier.name);
    format!("| `{}` | {right} | {arguable} | {wrong} | {:.2} | {} |", tier.name, tier.rate, shown(tier))
}

fn supposed_row((tier, _): &(Tier, Counts)) -> String {
    format!("| `{}` | {:.2} | {} |", tier.name, tier.rate, shown(tier))
}

fn shown(tier: &Tier) -> &'static str {
    if tier.reported { "yes" } else { "with `--tiers all`" }
}

/// Holds the counts in a table of kinds; its words are the page's own.
fn hold_kinds(heading: &str, judgement: &str) {
    let kinds: BTreeMap<String, String> =
        flag_kinds().into_iter().filter(|row| row.judgement == judgement).map(|row| (row.reason, row.kind)).collect();
    let mut counts: BTreeMap<&str, [u64; 2]> = BTreeMap::new();
    for row in judged().iter().filter(|row| row.judgement == judgement) {
        let kind = kinds.get(&row.reason).map_or("", String::as_str);
        counts.entry(kind).or_default()[usize::from(row.rule.starts_with("pair/"))] += 1;
    }
    let mut counts: Vec<(&str, [u64; 2])> = counts.into_iter().collect();
    counts.sort_by_key(|(kind, [by_rules, by_words])| (std::cmp::Reverse(by_rules + by_words), *kind));
    let rows: Vec<String> = counts.iter().map(|(kind, [by_rules, by_words])| format!("| {kind} | {by_rules} | {by_words} |")).collect();
    hold_table(PAGE, heading, &rows);
}

fn judged() -> Vec<Judged> {
    rows("docs/judged.csv")
}

fn flag_kinds() -> Vec<FlagKind> {
    rows("docs/flag-kinds.csv")
}

fn rows<T: for<'de> Deserialize<'de>>(file: &str) -> Vec<T> {
    let text = fs::read(root().join(file)).expect("a table of docs/");
    csv::Reader::from_reader(text.as_slice()).into_deserialize().map(|row| row.expect("a row")).collect()
}
