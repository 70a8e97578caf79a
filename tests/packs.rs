//! The packs that come with the program, held to what they promise: no mistake, examples that hold, and silence on the examples of
//! the others.

use gainsay::conflict::finding::Finding;
use gainsay::detect::{self, Settings};
use gainsay::proof;
use gainsay::rule::written::Expected;
use gainsay::rule::{Choice, Example, Rule, Rules};
use gainsay::source::{Shape, Source};

/// A pack on a domain or an affair asks at least so many questions.
const FEWEST: usize = 8;

#[test]
fn every_pack_is_without_mistakes_and_its_examples_hold() {
    let (rules, problems) = Rules::load(&Choice::default()).expect("the packs load");
    let mut wrong: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let failed = proof::test(&rules).into_iter().filter(|outcome| !outcome.result.is_right());
    wrong.extend(failed.map(|o| format!("{}, example {} (line {}): {}", o.rule, o.example, o.place.line, o.result.name())));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_pack_flags_what_another_shows_as_harmless() {
    let all = load(&[]);
    let wrong: Vec<String> = topics(&all).flat_map(|pack| false_flags(pack, &all)).collect();
    assert!(wrong.is_empty(), "{} false flags:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_pack_asks_enough_and_shows_for_each_rule_what_conflicts_and_what_does_not() {
    let all = load(&[]);
    for pack in topics(&all) {
        let own: Vec<&Rule> = all.rules.iter().filter(|rule| rule.pack == pack).collect();
        assert!(own.len() >= FEWEST, "`{pack}` has only {} rules", own.len());
        for rule in own {
            let kinds = [true, false].map(|kind| rule.examples.iter().any(|example| is_conflict(example) == kind));
            assert_eq!(kinds, [true, true], "`{}` has no example of a conflict, or none of harmless texts", rule.name());
        }
    }
}

fn load(only: &[String]) -> Rules {
    Rules::load(&Choice { only: only.to_vec(), ..Choice::default() }).expect("the packs load").0
}

/// The packs of `rules/topics`, by id.
fn topics(rules: &Rules) -> impl Iterator<Item = &str> {
    let packs = rules.packs.iter().filter(|pack| pack.file.parent().is_some_and(|folder| folder.ends_with("topics")));
    packs.map(|pack| pack.id.as_str())
}

/// What the rules of one pack find among the examples of all others, taken together as one corpus. That a text contradicts its own
/// partner is no false flag where the example says so itself: two packs may know of one conflict.
fn false_flags(pack: &str, all: &Rules) -> Vec<String> {
    let others = || all.rules.iter().filter(|rule| rule.pack != pack);
    let examples: Vec<(String, &Example)> =
        others().flat_map(|rule| rule.examples.iter().map(move |example| (format!("{}:{}", rule.name(), example.line), example))).collect();
    let sources: Vec<Source> = examples.iter().flat_map(|(name, example)| [source(name, example, 0), source(name, example, 1)]).collect();
    let expected = |flag: &Finding| {
        let partners = |name: &str| flag.a.id.starts_with(&format!("{name}/")) && flag.b.id.starts_with(&format!("{name}/"));
        examples.iter().any(|(name, example)| is_conflict(example) && partners(name))
    };
    let report = detect::detect(&sources, &load(&[pack.to_owned()]), &Settings::default());
    let flags = report.disputes.iter().flat_map(|dispute| dispute.findings.iter().map(|flag| (&dispute.rule, flag)));
    flags.filter(|(_, flag)| !expected(flag)).map(|(rule, flag)| told(rule, flag)).collect()
}

fn source(name: &str, example: &Example, side: usize) -> Source {
    Source {
        id: format!("{name}/{side}"),
        outlet: format!("{} of {name}", example.sources[side]),
        published: example.dates[side],
        file: "examples".to_owned(),
        text: example.texts[side].clone(),
        shape: Shape::Row,
        ..Source::default()
    }
}

fn told(rule: &str, flag: &Finding) -> String {
    format!("{} by {rule}\n  {}: {}\n  {}: {}", flag.verdict.name(), flag.a.id, flag.a.text, flag.b.id, flag.b.text)
}

fn is_conflict(example: &Example) -> bool {
    matches!(example.expected, Expected::Verdict(verdict) if verdict.is_conflict())
}
