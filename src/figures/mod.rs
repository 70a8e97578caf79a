//! Figures: for each counted subject how many, from what to what, since when, and who says otherwise.
//!
//! The columns follow two projects that count the dead of wars from reports that disagree. The Uppsala Conflict Data Program
//! (UCDP) gives three figures for an event: the lowest and the highest that credible reports give, and the best, which is the
//! most reliable one, or as a rule the lower one where none is more reliable. The Armed Conflict Location & Event Data project (ACLED)
//! gives one: where reports differ or are vague, the most conservative, with a note of the dispute, to be mended when better reports come.
//! Neither choice can be left to a program as it stands, since it cannot know who is reliable. So these rules stand in for it:
//!
//! - **What counts** is said as a fact. What is hedged, planned, wished, asked or denied is left out and counted.
//! - **What stands** is what nothing later has replaced: each voice's own latest, and where the rule has a `trend`, no count that
//!   a later one continues. An update is no dispute, so replaced figures are in the trajectory and nowhere else.
//! - **Low and high** are the lowest and the highest figure that stand. "Between 20 and 30" and "dozens" give both of their ends. A bound
//!   that a figure meets, "at least 8" beside 30, adds nothing to it; alone it is 8: nobody has said more. "Up to 8" alone is high and
//!   nothing else, since nobody has said that they are so many.
//! - **Best** is the one that fits what most independent origins say; of several one that is named rather than the end of a range, then the
//!   one that most of them name, then an exact one, and then the lower one. It is a figure that somebody gave, no mean of several, and five copies count once.
//! - **In dispute** is what a report of conflicts has found and nobody has put aside. A figure that was disputed and has been replaced since
//!   is a past dispute.
//! - **Conservative** is the lowest that stands, but for those that only say the best one less exactly: "around 2,700" for 2,750.

mod dispute;
mod estimate;
mod measure;
mod said;
mod standing;
mod trajectory;

pub use trajectory::Point;

use crate::conflict::finding::{Finding, Report};
use crate::conflict::{self, Evidence, Judgement, REPORTED_WITHIN};
use crate::detect::{self, Course, Settings, TierChoice, pair_of};
use crate::origin::Origins;
use crate::rule::written::Scope;
use crate::rule::{Rule, Rules};
use crate::source::Source;
use crate::statement::Statement;
use crate::subject::Subject;
use crate::value::{Value, days_between};
use dispute::{Contest, Notes, Reported, contests};
use estimate::estimate;
use jiff::civil::Date;
use measure::{Measure, Unit};
use rayon::prelude::*;
use said::{Said, said};
use standing::Later;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use trajectory::trajectory;

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
    pub sources: Vec<Voice>,
}

/// One claim of a figure that was counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Voice {
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

impl Voice {
    /// `30: the mayor, The Quay, 2022-06-03 [q7]`.
    pub fn words(&self) -> String {
        let outlet = Some(self.source.as_str()).filter(|outlet| *outlet != self.speaker);
        let day = self.as_of.map_or_else(|| "undated".to_owned(), |day| day.to_string());
        let place = [Some(self.speaker.as_str()), outlet, Some(&day)].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let replaced = if self.replaced { ", replaced" } else { "" };
        format!("{}: {place} [{}]{replaced}", self.figure, self.id)
    }
}

/// The figures of all counted subjects, those in dispute first, then those with most origins.
///
/// They are of the rules whose conflicts a report with these `settings` would hold. Of rules free of topic only those are told that bring two
/// origins together, and that count more than a rule of a topic does. The report of their conflicts is given to `review`, which may show
/// decisions in it.
pub fn figures(sources: &[Source], rules: &Rules, settings: &Settings, review: impl FnOnce(&mut Report)) -> Vec<Figure> {
    let course = Course::of(sources, rules, settings.pair_cap, detect::company);
    let mut report = Report { disputes: course.disputes(Vec::new(), settings).0, ..Report::default() };
    review(&mut report);
    let reported: Reported = report.findings().map(|finding: &Finding| (pair_of(finding), finding)).collect();
    let evidence = course.evidence();
    let is_counted = |(subject, _): &(&Subject, &Judgement)| is_counted(subject, &evidence, settings);
    let subjects: Vec<(&Subject, &Judgement)> = course.subjects.iter().zip(&course.judgements).filter(is_counted).collect();
    let asked = subjects.iter().flat_map(|(subject, _)| &subject.claims).map(|&at| evidence.claims[at].statement.source);
    let origins = Origins::of(evidence.sources, asked);
    let of_subject = |(subject, judgement): &(&Subject, &Judgement)| {
        let rule = &rules.rules[subject.rule];
        let contests = contests(judgement, rule, &evidence, &reported);
        Asked { subject, rule, contests, evidence: &evidence }.rows(&origins)
    };
    let rows: Vec<Row> = subjects.par_iter().flat_map_iter(of_subject).collect();
    in_order(told(rows, settings))
}

/// Whether a subject is answered by figures, and its rule is one whose flags are reported.
fn is_counted(subject: &Subject, evidence: &Evidence, settings: &Settings) -> bool {
    let rule = &evidence.rules.rules[subject.rule];
    let has_figure = || subject.claims.iter().any(|&at| matches!(evidence.claims[at].value, Value::Quantity(_)));
    settings.reports_tier(&evidence.rules.tiers.of_rule(rule, "any/measured")) && has_figure()
}

/// A figure, and what it was counted from.
struct Row {
    figure: Figure,
    is_free: bool,
    /// The statements, and what each of them says.
    counted: BTreeSet<(Statement, u64)>,
}

/// Leaves out what is no news: the figures of rules free of topic that a rule of a topic tells too, or that nothing is compared with.
fn told(rows: Vec<Row>, settings: &Settings) -> Vec<Figure> {
    let all = settings.tiers == TierChoice::All;
    let of_topics: BTreeSet<(Statement, u64)> = rows.iter().filter(|row| !row.is_free).flat_map(|row| &row.counted).copied().collect();
    let is_told = |row: &Row| all || !row.is_free || (row.figure.origins > 1 && !row.counted.is_subset(&of_topics));
    rows.into_iter().filter(is_told).map(|row| row.figure).collect()
}

fn in_order(mut figures: Vec<Figure>) -> Vec<Figure> {
    let rank = |f: &Figure| (f.dispute.is_empty(), f.past_dispute.is_empty(), Reverse(f.origins), Reverse(f.claims));
    let name = |f: &Figure| (f.rule.clone(), f.subject.clone(), f.dispute_id.clone(), f.first, f.unit.clone());
    figures.sort_by_cached_key(|figure| (rank(figure), name(figure)));
    figures
}

/// One question that is answered by figures.
struct Asked<'s> {
    subject: &'s Subject,
    rule: &'s Rule,
    contests: Vec<Contest<'s>>,
    evidence: &'s Evidence<'s>,
}

impl Asked<'_> {
    /// One for each event, where dates tell several apart, and for each measure.
    fn rows(&self, origins: &Origins) -> Vec<Row> {
        let said = said(self.subject, self.rule, self.evidence, origins);
        let by_place: BTreeMap<usize, &Said> = said.iter().map(|one| (one.at, one)).collect();
        let events = events(&said, self.rule, self.evidence.sources).into_iter().flat_map(by_measure);
        events.filter_map(|(measure, event)| self.row(&measure, &event, &by_place)).collect()
    }

    /// The row of an event; none where nothing is said as a fact and nothing is at odds.
    fn row(&self, measure: &Measure, event: &[&Said], by_place: &BTreeMap<usize, &Said>) -> Option<Row> {
        let counted: Vec<&Said> = event.iter().copied().filter(|one| one.counts).collect();
        let later = Later::of(&counted);
        let replaced: BTreeSet<usize> = event.iter().filter(|one| later.replaces(one, self.rule.trend)).map(|one| one.at).collect();
        let own: BTreeSet<usize> = event.iter().map(|one| one.at).collect();
        let contests: Vec<&Contest> = self.contests.iter().filter(|contest| contest.claims().any(|at| own.contains(&at))).collect();
        if counted.is_empty() && contests.is_empty() {
            return None;
        }
        let unit = self.unit(measure, event, &replaced);
        let notes = Notes { said: by_place, unit: &unit, rule: self.rule, evidence: self.evidence };
        let figure = Figure { left_out: event.len() - counted.len(), ..self.head(&unit) };
        let figure = with_notes(figure, &contests, &replaced, notes);
        let figure = self.with_figures(figure, &counted, &replaced, &unit);
        let counted = counted.iter().map(|one| (one.claim.statement, one.quantity.point.to_bits())).collect();
        Some(Row { figure, is_free: self.rule.scope != Scope::Anywhere, counted })
    }

    fn unit(&self, measure: &Measure, event: &[&Said], replaced: &BTreeSet<usize>) -> Unit {
        let stands = |one: &&Said| one.counts && !replaced.contains(&one.at);
        let (standing, others): (Vec<&Said>, Vec<&Said>) = event.iter().copied().partition(stands);
        let written = |all: Vec<&Said>| all.into_iter().map(|one| one.written.clone()).collect::<Vec<_>>();
        Unit::of(measure, &written(standing), &written(others), &self.evidence.rules.language)
    }

    fn head(&self, unit: &Unit) -> Figure {
        Figure {
            dispute_id: detect::subject_id(self.subject, self.rule, self.evidence.claims, self.evidence.sources),
            subject: detect::subject_name(self.subject, self.rule),
            question: detect::question(self.rule, self.subject),
            rule: self.rule.name(),
            unit: unit.name.clone(),
            ..Figure::default()
        }
    }

    fn with_figures(&self, figure: Figure, counted: &[&Said], replaced: &BTreeSet<usize>, unit: &Unit) -> Figure {
        let standing: Vec<&Said> = counted.iter().copied().filter(|one| !replaced.contains(&one.at)).collect();
        let estimate = estimate(&standing, self.rule);
        let value = |figure: Option<f64>| figure.map(|figure| unit.value(figure));
        let days = || counted.iter().filter_map(|one| one.as_of);
        Figure {
            low: value(estimate.low),
            best: value(estimate.best),
            high: value(estimate.high),
            conservative: value(estimate.conservative),
            best_origins: estimate.backing,
            claims: counted.len(),
            origins: counted.iter().map(|one| one.origin).collect::<BTreeSet<_>>().len(),
            replaced: counted.len() - standing.len(),
            first: days().min(),
            last: days().max(),
            trajectory: trajectory(counted, unit),
            sources: self.voices(counted, replaced, unit),
            ..figure
        }
    }

    /// Who said what, by day, figure and place.
    fn voices(&self, counted: &[&Said], replaced: &BTreeSet<usize>, unit: &Unit) -> Vec<Voice> {
        let mut sorted = counted.to_vec();
        sorted.sort_by(|a, b| a.as_of.cmp(&b.as_of).then(a.lowest().total_cmp(&b.lowest())).then(a.at.cmp(&b.at)));
        let mut numbers = BTreeMap::new();
        let voice = |one: &Said| {
            let party = conflict::party(one.claim, self.rule, self.evidence);
            let next = numbers.len() + 1;
            Voice {
                figure: one.words(unit),
                speaker: party.speaker,
                source: party.source,
                as_of: one.as_of,
                id: party.id,
                origin: *numbers.entry(one.origin).or_insert(next),
                replaced: replaced.contains(&one.at),
            }
        };
        sorted.into_iter().map(voice).collect()
    }
}

/// A figure with what is at odds, what was, and what was decided on it.
fn with_notes(figure: Figure, contests: &[&Contest], replaced: &BTreeSet<usize>, notes: Notes) -> Figure {
    let (kept, aside): (Vec<&Contest>, Vec<&Contest>) = contests.iter().copied().partition(|contest| contest.is_kept());
    let stands = |side: &Vec<usize>| side.iter().any(|at| !replaced.contains(at));
    let (open, past): (Vec<&Contest>, Vec<&Contest>) = kept.iter().copied().partition(|contest| contest.sides.iter().all(stands));
    let past: Vec<&Contest> = notes.beside(past, &open);
    let decided: Vec<&Contest> = kept.into_iter().chain(aside).collect();
    Figure { dispute: notes.dispute(&open), past_dispute: notes.dispute(&past), decided: notes.decided(&decided), ..figure }
}

/// The claims of each event. Where the rule says how far apart the dates of one event may be, a longer silence begins another.
/// Claims without any date belong to the first.
fn events<'s, 'a>(said: &'s [Said<'a>], rule: &Rule, sources: &[Source]) -> Vec<Vec<&'s Said<'a>>> {
    let mut sorted: Vec<&Said> = said.iter().collect();
    let Some(within) = rule.within else { return vec![sorted] };
    let told = |one: &Said| conflict::told_of(one.claim, sources);
    sorted.sort_by_key(|one| told(one).and_then(|period| period.from.or(period.to)));
    let mut events: Vec<Vec<&Said>> = Vec::new();
    for one in sorted {
        let last = events.last().and_then(|event| event.last().copied());
        let most = |other: &Said| if one.claim.when.is_some() && other.claim.when.is_some() { within } else { within + REPORTED_WITHIN };
        let apart = last.is_some_and(|other| match (told(other), told(one)) {
            (Some(a), Some(b)) => days_between(&a, &b).is_some_and(|days| f64::from(days) > most(other)),
            _ => false,
        });
        match events.last_mut() {
            Some(event) if !apart => event.push(one),
            _ => events.push(vec![one]),
        }
    }
    events
}

/// The claims of each measure. A figure that names no unit, "15 billion", is of the measure of the others where there is only one.
fn by_measure<'s, 'a>(event: Vec<&'s Said<'a>>) -> Vec<(Measure, Vec<&'s Said<'a>>)> {
    let named: BTreeSet<Measure> = event.iter().filter(|one| !one.written.is_bare()).map(|one| one.written.measure.clone()).collect();
    let only = named.first().filter(|_| named.len() == 1);
    let mut groups: BTreeMap<Measure, Vec<&Said>> = BTreeMap::new();
    for one in event {
        let own = &one.written.measure;
        let measure = if one.written.is_bare() { only.unwrap_or(own) } else { own };
        groups.entry(measure.clone()).or_default().push(one);
    }
    groups.into_iter().collect()
}

#[cfg(test)]
mod tests;
