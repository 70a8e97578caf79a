//! Dates and periods, resolved against the day the source was published: `on Monday`, `last January`, `late 2017`.

mod calendar;
mod relation;
mod what;

use crate::language::figure::Reader;
use crate::language::token::Token;
use crate::language::{Language, Tokens};
use calendar::add_days;
use jiff::civil::Date;
use relation::{relation, relation_bounds};
use what::{Part, What, Year, part_of, period, small, valid_day, what_at};

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
    let mut ahead = Ahead { reader, language, seen: 0, cue: None, past: None };
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
    /// The last word that tells of the past: `was`.
    past: Option<usize>,
}

impl Ahead<'_> {
    /// To be asked from left to right.
    fn is_ahead(&mut self, at: usize) -> bool {
        let [cues, pasts] = ["future", "past-auxiliary"].map(|name| self.language.lists.get(name));
        while self.seen < at {
            let token = &self.reader.tokens[self.seen];
            if cues.has(token) {
                self.cue = Some(self.seen);
            }
            if pasts.has(token) {
                self.past = Some(self.seen);
            }
            self.seen += 1;
        }
        let near = |cue: usize| at - cue <= 12;
        // "Shut until Sunday" looks ahead, and "was shut until Sunday" back.
        let until = self.reader.is_before(at, &["until", "till"]) && !self.past.is_some_and(near);
        until || self.cue.is_some_and(near)
    }
}

/// A date as it stands in the sentence, not yet counted from any day.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spot {
    pub(super) tokens: Tokens,
    what: What,
    part: Part,
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
            ("It is shut until Sunday.", &["Sunday: /2021-08-01"]),
            ("It was shut until Sunday.", &["Sunday: /2021-07-25"]),
            ("The closure has been extended until 12 September.", &["12 September: /2021-09-12"]),
            ("It reopens on 12 September.", &["12 September: 2021-09-12/2021-09-12"]),
            ("It fell on 12 June.", &["12 June: 2021-06-12/2021-06-12"]),
            ("It fell on 12 December.", &["12 December: 2020-12-12/2020-12-12"]),
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
