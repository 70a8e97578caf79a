//! Dates and periods, resolved against the day the source was published: `on Monday`, `last January`, `late 2017`.

use super::figure::{FigureKind, Reader};
use super::token::{Shape, Token};
use super::{Language, Tokens};
use jiff::ToSpan;
use jiff::civil::Date;

/// A date or period that a sentence names.
#[derive(Debug, Clone, PartialEq)]
pub struct Moment {
    /// Its tokens, the preposition not included (`Monday` in "on Monday", `26 July` in "on 26 July").
    pub tokens: Tokens,
    /// The first day it can mean; `None` for an open beginning ("before 2015"), or where no day can be told.
    pub from: Option<Date>,
    /// The last day it can mean; `None` for an open end ("since 2015"), or where no day can be told.
    pub to: Option<Date>,
    /// The month and day where the year is not known (`26 July` in a source with no date).
    pub month_day: Option<(i8, Option<i8>)>,
    /// First and last day of the date itself, before any word bounds it.
    pub days: Option<(Date, Date)>,
    /// How it is bounded by the word before it.
    pub relation: Relation,
    /// The words before it that bound it, where a negation is one of them: "not before", "no later than". Empty where none is.
    pub lead: Tokens,
    /// How fine it is.
    pub grain: Grain,
}

/// The word before a date that says on which side of it something was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Relation {
    /// In or on it.
    #[default]
    At,
    /// Before it.
    Before,
    /// Before it or on its last day.
    By,
    /// After it.
    After,
    /// From then on.
    Since,
    /// Up to then.
    Until,
}

/// How fine a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Grain {
    /// One day.
    #[default]
    Day,
    /// A week or a weekend.
    Week,
    /// A month.
    Month,
    /// A quarter or a season.
    Season,
    /// A year.
    Year,
    /// A decade or longer.
    Longer,
}

impl Moment {
    /// First and last day of what is left where it is denied that something was by then: not opened before 2028 is opened in 2028 or later.
    /// `None` where nothing can be told: who has not been seen since May was perhaps not seen before.
    pub fn denied(&self) -> Option<(Option<Date>, Option<Date>)> {
        let (from, to) = self.days?;
        match self.relation {
            Relation::By => Some((Some(add_days(to, 1.0)), None)),
            Relation::Before | Relation::Until if self.lead.is_empty() => Some((Some(from), None)),
            _ => None,
        }
    }
}

/// The dates of one sentence.
pub fn find(text: &str, tokens: &[Token], published: Option<Date>, language: &Language) -> Vec<Moment> {
    let reader = Reader { text, tokens, values: &language.values };
    let mut ahead = Ahead { reader, language, seen: 0, cue: None };
    let moment = |spot: Spot| {
        let ahead = ahead.is_ahead(spot.tokens.start);
        // "In three years" counts back as well as forth; only a word for the future tells.
        (ahead || !matches!(spot.what, What::Ahead(..))).then(|| spot.moment(reader, published, ahead))
    };
    spots(reader).into_iter().filter_map(moment).collect()
}

/// Whether a sentence spoke of the future shortly before a date.
struct Ahead<'a> {
    reader: Reader<'a>,
    language: &'a Language,
    seen: usize,
    cue: Option<usize>,
}

impl Ahead<'_> {
    /// To be asked from left to right.
    fn is_ahead(&mut self, at: usize) -> bool {
        let cues = self.language.lists.get("future");
        while self.seen < at {
            if cues.has(&self.reader.tokens[self.seen]) {
                self.cue = Some(self.seen);
            }
            self.seen += 1;
        }
        self.cue.is_some_and(|cue| at - cue <= 12)
    }
}

/// A date as it stands in the sentence, not yet counted from any day.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spot {
    pub(super) tokens: Tokens,
    what: What,
    part: Part,
}

/// What a date is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
enum What {
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
enum Year {
    Of(i16),
    Step(Step),
    Unsaid,
}

/// `last`, `this`, `next`, or nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Last,
    This,
    Next,
    Unsaid,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Week,
    Month,
    Year,
    Decade,
}

/// Which part of a period is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
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

/// The dates of a sentence, in order, never overlapping.
pub(super) fn spots(reader: Reader) -> Vec<Spot> {
    let mut found: Vec<Spot> = Vec::new();
    let mut at = 0;
    while at < reader.tokens.len() {
        match spot_at(reader, at) {
            Some(spot) => {
                at = spot.tokens.end.max(at + 1);
                found.push(spot);
            }
            None => at += 1,
        }
    }
    join_ranges(reader, found)
}

/// The date that begins at `at`, with the part of it that is meant.
fn spot_at(reader: Reader, at: usize) -> Option<Spot> {
    let (part, skip) = part_of(reader, at);
    let (what, end) = if skip > 0 { period(reader, at + skip)? } else { what_at(reader, at)? };
    Some(Spot { tokens: at..end, what, part })
}

/// `late`, `early in`, `the end of the`, `mid-`: which part, and how many tokens say so.
fn part_of(reader: Reader, at: usize) -> (Part, usize) {
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
fn period(reader: Reader, at: usize) -> Option<(What, usize)> {
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

fn what_at(reader: Reader, at: usize) -> Option<(What, usize)> {
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
fn is_split_word(reader: Reader, at: usize) -> bool {
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
fn is_compared(reader: Reader, at: usize) -> bool {
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
    let time = super::number::time_of(reader.get(unit)?, reader.values)?;
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
    let time = super::number::time_of(reader.get(unit)?, reader.values)?;
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
        || reader.get(unit + 1).is_some_and(|token| token.joined || token.classes.usual() == Some(super::lexicon::Class::Noun))
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
    form.ends_with('s') && token.lemmas[1] != super::lexicon::Word::NONE && token.classes.has(super::lexicon::Class::Noun)
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
fn small(reader: Reader, at: usize) -> Option<i8> {
    let form = reader.form(at);
    let digits = form.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let plain = reader.is_digits(at) && matches!(&form[digits.len()..], "" | "st" | "nd" | "rd" | "th") && digits.len() <= 2;
    plain.then(|| digits.parse().ok()).flatten().filter(|day| (1..=31).contains(day))
}

/// Whether the day exists, in that year or in a leap year.
fn valid_day(year: Option<i16>, month: i8, day: i8) -> Option<Date> {
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

/// Joins "March and May 2020", "from 2014 to 2016", "5 to 7 July" into one period each.
fn join_ranges(reader: Reader, found: Vec<Spot>) -> Vec<Spot> {
    let mut joined: Vec<Spot> = Vec::with_capacity(found.len());
    for spot in found {
        match joined.last_mut().and_then(|first| first.joined_with(&spot, reader)) {
            Some(both) => *joined.last_mut().expect("there is a first") = both,
            None => joined.push(spot.with_earlier_day(reader)),
        }
    }
    joined
}

impl Spot {
    /// The period from this date to `last`, when the words between and before them say so.
    fn joined_with(&self, last: &Self, reader: Reader) -> Option<Self> {
        let link = self.tokens.end;
        let between = reader.is_before(self.tokens.start, &["between"]) && reader.is(link, &["and"]);
        let from = reader.is(link, &["to", "until", "till", "through", "-", "–"]);
        if last.tokens.start != link + 1 || !(between || from) {
            return None;
        }
        let borrowed = self.what.with_year_of(last.what);
        let (first_day, last_day) = (borrowed.fixed()?.0, last.what.fixed()?.1);
        let tokens = self.tokens.start..last.tokens.end;
        (first_day <= last_day).then_some(Self { tokens, what: What::Between(first_day, last_day), part: Part::Whole })
    }

    /// "5-7 July": the day before the date makes it a period.
    fn with_earlier_day(self, reader: Reader) -> Self {
        let What::Day(year, month, last) = self.what else { return self };
        let start = self.tokens.start;
        let linked = usize::from(!reader.is_joined(start)) + 1;
        let link = reader.is_joined(start) || reader.is_before(start, &["to", "–", "-"]);
        let first = start.checked_sub(linked).filter(|_| link).and_then(|at| small(reader, at)).filter(|&first| first < last);
        match (first, year) {
            (Some(first), Some(year)) => match (valid_day(Some(year), month, first), valid_day(Some(year), month, last)) {
                (Some(from), Some(to)) => Self { tokens: start - linked..self.tokens.end, what: What::Between(from, to), part: self.part },
                _ => self,
            },
            _ => self,
        }
    }

    /// Whether its figures are days and years rather than lengths of time.
    pub(super) fn is_calendar(&self) -> bool {
        !matches!(self.what, What::Ago(..) | What::Ahead(..) | What::Past(_) | What::Open)
    }

    /// "From 2014 to 2016": its first word belongs to the period.
    fn is_range(&self) -> bool {
        match self.what {
            What::Between(..) => true,
            What::Years(first, last) => first != last && self.tokens.len() > 1,
            _ => false,
        }
    }

    fn moment(self, reader: Reader, published: Option<Date>, ahead: bool) -> Moment {
        let (relation, lead) = if self.is_range() { (Relation::At, self.tokens.start) } else { relation(reader, &self.tokens) };
        let bound = self.what.resolve(published, ahead).map(|days| self.part.of(days, self.what.grain(), published));
        let grain = if self.part == Part::Whole { self.what.grain() } else { self.what.grain().finer() };
        let month_day = match (self.what, bound) {
            (What::Day(None, month, day), _) => Some((month, Some(day))),
            (What::Month(Year::Unsaid, month), None) => Some((month, None)),
            _ => None,
        };
        let (from, to) = relation_bounds(reader, &self, relation, bound);
        Moment { lead: lead..self.tokens.start, tokens: self.tokens, from, to, month_day, days: bound, relation, grain }
    }
}

impl What {
    /// The same date with the year of another, where it has none of its own.
    fn with_year_of(self, other: Self) -> Self {
        let (Self::Day(Some(year), ..) | Self::Month(Year::Of(year), _)) = other else { return self };
        match self {
            Self::Day(None, month, day) => Self::Day(Some(year), month, day),
            Self::Month(Year::Unsaid, month) => Self::Month(Year::Of(year), month),
            _ => self,
        }
    }

    /// First and last day, when they do not depend on the day of publication.
    fn fixed(self) -> Option<(Date, Date)> {
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
    fn resolve(self, published: Option<Date>, ahead: bool) -> Option<(Date, Date)> {
        if let Some(days) = self.fixed() {
            return Some(days);
        }
        let now = published?;
        match self {
            Self::Day(None, month, day) => nearest(now, ahead, |year| Date::new(year, month, day).ok().map(|day| (day, day))),
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

    fn grain(self) -> Grain {
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
fn add_days(day: Date, days: f64) -> Date {
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
    fn finer(self) -> Self {
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
    fn of(self, (from, to): (Date, Date), grain: Grain, published: Option<Date>) -> (Date, Date) {
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

/// What the words around a date make of it, and where those begin that hold a negation: of "not before 2028" at `not`.
fn relation(reader: Reader, tokens: &Tokens) -> (Relation, usize) {
    let at = link_before(reader, tokens.start);
    if reader.is(tokens.end, &["at"]) && reader.is(tokens.end + 1, &["the"]) {
        match () {
            () if reader.is(tokens.end + 2, &["earliest", "soonest"]) => return (Relation::Since, tokens.start),
            () if reader.is(tokens.end + 2, &["latest"]) => return (Relation::Until, tokens.start),
            () => {}
        }
    }
    let words = if is_compared(reader, at) { 2 } else { 1 };
    let plain = if words == 2 { compared(reader, at) } else { preposed(reader, at) };
    let not = at.checked_sub(words + 1).filter(|&not| reader.is(not, &["not", "no", "never", "n't", "n’t"]));
    match (plain, not) {
        (Relation::Before, Some(not)) => (Relation::Since, not),
        (Relation::Until, Some(not)) if reader.is_before(at, &["until", "till"]) => (Relation::Since, not),
        (Relation::After, Some(not)) => (Relation::Until, not),
        (plain, _) => (plain, tokens.start),
    }
}

fn compared(reader: Reader, at: usize) -> Relation {
    if reader.is(at - 2, &["later"]) { Relation::After } else { Relation::Before }
}

/// What the preposition before a date makes of it.
fn preposed(reader: Reader, at: usize) -> Relation {
    match () {
        () if reader.is_before(at, &["by"]) => Relation::By,
        () if reader.is_before(at, &["before", "pre"])
            || is_phrase_before(reader, at, &["prior", "to"])
            || is_phrase_before(reader, at, &["ahead", "of"]) =>
        {
            Relation::Before
        }
        () if reader.is_before(at, &["after", "following", "post"]) => Relation::After,
        () if reader.is_before(at, &["since", "from"]) => Relation::Since,
        () if reader.is_before(at, &["until", "till", "through"]) || is_phrase_before(reader, at, &["up", "to"]) => Relation::Until,
        () => Relation::At,
    }
}

/// Past what may stand between a date and its preposition: "since at least the 1990s".
fn link_before(reader: Reader, start: usize) -> usize {
    let mut at = start;
    while reader.is_before(at, &["the", "at", "least", "about", "around", "on", "sometime", "in"]) {
        at -= 1;
    }
    at
}

fn is_phrase_before(reader: Reader, at: usize, words: &[&str; 2]) -> bool {
    at >= 2 && reader.is(at - 2, &words[..1]) && reader.is(at - 1, &words[1..])
}

/// Widens a period to the side its relation leaves open.
///
/// "Before the 2015 deal" counts from something inside 2015, so its own year is not shut out.
fn relation_bounds(reader: Reader, spot: &Spot, relation: Relation, days: Option<(Date, Date)>) -> (Option<Date>, Option<Date>) {
    let Some((from, to)) = days else { return (None, None) };
    let next = reader.get(spot.tokens.end);
    let of_something = next.is_some_and(|token| {
        let noun = token.shape == Shape::Word && token.classes.has(super::lexicon::Class::Noun);
        token.shape == Shape::Clitic || (noun && !(matches!(spot.what, What::Months(..)) && is_split_word(reader, spot.tokens.end)))
    });
    let of_something = of_something || spot.part != Part::Whole;
    match relation {
        Relation::At => (Some(from), Some(to)),
        Relation::By => (None, Some(to)),
        Relation::Before if of_something => (None, Some(to)),
        Relation::Before => (None, Some(add_days(from, -1.0))),
        Relation::After if of_something => (Some(from), None),
        Relation::After => (Some(add_days(to, 1.0)), None),
        Relation::Since => (Some(from), None),
        Relation::Until => (None, Some(to)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::lists::Lists;
    use crate::language::token::tokenize;
    use crate::text::Span;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static LANGUAGE: LazyLock<Language> = LazyLock::new(|| Language::new(Lists::shipped()));

    fn moments(text: &str, published: Option<&str>) -> Vec<String> {
        let tokens = tokenize(text, Span::new(0, text.len()), &LANGUAGE.lexicon);
        let published = published.map(|day| day.parse().expect("a day"));
        let write = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
        let show = |moment: Moment| {
            let (first, last) = (&tokens[moment.tokens.start], &tokens[moment.tokens.end - 1]);
            format!("{}: {}/{}", first.span.cover(last.span).of(text), write(moment.from), write(moment.to))
        };
        find(text, &tokens, published, &LANGUAGE).into_iter().map(show).collect()
    }

    /// Dates counted from Tuesday, 27 July 2021.
    fn check(cases: &[(&str, &[&str])]) {
        for (text, expected) in cases {
            assert_eq!(moments(text, Some("2021-07-27")), *expected, "{text}");
        }
    }

    #[test]
    fn finds_dates_that_name_their_day() {
        check(&[
            ("It fell on 26 July 2020.", &["26 July 2020: 2020-07-26/2020-07-26"]),
            ("It fell on July 26, 2020, at dawn.", &["July 26, 2020: 2020-07-26/2020-07-26"]),
            ("Dated 2020-07-26.", &["2020-07-26: 2020-07-26/2020-07-26"]),
            ("It was Sept. 11, 2001.", &["Sept. 11, 2001: 2001-09-11/2001-09-11"]),
            ("It fell on 26 July.", &["26 July: 2021-07-26/2021-07-26"]),
            ("It fell on the 3rd of November.", &["3rd of November: 2020-11-03/2020-11-03"]),
            ("It fell on Monday, July 26.", &["Monday, July 26: 2021-07-26/2021-07-26"]),
            ("There is no 31 February 2020.", &["February 2020: 2020-02-01/2020-02-29"]),
        ]);
    }

    #[test]
    fn counts_relative_dates_from_publication() {
        check(&[
            ("He spoke on Monday.", &["Monday: 2021-07-26/2021-07-26"]),
            ("He spoke on Tuesday.", &["Tuesday: 2021-07-27/2021-07-27"]),
            ("He spoke last Tuesday.", &["last Tuesday: 2021-07-20/2021-07-20"]),
            ("They meet next Friday.", &["next Friday: 2021-07-30/2021-07-30"]),
            ("They will meet on Friday.", &["Friday: 2021-07-30/2021-07-30"]),
            ("It fell yesterday.", &["yesterday: 2021-07-26/2021-07-26"]),
            ("It fell last week.", &["last week: 2021-07-19/2021-07-25"]),
            ("Three fell in the last week.", &["last week: 2021-07-20/2021-07-27"]),
            ("It fell last month.", &["last month: 2021-06-01/2021-06-30"]),
            ("It fell last year.", &["last year: 2020-01-01/2020-12-31"]),
            ("It fell last January.", &["last January: 2021-01-01/2021-01-31"]),
            ("It fell in January.", &["January: 2021-01-01/2021-01-31"]),
            ("It fell in October.", &["October: 2020-10-01/2020-10-31"]),
            ("It ended three days ago.", &["three days ago: 2021-07-24/2021-07-24"]),
            ("It ended two weeks earlier.", &["two weeks earlier: /"]),
            ("It fell last summer.", &["last summer: 2020-06-01/2020-09-30"]),
        ]);
    }

    #[test]
    fn finds_periods_and_parts_of_them() {
        check(&[
            ("In late 2017 it rose.", &["late 2017: 2017-08-08/2017-12-31"]),
            ("In early 2018 it fell.", &["early 2018: 2018-01-01/2018-05-27"]),
            ("In mid-June it fell.", &["mid-June: 2021-06-09/2021-06-24"]),
            ("In the summer of 2019 it fell.", &["summer of 2019: 2019-06-01/2019-09-30"]),
            ("In the 1990s it fell.", &["1990s: 1990-01-01/1999-12-31"]),
            ("In the first half of 2020 it fell.", &["first half of 2020: 2020-01-01/2020-06-30"]),
            ("In Q1 2021 it fell.", &["Q1 2021: 2021-01-01/2021-03-31"]),
            ("It ran 2014-2016.", &["2014-2016: 2014-01-01/2016-12-31"]),
            ("It ran from 2014 to 2016.", &["2014 to 2016: 2014-01-01/2016-12-31"]),
            ("It ran between March and May 2020.", &["March and May 2020: 2020-03-01/2020-05-31"]),
            ("It ran 5-7 July 2020.", &["5-7 July 2020: 2020-07-05/2020-07-07"]),
        ]);
    }

    #[test]
    fn leaves_the_side_open_that_a_negated_bound_leaves_open() {
        check(&[
            ("It will open not before 2028.", &["2028: 2028-01-01/"]),
            ("No earlier than May 2028 will it open.", &["May 2028: 2028-05-01/"]),
            ("It will open no earlier than May.", &["May: 2022-05-01/"]),
            ("It will open not until May.", &["May: 2022-05-01/"]),
            ("It will open no sooner than 2028.", &["2028: 2028-01-01/"]),
            ("It will open no later than 2028.", &["2028: /2028-12-31"]),
            ("It will open not later than the end of 2028.", &["end of 2028: /2028-12-31"]),
            ("It will open later than 2028.", &["2028: 2029-01-01/"]),
            ("It will open earlier than 2028.", &["2028: /2027-12-31"]),
            ("It will open in 2028 at the earliest.", &["2028: 2028-01-01/"]),
            ("It will open in May at the latest.", &["May: /2022-05-31"]),
            ("It will not open after 2028.", &["2028: 2029-01-01/"]),
            ("They will leave by Christmas.", &["Christmas: /2021-12-25"]),
            ("They bought a Christmas tree.", &[]),
            ("It sold no more than 2000 shells.", &[]),
        ]);
    }

    #[test]
    fn counts_ahead_from_publication_where_the_future_is_spoken_of() {
        check(&[
            ("It will open in three weeks.", &["three weeks: 2021-08-14/2021-08-20"]),
            ("It is due in three years.", &["three years: 2024-01-27/2025-01-24"]),
            ("It was the third fire in three years.", &[]),
            ("It will open in a year of drought.", &[]),
        ]);
    }

    #[test]
    fn finds_years_that_are_no_calendar_years() {
        check(&[
            ("It plays in the 2025-26 season.", &["2025-26: 2025-07-01/2026-06-30"]),
            ("It costs more in 2025/26.", &["2025/26: 2025-07-01/2026-06-30"]),
            ("It costs more in 2025/2026.", &["2025/2026: 2025-07-01/2026-06-30"]),
            ("It cost more in the 1999-00 financial year.", &["1999-00: 1999-07-01/2000-06-30"]),
            ("It opens at the start of the 2026-27 season.", &["start of the 2026-27: 2026-07-01/2026-09-12"]),
            ("It opens before the 2026-27 season.", &["2026-27: /2026-06-30"]),
            ("It ran 2014-15.", &["2014-15: 2014-01-01/2015-12-31"]),
            ("It ran in the 2014-16 season.", &["2014-16: 2014-01-01/2016-12-31"]),
        ]);
    }

    #[test]
    fn bounds_a_date_by_the_word_before_it() {
        check(&[
            ("since 2014", &["2014: 2014-01-01/"]),
            ("before 2015", &["2015: /2014-12-31"]),
            ("before the 2015 deal", &["2015: /2015-12-31"]),
            ("after March 2015", &["March 2015: 2015-04-01/"]),
            ("before the end of 2020", &["end of 2020: /2020-12-31"]),
            ("he left around 2012.", &["2012: 2012-01-01/2012-12-31"]),
            ("until 26 July 2020", &["26 July 2020: /2020-07-26"]),
            ("They will leave by the end of the year.", &["end of the year: /2021-12-31"]),
            ("They will leave by 31 December.", &["31 December: /2021-12-31"]),
        ]);
    }

    #[test]
    fn ignores_ordinary_words_and_plain_figures() {
        check(&[
            ("They may march for a second time.", &[]),
            ("May I ask why March came?", &[]),
            ("Mrs May said so.", &[]),
            ("June Carter sang.", &[]),
            ("They killed 2000 people and lost $1999.", &[]),
            ("He sat in the sun, a spring in his step.", &[]),
        ]);
    }

    #[test]
    fn keeps_month_and_day_when_no_year_can_be_told() {
        let text = "on 26 July";
        let tokens = tokenize(text, Span::new(0, text.len()), &LANGUAGE.lexicon);
        let found = find(text, &tokens, None, &LANGUAGE);
        assert_eq!((found[0].month_day, found[0].from), (Some((7, Some(26))), None));
    }

    #[test]
    fn stays_on_the_calendar_at_its_ends() {
        for day in ["9999-12-31", "0001-01-01", "-009999-01-01"] {
            let text = "next week, next month, next year, next decade, last week, last year, 99999999 centuries ago, in winter of 9999, after 9999, Monday, 29 February";
            assert!(moments(text, Some(day)).len() > 5);
        }
    }

    proptest! {
        #[test]
        fn never_leaves_its_tokens(words in proptest::collection::vec("(May|March|12|2014|31|of|,|-|the|end|last|next|week|ago|three|days|Monday|to|and|between|July|\\.|century|1990s|first|half|Q1|[^ ]{0,4})", 0..20)) {
            let text = words.join(" ").replace(" - ", "-");
            let tokens = tokenize(&text, Span::new(0, text.len()), &LANGUAGE.lexicon);
            let mut at = 0;
            for moment in find(&text, &tokens, "2021-07-27".parse().ok(), &LANGUAGE) {
                prop_assert!(moment.tokens.start >= at && moment.tokens.start < moment.tokens.end && moment.tokens.end <= tokens.len());
                prop_assert!(moment.from.is_none() || moment.to.is_none() || moment.from <= moment.to);
                at = moment.tokens.end;
            }
        }
    }
}
