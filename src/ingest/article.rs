//! Articles: plain text, Markdown and HTML.

use super::furniture::{self, Cleaned};
use super::sidecar::About;
use super::{Format, Ingested, MAX_ROW, Options, Skipped, date, html, markdown};
use crate::source::{Shape, Source};
use jiff::civil::Date;

/// What a format says of an article, and its text line by line.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) title: String,
    pub(super) outlet: String,
    pub(super) published: Option<Date>,
    pub(super) url: String,
    pub(super) lines: Vec<Line>,
}

/// One line of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// The line of the file on which it stands, from 1.
    pub(super) number: u32,
    pub(super) text: String,
}

/// Reads one article.
pub(super) fn read(file: &str, format: Format, text: &str, about: Option<&About>, options: &Options) -> Ingested {
    let page = match format {
        Format::Markdown => Ok(markdown::page(text)),
        Format::Html => html::page(text),
        _ => Ok(Page { lines: numbered(text), ..Page::default() }),
    };
    let mut page = match page {
        Ok(page) => page,
        Err(reason) => return Skipped::file(file, reason).into(),
    };
    let mut ingested = Ingested { skipped: drop_long(file, &mut page.lines), ..Ingested::default() };
    let had_text = page.lines.iter().any(|line| !line.text.trim().is_empty());
    let lines = std::mem::take(&mut page.lines);
    let cleaned = match options.keep_furniture {
        true => Cleaned { lines, ..Cleaned::default() },
        false => furniture::clean(lines),
    };
    ingested.furniture = cleaned.removed;
    match source(file, page, cleaned, about) {
        Some(source) => ingested.sources.push(source),
        None if had_text => ingested.skipped.push(Skipped::file(file, "nothing but page furniture")),
        None if ingested.skipped.is_empty() => ingested.skipped.push(Skipped::file(file, "the article has no text")),
        None => {}
    }
    ingested
}

/// The lines of a text with their numbers.
pub(super) fn numbered(text: &str) -> Vec<Line> {
    (1..).zip(text.split('\n')).map(|(number, line)| Line { number, text: line.to_owned() }).collect()
}

fn drop_long(file: &str, lines: &mut Vec<Line>) -> Vec<Skipped> {
    let is_long = |line: &Line| line.text.len() > MAX_ROW;
    let reason = |line: &Line| format!("a line of {} bytes; the limit is {MAX_ROW}", line.text.len());
    let told = lines.iter().filter(|line| is_long(line)).map(|line| Skipped::line(file, line.number, reason(line))).collect();
    lines.retain(|line| !is_long(line));
    told
}

/// The article as a source: the sidecar's word counts most, then the page's own, then what its lines and its file's name say.
fn source(file: &str, page: Page, cleaned: Cleaned, about: Option<&About>) -> Option<Source> {
    let lines = trimmed(cleaned.lines);
    let first = lines.first()?.number;
    let is_whole = lines.iter().zip(first..).all(|(line, number)| line.number == number);
    let about = about.cloned().unwrap_or_default();
    let named = date::in_name(file.rsplit('/').next().unwrap_or(file));
    Some(Source {
        id: file.to_owned(),
        outlet: first_of([about.outlet, page.outlet, cleaned.outlet]),
        published: about.published.or(page.published).or(named).or(cleaned.published),
        url: first_of([about.url, page.url, String::new()]),
        title: first_of([about.title, page.title, String::new()]),
        file: file.to_owned(),
        line: first,
        lines: if is_whole { Vec::new() } else { lines.iter().map(|line| line.number).collect() },
        text: lines.into_iter().map(|line| line.text).collect::<Vec<_>>().join("\n"),
        shape: Shape::Article,
        ..Source::default()
    })
}

fn first_of(values: [String; 3]) -> String {
    values.into_iter().find(|value| !value.is_empty()).unwrap_or_default()
}

/// The lines without blank ones before and behind.
fn trimmed(mut lines: Vec<Line>) -> Vec<Line> {
    let is_blank = |line: &Line| line.text.trim().is_empty();
    let end = lines.iter().rposition(|line| !is_blank(line)).map_or(0, |at| at + 1);
    lines.truncate(end);
    let start = lines.iter().position(|line| !is_blank(line)).unwrap_or(0);
    lines.drain(..start);
    lines
}
