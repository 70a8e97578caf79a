//! What no rule reads: sentences of one story held against each other word by word.

use gainsay::detect::{Settings, TierChoice, detect};
use gainsay::rule::{Choice, Rules};
use gainsay::source::Source;
use gainsay::unread::is_tier;
use std::sync::LazyLock;

/// Rules that read nothing of these texts.
static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let few = Choice { only: vec!["general-counts".into()], ..Choice::default() };
    Rules::load(&few).expect("the built-in rules load").0
});

const SOLD: [&str; 2] = [
    "Velora Shipping will move its Ostrel terminal to the island of Tavia in spring. The Ostrel terminal employs sixty people.",
    "Velora Shipping denied that it will move its Ostrel terminal to the island of Tavia. The Ostrel terminal opened long ago.",
];

fn articles(texts: &[&str]) -> Vec<Source> {
    let source = |(number, text): (usize, &&str)| Source {
        id: format!("a{number}"),
        outlet: format!("Outlet {number}"),
        topic: "terminal".into(),
        text: (*text).into(),
        ..Source::default()
    };
    texts.iter().enumerate().map(source).collect()
}

fn found(texts: &[&str], tiers: TierChoice) -> Vec<(String, String, String)> {
    let report = detect(&articles(texts), &RULES, &Settings { tiers, ..Settings::default() });
    let unread = report.disputes.into_iter().filter(|dispute| is_tier(&dispute.rule));
    unread
        .flat_map(|d| d.findings.into_iter().map(move |f| (d.rule.clone(), f.a.evidence_text().into(), f.b.evidence_text().into())))
        .collect()
}

#[test]
fn finds_what_is_denied_only_where_all_tiers_are_asked_for() {
    let all = found(&SOLD, TierChoice::All);
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0].0, "pair/denial");
    assert!(all[0].2.contains("denied"), "{all:?}");
    assert!(found(&SOLD, TierChoice::Default).is_empty());
}

#[test]
fn counts_copies_once_and_holds_no_source_against_itself() {
    let copies: Vec<&str> = (0..100).map(|n| SOLD[n % 2]).collect();
    assert_eq!(found(&copies, TierChoice::All).len(), 1);
    assert!(found(&[&SOLD.join(" ")], TierChoice::All).is_empty());
}

#[test]
fn finds_figures_of_one_thing_and_not_of_two() {
    let toll = |more: &str| format!("A fire in the Marlow cannery at Porthaven destroyed {more} in one night.");
    let (nine, forty) = (toll("9 boats of the harbour fleet"), toll("40 boats of the harbour fleet"));
    let kind = |texts: &[&str]| found(texts, TierChoice::All).into_iter().map(|row| row.0).collect::<Vec<_>>();
    assert_eq!(kind(&[&nine, &forty]), ["pair/quantity"]);
    assert!(kind(&[&nine, &toll("40 tons of tinned fish")]).is_empty());
}

#[test]
fn names_each_row_by_the_tier_that_it_is_measured_by() {
    let negated = "Velora Shipping will not move its Ostrel terminal to the island of Tavia in spring. The Ostrel terminal needs paint.";
    let report = detect(&articles(&[SOLD[0], SOLD[1], negated]), &RULES, &Settings { tiers: TierChoice::All, ..Settings::default() });
    let mut rows: Vec<(&str, &str)> = Vec::new();
    for dispute in report.disputes.iter().filter(|dispute| is_tier(&dispute.rule)) {
        rows.extend(dispute.findings.iter().map(|finding| (dispute.rule.as_str(), finding.confidence.tier.name.as_str())));
    }
    rows.sort_unstable();
    rows.dedup();
    assert_eq!(rows, [("pair/denial", "pair/denial"), ("pair/negation", "pair/negation")]);
}
