//! Records: what one row of a table holds, whichever format the table has.

use super::cell::Cell;
use super::json;
use crate::against::{FeatureRow, Row as AgainstRow};
use crate::compare;
use crate::conflict::finding::{Dispute, Finding, Party, Report, Review};
use crate::detect::{ClaimRow, SubjectRow};
use crate::figures::{Figure, Mention, Point};
use crate::ingest::Skipped;
use crate::verdict::{Kind, Severity};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// Something written as one row of a table or one JSON object.
pub trait Record: Serialize {
    /// The names of its columns, in order. New ones may be added; none is renamed.
    const COLUMNS: &'static [&'static str];

    /// Its values, one for each column.
    fn cells(&self) -> Vec<Cell<'_>>;
}

/// One finding with the dispute that it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct FindingRow<'a> {
    /// The dispute.
    pub dispute: &'a Dispute,
    /// One of its findings.
    pub finding: &'a Finding,
}

/// One rule, in a list of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRow {
    /// The rule, as `pack/rule`.
    pub rule: String,
    /// The pack it belongs to.
    pub pack: String,
    /// What kind of answer it takes.
    pub shape: String,
    /// What its conflicts are about.
    pub kind: Kind,
    /// Where its claims may meet.
    pub scope: String,
    /// How much they matter.
    pub severity: Severity,
    /// How many answers it names.
    pub answers: usize,
    /// How many examples it carries.
    pub examples: usize,
    /// How many of them are marked as not holding yet.
    pub todo: usize,
    /// What it asks.
    pub question: String,
    /// The file it stands in.
    pub file: String,
    /// The line it begins on.
    pub line: u32,
}

impl<'a> FindingRow<'a> {
    /// All findings of a report, in its order.
    pub fn of(report: &'a Report) -> impl Iterator<Item = Self> {
        report.disputes.iter().flat_map(|dispute| dispute.findings.iter().map(move |finding| Self { dispute, finding }))
    }

    /// The columns that a table has only where a profile asks for them.
    pub const MORE: &'static [&'static str] = &["a_answer", "a_url", "b_answer", "b_url", "terms"];

    /// The names of all columns that a profile can ask for.
    pub fn everything() -> impl Iterator<Item = &'static str> {
        Self::COLUMNS.iter().chain(Self::MORE).copied()
    }

    /// The values of all these.
    pub(super) fn all_cells(&self) -> Vec<Cell<'_>> {
        let Finding { a, b, confidence, .. } = self.finding;
        let terms: Vec<String> = confidence.terms.iter().map(|(name, factor)| format!("{name} {factor:.3}")).collect();
        let more = [&a.answer, &a.url, &b.answer, &b.url].map(|text| Cell::text(text));
        self.cells().into_iter().chain(more).chain([Cell::Text(terms.join("; ").into())]).collect()
    }
}

impl Record for FindingRow<'_> {
    #[rustfmt::skip]
    const COLUMNS: &'static [&'static str] = &[
        "conflict_id", "dispute_id", "verdict", "kind", "severity", "confidence", "subject", "question", "rule",
        "a_id", "a_source", "a_speaker", "a_date", "a_file", "a_line", "a_text", "a_evidence",
        "b_id", "b_source", "b_speaker", "b_date", "b_file", "b_line", "b_text", "b_evidence",
        "independent", "reason", "tier", "a_origins", "b_origins",
        "status", "reviewer", "note", "reviewed_on", "decision",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let Self { dispute, finding } = self;
        let head = [
            Cell::text(&finding.id),
            Cell::text(&dispute.id),
            Cell::text(finding.verdict.name()),
            Cell::text(finding.kind.name()),
            Cell::text(finding.severity.name()),
            Cell::Share(finding.confidence.value),
            Cell::text(&dispute.subject),
            Cell::text(&dispute.question),
            Cell::text(&dispute.rule),
        ];
        let [a_origins, b_origins] = finding.origins.map(|side| Cell::Count(side as u64));
        let independent = Cell::Count(finding.independent() as u64);
        let tail = [independent, Cell::text(&finding.reason), Cell::text(&finding.confidence.tier.name), a_origins, b_origins];
        head.into_iter().chain(party(&finding.a)).chain(party(&finding.b)).chain(tail).chain(review(&finding.review)).collect()
    }
}

fn party(party: &Party) -> [Cell<'_>; 8] {
    [
        Cell::text(&party.id),
        Cell::text(&party.source),
        Cell::text(&party.speaker),
        Cell::Day(party.date),
        Cell::text(&party.file),
        Cell::Line(party.line),
        Cell::text(&party.text),
        Cell::text(evidence(party)),
    ]
}

fn review(review: &Review) -> [Cell<'_>; 5] {
    [
        Cell::text(review.status.map_or("", |status| status.name())),
        Cell::text(&review.reviewer),
        Cell::text(&review.note),
        Cell::Day(review.reviewed_on),
        Cell::text(&review.decision),
    ]
}

/// The words that matched; nothing when the span is not of this text, so that no report can fail.
pub(super) fn evidence(party: &Party) -> &str {
    party.text.get(party.evidence.range()).unwrap_or_default()
}

impl Record for ClaimRow {
    #[rustfmt::skip]
    const COLUMNS: &'static [&'static str] = &[
        "id", "source", "date", "file", "line", "speaker", "rule", "question", "key", "answer", "polarity", "mood",
        "low", "high", "evidence", "text",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            Cell::text(&self.id),
            Cell::text(&self.source),
            Cell::Day(self.date),
            Cell::text(&self.file),
            Cell::Line(self.line),
            Cell::text(&self.speaker),
            Cell::text(&self.rule),
            Cell::text(&self.question),
            Cell::text(&self.key),
            Cell::text(&self.answer),
            Cell::text(&self.polarity),
            Cell::text(&self.mood),
            Cell::Number(self.low),
            Cell::Number(self.high),
            Cell::text(&self.evidence),
            Cell::text(&self.text),
        ]
    }
}

impl Record for SubjectRow {
    const COLUMNS: &'static [&'static str] = &["subject", "id", "rule", "key", "question"];

    fn cells(&self) -> Vec<Cell<'_>> {
        [&self.subject, &self.id, &self.rule, &self.key, &self.question].map(|text| Cell::text(text)).into()
    }
}

impl Record for RuleRow {
    const COLUMNS: &'static [&'static str] =
        &["rule", "pack", "shape", "kind", "scope", "severity", "answers", "examples", "todo", "question", "file", "line"];

    fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            Cell::text(&self.rule),
            Cell::text(&self.pack),
            Cell::text(&self.shape),
            Cell::text(self.kind.name()),
            Cell::text(&self.scope),
            Cell::text(self.severity.name()),
            Cell::Count(self.answers as u64),
            Cell::Count(self.examples as u64),
            Cell::Count(self.todo as u64),
            Cell::text(&self.question),
            Cell::text(&self.file),
            Cell::Line(self.line),
        ]
    }
}

impl Record for AgainstRow {
    const COLUMNS: &'static [&'static str] =
        &["claim_id", "article_id", "relation", "score", "kind", "rule", "claim_evidence", "article_evidence", "reason"];

    fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            Cell::text(&self.claim_id),
            Cell::text(&self.article_id),
            Cell::text(self.relation.name()),
            Cell::Share(self.score),
            Cell::text(self.kind.map_or("", Kind::name)),
            Cell::text(&self.rule),
            Cell::text(&self.claim_evidence),
            Cell::text(&self.article_evidence),
            Cell::text(&self.reason),
        ]
    }
}

impl Record for FeatureRow {
    const COLUMNS: &'static [&'static str] = FeatureRow::COLUMNS;

    fn cells(&self) -> Vec<Cell<'_>> {
        let names = [Cell::text(&self.claim_id), Cell::text(&self.article_id)];
        names.into_iter().chain(self.values.iter().map(|&value| Cell::Number(Some(value)))).collect()
    }
}

impl Record for compare::FeatureRow {
    const COLUMNS: &'static [&'static str] = compare::FeatureRow::COLUMNS;

    fn cells(&self) -> Vec<Cell<'_>> {
        let names = [Cell::text(&self.id), Cell::text(self.ground)];
        names.into_iter().chain(self.values.iter().map(|&value| Cell::Number(Some(value)))).collect()
    }
}

impl Record for Figure {
    #[rustfmt::skip]
    const COLUMNS: &'static [&'static str] = &[
        "dispute_id", "subject", "question", "rule", "low", "best", "high", "conservative", "unit", "best_origins", "claims", "origins",
        "replaced", "left_out", "first_as_of", "last_as_of", "dispute", "past_dispute", "decided", "trajectory", "sources",
        "words",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let count = |n: usize| Cell::Count(n as u64);
        let list = |words: Vec<String>| Cell::Text(words.join("; ").into());
        vec![
            Cell::text(&self.dispute_id),
            Cell::text(&self.subject),
            Cell::text(&self.question),
            Cell::text(&self.rule),
            Cell::Number(self.low),
            Cell::Number(self.best),
            Cell::Number(self.high),
            Cell::Number(self.conservative),
            Cell::text(&self.unit),
            count(self.best_origins),
            count(self.claims),
            count(self.origins),
            count(self.replaced),
            count(self.left_out),
            Cell::Day(self.first),
            Cell::Day(self.last),
            Cell::text(&self.dispute),
            Cell::text(&self.past_dispute),
            Cell::text(&self.decided),
            list(self.trajectory.iter().map(Point::words).collect()),
            list(latest(&self.sources)),
            Cell::text(&self.words),
        ]
    }
}

/// How many sources of a figure a cell of a table names; JSON has all.
const SOURCES: usize = 100;

/// The last sources in words, and how many come before them.
fn latest(sources: &[Mention]) -> Vec<String> {
    let earlier = sources.len().saturating_sub(SOURCES);
    let told = (earlier > 0).then(|| format!("({earlier} earlier)"));
    told.into_iter().chain(sources[earlier..].iter().map(Mention::words)).collect()
}

impl Serialize for Figure {
    /// Its columns, with the trajectory and the sources as lists.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, cell) in Self::COLUMNS.iter().zip(self.cells()) {
            match *name {
                "trajectory" => map.serialize_entry(name, &self.trajectory)?,
                "sources" => map.serialize_entry(name, &self.sources)?,
                _ => map.serialize_entry(name, &cell)?,
            }
        }
        map.end()
    }
}

impl Serialize for Point {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("as_of", &Cell::Day(self.as_of))?;
        map.serialize_entry("low", &Cell::Number(self.low))?;
        map.serialize_entry("high", &Cell::Number(self.high))?;
        map.serialize_entry("origins", &self.origins)?;
        map.end()
    }
}

impl Serialize for Mention {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("figure", &self.figure)?;
        map.serialize_entry("speaker", &self.speaker)?;
        map.serialize_entry("source", &self.source)?;
        map.serialize_entry("as_of", &Cell::Day(self.as_of))?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("origin", &self.origin)?;
        map.serialize_entry("replaced", &self.replaced)?;
        map.end()
    }
}

impl Record for Skipped {
    const COLUMNS: &'static [&'static str] = &["file", "line", "id", "reason"];

    fn cells(&self) -> Vec<Cell<'_>> {
        vec![Cell::text(&self.file), Cell::Count(self.line as u64), Cell::text(&self.id), Cell::text(&self.reason)]
    }
}

impl Record for compare::Row {
    const COLUMNS: &'static [&'static str] = &["id", "relation", "verdict", "kind", "score", "rule", "a_evidence", "b_evidence", "reason"];

    fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            Cell::text(&self.id),
            Cell::text(self.relation.name()),
            Cell::text(self.verdict.map_or("", |verdict| verdict.name())),
            Cell::text(self.kind.map_or("", |kind| kind.name())),
            Cell::Share(self.score),
            Cell::text(&self.rule),
            Cell::text(&self.a_evidence),
            Cell::text(&self.b_evidence),
            Cell::text(&self.reason),
        ]
    }
}

impl<R: Record> Record for &R {
    const COLUMNS: &'static [&'static str] = R::COLUMNS;

    fn cells(&self) -> Vec<Cell<'_>> {
        (*self).cells()
    }
}

impl Serialize for FindingRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        json::finding(self, serializer)
    }
}

/// Records whose JSON object has their columns and nothing more.
macro_rules! as_object {
    ($($record:ty),+) => {
        $(impl Serialize for $record {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                object(self, serializer)
            }
        })+
    };
}

as_object!(AgainstRow, FeatureRow, ClaimRow, SubjectRow, RuleRow, Skipped, compare::Row, compare::FeatureRow);

/// The record as a JSON object: a key for each column, in their order.
pub(super) fn object<S: Serializer>(record: &impl Record, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    columns(record, &mut map)?;
    map.end()
}

/// Adds a key for each column to a JSON object that holds more.
pub(super) fn columns<R: Record, M: SerializeMap>(record: &R, map: &mut M) -> Result<(), M::Error> {
    R::COLUMNS.iter().zip(record.cells()).try_for_each(|(name, cell)| map.serialize_entry(name, &cell))
}
