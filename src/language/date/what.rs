//! What a date is made of, as it stands in the sentence: days, months, years, weekdays, steps from now, and parts of these.

use crate::language::figure::{FigureKind, Reader};
use crate::language::lexicon::{Class, Word};
use crate::language::number::time_of;
use crate::language::token::{Shape, Token};
use jiff::civil::Date;

/// What a date is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum What {
    Day(Option<i16>, i8, i8),
    Month(Year, i8),
    /// Months of a year, first and last: a quarter, a half, a season. The last may lie in the next year.
    Months(Year, i8, i8),
    /// Years, first and last.
    Years(i16, i16),
    Weekday(i8, Step),
    Weekend(Step),
    /// Days from publication.
    Offset(i32),
    /// This, the last or the next week, month, year or decade.
    Unit(Unit, Step),
    /// So many days ago, give or take.
    Ago(f64, f64),
    /// In so many days, give or take.
    Ahead(f64, f64),
    /// From so many days ago to now.
    Past(f64),
    /// Counted from a day that cannot be told ("two weeks earlier").
    Open,
    /// From the first to the second; both in days.
    Between(Date, Date),
}

/// The year of a month: named, told by a step from now, or left to the reader.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Year {
    Of(i16),
    Step(Step),
    Unsaid,
}

/// `last`, `this`, `next`, or nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Last,
    This,
    Next,
    Unsaid,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Week,
    Month,
    Year,
    Decade,
}

/// Which part of a period is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    Early,
    Middle,
    Late,
    Start,
    End,
    /// Up to the day of publication.
    SoFar,
    /// After the day of publication.
    ToCome,
}

/// `late`, `early in`, `the end of the`, `mid-`: which part, and how many tokens say so.
pub(super) fn part_of(reader: Reader, at: usize) -> (Part, usize) {
    let part = match () {
        () if reader.is(at, &["early"]) => Part::Early,
        () if reader.is(at, &["mid", "middle"]) => Part::Middle,
        () if reader.is(at, &["late"]) => Part::Late,
        () if reader.is(at, &["end", "close"]) && reader.is(at + 1, &["of"]) => Part::End,
        () if reader.is(at, &["start", "beginning", "outset"]) && reader.is(at + 1, &["of"]) => Part::Start,
        () if reader.is(at, &["earlier"]) && reader.is(at + 1, &["this", "in"]) => Part::SoFar,
        () if reader.is(at, &["later"]) && reader.is(at + 1, &["this"]) => Part::ToCome,
        () => return (Part::Whole, 0),
    };
    let mut skip = 1;
    skip += usize::from(reader.is(at + skip, &["of", "in"]));
    skip += usize::from(reader.is(at + skip, &["the"]));
    (part, skip)
}

/// A period after a word for its part: any date of a month or longer, or plainly "the year".
pub(super) fn period(reader: Reader, at: usize) -> Option<(What, usize)> {
    if let Some(unit) = unit_of(reader, at)
        && reader.is_before(at, &["the"])
    {
        return Some((What::Unit(unit, Step::This), at + 1));
    }
    let year = || year_at(reader, at).map(|year| (What::Years(year, year), at + 1));
    let month = || month_at(reader, at).and_then(|month| month_and_year(reader, at, month, Year::Unsaid));
    what_at(reader, at).filter(|(what, _)| what.is_period()).or_else(month).or_else(year)
}

impl What {
    fn is_period(&self) -> bool {
        !matches!(self, Self::Day(..) | Self::Weekday(..) | Self::Offset(_) | Self::Open)
    }
}

pub(super) fn what_at(reader: Reader, at: usize) -> Option<(What, usize)> {
    if reader.is_digits(at) {
        return numeric(reader, at);
    }
    named(reader, at)
        .or_else(|| stepped(reader, at))
        .or_else(|| season(reader, at, Step::Unsaid))
        .or_else(|| portion(reader, at))
        .or_else(|| counted(reader, at))
}

/// A date that begins with digits: `2021-07-26`, `26 July 2021`, `2014`, `1990s`, `19th century`.
fn numeric(reader: Reader, at: usize) -> Option<(What, usize)> {
    iso(reader, at)
        .or_else(|| day_first(reader, at))
        .or_else(|| split_year(reader, at))
        .or_else(|| decade(reader, at))
        .or_else(|| counted(reader, at))
        .or_else(|| {
            let year = year_at(reader, at).filter(|_| is_year_here(reader, at))?;
            match year_range_end(reader, at, year) {
                Some((last, end)) => Some((What::Years(year, last), end)),
                None => Some((What::Years(year, year), at + 1)),
            }
        })
}

fn iso(reader: Reader, at: usize) -> Option<(What, usize)> {
    let year = year_at(reader, at)?;
    let two = |at: usize| reader.is_joined(at).then(|| small(reader, at)).flatten();
    let (month, day) = (two(at + 1)?, two(at + 2)?);
    valid_day(Some(year), month, day)?;
    Some((What::Day(Some(year), month, day), at + 3))
}

/// `26 July`, `26th of July, 2021`.
fn day_first(reader: Reader, at: usize) -> Option<(What, usize)> {
    let day = small(reader, at)?;
    let month_at_token = at + 1 + usize::from(reader.is(at + 1, &["of"]));
    let month = month_name(reader, month_at_token)?;
    let (year, end) = year_after(reader, skip_stop(reader, month_at_token));
    valid_day(year, month, day)?;
    Some((What::Day(year, month, day), end))
}

/// `2025/26`, `the 2025-26 season`: from the middle of one year to the middle of the next.
fn split_year(reader: Reader, at: usize) -> Option<(What, usize)> {
    let first = year_at(reader, at).filter(|_| is_year_here(reader, at))?;
    let slash = reader.is(at + 1, &["/"]) && reader.touches_next(at) && reader.touches_next(at + 1);
    let second = at + 1 + usize::from(slash);
    let next = year_at(reader, second).map(|year| year % 100).or_else(|| small_year(reader, second))?;
    let said = slash || (reader.is_joined(second) && is_split_word(reader, second + 1));
    let [from, to] = reader.values.split_year.months;
    (said && next == (first + 1) % 100).then_some((What::Months(Year::Of(first), from, to), second + 1))
}

/// A word for a year that is no calendar year: `season`.
pub(super) fn is_split_word(reader: Reader, at: usize) -> bool {
    reader.get(at).is_some_and(|token| reader.values.split_year.words.iter().any(|&word| token.is(word)))
}

/// `1990s`, `the '90s` is not read.
fn decade(reader: Reader, at: usize) -> Option<(What, usize)> {
    let form = reader.form(at);
    if let Some(year) = form.strip_suffix('s').filter(|year| year.len() == 4).and_then(|year| year.parse::<i16>().ok()) {
        let length = if year % 100 == 0 { 99 } else { 9 };
        return (1000..2100).contains(&year).then_some((What::Years(year, year + length), at + 1));
    }
    let figure = reader.figure(at).filter(|figure| figure.kind == FigureKind::Ordinal && (10.0..22.0).contains(&figure.point))?;
    let first = (figure.point as i16 - 1) * 100;
    reader.is(figure.tokens.end, &["century"]).then_some((What::Years(first, first + 99), figure.tokens.end + 1))
}

/// A date that begins with the name of a month or a weekday, or a word such as `yesterday`.
fn named(reader: Reader, at: usize) -> Option<(What, usize)> {
    if let Some(found) = reader.value(at, |v| &v.day) {
        return Some((What::Offset(found), at + 1));
    }
    if let Some(found) = feast(reader, at) {
        return Some(found);
    }
    if let Some(weekday) = weekday_at(reader, at) {
        let comma = skip_stop(reader, at);
        let date = comma + usize::from(reader.is(comma, &[","]));
        let full = day_first(reader, date).or_else(|| month_first(reader, date));
        return Some(full.unwrap_or((What::Weekday(weekday, Step::Unsaid), skip_stop(reader, at))));
    }
    month_first(reader, at)
}

/// `by Christmas`: only behind a word that bounds a date, for a Christmas tree is no day.
fn feast(reader: Reader, at: usize) -> Option<(What, usize)> {
    let [month, day] = reader.value(at, |v| &v.feast).filter(|_| reader.get(at).is_some_and(|token| token.capital))?;
    let led = reader.is_before(at, &["by", "before", "until", "till", "after", "since"]) || is_compared(reader, at);
    let (year, end) = year_after(reader, at + 1);
    led.then_some((What::Day(year, month, day), end))
}

/// Behind "earlier than", "later than": a date is what a time is compared with.
pub(super) fn is_compared(reader: Reader, at: usize) -> bool {
    at >= 2 && reader.is(at - 1, &["than"]) && reader.is(at - 2, &["earlier", "later", "sooner"])
}

/// `July 26, 2021`, `July 2021`, `July`.
fn month_first(reader: Reader, at: usize) -> Option<(What, usize)> {
    let month = month_name(reader, at)?;
    let after = skip_stop(reader, at);
    if let Some(day) = small(reader, after).filter(|_| !is_counting(reader, after)) {
        let (year, end) = year_after(reader, after + 1);
        if valid_day(year, month, day).is_some() {
            return Some((What::Day(year, month, day), end));
        }
        return None;
    }
    month_at(reader, at).and_then(|month| month_and_year(reader, at, month, Year::Unsaid))
}

/// A figure behind a month that counts something: "in July 12 people died".
fn is_counting(reader: Reader, at: usize) -> bool {
    let next = reader.form(at + 1);
    reader.is_digits(at + 1) && reader.is_joined(at + 1)
        || reader.get(at + 1).is_some_and(|token| {
            token.shape == Shape::Word && next.ends_with('s') && !token.capital && reader.is_before(at - 1, &["in", "since"])
        })
}

fn month_and_year(reader: Reader, at: usize, month: i8, unsaid: Year) -> Option<(What, usize)> {
    let after = skip_stop(reader, at);
    let of = after + usize::from(reader.is(after, &["of", ","]));
    if let Some(year) = year_at(reader, of) {
        return Some((What::Month(Year::Of(year), month), of + 1));
    }
    if reader.is(of, &["last", "this", "next"]) && reader.is(of + 1, &["year"]) {
        return Some((What::Month(Year::Step(step(reader, of)), month), of + 2));
    }
    Some((What::Month(unsaid, month), after))
}

fn step(reader: Reader, at: usize) -> Step {
    match reader.form(at).to_ascii_lowercase().as_str() {
        "last" | "previous" | "past" => Step::Last,
        "this" | "current" => Step::This,
        "next" | "coming" | "following" => Step::Next,
        _ => Step::Unsaid,
    }
}

/// `last week`, `next Monday`, `this year`, `last January`, `the past two years`.
fn stepped(reader: Reader, at: usize) -> Option<(What, usize)> {
    let step = step(reader, at);
    if step == Step::Unsaid {
        return None;
    }
    if let Some(weekday) = weekday_at(reader, at + 1) {
        return Some((What::Weekday(weekday, step), at + 2));
    }
    if let Some(month) = month_name(reader, at + 1) {
        return Some((What::Month(Year::Step(step), month), skip_stop(reader, at + 1)));
    }
    if reader.is(at + 1, &["weekend"]) {
        return Some((What::Weekend(step), at + 2));
    }
    if reader.is(at, &["last"]) && reader.is(at + 1, &["night"]) {
        return Some((What::Offset(-1), at + 2));
    }
    if reader.is(at, &["this"]) && reader.is(at + 1, &["morning", "afternoon", "evening"]) {
        return Some((What::Offset(0), at + 2));
    }
    // "The past year" runs up to now; "the following month" counts from a day that is not known.
    match (unit_of(reader, at + 1), reader.is(at, &["following", "previous", "coming", "past"])) {
        (Some(_), true) if !reader.is(at, &["past"]) => return Some((What::Open, at + 2)),
        // "In the last week" counts back from now; "last week" is the one before this.
        (Some(_), false) if reader.is(at, &["last"]) && reader.is_before(at, &["the"]) => {}
        (Some(unit), false) => return Some((What::Unit(unit, step), at + 2)),
        _ => {}
    }
    season(reader, at + 1, step).or_else(|| span_up_to_now(reader, at, step))
}

/// `the last 18 months`, `the past decade`.
fn span_up_to_now(reader: Reader, at: usize, step: Step) -> Option<(What, usize)> {
    if step != Step::Last || reader.is(at, &["previous"]) {
        return None;
    }
    let (high, unit) = match reader.figure(at + 1) {
        Some(figure) if figure.kind != FigureKind::Ordinal => (figure.high, figure.tokens.end),
        _ if reader.form(at + 1).ends_with('s') => (12.0, at + 1),
        _ => (1.0, at + 1),
    };
    let time = time_of(reader.get(unit)?, reader.values)?;
    Some((What::Past(high * time.days), unit + 1))
}

/// `summer of 2019`, `last summer`, `spring`: only with a year or a step, for a spring can be of steel.
fn season(reader: Reader, at: usize, step: Step) -> Option<(What, usize)> {
    let [first, last] = reader.value(at, |v| &v.season)?;
    let of = at + 1 + usize::from(reader.is(at + 1, &["of"]));
    if let Some(year) = year_at(reader, of) {
        return Some((What::Months(Year::Of(year), first, last), of + 1));
    }
    if reader.is(of, &["last", "this", "next"]) && reader.is(of + 1, &["year"]) {
        return Some((What::Months(Year::Step(self::step(reader, of)), first, last), of + 2));
    }
    let said = step != Step::Unsaid
        || (reader.is_before(at, &["the"]) && at >= 2 && reader.is(at - 2, &["in", "since", "during", "before", "until"]));
    said.then_some((What::Months(Year::Step(step), first, last), at + 1))
}

/// `the first half of 2020`, `Q1 2021`, `the first quarter of this year`.
fn portion(reader: Reader, at: usize) -> Option<(What, usize)> {
    let (number, length, after) = match reader.form(at).as_bytes() {
        [b'Q' | b'q', n @ b'1'..=b'4'] => (i8::try_from(n - b'0').ok()?, 3, at + 1),
        [b'H', n @ b'1'..=b'2'] => (i8::try_from(n - b'0').ok()?, 6, at + 1),
        _ => {
            let ordinal = reader.figure(at).filter(|figure| figure.kind == FigureKind::Ordinal)?;
            let length = if reader.is(ordinal.tokens.end, &["half"]) {
                6
            } else if reader.is(ordinal.tokens.end, &["quarter"]) {
                3
            } else {
                return None;
            };
            (ordinal.point as i8, length, ordinal.tokens.end + 1)
        }
    };
    if !(1..=12 / length).contains(&number) {
        return None;
    }
    let of = after + usize::from(reader.is(after, &["of"]));
    let (first, last) = ((number - 1) * length + 1, number * length);
    if let Some(year) = year_at(reader, of) {
        return Some((What::Months(Year::Of(year), first, last), of + 1));
    }
    let year = of + usize::from(reader.is(of, &["the"]));
    if reader.is(year, &["year"]) && year > of {
        return Some((What::Months(Year::Step(Step::This), first, last), year + 1));
    }
    (reader.is(of, &["last", "this", "next"]) && reader.is(of + 1, &["year"]))
        .then(|| (What::Months(Year::Step(step(reader, of)), first, last), of + 2))
}

/// `18 months ago`, `a year ago`, `two weeks earlier`.
fn counted(reader: Reader, at: usize) -> Option<(What, usize)> {
    let figure = reader.figure(at).filter(|figure| !matches!(figure.kind, FigureKind::Ordinal | FigureKind::Part));
    let (low, high, unit) = match figure {
        Some(figure) => (figure.low, figure.high, figure.tokens.end),
        None if reader.is(at, &["a", "an"]) => (1.0, 1.0, at + 1),
        None => return None,
    };
    let unit = unit + usize::from(low == 0.5 && reader.is(unit, &["a", "an"]));
    let time = time_of(reader.get(unit)?, reader.values)?;
    match () {
        () if reader.is(unit + 1, &["ago"]) => Some((What::Ago(low * time.days - time.slack, high * time.days + time.slack), unit + 2)),
        () if reader.is_before(at, &["in"]) && !describes_next(reader, unit) => {
            Some((What::Ahead(low * time.days - time.slack, high * time.days + time.slack), unit + 1))
        }
        () if reader.is(unit + 1, &["earlier", "later", "afterwards", "prior"]) => Some((What::Open, unit + 2)),
        () => None,
    }
}

/// "In a year that": the unit is told of and no length of time; "in a day job": it only describes.
fn describes_next(reader: Reader, unit: usize) -> bool {
    reader.is(unit + 1, &["of", "that", "which", "when", "where", "and", "or"])
        || reader.get(unit + 1).is_some_and(|token| token.joined || token.classes.usual() == Some(Class::Noun))
}

fn unit_of(reader: Reader, at: usize) -> Option<Unit> {
    match reader.form(at).to_ascii_lowercase().as_str() {
        "week" => Some(Unit::Week),
        "month" => Some(Unit::Month),
        "year" => Some(Unit::Year),
        "decade" => Some(Unit::Decade),
        _ => None,
    }
}

/// A year in digits: four of them, nothing else.
fn year_at(reader: Reader, at: usize) -> Option<i16> {
    let form = reader.form(at);
    let plain = form.len() == 4 && form.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| form.parse().ok()).flatten().filter(|year| (1000..2200).contains(year))
}

/// Whether four digits that stand alone are a year here, and not 2000 people.
fn is_year_here(reader: Reader, at: usize) -> bool {
    let year = year_at(reader, at).unwrap_or(0);
    let led = reader.is_before(
        at,
        &["in", "since", "until", "till", "by", "before", "after", "from", "between", "during", "through", "late", "early", "mid", "("],
    );
    let near = year % 100 != 0 && reader.is_before(at, &["around", "about", "circa"]);
    let counted = !near
        && !is_compared(reader, at)
        && reader.is_before(
            at,
            &["than", "about", "around", "nearly", "over", "some", "approximately", "least", "almost", "$", "€", "£", "/", "#", "up"],
        );
    let next = reader.get(at + 1);
    let noun = next.is_some_and(|token| token.shape == Shape::Word && !token.capital && is_plural(reader.form(at + 1), token));
    let unit = reader.is(at + 1, &["%", "percent", "per", "million", "troops", "people", "men", "women", "children", "or"]);
    let joined = reader.is_joined(at) && !reader.is_before(at, &["mid", "late", "early", "pre", "post"]);
    let glued = reader.touches_next(at)
        && reader.get(at + 1).is_some_and(|token| token.shape != Shape::Mark && token.shape != Shape::Clitic && !token.joined);
    !glued && !joined && !counted && !noun && !unit && (led || (1900..2100).contains(&year))
}

fn is_plural(form: &str, token: &Token) -> bool {
    form.ends_with('s') && token.lemmas[1] != Word::NONE && token.classes.has(Class::Noun)
}

/// `2014-2016`, `2014-16`, `2014 to 2016`.
fn year_range_end(reader: Reader, at: usize, first: i16) -> Option<(i16, usize)> {
    if reader.is_joined(at + 1) {
        let short = || small_year(reader, at + 1).map(|two| first - first % 100 + two);
        return year_at(reader, at + 1).or_else(short).filter(|&last| last > first).map(|last| (last, at + 2));
    }
    let link = reader.is(at + 1, &["to", "–", "-"]) || (reader.is_before(at, &["between"]) && reader.is(at + 1, &["and"]));
    year_at(reader, at + 2).filter(|&last| link && last > first).map(|last| (last, at + 3))
}

fn small_year(reader: Reader, at: usize) -> Option<i16> {
    let form = reader.form(at);
    (form.len() == 2).then(|| form.parse().ok()).flatten()
}

/// A day or a month in digits, with or without its ordinal ending.
pub(super) fn small(reader: Reader, at: usize) -> Option<i8> {
    let form = reader.form(at);
    let digits = form.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let plain = reader.is_digits(at) && matches!(&form[digits.len()..], "" | "st" | "nd" | "rd" | "th") && digits.len() <= 2;
    plain.then(|| digits.parse().ok()).flatten().filter(|day| (1..=31).contains(day))
}

/// Whether the day exists, in that year or in a leap year.
pub(super) fn valid_day(year: Option<i16>, month: i8, day: i8) -> Option<Date> {
    Date::new(year.unwrap_or(2000), month, day).ok()
}

fn year_after(reader: Reader, at: usize) -> (Option<i16>, usize) {
    let comma = at + usize::from(reader.is(at, &[","]));
    match year_at(reader, comma).filter(|_| !reader.is_joined(comma)) {
        Some(year) => (Some(year), comma + 1),
        None => (None, at),
    }
}

/// Past the token, and past the full stop of an abbreviation.
fn skip_stop(reader: Reader, at: usize) -> usize {
    let short = reader.form(at).len() <= 5 && reader.is(at + 1, &["."]) && reader.touches_next(at) && at + 2 < reader.tokens.len();
    at + 1 + usize::from(short)
}

fn weekday_at(reader: Reader, at: usize) -> Option<i8> {
    let token = reader.get(at).filter(|token| token.capital && token.shape == Shape::Word)?;
    let short = reader.form(at).len() <= 5;
    let name = !short || reader.is(at + 1, &[".", ","]) || !reader.get(at + 1).is_some_and(|next| next.shape == Shape::Word);
    reader.values.weekday.get(&token.word()).copied().filter(|_| name && !(short && reader.is_before(at, &["the", "a"])))
}

/// A capitalised word that is the name of a month; it may still be a verb ("May") or a person ("June Carter").
fn month_name(reader: Reader, at: usize) -> Option<i8> {
    let token = reader.get(at).filter(|token| token.capital)?;
    reader.values.month.get(&token.word()).copied()
}

/// A month that stands without a day.
fn month_at(reader: Reader, at: usize) -> Option<i8> {
    let month = month_name(reader, at)?;
    let after = skip_stop(reader, at);
    let led = reader.is_before(
        at,
        &[
            "in", "since", "until", "till", "by", "before", "after", "last", "next", "this", "from", "late", "early", "mid", "between",
            "during", "through", "to", "and",
        ],
    ) || is_compared(reader, at)
        || (reader.is_before(at, &["of"]) && at >= 2 && reader.is(at - 2, &["end", "beginning", "start", "middle", "month"]));
    let year = year_at(reader, after + usize::from(reader.is(after, &["of", ","]))).is_some();
    let homonym = reader.is(at, &["may", "march", "mar", "dec", "jan", "sept", "sep", "jun", "jul"]);
    let possessive = reader.is(after, &["'s", "’s"]);
    let next = reader.get(after);
    let name = next.is_some_and(|token| token.capital && token.shape == Shape::Word && month_name(reader, after).is_none());
    let plain = if homonym { led && !possessive && !(name || is_linked_verb(reader, at)) } else { led || !name };
    (year || plain).then_some(month)
}

/// `and May said`, `to March on`: led only by a link that may as well lead a person or a verb.
fn is_linked_verb(reader: Reader, at: usize) -> bool {
    reader.is_before(at, &["and", "to"]) && !(at >= 2 && (month_name(reader, at - 2).is_some() || reader.is_digits(at - 2)))
}
