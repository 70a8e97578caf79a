//! JSON and JSON Lines. Texts are kept to the byte; what cannot be seen is written as `\uXXXX`.
//!
//! A finding has the same names here as in the CSV, and more: `a_span` and `b_span`, the matched words as a half-open
//! range of characters (not bytes) of the text, so that most languages can slice it; `a_answer` and `b_answer`; and
//! `terms`, the factors of its confidence.

use super::cell::rounded;
use super::record::{FindingRow, Record, columns};
use crate::conflict::finding::{Dispute, Party, Report, Side};
use crate::ingest::JSON_MARK;
use crate::text::is_unprintable;
use crate::verdict::{Kind, Severity};
use jiff::civil::Date;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::io::{self, Write};

/// The whole report as one document.
pub(super) fn write_report(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    document(&Document { generator: JSON_MARK.1, summary: SummaryObject::of(report), disputes: &Disputes(&report.disputes) }, out)
}

/// The records as one array.
pub(super) fn write_array<R: Record>(records: &[R], out: &mut dyn Write) -> io::Result<()> {
    document(records, out)
}

/// The records as objects, one to a line.
pub(super) fn write_lines<R: Record>(records: impl IntoIterator<Item = R>, out: &mut dyn Write) -> io::Result<()> {
    for record in records {
        serde_json::to_writer(Escaping(&mut *out), &record)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// A value as one document.
pub(super) fn document(value: &(impl Serialize + ?Sized), out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(Escaping(&mut *out), value)?;
    out.write_all(b"\n")
}

/// A finding as one flat object.
pub(super) fn finding<S: Serializer>(row: &FindingRow<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    columns(row, &mut map)?;
    for (name, party) in [("a", &row.finding.a), ("b", &row.finding.b)] {
        map.serialize_entry(&format!("{name}_span"), &characters(party))?;
        map.serialize_entry(&format!("{name}_answer"), &party.answer)?;
    }
    let terms = row.finding.confidence.terms.iter().map(|&(name, factor)| Term { name, factor: rounded(factor) });
    map.serialize_entry("terms", &terms.collect::<Vec<_>>())?;
    map.end()
}

/// The matched words as a range of characters of the text.
fn characters(party: &Party) -> [usize; 2] {
    let range = party.evidence.range();
    let count = |to: usize| party.text.char_indices().take_while(|&(at, _)| at < to).count();
    [count(range.start), count(range.end)]
}

#[derive(Serialize)]
struct Document<'a> {
    generator: &'a str,
    summary: SummaryObject,
    disputes: &'a Disputes<'a>,
}

struct Disputes<'a>(&'a [Dispute]);

#[derive(Serialize)]
struct SummaryObject {
    sources: usize,
    statements: usize,
    read: usize,
    claims: usize,
    subjects: usize,
    verdicts: Verdicts,
    shown: u64,
    /// Stories that two sources or more tell, and the sources that tell them; nothing where no rule is free of topic.
    stories: Option<usize>,
    in_stories: Option<usize>,
    skipped: usize,
    undated: usize,
    furniture: usize,
    unjudged: u64,
    held: u64,
    decided: u64,
    old: u64,
}

struct Verdicts(Vec<(&'static str, u64)>);

#[derive(Serialize)]
struct DisputeObject<'a> {
    dispute_id: &'a str,
    question: &'a str,
    rule: &'a str,
    subject: &'a str,
    kind: Kind,
    severity: Severity,
    sides: Vec<SideObject<'a>>,
    findings: Vec<FindingRow<'a>>,
    unlisted: u64,
    /// A later count or status that takes the place of one of these.
    later: Option<PartyObject<'a>>,
}

#[derive(Serialize)]
struct SideObject<'a> {
    answer: &'a str,
    outlets: usize,
    origins: usize,
    parties: Vec<PartyObject<'a>>,
}

#[derive(Serialize)]
struct PartyObject<'a> {
    id: &'a str,
    source: &'a str,
    speaker: &'a str,
    date: Option<Date>,
    file: &'a str,
    /// Nothing for a row that has an id of its own.
    line: Option<u32>,
    text: &'a str,
    evidence: &'a str,
    span: [usize; 2],
    answer: &'a str,
}

#[derive(Serialize)]
struct Term {
    name: &'static str,
    factor: f64,
}

impl SummaryObject {
    fn of(report: &Report) -> Self {
        let summary = &report.summary;
        Self {
            sources: summary.sources,
            statements: summary.statements,
            read: summary.read,
            claims: summary.claims,
            subjects: summary.subjects,
            verdicts: Verdicts(summary.verdicts.iter().map(|&(verdict, count)| (verdict.name(), count)).collect()),
            shown: report.shown(),
            stories: summary.stories.map(|stories| stories.told),
            in_stories: summary.stories.map(|stories| stories.sources),
            skipped: summary.skipped,
            undated: summary.undated,
            furniture: summary.furniture,
            unjudged: summary.unjudged,
            held: summary.held.all,
            decided: summary.decided.all,
            old: summary.old.all,
        }
    }
}

impl<'a> DisputeObject<'a> {
    fn of(dispute: &'a Dispute) -> Self {
        Self {
            dispute_id: &dispute.id,
            question: &dispute.question,
            rule: &dispute.rule,
            subject: &dispute.subject,
            kind: dispute.kind,
            severity: dispute.severity,
            sides: dispute.sides.iter().map(SideObject::of).collect(),
            findings: dispute.findings.iter().map(|finding| FindingRow { dispute, finding }).collect(),
            unlisted: dispute.unlisted,
            later: dispute.later.as_ref().map(PartyObject::of),
        }
    }
}

impl<'a> SideObject<'a> {
    fn of(side: &'a Side) -> Self {
        Self {
            answer: &side.answer,
            outlets: side.outlets,
            origins: side.origins,
            parties: side.parties.iter().map(PartyObject::of).collect(),
        }
    }
}

impl<'a> PartyObject<'a> {
    fn of(party: &'a Party) -> Self {
        Self {
            id: &party.id,
            source: &party.source,
            speaker: &party.speaker,
            date: party.date,
            file: &party.file,
            line: Some(party.line).filter(|line| *line > 0),
            text: &party.text,
            evidence: super::record::evidence(party),
            span: characters(party),
            answer: &party.answer,
        }
    }
}

impl Serialize for Disputes<'_> {
    /// One dispute at a time: a report may be larger than what should be held twice.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(DisputeObject::of))
    }
}

impl Serialize for Verdicts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

/// Writes what cannot be seen as `\uXXXX`. JSON has such characters only inside strings, where that is the same text.
struct Escaping<'a>(&'a mut dyn Write);

impl Write for Escaping<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match str::from_utf8(bytes) {
            Ok(text) if text.contains(needs_escape) => self.0.write_all(escaped(text).as_bytes())?,
            _ => self.0.write_all(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Below the space, the serializer has escaped all there is to escape, and writes line ends of its own.
fn needs_escape(c: char) -> bool {
    c > ' ' && is_unprintable(c)
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            c if needs_escape(c) => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}"))),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use crate::detect::ClaimRow;
    use crate::report::{Format, Options, write_records};
    use serde_json::Value;

    fn parsed(json: &str) -> Value {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn gives_every_statement_back_to_the_byte() {
        let report = samples::hostile();
        let json = samples::written(&report, Format::Json);
        let finding = &parsed(&json)["disputes"][0]["findings"][0];
        assert_eq!(finding["a_text"], report.disputes[0].findings[0].a.text.as_str());
        assert_eq!(finding["reason"], report.disputes[0].findings[0].reason.as_str());
        assert!(!json.contains(crate::text::is_unprintable));
    }

    #[test]
    fn counts_spans_in_characters() {
        let finding = &parsed(&samples::written(&samples::report(), Format::Json))["disputes"][0]["findings"][0];
        let span = |name: &str| finding[name].as_array().unwrap().iter().map(|x| x.as_u64().unwrap() as usize).collect::<Vec<_>>();
        for side in ["a", "b"] {
            let text: Vec<char> = finding[format!("{side}_text")].as_str().unwrap().chars().collect();
            let span = span(&format!("{side}_span"));
            let words: String = text[span[0]..span[1]].iter().collect();
            assert_eq!(finding[format!("{side}_evidence")], words.as_str());
        }
    }

    #[test]
    fn keeps_its_keys_in_order() {
        let json = samples::written(&samples::report(), Format::Json);
        let keys =
            ["\"summary\"", "\"sources\"", "\"disputes\"", "\"dispute_id\"", "\"sides\"", "\"findings\"", "\"conflict_id\"", "\"terms\""];
        let places: Vec<_> = keys.iter().map(|key| json.find(key).unwrap()).collect();
        assert!(places.is_sorted(), "{places:?}");
    }

    #[test]
    fn writes_one_line_for_each_finding_with_the_names_of_the_table() {
        let lines = samples::written(&samples::hostile(), Format::JsonLines);
        assert_eq!(lines.lines().count(), 1);
        let finding = parsed(&lines);
        assert_eq!(finding["verdict"], "contradiction");
        assert_eq!(finding["confidence"], 0.855);
        assert_eq!(finding["b_date"], Value::Null);
        assert_eq!(finding["tier"], "any/named");
        assert_eq!(finding["terms"][0]["name"], "supposed tier");
    }

    #[test]
    fn writes_an_empty_report_as_a_document() {
        let document = parsed(&samples::written(&Default::default(), Format::Json));
        assert_eq!(document["disputes"].as_array().map(Vec::len), Some(0));
    }

    #[test]
    fn writes_records_as_an_array() {
        let claim = ClaimRow { id: "r1".into(), low: Some(8.0), ..ClaimRow::default() };
        let mut out = Vec::new();
        write_records(&[claim], Format::Json, &Options::default(), &mut out).unwrap();
        let array = parsed(str::from_utf8(&out).unwrap());
        assert_eq!((&array[0]["id"], &array[0]["low"], &array[0]["high"]), (&"r1".into(), &8.0.into(), &Value::Null));
    }
}
