//! From one question to its rows: what is said of each event, in each measure.

use super::counted::{Counted, counted};
use super::dispute::{Contest, Notes};
use super::estimate::estimate;
use super::measure::{Measure, Unit};
use super::standing::Later;
use super::trajectory::trajectory;
use super::{Figure, Mention};
use crate::conflict::{self, Evidence, REPORTED_WITHIN};
use crate::detect;
use crate::origin::Origins;
use crate::rule::Rule;
use crate::rule::written::Scope;
use crate::source::Source;
use crate::statement::Statement;
use crate::subject::{self, Subject};
use crate::value::{Period, days_between};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// A figure, and what it was counted from.
pub(super) struct Row {
    pub(super) figure: Figure,
    /// Whether its rule is free of topic.
    pub(super) is_free: bool,
    /// The statements, and what each of them says.
    pub(super) counted: BTreeSet<(Statement, u64)>,
}

/// One question that is answered by figures.
pub(super) struct Asked<'s> {
    pub(super) subject: &'s Subject,
    pub(super) rule: &'s Rule,
    pub(super) contests: Vec<Contest<'s>>,
    pub(super) evidence: &'s Evidence<'s>,
}

impl Asked<'_> {
    /// One for each event, where dates tell several apart, and for each measure.
    pub(super) fn rows(&self, origins: &Origins) -> Vec<Row> {
        let said = counted(self.subject, self.rule, self.evidence, origins);
        let by_place: BTreeMap<usize, &Counted> = said.iter().map(|one| (one.at, one)).collect();
        let contests = self.contests_by_place();
        let events = events(&said, self.rule, self.evidence.sources).into_iter().flat_map(by_measure);
        events.filter_map(|(measure, event)| self.row(&measure, &event, &by_place, &contests)).collect()
    }

    /// The contests of each claim, by their places.
    fn contests_by_place(&self) -> BTreeMap<usize, Vec<usize>> {
        let mut by_place: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, contest) in self.contests.iter().enumerate() {
            contest.claims().for_each(|claim| by_place.entry(claim).or_default().push(at));
        }
        by_place
    }

    /// The row of an event; none where nothing is said as a fact and nothing is at odds.
    fn row(
        &self,
        measure: &Measure,
        event: &[&Counted],
        by_place: &BTreeMap<usize, &Counted>,
        contests: &BTreeMap<usize, Vec<usize>>,
    ) -> Option<Row> {
        let counted: Vec<&Counted> = event.iter().copied().filter(|one| one.counts).collect();
        let later = Later::of(event);
        let replaced: BTreeSet<usize> = event.iter().filter(|one| later.replaces(one, self.rule.trend)).map(|one| one.at).collect();
        let of_event: BTreeSet<usize> = event.iter().filter_map(|one| contests.get(&one.at)).flatten().copied().collect();
        let contests: Vec<&Contest> = of_event.into_iter().map(|at| &self.contests[at]).collect();
        if counted.is_empty() && contests.is_empty() {
            return None;
        }
        let unit = self.unit(measure, event, &replaced);
        let notes = Notes { said: by_place, measure, unit: &unit, rule: self.rule, evidence: self.evidence };
        let figure = Figure { left_out: event.len() - counted.len(), ..self.head(&unit) };
        let figure = with_notes(figure, &contests, &replaced, notes);
        let figure = self.with_figures(figure, event, &replaced, &unit);
        let counted = counted.iter().map(|one| (one.claim.statement, one.quantity.point.to_bits())).collect();
        Some(Row { figure, is_free: self.rule.scope != Scope::Anywhere, counted })
    }

    fn unit(&self, measure: &Measure, event: &[&Counted], replaced: &BTreeSet<usize>) -> Unit {
        let stands = |one: &&Counted| one.counts && !replaced.contains(&one.at);
        let (standing, others): (Vec<&Counted>, Vec<&Counted>) = event.iter().copied().partition(stands);
        let written = |all: Vec<&Counted>| all.into_iter().map(|one| one.written.clone()).collect::<Vec<_>>();
        Unit::of(measure, [&written(standing), &written(others)], &self.question(), &self.evidence.rules.language)
    }

    fn question(&self) -> String {
        subject::question(self.rule, self.subject, &[], &self.evidence.rules.language)
    }

    fn head(&self, unit: &Unit) -> Figure {
        Figure {
            dispute_id: detect::subject_id(self.subject, self.rule, self.evidence.claims, self.evidence.sources),
            subject: detect::subject_name(self.subject, self.rule),
            question: self.question(),
            rule: self.rule.name(),
            unit: unit.name.clone(),
            ..Figure::default()
        }
    }

    fn with_figures(&self, figure: Figure, event: &[&Counted], replaced: &BTreeSet<usize>, unit: &Unit) -> Figure {
        let counted: Vec<&Counted> = event.iter().copied().filter(|one| one.counts).collect();
        let standing: Vec<&Counted> = counted.iter().copied().filter(|one| !replaced.contains(&one.at)).collect();
        let estimate = estimate(&standing, self.rule);
        let value = |figure: Option<f64>| figure.map(|figure| unit.value(figure));
        let days = || counted.iter().filter_map(|one| one.as_of);
        let first = |all: &[&Counted]| all.iter().min_by_key(|one| (one.as_of.is_none(), one.as_of, one.at)).map(|one| one.claim.statement);
        let of_best: Vec<&Counted> =
            standing.iter().copied().filter(|one| Some(one.lowest()) == estimate.best && !one.is_ceiling()).collect();
        let statement = first(&of_best).or_else(|| first(&standing)).or_else(|| first(event));
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
            trajectory: trajectory(&counted, unit),
            sources: self.mentions(&counted, replaced, unit),
            words: statement.map(|statement| statement.text(self.evidence.sources).to_owned()).unwrap_or_default(),
            ..figure
        }
    }

    /// Who said what, by day, figure and place.
    fn mentions(&self, counted: &[&Counted], replaced: &BTreeSet<usize>, unit: &Unit) -> Vec<Mention> {
        let mut sorted = counted.to_vec();
        sorted.sort_by(|a, b| a.as_of.cmp(&b.as_of).then(a.lowest().total_cmp(&b.lowest())).then(a.at.cmp(&b.at)));
        let mut numbers = BTreeMap::new();
        let mention = |one: &Counted| {
            let party = conflict::party(one.claim, self.rule, self.evidence);
            let next = numbers.len() + 1;
            Mention {
                figure: one.words(unit),
                speaker: party.speaker,
                source: party.source,
                as_of: one.as_of,
                id: party.id,
                origin: *numbers.entry(one.origin).or_insert(next),
                replaced: replaced.contains(&one.at),
            }
        };
        sorted.into_iter().map(mention).collect()
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
fn events<'s, 'a>(said: &'s [Counted<'a>], rule: &Rule, sources: &[Source]) -> Vec<Vec<&'s Counted<'a>>> {
    let mut sorted: Vec<&Counted> = said.iter().collect();
    let Some(within) = rule.within else { return vec![sorted] };
    let told = |one: &Counted| if one.quantity.age { day(one.as_of) } else { conflict::told_of(one.claim, sources) };
    sorted.sort_by_key(|one| told(one).and_then(|period| period.from.or(period.to)));
    let mut events: Vec<Vec<&Counted>> = Vec::new();
    for one in sorted {
        let last = events.last().and_then(|event| event.last().copied());
        let most = |other: &Counted| if one.claim.when.is_some() && other.claim.when.is_some() { within } else { within + REPORTED_WITHIN };
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

fn day(day: Option<Date>) -> Option<Period> {
    day.map(|day| Period { from: Some(day), to: Some(day) })
}

/// The claims of each measure. A figure that names no unit, "15 billion", is an amount of money where all others are.
fn by_measure<'s, 'a>(event: Vec<&'s Counted<'a>>) -> Vec<(Measure, Vec<&'s Counted<'a>>)> {
    let named: BTreeSet<Measure> = event.iter().filter(|one| !one.written.is_bare()).map(|one| one.written.measure.clone()).collect();
    let only = named.first().filter(|_| named.len() == 1);
    let mut groups: BTreeMap<Measure, Vec<&Counted>> = BTreeMap::new();
    for one in event {
        let own = &one.written.measure;
        let measure = only.filter(|only| one.written.may_be(only)).unwrap_or(own);
        groups.entry(measure.clone()).or_default().push(one);
    }
    groups.into_iter().collect()
}
