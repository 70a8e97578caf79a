//! A text made ready to be held against another: its content words with weight, polarity and everything they can stand for.

use super::words::{Relation, Role, Words};
use crate::language::date::Moment;
use crate::language::lexicon::{Class, Word};
use crate::language::number::{Bound, Number, NumberKind};
use crate::language::scope::ScopeKind;
use crate::language::token::{Shape, Token};
use crate::language::{Language, Sentence};
use crate::text::Span;

/// No more content words of one side than this are looked at: what comes later in a giant sentence is left out.
const MOST_CONTENT: usize = 96;

/// A headline has no more tokens than this.
const LONGEST_HEADLINE: usize = 32;

/// One sentence, or the few sentences of a short text, ready for comparing.
#[derive(Debug, Clone, Default)]
pub(super) struct Side {
    /// Its bytes in the text.
    pub(super) span: Span,
    /// Its content words, in order.
    pub(super) content: Vec<Content>,
    /// What its words can be: sorted by word.
    pub(super) lemmas: Vec<(Word, u16)>,
    /// What its words can stand for, or are opposed to: sorted by word.
    pub(super) reach: Vec<(Word, u16, Relation)>,
    /// What its words are kinds of: sorted by word.
    pub(super) broader: Vec<(Word, u16)>,
    /// Its quantities.
    pub(super) figures: Vec<Figure>,
    /// Its dates.
    pub(super) times: Vec<Time>,
    /// The negations in it.
    pub(super) negations: Vec<Negation>,
    /// Words that say that something is false.
    pub(super) refuting: usize,
    /// Words by which somebody says that something is false.
    pub(super) denying: usize,
    /// Words by which somebody gives something up.
    pub(super) withdrawing: usize,
    /// Words of hearsay and doubt.
    pub(super) doubting: usize,
    /// Words of confirmation.
    pub(super) confirming: usize,
    /// Words that restrict.
    pub(super) restricting: usize,
    /// Negation cues: `not`, `no`, `never`.
    pub(super) negating: usize,
    /// Whether it asks.
    pub(super) asks: bool,
    /// Whether it begins with `No,`.
    pub(super) begins_no: bool,
    /// Whether nearly all of its words have capitals, as in a headline.
    pub(super) headline: bool,
    /// Whether no name says what its first sentence is about: it goes on about something.
    pub(super) unnamed: bool,
    /// The sum of the weights of its content words.
    pub(super) weight: f64,
    /// How many tokens it has.
    pub(super) length: usize,
    /// A hash of all its words, function words too.
    pub(super) signature: u64,
}

/// A word that carries meaning.
#[derive(Debug, Clone, Copy)]
pub(super) struct Content {
    /// Its place among the tokens of its side.
    pub(super) at: u32,
    /// Its bytes.
    pub(super) span: Span,
    /// Its form.
    pub(super) word: Word,
    /// How much it tells: rare words more than common ones.
    pub(super) weight: f64,
    /// Whether it is said not to be so: an odd number of negations and denials cover it.
    pub(super) negated: bool,
    /// Whether it is a name.
    pub(super) name: bool,
    /// What it usually is.
    pub(super) class: Option<Class>,
    /// Which clause of its side it stands in.
    pub(super) clause: u16,
    /// The function word before it, over articles and names: `in`, `by`.
    pub(super) before: Word,
    /// Which of the side's figures it is.
    pub(super) figure: Option<u16>,
    /// Whether it is part of a date.
    pub(super) dated: bool,
    /// The country that it is an adjective of; 0 for none.
    pub(super) nation: u16,
    /// Whether it is a name that stands before the first verb of its sentence: what the sentence is about.
    pub(super) subject: bool,
    /// Whether it is what something is said to be: the last noun of `is a former Danish sailor`.
    pub(super) complement: bool,
}

/// A quantity and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figure {
    /// Its tokens' bytes.
    pub(super) span: Span,
    /// Its place among the tokens.
    pub(super) at: u32,
    /// The least and the most that it allows.
    pub(super) low: f64,
    /// See `low`.
    pub(super) high: f64,
    /// The figure itself.
    pub(super) point: f64,
    /// How it is bounded.
    pub(super) bound: Bound,
    /// What kind it is.
    pub(super) kind: NumberKind,
    /// Which content word it counts.
    pub(super) unit: Option<u16>,
    /// The currency or other sign that stands for a unit.
    pub(super) sign: Word,
    /// Whether it is said not to be so.
    pub(super) negated: bool,
}

/// A date and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Time {
    /// Its bytes.
    pub(super) span: Span,
    /// Its place among the tokens.
    pub(super) at: u32,
    /// Whether it says as of when something was so: `as of March 2019`.
    pub(super) as_of: bool,
    /// What it says.
    pub(super) moment: Moment,
}

/// A negation or denial and what it covers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Negation {
    /// Its cue's bytes.
    pub(super) cue: Span,
    /// The content words it covers: from here …
    pub(super) from: u16,
    /// … to before here.
    pub(super) to: u16,
    /// Whether it is a denial: somebody says that it is false.
    pub(super) denies: bool,
    /// Whether the cue is `not`, `no` or `never`, and no longer word.
    pub(super) plain: bool,
    /// Whether the cue is the determiner `no`, or `nobody`, `none`.
    pub(super) none: bool,
}

impl Side {
    /// Makes one side of the sentences of one text.
    pub(super) fn new(text: &str, sentences: &[Sentence], language: &Language) -> Self {
        let words = Words::shipped();
        let mut side = Self { span: span_of(sentences), ..Self::default() };
        for sentence in sentences {
            Builder { text, sentence, language, words, side: &mut side }.add();
        }
        // A headline has capitals throughout, or is short, names something, ends without a stop and begins without an article.
        let stopped = sentences.last().and_then(|s| s.tokens.last()).is_some_and(|t| t.is_mark() && ".!?\"”".contains(t.span.of(text)));
        let article = sentences.first().and_then(|s| s.tokens.first()).is_some_and(|t| language.lists.get("determiner").has(t));
        let short = side.length <= LONGEST_HEADLINE && !article;
        side.headline |= !stopped && short && side.content.iter().any(|c| c.name);
        side.finish(words);
        side
    }

    fn finish(&mut self, words: &Words) {
        self.weight = self.content.iter().map(|c| c.weight).sum();
        for &(word, at) in &self.lemmas {
            self.reach.push((word, at, Relation::Same));
            self.reach.extend(words.related(word).iter().map(|&(other, relation)| (other, at, relation)));
            self.broader.extend(words.broader(word).iter().map(|&other| (other, at)));
        }
        self.lemmas.sort_unstable();
        self.reach.sort_unstable();
        self.broader.sort_unstable();
    }

    /// Whether nothing in it can be compared.
    pub(super) fn is_empty(&self) -> bool {
        self.content.is_empty()
    }
}

fn span_of(sentences: &[Sentence]) -> Span {
    sentences.iter().map(|s| s.span).reduce(Span::cover).unwrap_or_default()
}

struct Builder<'a> {
    text: &'a str,
    sentence: &'a Sentence,
    language: &'a Language,
    words: &'a Words,
    side: &'a mut Side,
}

/// What covers a token.
#[derive(Default, Clone, Copy)]
struct Cover {
    negations: u8,
    cue: bool,
}

impl Builder<'_> {
    fn add(&mut self) {
        let base = self.side.length as u32;
        let first = self.side.content.len();
        let covers = self.covers();
        let mut roles: Vec<Role> = self.sentence.tokens.iter().map(|t| self.words.role(t)).collect();
        let titled = is_headline(&self.sentence.tokens, &roles);
        names_have_no_role(&mut roles, &self.sentence.tokens, titled);
        self.side.headline |= titled;
        self.content(base, &covers, &roles, titled);
        if first == 0 {
            self.side.unnamed = !self.side.content.iter().any(|c| c.subject);
        }
        let place = |side: &Side, token: usize| side.content.partition_point(|c| (c.at as usize) < base as usize + token) as u16;
        self.negations(base, place);
        self.figures(base, first);
        self.times(base, first);
        self.count(&roles, &covers);
        self.side.length += self.sentence.tokens.len();
        for token in self.sentence.tokens.iter().filter(|t| !t.is_mark()) {
            self.side.signature = self.side.signature.rotate_left(5) ^ token.word().number();
        }
    }

    fn covers(&self) -> Vec<Cover> {
        let mut covers = vec![Cover::default(); self.sentence.tokens.len()];
        for scope in &self.sentence.scopes {
            let negates = matches!(scope.kind, ScopeKind::Negation | ScopeKind::Denial);
            for cover in &mut covers[scope.over.clone()] {
                cover.negations += u8::from(negates && cover.negations < 200);
            }
            for cover in &mut covers[scope.cue.clone()] {
                cover.cue |= negates;
            }
        }
        covers
    }

    fn content(&mut self, base: u32, covers: &[Cover], roles: &[Role], titled: bool) {
        let mut clause = self.side.content.last().map_or(0, |c| c.clause + 1);
        let tokens = &self.sentence.tokens;
        let verb = self.first_verb();
        let complement = self.complement(verb);
        for (at, token) in tokens.iter().enumerate() {
            clause += u16::from(self.opens_clause(at));
            let skipped = roles[at].function || covers[at].cue || matches!(token.shape, Shape::Mark | Shape::Clitic);
            if skipped && !self.is_figure_start(at) || self.side.content.len() >= MOST_CONTENT {
                continue;
            }
            let place = self.side.content.len() as u16;
            let name = is_name(token, at, titled);
            self.side.content.push(Content {
                at: base + at as u32,
                span: token.span,
                word: token.word(),
                weight: self.weight(token, name),
                negated: covers[at].negations % 2 == 1,
                name,
                class: token.classes.usual(),
                clause,
                before: self.function_before(at, roles),
                figure: None,
                dated: false,
                nation: self.words.nation(token),
                subject: name && at < verb,
                complement: complement == Some(at),
            });
            self.lemmas(token, place);
        }
    }

    fn lemmas(&mut self, token: &Token, place: u16) {
        let lemmas = token.lemmas.iter().filter(|&&w| w != Word::NONE);
        self.side.lemmas.extend(lemmas.map(|&word| (word, place)));
    }

    /// The first verb of the sentence; its end where there is none.
    fn first_verb(&self) -> usize {
        let lists = &self.language.lists;
        let is_verb =
            |t: &Token| lists.get("auxiliary").has(t) || lists.get("modal").has(t) || !t.capital && t.classes.usual() == Some(Class::Verb);
        self.sentence.tokens.iter().position(is_verb).unwrap_or(self.sentence.tokens.len())
    }

    /// The last noun of what follows a form of `be` and an article.
    fn complement(&self, verb: usize) -> Option<usize> {
        let tokens = &self.sentence.tokens;
        let lists = &self.language.lists;
        if !tokens.get(verb).is_some_and(|t| lists.get("be").has(t)) {
            return None;
        }
        let from = verb + 1 + tokens[verb + 1..].iter().take(2).position(|t| lists.get("determiner").has(t))?;
        let ends = |t: &Token| {
            t.is_mark()
                || t.shape == Shape::Clitic
                || lists.get("preposition").has(t)
                || lists.get("relative").has(t)
                || lists.get("coordinator").has(t)
        };
        let len = tokens[from + 1..].iter().take_while(|t| !ends(t)).count();
        tokens[from + 1..from + 1 + len].iter().rposition(|t| t.classes.has(Class::Noun) || t.classes.is_unknown()).map(|at| from + 1 + at)
    }

    fn is_figure_start(&self, at: usize) -> bool {
        self.sentence.numbers.iter().any(|n| n.figure == at && n.kind != NumberKind::Label)
    }

    /// Clauses end at strong marks, before `but` and its like, and where a comma and a linking word stand together.
    fn opens_clause(&self, at: usize) -> bool {
        let token = &self.sentence.tokens[at];
        let lists = &self.language.lists;
        if token.is_mark() {
            return matches!(token.span.of(self.text), "." | "!" | "?" | ";" | ":" | "—" | "–" | "-");
        }
        let contrast = ["but", "while", "whereas", "although", "though", "however"].iter().any(|w| token.word() == Word::of(w));
        let after_comma = at > 0 && self.sentence.tokens[at - 1].span.of(self.text) == ",";
        contrast || after_comma && (lists.get("coordinator").has(token) || lists.get("relative").has(token))
    }

    /// Rare words tell more: from 1 for the commonest to 9 for words that the dictionary does not know.
    fn weight(&self, token: &Token, name: bool) -> f64 {
        if token.shape == Shape::Number {
            return 3.0;
        }
        let lexicon = &self.language.lexicon;
        let bits = token.lemmas.iter().map(|&lemma| lexicon.classes(lemma)).flat_map(|classes| {
            [Class::Noun, Class::Verb, Class::Adjective, Class::Adverb].into_iter().filter_map(move |class| classes.bits(class))
        });
        match bits.max() {
            _ if name => 8.0,
            None => 9.0,
            Some(bits) => (9.0 - 0.75 * f64::from(bits)).max(1.0),
        }
    }

    fn function_before(&self, at: usize, roles: &[Role]) -> Word {
        let skipped = ["a", "an", "the", "his", "her", "its", "their"];
        let tokens = &self.sentence.tokens;
        let is_name = |i: usize| i > 0 && tokens[i].capital && !roles[i].function;
        let is_article = |i: usize| skipped.iter().any(|w| tokens[i].word() == Word::of(w));
        let before = (0..at).rev().find(|&i| !is_name(i) && !is_article(i));
        before.map_or(Word::NONE, |i| tokens[i].word())
    }

    fn negations(&mut self, base: u32, place: impl Fn(&Side, usize) -> u16) {
        let _ = base;
        for scope in &self.sentence.scopes {
            if !matches!(scope.kind, ScopeKind::Negation | ScopeKind::Denial) {
                continue;
            }
            let (from, to) = (place(self.side, scope.over.start), place(self.side, scope.over.end));
            let cue = &self.sentence.tokens[scope.cue.start];
            let lists = &self.language.lists;
            self.side.negations.push(Negation {
                cue: self.sentence.span_of(&scope.cue),
                from,
                to,
                denies: scope.kind == ScopeKind::Denial,
                plain: scope.cue.len() == 1 && lists.get("negation").has(cue),
                none: lists.get("negation-object").has(cue),
            });
        }
    }

    fn figures(&mut self, base: u32, first: usize) {
        for number in &self.sentence.numbers {
            if matches!(number.kind, NumberKind::Label | NumberKind::Ordinal) {
                continue;
            }
            let at = base + number.figure as u32;
            let unit = number.unit.and_then(|unit| self.content_at(base + unit as u32, first));
            let index = self.side.figures.len() as u16;
            let own = self.content_at(at, first);
            let negated = own.is_some_and(|c| self.side.content[c as usize].negated);
            if let Some(own) = own {
                self.side.content[own as usize].figure = Some(index);
            }
            self.side.figures.push(self.figure(number, at, unit, negated));
        }
    }

    fn figure(&self, number: &Number, at: u32, unit: Option<u16>, negated: bool) -> Figure {
        let sign = number.tokens.clone().map(|t| &self.sentence.tokens[t]).find(|t| t.is_mark() && "$€£¥%".contains(t.span.of(self.text)));
        Figure {
            span: self.sentence.span_of(&number.tokens),
            at,
            low: number.low,
            high: number.high,
            point: number.point,
            bound: number.bound,
            kind: number.kind,
            unit,
            sign: sign.map_or(Word::NONE, Token::word),
            negated,
        }
    }

    fn times(&mut self, base: u32, first: usize) {
        for moment in &self.sentence.moments {
            for token in moment.tokens.clone() {
                if let Some(content) = self.content_at(base + token as u32, first) {
                    self.side.content[content as usize].dated = true;
                }
            }
            self.side.times.push(Time {
                span: self.sentence.span_of(&moment.tokens),
                at: base + moment.tokens.start as u32,
                as_of: self.is_as_of(moment.tokens.start),
                moment: moment.clone(),
            });
        }
    }

    /// Whether `as of` stands before a token.
    fn is_as_of(&self, at: usize) -> bool {
        let before = |back: usize, word: &str| at.checked_sub(back).is_some_and(|i| self.sentence.tokens[i].word() == Word::of(word));
        before(1, "of") && before(2, "as")
    }

    /// The content word at a token of the side.
    fn content_at(&self, at: u32, first: usize) -> Option<u16> {
        let content = &self.side.content[first..];
        content.binary_search_by_key(&at, |c| c.at).ok().map(|i| (first + i) as u16)
    }

    fn count(&mut self, roles: &[Role], covers: &[Cover]) {
        let side = &mut *self.side;
        side.refuting += roles.iter().filter(|r| r.refutes).count();
        side.denying += roles.iter().filter(|r| r.denies).count();
        side.withdrawing += roles.iter().filter(|r| r.withdraws).count();
        side.doubting += roles.iter().filter(|r| r.doubts).count();
        side.confirming += roles.iter().filter(|r| r.confirms).count();
        side.restricting += roles.iter().filter(|r| r.restricts).count();
        side.negating += usize::from(covers.iter().any(|c| c.cue));
        side.asks |= self.sentence.tokens.iter().any(|t| t.span.of(self.text) == "?");
        let no = self.sentence.tokens.first().is_some_and(|t| t.word() == Word::of("no"));
        side.begins_no |= no && self.sentence.tokens.get(1).is_some_and(Token::is_mark);
    }
}

/// In a name a word does nothing: the film `The Hoax`.
fn names_have_no_role(roles: &mut [Role], tokens: &[Token], titled: bool) {
    for (at, (role, token)) in roles.iter_mut().zip(tokens).enumerate() {
        if at > 0 && token.capital && token.shape == Shape::Word && !titled {
            *role = Role { function: role.function, ..Role::default() };
        }
    }
}

/// Whether nearly every longer word has a capital, so that capitals tell no names.
fn is_headline(tokens: &[Token], roles: &[Role]) -> bool {
    let long = tokens.iter().zip(roles).skip(1).filter(|(t, r)| matches!(t.shape, Shape::Word | Shape::Acronym) && !r.function);
    let (capital, all) = long.fold((0, 0), |(capital, all), (t, _)| (capital + usize::from(t.capital), all + 1));
    all >= 3 && capital * 5 >= all * 4
}

/// A capital inside a sentence tells a name; in a headline, only a word that no dictionary has.
fn is_name(token: &Token, at: usize, titled: bool) -> bool {
    token.capital && ((at > 0 && !titled) || token.shape == Shape::Acronym || token.classes.is_unknown())
}
