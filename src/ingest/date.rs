//! The day that a date of publication names.

use jiff::civil::Date;

/// What a written date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// One day.
    Day(Date),
    /// One day, written in numbers whose order it shows: `28/04/2021`.
    Ordered(Date, Order),
    /// One of two days: `03/04/2021`.
    Either {
        /// The day, when the day comes first.
        day_first: Date,
        /// The day, when the month comes first.
        month_first: Date,
    },
    /// Nothing that can be read.
    Nothing,
}

/// Which number comes first in `03/04/2021`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

/// Reads a date: numbers and words, with whatever time stands behind it.
pub(super) fn read(text: &str) -> Reading {
    let parts = parts(text);
    let day = compact(&parts).or_else(|| year_first(&parts)).or_else(|| with_month_name(&parts));
    day.map_or_else(|| in_numbers(&parts), Reading::Day)
}

/// The day, when the text says one without help.
pub fn day(text: &str) -> Option<Date> {
    match read(text) {
        Reading::Day(day) | Reading::Ordered(day, _) => Some(day),
        Reading::Either { .. } | Reading::Nothing => None,
    }
}

/// The dates of one column: `03/04/2021` says one day where another of them shows the order.
#[derive(Debug, Clone, Copy, Default)]
pub struct Days {
    /// The order of day and month that every telling date shows; `None` when none does, or they differ.
    order: Option<Order>,
}

impl Days {
    /// Looks through all dates of a column.
    pub fn of<'t>(written: impl Iterator<Item = &'t str>) -> Self {
        let mut orders = Vec::new();
        for text in written {
            match read(text) {
                Reading::Ordered(_, order) if !orders.contains(&order) => orders.push(order),
                _ => {}
            }
        }
        Self { order: if let [order] = orders[..] { Some(order) } else { None } }
    }

    /// The day that one of them says.
    pub fn day(&self, text: &str) -> Option<Date> {
        match (read(text), self.order) {
            (Reading::Day(day) | Reading::Ordered(day, _), _) => Some(day),
            (Reading::Either { day_first, .. }, Some(Order::DayFirst)) => Some(day_first),
            (Reading::Either { month_first, .. }, Some(Order::MonthFirst)) => Some(month_first),
            (Reading::Either { .. }, None) | (Reading::Nothing, _) => None,
        }
    }

    /// Whether they show which of day and month comes first.
    pub(super) fn are_ordered(&self) -> bool {
        self.order.is_some()
    }
}

/// How a date that says no one day should be written: its two readings, or another day where it has none.
pub fn advice(written: &str) -> String {
    match read(written) {
        Reading::Either { day_first, month_first } => format!("write it as {day_first} or as {month_first}"),
        _ => "write days as 2021-04-03".to_owned(),
    }
}

/// The first day in year-month-day order inside a file's name: `2021-07-28_ap.txt`, `ap20210728.html`.
pub(super) fn in_name(name: &str) -> Option<Date> {
    let parts = parts(name);
    (0..parts.len()).find_map(|at| compact(&parts[at..]).or_else(|| year_first(&parts[at..])))
}

/// Whether the word is the name of a month, or a short form of one.
pub(super) fn is_month(word: &str) -> bool {
    month(word).is_some()
}

/// A run of digits or letters, and the character behind it.
#[derive(Debug, Clone, Copy)]
struct Part<'t> {
    text: &'t str,
    after: Option<char>,
}

/// The parts of a date; a date needs few, so a long text is not read to its end.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        rest = &rest[start..];
        let digits = rest.starts_with(|c: char| c.is_ascii_digit());
        let ends = |c: char| !c.is_alphanumeric() || c.is_ascii_digit() != digits;
        let end = rest.find(ends).unwrap_or(rest.len());
        parts.push(Part { text: &rest[..end], after: rest[end..].chars().next() });
        rest = &rest[end..];
        if parts.len() == 40 {
            break;
        }
    }
    parts.retain(|part| !["st", "nd", "rd", "th", "of"].contains(&part.text));
    parts
}

/// `20210728`, also with a time behind it.
fn compact(parts: &[Part]) -> Option<Date> {
    let text = parts.first()?.text;
    if !(text.len() == 8 || text.len() == 14) || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    date(&text[..4], text[4..6].parse().ok()?, &text[6..8])
}

/// `2021-07-28`, `2021/7/28`, `2021 July 28`.
fn year_first(parts: &[Part]) -> Option<Date> {
    let [y, m, d, ..] = parts else { return None };
    let month = number(m.text).or_else(|| month(m.text))?;
    date(y.text, month, d.text)
}

/// `28 July 2021`, `July 28, 2021`, `Wed, 28 Jul 2021 10:00:00 +0000`.
fn with_month_name(parts: &[Part]) -> Option<Date> {
    let at = parts.iter().position(|part| month(part.text).is_some())?;
    let named = month(parts[at].text)?;
    let text = |at: usize| parts.get(at).map(|part| part.text);
    let before = at.checked_sub(1).and_then(text).zip(text(at + 1)).and_then(|(d, y)| date(y, named, d));
    before.or_else(|| text(at + 1).zip(text(at + 2)).and_then(|(d, y)| date(y, named, d)))
}

/// `28/04/2021`, `28.04.2021`: points and a day above 12 show the order.
fn in_numbers(parts: &[Part]) -> Reading {
    let [a, b, y, ..] = parts else { return Reading::Nothing };
    let (Some(first), Some(second)) = (number(a.text), number(b.text)) else { return Reading::Nothing };
    let (day_first, month_first) = (date(y.text, second, a.text), date(y.text, first, b.text));
    match (day_first, month_first) {
        (Some(day), _) if a.after == Some('.') => Reading::Day(day),
        (Some(day), Some(other)) if day == other => Reading::Day(day),
        (Some(day_first), Some(month_first)) => Reading::Either { day_first, month_first },
        (Some(day), None) => Reading::Ordered(day, Order::DayFirst),
        (None, Some(day)) => Reading::Ordered(day, Order::MonthFirst),
        (None, None) => Reading::Nothing,
    }
}

fn date(year: &str, month: i8, day: &str) -> Option<Date> {
    if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Date::new(year.parse().ok()?, month, number(day)?).ok().filter(|date| date.year() >= 1500)
}

fn number(text: &str) -> Option<i8> {
    if text.len() > 2 { None } else { text.parse().ok() }
}

fn month(word: &str) -> Option<i8> {
    const NAMES: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let word = word.to_lowercase();
    let fits = |name: &str| name == word || word.len() >= 3 && word.len() <= 4 && name.starts_with(&word);
    NAMES.iter().position(|name| fits(name)).map(|at| at as i8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as on;

    #[test]
    fn reads_one_day() {
        let same = [
            "2021-07-28",
            "2021/07/28",
            "2021/7/28",
            "2021.07.28",
            "20210728",
            "20210728101500",
            "2021-07-28T10:15:00Z",
            "2021-07-28 10:15:00+03:00",
            "20210728T101500Z",
            "28 July 2021",
            "28th of July, 2021",
            "July 28, 2021",
            "July 28th 2021",
            "Jul. 28, 2021 3:04 pm",
            "Wed, 28 Jul 2021 10:00:00 +0000",
            "Wednesday 28 July 2021",
            "28-Jul-2021",
            "28.07.2021",
            " 2021-07-28 ",
            "Published: July 28, 2021",
            "28/07/2021",
            "7/28/2021",
        ];
        for text in same {
            assert_eq!(day(text), Some(on(2021, 7, 28)), "{text}");
        }
    }

    #[test]
    fn leaves_what_says_no_single_day() {
        for text in ["", "2021", "July 2021", "28 July", "30 February 2021", "2021-13-01", "yesterday", "1234567", "0021-01-01", "28/07/21"]
        {
            assert_eq!(read(text), Reading::Nothing, "{text}");
        }
        let either = Reading::Either { day_first: on(2021, 4, 3), month_first: on(2021, 3, 4) };
        assert_eq!(read("03/04/2021"), either);
        assert_eq!(read("04/04/2021"), Reading::Day(on(2021, 4, 4)));
        assert_eq!(read("28/04/2021"), Reading::Ordered(on(2021, 4, 28), Order::DayFirst));
    }

    #[test]
    fn finds_the_date_in_the_name_of_a_file() {
        let cases = [
            ("2021-07-28_ap_strike.txt", Some(on(2021, 7, 28))),
            ("ap_20210728.html", Some(on(2021, 7, 28))),
            ("reuters-2021_07_28-iraq.md", Some(on(2021, 7, 28))),
            ("003_5d2b59fda298be88.txt", None),
            ("page-12.txt", None),
        ];
        for (name, want) in cases {
            assert_eq!(in_name(name), want, "{name}");
        }
    }
}
