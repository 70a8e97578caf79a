//! Figures: digits and number words read as a value, before anything is known of what they count.

use super::Tokens;
use super::lexicon::Word;
use super::token::{Shape, Token};
use super::values::Values;
use rustc_hash::FxHashMap;

/// A sentence's tokens with its text and the values of words: what figures, dates and numbers are read from.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) values: &'a Values,
}

/// A figure: `2,500`, `twenty-three`, `half a million`, `dozens`, `17th`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    pub(super) tokens: Tokens,
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) point: f64,
    /// The multiplier it ends in, 1 when it has none: "5 to 7 million" shares it.
    pub(super) scale: f64,
    pub(super) kind: FigureKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FigureKind {
    /// In digits.
    Digits,
    /// In words.
    Words,
    /// A word that stands for no figure: `dozens`.
    Vague,
    /// A place in an order.
    Ordinal,
    /// A part, in percent.
    Part,
}

impl<'a> Reader<'a> {
    pub(super) fn get(&self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at)
    }

    /// The form as written; empty past the end.
    pub(super) fn form(&self, at: usize) -> &'a str {
        self.get(at).map_or("", |token| token.span.of(self.text))
    }

    /// Whether the token is one of these words, in any case.
    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        let form = self.form(at);
        words.iter().any(|word| form.eq_ignore_ascii_case(word))
    }

    /// The same for the token before `at`.
    pub(super) fn is_before(&self, at: usize, words: &[&str]) -> bool {
        at.checked_sub(1).is_some_and(|before| self.is(before, words))
    }

    /// Whether no space stands between a token and the one after it.
    pub(super) fn touches_next(&self, at: usize) -> bool {
        match (self.get(at), self.get(at + 1)) {
            (Some(a), Some(b)) => a.span.end == b.span.start,
            _ => false,
        }
    }

    pub(super) fn is_joined(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.joined)
    }

    pub(super) fn is_digits(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.shape == Shape::Number)
    }

    /// The value and ending of a token of digits: `2,500` = (2500, ""), `2.5bn` = (2.5, "bn"). `None` for `9:30` and `1.2.3`.
    pub(super) fn digits(&self, at: usize) -> Option<(f64, &'a str)> {
        if !self.is_digits(at) {
            return None;
        }
        let form = self.form(at);
        let letters = form.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        let (digits, ending) = form.split_at(form.len() - letters);
        let value: f64 = digits.replace(',', "").parse().ok()?;
        (value < 1e18).then_some((value, ending))
    }

    /// What a token is worth by one of the tables.
    pub(super) fn value<T: Copy>(&self, at: usize, of: impl Fn(&Values) -> &FxHashMap<Word, T>) -> Option<T> {
        of(self.values).get(&self.get(at)?.word()).copied()
    }

    fn multiplier(&self, at: usize) -> Option<f64> {
        let long = self.form(at).len() > 1 && self.get(at)?.shape != Shape::Number;
        long.then(|| self.value(at, |v| &v.multiplier)).flatten()
    }

    /// The figure that begins at `at`.
    pub(super) fn figure(&self, at: usize) -> Option<Figure> {
        self.vague(at).or_else(|| self.part(at)).or_else(|| self.halved(at)).or_else(|| self.ordinal(at)).or_else(|| self.cardinal(at))
    }

    /// `dozens`, `a few hundred`, `tens of thousands`.
    fn vague(&self, at: usize) -> Option<Figure> {
        let article = self.is(at, &["a"]);
        let word = if article { at + 1 } else { at };
        let [low, high] = self.value(word, |v| &v.vague)?;
        let form = self.form(word).to_ascii_lowercase();
        let of = usize::from(self.is(word + 1, &["of"]));
        let scale_at = word + 1 + of;
        let scale = self.plural_multiplier(scale_at).filter(|_| of == 1 || !self.is(scale_at, &["dozens"]));
        let needs_article = matches!(form.as_str(), "few" | "couple" | "handful")
            && !article
            && !self.is_before(at, &["first", "last", "past", "next", "these"]);
        let needs_of = matches!(form.as_str(), "couple" | "handful" | "scores") && of == 0 && scale.is_none();
        if needs_article || needs_of || (form == "tens" && scale.is_none()) || (article && form.ends_with('s')) {
            return None;
        }
        let (end, scale) = scale.map_or((word + 1, 1.0), |scale| (scale_at + 1, scale));
        let (low, high) = (low * scale, high * scale + (scale - 1.0));
        Some(Figure { tokens: at..end, low, high, point: (low * high).sqrt().round(), scale, kind: FigureKind::Vague })
    }

    /// A multiplier in singular or plural: "several hundred", "tens of thousands".
    fn plural_multiplier(&self, at: usize) -> Option<f64> {
        let token = self.get(at).filter(|token| token.shape == Shape::Word && self.form(at).len() > 3)?;
        token.lemmas.iter().find_map(|lemma| self.values.multiplier.get(lemma)).copied()
    }

    /// `half of`, `a third of`, `two-thirds of the`, `three quarters of`.
    fn part(&self, at: usize) -> Option<Figure> {
        let counted = self.value(at, |v| &v.cardinal).filter(|&count| count >= 1.0);
        let name = if counted.is_some() || self.is(at, &["a", "one"]) { at + 1 } else { at };
        let percent = self.value(name, |v| &v.fraction)?;
        let bare_half = self.is(name, &["half"]) && self.is(name + 1, &["the", "its", "their", "his", "her", "our", "all"]);
        let named = name > at || self.is(name, &["half"]);
        if !named || !(self.is(name + 1, &["of"]) || bare_half) || self.is(name + 2, &["a", "an"]) {
            return None;
        }
        let point = (percent * counted.unwrap_or(1.0)).min(100.0);
        Some(Figure { tokens: at..name + 1, low: point * 0.9, high: (point * 1.1).min(100.0), point, scale: 1.0, kind: FigureKind::Part })
    }

    /// `half a million`, `half an hour`, `a half dozen`.
    fn halved(&self, at: usize) -> Option<Figure> {
        let half = if self.is(at, &["a"]) { at + 1 } else { at };
        if !self.is(half, &["half"]) {
            return None;
        }
        let unit = half + 1 + usize::from(self.is(half + 1, &["a", "an"]));
        if let Some(scale) = self.multiplier(unit) {
            return Some(Figure::exact(at..unit + 1, scale / 2.0, scale, FigureKind::Words));
        }
        let time = self.get(unit).is_some_and(|token| super::number::time_of(token, self.values).is_some());
        (time && unit > half + 1).then(|| Figure::exact(at..unit, 0.5, 1.0, FigureKind::Words))
    }

    /// `17th`, `third`, `twenty-first`.
    fn ordinal(&self, at: usize) -> Option<Figure> {
        let value = match self.digits(at) {
            Some((value, "st" | "nd" | "rd" | "th")) => Some((value, at + 1)),
            Some(_) => None,
            None => self.value(at, |v| &v.ordinal).map(|value| (value, at + 1)),
        };
        let tens = || {
            let tens = self.value(at, |v| &v.cardinal).filter(|tens| *tens >= 20.0)?;
            let one = self.value(at + 1, |v| &v.ordinal).filter(|one| *one < 10.0 && self.is_joined(at + 1))?;
            Some((tens + one, at + 2))
        };
        let (value, end) = value.or_else(tens)?;
        Some(Figure::exact(at..end, value, 1.0, FigureKind::Ordinal))
    }

    /// `2,500`, `1.5 million`, `50k`, `twenty-three`, `a hundred and five`, `two and a half million`.
    fn cardinal(&self, at: usize) -> Option<Figure> {
        let mut sum = Sum { between: self.is_before(at, &["between"]), ..Sum::default() };
        let mut end = at;
        let kind = if self.is_digits(at) { FigureKind::Digits } else { FigureKind::Words };
        if let Some((value, ending)) = self.digits(at) {
            sum.scale = if self.is_in_metres(at, ending) { 1.0 } else { self.ending(ending)? };
            sum.current = Some(value * sum.scale);
            end = at + 1;
            if let Some(scale) = self.letter_of_money(at).filter(|_| ending.is_empty()) {
                sum.multiply(scale);
                end += 1;
            }
        } else if self.is(at, &["a", "an"]) && self.multiplier(at + 1).is_some() {
            sum.current = Some(1.0);
            end = at + 1;
        }
        while let Some(next) = self.add(&mut sum, end, kind) {
            end = next;
        }
        let value = sum.total + sum.current?;
        (end > at && value.is_finite()).then(|| Figure::exact(at..end, value, sum.scale, kind))
    }

    /// What letters directly behind digits multiply by; `None` when they make it no plain figure (`9am`, `1990s`, `17th`).
    fn ending(&self, ending: &str) -> Option<f64> {
        match ending.to_ascii_lowercase().as_str() {
            "" | "km" => Some(1.0),
            letters => self.values.multiplier.get(&Word::of(letters)).copied(),
        }
    }

    /// "£72 m": a letter behind a space multiplies only an amount of money; "72 m" are metres.
    fn letter_of_money(&self, at: usize) -> Option<f64> {
        let scale = self.value(at + 1, |v| &v.multiplier).filter(|_| self.form(at + 1).len() == 1 && !self.touches_next(at))?;
        let is_money = |at: usize| self.get(at).is_some_and(|token| self.values.currency_of(token).is_some());
        (at.checked_sub(1).is_some_and(is_money) || is_money(at + 2)).then_some(scale)
    }

    /// "12m wide": metres and not millions.
    fn is_in_metres(&self, at: usize, ending: &str) -> bool {
        ending == "m"
            && self.is(
                at + 1,
                &["(", "wide", "deep", "long", "high", "tall", "away", "from", "above", "below", "thick", "underwater", "apart"],
            )
    }

    /// Adds the next word of a number; the position after it, or `None` when the number is over.
    fn add(&self, sum: &mut Sum, at: usize, kind: FigureKind) -> Option<usize> {
        if let Some(scale) = self.multiplier(at) {
            return sum.multiply(scale).then_some(at + 1);
        }
        if sum.current.is_some() && self.is(at, &["and"]) && self.is(at + 1, &["a"]) && self.is(at + 2, &["half"]) {
            sum.current = sum.current.filter(|c| *c < 100.0 && c.fract() == 0.0).map(|c| c + 0.5);
            return sum.current.map(|_| at + 3);
        }
        let and = usize::from(kind == FigureKind::Words && sum.scale > 1.0 && !sum.between && self.is(at, &["and"]));
        let value = self.value(at + and, |v| &v.cardinal).filter(|_| kind == FigureKind::Words)?;
        sum.add(value).then_some(at + and + 1)
    }
}

/// A number that is being read word by word.
struct Sum {
    /// What is complete: "two thousand".
    total: f64,
    /// What the next multiplier multiplies: "five hundred".
    current: Option<f64>,
    /// The last multiplier.
    scale: f64,
    /// The last multiplier of a thousand or more; the next one must be smaller.
    limit: f64,
    /// Whether "between" stands before it: the next "and" is not its own.
    between: bool,
}

impl Default for Sum {
    fn default() -> Self {
        Self { total: 0.0, current: None, scale: 1.0, limit: f64::INFINITY, between: false }
    }
}

impl Sum {
    fn multiply(&mut self, scale: f64) -> bool {
        let Some(current) = self.current.filter(|&c| c > 0.0 && scale < self.limit && (scale >= 1000.0 || c < 100.0)) else { return false };
        if scale < 1000.0 {
            self.current = Some(current * scale);
        } else {
            self.total += current * scale;
            self.current = Some(0.0);
            self.limit = scale;
        }
        self.scale = scale;
        true
    }

    fn add(&mut self, value: f64) -> bool {
        let fits = match self.current {
            None => true,
            Some(current) => {
                let after_scale = self.scale > 1.0 && current % 100.0 == 0.0 && self.scale != 12.0;
                let after_tens = current % 10.0 == 0.0 && current % 100.0 >= 20.0 && (1.0..10.0).contains(&value);
                (after_scale && value > 0.0) || after_tens
            }
        };
        if fits {
            self.current = Some(self.current.unwrap_or(0.0) + value);
        }
        fits
    }
}

impl Figure {
    fn exact(tokens: Tokens, point: f64, scale: f64, kind: FigureKind) -> Self {
        Self { tokens, low: point, high: point, point, scale, kind }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::lexicon::Lexicon;
    use crate::language::token::tokenize;
    use crate::text::Span;

    #[test]
    fn reads_figures_in_digits_and_words() {
        let (lexicon, values) = (Lexicon::shipped(), Values::shipped());
        for (text, expected, rest) in [
            ("2,500 troops", 2500.0, "troops"),
            ("2.5bn euros", 2.5e9, "euros"),
            ("50k men", 50_000.0, "men"),
            ("1.5 million people", 1.5e6, "people"),
            ("twenty-three shells", 23.0, "shells"),
            ("a hundred and five shells", 105.0, "shells"),
            ("two thousand three hundred and forty shells", 2340.0, "shells"),
            ("two dozen eggs", 24.0, "eggs"),
            ("half a million eggs", 5e5, "eggs"),
            ("a half dozen eggs", 6.0, "eggs"),
            ("two and a half million eggs", 2.5e6, "eggs"),
            ("two and three", 2.0, "and"),
            ("twenty thirty", 20.0, "thirty"),
            ("a dozen eggs", 12.0, "eggs"),
            ("17th parade", 17.0, "parade"),
            ("twenty-first parade", 21.0, "parade"),
            ("two-thirds of", 66.6, "of"),
        ] {
            let tokens = tokenize(text, Span::new(0, text.len()), &lexicon);
            let reader = Reader { text, tokens: &tokens, values: &values };
            let figure = reader.figure(0).unwrap_or_else(|| panic!("no figure: {text}"));
            assert_eq!((figure.point, reader.form(figure.tokens.end)), (expected, rest), "{text}");
        }
    }
}
