//! `.claims.json`: a list of questions, each with two sides, for programs that weigh the one against the other.
//!
//! There is one entry for each two answers of a dispute that are at odds, with the surest pair of statements that was not put aside,
//! and what was decided on that pair.

use super::decided::Standing;
use super::json;
use crate::conflict::finding::{Dispute, Finding, Party, Report};
use crate::verdict::Status;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::{self, Write};

#[derive(Serialize)]
struct Entry<'a> {
    question: &'a str,
    side_a: Side<'a>,
    side_b: Side<'a>,
    verdict: &'a str,
    confidence: f64,
    rule: &'a str,
    dispute_id: &'a str,
    conflict_id: &'a str,
    /// What was decided on this pair; nothing where no decision holds.
    status: Option<Status>,
    reviewer: &'a str,
    note: &'a str,
    reviewed_on: Option<Date>,
    decision: &'a str,
}

#[derive(Serialize)]
struct Side<'a> {
    answer: &'a str,
    statement: &'a str,
    speaker: &'a str,
    source: &'a str,
    date: Option<Date>,
    url: &'a str,
}

/// Writes the list.
pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    json::document(&report.disputes.iter().flat_map(entries).collect::<Vec<_>>(), out)
}

fn entries(dispute: &Dispute) -> impl Iterator<Item = Entry<'_>> {
    let mut seen = BTreeSet::new();
    // The surest findings come first, and what was put aside last.
    let (aside, open): (Vec<_>, Vec<_>) = dispute.findings.iter().partition(|finding| Standing::of(finding).is_put_aside());
    let is_new = move |finding: &&Finding| {
        let mut answers = [finding.a.answer.clone(), finding.b.answer.clone()];
        answers.sort_unstable();
        seen.insert(answers)
    };
    open.into_iter().chain(aside).filter(is_new).map(|finding| entry(dispute, finding))
}

fn entry<'a>(dispute: &'a Dispute, finding: &'a Finding) -> Entry<'a> {
    let review = &finding.review;
    Entry {
        question: &dispute.question,
        side_a: side(&finding.a),
        side_b: side(&finding.b),
        verdict: finding.verdict.name(),
        confidence: super::cell::rounded(finding.confidence.value),
        rule: &dispute.rule,
        dispute_id: &dispute.id,
        conflict_id: &finding.id,
        status: review.status,
        reviewer: &review.reviewer,
        note: &review.note,
        reviewed_on: review.reviewed_on,
        decision: &review.decision,
    }
}

fn side(party: &Party) -> Side<'_> {
    let Party { answer, text, speaker, source, url, .. } = party;
    Side { answer, statement: text, speaker, source, date: party.date, url }
}

#[cfg(test)]
mod tests {
    use crate::report::{Format, samples};
    use serde_json::Value;

    #[test]
    fn gives_a_question_with_two_sides_once_for_each_two_answers() {
        let mut report = samples::report();
        let again = report.disputes[0].findings[0].clone();
        report.disputes[0].findings.push(again);
        let list: Value = serde_json::from_str(&samples::written(&report, Format::Claims)).unwrap();
        assert_eq!(list.as_array().map(Vec::len), Some(1));
        assert_eq!(list[0]["question"], "What caused the blast at the depot?");
        assert_eq!((&list[0]["side_a"]["answer"], &list[0]["side_b"]["answer"]), (&"drones hit".into(), &"poor storage".into()));
        assert_eq!(list[0]["side_b"]["url"], "https://example.org/b?x=1&y=2");
    }

    #[test]
    fn tells_the_decision_on_the_surest_pair_that_was_not_put_aside() {
        let mut report = samples::decided();
        report.disputes[0].findings.rotate_left(1);
        let list: Value = serde_json::from_str(&samples::written(&report, Format::Claims)).unwrap();
        let told = ["conflict_id", "decision"].map(|key| list[0][key].as_str().unwrap());
        assert_eq!(told, ["c4", "stale: it was dismissed, and the text of r1 has changed since"]);
        report.disputes[0].findings.rotate_right(1);
        let list: Value = serde_json::from_str(&samples::written(&report, Format::Claims)).unwrap();
        let told = ["conflict_id", "status", "reviewer", "note", "reviewed_on"].map(|key| list[0][key].as_str().unwrap());
        assert_eq!(told, ["c1", "confirmed", "Ana", "seen the photographs", "2026-11-27"]);
    }
}
