//! SARIF 2.1.0, and GitHub's annotations: for text kept in a repository, where a conflict is shown beside the line that is in it.
//!
//! The place of a finding is its later statement; the earlier one is told beside it.

use super::decided::{self, Standing};
use super::excerpt::Excerpt;
use super::json;
use super::record::FindingRow;
use crate::conflict::finding::{Finding, Party, Report};
use crate::verdict::{Severity, Status};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// How many columns of a text a message shows.
const TEXT: usize = 400;

/// Writes one run of SARIF, with a result for each finding.
pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let questions: BTreeMap<&str, &str> =
        report.disputes.iter().map(|dispute| (dispute.rule.as_str(), dispute.question.as_str())).collect();
    let rule = |(id, question): (&&str, &&str)| json!({ "id": id, "shortDescription": { "text": seen(question) } });
    let driver = json!({
        "name": "gainsay",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": questions.iter().map(rule).collect::<Vec<_>>(),
    });
    let mut results: Vec<Value> = FindingRow::of(report).map(|row| result(&row)).collect();
    // The standard wants this for all results of a run, or for none.
    if decided::is_known(report) {
        results.iter_mut().zip(report.findings()).for_each(|(result, finding)| result["suppressions"] = suppressions(finding));
    }
    let run = json!({ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results });
    json::document(&json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] }), out)
}

/// Writes a workflow command of GitHub for each finding.
pub(super) fn write_annotations(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    FindingRow::of(report).try_for_each(|row| {
        let finding = row.finding;
        let command = match finding.severity {
            _ if Standing::of(finding).is_put_aside() => "notice",
            Severity::Low => "notice",
            Severity::Medium => "warning",
            Severity::High | Severity::Critical => "error",
        };
        let line = if finding.b.line > 0 { format!(",line={}", finding.b.line) } else { String::new() };
        let title = property(&format!("{}: {}", finding.verdict, seen(&row.dispute.question)));
        let file = property(&seen(&finding.b.file));
        let decision = decided::told(finding).map(|told| format!(" Decision: {}.", seen(&told))).unwrap_or_default();
        let message = data(&format!("{} The other statement is {}.{decision}", seen(&finding.reason), seen(&finding.a.id)));
        writeln!(out, "::{command} file={file}{line},title={title}::{message}")
    })
}

/// What takes a result out of sight: a decision that puts it aside. Where somebody looked and could not tell, that is under review.
fn suppressions(finding: &Finding) -> Value {
    let status = match finding.review.status {
        Some(status) if status.is_put_aside() => "accepted",
        Some(Status::Undetermined) => "underReview",
        _ => return json!([]),
    };
    json!([{ "kind": "external", "status": status, "justification": decided::told(finding).unwrap_or_default() }])
}

fn result(row: &FindingRow) -> Value {
    let FindingRow { dispute, finding } = row;
    let review = &finding.review;
    let level = match finding.severity {
        Severity::Low => "note",
        Severity::Medium => "warning",
        Severity::High | Severity::Critical => "error",
    };
    let mut result = json!({
        "ruleId": dispute.rule,
        "level": level,
        "message": { "text": unlinked(&format!("{} {}", seen(&dispute.question), seen(&finding.reason))) },
        "locations": [location(&finding.b, None)],
        "relatedLocations": [location(&finding.a, Some(1))],
        "partialFingerprints": { "conflictId/v1": finding.id },
        "properties": {
            "verdict": finding.verdict,
            "kind": finding.kind,
            "severity": finding.severity,
            "confidence": super::cell::rounded(finding.confidence.value),
            "tier": finding.confidence.tier.name,
            "independent": finding.independent(),
        },
    });
    if !review.decision.is_empty() {
        let known = json!({
            "standing": Standing::of(finding).name(),
            "reviewer": review.reviewer,
            "note": review.note,
            "reviewedOn": review.reviewed_on,
            "decision": review.decision,
        });
        result["properties"]["review"] = known;
    }
    result
}

fn location(party: &Party, number: Option<u32>) -> Value {
    let mut place = json!({ "artifactLocation": { "uri": address(&party.file) } });
    if party.line > 0 {
        place["region"] = json!({ "startLine": party.line, "snippet": { "text": party.text } });
    }
    let mut location = json!({ "physicalLocation": place, "logicalLocations": [{ "name": party.id }] });
    if let Some(number) = number {
        let excerpt = Excerpt::around(&party.text, party.evidence.range(), TEXT).line();
        location["id"] = number.into();
        location["message"] = json!({ "text": unlinked(&format!("{}: {excerpt}", seen(&party.speaker))) });
    }
    location
}

/// The name of a file as the path of an address.
fn address(file: &str) -> String {
    let mut out = String::new();
    for byte in file.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(byte as char),
            _ => write!(out, "%{byte:02X}").expect("a string takes it"),
        }
    }
    out
}

/// A message of SARIF may hold links between brackets; foreign text must not.
fn unlinked(text: &str) -> String {
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

fn seen(text: &str) -> String {
    Excerpt::plain(text, TEXT).line()
}

/// What a command of GitHub says.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands between the commas of a command of GitHub.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Format, samples};

    #[test]
    fn has_the_shape_of_the_standard() {
        let sarif: Value = serde_json::from_str(&samples::written(&samples::report(), Format::Sarif)).unwrap();
        assert_eq!((&sarif["version"], sarif["runs"].as_array().map(Vec::len)), (&"2.1.0".into(), Some(1)));
        let run = &sarif["runs"][0];
        assert_eq!(run["tool"]["driver"]["name"], "gainsay");
        let result = &run["results"][0];
        assert_eq!((&result["ruleId"], &result["level"]), (&run["tool"]["driver"]["rules"][0]["id"], &"error".into()));
        assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 7);
        assert_eq!(result["relatedLocations"][0]["message"]["text"], "Militia spokesman: The naïve view: drones hit its depot.");
        assert_eq!(result["partialFingerprints"]["conflictId/v1"], "c1");
    }

    #[test]
    fn names_no_line_for_a_row_that_has_none() {
        let mut report = samples::report();
        report.disputes[0].findings[0].b.line = 0;
        let sarif: Value = serde_json::from_str(&samples::written(&report, Format::Sarif)).unwrap();
        assert_eq!(sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"], Value::Null);
        assert!(samples::written(&report, Format::Github).starts_with("::error file=b.txt,title="));
    }

    #[test]
    fn writes_an_annotation_for_each_finding() {
        let expected = "::error file=b.txt,line=7,title=contradiction%3A What caused the blast at the depot?::\
            One names drones, the other poor storage. The other statement is r1.\n";
        assert_eq!(samples::written(&samples::report(), Format::Github), expected);
    }

    #[test]
    fn escapes_addresses_messages_and_commands() {
        assert_eq!(address("a b/ü#.txt"), "a%20b/%C3%BC%23.txt");
        assert_eq!(unlinked("[x](http://y)"), "\\[x\\](http://y)");
        assert_eq!(property("a,b: 5%\n::error"), "a%2Cb%3A 5%25%0A%3A%3Aerror");
    }

    #[test]
    fn suppresses_what_was_put_aside_and_says_why() {
        let sarif: Value = serde_json::from_str(&samples::written(&samples::decided(), Format::Sarif)).unwrap();
        let results = sarif["runs"][0]["results"].as_array().unwrap();
        let kept: Vec<usize> = results.iter().map(|result| result["suppressions"].as_array().unwrap().len()).collect();
        assert_eq!(kept, [0, 1, 1, 0, 0, 0]);
        let suppression = &results[1]["suppressions"][0];
        assert_eq!((&suppression["kind"], &suppression["status"]), (&"external".into(), &"accepted".into()));
        assert_eq!(suppression["justification"], "dismissed by Ana on 2026-11-27: “one blast of two”");
        let review = &results[0]["properties"]["review"];
        assert_eq!((&review["standing"], &review["reviewedOn"]), (&"confirmed".into(), &"2026-11-27".into()));
        assert_eq!((&results[3]["properties"]["review"]["standing"], results[5]["properties"].get("review")), (&"stale".into(), None));
    }

    #[test]
    fn warns_no_more_of_what_was_put_aside() {
        let lines = samples::written(&samples::decided(), Format::Github);
        let commands: Vec<&str> = lines.lines().map(|line| line[2..].split(' ').next().unwrap()).collect();
        assert_eq!(commands, ["error", "notice", "notice", "error", "error", "error"]);
        assert!(lines.contains(" Decision: dismissed by Ana on 2026-11-27: “one blast of two”.\n"), "{lines}");
    }
}
