//! Numbers and quantities as intervals: `at least eight drone attacks`, `dozens`, `little over a year`, `no attacks`.

use super::figure::{Figure, FigureKind, Reader};
use super::lexicon::{Class, Word};
use super::lists::{List, Lists};
use super::token::{Shape, Token};
use super::values::{Approximator, Time, Values};
use super::{Language, Tokens, date};

/// A quantity that a sentence states, as an interval of what it allows.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// All its tokens: approximator, figure, multiplier, and for money, percent and time the sign or unit (`at least $2.5 billion`, `18 months`).
    pub tokens: Tokens,
    /// The first token of the figure itself, past any approximator: a number slot may begin here or at `tokens.start`.
    pub figure: usize,
    /// The end of the figure itself, before a unit that is one of its tokens: a number slot may end here or at `tokens.end`, so that a
    /// pattern may name the unit.
    pub figure_end: usize,
    /// The least it can be; for a duration in days. "More than 75" begins with the next number above 75.
    pub low: f64,
    /// The most it can be; `f64::INFINITY` for an open end.
    pub high: f64,
    /// The figure as named (2500 for "2,500 or so"); the middle of a range.
    pub point: f64,
    /// How the figure was bounded.
    pub bound: Bound,
    /// What kind of figure it is.
    pub kind: NumberKind,
    /// The token of the noun that is counted (`attacks` in "eight drone attacks"), where one can be told.
    pub unit: Option<usize>,
    /// The words that make it a difference (`rose` and `by` of "rose by 20") or what was before (`from` of "from 48 to 72"). It is no total,
    /// and a slot takes it only where its pattern names one of these words.
    pub aside: Option<[usize; 2]>,
}

/// How a figure is bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bound {
    /// As it stands.
    #[default]
    Exact,
    /// "At least", "more than", "or more".
    AtLeast,
    /// "At most", "up to", "fewer than".
    AtMost,
    /// "About", "some", "or so".
    About,
    /// A range: "between 5 and 7", "two or three".
    Range,
    /// No figure at all: "dozens", "several".
    Vague,
}

/// What kind of figure a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NumberKind {
    /// Counts things.
    #[default]
    Count,
    /// `50%`, `50 per cent`.
    Percent,
    /// An amount of money, in the currency named by the unit's sign or word.
    Money,
    /// A length of time; `low` and `high` are days.
    Duration,
    /// Somebody's age.
    Age,
    /// A place in an order: "third". Never compared as a count.
    Ordinal,
    /// A year, a day of a month, a time of day, a model number or a name's number ("Flight 370"): not a quantity.
    Label,
}

/// The numbers of one sentence.
pub fn find(text: &str, tokens: &[Token], language: &Language) -> Vec<Number> {
    let reader = Reader { text, tokens, values: &language.values };
    let finder = Finder { reader, lists: &language.lists, dates: date_tokens(reader) };
    let mut found: Vec<Number> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let floor = found.last().map_or(0, |number| number.tokens.end);
        match finder.number_at(at, floor) {
            Some(number) => {
                at = number.tokens.end.max(at + 1);
                found.push(number);
            }
            None => at += 1,
        }
    }
    for at in 0..found.len() {
        found[at].aside = finder.aside(&found[at], found.get(at + 1));
    }
    found
}

/// Which tokens belong to a date of the calendar.
fn date_tokens(reader: Reader) -> Vec<bool> {
    let mut dates = vec![false; reader.tokens.len()];
    for spot in date::spots(reader).into_iter().filter(date::Spot::is_calendar) {
        dates[spot.tokens].fill(true);
    }
    dates
}

/// How many tokens behind a figure the noun that it counts stands at the latest: "300 (young foreign hostages)".
const TAKEN_WITHIN: usize = 3;

/// Looks for the numbers of a sentence.
struct Finder<'a> {
    reader: Reader<'a>,
    lists: &'a Lists,
    dates: Vec<bool>,
}

/// A figure with what was read around it so far.
struct Draft {
    number: Number,
    /// Where what follows it begins.
    end: usize,
}

impl Finder<'_> {
    fn list(&self, name: &str) -> &List {
        self.lists.get(name)
    }

    /// `$` and `GBP`, which stand before a figure.
    fn is_sign(&self, at: usize) -> bool {
        let code =
            |token: &Token| token.shape == Shape::Acronym && token.span.len() == 3 && self.reader.values.currency_of(token).is_some();
        self.in_list("currency-sign", at) || self.reader.get(at).is_some_and(code)
    }

    fn in_list(&self, name: &str, at: usize) -> bool {
        self.reader.get(at).is_some_and(|token| self.list(name).has(token))
    }

    /// The words that make a number a difference, or what was before.
    fn aside(&self, number: &Number, next: Option<&Number>) -> Option<[usize; 2]> {
        let reader = self.reader;
        let link = number.tokens.start.checked_sub(1).filter(|_| !matches!(number.kind, NumberKind::Label | NumberKind::Ordinal))?;
        if reader.is(link, &["by"]) {
            return (link.saturating_sub(4)..link).rev().find(|&at| self.in_list("change-verb", at)).map(|verb| [verb, link]);
        }
        if !reader.is(link, &["from"]) {
            return None;
        }
        let end = number.unit.map_or(number.tokens.end, |unit| number.tokens.end.max(unit + 1));
        let to = |next: &Number| {
            let start = next.tokens.start;
            (start == end + 1 || start == number.tokens.end + 1) && reader.is_before(start, &["to"]) && next.kind != NumberKind::Label
        };
        let turned = reader.is_before(link, &["up", "down"]);
        (turned || next.is_some_and(to)).then(|| [link.saturating_sub(usize::from(turned)), link])
    }

    /// The number that begins at `at`, reaching back over its approximator but not before `floor`.
    fn number_at(&self, at: usize, floor: usize) -> Option<Number> {
        if self.dates[at] {
            return self.reader.is_digits(at).then(|| Number::label(at..at + 1));
        }
        self.zero(at).or_else(|| self.bare_duration(at, floor)).or_else(|| self.counted(at, floor)).or_else(|| {
            let left_over = self.reader.is_digits(at);
            left_over.then(|| Number::label(at..at + 1))
        })
    }

    /// `no attacks`, `none of the men`, `nobody`, `not a single shot`.
    fn zero(&self, at: usize) -> Option<Number> {
        let reader = self.reader;
        if reader.is(at, &["nobody"]) {
            return Some(Number::zero(at..at + 1, None));
        }
        if reader.is(at, &["no"]) && reader.is(at + 1, &["one"]) && !reader.get(at + 2).is_some_and(|token| token.shape == Shape::Clitic) {
            return Some(Number::zero(at..at + 2, None));
        }
        if reader.is(at, &["none"]) && reader.is(at + 1, &["of"]) {
            return Some(Number::zero(at..at + 1, self.unit(at + 1)));
        }
        let single =
            reader.is(at, &["not"]) && ((reader.is(at + 1, &["a"]) && reader.is(at + 2, &["single"])) || reader.is(at + 1, &["one"]));
        let length = match () {
            () if single && reader.is(at + 1, &["one"]) => 2,
            () if single => 3,
            () if reader.is(at, &["no"]) && !self.in_list("no-idiom", at + 1) && !reader.is_joined(at + 1) => 1,
            () => return None,
        };
        let directly = reader.get(at + length).is_some_and(|token| matches!(token.shape, Shape::Word | Shape::Acronym));
        let unit = self.unit(at + length).filter(|_| directly && !reader.is(at + length, &["of"]))?;
        Some(Number::zero(at..at + length, Some(unit)))
    }

    /// `a year`, where it is a length of time: "little over a year", "for a decade".
    fn bare_duration(&self, at: usize, floor: usize) -> Option<Number> {
        let reader = self.reader;
        let unit = at + 1;
        let time = time_of(reader.get(unit)?, reader.values).filter(|_| reader.is(at, &["a", "an"]))?;
        let approximated = self.approximator_before(at, floor).is_some();
        let led = at.checked_sub(1).is_some_and(|before| self.in_list("duration-before", before));
        let led = led || reader.is(unit + 1, &["long"]) || self.has_and_a_half(unit + 1);
        let led = led || self.phrase_after(unit + 1).is_some();
        if !(approximated || led) || reader.is(unit + 1, &["ago", "later", "earlier", "old"]) || self.is_more_than_time(unit) {
            return None;
        }
        let figure = Figure { tokens: at..unit, low: 1.0, high: 1.0, point: 1.0, scale: 1.0, kind: FigureKind::Words };
        Some(self.duration(self.draft(&figure, floor), unit, time).number)
    }

    /// Whether a unit of time only describes the noun after it: "a night raid", "a week-long siege" is still a week.
    fn is_more_than_time(&self, unit: usize) -> bool {
        let next = self.reader.get(unit + 1);
        next.is_some_and(|token| {
            token.shape == Shape::Word && !token.joined && token.classes.usual() == Some(Class::Noun) && !self.ends_group(unit + 1)
        })
    }

    fn counted(&self, at: usize, floor: usize) -> Option<Number> {
        let figure = self.reader.figure(at)?;
        match figure.kind {
            FigureKind::Ordinal => return self.ordinal(&figure),
            FigureKind::Digits | FigureKind::Words if self.is_hour(&figure) => return Some(Number::label(figure.tokens)),
            FigureKind::Digits if self.is_label(&figure) => return Some(Number::label(self.label_end(&figure))),
            FigureKind::Words if figure.point == 1.0 && figure.tokens.len() == 1 && !self.is_one_counted(at) => return None,
            _ => {}
        }
        if figure.kind == FigureKind::Words && (self.reader.is_joined(at) || self.is_word_in_name(at)) {
            return None;
        }
        let draft = self.draft(&self.with_range(figure.clone()), floor);
        let draft = self.kind(draft, &figure);
        Some(draft.number)
    }

    fn ordinal(&self, figure: &Figure) -> Option<Number> {
        let unit = self.unit(figure.tokens.end);
        let named = figure.tokens.len() > 1 || self.reader.is_digits(figure.tokens.start) || unit.is_some();
        named.then(|| Number { kind: NumberKind::Ordinal, unit, ..Number::plain(figure) })
    }

    /// "One soldier", not "the one who", "one of them", "one day".
    fn is_one_counted(&self, at: usize) -> bool {
        let next = self.reader.get(at + 1).is_some_and(|token| matches!(token.shape, Shape::Word | Shape::Acronym));
        let pronoun = at > 0 && self.in_list("one-after", at - 1);
        next && !pronoun && !self.reader.is(at + 1, &["of"]) && !self.in_list("one-idiom", at + 1) && self.unit(at + 1).is_some()
    }

    /// The figure with the second one of its range: "5 to 7", "between 5 and 7 million", "two or three".
    fn with_range(&self, first: Figure) -> Figure {
        let (reader, link) = (self.reader, first.tokens.end);
        if matches!(first.kind, FigureKind::Vague | FigureKind::Part | FigureKind::Ordinal) {
            return first;
        }
        let between = self.is_between(first.tokens.start) && reader.is(link, &["and"]);
        let sign = self.sign_start(first.tokens.start);
        // "Rose by £20m to £72m": the second is what it came to.
        let came_to = sign < first.tokens.start && reader.is_before(sign, &["by"]) && reader.is(link, &["to"]) && self.is_sign(link + 1);
        let to = reader.is(link, &["to", "–", "-"]) && !reader.is_before(sign, &["from"]) && !came_to;
        let or = reader.is(link, &["or"]);
        let at = if reader.is_joined(link) { link } else { link + 1 };
        let at = at + usize::from(self.is_sign(at));
        let linked = between || to || or || reader.is_joined(link);
        let Some(second) = reader.figure(at).filter(|second| linked && second.kind == first.kind) else { return first };
        let shared = if first.scale == 1.0 && second.scale > 1.0 && first.point * second.scale < second.point { second.scale } else { 1.0 };
        let low = first.low * shared;
        if second.high <= low || (or && second.high > low * 2.5) {
            return first;
        }
        let start = if between { self.sign_start(first.tokens.start) - 1 } else { first.tokens.start };
        Figure { tokens: start..second.tokens.end, low, high: second.high, point: f64::midpoint(low, second.high), ..second }
    }

    fn is_between(&self, figure: usize) -> bool {
        self.reader.is_before(self.sign_start(figure), &["between"])
    }

    /// Where the sign of money before a figure begins.
    fn sign_start(&self, figure: usize) -> usize {
        let Some(sign) = figure.checked_sub(1).filter(|&sign| self.is_sign(sign)) else { return figure };
        let prefixed = sign > 0 && self.reader.is(sign - 1, &["US", "A", "C", "NZ", "HK"]) && self.reader.touches_next(sign - 1);
        sign - usize::from(prefixed)
    }

    /// The figure with its sign and the words that bound it on either side.
    fn draft(&self, figure: &Figure, floor: usize) -> Draft {
        let mut number = Number::plain(figure);
        let start = self.sign_start(figure.tokens.start).max(floor);
        (number.figure, number.tokens.start) = (figure.tokens.start, start);
        if self.reader.is(start, &["between"]) {
            number.figure = start + 1 + usize::from(self.is_sign(start + 1));
        }
        if let Some(sign) = number.figure.checked_sub(1).filter(|&sign| sign >= start && self.is_sign(sign)) {
            (number.kind, number.unit) = (NumberKind::Money, Some(sign));
        }
        if let Some((words, approximator)) = self.approximator_before(start, floor) {
            number.tokens.start = words;
            number.bind(approximator);
        }
        let mut draft = Draft { end: number.tokens.end, number };
        self.bind_after(&mut draft);
        draft
    }

    fn approximator_before(&self, at: usize, floor: usize) -> Option<(usize, &Approximator)> {
        let fits = |approximator: &&Approximator| {
            let length = approximator.words.len();
            at >= floor + length
                && approximator.words.iter().zip(&self.reader.tokens[at - length..at]).all(|(word, token)| token.word() == *word)
        };
        let last = self.reader.get(at.checked_sub(1)?)?.word();
        let found = self.reader.values.before.get(&last)?.iter().find(fits)?;
        let some = self.reader.is_before(at, &["some"])
            && self.reader.get(at).is_some_and(|token| token.shape == Shape::Word && !self.is_large(at));
        (!some && !self.belongs_to_verb(at)).then_some((at - found.words.len(), found))
    }

    /// "Handed over 52 prisoners": the `over` before a figure is the verb's; but "took over 50 hours" bounds a length of time, and "took over 300
    /// hostages" what is taken and not taken over.
    fn belongs_to_verb(&self, at: usize) -> bool {
        let verb = self.reader.is_before(at, &["over"]) && at >= 2 && self.in_list("over-verb", at - 2);
        let lasts = || {
            let unit = self.reader.figure(at).and_then(|figure| self.reader.get(figure.tokens.end));
            unit.is_some_and(|unit| time_of(unit, self.reader.values).is_some())
        };
        verb && !lasts() && !self.is_taken(at)
    }

    /// Whether what a figure counts, behind `take over`, is taken and cannot be taken over: people, lives, a share, money.
    fn is_taken(&self, at: usize) -> bool {
        if !self.in_list("taking", at - 2) {
            return false;
        }
        let end = self.reader.figure(at).map_or(at, |figure| figure.tokens.end);
        self.is_sign(at) || (end..end + TAKEN_WITHIN).any(|noun| self.in_list("taken", noun))
    }

    /// "Some twenty", but not "some two".
    fn is_large(&self, at: usize) -> bool {
        self.reader.figure(at).is_some_and(|figure| figure.point >= 10.0)
    }

    /// Words at a place that bound the figure or noun before them.
    fn phrase_after(&self, at: usize) -> Option<&Approximator> {
        let fits = |approximator: &&Approximator| {
            let tokens = self.reader.tokens.get(at..at + approximator.words.len());
            tokens.is_some_and(|tokens| tokens.iter().zip(&approximator.words).all(|(token, word)| token.word() == *word))
        };
        self.reader.values.after.get(&self.reader.get(at)?.word())?.iter().find(fits)
    }

    /// Words behind a figure or its noun that bound it: "or so", "or more". They belong to the number when they touch it.
    fn bind_after(&self, draft: &mut Draft) {
        let Some(approximator) = self.phrase_after(draft.end) else { return };
        let end = draft.end + approximator.words.len();
        if draft.number.bound != Bound::Exact || self.reader.figure(end).is_some() {
            return;
        }
        draft.number.bind(approximator);
        if draft.number.tokens.end == draft.end {
            draft.number.tokens.end = end;
        }
        draft.end = end;
    }

    /// What kind of number a draft is, by its sign and by the noun that it counts.
    fn kind(&self, mut draft: Draft, figure: &Figure) -> Draft {
        let number = &mut draft.number;
        if figure.kind == FigureKind::Part {
            (number.kind, number.unit) = (NumberKind::Percent, self.unit(draft.end));
        } else if let Some(end) = self.percent_end(draft.end) {
            self.percent(&mut draft, end);
        } else if self.is_age(number) || self.is_years_old(draft.end) {
            number.kind = NumberKind::Age;
        } else if number.kind != NumberKind::Money
            && let Some(unit) = self.unit(draft.end)
        {
            return self.kind_by_unit(draft, unit);
        }
        draft
    }

    fn kind_by_unit(&self, mut draft: Draft, unit: usize) -> Draft {
        let of = self.reader.is(draft.end, &["of"]);
        let time = time_of(&self.reader.tokens[unit], self.reader.values).filter(|_| unit <= draft.end + 2 && !of);
        match time {
            Some(_) if self.is_old(unit) => draft.number.kind = NumberKind::Age,
            Some(time) => return self.duration(draft, unit, time),
            None if self.in_list("currency", unit) => self.money(&mut draft, unit),
            // "The top four of the league" counts nothing that the league is.
            None if of && !self.is_plural(unit) => {}
            None => {
                draft.number.unit = Some(unit);
                draft.end = unit + 1;
                self.bind_after(&mut draft);
            }
        }
        draft
    }

    fn percent(&self, draft: &mut Draft, end: usize) {
        draft.number.kind = NumberKind::Percent;
        (draft.number.tokens.end, draft.end) = (end, end);
        self.bind_after(draft);
        draft.number.unit = Some(draft.end).filter(|&of| self.reader.is(of, &["of"])).and_then(|of| self.unit(of));
    }

    /// `82 year-old`.
    fn is_years_old(&self, at: usize) -> bool {
        self.is_old(at) && self.reader.get(at).is_some_and(|token| time_of(token, self.reader.values).is_some())
    }

    fn money(&self, draft: &mut Draft, unit: usize) {
        draft.number.kind = NumberKind::Money;
        draft.number.unit = Some(unit);
        draft.number.tokens.end = unit + 1;
    }

    /// `%`, `percent`, `per cent`, `percentage points`.
    fn percent_end(&self, at: usize) -> Option<usize> {
        let reader = self.reader;
        match () {
            () if reader.is(at, &["%", "percent", "pct", "pc"]) => Some(at + 1),
            () if reader.is(at, &["per"]) && reader.is(at + 1, &["cent"]) => Some(at + 2),
            () if reader.is(at, &["percentage"]) && reader.is(at + 1, &["point", "points"]) => Some(at + 2),
            () => None,
        }
    }

    /// `aged 34`, `age of 34`, `Smith, 34,`.
    fn is_age(&self, number: &Number) -> bool {
        let (reader, at) = (self.reader, number.tokens.start);
        let plain = (0.0..=120.0).contains(&number.point) && number.point.fract() == 0.0;
        let said = reader.is_before(at, &["aged", "age", "ages"])
            || (reader.is_before(at, &["of"]) && at >= 2 && reader.is(at - 2, &["age"]))
            || reader.is(at, &["older", "younger"]);
        let name = || at >= 2 && reader.is(at - 1, &[","]) && reader.tokens[at - 2].capital && reader.is(number.tokens.end, &[","]);
        plain && (said || (reader.is_digits(at) && number.tokens.len() == 1 && number.point > 5.0 && name()))
    }

    fn is_old(&self, unit: usize) -> bool {
        self.reader.is(unit + 1, &["old", "olds"]) || (self.reader.is(unit + 1, &["of"]) && self.reader.is(unit + 2, &["age"]))
    }

    /// Makes a draft a length of time, with a second, smaller unit where one follows.
    fn duration(&self, mut draft: Draft, unit: usize, time: Time) -> Draft {
        let number = &mut draft.number;
        (number.kind, number.unit, number.tokens.end) = (NumberKind::Duration, Some(unit), unit + 1);
        draft.end = unit + 1;
        let mut slack = time.slack;
        let mut more = 0.0;
        if self.has_and_a_half(unit + 1) {
            (more, slack, draft.end) = (time.days / 2.0, slack / 2.0, unit + 4);
        } else if let Some((days, smaller, end)) = self.smaller_time(unit + 1, time) {
            (more, slack, draft.end) = (days, smaller.slack, end);
        }
        number.tokens.end = draft.end;
        number.low = number.low * time.days + more;
        number.high = number.high * time.days + more;
        number.point = number.point * time.days + more;
        if number.bound == Bound::Exact {
            self.bind_after(&mut draft);
        }
        if matches!(draft.number.bound, Bound::Exact | Bound::Vague) {
            draft.number.low = (draft.number.low - slack).max(0.0);
            draft.number.high += slack;
        }
        draft
    }

    fn has_and_a_half(&self, at: usize) -> bool {
        ["and", "a", "half"].iter().enumerate().all(|(i, word)| self.reader.is(at + i, &[word]))
    }

    /// "… and three months": its days, its unit and its end.
    fn smaller_time(&self, at: usize, than: Time) -> Option<(f64, Time, usize)> {
        let figure_at = at + usize::from(self.reader.is(at, &["and", ","]));
        let figure = self.reader.figure(figure_at).filter(|figure| matches!(figure.kind, FigureKind::Digits | FigureKind::Words))?;
        let time = time_of(self.reader.get(figure.tokens.end)?, self.reader.values).filter(|time| time.days < than.days)?;
        Some((figure.point * time.days, time, figure.tokens.end + 1))
    }

    /// Whether digits are a name, a time of day, a score or part of an address rather than a quantity.
    fn is_label(&self, figure: &Figure) -> bool {
        let (reader, at, end) = (self.reader, figure.tokens.start, figure.tokens.end);
        let form = reader.form(at);
        let zeros = form.len() > 1 && form.starts_with('0') && !form.contains('.');
        let address = at > 0 && reader.touches_next(at - 1) && reader.is(at - 1, &[".", "=", "_", "&", "?", "@"]);
        let hour = (reader.is(end, &["a", "p"]) && reader.is(end + 1, &["."]) && reader.is(end + 2, &["m"]))
            || reader.is(end, &["am", "pm", "a.m.", "p.m.", "a.m", "p.m", "o'clock", "o’clock"]);
        let slash =
            (reader.is(end, &["/"]) && reader.touches_next(at)) || (at > 0 && reader.is(at - 1, &["/"]) && reader.touches_next(at - 1));
        let joined = reader.is_joined(at);
        let score = reader.is_joined(end)
            && reader.figure(end).is_some_and(|second| second.kind == FigureKind::Digits && second.point <= figure.point);
        let numbered = at > 0 && (self.in_list("label-before", at - 1) || reader.is(at - 1, &["#"]))
            || at > 1 && reader.is(at - 1, &["."]) && reader.is(at - 2, &["no", "nos", "art", "p", "pp"]);
        let first = at == 0 && reader.is(end, &[".", ")"]) && reader.touches_next(at) && end + 1 < reader.tokens.len();
        let split = at > 0 && reader.is_digits(at - 1) && figure.tokens.len() == 1;
        first || address || zeros || hour || slash || joined || score || numbered || split || self.is_in_name(figure)
    }

    /// "Shortly after eight", "at about nine in the evening", "eight o'clock": an hour of the day, which counts nothing. "Shortly after eight men
    /// left" and "killed eight in the evening" count.
    fn is_hour(&self, figure: &Figure) -> bool {
        let (tokens, at, end) = (self.reader.tokens, figure.tokens.start, figure.tokens.end);
        let tail = |name: &str| self.list(name).at(tokens.get(end..).unwrap_or_default()).is_some();
        let two_before = at.checked_sub(2);
        let led = two_before.is_some_and(|lead| self.list("hour-lead").at(&tokens[lead..]) == Some(2));
        let preposition = |before: usize| self.in_list("hour-preposition", before);
        let placed = at > 0 && preposition(at - 1)
            || two_before.is_some_and(|before| preposition(before) && self.approximator_before(at, before + 1).is_some());
        let free = self.reader.get(end).is_none_or(|next| next.is_mark() || self.in_list("hour-next", end));
        figure.tokens.len() == 1 && figure.point <= 12.0 && (tail("hour-clock") || placed && tail("hour-part") || led && free)
    }

    /// "Rainbow Six": a number word with a capital behind another word with a capital.
    fn is_word_in_name(&self, at: usize) -> bool {
        let capital = |token: &Token| token.capital && token.shape == Shape::Word;
        at > 1 && capital(&self.reader.tokens[at]) && capital(&self.reader.tokens[at - 1])
    }

    /// "Boeing 737", "iPhone 6", but not "In Basra 12 people".
    fn is_in_name(&self, figure: &Figure) -> bool {
        let Some(before) = figure.tokens.start.checked_sub(1) else { return false };
        let token = &self.reader.tokens[before];
        let form = self.reader.form(before);
        let named = matches!(token.shape, Shape::Word | Shape::Acronym) && form.contains(char::is_uppercase);
        let common =
            self.lists.get("sentence-start").has(token) || (before == 0 && !matches!(token.classes.usual(), Some(Class::Noun) | None));
        let approximated = self.approximator_before(figure.tokens.start, 0).is_some();
        let counts =
            || self.unit(figure.tokens.end).is_some_and(|unit| self.is_plural(unit)) || self.percent_end(figure.tokens.end).is_some();
        named && !common && !approximated && !self.is_sign(before) && figure.scale == 1.0 && !counts()
    }

    /// A label with what hangs on it: the second half of a score, the rest of a date in figures.
    fn label_end(&self, figure: &Figure) -> Tokens {
        let reader = self.reader;
        let mut end = figure.tokens.start + 1;
        while reader.is_digits(end) && reader.is_joined(end) {
            end += 1;
        }
        figure.tokens.start..end
    }

    /// The head of the noun group that begins at `at`: what a figure before it counts.
    ///
    /// The first plural ends the group, for the word after it is more often a verb ("eight attacks hit").
    fn unit(&self, at: usize) -> Option<usize> {
        let reader = self.reader;
        let mut from = at;
        if reader.is(from, &["of"]) {
            from += 1;
            while self.in_list("unit-determiner", from) || reader.is_digits(from) {
                from += 1;
            }
        }
        if reader.is_joined(from) {
            return Some(from);
        }
        let single = reader.is_before(from, &["no", "single", "one"]);
        let (mut head, mut noun) = (None, None);
        for here in from..(from + 8).min(reader.tokens.len()) {
            match self.place(here) {
                Place::Plural if head.is_some() && reader.is_before(from, &["single", "one"]) => break,
                Place::Plural if !self.goes_on_after_plural(here) => return Some(here),
                Place::Plural | Place::Noun => head = Some(here),
                Place::Modifier => noun = Some(here).filter(|&here| reader.tokens[here].classes.has(Class::Noun)),
                Place::Outside if self.links_modifiers(from, here) || self.is_participle(here) => {}
                Place::Outside => break,
            }
        }
        head.filter(|&head| self.is_unit_alone(head)).or(noun.filter(|_| single))
    }

    /// What may stand between the words before a noun: "50 rocket and drone attacks", "two “armed” men", "five large, old lorries".
    fn links_modifiers(&self, from: usize, at: usize) -> bool {
        let reader = self.reader;
        let opens = reader.is(at, &["“", "‘", "\""]);
        let next = reader.get(at + 1).is_some_and(|token| token.shape == Shape::Word && !token.capital);
        let counted = self.ends_group(at + 1) || reader.figure(at + 1).is_some();
        let alone = reader.is_before(from, &["one", "no", "single", "a"]);
        let links = reader.is(at, &["and", "or"]) || (reader.is(at, &[","]) && self.place(at - 1) == Place::Modifier);
        opens || (links && at > from && next && !counted && !alone && self.plural_within(at + 1))
    }

    /// "Three captured jets": a verb's participle before a noun.
    fn is_participle(&self, at: usize) -> bool {
        let form = self.reader.form(at);
        let token = &self.reader.tokens[at];
        let verb = token.shape == Shape::Word
            && token.classes.has(Class::Verb)
            && (form.ends_with("ed") || form.ends_with("ing") || form.ends_with("en"));
        verb && !self.ends_group(at) && self.plural_within(at + 1)
    }

    /// Whether one of the next three words is a plural and none is a verb's own word or a mark.
    fn plural_within(&self, at: usize) -> bool {
        let ahead = at..(at + 3).min(self.reader.tokens.len());
        let places = ahead.map(|here| self.place(here)).take_while(|&place| place != Place::Outside);
        places.into_iter().any(|place| place == Place::Plural)
    }

    fn place(&self, at: usize) -> Place {
        let token = &self.reader.tokens[at];
        let possessive = token.shape == Shape::Clitic && self.reader.is(at, &["'s", "’s"]);
        if token.joined || possessive {
            return if self.is_plural(at) { Place::Plural } else { Place::Modifier };
        }
        if !matches!(token.shape, Shape::Word | Shape::Acronym) || self.ends_group(at) {
            return Place::Outside;
        }
        let (noun, modifier) = (token.classes.has(Class::Noun), token.classes.has(Class::Adjective) || token.classes.has(Class::Adverb));
        match () {
            () if self.is_plural(at) => Place::Plural,
            () if token.capital || (noun && token.classes.usual() == Some(Class::Noun)) => Place::Noun,
            () if modifier || noun => Place::Modifier,
            () if token.classes.is_unknown() => Place::Noun,
            () => Place::Outside,
        }
    }

    /// Prepositions, auxiliaries, pronouns: no noun group holds them.
    fn ends_group(&self, at: usize) -> bool {
        let acronym = self.reader.get(at).is_some_and(|token| token.shape == Shape::Acronym);
        !acronym && self.list("group-end").has_form(&self.reader.form(at).to_ascii_lowercase())
    }

    fn is_plural(&self, at: usize) -> bool {
        let token = &self.reader.tokens[at];
        let form = self.reader.form(at);
        let inflected = token.shape == Shape::Word && form.ends_with('s') && token.lemmas[1] != Word::NONE;
        (inflected && (token.classes.has(Class::Noun) || token.capital)) || self.list("plural").has_form(&form.to_ascii_lowercase())
    }

    /// "Weapons inspectors", "police officers": a plural that can only be a noun follows a plural.
    fn goes_on_after_plural(&self, at: usize) -> bool {
        let next = at + 1;
        let bare = !self.reader.form(at).ends_with('s');
        let noun = |token: &Token| !token.classes.has(Class::Verb) || (bare && token.classes.usual() == Some(Class::Noun));
        self.reader.get(next).is_some_and(|token| token.shape == Shape::Word && !token.joined && noun(token))
            && self.is_plural(next)
            && !self.ends_group(next)
    }

    /// Whether a noun in the singular can be what is counted.
    fn is_unit_alone(&self, at: usize) -> bool {
        let token = &self.reader.tokens[at];
        self.is_plural(at) || (!token.capital && matches!(token.classes.usual(), Some(Class::Noun) | None))
    }
}

/// What a token is to a noun group.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Plural,
    Noun,
    Modifier,
    Outside,
}

impl Number {
    fn plain(figure: &Figure) -> Self {
        let bound = match figure.kind {
            FigureKind::Vague => Bound::Vague,
            FigureKind::Part => Bound::About,
            _ if figure.low < figure.high => Bound::Range,
            _ => Bound::Exact,
        };
        let (tokens, start, figure_end) = (figure.tokens.clone(), figure.tokens.start, figure.tokens.end);
        let (low, high, point) = (figure.low, figure.high, figure.point);
        Self { tokens, figure: start, figure_end, low, high, point, bound, kind: NumberKind::Count, unit: None, aside: None }
    }

    fn zero(tokens: Tokens, unit: Option<usize>) -> Self {
        Self { unit, ..Self::nought(tokens, NumberKind::Count) }
    }

    /// Digits that are no quantity.
    fn label(tokens: Tokens) -> Self {
        Self::nought(tokens, NumberKind::Label)
    }

    fn nought(tokens: Tokens, kind: NumberKind) -> Self {
        let (figure, figure_end) = (tokens.start, tokens.end);
        let (low, high, point, bound) = (0.0, 0.0, 0.0, Bound::Exact);
        Self { tokens, figure, figure_end, low, high, point, bound, kind, unit: None, aside: None }
    }

    fn bind(&mut self, approximator: &Approximator) {
        // "Around two to three years" is no wider than the range that it names.
        if approximator.bound == Bound::Exact || (approximator.bound == Bound::About && self.bound == Bound::Range) {
            return;
        }
        self.bound = approximator.bound;
        self.low *= approximator.low;
        self.high = if approximator.high.is_finite() { self.high * approximator.high } else { f64::INFINITY };
        match approximator.bound {
            Bound::AtLeast if approximator.strict => self.low = self.low.next_up(),
            Bound::AtMost if approximator.strict => self.high = self.high.next_down().max(0.0),
            _ => {}
        }
    }
}

/// The unit of time that a token names, in singular or plural.
pub(super) fn time_of(token: &Token, values: &Values) -> Option<Time> {
    token.lemmas.iter().find_map(|lemma| values.time.get(lemma)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::token::tokenize;
    use crate::text::Span;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static LANGUAGE: LazyLock<Language> = LazyLock::new(|| Language::new(Lists::shipped()));

    fn numbers(text: &str) -> Vec<String> {
        let tokens = tokenize(text, Span::new(0, text.len()), &LANGUAGE.lexicon);
        let form = |at: usize| tokens[at].span.of(text);
        let show = |n: Number| {
            let all = tokens[n.tokens.start].span.cover(tokens[n.tokens.end - 1].span).of(text);
            let round = |v: f64| if v.abs() < 1e15 { (v * 10.0).round() / 10.0 } else { v };
            let unit = n.unit.map_or("-", form);
            match n.kind {
                NumberKind::Label => format!("{all}: label"),
                kind => format!("{all}: {}..{} {kind:?} {unit}", round(n.low), round(n.high)),
            }
        };
        find(text, &tokens, &LANGUAGE).into_iter().map(show).collect()
    }

    fn check(cases: &[(&str, &[&str])]) {
        for (text, expected) in cases {
            assert_eq!(numbers(text), *expected, "{text}");
        }
    }

    #[test]
    fn finds_counts_and_what_they_count() {
        check(&[
            ("It met eight drone attacks this spring.", &["eight: 8..8 Count attacks"]),
            ("There were 17 rocket attacks.", &["17: 17..17 Count attacks"]),
            ("The 2,500 or so American troops believed to be there left.", &["2,500 or so: 2000..3000 Count troops"]),
            ("Three of the men fled.", &["Three: 3..3 Count men"]),
            ("They sent 100,000 US soldiers home.", &["100,000: 100000..100000 Count soldiers"]),
            ("Dozens of rocket attacks hit bases.", &["Dozens: 24..99 Count attacks"]),
            ("A 17-rocket barrage fell.", &["17: 17..17 Count rocket"]),
            ("One soldier died.", &["One: 1..1 Count soldier"]),
            ("Some 12 weapons inspectors came.", &["Some 12: 9.6..14.4 Count inspectors"]),
            ("It left 12 dead and 30 wounded.", &["12: 12..12 Count dead", "30: 30..30 Count wounded"]),
            ("Half a million people marched.", &["Half a million: 500000..500000 Count people"]),
            ("around 50 rocket and drone attacks this year", &["around 50: 40..60 Count attacks"]),
            ("Three captured Syrian jets flew.", &["Three: 3..3 Count jets"]),
            ("a hole 12m wide", &["12m: 12..12 Count -"]),
            ("14 police officers came", &["14: 14..14 Count officers"]),
            ("None of the 28 bodies", &["None: 0..0 Count bodies", "28: 28..28 Count bodies"]),
            ("one soldier and two children", &["one: 1..1 Count soldier", "two: 2..2 Count children"]),
            ("two “enemy drones”", &["two: 2..2 Count drones"]),
            ("two more attacks", &["two: 2..2 Count attacks"]),
            ("the two most powerful parties", &["two: 2..2 Count parties"]),
            ("Five heavily armed men fled.", &["Five: 5..5 Count men"]),
        ]);
    }

    #[test]
    fn bounds_a_figure_by_the_words_around_it() {
        check(&[
            ("at least 12 shells", &["at least 12: 12..inf Count shells"]),
            ("no fewer than 12 shells", &["no fewer than 12: 12..inf Count shells"]),
            ("more than 75 shells", &["more than 75: 75..inf Count shells"]),
            ("boys younger than 12", &["younger than 12: 0..12 Age -"]),
            ("the top four of the league", &["four: 4..4 Count -"]),
            ("They play Rainbow Six often.", &[]),
            ("The rebels handed over 52 prisoners.", &["52: 52..52 Count prisoners"]),
            ("It has taken over 3 mills.", &["3: 3..3 Count mills"]),
            ("Gunmen took over 300 villages.", &["300: 300..300 Count villages"]),
            ("Gunmen took over 300 hostages.", &["over 300: 300..inf Count hostages"]),
            ("The thieves took over GBP 5m.", &["over GBP 5m: 5000000..inf Money GBP"]),
            ("The flood has taken over 90 lives.", &["over 90: 90..inf Count lives"]),
            ("It took over 50 hours.", &["over 50 hours: 2.1..inf Duration hours"]),
            ("They freed over 52 prisoners.", &["over 52: 52..inf Count prisoners"]),
            ("up to 50 shells", &["up to 50: 0..50 Count shells"]),
            ("nearly 50 shells", &["nearly 50: 40..50 Count shells"]),
            ("around 50 shells", &["around 50: 40..60 Count shells"]),
            ("an estimated 50 shells", &["an estimated 50: 40..60 Count shells"]),
            ("50 shells or more", &["50: 50..inf Count shells"]),
            ("50 or fewer shells", &["50 or fewer: 0..50 Count shells"]),
            ("50-plus shells", &["50-plus: 50..inf Count shells"]),
            ("between 5 and 7 shells", &["between 5 and 7: 5..7 Count shells"]),
            ("5 to 7 shells", &["5 to 7: 5..7 Count shells"]),
            ("5-7 shells", &["5-7: 5..7 Count shells"]),
            ("5 to 7 million shells", &["5 to 7 million: 5000000..7000000 Count shells"]),
            ("two or three shells", &["two or three: 2..3 Count shells"]),
            ("between a hundred and two hundred shells", &["between a hundred and two hundred: 100..200 Count shells"]),
            ("a handful of shells", &["a handful: 3..9 Count shells"]),
            ("several hundred shells", &["several hundred: 300..1299 Count shells"]),
            ("tens of thousands of shells", &["tens of thousands: 20000..99999 Count shells"]),
        ]);
    }

    #[test]
    fn shuts_out_the_figure_itself_when_more_or_fewer_are_meant() {
        let bounds = |text: &str| {
            let tokens = tokenize(text, Span::new(0, text.len()), &LANGUAGE.lexicon);
            let number = find(text, &tokens, &LANGUAGE).remove(0);
            (number.low, number.high)
        };
        assert!(bounds("more than 75 shells").0 > 75.0);
        assert!(bounds("fewer than 75 shells").1 < 75.0);
        assert_eq!(bounds("at least 75 shells").0, 75.0);
    }

    #[test]
    fn tells_a_difference_and_what_was_before_from_a_total() {
        let asides = |text: &str| {
            let tokens = tokenize(text, Span::new(0, text.len()), &LANGUAGE.lexicon);
            let form = |at: usize| tokens[at].span.of(text);
            let words = |number: Number| number.aside.map_or(String::new(), |[a, b]| format!("{} {}", form(a), form(b)));
            find(text, &tokens, &LANGUAGE).into_iter().map(words).collect::<Vec<_>>()
        };
        for (text, expected) in [
            ("Costs rose by £20m.", &["rose by"][..]),
            ("Costs rose by more than £20m.", &["rose by"]),
            ("The bill has gone up by £20m to £72m.", &["up by", ""]),
            ("The cost has risen from £48m to £72m.", &["from from", ""]),
            ("The cost is £72m, up from £48m.", &["", "up from"]),
            ("It was cut from 40 jobs to 12 jobs.", &["from from", ""]),
            ("It was sold by 20 shops.", &[""]),
            ("It took £5m from 20 shops.", &["", ""]),
        ] {
            assert_eq!(asides(text), expected, "{text}");
        }
    }

    #[test]
    fn finds_none_as_nought() {
        check(&[
            ("There were no rocket attacks.", &["no: 0..0 Count attacks"]),
            ("None of the soldiers fell.", &["None: 0..0 Count soldiers"]),
            ("Nobody was hurt.", &["Nobody: 0..0 Count -"]),
            ("Not a single shot was fired.", &["Not a single: 0..0 Count shot"]),
            ("It is no longer there, no doubt, and no one else's fault.", &["no one: 0..0 Count -"]),
            ("No, he said.", &[]),
            ("zero shells", &["zero: 0..0 Count shells"]),
        ]);
    }

    #[test]
    fn finds_money_and_percent() {
        check(&[
            ("It cost $2.5 million.", &["$2.5 million: 2500000..2500000 Money $"]),
            ("It cost at least €3bn.", &["at least €3bn: 3000000000..inf Money €"]),
            ("It cost 5 million dollars.", &["5 million dollars: 5000000..5000000 Money dollars"]),
            ("It cost £72 m.", &["£72 m: 72000000..72000000 Money £"]),
            ("It cost £72mn.", &["£72mn: 72000000..72000000 Money £"]),
            ("It cost 72mn pounds.", &["72mn pounds: 72000000..72000000 Money pounds"]),
            ("It cost 72 m pounds.", &["72 m pounds: 72000000..72000000 Money pounds"]),
            ("It cost $1.2 bn.", &["$1.2 bn: 1200000000..1200000000 Money $"]),
            ("It cost EUR 5 m.", &["EUR 5 m: 5000000..5000000 Money EUR"]),
            ("It cost GBP 72m.", &["GBP 72m: 72000000..72000000 Money GBP"]),
            ("It is 72 m wide.", &["72: 72..72 Count m"]),
            ("It cost between $5 and $7.", &["between $5 and $7: 5..7 Money $"]),
            ("About 50% of the troops left.", &["About 50%: 40..60 Percent troops"]),
            ("It rose by 5 percentage points.", &["5 percentage points: 5..5 Percent -"]),
            ("It rose 50 per cent.", &["50 per cent: 50..50 Percent -"]),
            ("Half of the men left.", &["Half: 45..55 Percent men"]),
        ]);
    }

    #[test]
    fn finds_durations_in_days_and_ages() {
        check(&[
            ("a day or so", &["a day or so: 0.8..1.2 Duration day"]),
            ("for 18 months", &["18 months: 532.9..562.9 Duration months"]),
            ("two years", &["two years: 548.5..912.5 Duration years"]),
            ("a little over a year", &["a little over a year: 365.2..456.6 Duration year"]),
            ("nearly 20 years", &["nearly 20 years: 5843.9..7304.9 Duration years"]),
            ("an eight-year occupation", &["eight-year: 2739.9..3103.9 Duration year"]),
            ("for a decade", &["a decade: 2922.4..4382.4 Duration decade"]),
            ("a year and a half of war", &["a year and a half: 456.9..638.9 Duration year"]),
            ("for a year and a half", &["a year and a half: 456.9..638.9 Duration year"]),
            ("two years and three months", &["two years and three months: 806.8..836.8 Duration years"]),
            ("48 hours", &["48 hours: 2..2 Duration hours"]),
            ("aged 34", &["34: 34..34 Age -"]),
            ("It was around two to three years old.", &["around two to three: 2..3 Age -"]),
            ("It took about 20 to 30 days.", &["about 20 to 30 days: 20..30 Duration days"]),
            ("It took some 30 days.", &["some 30 days: 24..36 Duration days"]),
            ("an 82 year-old man", &["82: 82..82 Age -"]),
            ("a 34-year-old man", &["34: 34..34 Age -"]),
            ("Smith, 34, left", &["34: 34..34 Age -"]),
            ("a night raid", &[]),
            ("12 night raids", &["12: 12..12 Count raids"]),
        ]);
    }

    #[test]
    fn ignores_labels() {
        check(&[
            ("Flight 370 left at 9:30 p.m. on 26 July 2021.", &["370: label", "9:30: label", "26: label", "2021: label"]),
            ("Resolution 2231 and the iPhone 6", &["2231: label", "6: label"]),
            ("An F-16 won 3-1.", &["16: label", "3-1: label"]),
            ("On 12/03/2020 at 5 p.m.", &["12: label", "03: label", "2020: label", "5: label"]),
            ("Call 555-0199.", &["555-0199: label"]),
            ("It sank shortly after eight.", &["eight: label"]),
            ("It sank just before 8 on Monday.", &["8: label"]),
            ("It sank at about nine in the evening.", &["nine: label"]),
            ("It sank at nine o'clock.", &["nine: label"]),
            ("It sank shortly after eight men left.", &["eight: 8..8 Count men"]),
            ("It sank shortly after eight were seen.", &["eight: 8..8 Count -"]),
            ("It killed eight in the evening.", &["eight: 8..8 Count -"]),
            ("The toll stood at eight.", &["eight: 8..8 Count -"]),
            ("see a.example/x?id=512 at 8 a.m today", &["512: label", "8: label"]),
            ("1. They left.", &["1: label"]),
            ("Article 5 of 1949", &["5: label", "1949: label"]),
            ("In Basra 12 people died.", &["12: 12..12 Count people"]),
            ("The one who left was no more one of us one day.", &[]),
            ("the 17th parade", &["17th: 17..17 Ordinal parade"]),
        ]);
    }

    proptest! {
        #[test]
        fn never_leaves_its_tokens(words in proptest::collection::vec("(at|least|12|2,500|\\$|%|or|so|more|a|an|half|million|dozen|of|years|year|old|and|between|to|-|no|one|few|couple|third|first|attacks|men|drone|[^ ]{0,4})", 0..20)) {
            let text = words.join(" ").replace(" - ", "-");
            let tokens = tokenize(&text, Span::new(0, text.len()), &LANGUAGE.lexicon);
            let mut at = 0;
            for number in find(&text, &tokens, &LANGUAGE) {
                prop_assert!(number.tokens.start >= at && number.tokens.end <= tokens.len() && number.tokens.contains(&number.figure));
                prop_assert!(number.low <= number.high && number.low >= 0.0 && number.point.is_finite());
                prop_assert!(number.unit.is_none_or(|unit| unit < tokens.len()));
                at = number.tokens.end;
            }
        }
    }
}
