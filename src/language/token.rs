//! Tokens: words, numbers and marks, each with its place, its lemmas and its shape.

use super::lexicon::{Classes, Lemmas, Lexicon, Word};
use crate::text::{Span, fold};

/// One word, number or mark.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// Its bytes in the source's text.
    pub span: Span,
    /// Its form and possible lemmas, folded and in lower case; unused places are [`Word::NONE`].
    pub lemmas: Lemmas,
    /// What the dictionary says it can be.
    pub classes: Classes,
    /// What it looks like.
    pub shape: Shape,
    /// Whether it begins with a capital letter.
    pub capital: bool,
    /// Whether it was joined to the token before it by a hyphen (`US-led`: `led` is joined).
    pub joined: bool,
    /// Whether it stands inside quotation marks.
    pub quoted: bool,
}

/// What a token looks like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shape {
    /// Letters.
    #[default]
    Word,
    /// Letters, all capitals, two or more, or with full stops (`US`, `U.S.`): folded without the stops.
    Acronym,
    /// Begins with a digit (`2,500`, `17th`, `3.5`, `50k`).
    Number,
    /// A possessive or contracted ending (`'s`, `n't`, `'re`).
    Clitic,
    /// Anything else: punctuation, currency and percent signs.
    Mark,
}

impl Token {
    /// The folded lower-case form.
    pub fn word(&self) -> Word {
        self.lemmas[0]
    }

    /// Whether it can be this word, in any inflection.
    pub fn is(&self, word: Word) -> bool {
        word != Word::NONE && self.lemmas.contains(&word)
    }

    /// Whether it is punctuation or a sign.
    pub fn is_mark(&self) -> bool {
        self.shape == Shape::Mark
    }
}

/// Splits `text[within]` into tokens.
///
/// A hyphen or dash inside a word splits it and is not a token itself; contractions split before their clitic;
/// `U.S.`, `a.m.` and decimal numbers stay whole; every other mark is a token of its own.
pub fn tokenize(text: &str, within: Span, lexicon: &Lexicon) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(within.len() / 5);
    let mut folded = String::new();
    let (mut at, end) = (within.start as usize, within.end as usize);
    let mut quote = Quote::default();
    let mut joined = false;
    while at < end {
        let c = text[at..].chars().next().expect("spans lie on character boundaries");
        if c.is_whitespace() || crate::text::is_unprintable(c) {
            at += c.len_utf8();
            joined = false;
            continue;
        }
        let (len, shape) = measure(&text[at..end]);
        let span = Span::new(at, at + len);
        let piece = span.of(text);
        if is_joining_hyphen(text, at, len, end) {
            at += len;
            joined = true;
            continue;
        }
        quote.see(c);
        folded.clear();
        folded.extend(piece.chars().filter(|&c| !(shape == Shape::Acronym && c == '.')).map(fold).flat_map(char::to_lowercase));
        let (lemmas, classes) = looked_up(&folded, shape, lexicon);
        tokens.push(Token { span, lemmas, classes, shape, capital: c.is_uppercase(), joined, quoted: quote.inside() });
        joined = false;
        at += len;
    }
    tokens
}

/// What a form can be, and as what.
fn looked_up(folded: &str, shape: Shape, lexicon: &Lexicon) -> (Lemmas, Classes) {
    let second = match shape {
        Shape::Word | Shape::Acronym => return lexicon.look_up(folded),
        Shape::Clitic if folded == "n't" => Word::of("not"),
        _ => Word::NONE,
    };
    ([Word::of(folded), second, Word::NONE, Word::NONE], Classes::default())
}

/// Whether quotation marks are open. Straight marks toggle; curly ones say which they are.
#[derive(Default)]
struct Quote {
    open: bool,
    closing: bool,
}

impl Quote {
    fn see(&mut self, c: char) {
        if self.closing {
            (self.open, self.closing) = (false, false);
        }
        match c {
            '“' | '«' | '„' => self.open = true,
            '”' | '»' => self.closing = true,
            '"' if self.open => self.closing = true,
            '"' => self.open = true,
            _ => {}
        }
    }

    fn inside(&self) -> bool {
        self.open
    }
}

/// A hyphen between two word characters joins them; a dash between spaces is a mark.
fn is_joining_hyphen(text: &str, at: usize, len: usize, end: usize) -> bool {
    fold(text[at..at + len].chars().next().unwrap_or(' ')) == '-'
        && text[..at].chars().next_back().is_some_and(char::is_alphanumeric)
        && text[at + len..end].chars().next().is_some_and(char::is_alphanumeric)
        && !text[at..at + len].starts_with('—')
}

/// The length in bytes of the first token of `text`, and what it looks like.
fn measure(text: &str) -> (usize, Shape) {
    let first = text.chars().next().unwrap_or(' ');
    if first.is_ascii_digit() {
        return (number_len(text), Shape::Number);
    }
    if let Some(len) = clitic_len(text) {
        return (len, Shape::Clitic);
    }
    if first.is_alphabetic() {
        return word_len(text);
    }
    (first.len_utf8(), Shape::Mark)
}

/// `2,500`, `3.5`, `17th`, `50k`, `2.5bn`: digits with inner separators, then a short ending.
fn number_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut len = 0;
    while digit(len) || (matches!(bytes.get(len), Some(b',' | b'.' | b':')) && digit(len + 1) && len > 0) {
        if bytes[len] == b',' && !(digit(len + 2) && digit(len + 3)) {
            break;
        }
        len += 1;
    }
    let letters = bytes[len..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let suffix = text[len..len + letters].to_ascii_lowercase();
    let known = ["st", "nd", "rd", "th", "k", "m", "bn", "mn", "b", "s", "km", "am", "pm", "p"];
    if known.contains(&suffix.as_str()) { len + letters } else { len }
}

/// `'s`, `'re`, `'ll` at the start of `text`, and `n't` which [`word_len`] leaves for the next turn.
fn clitic_len(text: &str) -> Option<usize> {
    let endings: &[&str] = match text.chars().next().map(fold)? {
        '\'' => &["'re", "'ve", "'ll", "'s", "'d", "'m"],
        'n' | 'N' => &["n't"],
        _ => return None,
    };
    let ends = |len: &usize| !text[*len..].chars().next().is_some_and(char::is_alphanumeric);
    endings.iter().find_map(|ending| folded_prefix_len(text, ending).filter(ends))
}

/// The length in bytes of the start of `text` that is `prefix` when it is folded and in lower case.
fn folded_prefix_len(text: &str, prefix: &str) -> Option<usize> {
    let mut chars = text.chars();
    let fits = prefix.chars().all(|wanted| chars.next().is_some_and(|c| fold(c).to_lowercase().eq([wanted])));
    fits.then(|| text.len() - chars.as_str().len())
}

/// A word: letters with inner apostrophes (`Qa'ani`, `Kata'ib`), up to a clitic; or an acronym with its full stops.
fn word_len(text: &str) -> (usize, Shape) {
    if let Some(len) = dotted_len(text) {
        return (len, Shape::Acronym);
    }
    let mut len = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let inner_apostrophe =
            fold(c) == '\'' && chars.peek().is_some_and(|&(_, next)| next.is_alphabetic()) && clitic_len(&text[i..]).is_none();
        let not_word = !(c.is_alphanumeric() || is_mark_of_word(c) || inner_apostrophe);
        if not_word || (i > 0 && matches!(c, 'n' | 'N') && clitic_len(&text[i..]).is_some()) {
            break;
        }
        len = i + c.len_utf8();
    }
    let len = len.max(text.chars().next().map_or(0, char::len_utf8));
    let piece = &text[..len];
    let capitals = piece.chars().count() > 1 && piece.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    (len, if capitals { Shape::Acronym } else { Shape::Word })
}

/// Combining marks belong to the letter before them.
fn is_mark_of_word(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}')
}

/// `U.S.`, `a.m.`, `e.g.`: single letters each followed by a full stop, two or more.
fn dotted_len(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut len = 0;
    while bytes.get(len).is_some_and(u8::is_ascii_alphabetic) && bytes.get(len + 1) == Some(&b'.') {
        len += 2;
    }
    // `U.S` without its last stop, as in "the U.S drone".
    let bare_end =
        len >= 2 && bytes.get(len).is_some_and(u8::is_ascii_uppercase) && !bytes.get(len + 1).is_some_and(u8::is_ascii_alphanumeric);
    (len >= 4 || bare_end).then_some(if bare_end { len + 1 } else { len })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<&str> {
        let lexicon = Lexicon::shipped();
        tokenize(text, Span::new(0, text.len()), &lexicon).iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn splits_as_a_reader_would() {
        for (text, expected) in [
            ("It didn’t hit Iraq's depot.", vec!["It", "did", "n’t", "hit", "Iraq", "'s", "depot", "."]),
            ("The US-led coalition", vec!["The", "US", "led", "coalition"]),
            ("2,500 troops, 3.5bn and 17th", vec!["2,500", "troops", ",", "3.5bn", "and", "17th"]),
            ("Qa’ani of the U.S. said", vec!["Qa’ani", "of", "the", "U.S.", "said"]),
            ("occupation”.“There was", vec!["occupation", "”", ".", "“", "There", "was"]),
            ("in 8, 9 and 10", vec!["in", "8", ",", "9", "and", "10"]),
            ("$5.7 billion or 50%", vec!["$", "5.7", "billion", "or", "50", "%"]),
            ("won't can't cannot", vec!["wo", "n't", "ca", "n't", "cannot"]),
            ("two years—or more", vec!["two", "years", "—", "or", "more"]),
        ] {
            assert_eq!(forms(text), expected, "{text}");
        }
    }

    #[test]
    fn marks_acronyms_joined_words_and_quotes() {
        let text = "The U.S. and US-led “enemy drones” came";
        let tokens = tokenize(text, Span::new(0, text.len()), &Lexicon::shipped());
        assert_eq!((tokens[1].shape, tokens[1].word()), (Shape::Acronym, Word::of("us")));
        assert!(tokens[4].joined);
        let quoted: Vec<_> = tokens.iter().filter(|t| t.quoted).map(|t| t.span.of(text)).collect();
        assert_eq!(quoted, ["“", "enemy", "drones", "”"]);
    }

    #[test]
    fn a_word_is_all_its_lemmas() {
        let text = "left";
        let token = tokenize(text, Span::new(0, 4), &Lexicon::shipped())[0];
        assert!(token.is(Word::of("leave")) && token.is(Word::of("left")) && !token.is(Word::NONE));
    }
}
