//! Foreign text made fit for a terminal: one line, harmless, shortened around what matters, wrapped between words.

use super::Marks;
use crate::text::is_unprintable;
use std::ops::Range;

/// A text as the words that will be shown.
#[derive(Debug, Clone, Default)]
pub(super) struct Excerpt {
    words: Vec<Word>,
}

/// What stands between two spaces.
#[derive(Debug, Clone, Default)]
struct Word {
    text: String,
    /// The bytes of `text` to be marked; empty when there are none.
    marked: Range<usize>,
}

/// Longer than any word that people write: what goes beyond is cut, so that no line can be flooded.
const LONGEST_WORD: usize = 60;
const BOLD: &str = "\u{1b}[1m";
const BOLD_UNDERLINED: &str = "\u{1b}[1;4m";
const RESET: &str = "\u{1b}[0m";

impl Excerpt {
    /// A text with nothing to mark, cut after about `most` columns.
    pub(super) fn plain(text: &str, most: usize) -> Self {
        Self::around(text, 0..0, most)
    }

    /// A text with the `evidence` (bytes of it) marked, shortened around it to about `most` columns.
    ///
    /// Words are never cut. The start of the evidence is always kept.
    pub(super) fn around(text: &str, evidence: Range<usize>, most: usize) -> Self {
        let words = words(text, &evidence);
        let kept = window(&words, most);
        let (left, right) = (kept.start > 0, kept.end < words.len());
        let ellipsis = |cut: bool| cut.then(|| Word { text: "…".to_owned(), marked: 0..0 });
        Self { words: ellipsis(left).into_iter().chain(words[kept].iter().cloned()).chain(ellipsis(right)).collect() }
    }

    /// The text on one line, without marks.
    pub(super) fn line(&self) -> String {
        self.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The text on one line, cut where the marks begin and end: the pieces, and whether each is marked.
    pub(super) fn pieces(&self) -> Vec<(String, bool)> {
        let mut pieces: Vec<(String, bool)> = Vec::new();
        let mut add = |text: &str, marked: bool| match pieces.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.1 == marked => last.0.push_str(text),
            _ => pieces.push((text.to_owned(), marked)),
        };
        let mut inside = false;
        for (at, Word { text, marked }) in self.words.iter().enumerate() {
            let goes_on = inside && !marked.is_empty() && marked.start == 0;
            add(if at > 0 { " " } else { "" }, goes_on);
            add(&text[..marked.start], false);
            add(&text[marked.clone()], true);
            add(&text[marked.end..], false);
            inside = !marked.is_empty() && marked.end == text.len();
        }
        pieces
    }

    /// The lines, each at most `width` columns unless a single word is longer, with the evidence marked.
    pub(super) fn lines(mut self, width: usize, marks: Marks) -> Vec<String> {
        if marks == Marks::Brackets {
            self.bracket();
        }
        wrap(&self.words, width).into_iter().map(painted).collect()
    }

    /// Puts the brackets into the words, where they count as columns.
    fn bracket(&mut self) {
        let marked = |word: &Word| !word.marked.is_empty();
        let (Some(first), Some(last)) = (self.words.iter().position(marked), self.words.iter().rposition(marked)) else { return };
        let end = self.words[last].marked.end;
        self.words[last].text.insert(end, '»');
        let start = self.words[first].marked.start;
        self.words[first].text.insert(start, '«');
        self.words.iter_mut().for_each(|word| word.marked = 0..0);
    }
}

/// A heading: bold where terminal codes are wanted.
pub(super) fn bold(line: &str, marks: Marks) -> String {
    match marks {
        Marks::Ansi => format!("{BOLD}{line}{RESET}"),
        Marks::Brackets => line.to_owned(),
    }
}

/// How many columns a text fills, nearly: wide East Asian characters fill two, combining marks none.
pub(super) fn columns(text: &str) -> usize {
    text.chars().map(column).sum()
}

fn column(c: char) -> usize {
    match c {
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' => 2,
        '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{1f300}'..='\u{1faff}' => 2,
        _ => 1,
    }
}

/// The visible words of a text, and which part of each lies in the evidence.
fn words(text: &str, evidence: &Range<usize>) -> Vec<Word> {
    let mut words = vec![Word::default()];
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            words.push(Word::default());
        } else if !is_unprintable(c) {
            let last = words.len() - 1;
            words[last].push(c, evidence.contains(&at));
        }
    }
    words.retain(|word| !word.text.is_empty());
    words
}

impl Word {
    fn push(&mut self, c: char, marked: bool) {
        let (start, length) = (self.text.len(), self.text.chars().count());
        if length == LONGEST_WORD {
            return;
        }
        self.text.push(if length + 1 == LONGEST_WORD { '…' } else { c });
        if marked && self.marked.is_empty() {
            self.marked.start = start;
        }
        if marked {
            self.marked.end = self.text.len();
        }
    }
}

/// The words to keep: the evidence, then its neighbours by turns, until `most` columns are filled.
fn window(words: &[Word], most: usize) -> Range<usize> {
    let marked = |word: &Word| !word.marked.is_empty();
    let first = words.iter().position(marked).unwrap_or(0);
    let last = words.iter().rposition(marked).map_or(first, |last| last + 1);
    let mut left = most;
    let mut take = |word: &Word| {
        let wide = columns(&word.text) + 1;
        let fits = wide <= left;
        left = if fits { left - wide } else { 0 };
        fits
    };
    let mut kept = first..first;
    while kept.end < last && (take(&words[kept.end]) || kept.is_empty()) {
        kept.end += 1;
    }
    loop {
        let more_right = kept.end < words.len() && kept.end >= last && take(&words[kept.end]);
        kept.end += usize::from(more_right);
        let more_left = kept.start > 0 && take(&words[kept.start - 1]);
        kept.start -= usize::from(more_left);
        if !more_left && !more_right {
            return kept;
        }
    }
}

fn wrap(words: &[Word], width: usize) -> Vec<&[Word]> {
    let mut lines = Vec::new();
    let (mut start, mut filled) = (0, 0);
    for (at, word) in words.iter().enumerate() {
        let wide = columns(&word.text);
        if at > start && filled + 1 + wide > width {
            lines.push(&words[start..at]);
            (start, filled) = (at, wide);
        } else {
            filled += wide + usize::from(at > start);
        }
    }
    if start < words.len() {
        lines.push(&words[start..]);
    }
    lines
}

/// One line with terminal codes around what is marked; they never run over a line's end.
fn painted(words: &[Word]) -> String {
    let mut line = String::new();
    let mut on = false;
    for (at, word) in words.iter().enumerate() {
        let goes_on = on && word.marked.start == 0 && !word.marked.is_empty();
        if on && !goes_on {
            line.push_str(RESET);
        }
        if at > 0 {
            line.push(' ');
        }
        on = paint(word, goes_on, &mut line);
    }
    if on {
        line.push_str(RESET);
    }
    line
}

/// Adds a word to a line where the mark is `on` or not, and says whether it is on at the word's end.
fn paint(word: &Word, on: bool, line: &mut String) -> bool {
    let Range { start, end } = word.marked;
    if start == end {
        line.push_str(&word.text);
        return false;
    }
    line.push_str(&word.text[..start]);
    line.push_str(if on { "" } else { BOLD_UNDERLINED });
    line.push_str(&word.text[start..end]);
    if end == word.text.len() {
        return true;
    }
    line.push_str(RESET);
    line.push_str(&word.text[end..]);
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, evidence: &str, most: usize, width: usize) -> Vec<String> {
        let start = text.find(evidence).unwrap();
        Excerpt::around(text, start..start + evidence.len(), most).lines(width, Marks::Brackets)
    }

    #[test]
    fn marks_the_words_that_matched() {
        assert_eq!(shown("The militia said drones hit its depot.", "drones hit", 100, 100), ["The militia said «drones hit» its depot."]);
        assert_eq!(shown("It was anti-drone fire.", "drone", 100, 100), ["It was anti-«drone» fire."]);
    }

    #[test]
    fn cuts_a_line_where_its_marks_begin_and_end() {
        let pieces = Excerpt::around("The (one two) three", 5..12, 100).pieces();
        let expected = [("The (", false), ("one two", true), (") three", false)];
        assert_eq!(pieces, expected.map(|(text, marked)| (text.to_owned(), marked)));
        assert_eq!(Excerpt::plain("", 9).pieces(), []);
    }

    #[test]
    fn shortens_around_the_evidence_between_words() {
        let text = "one two three four five six seven eight nine ten eleven twelve";
        assert_eq!(shown(text, "six", 24, 100), ["… five «six» seven eight …"]);
        assert_eq!(shown(text, "one", 10, 100), ["«one» two …"]);
        assert_eq!(shown(text, "three four five six", 12, 100), ["… «three four» …"]);
    }

    #[test]
    fn wraps_between_words() {
        assert_eq!(shown("one two three four", "two three", 100, 9), ["one «two", "three»", "four"]);
        assert_eq!(shown("a extraordinarily b", "b", 100, 4), ["a", "extraordinarily", "«b»"]);
    }

    #[test]
    fn makes_hostile_text_harmless() {
        let text = "a\u{1b}[31m\u{9b}2J \u{202e}desrever\u{202c}\r\n\u{0}b\u{200b}c";
        assert_eq!(Excerpt::plain(text, 100).line(), "a[31m2J desrever bc");
        let flood = "x".repeat(100_000);
        assert_eq!(Excerpt::plain(&flood, 100).line().chars().count(), LONGEST_WORD);
    }

    #[test]
    fn ends_terminal_codes_on_every_line() {
        let lines = Excerpt::around("one two three four", 4..13, 100).lines(9, Marks::Ansi);
        assert_eq!(lines, ["one \u{1b}[1;4mtwo\u{1b}[0m", "\u{1b}[1;4mthree\u{1b}[0m", "four"]);
        let lines = Excerpt::around("(one two) three", 1..8, 100).lines(90, Marks::Ansi);
        assert_eq!(lines, ["(\u{1b}[1;4mone two\u{1b}[0m) three"]);
    }

    #[test]
    fn takes_evidence_that_lies_outside_the_text() {
        assert_eq!(Excerpt::around("née", 2..90, 100).lines(90, Marks::Brackets), ["né«e»"]);
        assert_eq!(Excerpt::around("", 5..9, 100).lines(90, Marks::Brackets), [""; 0]);
    }

    #[test]
    fn counts_wide_and_combining_characters() {
        for (text, wide) in [("abc", 3), ("日本", 4), ("e\u{301}", 1)] {
            assert_eq!(columns(text), wide, "{text}");
        }
    }
}
