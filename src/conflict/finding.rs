//! What was found: disputes, their sides and their conflicts, ready to be written in any format.
//!
//! Everything here is a plain value with its own text, so that a report can be written, sorted, filtered or sent
//! elsewhere without the sources at hand.

use crate::rule::tier::Tier;
use crate::text::Span;
use crate::verdict::{Kind, Lapse, Severity, Status, Verdict};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// All that one run found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// The disputes that hold at least one finding, the most severe and most certain first.
    pub disputes: Vec<Dispute>,
    /// What was read, judged and not judged.
    pub summary: Summary,
}

/// All findings on one subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Dispute {
    /// A hash of the rule and the subject: the same in every run.
    pub id: String,
    /// The rule's question, with its slots filled where it has any.
    pub question: String,
    /// The rule, as `pack/rule`.
    pub rule: String,
    /// What the question was asked of: the rule's key as read, or the rule's title; never empty.
    pub subject: String,
    /// What it is about.
    pub kind: Kind,
    /// How much it matters: the highest of its conflicts.
    pub severity: Severity,
    /// The answers given, the one with most sources first.
    pub sides: Vec<Side>,
    /// The findings, the most certain first.
    pub findings: Vec<Finding>,
    /// How many more pairs of this subject conflict than are listed, where the cap cut them.
    pub unlisted: u64,
    /// The last statement that takes the place of one of these as a later count or status, and is itself at odds with none.
    pub later: Option<Party>,
}

/// One answer to a dispute's question and who gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// The answer in words: `drone attack`, `not: drone attack`, `at least 8`.
    pub answer: String,
    /// Whether it denies what is asked: `no`, `not: drone attack`.
    pub denied: bool,
    /// Everyone who gives it, in order of date, outlet and place.
    pub parties: Vec<Party>,
    /// How many different outlets give it.
    pub outlets: usize,
    /// How many independent origins it has: copies, outlets of one house and reports of one agency count once.
    pub origins: usize,
}

/// A verdict on two statements.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// A hash of the rule and both statements' texts and sources: the same in every run, order and machine.
    pub id: String,
    /// What is said of them.
    pub verdict: Verdict,
    /// What they differ about.
    pub kind: Kind,
    /// How much it matters.
    pub severity: Severity,
    /// How likely it is that a careful reader agrees, from 0 to 1.
    pub confidence: Confidence,
    /// The one side; the earlier statement, where dates tell.
    pub a: Party,
    /// The other side.
    pub b: Party,
    /// How many independent origins stand on the side of `a`, and on that of `b`.
    pub origins: [usize; 2],
    /// Why, in one plain sentence.
    pub reason: String,
    /// Other rules that found the same two statements at odds, as `pack/rule`, the surest first.
    pub also: Vec<String>,
    /// What people have decided on it; nothing unless decisions are at hand.
    pub review: Review,
}

/// What people have decided on a finding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Review {
    /// Their decision; `None` where there is none that holds.
    pub status: Option<Status>,
    /// Why one that there was holds no more.
    pub lapse: Option<Lapse>,
    /// Who decided.
    pub reviewer: String,
    /// Why.
    pub note: String,
    /// When.
    pub reviewed_on: Option<Date>,
    /// The decision in words, also one that holds no more: `dismissed by Ana on 2026-11-28`.
    pub decision: String,
}

/// One statement's part in a finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Party {
    /// The row's id, or `FILE:LINE`.
    pub id: String,
    /// The outlet; the file's name where nothing names an outlet.
    pub source: String,
    /// Who is held to it; the outlet itself where nobody is quoted.
    pub speaker: String,
    /// When the source was published.
    pub date: Option<Date>,
    /// The file.
    pub file: String,
    /// The line, from 1; 0 for a row that has an id of its own.
    pub line: u32,
    /// The address of the source; empty where nothing tells it.
    pub url: String,
    /// The whole statement, verbatim.
    pub text: String,
    /// Which bytes of `text` the rule matched.
    pub evidence: Span,
    /// The answer it gives, in words.
    pub answer: String,
    /// Whether it denies what is asked.
    pub denied: bool,
    /// The least and the most that the answer may be, where it is a number.
    pub bounds: Option<(f64, f64)>,
}

/// A confidence and what it is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Confidence {
    /// The product of the terms, from 0 to 1.
    pub value: f64,
    /// By what it is measured.
    pub tier: Tier,
    /// Each factor with its name, the rate of the tier first.
    pub terms: Vec<(&'static str, f64)>,
}

/// What one run read and what it left.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles and rows read.
    pub sources: usize,
    /// Sentences in them.
    pub statements: usize,
    /// Statements that at least one rule read.
    pub read: usize,
    /// Claims read from them.
    pub claims: usize,
    /// Subjects with two claims or more.
    pub subjects: usize,
    /// Findings by verdict, in the order of [`Verdict::ALL`], before any filter of the report. That two statements agree by a rule free of
    /// topic is not counted: such rules bring together what shares a verb, and say little by it.
    pub verdicts: Vec<(Verdict, u64)>,
    /// Rows and files that could not be read.
    pub skipped: usize,
    /// Dates of publication that say no one day, and were left empty.
    pub undated: usize,
    /// Lines of page furniture left out.
    pub furniture: usize,
    /// Pairs that a cap left unjudged, over all subjects.
    pub unjudged: u64,
    /// Sources in another language than English: not read.
    pub foreign: usize,
    /// Which sources general rules may compare; `None` where there is no such rule.
    pub stories: Option<Stories>,
    /// Pairs that were found, but only by tiers that are not reported unless asked for.
    pub held: Left,
    /// Findings that were decided on, and are not shown for that.
    pub decided: Left,
    /// Findings that an earlier report holds, and that are not shown for that.
    pub old: Left,
    /// What the user's own rules came to, where there are any.
    pub own: Option<Own>,
}

/// How the sources stand together: general rules compare only what belongs to one story.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stories {
    /// The stories that two sources or more tell.
    pub told: usize,
    /// The sources that tell one of these.
    pub sources: usize,
}

/// Findings that a report does not show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Left {
    /// All of them.
    pub all: u64,
    /// How many of these are conflicts.
    pub conflicts: u64,
}

/// What the rules that do not come with the program came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Own {
    /// The names of their files, without folders.
    pub files: Vec<String>,
    /// Statements that at least one of them read and can compare: none that is only wished or planned, where the rule asks for facts.
    pub read: usize,
    /// The other statements that one of them read.
    pub unsaid: usize,
    /// Conflicts by verdict, before any filter of the report.
    pub verdicts: Vec<(Verdict, u64)>,
}

impl Left {
    /// Takes in what is left out for the same reason.
    pub(crate) fn add(&mut self, more: Self) {
        self.all += more.all;
        self.conflicts += more.conflicts;
    }
}

impl Report {
    /// All findings, in the order of the report.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.disputes.iter().flat_map(|dispute| &dispute.findings)
    }

    /// How many findings are conflicts, and how many there are in all.
    fn count(&self) -> Left {
        let conflicts = self.findings().filter(|finding| finding.verdict.is_conflict()).count() as u64;
        Left { all: self.findings().count() as u64, conflicts }
    }

    /// How many conflicts are shown.
    pub(crate) fn shown(&self) -> u64 {
        self.count().conflicts
    }

    /// Keeps some of the findings, and says how many it took out.
    pub fn retain(&mut self, keeps: impl Fn(&Finding) -> bool) -> Left {
        let before = self.count();
        self.disputes.iter_mut().for_each(|dispute| dispute.retain(&keeps));
        self.disputes.retain(|dispute| !dispute.findings.is_empty());
        for dispute in &mut self.disputes {
            dispute.severity = dispute.findings.iter().map(|finding| finding.severity).max().unwrap_or(dispute.severity);
        }
        let after = self.count();
        Left { all: before.all - after.all, conflicts: before.conflicts - after.conflicts }
    }
}

impl Dispute {
    /// Keeps some of the findings. A statement whose findings are all taken out stands in the dispute no more, nor do its copies.
    pub(crate) fn retain(&mut self, mut keeps: impl FnMut(&Finding) -> bool) {
        let (kept, gone): (Vec<Finding>, Vec<Finding>) = std::mem::take(&mut self.findings).into_iter().partition(|finding| keeps(finding));
        self.findings = kept;
        let texts = |findings: &[Finding]| -> BTreeSet<String> {
            findings.iter().flat_map(|finding| [&finding.a, &finding.b]).map(|party| party.text.clone()).collect()
        };
        let (standing, gone) = (texts(&self.findings), texts(&gone));
        for side in &mut self.sides {
            side.parties.retain(|party| standing.contains(&party.text) || !gone.contains(&party.text));
            side.outlets = outlets(&side.parties);
            side.origins = side.origins.min(side.outlets);
        }
        self.sides.retain(|side| !side.parties.is_empty());
    }
}

impl Finding {
    /// How many independent origins stand on each side, at the least.
    pub fn independent(&self) -> usize {
        self.origins[0].min(self.origins[1])
    }
}

impl Party {
    /// The words that the rule matched.
    pub fn evidence_text(&self) -> &str {
        self.evidence.of(&self.text)
    }
}

impl Confidence {
    /// The rate of the tier times what each named circumstance leaves of it, kept within 0 to 1.
    pub fn of(tier: Tier, circumstances: impl IntoIterator<Item = (&'static str, f64)>) -> Self {
        let rate = (if tier.judged > 0 { "judged tier" } else { "supposed tier" }, tier.rate);
        let terms: Vec<_> = std::iter::once(rate).chain(circumstances).collect();
        let value = terms.iter().map(|(_, factor)| factor).product::<f64>().clamp(0.0, 1.0);
        Self { value, tier, terms }
    }
}

/// How many different outlets some statements are of.
pub(crate) fn outlets(parties: &[Party]) -> usize {
    parties.iter().map(|party| &party.source).collect::<BTreeSet<_>>().len()
}

/// Two statements, by their names and words, whichever comes first.
pub(crate) type Texts = [(String, String); 2];

/// The two statements of a finding.
pub(crate) fn texts_of(finding: &Finding) -> Texts {
    texts(&finding.a, &finding.b)
}

/// The statements of two parties.
pub(crate) fn texts(a: &Party, b: &Party) -> Texts {
    let side = |p: &Party| (p.id.clone(), p.text.clone());
    let mut texts = [side(a), side(b)];
    texts.sort_unstable();
    texts
}
