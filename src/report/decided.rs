//! Decisions as reports tell them: how each finding stands with those who review, and how many stand so.
//!
//! Names, notes and what a decision is told to have been are foreign text: each format makes them harmless in its own way.

use super::count::{count, grouped};
use super::summary::listed;
use crate::conflict::finding::{Finding, Report};
use crate::verdict::{Lapse, Status, Verdict};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// How a finding stands with those who review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// A decision holds.
    Decided(Status),
    /// There was one that holds no more.
    Lapsed(Lapse),
    /// There is none.
    New,
}

impl Standing {
    pub(super) fn of(finding: &Finding) -> Self {
        let lapsed = finding.review.lapse.map_or(Self::New, Self::Lapsed);
        finding.review.status.map_or(lapsed, Self::Decided)
    }

    /// All of them, in the order in which they are told.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let decided = Status::ALL.iter().copied().map(Self::Decided);
        decided.chain(Lapse::ALL.iter().copied().map(Self::Lapsed)).chain([Self::New])
    }

    /// The word by which programs know it: that of the column `status`, or `stale`, `expired`, `new`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Decided(status) => status.name(),
            Self::Lapsed(lapse) => lapse.name(),
            Self::New => "new",
        }
    }

    /// The words that people read.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Decided(Status::NotApplicable) => "not applicable",
            Self::New => "not decided",
            other => other.name(),
        }
    }

    /// Whether the finding is settled, so that nobody is to be warned of it.
    pub(super) fn is_put_aside(self) -> bool {
        matches!(self, Self::Decided(status) if status.is_put_aside())
    }
}

/// Whether there is anything to tell of decisions.
pub(super) fn is_known(report: &Report) -> bool {
    report.summary.decided.all > 0 || report.findings().any(|finding| Standing::of(finding) != Standing::New)
}

/// How many findings stand how; only what there is any of.
pub(super) fn counts<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<(Standing, u64)> {
    let found: Vec<Standing> = findings.map(Standing::of).collect();
    let number = |standing| (standing, found.iter().filter(|one| **one == standing).count() as u64);
    Standing::all().map(number).filter(|(_, n)| *n > 0).collect()
}

/// `Decisions on these findings: 1 confirmed, 1 stale and 12 not decided.`; nothing where there are no decisions.
pub(super) fn line(report: &Report) -> Option<String> {
    let counts: Vec<_> =
        counts(report.findings()).into_iter().map(|(standing, n)| format!("{} {}", grouped(n), standing.words())).collect();
    (is_known(report) && !counts.is_empty()).then(|| format!("Decisions on these findings: {}.", listed(&counts)))
}

/// The decision on a finding in words, and why: `dismissed by Ana on 2026-11-27: “one blast of two”`.
pub(super) fn told(finding: &Finding) -> Option<String> {
    let review = &finding.review;
    let why = if review.note.is_empty() { String::new() } else { format!(": “{}”", review.note) };
    (!review.decision.is_empty()).then(|| format!("{}{why}", review.decision))
}

/// Findings, with the names of those that say the same in the same words and stand alike: these need be read only once.
pub(super) fn folded(findings: &[Finding]) -> Vec<(&Finding, Vec<&str>)> {
    let mut places: BTreeMap<(Verdict, &str, Option<String>), usize> = BTreeMap::new();
    let mut folded: Vec<(&Finding, Vec<&str>)> = Vec::new();
    for finding in findings {
        match places.entry((finding.verdict, finding.reason.as_str(), told(finding))) {
            Entry::Occupied(first) => folded[*first.get()].1.push(&finding.id),
            Entry::Vacant(place) => {
                place.insert(folded.len());
                folded.push((finding, Vec::new()));
            }
        }
    }
    folded
}

/// How many names of folded findings are told.
const NAMED: usize = 4;

/// `The same of 2 more pairs: c2, c3.`
pub(super) fn same_of(ids: &[&str]) -> Option<String> {
    let named = ids.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    let more = if ids.len() > NAMED { " …" } else { "" };
    (!ids.is_empty()).then(|| format!("The same of {}: {named}{more}.", count(ids.len() as u64, "more pair")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conflict::finding::Left;
    use crate::report::{Format, samples};

    #[test]
    fn counts_what_stands_how_in_one_order() {
        let report = samples::decided();
        assert_eq!(
            line(&report).as_deref(),
            Some("Decisions on these findings: 1 confirmed, 1 dismissed, 1 not applicable, 1 stale, 1 expired and 1 not decided.")
        );
    }

    #[test]
    fn folds_what_says_the_same() {
        let mut report = samples::decided();
        let findings = &mut report.disputes[0].findings;
        assert_eq!(folded(findings).len(), 6);
        findings.iter_mut().for_each(|finding| finding.review = crate::conflict::finding::Review::default());
        findings[1].reason.push_str(" Both are hedged.");
        let found: Vec<_> = folded(findings).into_iter().map(|(finding, same)| (finding.id.clone(), same_of(&same))).collect();
        assert_eq!(found, [("c1".to_owned(), Some("The same of 4 more pairs: c3, c4, c5, c6.".to_owned())), ("c2".to_owned(), None)]);
    }

    #[test]
    fn tells_a_decision_with_its_note() {
        let told: Vec<_> = samples::decided().findings().map(told).collect();
        assert_eq!(told[0].as_deref(), Some("confirmed by Ana on 2026-11-27: “seen the photographs”"));
        assert_eq!(told[3].as_deref(), Some("stale: it was dismissed, and the text of r1 has changed since"));
        assert_eq!(told[5], None);
    }

    #[test]
    fn says_nothing_where_nobody_decides() {
        let mut report = samples::report();
        report.summary.decided = Left::default();
        assert_eq!((is_known(&report), line(&report)), (false, None));
        for &format in &[Format::Text, Format::Html, Format::Markdown, Format::Argdown, Format::Sarif, Format::Github] {
            let written = samples::written(&report, format);
            assert!(!written.contains("ecision") && !written.contains("not decided") && !written.contains("suppressions"), "{written}");
        }
    }

    #[test]
    fn every_format_for_reading_tells_who_decided_and_why() {
        for &format in &[Format::Text, Format::Html, Format::Markdown, Format::Argdown, Format::Sarif, Format::Claims] {
            let written = samples::written(&samples::decided(), format);
            let flat = written.split_whitespace().collect::<Vec<_>>().join(" ");
            for words in ["Ana", "2026-11-27", "seen the photographs"] {
                assert!(flat.contains(words), "{}: {words}\n{written}", format.name());
            }
        }
    }
}
