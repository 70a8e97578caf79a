//! Reports made by hand for the tests of this module.

use super::{Format, Options, write};
use crate::conflict::finding::{Confidence, Dispute, Finding, Left, Party, Report, Review, Side, Stories, Summary};
use crate::rule::tier::Tier;
use crate::text::Span;
use crate::verdict::{Kind, Lapse, Severity, Status, Verdict};
use jiff::civil::date;

/// One dispute with two sides and one finding.
pub(super) fn report() -> Report {
    let a = party("r1", "Al-Nahar", "Militia spokesman", "The naïve view: drones hit its depot.", "drones hit");
    let b = party("b.txt:7", "The Ledger", "The Ledger", "The army said poor storage caused the blast.", "poor storage");
    let summary = Summary {
        sources: 2,
        statements: 1840,
        read: 2,
        claims: 3,
        subjects: 1,
        verdicts: vec![
            (Verdict::Contradiction, 4),
            (Verdict::Tension, 2),
            (Verdict::Update, 2),
            (Verdict::Compatible, 0),
            (Verdict::Apart, 12),
        ],
        skipped: 3,
        undated: 4,
        furniture: 0,
        unjudged: 1200,
        foreign: 0,
        stories: Some(Stories { told: 1, sources: 2 }),
        held: Left { all: 12, conflicts: 2 },
        decided: Left { all: 3, conflicts: 2 },
        old: Left { all: 1, conflicts: 1 },
        own: None,
    };
    Report { disputes: vec![dispute(a, b)], summary }
}

/// A dispute with a finding for each way in which one can stand with those who review, but two.
pub(super) fn decided() -> Report {
    let mut report = report();
    let told = |status: Status, note: &str| Review {
        status: Some(status),
        reviewer: "Ana".into(),
        note: note.into(),
        reviewed_on: Some(date(2026, 11, 27)),
        decision: format!("{} by Ana on 2026-11-27", status.name().replace('_', " ")),
        ..Review::default()
    };
    let lapsed = |lapse, decision: &str| Review { lapse: Some(lapse), decision: decision.into(), ..Review::default() };
    let reviews = [
        told(Status::Confirmed, "seen the photographs"),
        told(Status::Dismissed, "one blast of two"),
        told(Status::NotApplicable, ""),
        lapsed(Lapse::Stale, "stale: it was dismissed, and the text of r1 has changed since"),
        lapsed(Lapse::Expired, "expired on 2026-11-01: it was confirmed by Ben"),
        Review::default(),
    ];
    let findings = &mut report.disputes[0].findings;
    let number = |(at, review): (usize, Review)| Finding { id: format!("c{}", at + 1), review, ..findings[0].clone() };
    *findings = reviews.into_iter().enumerate().map(number).collect();
    report
}

/// A report whose every text tries to break out.
pub(super) fn hostile() -> Report {
    let text = "=HYPERLINK(\"http://x\",\"drones, hit\")\r\n\"second\" line\u{0} \u{1b}[31mred\u{202e}";
    let mut a = party("=1+1", "@outlet", "+speaker\u{7}", text, "drones, hit");
    a.answer = "\u{1b}]0;title\u{7}answer".into();
    let mut b = party("\tid", "-5", "\u{9b}2J\u{200f}", "-- poor\u{85}storage", "poor");
    b.date = None;
    let mut report = Report { disputes: vec![dispute(a, b)], summary: Summary::default() };
    let dispute = &mut report.disputes[0];
    dispute.question = "=What\u{2066}?\n\u{1b}[2J".into();
    dispute.subject = "@subject".into();
    dispute.findings[0].reason = "+because\u{7f}".into();
    let hostile = || "=cmd|' /C calc'!A0\u{1b}[2J".to_owned();
    dispute.findings[0].review =
        Review { status: Some(Status::Dismissed), reviewer: hostile(), note: hostile(), decision: hostile(), ..Review::default() };
    report
}

/// What one format makes of a report.
pub(super) fn written(report: &Report, format: Format) -> String {
    written_with(report, format, &Options::default())
}

/// The same with options.
pub(super) fn written_with(report: &Report, format: Format, options: &Options) -> String {
    let mut out = Vec::new();
    write(report, format, options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// A statement in which `evidence` is what matched.
pub(super) fn party(id: &str, source: &str, speaker: &str, text: &str, evidence: &str) -> Party {
    let start = text.find(evidence).unwrap();
    Party {
        id: id.into(),
        source: source.into(),
        speaker: speaker.into(),
        date: Some(date(2021, 7, 26)),
        file: "b.txt".into(),
        line: 7,
        url: "https://example.org/b?x=1&y=2".into(),
        text: text.into(),
        evidence: Span::new(start, start + evidence.len()),
        answer: evidence.into(),
        denied: false,
        bounds: None,
    }
}

fn dispute(a: Party, b: Party) -> Dispute {
    let side =
        |party: &Party| Side { answer: party.answer.clone(), denied: party.denied, parties: vec![party.clone()], outlets: 1, origins: 1 };
    Dispute {
        id: "d1".into(),
        question: "What caused the blast at the depot?".into(),
        rule: "iraq-2021/depot-blast-cause".into(),
        subject: "the depot".into(),
        kind: Kind::Cause,
        severity: Severity::High,
        sides: vec![side(&a), side(&b)],
        findings: vec![finding(a, b)],
        unlisted: 0,
        later: None,
    }
}

fn finding(a: Party, b: Party) -> Finding {
    let tier = Tier { name: "any/named".into(), rate: 0.9, judged: 0, reported: true };
    Finding {
        id: "c1".into(),
        verdict: Verdict::Contradiction,
        kind: Kind::Cause,
        severity: Severity::High,
        confidence: Confidence::of(tier, [("hedged", 0.95)]),
        a,
        b,
        origins: [1, 1],
        reason: "One names drones, the other poor storage.".into(),
        also: Vec::new(),
        review: Review::default(),
    }
}
