//! Figures: for each counted subject how many, from what to what, since when, and who says otherwise.
//!
//! The columns follow two projects that count the dead of wars from reports that disagree. The Uppsala Conflict Data Program
//! (UCDP) gives three figures for an event: the lowest and the highest that credible reports give, and the best, which is the
//! most reliable one, or as a rule the lower one where none is more reliable. The Armed Conflict Location & Event Data project (ACLED)
//! gives one: where reports differ or are vague, the most conservative, with a note of the dispute, to be mended when better reports come.
//! Neither choice can be left to a program as it stands, since it cannot know who is reliable. So these rules stand in for it:
//!
//! - **What counts** is said as a fact. What is hedged, planned, wished, asked or denied is left out and counted.
//! - **What stands** is what nothing later has replaced: each voice's own latest, whichever outlet tells it, and where the rule has a `trend`, no
//!   count that a later one continues. An update is no dispute, so replaced figures are in the trajectory and nowhere else.
//! - **Low and high** are the lowest and the highest figure that stand. "Between 20 and 30" and "dozens" give both of their ends. A bound
//!   that a figure meets, "at least 8" beside 30, adds nothing to it. One that none meets leaves the other side open: "at least 8" is low, and
//!   then there is no high one; "up to 8" alone is high and nothing else, and never low, since nobody has said that they are so many.
//! - **Best** is the one that fits what most independent origins say; of several the one that most of them name, and then the lower one.
//!   Of those that fit it as well, it is one that is named rather than the end of a range, and exact rather than rough. It is a figure that
//!   somebody gave, no mean of several, and five copies count once.
//! - **In dispute** is what a report of conflicts has found and nobody has put aside. A figure that was disputed and has been replaced since
//!   is a past dispute.
//! - **Conservative** is the lowest that stands, but for those that only say the best one less exactly: "around 2,700" for 2,750.

mod counted;
mod dispute;
mod estimate;
mod measure;
mod row;
mod standing;
mod trajectory;

pub use trajectory::Point;

use crate::claim::Claim;
use crate::conflict::finding::Report;
use crate::conflict::{Evidence, Judgement};
use crate::detect::{self, Course, Settings, TierChoice};
use crate::origin::Origins;
use crate::rule::Rules;
use crate::source::Source;
use crate::statement::Statement;
use crate::subject::Subject;
use crate::value::Value;
use dispute::{Reported, contests};
use jiff::civil::Date;
use rayon::prelude::*;
use row::{Asked, Row};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// What is known of one count.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figure {
    /// The dispute that a report of conflicts would have on it.
    pub dispute_id: String,
    /// What the question was asked of.
    pub subject: String,
    /// The question.
    pub question: String,
    /// The rule, as `pack/rule`.
    pub rule: String,
    /// What the figures are of: `people`, `dollar`, `%`, `months`; empty where nothing names it.
    pub unit: String,
    /// The lowest figure that stands; nothing where none does, or where it is only said how many there are not.
    pub low: Option<f64>,
    /// The figure that fits what most origins say.
    pub best: Option<f64>,
    /// The highest figure that stands.
    pub high: Option<f64>,
    /// The lowest figure that stands, but for those that only round the best one.
    pub conservative: Option<f64>,
    /// How many independent origins the best one fits.
    pub best_origins: usize,
    /// How many claims were counted.
    pub claims: usize,
    /// How many independent origins they have.
    pub origins: usize,
    /// How many of the claims a later one has replaced.
    pub replaced: usize,
    /// How many were left out: hedged, planned, wished, asked or denied.
    pub left_out: usize,
    /// The first day for which there is a figure.
    pub first: Option<Date>,
    /// The last day for which there is one.
    pub last: Option<Date>,
    /// Who says what, where figures that stand are at odds; else empty.
    pub dispute: String,
    /// The same of figures that were at odds, and that a later one has replaced.
    pub past_dispute: String,
    /// What was decided on any of this.
    pub decided: String,
    /// What was said from day to day.
    pub trajectory: Vec<Point>,
    /// Who said what was counted, in order of days.
    pub sources: Vec<Mention>,
    /// A statement that gives the best figure, verbatim; else one that gives another. Questions alone may not tell what they are of.
    pub words: String,
}

/// One claim of a figure that was counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The figure in words.
    pub figure: String,
    /// Who is held to it; the outlet itself where nobody is quoted.
    pub speaker: String,
    /// The outlet.
    pub source: String,
    /// When it was reported; else when it was so.
    pub as_of: Option<Date>,
    /// The row's id, or `FILE:LINE`.
    pub id: String,
    /// The number of its origin among those of the figure, from 1; copies have one number.
    pub origin: usize,
    /// Whether a later figure has taken its place.
    pub replaced: bool,
}

impl Mention {
    /// `30: the mayor, The Quay, 2022-06-03 [q7]`.
    pub fn words(&self) -> String {
        let outlet = Some(self.source.as_str()).filter(|outlet| *outlet != self.speaker);
        let day = self.as_of.map_or_else(|| "undated".to_owned(), |day| day.to_string());
        let place = [Some(self.speaker.as_str()), outlet, Some(&day)].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let replaced = if self.replaced { ", replaced" } else { "" };
        format!("{}: {place} [{}]{replaced}", self.figure, self.id)
    }
}

/// What one run tells of figures.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figures {
    /// The figures of all counted subjects, those in dispute first, then those with most origins.
    pub rows: Vec<Figure>,
    /// How many questions are left out: of less proven rules, or of rules free of topic and no news.
    pub held: usize,
}

/// Counts what is said of every subject that is answered by figures.
///
/// The rows are of the rules whose conflicts a report with these `settings` would hold. Of rules free of topic only those are told that are
/// reported, or that bring two origins together and count more than a rule of a topic does. The report of conflicts is given to `review`, which
/// may show decisions in it.
pub fn figures(sources: &[Source], rules: &Rules, settings: &Settings, review: impl FnOnce(&mut Report)) -> Figures {
    let course = Course::of(sources, rules, settings.pair_cap, detect::company);
    let mut report = Report { disputes: course.disputes(Vec::new(), settings).0, ..Report::default() };
    review(&mut report);
    let reported = Reported::of(&report);
    let evidence = course.evidence();
    let judged = course.subjects.iter().zip(&course.judgements).filter(|(subject, _)| has_figure(subject, &evidence));
    let is_shown = |(subject, _): &(&Subject, &Judgement)| is_shown(subject, &evidence, settings, &reported);
    let (shown, held): (Vec<_>, Vec<_>) = judged.partition(is_shown);
    let asked = shown.iter().flat_map(|(subject, _)| &subject.claims).map(|&at| evidence.claims[at].statement.source);
    let origins = Origins::of(evidence.sources, asked);
    let of_subject = |(subject, judgement): &(&Subject, &Judgement)| {
        let rule = &rules.rules[subject.rule];
        let contests = contests(judgement, rule, &evidence, &reported);
        Asked { subject, rule, contests, evidence: &evidence }.rows(&origins)
    };
    let rows: Vec<Row> = shown.par_iter().flat_map_iter(of_subject).collect();
    let unshown = held.iter().filter(|(subject, _)| has_counted(subject, &evidence)).count();
    let found = questions(rows.iter().map(|row| &row.figure)) + unshown;
    let rows = in_order(if settings.tiers == TierChoice::All { figures_of(rows) } else { figures_of(news(rows, &reported)) });
    Figures { held: found - questions(&rows), rows }
}

/// How many questions some rows are on: a question has several where its figures are of several measures or events.
fn questions<'f>(rows: impl IntoIterator<Item = &'f Figure>) -> usize {
    rows.into_iter().map(|figure| &figure.dispute_id).collect::<BTreeSet<_>>().len()
}

fn has_figure(subject: &Subject, evidence: &Evidence) -> bool {
    subject.claims.iter().any(|&at| matches!(evidence.claims[at].value, Value::Quantity(_)))
}

/// Whether a subject has a figure that would be counted.
fn has_counted(subject: &Subject, evidence: &Evidence) -> bool {
    let claim = |at: &usize| &evidence.claims[*at];
    let counts = |claim: &Claim| matches!(claim.value, Value::Quantity(_)) && counted::counts(claim, &evidence.rules.rules[subject.rule]);
    subject.claims.iter().map(claim).any(counts)
}

/// Whether a subject's rule is one whose flags are reported.
fn is_shown(subject: &Subject, evidence: &Evidence, settings: &Settings, reported: &Reported) -> bool {
    let rule = &evidence.rules.rules[subject.rule];
    settings.reports_tier(&evidence.rules.tiers.of_rule(rule, "any/measured"))
        || reported.holds(&detect::subject_id(subject, rule, evidence.claims, evidence.sources))
}

/// Without what is no news: the figures of rules free of topic that a rule of a topic tells too, or that nothing is compared with.
fn news(rows: Vec<Row>, reported: &Reported) -> Vec<Row> {
    let of_topics: BTreeSet<(Statement, u64)> = rows.iter().filter(|row| !row.is_free).flat_map(|row| &row.counted).copied().collect();
    let adds = |row: &Row| row.figure.origins > 1 && !row.counted.is_subset(&of_topics);
    rows.into_iter().filter(|row| !row.is_free || reported.holds(&row.figure.dispute_id) || adds(row)).collect()
}

fn figures_of(rows: Vec<Row>) -> Vec<Figure> {
    rows.into_iter().map(|row| row.figure).collect()
}

fn in_order(mut figures: Vec<Figure>) -> Vec<Figure> {
    let rank = |f: &Figure| (f.dispute.is_empty(), f.past_dispute.is_empty(), Reverse(f.origins), Reverse(f.claims));
    let name = |f: &Figure| (f.rule.clone(), f.subject.clone(), f.dispute_id.clone(), f.first, f.unit.clone());
    figures.sort_by_cached_key(|figure| (rank(figure), name(figure)));
    figures
}

#[cfg(test)]
mod tests;
