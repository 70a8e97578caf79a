//! What is at odds, as a report of conflicts has it, and what was decided on it.

use super::counted::Counted;
use super::measure::{Measure, Unit};
use crate::conflict::finding::{Finding, Report, Review, Texts, texts, texts_of};
use crate::conflict::{self, Evidence, Judgement};
use crate::rule::Rule;
use crate::text::one_line;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// How many places of one figure a note names.
const NAMED: usize = 3;
/// How many figures, disputes or decisions a note names, so that a cell stays readable: the first and the last ones.
const LISTED: usize = 16;

/// What a report of conflicts holds.
pub(super) struct Reported<'r> {
    by_texts: BTreeMap<Texts, &'r Finding>,
    disputes: BTreeSet<&'r str>,
}

impl<'r> Reported<'r> {
    pub(super) fn of(report: &'r Report) -> Self {
        let disputes = report.disputes.iter().map(|dispute| dispute.id.as_str()).collect();
        Self { by_texts: report.findings().map(|finding| (texts_of(finding), finding)).collect(), disputes }
    }

    /// Whether it holds a dispute of this name.
    pub(super) fn holds(&self, dispute: &str) -> bool {
        self.disputes.contains(dispute)
    }
}

/// Two claims of figures that a report shows to be at odds.
#[derive(Debug, Clone)]
pub(super) struct Contest<'r> {
    /// Each claim, and the copies of it.
    pub(super) sides: [Vec<usize>; 2],
    /// What was decided on it.
    pub(super) review: &'r Review,
}

/// All of a subject. A pair that several rules find is reported once, and is a contest of each of their figures.
pub(super) fn contests<'r>(judgement: &Judgement, rule: &Rule, evidence: &Evidence, reported: &Reported<'r>) -> Vec<Contest<'r>> {
    let party = |at: usize| conflict::party(&evidence.claims[at], rule, evidence);
    let conflicts = judgement.pairs.iter().filter(|judged| judged.verdict.is_conflict());
    let finding = |judged: &conflict::Judged| reported.by_texts.get(&texts(&party(judged.a), &party(judged.b))).copied();
    let found: Vec<(&conflict::Judged, &Finding)> = conflicts.filter_map(|judged| Some((judged, finding(judged)?))).collect();
    let positions: BTreeSet<usize> = found.iter().flat_map(|(judged, _)| [judged.sides.0, judged.sides.1]).collect();
    let copies: BTreeMap<usize, Vec<usize>> = positions.into_iter().flat_map(|at| copies(&judgement.positions[at], evidence)).collect();
    let side = |at: usize| std::iter::once(at).chain(copies.get(&at).into_iter().flatten().copied()).collect();
    found.into_iter().map(|(judged, finding)| Contest { sides: [side(judged.a), side(judged.b)], review: &finding.review }).collect()
}

/// The copies of each claim of a position that has any.
fn copies(position: &conflict::Position, evidence: &Evidence) -> BTreeMap<usize, Vec<usize>> {
    let (originals, copies) = position.claims.split_at(position.originals);
    let text = |at: usize| evidence.claims[at].statement.copy_key(evidence.sources);
    let mut by_original: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    if copies.is_empty() {
        return by_original;
    }
    let by_text: BTreeMap<String, usize> = originals.iter().map(|&at| (text(at), at)).collect();
    for &copy in copies {
        if let Some(&original) = by_text.get(&text(copy)) {
            by_original.entry(original).or_default().push(copy);
        }
    }
    by_original
}

impl Contest<'_> {
    /// Whether it is still a contest: not when somebody has put it aside.
    pub(super) fn is_kept(&self) -> bool {
        !self.review.status.is_some_and(crate::verdict::Status::is_put_aside)
    }

    /// Whether a claim is the one or the other, or a copy of one.
    pub(super) fn claims(&self) -> impl Iterator<Item = usize> {
        self.sides.iter().flatten().copied()
    }
}

/// What notes are written from.
#[derive(Clone, Copy)]
pub(super) struct Notes<'s> {
    /// The claims of figures on the subject, by their places.
    pub(super) said: &'s BTreeMap<usize, &'s Counted<'s>>,
    pub(super) measure: &'s Measure,
    pub(super) unit: &'s Unit,
    pub(super) rule: &'s Rule,
    pub(super) evidence: &'s Evidence<'s>,
}

/// A figure of a note: first what it is ordered by.
type Side = (u64, u64, String);

impl Notes<'_> {
    /// `30 (the mayor, The Quay, 2022-06-03); 35 (Harbour Wire, 2022-06-03)`. Figures that have nothing to do with each other, those of two
    /// days say, stand apart: `12 (…); 15 (…) // 30 (…); 35 (…)`.
    pub(super) fn dispute(&self, contests: &[&Contest]) -> String {
        let mut places: BTreeMap<Side, BTreeSet<(Option<Date>, String)>> = BTreeMap::new();
        let mut pairs: Vec<[Side; 2]> = Vec::new();
        for contest in contests {
            let [Some(a), Some(b)] = [&contest.sides[0], &contest.sides[1]].map(|side| self.side(side[0])) else { continue };
            for (side, claims) in [(&a, &contest.sides[0]), (&b, &contest.sides[1])] {
                let said = claims.iter().filter_map(|at| self.said.get(at));
                places.entry(side.clone()).or_default().extend(said.map(|one| (one.as_of, one.place(self.rule, self.evidence))));
            }
            pairs.push([a, b]);
        }
        let sides: Vec<&Side> = places.keys().collect();
        let told = |side: &&Side| format!("{} ({})", side.2, listed(&places[*side]));
        let group = |group: Vec<&Side>| ends(group.iter().map(told).collect(), "; ");
        ends(together(&sides, &pairs).into_iter().map(group).collect(), " // ")
    }

    /// Those of the contests whose figures are not all told of others: a voice may have said the same before.
    pub(super) fn beside<'c, 'r>(&self, contests: Vec<&'c Contest<'r>>, others: &[&Contest]) -> Vec<&'c Contest<'r>> {
        let side = |claims: &Vec<usize>| self.side(claims[0]);
        let told: BTreeSet<Option<Side>> = others.iter().flat_map(|other| other.sides.iter().map(side)).collect();
        contests.into_iter().filter(|contest| !contest.sides.iter().all(|claims| told.contains(&side(claims)))).collect()
    }

    /// `30 against 35: confirmed by Ana on 2022-06-07 (the union sent its list)`.
    pub(super) fn decided(&self, contests: &[&Contest]) -> String {
        let mut reviews: BTreeMap<[Side; 2], Vec<&Review>> = BTreeMap::new();
        for contest in contests {
            let [Some(a), Some(b)] = [&contest.sides[0], &contest.sides[1]].map(|side| self.side(side[0])) else { continue };
            let mut sides = [a, b];
            sides.sort_unstable();
            reviews.entry(sides).or_default().push(contest.review);
        }
        let told =
            |(sides, reviews): (&[Side; 2], &Vec<&Review>)| Some(format!("{} against {}: {}", sides[0].2, sides[1].2, decisions(reviews)?));
        ends(reviews.iter().filter_map(told).collect(), "; ")
    }

    fn side(&self, at: usize) -> Option<Side> {
        let one = self.said.get(&at)?;
        let hedged = if one.claim.hedged { ", with a hedge" } else { "" };
        // Figures are never negative, so their bits are in their order.
        Some((one.lowest().to_bits(), one.highest().to_bits(), format!("{}{hedged}", self.figure(one))))
    }

    /// A figure in the unit of the row; one that is no figure of the row, 12% against 15 of them, in a unit of its own.
    fn figure(&self, one: &Counted) -> String {
        if one.written.may_be(self.measure) {
            return one.words(self.unit);
        }
        one.words(&Unit::of(&one.written.measure, [std::slice::from_ref(&one.written), &[]], "", &self.evidence.rules.language))
    }
}

/// `confirmed by Ana`; of several pairs of statements that are not all decided alike, `1 of 4 pairs confirmed by Ana, 3 not decided`. Nothing
/// where nothing is decided.
fn decisions(reviews: &[&Review]) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for Review { decision, note, .. } in reviews.iter().filter(|review| !review.decision.is_empty()) {
        let note = if note.is_empty() { String::new() } else { format!(" ({})", one_line(note)) };
        *counts.entry(format!("{decision}{note}")).or_default() += 1;
    }
    let open = reviews.len() - counts.values().sum::<usize>();
    let (first, _) = counts.first_key_value()?;
    if open == 0 && counts.len() == 1 {
        return Some(first.clone());
    }
    let told = counts.iter().enumerate().map(|(at, (decision, count))| match at {
        0 => format!("{count} of {} pairs {decision}", reviews.len()),
        _ => format!("{count} {decision}"),
    });
    let open = (open > 0).then(|| format!("{open} not decided"));
    Some(told.chain(open).collect::<Vec<_>>().join(", "))
}

/// The figures that are at odds, directly or by way of others, in groups and in order.
fn together<'s>(sides: &[&'s Side], pairs: &[[Side; 2]]) -> Vec<Vec<&'s Side>> {
    let place = |side: &Side| sides.binary_search(&side).unwrap_or_default();
    let mut group: Vec<usize> = (0..sides.len()).collect();
    for [a, b] in pairs {
        let (a, b) = (group[place(a)], group[place(b)]);
        group.iter_mut().filter(|group| **group == a.max(b)).for_each(|group| *group = a.min(b));
    }
    let mut groups: BTreeMap<usize, Vec<&Side>> = BTreeMap::new();
    sides.iter().zip(group).for_each(|(side, group)| groups.entry(group).or_default().push(side));
    groups.into_values().collect()
}

/// The first and the last of a list, where it is a long one.
fn ends(mut list: Vec<String>, between: &str) -> String {
    if list.len() > LISTED {
        let more = list.len() - LISTED;
        list.splice(LISTED / 2..LISTED / 2 + more, [format!("({more} more)")]);
    }
    list.join(between)
}

/// `A / B / C and 4 more`, the earliest first.
fn listed(places: &BTreeSet<(Option<Date>, String)>) -> String {
    let named: Vec<&str> = places.iter().take(NAMED).map(|(_, place)| place.as_str()).collect();
    match places.len() - named.len() {
        0 => named.join(" / "),
        more => format!("{} and {more} more", named.join(" / ")),
    }
}
