//! Markdown: what its front matter says, and its text without the marks.

use super::article::{Line, Page, numbered};
use super::column::{self, Field, INPUTS};
use super::date;
use std::ops::Range;

/// Reads a Markdown file. Lines keep their numbers; pictures, rules and comments go.
pub(super) fn page(text: &str) -> Page {
    let mut lines = numbered(text);
    let mut page = front_matter(&mut lines);
    let mut blocks = Blocks::default();
    for line in lines {
        blocks.push(line);
    }
    page.lines = blocks.lines;
    take_title(&mut page);
    page
}

/// The leading `key: value` lines between `---` (or `key = "value"` between `+++`), taken out of the lines.
fn front_matter(lines: &mut Vec<Line>) -> Page {
    let mark = lines.first().map_or("", |line| line.text.trim_end());
    if mark != "---" && mark != "+++" {
        return Page::default();
    }
    let (mark, separator) = if mark == "---" { ("---", ':') } else { ("+++", '=') };
    let Some(end) = lines.iter().skip(1).take(200).position(|line| line.text.trim_end() == mark) else { return Page::default() };
    let matter: Vec<Line> = lines.drain(..end + 2).collect();
    let pairs: Vec<(&str, &str)> = matter.iter().filter_map(|line| line.text.split_once(separator)).collect();
    let keys: Vec<&str> = pairs.iter().map(|(key, _)| *key).collect();
    let value = |at: Option<usize>| at.map_or("", |at| pairs[at].1.trim().trim_matches(['"', '\'']).trim());
    let of = |field: Field| value(INPUTS.position(field.name(), &keys)).to_owned();
    Page {
        title: of(Field::Title),
        outlet: of(Field::Source),
        published: date::day(&of(Field::Date)),
        url: of(Field::Url),
        lines: Vec::new(),
    }
}

/// The first heading of the first level is the title, when only blank lines stand before it.
fn take_title(page: &mut Page) {
    let Some(at) = page.lines.iter().position(|line| !line.text.trim().is_empty()) else { return };
    let Some(heading) = page.lines[at].text.strip_prefix(TITLE) else { return };
    let heading = heading.trim().to_owned();
    if page.title.is_empty() || column::fold(&page.title) == column::fold(&heading) {
        page.title = heading;
        page.lines.remove(at);
    } else {
        page.lines[at].text = heading;
    }
}

/// Marks the first heading of a file until it is known whether it is the title. Never in a text that is handed on.
const TITLE: char = '\u{1}';

#[derive(Default)]
struct Blocks {
    lines: Vec<Line>,
    in_code: bool,
    in_comment: bool,
    has_text: bool,
}

impl Blocks {
    fn push(&mut self, line: Line) {
        let text = line.text.trim_start();
        if text.starts_with("```") || text.starts_with("~~~") {
            self.in_code = !self.in_code;
        } else if self.in_code {
            self.lines.push(line);
        } else if self.in_comment || text.starts_with("<!--") {
            self.in_comment = !text.contains("-->");
        } else if !is_rule(text) {
            self.block(line.number, text);
        }
    }

    fn block(&mut self, number: u32, text: &str) {
        let text = text.trim_start_matches(['>', ' ']);
        let level = text.len() - text.trim_start_matches('#').len();
        if (1..=6).contains(&level) && text[level..].starts_with(' ') {
            return self.heading(number, level, text[level..].trim().trim_end_matches('#').trim_end());
        }
        if let Some(item) = item(text) {
            self.line(number, String::new());
            return self.line(number, without_markup(item));
        }
        self.line(number, without_markup(text));
    }

    /// A heading stands alone, so that it never runs into the sentence under it.
    fn heading(&mut self, number: u32, level: usize, text: &str) {
        let mark = if level == 1 && !self.has_text { TITLE.to_string() } else { String::new() };
        self.line(number, mark + &without_markup(text));
        self.line(number, String::new());
    }

    fn line(&mut self, number: u32, text: String) {
        self.has_text |= !text.trim().is_empty();
        self.lines.push(Line { number, text });
    }
}

/// `---`, `***`, `===`: a rule, or the line under a heading.
fn is_rule(text: &str) -> bool {
    let text = text.trim_end();
    text.len() >= 3 && ['-', '*', '_', '='].iter().any(|&mark| text.chars().all(|c| c == mark || c == ' '))
}

/// The text of a list item.
fn item(text: &str) -> Option<&str> {
    let bullet = ["- ", "* ", "+ "].into_iter().find_map(|bullet| text.strip_prefix(bullet));
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = || text[digits..].strip_prefix(". ").filter(|_| (1..=3).contains(&digits));
    bullet.or_else(numbered).map(str::trim_start)
}

/// A line without the marks of emphasis, links and pictures.
fn without_markup(line: &str) -> String {
    let mut marks = links(line);
    marks.extend(emphasis(line));
    marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
    let (mut clean, mut at) = (String::with_capacity(line.len()), 0);
    for mark in marks {
        if mark.start > at {
            clean.push_str(&line[at..mark.start]);
        }
        at = at.max(mark.end);
    }
    clean.push_str(&line[at..]);
    clean
}

/// The marks around the words of links: `[`, `](address)`; pictures and footnotes whole.
fn links(line: &str) -> Vec<Range<usize>> {
    let bytes = line.as_bytes();
    let (mut marks, mut open) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(found) = line[at..].find(['[', ']']) {
        at += found + 1;
        if bytes[at - 1] == b'[' {
            open.push(at - 1);
            continue;
        }
        let Some(start) = open.pop() else { continue };
        let Some(end) = address(line, at) else {
            if bytes[start + 1] == b'^' {
                marks.push(start..at);
            }
            continue;
        };
        if start > 0 && bytes[start - 1] == b'!' {
            marks.push(start - 1..end);
        } else {
            marks.extend([start..start + 1, at - 1..end]);
        }
        at = end;
    }
    marks
}

/// The longest address of a link, in bytes.
const MAX_ADDRESS: usize = 2048;

/// The end of `(address)` or `[reference]` that begins at a byte.
fn address(line: &str, at: usize) -> Option<usize> {
    let close = match line.as_bytes().get(at)? {
        b'(' => ')',
        b'[' => ']',
        _ => return None,
    };
    let within = super::start_of(&line[at..], MAX_ADDRESS);
    within.find(close).map(|end| at + end + 1)
}

/// Runs of `*`, `_`, `~` and backticks that touch a word on one side only.
fn emphasis(line: &str) -> Vec<Range<usize>> {
    let is_mark = |c: char| matches!(c, '*' | '_' | '`' | '~');
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(found) = line[at..].find(is_mark) {
        let start = at + found;
        at = start + line[start..].find(|c| !is_mark(c)).unwrap_or(line.len() - start);
        let before = line[..start].chars().next_back().is_some_and(char::is_alphanumeric);
        let after = line[at..].chars().next().is_some_and(char::is_alphanumeric);
        let touches = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        let free = !touches(line[..start].chars().next_back()) && !touches(line[at..].chars().next());
        let is_lone_tilde = &line[start..at] == "~";
        let is_word = before && after;
        if !(is_word || free || is_lone_tilde) {
            marks.push(start..at);
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as on;

    #[test]
    fn takes_the_marks_out_of_a_line() {
        let cases = [
            ("The *army* said **two** were hurt.", "The army said two were hurt."),
            (
                "A [report](https://example.org/a_b) by [the _paper_][1] says 5 * 3 is snake_case.",
                "A report by the paper says 5 * 3 is snake_case.",
            ),
            ("Before ![a tank](tank.jpg) after[^1].", "Before  after."),
            ("He [the minister] went `home`.", "He [the minister] went home."),
            ("[[[[ **x", "[[[[ x"),
            ("~20 people", "~20 people"),
        ];
        for (line, want) in cases {
            assert_eq!(without_markup(line), want);
        }
    }

    #[test]
    fn reads_front_matter_title_and_lines() {
        let text = "---\ntitle: \"Blast in Basra\"\ndate: 2021-07-28\nsource: The Basra Post\n---\n\n# Blast in Basra\n\nIt *burned*.\n## Who\n- One\n> Two\n\n---\n";
        let page = page(text);
        assert_eq!(
            (page.title.as_str(), page.outlet.as_str(), page.published),
            ("Blast in Basra", "The Basra Post", Some(on(2021, 7, 28)))
        );
        let lines: Vec<(u32, &str)> = page.lines.iter().map(|l| (l.number, l.text.as_str())).filter(|(_, t)| !t.is_empty()).collect();
        assert_eq!(lines, [(9, "It burned."), (10, "Who"), (11, "One"), (12, "Two")]);
    }

    #[test]
    fn keeps_a_first_heading_that_is_not_the_title() {
        let page = page("---\ntitle: Daily brief\n---\n# Blast in Basra\nIt burned.\n");
        assert_eq!((page.title.as_str(), page.lines[0].text.as_str()), ("Daily brief", "Blast in Basra"));
    }
}
