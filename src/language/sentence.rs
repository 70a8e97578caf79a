//! Sentences and paragraphs.
//!
//! A paragraph is a line, or the lines of a block that was wrapped by hand at some width. A sentence never leaves
//! its paragraph. What ends a sentence is decided at each full stop from the word before it, what closes around it
//! and the word after it; the abbreviations are lists.

use super::lists::Lists;
use crate::text::{Span, fold};
use std::ops::Range;

/// Longer sentences are cut: nothing downstream is then asked to work on a whole book without a full stop.
const MOST_BYTES: usize = 4_000;
/// The same in tokens, counted from above.
const MOST_TOKENS: usize = 400;
/// How far the word before a full stop is looked for.
const LONGEST_ABBREVIATION: usize = 24;

/// The sentences of a text, each without surrounding white space, with the number of its paragraph from 0.
pub fn split(text: &str, lists: &Lists) -> Vec<(Span, u32)> {
    let mut found = Vec::new();
    for (number, paragraph) in paragraphs(text).into_iter().enumerate() {
        let mut start = paragraph.start;
        for end in ends(text, &paragraph, lists) {
            cut(text, start..end, &mut |span| found.push((span, number as u32)));
            start = end;
        }
        cut(text, start..paragraph.end, &mut |span| found.push((span, number as u32)));
    }
    found
}

/// The paragraphs of a text: its lines, those of a wrapped block joined.
fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut block: Vec<Line> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if words.is_empty() {
            join(&std::mem::take(&mut block), &mut found);
        } else {
            let indent = line.len() - line.trim_start().len();
            block.push(Line { start: at + indent, indent: line[..indent].chars().count(), words });
        }
        at += line.len();
    }
    join(&block, &mut found);
    found
}

/// A line that is not empty.
struct Line<'a> {
    start: usize,
    indent: usize,
    words: &'a str,
}

impl Line<'_> {
    fn width(&self) -> usize {
        self.indent + self.words.chars().count()
    }

    fn first_width(&self) -> usize {
        self.words.chars().take_while(|c| !c.is_whitespace()).count()
    }

    fn is_bullet(&self) -> bool {
        let mut chars = self.words.chars();
        let first = chars.next().unwrap_or(' ');
        match first {
            '•' | '◦' | '▪' | '●' | '■' | '‣' => true,
            '-' | '*' | '–' | '—' | '+' | '>' | '#' => chars.next().is_none_or(|c| c.is_whitespace() || c == first),
            _ => is_enumerator(self.words),
        }
    }

    fn goes_on(&self) -> bool {
        self.words.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
    }

    fn is_ended(&self) -> bool {
        self.words.trim_end_matches(is_closer).ends_with(is_stop)
    }
}

/// `3. ` or `(a) ` at the beginning of a line.
fn is_enumerator(words: &str) -> bool {
    let label = words.split_whitespace().next().unwrap_or_default();
    let inner = label.trim_start_matches('(').trim_end_matches(['.', ')']);
    let short = !inner.is_empty() && inner.len() <= 3;
    let ended = inner.len() < label.len() && label.ends_with(['.', ')']);
    short && ended && (inner.bytes().all(|b| b.is_ascii_digit()) || (inner.len() == 1 && label.ends_with(')')))
}

/// Adds the paragraphs of one block of lines.
fn join(block: &[Line], found: &mut Vec<Range<usize>>) {
    let width = wrap_width(block);
    for (i, line) in block.iter().enumerate() {
        let end = line.start + line.words.len();
        match (i.checked_sub(1).map(|before| &block[before]), found.last_mut()) {
            (Some(before), Some(last)) if runs_on(before, line, width) => last.end = end,
            _ => found.push(line.start..end),
        }
    }
}

/// Whether `line` carries on the paragraph of the line before it.
fn runs_on(before: &Line, line: &Line, width: Option<usize>) -> bool {
    if line.is_bullet() {
        return false;
    }
    let torn = !before.is_ended() && line.goes_on();
    match width {
        Some(width) => {
            let full = before.width() + 1 + line.first_width() > width;
            let indented = line.indent > before.indent && !before.is_bullet();
            torn || (full && !indented)
        }
        None => torn && before.width() >= 40,
    }
}

/// The width a block was wrapped at by hand, if it was: nearly every next word would not have fitted, and lines break inside sentences.
fn wrap_width(block: &[Line]) -> Option<usize> {
    let width = block.iter().map(Line::width).max().filter(|width| (40..=100).contains(width))?;
    let breaks = || block.windows(2).filter(|pair| !pair[1].is_bullet());
    let all = breaks().count();
    let full = breaks().filter(|pair| pair[0].width() + 1 + pair[1].first_width() + 2 > width).count();
    let torn = breaks().filter(|pair| pair[1].goes_on() && !pair[0].is_ended()).count();
    (torn > 0 && full * 4 >= all * 3 && torn * 3 >= all).then_some(width)
}

/// The ends of the sentences of a paragraph; the last one, its own end, is left out.
fn ends(text: &str, paragraph: &Range<usize>, lists: &Lists) -> Vec<usize> {
    let scan = Scan { text, paragraph, lists };
    let mut ends = Vec::new();
    let mut quote_open = false;
    let mut at = paragraph.start;
    while let Some(c) = scan.char_at(at) {
        if !is_stop(c) {
            quote_open ^= c == '"';
            at += c.len_utf8();
            continue;
        }
        let stop = scan.stop(at, &mut quote_open);
        if scan.is_end(&stop) {
            ends.push(stop.closed);
        }
        at = stop.closed;
    }
    ends
}

/// A paragraph that is being split.
struct Scan<'a> {
    text: &'a str,
    paragraph: &'a Range<usize>,
    lists: &'a Lists,
}

/// A run of stops and what closes after it.
struct Stop {
    start: usize,
    end: usize,
    closed: usize,
}

impl Scan<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        self.text[at..self.paragraph.end].chars().next()
    }

    /// The run of stops at `start`, with the quotes and brackets that close after it.
    fn stop(&self, start: usize, quote_open: &mut bool) -> Stop {
        let run =
            |at: usize, of: fn(char) -> bool| self.text[at..self.paragraph.end].find(|c| !of(c)).map_or(self.paragraph.end, |len| at + len);
        let end = run(start, is_stop);
        let mut closed = end;
        while let Some(c) = self.char_at(closed) {
            let closes = match c {
                '"' => std::mem::take(quote_open),
                '\'' | '’' => !self.char_at(closed + c.len_utf8()).is_some_and(char::is_alphanumeric),
                _ => is_closer(c),
            };
            if !closes {
                break;
            }
            closed += c.len_utf8();
        }
        // A curly quote closes even after a space: `gone. ” There`.
        let next = run(closed, char::is_whitespace);
        if next > closed && self.char_at(next) == Some('”') {
            closed = next + '”'.len_utf8();
        }
        Stop { start, end, closed }
    }

    fn is_end(&self, stop: &Stop) -> bool {
        let rest = &self.text[stop.closed..self.paragraph.end];
        let after = rest.trim_start();
        let Some(first) = after.chars().find(|&c| !is_opener(c)) else {
            return !rest.is_empty();
        };
        if after.len() == rest.len() {
            return self.is_end_without_space(stop, after);
        }
        let full_stop = &self.text[stop.start..stop.end] == ".";
        if first.is_lowercase() {
            return full_stop && stop.closed == stop.end && self.is_plain_word(self.word_before(stop.start));
        }
        if full_stop && stop.closed == stop.end {
            return self.word_ends(stop.start, after);
        }
        let closes_quote = stop.closed > stop.end;
        !(closes_quote && !full_stop && self.goes_on_after_quote(after))
    }

    /// Whether a full stop after this word, with `after` behind it, ends the sentence.
    fn word_ends(&self, stop: usize, after: &str) -> bool {
        let word = self.word_before(stop);
        let next = first_word(after);
        let starts = || self.lists.get("sentence-start").has_form(&next);
        let folded: String = word.chars().map(fold).flat_map(char::to_lowercase).collect();
        let capital = word.starts_with(char::is_uppercase);
        let listed = |list: &str| self.lists.get(list).has_form(&folded);
        if is_initials(word) {
            return starts();
        }
        if self.text[self.paragraph.start..stop] == *word && word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit()) {
            return false;
        }
        if capital && listed("abbreviation-title") {
            return false;
        }
        if listed("abbreviation-number") {
            return !after.starts_with(|c: char| c.is_ascii_digit());
        }
        if listed("abbreviation") || (capital && listed("abbreviation-calendar")) {
            return starts();
        }
        true
    }

    /// A word too long and too plain for an abbreviation: even a small letter after it begins a sentence.
    fn is_plain_word(&self, word: &str) -> bool {
        word.chars().count() >= 5 && word.chars().all(char::is_lowercase) && !self.lists.get("abbreviation").has_form(word)
    }

    /// What stands directly before a stop, back to a space or an opening mark.
    fn word_before(&self, stop: usize) -> &str {
        let mut from = stop.saturating_sub(LONGEST_ABBREVIATION).max(self.paragraph.start);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        let back = &self.text[from..stop];
        let word = back.rfind(|c: char| c.is_whitespace() || is_opener(c) || is_closer(c) || fold(c) == '-' || c == '/');
        word.map_or(back, |at| back[at..].trim_start_matches(|c: char| !c.is_alphanumeric()))
    }

    /// `ended.The army`: a space was forgotten. Never inside an address (`example.Com`) or after an abbreviation.
    fn is_end_without_space(&self, stop: &Stop, after: &str) -> bool {
        let word = self.word_before(stop.start);
        let lower = word.chars().rev().take_while(|c| c.is_lowercase()).count();
        let plain = stop.closed > stop.end || after.starts_with(is_opener) || (lower >= 2 && word.chars().all(char::is_alphabetic));
        let capital = after.trim_start_matches(is_opener).starts_with(char::is_uppercase);
        let next: String = after.chars().take_while(|c| !c.is_whitespace()).take(40).collect();
        let address = next.trim_end_matches(is_stop).contains(['.', '/', '@']) || self.lists.get("domain").has_form(&first_word(after));
        plain && capital && !address
    }

    /// `“Why?” Smith asked`: the sentence goes on when a verb of saying follows a name.
    fn goes_on_after_quote(&self, after: &str) -> bool {
        let near: String = after.chars().take(60).collect();
        let words: Vec<&str> = near.split_whitespace().take(5).collect();
        let starts = words.first().is_some_and(|w| self.lists.get("sentence-start").has_form(&w.to_lowercase()));
        let verbs = self.lists.get("after-quote");
        !starts && words.iter().any(|w| verbs.has_form(w.trim_matches(|c: char| !c.is_alphabetic())))
    }
}

/// The first word of a text, in lower case, without what opens before it.
fn first_word(text: &str) -> String {
    let text = text.trim_start_matches(is_opener);
    text.chars().take_while(|&c| c.is_alphanumeric() || fold(c) == '\'').take(24).map(fold).flat_map(char::to_lowercase).collect()
}

/// `J`, `U.S`, `a.m`: single letters with full stops between them.
fn is_initials(word: &str) -> bool {
    !word.is_empty() && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}

fn is_closer(c: char) -> bool {
    matches!(c, '”' | '’' | '"' | '\'' | ')' | ']' | '»')
}

fn is_opener(c: char) -> bool {
    matches!(c, '“' | '‘' | '"' | '\'' | '(' | '[' | '«' | '„')
}

/// Tells the trimmed sentence, in pieces where it is too long.
fn cut(text: &str, sentence: Range<usize>, tell: &mut impl FnMut(Span)) {
    let mut rest = trim(text, sentence);
    while let Some(end) = piece_end(&text[rest.clone()]) {
        let piece = trim(text, rest.start..rest.start + end);
        if !piece.is_empty() {
            tell(Span::new(piece.start, piece.end));
        }
        rest = trim(text, rest.start + end..rest.end);
    }
    if !rest.is_empty() {
        tell(Span::new(rest.start, rest.end));
    }
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    start..start + piece.trim().len()
}

/// Where a sentence that is too long is cut: after the last clause mark that fits, else at a space, else anywhere. `None` when it fits.
fn piece_end(sentence: &str) -> Option<usize> {
    let (mut tokens, mut before) = (0, ' ');
    let (mut clause, mut space) = (None, None);
    for (at, c) in sentence.char_indices() {
        if at >= MOST_BYTES || tokens >= MOST_TOKENS {
            return Some(clause.or(space).unwrap_or(at));
        }
        if c.is_whitespace() {
            space = Some(at);
            if matches!(before, ',' | ';' | ':') && tokens > MOST_TOKENS / 4 {
                clause = Some(at);
            }
        } else if !c.is_alphanumeric() || !before.is_alphanumeric() || (before.is_numeric() && c.is_alphabetic()) {
            tokens += 1;
        }
        before = c;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sentences(text: &str) -> Vec<&str> {
        split(text, &Lists::shipped()).into_iter().map(|(span, _)| span.of(text)).collect()
    }

    fn paragraphs_of(text: &str) -> Vec<u32> {
        split(text, &Lists::shipped()).into_iter().map(|(_, paragraph)| paragraph).collect()
    }

    /// `|` marks the boundaries that are expected; white space around it is not kept.
    fn check(marked: &[&str]) {
        for &case in marked {
            let text = case.replace('|', "");
            let expected: Vec<&str> = case.split('|').map(str::trim).collect();
            assert_eq!(sentences(&text), expected, "{case}");
        }
    }

    #[test]
    fn ends_a_sentence_at_a_full_stop() {
        check(&[
            "The bridge fell. |Nobody was on it.",
            "The bridge fell! |Why? |Nobody knows…  |Ask again.",
            "It cost 3.5 million. |A year later it cost 2.",
            "They waited... and waited. |Then they left.",
            "The dam held (so far.) |The river rose.",
            "The dam held. |(The river rose.) |All slept.",
            "It was 2019. |12 people left.",
            "the dam was closed. |n the meantime it rained.",
            "It took approx. five days.",
        ]);
    }

    #[test]
    fn keeps_abbreviations_and_initials_whole() {
        check(&[
            "Mr. Brown met Gen. Adams on Sept. 4. |They ate.",
            "The U.S. Army left. |It had stayed in the U.S. |The base is empty.",
            "The book by J. K. Tolland sold. |George W. Lark bought it.",
            "At 9 a.m. the doors opened. |They shut at 5 p.m. |No one came.",
            "Shell No. 4 burst. |Was it safe? |No. |They ran.",
            "In Carter v. Dale Inc. the court agreed. |The firm is now Dale Inc. |The judge is old.",
            "See Art. 5 and p. 12. |Then sign.",
            "1. The first point stands. |It is short.",
            "He sat. |Rain fell.",
            "St. Mary's Dr. Hill spoke, e.g. of oil, gas, etc. |He left.",
            "She lives in Washington, D.C. |He does not.",
        ]);
    }

    #[test]
    fn gives_a_quote_to_the_sentence_it_closes() {
        check(&[
            "“We will go.” |The crowd cheered.",
            "\"We will go.\" |The crowd cheered. |\"So will we.\"",
            "He called it “an occupation”.|“There was no other word,” he said.",
            "“Why?” he asked. |“Because!” she cried.",
            "“Who fired first?” Colonel Marsh asked. |Nobody knew.",
            "They sang. ” |It was late.",
            "'Go home.' |They went.",
            "“Stop!” |The car did not.",
        ]);
    }

    #[test]
    fn finds_a_boundary_whose_space_was_forgotten() {
        check(&[
            "The talks ended.|The army moved.",
            "See the site example.Com for more.",
            "He left?|They stayed.",
            "Write to Jo.Smith@example.org today.",
            "The pact is over.”|They left.",
        ]);
    }

    #[test]
    fn ends_a_paragraph_at_a_line_and_joins_wrapped_lines() {
        let lines = "Storm hits coast\nThe storm hit the coast on Friday.\n\n- two boats lost\n- one found";
        assert_eq!(sentences(lines).len(), 4);
        assert_eq!(paragraphs_of(lines), [0, 1, 2, 3]);
        let wrapped = "The harbour was closed on Friday after the storm tore two boats from\n\
                       their moorings and threw them against the wall. Nobody was hurt, the\n\
                       harbour master said. He hopes to open it again by the end of the\nmonth.\n\n\
                       The boats were empty. Their owners had gone home before the wind\nrose, and so had the guard.";
        assert_eq!(sentences(wrapped).len(), 5);
        assert_eq!(paragraphs_of(wrapped), [0, 0, 0, 1, 1]);
    }

    #[test]
    fn keeps_lines_that_are_short_by_nature() {
        let poem = "Milk and bread\nEggs\nA pound of butter\n\tHam, two slices";
        assert_eq!(sentences(poem), ["Milk and bread", "Eggs", "A pound of butter", "Ham, two slices"]);
        let headline = "Army denies that its jets struck the depot near the river\nThe army said on Monday that no jet had flown.";
        assert_eq!(sentences(headline).len(), 2);
    }

    #[test]
    fn cuts_a_sentence_without_end() {
        let text = "word, ".repeat(20_000);
        let lists = Lists::shipped();
        let spans = split(&text, &lists);
        assert!(spans.len() > 20);
        assert!(spans.iter().all(|(span, _)| span.len() <= MOST_BYTES));
        assert!(split(&"x".repeat(50_000), &lists).iter().all(|(span, _)| span.len() <= MOST_BYTES));
        assert!(split(&"!".repeat(50_000), &lists).iter().all(|(span, _)| span.len() <= MOST_BYTES));
    }

    proptest! {
        #[test]
        fn loses_nothing_but_white_space(text in "([a-zA-Z0-9 .!?…“”\"'’()\n\t,é—-]|\\PC){0,300}") {
            let mut at = 0;
            let mut paragraph_before = 0;
            for (span, paragraph) in split(&text, &Lists::shipped()) {
                prop_assert!(span.start as usize >= at && !span.is_empty());
                prop_assert!(text[at..span.start as usize].trim().is_empty());
                prop_assert_eq!(span.of(&text).trim(), span.of(&text));
                prop_assert!(paragraph >= paragraph_before);
                (at, paragraph_before) = (span.end as usize, paragraph);
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
