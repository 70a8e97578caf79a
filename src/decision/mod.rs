//! Decisions: what people made of conflicts, kept beside the reports so that nobody has to look twice.
//!
//! A decision goes by the name of its conflict, which is made of both statements, their outlets and the rule's name. So it holds in whatever
//! order and from whatever files the statements are read. Where a text is changed, the conflict has another name: then the decision has
//! gone *stale*, which is told, and the new conflict is to be decided on anew. No decision is ever thrown away.

mod file;
mod merge;
mod standing;
pub mod tally;

pub use merge::{Refused, Taken, Terms};

use crate::conflict::finding::{Finding, Party, Report, Review};
use crate::source::Source;
use crate::text::one_line;
use crate::verdict::{Lapse, Status};
use jiff::civil::Date;
use standing::{Places, Standing};
use std::collections::{BTreeMap, BTreeSet};

/// All decisions, by the names of their conflicts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions {
    by_id: BTreeMap<String, Decision>,
}

/// What was decided on one conflict, and what is needed to know the conflict again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What holds.
    pub word: Word,
    /// What held before, from the oldest.
    pub earlier: Vec<Word>,
    /// What it was decided on.
    pub about: About,
}

/// What somebody decided.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Word {
    /// When; unknown where nobody wrote it down.
    pub reviewed_on: Option<Date>,
    /// What.
    pub status: Status,
    /// Who.
    pub reviewer: String,
    /// Why.
    pub note: String,
    /// The last day on which it holds; for ever where none is given.
    pub expires_on: Option<Date>,
}

/// What a decision is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// The rule, as `pack/rule`.
    pub rule: String,
    /// By what the flag was measured.
    pub tier: String,
    /// What the program said of the pair.
    pub verdict: String,
    /// The question that both statements answer.
    pub question: String,
    /// The one side.
    pub a: Side,
    /// The other side.
    pub b: Side,
}

/// One statement of a decision.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Side {
    /// The outlet; the file's name where nothing names an outlet.
    pub source: String,
    /// The row's id, or `FILE:LINE`.
    pub id: String,
    /// The whole statement, on one line.
    pub text: String,
}

/// What decisions did to a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// The decisions that went stale, in words, in the order of their names.
    pub stale: Vec<String>,
    /// The decisions that have expired, in words, in the order of their names.
    pub expired: Vec<String>,
    /// How many decisions are on conflicts that this run did not find, though their texts are as they were or were not read.
    pub unseen: usize,
}

impl Decisions {
    /// The decision on a conflict.
    pub fn get(&self, conflict_id: &str) -> Option<&Decision> {
        self.by_id.get(conflict_id)
    }

    /// All of them, in the order of the names of their conflicts.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Decision)> {
        self.by_id.iter().map(|(id, decision)| (id.as_str(), decision))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// Shows decisions in a report, and takes out the findings whose status is not to be shown (`None` is that of a finding without a
    /// decision that holds). The `sources` are those of the report: they tell which decisions went stale.
    pub fn apply(&self, report: &mut Report, sources: &[Source], today: Date, shows: impl Fn(Option<Status>) -> bool) -> Applied {
        let mut applied = Applied::default();
        let found: BTreeSet<String> = report.findings().map(|finding| finding.id.clone()).collect();
        let places = Places::of(sources);
        for (id, decision) in self.iter() {
            match decision.standing(&places, found.contains(id), today) {
                Standing::Holds if found.contains(id) => {}
                Standing::Holds => applied.unseen += 1,
                Standing::Expired => applied.expired.push(format!("{id}: {}", decision.told_expired())),
                Standing::Changed(sides) => {
                    let told = decision.told_stale(sides);
                    report.disputes.iter_mut().for_each(|dispute| mark_stale(&dispute.rule, &mut dispute.findings, decision, &told));
                    applied.stale.push(format!("{id}: {told}"));
                }
            }
        }
        report.disputes.iter_mut().flat_map(|dispute| &mut dispute.findings).for_each(|finding| self.show(finding, today));
        let put_aside = report.retain(|finding| shows(finding.review.status));
        report.summary.decided.add(put_aside);
        applied
    }

    fn show(&self, finding: &mut Finding, today: Date) {
        let Some(decision) = self.get(&finding.id) else { return };
        finding.review = match decision.word.has_expired(today) {
            true => Review { lapse: Some(Lapse::Expired), decision: decision.told_expired(), ..Review::default() },
            false => decision.review(),
        };
    }
}

/// Marks the findings that a decision would be on, had no text changed.
fn mark_stale(rule: &str, findings: &mut [Finding], decision: &Decision, told: &str) {
    let of_rule = findings.iter_mut().filter(|_| rule == decision.about.rule);
    let stale = || Review { lapse: Some(Lapse::Stale), decision: told.to_owned(), ..Review::default() };
    of_rule.filter(|finding| decision.about.is_near(finding)).for_each(|finding| finding.review = stale());
}

impl Decision {
    /// It in words, on a day.
    pub fn told(&self, today: Date) -> String {
        if self.word.has_expired(today) { self.told_expired() } else { self.word.told() }
    }

    /// The status that holds on a day, if one does.
    pub fn status(&self, today: Date) -> Option<Status> {
        (!self.word.has_expired(today)).then_some(self.word.status)
    }

    /// What a report shows of it.
    fn review(&self) -> Review {
        let Word { status, reviewer, note, reviewed_on, .. } = self.word.clone();
        Review { status: Some(status), lapse: None, reviewer, note, reviewed_on, decision: self.word.told() }
    }

    /// How it stands to what was read.
    fn standing(&self, places: &Places, found: bool, today: Date) -> Standing {
        match () {
            () if self.word.has_expired(today) => Standing::Expired,
            () if found => Standing::Holds,
            () => places.standing([&self.about.a, &self.about.b]),
        }
    }

    fn told_expired(&self) -> String {
        let day = self.word.expires_on.map(|day| day.to_string()).unwrap_or_default();
        format!("expired on {day}: it was {}", self.word.told())
    }

    fn told_stale(&self, changed: [bool; 2]) -> String {
        let sides = [(&self.about.a, changed[0]), (&self.about.b, changed[1])];
        let sides: Vec<&str> = sides.iter().filter(|(_, changed)| *changed).map(|(side, _)| side.id.as_str()).collect();
        format!("stale: it was {}, and the text of {} has changed since", self.word.told(), sides.join(" and of "))
    }
}

impl Word {
    /// Whether its last day is over.
    pub fn has_expired(&self, today: Date) -> bool {
        self.expires_on.is_some_and(|last| last < today)
    }

    /// `dismissed by Ana on 2026-11-28`
    pub fn told(&self) -> String {
        let by = if self.reviewer.is_empty() { String::new() } else { format!(" by {}", one_line(&self.reviewer)) };
        let on = self.reviewed_on.map(|day| format!(" on {day}")).unwrap_or_default();
        let status = self.status.name().replace('_', " ");
        format!("{status}{by}{on}")
    }
}

impl About {
    /// Whether a finding of the same rule stands in the same two places, one text or both being others.
    fn is_near(&self, finding: &Finding) -> bool {
        let same = |side: &Side, party: &Party| side.source == party.source && (side.id == party.id || side.text == one_line(&party.text));
        let both = |x, y| same(&self.a, x) && same(&self.b, y);
        both(&finding.a, &finding.b) || both(&finding.b, &finding.a)
    }
}

#[cfg(test)]
mod samples;
