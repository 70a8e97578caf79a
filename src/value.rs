//! The values that claims give, and whether two of them can both hold.

use crate::language::number::Bound;
use jiff::civil::Date;

/// What a claim answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// The rule's named answer of this number.
    Named(usize),
    /// A count, an amount, a share, or a length of time in days.
    Quantity(Quantity),
    /// A date or period.
    Period(Period),
    /// Whatever filled a slot, as read; compared by the name it stands for.
    Phrase(String),
}

impl Value {
    /// The word for the currency, of an amount of money.
    pub(crate) fn currency(&self) -> Option<&str> {
        match self {
            Self::Quantity(quantity) => quantity.currency.as_deref(),
            _ => None,
        }
    }
}

/// An interval of what a figure allows.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The least it can be.
    pub low: f64,
    /// The most it can be; infinite for an open end.
    pub high: f64,
    /// The figure as named.
    pub point: f64,
    /// How it was bounded.
    pub bound: Bound,
    /// Whether it is a length of time, in days.
    pub days: bool,
    /// Whether it is somebody's age.
    pub age: bool,
    /// The word for the currency of an amount of money.
    pub currency: Option<Box<str>>,
}

/// A date or period; an open end is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day it can mean.
    pub from: Option<Date>,
    /// The last day it can mean.
    pub to: Option<Date>,
}

/// How two values sit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// They say the same.
    Same,
    /// Both can hold, and why.
    Overlap(Room),
    /// They can hardly both hold: a loose bound against a figure far beyond it.
    Strained,
    /// They cannot both hold.
    Disjoint,
}

/// Why two values that are not the same can both hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// One figure is the other one, rounded.
    Rounding,
    /// They differ by no more than the rule lets pass.
    Tolerance,
    /// What the one leaves open takes in the other: "at least 8" and 9, "July" and 26 July.
    Bounds,
    /// Both are denied.
    BothDenied,
    /// Denying one answer says nothing of another one.
    OtherDenied,
    /// The rule says that the two answers can hold together.
    Allowed,
    /// Amounts of money in two currencies.
    Currencies,
    /// A figure and a name, say: there is nothing to compare.
    Unlike,
}

/// How far beyond a lower bound a figure may lie before the two are strained: "at least 8" was said by somebody who
/// knew of no 50. Above this ratio of the two, and this far apart: whoever says "at least 4" may well not know of the other three.
const BOUND_STRETCH: f64 = 1.6;
const BOUND_DISTANCE: f64 = 10.0;

/// How two quantities sit together; `tolerance` is the share of difference that still agrees; of ages any such is one year.
pub fn fit_quantities(a: &Quantity, b: &Quantity, tolerance: f64) -> Fit {
    if a.currency.as_ref().zip(b.currency.as_ref()).is_some_and(|(one, other)| one != other) {
        return Fit::Overlap(Room::Currencies);
    }
    let exact = |q: &Quantity| q.bound == Bound::Exact;
    if exact(a) && exact(b) && same(a.point, b.point) {
        return Fit::Same;
    }
    if is_rounding(a, b) || is_rounding(b, a) {
        return Fit::Overlap(Room::Rounding);
    }
    if is_within(a, b, tolerance) {
        return Fit::Overlap(Room::Tolerance);
    }
    let slack = if a.days && b.days { 0.5 } else { 0.0 };
    let apart = a.high + slack < b.low || b.high + slack < a.low;
    if apart {
        return Fit::Disjoint;
    }
    if is_stretched(a, b) || is_stretched(b, a) {
        Fit::Strained
    } else if same(a.point, b.point) {
        Fit::Same
    } else {
        Fit::Overlap(Room::Bounds)
    }
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= f64::EPSILON * a.abs().max(b.abs())
}

fn is_within(a: &Quantity, b: &Quantity, tolerance: f64) -> bool {
    // One that is 34 today may be 35 tomorrow. A share of an age is less than a year for the young, and more for the old.
    let most = if a.age || b.age { 1.0 } else { tolerance * a.point.abs().max(b.point.abs()) };
    tolerance > 0.0 && (a.point - b.point).abs() <= most
}

/// A lower bound that the other's figure lies far beyond: so far that who knew of it would have said more.
fn is_stretched(bound: &Quantity, other: &Quantity) -> bool {
    outgrows(other, bound) && least_point(other) >= bound.point + BOUND_DISTANCE
}

/// Whether a figure lies far beyond a lower bound, for its size: 5 beyond "at least 2". Of a count that goes on it takes the bound's place.
pub(crate) fn outgrows(other: &Quantity, bound: &Quantity) -> bool {
    let open = matches!(other.bound, Bound::AtLeast | Bound::AtMost);
    bound.bound == Bound::AtLeast && bound.point > 0.0 && !open && least_point(other) > bound.point * BOUND_STRETCH
}

/// Dozens may be two dozen: of a word for no figure the least counts.
fn least_point(quantity: &Quantity) -> f64 {
    if quantity.bound == Bound::Vague { quantity.low } else { quantity.point }
}

/// How far a round figure may lie from what it rounds, as a share: 2,500 rounds 2,512, but 100 does not round 137.
const ROUNDING: f64 = 0.05;

/// Whether `round` is a round figure (100 or more, with a trailing zero) that `other` rounds to.
fn is_rounding(round: &Quantity, other: &Quantity) -> bool {
    let plain = |q: &Quantity| q.bound == Bound::Exact && !q.days && q.point.fract() == 0.0 && q.point < 1e15;
    if !plain(round) || !plain(other) || round.point < 100.0 {
        return false;
    }
    let mut unit = 1.0;
    while round.point % (unit * 10.0) == 0.0 {
        unit *= 10.0;
    }
    let off = (round.point - other.point).abs();
    unit > 1.0 && off <= unit / 2.0 && off <= round.point * ROUNDING && other.point % unit != 0.0
}

/// How two dates or periods sit together.
pub fn fit_periods(a: &Period, b: &Period) -> Fit {
    // Of a day that cannot be told nothing is known, not even whether it is another such day.
    let known = |period: &Period| period.from.is_some() || period.to.is_some();
    if a == b && known(a) {
        return Fit::Same;
    }
    match days_between(a, b) {
        Some(days) if days > 0 => Fit::Disjoint,
        _ => Fit::Overlap(Room::Bounds),
    }
}

/// How many days lie between two periods: 0 when they share a day; `None` when either has no end to count from.
pub fn days_between(a: &Period, b: &Period) -> Option<i32> {
    let gap = |end: Option<Date>, start: Option<Date>| -> Option<i32> { Some(start?.since(end?).ok()?.get_days()) };
    let after = gap(a.to, b.from).unwrap_or(0);
    let before = gap(b.to, a.from).unwrap_or(0);
    let known = (a.from.is_some() || a.to.is_some()) && (b.from.is_some() || b.to.is_some());
    known.then(|| after.max(before).max(0))
}

impl Quantity {
    /// The two taken together: eight drone attacks and seventeen rocket attacks are 25.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let sum = Self {
            low: self.low + other.low,
            high: self.high + other.high,
            point: self.point + other.point,
            bound: if self.bound == Bound::Exact { other.bound } else { self.bound },
            days: self.days,
            age: self.age,
            currency: self.currency.as_ref().or(other.currency.as_ref()).cloned(),
        };
        // The next number above 8 is closer to it than that above 25.
        match sum.bound {
            Bound::AtLeast if self.is_strict() || other.is_strict() => Self { low: sum.low.max(sum.point.next_up()), ..sum },
            Bound::AtMost if self.is_strict() || other.is_strict() => Self { high: sum.high.min(sum.point.next_down()), ..sum },
            _ => sum,
        }
    }

    /// Whether the figure itself is shut out: "more than 75" is not 75.
    fn is_strict(&self) -> bool {
        self.low > self.point || self.high < self.point
    }

    /// How far a count has come at this figure: "more than 28" is further than 28, and "fewer than 28" not as far.
    pub(crate) fn reach(&self) -> f64 {
        match self.bound {
            Bound::AtLeast => self.low.max(self.point),
            Bound::AtMost => self.high.min(self.point),
            _ => self.point,
        }
    }

    /// As words: `at least 8`, `more than 75`, `around 50`, `18 months`.
    pub fn words(&self) -> String {
        self.spelled(|figure| if self.days { duration(figure) } else { grouped(figure) })
    }

    /// As words, with the figures as `spell` has them.
    pub(crate) fn spelled(&self, spell: impl Fn(f64) -> String) -> String {
        let figure = spell(self.point);
        match self.bound {
            Bound::Exact => figure,
            Bound::AtLeast if self.is_strict() => format!("more than {figure}"),
            Bound::AtLeast => format!("at least {figure}"),
            Bound::AtMost if self.is_strict() => format!("{} than {figure}", if self.is_of_things(&figure) { "fewer" } else { "less" }),
            Bound::AtMost => format!("at most {figure}"),
            Bound::About => format!("around {figure}"),
            Bound::Range | Bound::Vague if self.high.is_finite() => format!("{} to {}", spell(self.low), spell(self.high)),
            Bound::Range | Bound::Vague => format!("{} or more", spell(self.low)),
        }
    }

    /// Whether it counts things one by one, as far as can be told: no share, money, time, age or measure.
    fn is_of_things(&self, figure: &str) -> bool {
        !self.days && !self.age && self.currency.is_none() && self.point.fract() == 0.0 && !figure.ends_with('%')
    }
}

fn duration(days: f64) -> String {
    let (count, unit) = match days {
        d if d >= 365.0 * 2.0 || is_a_year(d) => (d / 365.25, "years"),
        d if d >= 60.0 => (d / 30.44, "months"),
        d if d >= 1.0 => (d, "days"),
        d => (d * 24.0, "hours"),
    };
    let rounded = (count * 10.0).round() / 10.0;
    let unit = if rounded == 1.0 { unit.trim_end_matches('s') } else { unit };
    format!("{} {unit}", grouped(rounded))
}

/// Whether it is a year, give or take a leap day.
fn is_a_year(days: f64) -> bool {
    (365.0..=366.0).contains(&days)
}

/// `2500` as `2,500`; up to two decimals.
pub(crate) fn grouped(value: f64) -> String {
    if !value.is_finite() || value.abs() >= 1e15 {
        return format!("{value}");
    }
    let text = format!("{value:.2}");
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) && !out.ends_with('-') {
            out.push(',');
        }
        out.push(c);
    }
    match decimals.trim_end_matches('0') {
        "" => out,
        some => format!("{out}.{some}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(low: f64, high: f64, point: f64, bound: Bound) -> Quantity {
        Quantity { low, high, point, bound, days: false, age: false, currency: None }
    }

    fn exactly(n: f64) -> Quantity {
        quantity(n, n, n, Bound::Exact)
    }

    fn at_least(n: f64) -> Quantity {
        quantity(n, f64::INFINITY, n, Bound::AtLeast)
    }

    fn more_than(n: f64) -> Quantity {
        Quantity { low: n.next_up(), ..at_least(n) }
    }

    fn fewer_than(n: f64) -> Quantity {
        quantity(0.0, n.next_down(), n, Bound::AtMost)
    }

    #[test]
    fn tells_whether_two_figures_can_both_hold() {
        let about = |n: f64| quantity(n * 0.8, n * 1.2, n, Bound::About);
        for (a, b, expected) in [
            (exactly(8.0), exactly(8.0), Fit::Same),
            (exactly(8.0), exactly(9.0), Fit::Disjoint),
            (exactly(2500.0), exactly(2512.0), Fit::Overlap(Room::Rounding)),
            (exactly(2500.0), exactly(3100.0), Fit::Disjoint),
            (exactly(90.0), exactly(92.0), Fit::Disjoint),
            (exactly(100.0), exactly(137.0), Fit::Disjoint),
            (about(50.0), exactly(45.0), Fit::Overlap(Room::Bounds)),
            (about(50.0), exactly(25.0), Fit::Disjoint),
            (at_least(25.0), about(50.0), Fit::Strained),
            (at_least(25.0), exactly(30.0), Fit::Overlap(Room::Bounds)),
            (at_least(25.0), exactly(20.0), Fit::Disjoint),
            (more_than(28.0), exactly(28.0), Fit::Disjoint),
            (fewer_than(28.0), exactly(28.0), Fit::Disjoint),
            (at_least(4.0), exactly(7.0), Fit::Overlap(Room::Bounds)),
            (at_least(4.0), exactly(13.0), Fit::Overlap(Room::Bounds)),
            (at_least(4.0), exactly(14.0), Fit::Strained),
            (at_least(40.0), exactly(55.0), Fit::Overlap(Room::Bounds)),
            (at_least(40.0), exactly(70.0), Fit::Strained),
            (at_least(25.0), at_least(100.0), Fit::Overlap(Room::Bounds)),
            (at_least(25.0), quantity(0.0, 100.0, 100.0, Bound::AtMost), Fit::Overlap(Room::Bounds)),
            (at_least(25.0), quantity(24.0, 99.0, 49.0, Bound::Vague), Fit::Overlap(Room::Bounds)),
            (at_least(25.0), quantity(200.0, 999.0, 447.0, Bound::Vague), Fit::Strained),
            (quantity(0.0, 0.0, 0.0, Bound::Exact), at_least(1.0), Fit::Disjoint),
        ] {
            assert_eq!(fit_quantities(&a, &b, 0.0), expected, "{a:?} {b:?}");
            assert_eq!(fit_quantities(&b, &a, 0.0), expected, "the other way: {a:?} {b:?}");
        }
        assert_eq!(fit_quantities(&exactly(90.0), &exactly(92.0), 0.05), Fit::Overlap(Room::Tolerance));
    }

    #[test]
    fn lets_ages_differ_by_one_year_at_any_age() {
        let age = |n: f64| Quantity { age: true, ..exactly(n) };
        for (a, b, expected) in [
            (8.0, 9.0, Fit::Overlap(Room::Tolerance)),
            (23.0, 24.0, Fit::Overlap(Room::Tolerance)),
            (24.0, 25.0, Fit::Overlap(Room::Tolerance)),
            (60.0, 62.0, Fit::Disjoint),
        ] {
            assert_eq!(fit_quantities(&age(a), &age(b), 0.04), expected, "{a} {b}");
        }
        assert_eq!(fit_quantities(&age(24.0), &age(25.0), 0.0), Fit::Disjoint);
    }

    #[test]
    fn compares_no_amounts_in_two_currencies() {
        let amount = |n: f64, currency: &str| Quantity { currency: Some(currency.into()), ..exactly(n) };
        for (a, b, expected) in [
            (amount(45.0, "pound"), amount(50.0, "euro"), Fit::Overlap(Room::Currencies)),
            (amount(45.0, "pound"), amount(45.0, "euro"), Fit::Overlap(Room::Currencies)),
            (amount(45.0, "pound"), amount(50.0, "pound"), Fit::Disjoint),
            (amount(45.0, "pound"), exactly(50.0), Fit::Disjoint),
        ] {
            assert_eq!(fit_quantities(&a, &b, 0.0), expected, "{a:?} {b:?}");
        }
    }

    #[test]
    fn counts_the_days_between_periods() {
        let day = |d| Some(jiff::civil::date(2021, 7, d));
        let period = |from, to| Period { from: day(from), to: day(to) };
        assert_eq!(days_between(&period(1, 3), &period(6, 7)), Some(3));
        assert_eq!(days_between(&period(6, 7), &period(1, 3)), Some(3));
        assert_eq!(days_between(&period(1, 6), &period(3, 9)), Some(0));
        assert_eq!(days_between(&period(1, 6), &Period { from: None, to: None }), None);
        assert_eq!(fit_periods(&period(1, 1), &period(2, 2)), Fit::Disjoint);
        assert_eq!(fit_periods(&period(1, 9), &period(2, 2)), Fit::Overlap(Room::Bounds));
        let unknown = Period { from: None, to: None };
        assert_eq!(fit_periods(&unknown, &unknown), Fit::Overlap(Room::Bounds));
    }

    #[test]
    fn says_a_figure_in_words() {
        assert_eq!(at_least(2500.0).words(), "at least 2,500");
        assert_eq!(exactly(12.5).words(), "12.5");
        let months = Quantity { low: 540.0, high: 555.0, point: 548.0, bound: Bound::Exact, days: true, age: false, currency: None };
        assert_eq!(months.words(), "18 months");
        assert_eq!(Quantity { point: 1.0, ..months.clone() }.words(), "1 day");
        assert_eq!(Quantity { point: 365.25, bound: Bound::About, ..months.clone() }.words(), "around 1 year");
        assert_eq!(exactly(100.0).plus(&at_least(8.0)).words(), "at least 108");
        assert_eq!(quantity(2.0, 3.0, 2.5, Bound::Range).words(), "2 to 3");
        assert_eq!((more_than(75.0).words(), fewer_than(20.0).words()), ("more than 75".into(), "fewer than 20".into()));
        assert_eq!(
            (more_than(8.0).plus(&exactly(17.0)).words(), exactly(17.0).plus(&fewer_than(8.0)).words()),
            ("more than 25".into(), "fewer than 25".into())
        );
        assert_eq!(Quantity { days: true, ..fewer_than(48.0) }.words(), "less than 48 days");
        let share = fewer_than(12.0).spelled(|figure| format!("{figure}%"));
        assert_eq!(share, "less than 12%");
        let years = Quantity { days: true, ..quantity(730.5, 1095.75, 913.0, Bound::Range) };
        assert_eq!(years.words(), "2 years to 3 years");
    }
}
