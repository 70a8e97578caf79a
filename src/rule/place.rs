//! Where in the file a byte of a string's text stands, whatever quotes and escapes it is written with.

use super::problem::File;
use super::written::Text;
use std::ops::Range;

/// The bytes of the file at which a range of a string's text stands; the whole string where that cannot be told.
pub(super) fn inside(text: &Text, at: &Range<usize>, file: &File) -> Range<usize> {
    let span = text.span();
    let raw = file.text.get(span.clone()).unwrap_or_default();
    match offsets(raw) {
        Some(offsets) if at.end < offsets.len() => span.start + offsets[at.start]..span.start + offsets[at.end].max(offsets[at.start]),
        _ => span,
    }
}

/// For each byte of the text of a TOML string, and for its end, the byte of the written string at which it stands.
fn offsets(raw: &str) -> Option<Vec<usize>> {
    let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| raw.len() >= 2 * quote.len() && raw.starts_with(quote))?;
    let end = raw.len() - quote.len();
    let mut at = quote.len();
    if quote.len() == 3 {
        // A line break right after three quotes is no part of the text.
        at += ["\r\n", "\n"].iter().find(|newline| raw[at..].starts_with(**newline)).map_or(0, |newline| newline.len());
    }
    let mut offsets = Vec::new();
    while at < end {
        let (written, text) = one(&raw[at..end], quote.starts_with('"'))?;
        offsets.extend(std::iter::repeat_n(at, text));
        // The second byte of a letter that stands there as itself has its own place.
        if written == text {
            let first = offsets.len() - text;
            offsets[first..].iter_mut().enumerate().for_each(|(i, place)| *place = at + i);
        }
        at += written;
    }
    offsets.push(end);
    Some(offsets)
}

/// How many bytes the next character of a string takes as written, and as text.
fn one(rest: &str, escapes: bool) -> Option<(usize, usize)> {
    let first = rest.chars().next()?;
    if first != '\\' || !escapes {
        return Some((first.len_utf8(), first.len_utf8()));
    }
    let digits = |n: usize| {
        let hex = rest.get(2..2 + n)?;
        Some((2 + n, char::from_u32(u32::from_str_radix(hex, 16).ok()?)?.len_utf8()))
    };
    match rest[1..].chars().next()? {
        'x' => digits(2),
        'u' => digits(4),
        'U' => digits(8),
        // A backslash at the end of a line swallows the white space that follows.
        c if c.is_whitespace() => Some((1 + rest[1..].len() - rest[1..].trim_start().len(), 0)),
        c => Some((1 + c.len_utf8(), 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn finds_the_token_in_every_kind_of_string() {
        for (written, wanted) in [
            (r#""a @list b""#, "@list"),
            (r"'a @list b'", "@list"),
            (r#""\"a\" \u00e9\t@list b""#, "@list"),
            ("\"é @list\"", "@list"),
            ("\"\"\"\na\n  @list\"\"\"", "@list"),
            ("'''\r\na @list'''", "@list"),
            ("\"\"\"a \\\n   \n  @list b\"\"\"", "@list"),
            (r#""a @l\u0069st b""#, r"@l\u0069st"),
        ] {
            let file = Arc::new(File::new("p", format!("x = {written}\n")));
            #[derive(serde::Deserialize)]
            struct One {
                x: Text,
            }
            let one: One = toml::from_str(&file.text).unwrap();
            let start = one.x.get_ref().find("@list").unwrap();
            let at = inside(&one.x, &(start..start + "@list".len()), &file);
            assert_eq!(&file.text[at], wanted, "{written}");
        }
    }
}
