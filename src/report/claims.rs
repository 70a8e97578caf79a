//! `.claims.json`: a list of questions, each with two sides, for programs that weigh the one against the other.
//!
//! There is one entry for each two answers of a dispute that are at odds, with the surest pair of statements.

use super::json;
use crate::conflict::finding::{Dispute, Finding, Party, Report};
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
    // The surest findings come first.
    let is_new = move |finding: &&Finding| {
        let mut answers = [finding.a.answer.clone(), finding.b.answer.clone()];
        answers.sort_unstable();
        seen.insert(answers)
    };
    dispute.findings.iter().filter(is_new).map(|finding| entry(dispute, finding))
}

fn entry<'a>(dispute: &'a Dispute, finding: &'a Finding) -> Entry<'a> {
    Entry {
        question: &dispute.question,
        side_a: side(&finding.a),
        side_b: side(&finding.b),
        verdict: finding.verdict.name(),
        confidence: super::cell::rounded(finding.confidence.value),
        rule: &dispute.rule,
        dispute_id: &dispute.id,
        conflict_id: &finding.id,
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
}
