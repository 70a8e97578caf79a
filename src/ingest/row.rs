//! Rows of a table or lines of JSON become sources.

use super::article::Line;
use super::column::{self, Field, Fields};
use super::date::{self, Days, Reading};
use super::sidecar::About;
use super::{Ingested, Options, Skipped, furniture};
use crate::source::{Shape, Source};
use rustc_hash::FxHashMap;

/// What a file of rows holds.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// The name of the column of dates, where there is one.
    pub(super) dates: String,
    /// The columns that hold no field, where no column holds the outlet.
    pub(super) unused: Vec<String>,
    pub(super) rows: Vec<Row>,
    pub(super) skipped: Vec<Skipped>,
}

/// One row with a text.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// The line on which it begins.
    pub(super) line: u32,
    /// The line of each line of its text, where that is not simply the lines from `line` on.
    pub(super) lines: Vec<u32>,
    pub(super) values: Fields<String>,
}

impl Rows {
    /// Takes a row, or tells why it is skipped.
    pub(super) fn push(&mut self, file: &str, row: Row) {
        if row.values[Field::Text as usize].trim().is_empty() {
            self.skip(file, row.line, row.values[Field::Id as usize].trim(), "the row has no text");
        } else {
            self.rows.push(row);
        }
    }

    /// Takes the furniture out of the articles among the texts, and tells of those that were nothing else.
    fn clean(&mut self, file: &str) -> usize {
        let (rows, mut removed) = (std::mem::take(&mut self.rows), 0);
        for mut row in rows {
            removed += row.clean();
            match row.values[Field::Text as usize].trim().is_empty() {
                true => self.skip(file, row.line, row.values[Field::Id as usize].trim(), "nothing but page furniture"),
                false => self.rows.push(row),
            }
        }
        removed
    }

    pub(super) fn skip(&mut self, file: &str, line: u32, id: &str, reason: impl Into<String>) {
        self.skipped.push(Skipped { file: file.to_owned(), line, id: id.to_owned(), reason: reason.into() });
    }
}

/// From how many lines on a text counts as an article.
const ARTICLE: usize = 5;

impl Row {
    fn clean(&mut self) -> usize {
        let text = &mut self.values[Field::Text as usize];
        if text.lines().filter(|line| !line.trim().is_empty()).take(ARTICLE).count() < ARTICLE {
            return 0;
        }
        let number = |at: usize| self.lines.get(at).copied().unwrap_or(self.line + at as u32);
        let lines = text.split('\n').enumerate().map(|(at, line)| Line { number: number(at), text: line.to_owned() }).collect();
        let cleaned = furniture::clean(lines);
        if cleaned.removed > 0 {
            self.lines = cleaned.lines.iter().map(|line| line.number).collect();
            *text = cleaned.lines.into_iter().map(|line| line.text).collect::<Vec<_>>().join("\n");
        }
        cleaned.removed
    }
}

/// The sources of a file's rows. What the sidecar says of the file holds for rows that do not say it themselves.
///
/// A text of many lines is an article in a cell: it goes without its furniture, as an article in a file does.
pub(super) fn sources(mut rows: Rows, file: &str, about: Option<&About>, options: &Options) -> Ingested {
    let furniture = if options.keep_furniture { 0 } else { rows.clean(file) };
    let Rows { dates: column, unused, rows, mut skipped } = rows;
    let dates = Dates::of(rows.iter().map(|row| (row.line, row.values[Field::Date as usize].as_str())));
    skipped.sort_by_key(|skipped| skipped.line);
    let no_outlet = about.is_none_or(|about| about.outlet.is_empty()).then(|| no_outlet(file, &unused)).flatten();
    let odd = no_outlet.into_iter().chain(repeated_ids(file, &rows)).collect();
    let (mut amended, undated) = (dates.told(file, &column), dates.left_empty());
    amended.sort_by_key(|amended| amended.line);
    let sources = rows.into_iter().map(|row| source(row, file, about, &dates)).collect();
    Ingested { sources, skipped, amended, undated, odd, furniture, ..Ingested::default() }
}

/// That nothing in a table says who published its rows, though columns are left that might.
fn no_outlet(file: &str, unused: &[String]) -> Option<Skipped> {
    let reason = || format!("no column for the outlet was found; not used: {}; --map source=COLUMN names it", column::listed(unused));
    (!unused.is_empty()).then(|| Skipped::file(file, reason()))
}

/// The first row whose id another row had before it, and how many more of these there are.
fn repeated_ids(file: &str, rows: &[Row]) -> Option<Skipped> {
    let mut first = FxHashMap::default();
    let id = |row: &'_ Row| row.values[Field::Id as usize].trim().to_owned();
    let again: Vec<(&Row, u32)> = rows
        .iter()
        .filter(|row| !id(row).is_empty())
        .filter_map(|row| first.insert(id(row), row.line).map(|before| (row, before)))
        .collect();
    let (row, before) = again.first()?;
    let more = match again.len() - 1 {
        0 => String::new(),
        1 => ", and 1 more row has an id that stands before it".to_owned(),
        more => format!(", and {more} more rows have an id that stands before them"),
    };
    let reason = format!("the id {:?} stands on line {before} too{more}: reports cannot tell such rows apart by it", id(row));
    Some(Skipped { id: id(row), ..Skipped::line(file, row.line, reason) })
}

fn source(row: Row, file: &str, about: Option<&About>, dates: &Dates) -> Source {
    let Row { line, lines, values } = row;
    let [id, text, outlet, speaker, date, url, title, topic] = values;
    let told = |value: String, other: fn(&About) -> &String| {
        let value = value.trim();
        if value.is_empty() { about.map(other).cloned().unwrap_or_default() } else { value.to_owned() }
    };
    Source {
        id: if id.trim().is_empty() { format!("{file}:{line}") } else { id.trim().to_owned() },
        outlet: told(outlet, |about| &about.outlet),
        speaker: speaker.trim().to_owned(),
        published: if date.trim().is_empty() { about.and_then(|about| about.published) } else { dates.days.day(&date) },
        url: told(url, |about| &about.url),
        title: told(title, |about| &about.title),
        topic: topic.trim().to_owned(),
        file: file.to_owned(),
        line,
        text,
        shape: Shape::Row,
        lines,
    }
}

/// What the dates of one file have in common.
#[derive(Debug, Default)]
struct Dates {
    days: Days,
    /// How many say nothing or one of two days, and the first of each with its line.
    unread: (usize, u32, String),
    either: (usize, u32, String),
}

impl Dates {
    fn of<'r>(written: impl Iterator<Item = (u32, &'r str)> + Clone) -> Self {
        let mut dates = Self { days: Days::of(written.clone().map(|(_, text)| text)), ..Self::default() };
        for (line, text) in written.filter(|(_, text)| !text.trim().is_empty()) {
            match date::read(text) {
                Reading::Day(_) | Reading::Ordered(..) => {}
                Reading::Either { .. } => count(&mut dates.either, line, text),
                Reading::Nothing => count(&mut dates.unread, line, text),
            }
        }
        dates
    }

    /// How many of them are left empty.
    fn left_empty(&self) -> usize {
        self.unread.0 + if self.days.are_ordered() { 0 } else { self.either.0 }
    }

    fn told(&self, file: &str, column: &str) -> Vec<Skipped> {
        let mut told = Vec::new();
        let (count, line, first) = &self.unread;
        let within = |count: usize| if column.is_empty() { dates(count) } else { format!("{} in the column {column:?}", dates(count)) };
        if *count > 0 {
            let reason = format!("{} cannot be read, the first here: {first:?}; left empty: write days as 2021-04-03", within(*count));
            told.push(Skipped::line(file, *line, reason));
        }
        let (count, line, first) = &self.either;
        if *count > 0 && !self.days.are_ordered() {
            let reason = format!("{} could have the day or the month first, the first here: {first:?}; left empty", within(*count));
            told.push(Skipped::line(file, *line, format!("{reason}: {}", date::advice(first))));
        }
        told
    }
}

fn count(seen: &mut (usize, u32, String), line: u32, text: &str) {
    seen.0 += 1;
    if seen.0 == 1 {
        (seen.1, seen.2) = (line, text.trim().chars().take(40).collect());
    }
}

fn dates(count: usize) -> String {
    if count == 1 { "1 date".to_owned() } else { format!("{count} dates") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Date, date as on};

    fn read(dates: &[&str]) -> (Vec<Option<Date>>, Vec<String>) {
        let mut rows = Rows::default();
        for (at, date) in dates.iter().enumerate() {
            let mut row = Row { line: at as u32 + 2, ..Row::default() };
            row.values[Field::Text as usize] = "It rained.".to_owned();
            row.values[Field::Date as usize] = (*date).to_owned();
            rows.push("a.csv", row);
        }
        let read = sources(rows, "a.csv", None, &Options::default());
        assert!(read.skipped.is_empty());
        let told = read.amended.iter().map(|s| format!("{}: {}", s.line, s.reason)).collect();
        (read.sources.iter().map(|s| s.published).collect(), told)
    }

    #[test]
    fn learns_the_order_of_day_and_month_from_the_other_rows() {
        let (days, told) = read(&["03/04/2021", "28/04/2021"]);
        assert_eq!(days, [Some(on(2021, 4, 3)), Some(on(2021, 4, 28))]);
        assert!(told.is_empty());
    }

    #[test]
    fn leaves_dates_empty_that_say_two_days_or_none() {
        let (days, told) = read(&["03/04/2021", "soon", "2021-04-05", "04/05/2021"]);
        assert_eq!(days, [None, None, Some(on(2021, 4, 5)), None]);
        assert_eq!(
            told[0],
            "2: 2 dates could have the day or the month first, the first here: \"03/04/2021\"; left empty: \
            write it as 2021-04-03 or as 2021-03-04"
        );
        assert_eq!(told[1], "3: 1 date cannot be read, the first here: \"soon\"; left empty: write days as 2021-04-03");
    }

    #[test]
    fn says_which_ids_stand_for_several_rows() {
        let told = |ids: &[&str]| {
            let mut rows = Rows::default();
            for (at, id) in ids.iter().enumerate() {
                let mut row = Row { line: at as u32 + 2, ..Row::default() };
                row.values[Field::Text as usize] = "It rained.".to_owned();
                row.values[Field::Id as usize] = (*id).to_owned();
                rows.push("a.csv", row);
            }
            sources(rows, "a.csv", None, &Options::default())
                .odd
                .iter()
                .map(|odd| format!("{}: {}", odd.line, odd.reason))
                .collect::<Vec<_>>()
        };
        assert_eq!(told(&["r1", "r2", "", ""]), [""; 0]);
        assert_eq!(told(&["r1", "r2", "r1"]), ["4: the id \"r1\" stands on line 2 too: reports cannot tell such rows apart by it"]);
        let more = "3: the id \"r1\" stands on line 2 too, and 2 more rows have an id that stands before them: reports cannot tell such rows apart by it";
        assert_eq!(told(&["r1", "r1", "r1", "r1"]), [more]);
    }

    #[test]
    fn takes_no_side_when_rows_show_both_orders() {
        let (days, told) = read(&["03/04/2021", "28/04/2021", "04/28/2021"]);
        assert_eq!(days[0], None);
        assert_eq!(told.len(), 1);
    }
}
