//! Places in a text, and the folding that makes two spellings of one character equal.

use std::borrow::Cow;
use std::ops::Range;

/// A range of bytes in the text of one source.
///
/// Spans always lie on character boundaries of the text they were made for, and are never moved to another
/// text: a span of a sentence counts from the start of the *source*, not of the sentence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span ends before it starts: {start}..{end}");
        Self { start: narrow(start), end: narrow(end) }
    }

    /// How many bytes it covers.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The text it covers.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// As a range of `usize`, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Sources are capped far below 4 GiB when they are read, so a byte offset always fits.
fn narrow(at: usize) -> u32 {
    u32::try_from(at).expect("a source is shorter than 4 GiB")
}

/// One character for all its typographic variants: quotes, dashes, spaces, and Latin letters with marks, which one outlet writes
/// and the next leaves out (`Québec`, `Quebec`). Everything else is left alone.
pub fn fold(c: char) -> char {
    if c.is_ascii() && c != '`' {
        return c;
    }
    match c {
        '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | '′' | '‛' => '\'',
        '“' | '”' | '„' | '«' | '»' | '‟' | '″' => '"',
        '–' | '—' | '‒' | '―' | '−' | '‑' | '‐' => '-',
        '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{2007}' | '\u{200a}' | '\u{2002}' | '\u{2003}' => ' ',
        _ => fold_letter(c),
    }
}

#[rustfmt::skip]
fn fold_letter(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ĥ' | 'ħ' => 'h',
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
        'ĵ' => 'j',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ŉ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ŧ' | 'ț' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'À' | 'Á' | 'Â' | 'Ã' | 'Ä' | 'Å' | 'Ā' | 'Ă' | 'Ą' => 'A',
        'Ç' | 'Ć' | 'Ĉ' | 'Ċ' | 'Č' => 'C',
        'Ď' | 'Đ' => 'D',
        'È' | 'É' | 'Ê' | 'Ë' | 'Ē' | 'Ĕ' | 'Ė' | 'Ę' | 'Ě' => 'E',
        'Ĝ' | 'Ğ' | 'Ġ' | 'Ģ' => 'G',
        'Ĥ' | 'Ħ' => 'H',
        'Ì' | 'Í' | 'Î' | 'Ï' | 'Ĩ' | 'Ī' | 'Ĭ' | 'Į' => 'I',
        'Ĵ' => 'J',
        'Ķ' => 'K',
        'Ĺ' | 'Ļ' | 'Ľ' | 'Ŀ' | 'Ł' => 'L',
        'Ñ' | 'Ń' | 'Ņ' | 'Ň' => 'N',
        'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ö' | 'Ø' | 'Ō' | 'Ŏ' | 'Ő' => 'O',
        'Ŕ' | 'Ŗ' | 'Ř' => 'R',
        'Ś' | 'Ŝ' | 'Ş' | 'Š' | 'Ș' => 'S',
        'Ţ' | 'Ť' | 'Ŧ' | 'Ț' => 'T',
        'Ù' | 'Ú' | 'Û' | 'Ü' | 'Ũ' | 'Ū' | 'Ŭ' | 'Ů' | 'Ű' | 'Ų' => 'U',
        'Ŵ' => 'W',
        'Ý' | 'Ÿ' | 'Ŷ' => 'Y',
        'Ź' | 'Ż' | 'Ž' => 'Z',
        _ => c,
    }
}

/// One line of text for a table cell or a terminal: runs of white space become one space, control characters go.
pub fn one_line(text: &str) -> Cow<'_, str> {
    let clean = !text.contains("  ")
        && text.trim().len() == text.len()
        && !text.chars().any(|c| is_unprintable(c) || (c.is_whitespace() && c != ' '));
    if clean {
        return Cow::Borrowed(text);
    }
    let printable: String = text.chars().filter(|&c| c.is_whitespace() || !is_unprintable(c)).collect();
    Cow::Owned(printable.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Characters that never belong in a report: controls, and the marks that reorder or hide text.
pub fn is_unprintable(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Some of a text's bytes, so widened or narrowed at their ends that they hold both marks of a quotation or none, where that can be.
pub fn with_whole_quotations(text: &str, words: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = words;
    let Some(inside) = text.get(start..end) else { return start..end };
    match unpaired(inside, text[..start].matches('"').count() % 2 == 1) {
        Some((_, Side::Opens)) if text[end..].starts_with(is_quotation_mark) => end += first_len(&text[end..]),
        Some((0, Side::Opens)) => start += first_len(inside),
        Some((_, Side::Closes)) if text[..start].ends_with(is_quotation_mark) => {
            start -= text[..start].chars().next_back().map_or(0, char::len_utf8);
        }
        Some((at, Side::Closes)) if at + first_len(&inside[at..]) == inside.len() => end -= inside.len() - at,
        _ => {}
    }
    start..end
}

/// Whether a quotation mark begins words or ends them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
}

fn is_quotation_mark(c: char) -> bool {
    "\"“”".contains(c)
}

fn first_len(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// The one quotation mark whose other half is not there: where, and what it does. `open` says whether words in `"` have begun before.
fn unpaired(text: &str, mut open: bool) -> Option<(usize, Side)> {
    let mut alone = None;
    for (at, c) in text.char_indices().filter(|(_, c)| is_quotation_mark(*c)) {
        let side = match c {
            '“' => Side::Opens,
            '”' => Side::Closes,
            _ if open => Side::Closes,
            _ => Side::Opens,
        };
        open = side == Side::Opens;
        alone = match (alone, side) {
            (Some((_, Side::Opens)), Side::Closes) => None,
            (first, _) => first.or(Some((at, side))),
        };
    }
    alone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_cover_and_contain() {
        let (a, b) = (Span::new(2, 5), Span::new(4, 9));
        assert_eq!(a.cover(b), Span::new(2, 9));
        assert!(a.overlaps(b) && !a.contains(b) && a.cover(b).contains(b));
        assert_eq!(Span::new(0, 3).of("née"), "né");
    }

    #[test]
    fn fold_takes_marks_off_latin_letters() {
        assert_eq!("Québécois Şahin Łódź Øre ñ".chars().map(fold).collect::<String>(), "Quebecois Sahin Lodz Ore n");
        assert_eq!("Ж中`".chars().map(fold).collect::<String>(), "Ж中'");
    }

    #[test]
    fn one_line_drops_controls_and_joins_lines() {
        assert_eq!(one_line("a\u{1b}[31m\n  b\u{202e}"), "a[31m b");
        assert!(matches!(one_line("plain text"), Cow::Borrowed(_)));
    }

    #[test]
    fn words_hold_both_marks_of_a_quotation_or_none() {
        for (text, words, nested) in [
            ("He bought \"Blue Hill\" here", "bought \"Blue Hill", "bought \"Blue Hill\""),
            ("\"It opens on Friday, not later,\" he said", "\"It opens on Friday", "It opens on Friday"),
            ("He sold \"Blue Hill\" here", "Blue Hill\" here", "\"Blue Hill\" here"),
            ("\"We know it opens on Friday\" he said", "it opens on Friday\"", "it opens on Friday"),
            ("“It opens”, he said", "“It opens", "“It opens”"),
            ("He bought \"Blue Hill\" here", "bought \"Blue Hill\"", "bought \"Blue Hill\""),
            ("\"It opens\" he said, \"on Friday\"", "opens\" he said, \"on Friday", "opens\" he said, \"on Friday"),
        ] {
            let at = text.find(words).unwrap();
            assert_eq!(&text[with_whole_quotations(text, at..at + words.len())], nested, "{text}");
        }
    }
}
