//! Who says what, at a glance: a row for each dispute, a column for each outlet.

use super::{NAME, anchor, seen};
use crate::conflict::finding::{Dispute, Side};
use crate::report::count::{count, grouped};
use maud::{Markup, html};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How many disputes the table shows; the list below it has them all.
const ROWS: usize = 40;
/// How many outlets it shows.
const COLUMNS: usize = 12;
/// How many answers of one outlet a cell shows.
const ANSWERS: usize = 3;
/// How many columns of an answer a cell shows.
const ANSWER: usize = 36;

/// The table; nothing where there is nothing to show.
pub(super) fn matrix(disputes: &[Dispute]) -> Markup {
    if disputes.is_empty() {
        return html! {};
    }
    let rows = &disputes[..disputes.len().min(ROWS)];
    let (columns, all) = columns(rows);
    html! {
        section aria-labelledby="matrix" {
            h2 #matrix { "Who says what" }
            p { "Each row is a subject in dispute, each column an outlet: what it says in its own voice, and what it quotes others as saying. " (cut(rows.len(), disputes.len(), columns.len(), all)) }
            div.scroll tabindex="0" role="region" aria-labelledby="matrix" {
                table {
                    thead { tr { th scope="col" { "Subject" } @for outlet in &columns { th scope="col" { (seen(outlet, NAME)) } }
                        @if columns.len() < all { th scope="col" { "Other outlets" } } } }
                    tbody { @for (at, dispute) in rows.iter().enumerate() { (row(at + 1, dispute, &columns, columns.len() < all)) } }
                }
            }
        }
    }
}

fn row(number: usize, dispute: &Dispute, columns: &[&str], cut: bool) -> Markup {
    html! {
        tr {
            th scope="row" { a href={ "#" (anchor(dispute)) } { (number) ". " (seen(&dispute.question, NAME)) } }
            @for outlet in columns { td { (cell(dispute, outlet)) } }
            @if cut { td { (others(dispute, columns)) } }
        }
    }
}

/// What one outlet tells of one subject.
fn cell(dispute: &Dispute, outlet: &str) -> Markup {
    let answers: Vec<(&Side, bool)> = dispute.sides.iter().filter_map(|side| Some((side, own_voice(side, outlet)?))).collect();
    html! {
        @for &(side, own) in answers.iter().take(ANSWERS) {
            // Of a question with yes and no, the denial is an answer of its own.
            @match side.answer.strip_prefix("not: ").filter(|_| side.denied) {
                Some(denied) => span.no { (if own { "denies: " } else { "quotes a denial: " }) (seen(denied, ANSWER)) },
                None => span.{ (if side.denied { "no" } else { "yes" }) } { (if own { "says: " } else { "quotes: " }) (seen(&side.answer, ANSWER)) },
            }
        }
        @if answers.len() > ANSWERS { span { "and " (count((answers.len() - ANSWERS) as u64, "more answer")) } }
    }
}

/// Whether an outlet gives an answer in its own voice, or only quotes who does; nothing where it does neither.
fn own_voice(side: &Side, outlet: &str) -> Option<bool> {
    let mut theirs = side.parties.iter().filter(|party| party.source == outlet).peekable();
    theirs.peek()?;
    Some(theirs.any(|party| party.speaker == party.source))
}

/// How many outlets speak on a subject that have no column.
fn others(dispute: &Dispute, columns: &[&str]) -> String {
    match outlets(dispute).iter().filter(|outlet| !columns.contains(outlet)).count() {
        0 => String::new(),
        n => grouped(n as u64),
    }
}

fn outlets(dispute: &Dispute) -> BTreeSet<&str> {
    dispute.sides.iter().flat_map(|side| &side.parties).map(|party| party.source.as_str()).collect()
}

/// The outlets that speak on most of the subjects, and how many there are in all.
fn columns(rows: &[Dispute]) -> (Vec<&str>, usize) {
    let mut speaks: BTreeMap<&str, usize> = BTreeMap::new();
    for dispute in rows {
        outlets(dispute).into_iter().for_each(|outlet| *speaks.entry(outlet).or_default() += 1);
    }
    let all = speaks.len();
    let mut outlets: Vec<_> = speaks.into_iter().collect();
    outlets.sort_by_key(|&(outlet, subjects)| (Reverse(subjects), outlet));
    (outlets.into_iter().take(COLUMNS).map(|(outlet, _)| outlet).collect(), all)
}

/// What the table leaves out.
fn cut(rows: usize, of: usize, columns: usize, all: usize) -> String {
    let rows = (rows < of).then(|| format!("It has the first {} of {}.", grouped(rows as u64), count(of as u64, "subject")));
    let columns = (columns < all).then(|| format!("It has the {columns} outlets that speak on most of these, of {}.", grouped(all as u64)));
    [rows, columns].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
