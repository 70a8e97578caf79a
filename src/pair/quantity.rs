//! Figures and dates of two sides that cannot both hold: like unit, like context, one to one.

use super::align::Alignment;
use super::side::{Figure, Side, Time};
use crate::language::date::Relation as Bounded;
use crate::language::lexicon::Word;
use crate::language::number::{Bound, NumberKind};

/// Two figures, or two dates, that no common value satisfies.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Clash {
    /// Which of the first side.
    pub a: usize,
    /// Which of the second side.
    pub b: usize,
    /// How much of what stands around the one stands around the other, by weight.
    pub context: f64,
    /// 1 where the units are one, less where one is not named or they are only alike.
    pub unit: f64,
    /// How far apart they are: the logarithm of their ratio, or of the days between; at most 5.
    pub gap: f64,
    /// Whether one of them is bounded: "more than", "before".
    pub bounded: bool,
    /// Whether one of them says as of when something was so, which says nothing of another day.
    pub(super) as_of: bool,
    /// Whether they are fine: days and not years; for figures whether both are exact.
    pub fine: bool,
}

/// What figures, or dates, say of each other.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Compared {
    /// The clash with the most context.
    pub clash: Option<Clash>,
    /// How many of the one side are met by the other.
    pub met: usize,
    /// How many of the first side have nothing like them on the other.
    pub alone: usize,
}

/// Words on either side of a figure that count as its context.
const NEAR: u32 = 8;
/// Words on either side of a figure that stand next to it.
const NEXT: u32 = 3;
/// A figure that could be meant as well takes the clash away when its context is nearly as good.
const MARGIN: f64 = 0.15;

/// Figures that fit and differ by no more than this (as a logarithm) are one: "over 358.7" is said of 358.8.
const CLOSE: f64 = 0.03;

/// Compares each figure of the shorter side `a` with those of `b`.
pub(super) fn figures(a: &Side, b: &Side, links: &Alignment) -> Compared {
    let mut compared = Compared::default();
    for (i, x) in a.figures.iter().enumerate().filter(|(_, x)| !x.negated) {
        let mut options: Vec<(f64, bool, Clash)> = Vec::new();
        for (j, y) in b.figures.iter().enumerate().filter(|(_, y)| !y.negated) {
            let unit = likeness(x, a, y, b, links);
            if unit > 0.0 {
                let around = context((x.at, a), (y.at, b), links, NEAR);
                let gap = gap(x.point, y.point);
                let bounded = is_bounded(x) || is_bounded(y);
                let fine = x.bound == Bound::Exact && y.bound == Bound::Exact;
                let clash = Clash { a: i, b: j, context: around, unit, gap, bounded, as_of: false, fine };
                options.push((around * unit, fits(x, y), clash));
            }
        }
        let said = |j: usize| {
            let y = &b.figures[j];
            let close = fits(x, y) && gap(x.point, y.point) < CLOSE;
            (close || taken(x, &b.figures[j..=j])) && likeness(x, a, y, b, links) >= 0.35
        };
        compared.settle(&options, said, |j| taken(&b.figures[j], &a.figures));
    }
    compared
}

/// How much of the few words next to two clashing figures they share.
pub(super) fn next_to(clash: &Clash, a: &Side, b: &Side, links: &Alignment) -> f64 {
    context((a.figures[clash.a].at, a), (b.figures[clash.b].at, b), links, NEXT)
}

/// Compares each date of the shorter side `a` with those of `b`.
pub(super) fn times(a: &Side, b: &Side, links: &Alignment) -> Compared {
    let mut compared = Compared::default();
    for (i, x) in a.times.iter().enumerate() {
        let mut options: Vec<(f64, bool, Clash)> = Vec::new();
        for (j, y) in b.times.iter().enumerate() {
            let Some((fit, gap)) = periods(x, y) else { continue };
            let context = context((x.at, a), (y.at, b), links, NEAR);
            let bounded = x.moment.relation != Bounded::At || y.moment.relation != Bounded::At;
            let fine = x.moment.grain <= crate::language::date::Grain::Month && y.moment.grain <= crate::language::date::Grain::Month;
            options.push((context, fit, Clash { a: i, b: j, context, unit: 1.0, gap, bounded, as_of: x.as_of || y.as_of, fine }));
        }
        compared.settle(&options, |j| same_period(x, &b.times[j]), |j| a.times.iter().any(|t| same_period(t, &b.times[j])));
    }
    compared
}

impl Compared {
    /// Settles one figure: met when the other side says the same, or when something that fits stands nearly as close as what does not.
    fn settle(&mut self, options: &[(f64, bool, Clash)], said: impl Fn(usize) -> bool, taken: impl Fn(usize) -> bool) {
        if options.iter().any(|o| said(o.2.b)) {
            self.met += 1;
            return;
        }
        let best = |fit: bool| options.iter().filter(|o| o.1 == fit).max_by(|x, y| x.0.total_cmp(&y.0).then(y.2.b.cmp(&x.2.b)));
        let clashing = options.iter().filter(|o| !o.1 && !taken(o.2.b)).max_by(|x, y| x.0.total_cmp(&y.0).then(y.2.b.cmp(&x.2.b)));
        match (best(true), clashing) {
            (Some(fit), Some(clash)) if fit.0 < clash.0 - MARGIN => self.clash(clash.2),
            (None, Some(clash)) => self.clash(clash.2),
            (Some(_), _) => self.met += 1,
            (None, None) => self.alone += 1,
        }
    }

    fn clash(&mut self, clash: Clash) {
        let rank = |c: &Clash| c.context * c.unit;
        if self.clash.is_none_or(|best| rank(&clash) > rank(&best)) {
            self.clash = Some(clash);
        }
    }
}

/// Whether the other side states this very figure too, so that it answers to that one.
fn taken(figure: &Figure, others: &[Figure]) -> bool {
    others.iter().any(|o| o.kind == figure.kind && o.low == figure.low && o.high == figure.high)
}

fn is_bounded(figure: &Figure) -> bool {
    matches!(figure.bound, Bound::AtLeast | Bound::AtMost | Bound::About | Bound::Range)
}

fn gap(x: f64, y: f64) -> f64 {
    ((x.abs() + 1.0) / (y.abs() + 1.0)).ln().abs().min(5.0)
}

/// How alike the units are: 0 for what cannot be compared.
fn likeness(x: &Figure, a: &Side, y: &Figure, b: &Side, links: &Alignment) -> f64 {
    let kinds = match (x.kind, y.kind) {
        (p, q) if p == q => true,
        (NumberKind::Percent, _) | (_, NumberKind::Percent) => return 0.0,
        _ => false,
    };
    if x.sign != Word::NONE && y.sign != Word::NONE && x.sign != y.sign {
        return 0.0;
    }
    if kinds && x.kind != NumberKind::Count {
        return 1.0;
    }
    match (x.unit, y.unit) {
        (Some(p), Some(q)) => {
            let linked = links.link_of_a(p as usize).filter(|link| link.relation.matches());
            match linked {
                Some(link) if link.b == q => 1.0,
                _ if a.content[p as usize].word == b.content[q as usize].word => 1.0,
                _ => 0.35,
            }
        }
        _ if kinds => 0.6,
        _ => 0.3,
    }
}

/// Whether a common value satisfies both; a round figure covers what rounds to it.
fn fits(x: &Figure, y: &Figure) -> bool {
    let overlap = x.low <= y.high && y.low <= x.high;
    overlap || (x.bound == Bound::Exact && y.bound == Bound::Exact && (rounds_to(x.point, y.point) || rounds_to(y.point, x.point)))
}

/// Whether a round figure of three digits or more stands for `exact`.
fn rounds_to(round: f64, exact: f64) -> bool {
    let mut step = 1.0;
    while step < round && round % (step * 10.0) == 0.0 {
        step *= 10.0;
    }
    round >= 100.0 && step > 1.0 && (round - exact).abs() <= step / 2.0
}

/// Whether two dates can be one, and how far apart they are; `None` where it cannot be told.
fn periods(x: &Time, y: &Time) -> Option<(bool, f64)> {
    let (p, q) = (&x.moment, &y.moment);
    if [p.from, p.to].iter().flatten().next().is_some() && [q.from, q.to].iter().flatten().next().is_some() {
        let before = |end: Option<jiff::civil::Date>, start: Option<jiff::civil::Date>| matches!((end, start), (Some(e), Some(s)) if e < s);
        let apart = before(p.to, q.from) || before(q.to, p.from);
        let days =
            |m: &crate::language::date::Moment| m.from.or(m.to).map_or(0.0, |d| f64::from(d.day_of_year()) + 365.25 * f64::from(d.year()));
        return Some((!apart, ((days(p) - days(q)).abs() / 30.0).ln_1p().min(5.0)));
    }
    let (month, day) = p.month_day?;
    let (other_month, other_day) = q.month_day?;
    let days_differ = matches!((day, other_day), (Some(d), Some(e)) if d != e);
    let bounded = p.relation != Bounded::At || q.relation != Bounded::At;
    Some((bounded || month == other_month && !days_differ, 1.0))
}

fn same_period(x: &Time, y: &Time) -> bool {
    let (p, q) = (&x.moment, &y.moment);
    p.from == q.from && p.to == q.to && p.month_day == q.month_day
}

/// Whether both sides are dated and no date of the one is a date of the other, however it is bounded.
pub(super) fn unlike(a: &[Time], b: &[Time]) -> bool {
    // The day that is named: a bound leaves it out ("before 17 April" ends on the 16th) or not ("by").
    let days = |t: &Time| match t.moment.relation {
        Bounded::Before | Bounded::By | Bounded::Until => [t.moment.to, t.moment.to.and_then(|d| d.tomorrow().ok())],
        Bounded::After => [t.moment.from, t.moment.from.and_then(|d| d.yesterday().ok())],
        Bounded::At | Bounded::Since => [t.moment.from; 2],
    };
    let same = |x: &Time, y: &Time| match (days(x), days(y)) {
        ([Some(_), _], [Some(_), _]) => days(x).iter().any(|d| days(y).contains(d)),
        _ => x.moment.month_day == y.moment.month_day,
    };
    !a.is_empty() && !b.is_empty() && !a.iter().any(|x| b.iter().any(|y| same(x, y)))
}

/// How much of what stands around one place stands around the other, by the lighter of the two.
fn context((x, a): (u32, &Side), (y, b): (u32, &Side), links: &Alignment, reach: u32) -> f64 {
    let near = |at: u32, centre: u32| at.abs_diff(centre) <= reach && at != centre;
    let counts = |c: &super::side::Content| c.figure.is_none() && !c.dated;
    let weigh =
        |side: &Side, centre: u32| -> f64 { side.content.iter().filter(|c| near(c.at, centre) && counts(c)).map(|c| c.weight).sum() };
    let shared: f64 = links
        .links
        .iter()
        .filter(|link| link.relation.matches())
        .map(|link| (&a.content[link.a as usize], &b.content[link.b as usize]))
        .filter(|(p, q)| near(p.at, x) && near(q.at, y) && counts(p))
        .map(|(p, _)| p.weight)
        .sum();
    shared / weigh(a, x).min(weigh(b, y)).max(1e-9)
}
