//! From what is written to days of the calendar, counted from the day of publication.

use super::Grain;
use super::what::{Part, Step, Unit, What, Year};
use jiff::ToSpan;
use jiff::civil::Date;

impl What {
    /// The same date with the year of another, where it has none of its own.
    pub(super) fn with_year_of(self, other: Self) -> Self {
        let (Self::Day(Some(year), ..) | Self::Month(Year::Of(year), _)) = other else { return self };
        match self {
            Self::Day(None, month, day) => Self::Day(Some(year), month, day),
            Self::Month(Year::Unsaid, month) => Self::Month(Year::Of(year), month),
            _ => self,
        }
    }

    /// First and last day, when they do not depend on the day of publication.
    pub(super) fn fixed(self) -> Option<(Date, Date)> {
        match self {
            Self::Day(Some(year), month, day) => Date::new(year, month, day).ok().map(|day| (day, day)),
            Self::Month(Year::Of(year), month) => months(year, month, month),
            Self::Months(Year::Of(year), first, last) => months(year, first, last),
            Self::Years(first, last) => Some((Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?)),
            Self::Between(from, to) => Some((from, to)),
            _ => None,
        }
    }

    /// First and last day, counted from the day of publication where that is needed.
    pub(super) fn resolve(self, published: Option<Date>, ahead: bool) -> Option<(Date, Date)> {
        if let Some(days) = self.fixed() {
            return Some(days);
        }
        let now = published?;
        match self {
            Self::Day(None, month, day) => {
                let of = |year| Date::new(year, month, day).ok().map(|day| (day, day));
                nearest(now, ahead || is_at_hand(now, of), of)
            }
            Self::Month(year, month) => of_year(now, year, ahead, |year| months(year, month, month)),
            Self::Months(year, first, last) => of_year(now, year, ahead, |year| months(year, first, last)),
            Self::Weekday(day, step) => Some(weekday(now, day, step, ahead)),
            Self::Weekend(step) => Some((weekday(now, 6, step, ahead).0, weekday(now, 6, step, ahead).0.saturating_add(1.day()))),
            Self::Offset(by) => Some((add_days(now, f64::from(by)), add_days(now, f64::from(by)))),
            Self::Unit(unit, step) => unit_days(now, unit, step),
            Self::Ago(low, high) => Some((add_days(now, -high.floor()), add_days(now, -low.max(0.0).ceil()))),
            Self::Ahead(low, high) => Some((add_days(now, low.max(0.0).ceil()), add_days(now, high.floor()))),
            Self::Past(days) => Some((add_days(now, -days.round()), now)),
            _ => None,
        }
    }

    pub(super) fn grain(self) -> Grain {
        match self {
            Self::Day(..) | Self::Weekday(..) | Self::Offset(_) => Grain::Day,
            Self::Weekend(_) | Self::Unit(Unit::Week, _) => Grain::Week,
            Self::Month(..) | Self::Unit(Unit::Month, _) => Grain::Month,
            Self::Months(..) => Grain::Season,
            Self::Years(first, last) if first == last => Grain::Year,
            Self::Unit(Unit::Year, _) => Grain::Year,
            Self::Years(..) | Self::Unit(Unit::Decade, _) => Grain::Longer,
            Self::Ago(low, high) | Self::Ahead(low, high) => grain_of(high - low),
            Self::Past(days) => grain_of(days),
            Self::Between(from, to) => grain_of(days_between(from, to)),
            Self::Open => Grain::Day,
        }
    }
}

/// The year of a date that does not say it: this year's, or the last or next year's, whichever lies on the right side of now.
fn nearest(now: Date, ahead: bool, of: impl Fn(i16) -> Option<(Date, Date)>) -> Option<(Date, Date)> {
    let year = now.year();
    if ahead {
        return [year, year.saturating_add(1), year.saturating_add(4)].into_iter().filter_map(of).find(|days| days.1 >= now);
    }
    let years = (0..=8).map(|back| year.saturating_sub(back));
    years.filter_map(of).find(|days| days.0 <= now)
}

/// Whether a day without a year lies before one in less than two months, and was last nearly a year ago: news names the year of such a day.
fn is_at_hand(now: Date, of: impl Fn(i16) -> Option<(Date, Date)>) -> bool {
    let next = nearest(now, true, &of).map(|(day, _)| days_between(now, day));
    let last = nearest(now, false, &of).map(|(day, _)| days_between(day, now));
    next.is_some_and(|days| days <= 60.0) && last.is_some_and(|days| days >= 300.0)
}

fn of_year(now: Date, year: Year, ahead: bool, of: impl Fn(i16) -> Option<(Date, Date)>) -> Option<(Date, Date)> {
    match year {
        Year::Of(year) => of(year),
        Year::Step(Step::This) => of(now.year()),
        Year::Unsaid | Year::Step(Step::Unsaid) => nearest(now, ahead, of),
        Year::Step(Step::Last) => {
            let years = (0..=1).map(|back| now.year().saturating_sub(back));
            years.filter_map(of).find(|days| days.1 < now)
        }
        Year::Step(Step::Next) => {
            let years = (0..=1).map(|on| now.year().saturating_add(on));
            years.filter_map(of).find(|days| days.0 > now)
        }
    }
}

/// From the first day of one month to the last of another, in the next year when that one comes earlier.
fn months(year: i16, first: i8, last: i8) -> Option<(Date, Date)> {
    let last_year = if last < first { year.checked_add(1)? } else { year };
    Some((Date::new(year, first, 1).ok()?, Date::new(last_year, last, 1).ok()?.last_of_month()))
}

fn weekday(now: Date, day: i8, step: Step, ahead: bool) -> (Date, Date) {
    let back = (now.weekday().to_monday_one_offset() - day).rem_euclid(7);
    let by = match step {
        Step::Last => -(if back == 0 { 7 } else { back }),
        Step::Next => 7 - back,
        Step::This => day - now.weekday().to_monday_one_offset(),
        Step::Unsaid if ahead && back > 0 => 7 - back,
        Step::Unsaid => -back,
    };
    let found = add_days(now, f64::from(by));
    (found, found)
}

fn unit_days(now: Date, unit: Unit, step: Step) -> Option<(Date, Date)> {
    let by: i16 = match step {
        Step::Last => -1,
        Step::Next => 1,
        Step::This | Step::Unsaid => 0,
    };
    match unit {
        Unit::Week => {
            let monday = add_days(now, f64::from(1 - now.weekday().to_monday_one_offset() + by as i8 * 7));
            Some((monday, add_days(monday, 6.0)))
        }
        Unit::Month => {
            let day = now.first_of_month().saturating_add(i64::from(by).months());
            Some((day.first_of_month(), day.last_of_month()))
        }
        Unit::Year => months(now.year().checked_add(by)?, 1, 12),
        Unit::Decade => {
            let first = now.year() - now.year().rem_euclid(10) + by * 10;
            Some((Date::new(first, 1, 1).ok()?, Date::new(first.checked_add(9)?, 12, 31).ok()?))
        }
    }
}

/// Never beyond what a calendar can hold.
pub(super) fn add_days(day: Date, days: f64) -> Date {
    day.saturating_add((days.clamp(-3e6, 3e6) as i64).days())
}

fn days_between(from: Date, to: Date) -> f64 {
    from.until(to).map_or(0.0, |span| f64::from(span.get_days()))
}

fn grain_of(days: f64) -> Grain {
    match days {
        d if d < 3.0 => Grain::Day,
        d if d < 15.0 => Grain::Week,
        d if d < 60.0 => Grain::Month,
        d if d < 300.0 => Grain::Season,
        d if d < 800.0 => Grain::Year,
        _ => Grain::Longer,
    }
}

impl Grain {
    pub(super) fn finer(self) -> Self {
        match self {
            Self::Longer => Self::Year,
            Self::Year => Self::Season,
            Self::Season => Self::Month,
            Self::Month => Self::Week,
            Self::Week | Self::Day => Self::Day,
        }
    }
}

impl Part {
    /// The part of a period, generously: "late" and "early" are not exact.
    pub(super) fn of(self, (from, to): (Date, Date), grain: Grain, published: Option<Date>) -> (Date, Date) {
        let length = days_between(from, to) + 1.0;
        let day = |share: f64| add_days(from, (length * share).round());
        match self {
            Self::Whole => (from, to),
            Self::Early => (from, day(0.4)),
            Self::Middle => (day(0.25), day(0.75)),
            Self::Late => (day(0.6), to),
            Self::Start => (from, day(0.2)),
            Self::End => (if grain == Grain::Year { day(0.83) } else { day(0.7) }, to),
            Self::SoFar => (from, published.unwrap_or(to).clamp(from, to)),
            Self::ToCome => (published.unwrap_or(from).clamp(from, to), to),
        }
    }
}
