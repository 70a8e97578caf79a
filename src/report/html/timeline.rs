//! How the answers to one question went, day by day, and where a speaker turned round.

use super::{NAME, Room, rest, seen};
use crate::conflict::finding::{Dispute, Party};
use crate::verdict::{Kind, Verdict};
use jiff::civil::Date;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// The size of the drawing, in its own units.
const WIDE: f64 = 600.0;
const HIGH: f64 = 120.0;
/// What the drawing leaves free for its labels.
const LEFT: f64 = 60.0;
const BELOW: f64 = 20.0;

/// One statement of the course.
struct Point<'a> {
    date: Date,
    party: &'a Party,
    /// Whether its speaker had given another answer before.
    turned: bool,
}

/// The course of a count or a status, or of any question on which somebody turned round; nothing where fewer than two days are known.
pub(super) fn timeline(dispute: &Dispute, room: Room) -> Markup {
    let has_course = matches!(dispute.kind, Kind::Quantity | Kind::Status)
        || dispute.findings.iter().any(|finding| matches!(finding.verdict, Verdict::Reversal | Verdict::Update));
    let points = points(dispute);
    let days: BTreeSet<Date> = points.iter().map(|point| point.date).collect();
    if !has_course || days.len() < 2 {
        return html! {};
    }
    html! {
        div.course {
            h4 { "Over time" }
            @if room.drawn { (drawing(&points)) }
            ol { @for point in points.iter().take(room.times) { (entry(point)) } }
            @if let Some(rest) = rest(points.len(), room.times, "statement") { p.r { (rest) } }
        }
    }
}

fn entry(point: &Point) -> Markup {
    html! {
        li class=[point.turned.then_some("turn")] {
            time { (point.date) } " " b { (seen(&point.party.answer, NAME)) } " " span { (seen(&point.party.speaker, NAME)) }
            @if point.turned { " " em { "↺ reversal: said otherwise before" } }
        }
    }
}

/// The dated statements, in order; what one speaker repeats on one day counts once.
fn points(dispute: &Dispute) -> Vec<Point<'_>> {
    let turns: BTreeSet<(&str, &str)> =
        dispute.findings.iter().filter(|f| f.verdict == Verdict::Reversal).map(|f| (f.b.id.as_str(), f.b.answer.as_str())).collect();
    let mut points: Vec<Point> = Vec::new();
    for party in dispute.sides.iter().flat_map(|side| &side.parties) {
        let turned = turns.contains(&(party.id.as_str(), party.answer.as_str()));
        points.extend(party.date.map(|date| Point { date, party, turned }));
    }
    let key = |point: &Point| (point.date, point.party.answer.clone(), point.party.speaker.clone());
    points.sort_by_cached_key(|point| (key(point), !point.turned));
    points.dedup_by_key(|point| key(point));
    points
}

/// A drawing of the figures: days from left to right, bounds as upright lines, turns as large dots.
fn drawing(points: &[Point]) -> Markup {
    let figures: Vec<(&Point, f64, f64)> =
        points.iter().filter_map(|point| figure(point.party).map(|(low, high)| (point, low, high))).collect();
    let days: BTreeSet<Date> = figures.iter().map(|(point, ..)| point.date).collect();
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return html! {} };
    let most = figures.iter().map(|figure| figure.2).fold(f64::MIN, f64::max);
    let least = figures.iter().map(|figure| figure.1).fold(f64::MAX, f64::min);
    if first == last || least == most {
        return html! {};
    }
    let x = |day: Date| LEFT + 10.0 + (WIDE - LEFT - 60.0) * days_between(*first, day) / days_between(*first, *last);
    let y = |value: f64| 10.0 + (HIGH - BELOW - 20.0) * (most - value) / (most - least);
    let at = |place: f64| format!("{place:.0}");
    let dot = |&(point, low, high): &(&Point, f64, f64)| format!("M{} {}h0", at(x(point.date)), at(y(f64::midpoint(low, high))));
    let dots = |turned| figures.iter().filter(|figure| figure.0.turned == turned).map(dot).collect::<String>();
    let apart = figures.iter().filter(|(_, low, high)| at(y(*low)) != at(y(*high)));
    let bounds: String = apart.map(|(point, low, high)| format!("M{} {}V{}", at(x(point.date)), at(y(*low)), at(y(*high)))).collect();
    let label = format!("{} figures from {first} to {last}, between {} and {}", figures.len(), short(least), short(most));
    html! {
        svg viewBox=(format!("0 0 {WIDE} {HIGH}")) role="img" aria-label=(label) {
            path d=(format!("M{LEFT} 4V{0}H{WIDE}", HIGH - BELOW)) {}
            text x=(at(LEFT - 6.0)) y=(at(y(most) + 4.0)) text-anchor="end" { (short(most)) }
            text x=(at(LEFT - 6.0)) y=(at(y(least) + 4.0)) text-anchor="end" { (short(least)) }
            text x=(at(x(*first))) y=(at(HIGH - 5.0)) text-anchor="middle" { (first) }
            text x=(at(x(*last))) y=(at(HIGH - 5.0)) text-anchor="middle" { (last) }
            @if !bounds.is_empty() { path d=(bounds) {} }
            path.dot d=(dots(false)) {}
            @if figures.iter().any(|(point, ..)| point.turned) { path.turn d=(dots(true)) {} }
        }
    }
}

/// A figure whose bounds are both known; of "at least 8" the one that is.
fn figure(party: &Party) -> Option<(f64, f64)> {
    let (low, high) = party.bounds?;
    match (low.is_finite(), high.is_finite()) {
        (true, true) => Some((low, high)),
        (true, false) => Some((low, low)),
        (false, true) => Some((high, high)),
        (false, false) => None,
    }
}

fn days_between(from: Date, to: Date) -> f64 {
    f64::from(from.until(to).map_or(0, |span| span.get_days()))
}

/// A figure for a label: `12`, `3.3`, `1.2M`.
fn short(value: f64) -> String {
    let rounded = |x: f64| ((x * 10.0).round() / 10.0).to_string();
    match value.abs() {
        v if v >= 1e9 => rounded(value / 1e9) + "bn",
        v if v >= 1e6 => rounded(value / 1e6) + "M",
        v if v >= 1e4 => rounded(value / 1e3) + "k",
        _ => rounded(value),
    }
}
