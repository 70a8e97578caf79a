//! What each token is in its sentence: the dictionary's classes, settled by the words around it.
//!
//! Not a tagger: every word has what its neighbours leave of its classes, else its most frequent one. Clauses are
//! found on the same walk: where one ends is what negation, hedging and saying need to know.

use super::Language;
use super::lexicon::{Class, Word};
use super::lists::List;
use super::token::{Shape, Token};

/// What a token is in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Determiner,
    Possessive,
    Pronoun,
    /// `who`, `which`, and `that` where it opens a clause.
    Relative,
    Preposition,
    Subordinator,
    Coordinator,
    To,
    Modal,
    Auxiliary,
    Negator,
    /// A base form or a present tense.
    Verb,
    /// A past tense or past participle.
    Past,
    Gerund,
    Noun,
    Name,
    Adjective,
    Adverb,
    Number,
    /// The possessive `'s`.
    Genitive,
    Open,
    Close,
    Comma,
    /// `.`, `?`, `!`.
    Stop,
    /// `;`, `:`, a dash, a bracket.
    Break,
    Other,
}

use Part::*;

impl Part {
    /// Whether it can be the last word of a noun phrase.
    pub(super) fn is_nominal(self) -> bool {
        matches!(self, Noun | Name)
    }

    /// Whether it is a verb of any form, auxiliaries included.
    pub(super) fn is_verb(self) -> bool {
        matches!(self, Verb | Past | Gerund | Modal | Auxiliary)
    }

    /// Whether it can be the verb of a main clause.
    pub(super) fn is_finite(self) -> bool {
        matches!(self, Verb | Past | Modal | Auxiliary)
    }

    /// Whether a noun phrase can begin with it.
    pub(super) fn begins_phrase(self) -> bool {
        matches!(self, Determiner | Possessive | Pronoun | Adjective | Number | Noun | Name)
    }

    fn is_quote(self) -> bool {
        matches!(self, Open | Close)
    }
}

/// No clause is longer, in tokens: what keeps reading linear in a text without marks.
pub(super) const LONGEST_CLAUSE: usize = 120;

/// A sentence with the part of every token.
pub(super) struct Reading<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) parts: Vec<Part>,
    language: &'a Language,
}

/// Whether the list holds this very form, whatever its lemmas.
pub(super) fn exact(list: &List, token: &Token) -> bool {
    let mut bare = *token;
    bare.lemmas = [token.word(), Word::NONE, Word::NONE, Word::NONE];
    list.has(&bare)
}

impl<'a> Reading<'a> {
    /// Settles the parts of a sentence.
    pub(super) fn new(text: &'a str, tokens: &'a [Token], language: &'a Language) -> Self {
        let mut reading = Self { text, tokens, parts: Vec::with_capacity(tokens.len()), language };
        let names_tell = !is_title_case(tokens);
        let fixed: Vec<Option<Part>> = reading.fixed(names_tell);
        for at in 0..tokens.len() {
            let part = fixed[at].unwrap_or_else(|| reading.open(at, &fixed));
            reading.parts.push(part);
        }
        reading.settle_that();
        reading.settle_modals();
        reading
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn part(&self, at: usize) -> Part {
        self.parts.get(at).copied().unwrap_or(Other)
    }

    pub(super) fn list(&self, name: &str) -> &'a List {
        self.language.lists.get(name)
    }

    /// Whether the token at `at` is on the list, in any inflection.
    pub(super) fn has(&self, name: &str, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| self.list(name).has(t))
    }

    /// Whether a token stands between two others without a space: the full stop of `millnews.com`.
    pub(super) fn touches_both(&self, at: usize) -> bool {
        let spans = |at: usize| self.tokens.get(at).map(|token| token.span);
        let (before, here, next) = (at.checked_sub(1).and_then(spans), spans(at), spans(at + 1));
        matches!((before, here, next), (Some(a), Some(b), Some(c)) if a.end == b.start && b.end == c.start)
    }

    /// Whether a full stop ends nothing: behind a title (`Sen. Marco Ruel`), or inside a domain.
    pub(super) fn is_inner_stop(&self, at: usize) -> bool {
        self.part(at) == Stop && (at > 0 && self.has("abbreviation-title", at - 1) || self.touches_both(at))
    }

    /// Whether the token has this very form.
    pub(super) fn form(&self, at: usize, form: &str) -> bool {
        self.tokens.get(at).is_some_and(|t| t.word() == Word::of(form))
    }

    /// Parts that need no neighbours: marks, function words, names.
    fn fixed(&self, names_tell: bool) -> Vec<Option<Part>> {
        let kinds: [(&List, Part); 11] = [
            (self.list("determiner"), Determiner),
            (self.list("possessive"), Possessive),
            (self.list("pronoun"), Pronoun),
            (self.list("relative"), Relative),
            (self.list("preposition"), Preposition),
            (self.list("subordinator"), Subordinator),
            (self.list("coordinator"), Coordinator),
            (self.list("modal"), Modal),
            (self.list("auxiliary"), Auxiliary),
            (self.list("negator"), Negator),
            (self.list("function-adverb"), Adverb),
        ];
        (0..self.len())
            .map(|at| {
                let token = &self.tokens[at];
                let inner_capital = token.capital && names_tell && !self.begins(at);
                match token.shape {
                    Shape::Mark => Some(self.mark(at)),
                    Shape::Number => Some(Number),
                    Shape::Clitic => Some(self.clitic(at)),
                    Shape::Acronym if names_tell => Some(if token.span.len() == 1 { Pronoun } else { Name }),
                    _ if self.form(at, "to") && at > 0 && self.form(at - 1, "according") => Some(Preposition),
                    _ if self.form(at, "to") => Some(To),
                    _ if inner_capital => Some(Name),
                    _ => kinds.iter().find(|(list, _)| exact(list, token)).map(|&(_, part)| part),
                }
            })
            .collect()
    }

    /// Whether a capital says nothing here: at the start of the sentence or of a quotation.
    pub(super) fn begins(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|i| &self.tokens[i]);
        before.is_none_or(|t| t.is_mark() && !matches!(self.text.as_bytes()[t.span.start as usize], b',' | b'$' | b'(' | b'&'))
    }

    fn mark(&self, at: usize) -> Part {
        let token = &self.tokens[at];
        match token.span.of(self.text) {
            "," => Comma,
            "." | "?" | "!" | "…" => Stop,
            ";" | ":" | "—" | "–" | "-" | "•" | "|" => Break,
            "“" | "„" | "«" => Open,
            "”" | "»" => Close,
            "\"" if token.quoted && !at.checked_sub(1).is_some_and(|i| self.tokens[i].quoted) => Open,
            "\"" => Close,
            "‘" => Open,
            "'" if self.leans_right(at) => Open,
            "’" | "'" => Close,
            _ => Other,
        }
    }

    /// A straight single mark that stands before its word and apart from the one before.
    fn leans_right(&self, at: usize) -> bool {
        let mark = self.tokens[at].span;
        let apart = at == 0 || self.tokens[at - 1].span.end < mark.start;
        apart && self.tokens.get(at + 1).is_some_and(|next| next.span.start == mark.end)
    }

    /// `'s` after a pronoun is a verb, after a noun a possessive.
    fn clitic(&self, at: usize) -> Part {
        let verb_before = ["it", "he", "she", "that", "there", "what", "who", "here", "let"];
        if self.form(at, "n't") {
            Negator
        } else if self.form(at, "'s") {
            let after_pronoun = at > 0 && verb_before.iter().any(|w| self.form(at - 1, w));
            if after_pronoun { Auxiliary } else { Genitive }
        } else if self.form(at, "'ll") || self.form(at, "'d") {
            Modal
        } else {
            Auxiliary
        }
    }

    /// The last part before the one being settled that is not a quotation mark.
    fn before(&self) -> Option<Part> {
        self.parts.iter().rev().copied().find(|p| !p.is_quote())
    }

    /// The last part that is neither an adverb, a negation nor a quotation mark.
    fn verb_before(&self) -> Option<Part> {
        self.parts.iter().rev().copied().find(|p| !p.is_quote() && !matches!(p, Adverb | Negator))
    }

    /// The part of an open-class word by what stands before and after it.
    fn open(&self, at: usize, fixed: &[Option<Part>]) -> Part {
        let token = &self.tokens[at];
        let can = |class| token.classes.has(class);
        if self.has_particle(at) {
            return Name;
        }
        if token.joined {
            return self.joined(at);
        }
        if token.classes.is_unknown() {
            return self.unknown(at);
        }
        if token.capital && can(Class::Noun) && fixed.get(at + 1).copied().flatten() == Some(Name) {
            return Noun;
        }
        let verb = self.verb_form(at);
        let opens_a_clause = |at: usize| matches!(fixed.get(at), Some(Some(Pronoun | Determiner | Possessive | Relative | Open)));
        match self.verb_before() {
            Some(To | Modal) if verb == Some(Verb) && !self.ends(at, b's') => return Verb,
            Some(Auxiliary) if matches!(verb, Some(Past | Gerund)) => return verb.unwrap_or(Past),
            Some(Auxiliary) if can(Class::Adverb) && self.precedes_participle(at, fixed) => return Adverb,
            Some(Auxiliary) if can(Class::Adjective) => return Adjective,
            Some(Negator) if verb == Some(Verb) => return Verb,
            _ => {}
        }
        match self.before() {
            Some(Pronoun) if !self.has("subject-pronoun", at - 1) && can(Class::Noun) && verb == Some(Verb) => self.usual_noun(at),
            Some(Pronoun | Relative) if verb.is_some() && verb != Some(Gerund) => verb.unwrap_or(Verb),
            Some(Negator | Auxiliary) if verb == Some(Verb) && !can(Class::Adjective) => Verb,
            // "The Verian military says it has".
            Some(Adjective) if verb == Some(Verb) && self.ends(at, b's') && self.has("saying", at) && opens_a_clause(at + 1) => Verb,
            Some(Determiner | Possessive | Genitive | Adjective | Number) => self.in_phrase(at, fixed),
            Some(Preposition | To) if verb == Some(Gerund) => Gerund,
            Some(Preposition) if can(Class::Noun) || can(Class::Adjective) => self.in_phrase(at, fixed),
            Some(Noun | Name) => self.after_noun(at, fixed),
            None if self.ends(at, b's') => self.usual_noun(at),
            // "Rescue workers said": news seldom begins with an order.
            None if verb == Some(Verb) && can(Class::Noun) && self.ends(at + 1, b's') && self.noun_follows(at, fixed) => Noun,
            None if verb == Some(Past) && can(Class::Adjective) && self.noun_follows(at, fixed) => Adjective,
            Some(Comma) if verb == Some(Verb) && !self.ends(at, b's') && self.is_inflected(at + 1) => self.usual_noun(at),
            // "…, rescue workers said".
            Some(Comma) if verb == Some(Verb) && can(Class::Noun) && self.ends(at + 1, b's') && self.says(at + 2) => Noun,
            _ => self.usual(at),
        }
    }

    /// Whether a verb of saying in the past stands here.
    fn says(&self, at: usize) -> bool {
        at < self.tokens.len() && self.verb_form(at) == Some(Past) && self.has("saying", at)
    }

    /// `has long pressed`, `was well received`.
    fn precedes_participle(&self, at: usize, fixed: &[Option<Part>]) -> bool {
        fixed.get(at + 1) == Some(&None) && matches!(self.verb_form(at + 1), Some(Past | Gerund))
    }

    /// `al` of `al-Sadr`, `bin` of `Abdullah bin Zayed`.
    fn has_particle(&self, at: usize) -> bool {
        self.has("name-particle", at)
            && self.tokens.get(at + 1).is_some_and(|next| next.capital)
            && (self.tokens[at + 1].joined || at > 0 && self.tokens[at - 1].capital)
    }

    /// The second half of a hyphened word: `led` of `US-led` describes, `strike` of `air-strike` names.
    fn joined(&self, at: usize) -> Part {
        match self.verb_form(at) {
            _ if self.tokens[at].capital => Name,
            // "Lee Cheol-woo".
            _ if at > 0 && self.tokens[at - 1].capital && self.tokens[at].classes.is_unknown() => Name,
            Some(Verb) if at > 0 && self.tokens[at - 1].capital && self.tokens[at - 1].classes.is_unknown() => Name,
            Some(Past | Gerund) => Adjective,
            _ if self.tokens[at].classes.usual() == Some(Class::Noun) => Noun,
            _ => Adjective,
        }
    }

    fn unknown(&self, at: usize) -> Part {
        if self.tokens[at].capital {
            return Name;
        }
        let form = self.tokens[at].span.of(self.text);
        if form.ends_with("ing") {
            Gerund
        } else if form.ends_with("ed") {
            Past
        } else if form.ends_with("ly") {
            Adverb
        } else if form.starts_with(char::is_alphabetic) {
            Noun
        } else {
            Other
        }
    }

    /// A word after a determiner, an adjective or a preposition: noun, or adjective when a noun follows.
    fn in_phrase(&self, at: usize, fixed: &[Option<Part>]) -> Part {
        let classes = self.tokens[at].classes;
        let describes = classes.has(Class::Adjective) || matches!(self.verb_form(at), Some(Past | Gerund));
        let followed = self.noun_follows(at, fixed);
        if classes.has(Class::Noun) && !(describes && followed && classes.usual() != Some(Class::Noun)) {
            return if classes.usual() == Some(Class::Adverb) && !followed { Adverb } else { Noun };
        }
        if describes && (followed || classes.has(Class::Adjective)) {
            return Adjective;
        }
        self.usual(at)
    }

    fn noun_follows(&self, at: usize, fixed: &[Option<Part>]) -> bool {
        let mut next = at + 1;
        while matches!(fixed.get(next), Some(Some(Open | Close))) {
            next += 1;
        }
        match fixed.get(next) {
            Some(Some(part)) => part.is_nominal(),
            Some(None) if self.verb_form(next) == Some(Past) => self.is_noun_like(next + 1) && fixed.get(next + 1) == Some(&None),
            // "The island's military says".
            Some(None) if self.tokens[next].classes.usual() == Some(Class::Verb) && self.ends(next, b's') && self.has("saying", next) => {
                false
            }
            Some(None) => self.is_noun_like(next),
            None => false,
        }
    }

    /// `…, report finds`: a verb that ends in `s` needs a noun before it.
    fn is_inflected(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.shape == Shape::Word) && self.ends(at, b's') && self.verb_form(at) == Some(Verb)
    }

    fn is_noun_like(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        token.classes.is_unknown() || token.classes.has(Class::Noun) || token.classes.has(Class::Adjective)
    }

    /// A word after a noun: a verb when its ending or what follows says so.
    fn after_noun(&self, at: usize, fixed: &[Option<Part>]) -> Part {
        let classes = self.tokens[at].classes;
        let next = fixed.get(at + 1).copied().flatten();
        match self.verb_form(at) {
            Some(Verb) if next == Some(To) && classes.has(Class::Adjective) => Adjective,
            Some(Past) if classes.has(Class::Noun) && classes.usual() == Some(Class::Noun) => Noun,
            Some(Past) => Past,
            Some(Verb) if classes.has(Class::Noun) && self.is_joined_compound(at) => Noun,
            Some(Gerund) if classes.has(Class::Noun) && classes.usual() == Some(Class::Noun) => Noun,
            Some(Gerund) => Gerund,
            Some(_) if !classes.has(Class::Noun) && !classes.has(Class::Adjective) => self.usual(at),
            Some(Verb) if matches!(next, Some(Modal | Auxiliary)) && !self.is_slipped_in(at) => self.usual_noun(at),
            Some(Verb) if matches!(next, Some(Modal | Auxiliary)) => Verb,
            // "Government forces reported that".
            Some(Verb) if self.ends(at, b's') && classes.has(Class::Noun) && self.reports(at + 1, fixed) => Noun,
            // "Court documents seen by".
            Some(Verb) if self.ends(at, b's') && classes.has(Class::Noun) && self.is_done_by(at + 1) => Noun,
            // "The guild press secretary".
            Some(Verb)
                if classes.has(Class::Noun) && !self.agrees(at) && fixed.get(at + 1) == Some(&None) && self.is_plain_noun(at + 1) =>
            {
                Noun
            }
            Some(verb) if classes.bits(Class::Verb) >= classes.bits(Class::Noun).map(|bits| bits + 4) => verb,
            Some(_) if classes.bits(Class::Verb) >= classes.bits(Class::Noun) && self.agrees(at) => Verb,
            Some(_) => {
                let object = matches!(next, Some(Determiner | Possessive | Pronoun | Relative | Name)) || self.has("particle", at + 1);
                match object {
                    true if self.agrees(at) => Verb,
                    true if self.has("past-alike", at) && !self.ends(at, b's') => Past,
                    _ => self.usual_noun(at),
                }
            }
            // "The Verian military says".
            None if classes.usual() == Some(Class::Adjective)
                && classes.has(Class::Noun)
                && self.ends(at + 1, b's')
                && self.has("saying", at + 1) =>
            {
                Noun
            }
            None => self.usual(at),
        }
    }

    /// Whether a verb of saying in the past goes on with what was said: whatever stands before it is no verb then.
    fn reports(&self, at: usize, fixed: &[Option<Part>]) -> bool {
        let opens = matches!(fixed.get(at + 1).copied().flatten(), Some(Determiner | Possessive | Pronoun | Relative));
        fixed.get(at).is_some() && self.verb_form(at) == Some(Past) && opens && self.has("saying", at)
    }

    /// A noun that is nothing else.
    fn is_plain_noun(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            let classes = token.classes;
            classes.has(Class::Noun)
                && ![Class::Verb, Class::Adjective, Class::Adverb].iter().any(|&other| classes.has(other))
                && !token.capital
        })
    }

    /// A participle with whoever did it behind it.
    fn is_done_by(&self, at: usize) -> bool {
        at + 1 < self.len() && self.verb_form(at) == Some(Past) && self.form(at + 1, "by")
    }

    /// `a stadium which the club says will open`: a verb of saying between a relative and its verb.
    fn is_slipped_in(&self, at: usize) -> bool {
        let relative = (at.saturating_sub(4)..at).any(|i| self.parts[i] == Relative);
        relative && self.has("inverting", at) && self.agrees(at)
    }

    /// `rocket and drone attacks`.
    fn is_joined_compound(&self, at: usize) -> bool {
        let single = |at: usize| self.parts[at] == Noun && !self.ends(at, b's');
        at >= 3 && self.ends(at, b's') && single(at - 1) && self.parts[at - 2] == Coordinator && single(at - 3)
    }

    /// Whether the verb's ending fits the noun before it: `militias attack`, `the army attacks`, not `drone attack`.
    fn agrees(&self, at: usize) -> bool {
        // "Press" has no ending.
        let plural = |at: usize| self.ends(at, b's') && !self.tokens[at].span.of(self.text).ends_with("ss");
        at > 0 && plural(at - 1) != plural(at)
    }

    fn usual_noun(&self, at: usize) -> Part {
        if self.tokens[at].classes.has(Class::Noun) { Noun } else { self.usual(at) }
    }

    fn usual(&self, at: usize) -> Part {
        match self.tokens[at].classes.usual() {
            Some(Class::Noun) => Noun,
            Some(Class::Verb) => self.verb_form(at).unwrap_or(Verb),
            Some(Class::Adjective) => Adjective,
            Some(Class::Adverb) => Adverb,
            None => self.unknown(at),
        }
    }

    fn ends(&self, at: usize, with: u8) -> bool {
        let last = self.tokens.get(at).and_then(|t| t.span.of(self.text).as_bytes().last());
        last.is_some_and(|b| b.to_ascii_lowercase() == with)
    }

    /// Which verb form a token can be, if any.
    pub(super) fn verb_form(&self, at: usize) -> Option<Part> {
        let token = self.tokens.get(at).filter(|token| token.classes.has(Class::Verb))?;
        let form = token.span.of(self.text).to_lowercase();
        let own = self.language.lexicon.classes(token.word()).has(Class::Verb);
        let irregular = self.language.lexicon.irregular(&form).iter().any(|(class, _)| *class == Class::Verb);
        Some(if form.ends_with("ing") && !own {
            Gerund
        } else if (form.ends_with("ed") && !own) || (irregular && !form.ends_with('s')) {
            Past
        } else {
            Verb
        })
    }

    /// `that` before a noun and at the head of a phrase points; after a verb or a noun it opens a clause.
    fn settle_that(&mut self) {
        for at in 0..self.len() {
            if !self.form(at, "that") {
                continue;
            }
            let before = at.checked_sub(1).map(|i| self.parts[i]);
            let opens =
                before.is_some_and(|p| p.is_nominal() || p.is_verb() || matches!(p, Adjective | Adverb | Comma | Coordinator | Pronoun));
            self.parts[at] = if opens && self.part(at + 1) != Stop { Relative } else { Determiner };
        }
    }

    /// `the will of the people`: no modal after a determiner.
    fn settle_modals(&mut self) {
        for at in 1..self.len() {
            let article = ["a", "an", "the"].iter().any(|w| self.form(at - 1, w));
            let named = article || matches!(self.parts[at - 1], Possessive | Genitive | Adjective);
            if self.parts[at] == Modal && named && self.tokens[at].classes.has(Class::Noun) {
                self.parts[at] = Noun;
            }
        }
    }

    /// One past the last token of the clause that `from` lies in, going right.
    pub(super) fn clause_end(&self, from: usize) -> usize {
        let longest = self.len().min(from + LONGEST_CLAUSE);
        (from..longest).find(|&at| self.ends_clause(at, from)).unwrap_or(longest)
    }

    /// The first token of the clause that ends before `to`, going left.
    pub(super) fn clause_start(&self, to: usize) -> usize {
        if let Some(own) = self.embedded_subject(to) {
            return own;
        }
        let opens = |at: &usize| {
            let at = *at;
            matches!(self.parts[at], Stop | Break | Subordinator | Relative | Open)
                || (matches!(self.parts[at], Comma | Coordinator) && self.begins_clause(at + 1))
        };
        let furthest = to.saturating_sub(LONGEST_CLAUSE);
        (furthest..to.min(self.len())).rev().find(opens).map_or(furthest, |at| at + 1)
    }

    /// `told us it was likely`: a subject pronoun after a noun or verb begins a clause of its own.
    fn embedded_subject(&self, to: usize) -> Option<usize> {
        let near = to.saturating_sub(4)..to.min(self.len());
        let begins =
            |&at: &usize| at > 0 && self.has("subject-pronoun", at) && (self.part(at - 1).is_nominal() || self.part(at - 1).is_finite());
        near.rev().find(begins)
    }

    fn ends_clause(&self, at: usize, from: usize) -> bool {
        match self.parts[at] {
            Stop | Break => true,
            Subordinator => at > from,
            Preposition | Relative => at > from && self.opens_clause_here(at),
            Comma => self.comma_ends(at),
            Coordinator => self.form(at, "but") || (at > from && !self.joins_words(at) && self.begins_clause(at + 1)),
            _ => false,
        }
    }

    /// `full and true withdrawal`, `2,500 or so`: the conjunction joins words, not clauses.
    fn joins_words(&self, at: usize) -> bool {
        (self.part(at - 1) == Adjective && self.part(at + 1) == Adjective) || self.form(at + 1, "so")
    }

    /// `since it left`, `as he hosted`: a preposition before a subject pronoun opens a clause.
    fn opens_clause_here(&self, at: usize) -> bool {
        self.parts[at] == Preposition
            && self.has("subject-pronoun", at + 1)
            && self.part(at + 2).is_finite()
            && self.has("clause-preposition", at)
    }

    fn comma_ends(&self, at: usize) -> bool {
        if self.part(at + 1) == Close {
            return true;
        }
        let mut next = at + 1;
        while self.part(next).is_quote() {
            next += 1;
        }
        match self.part(next) {
            Coordinator => self.form(next, "but") || self.begins_clause(next + 1),
            Subordinator | Relative | Gerund | Stop => true,
            Preposition => self.form(next, "according"),
            _ => self.begins_clause(next),
        }
    }

    /// Whether a subject and its verb, or a verb alone, begin at `at`.
    pub(super) fn begins_clause(&self, at: usize) -> bool {
        let mut at = at;
        while matches!(self.part(at), Open | Close | Adverb) {
            at += 1;
        }
        match self.part(at) {
            Relative | Past | Modal | Auxiliary | Subordinator => true,
            Verb => self.is_inflected(at),
            Pronoun => {
                let next = self.part(at + 1 + usize::from(self.part(at + 1).is_quote()));
                next.is_finite() || matches!(next, Adverb | Negator)
            }
            part if part.begins_phrase() => self.subject_then_verb(at),
            _ => false,
        }
    }

    fn subject_then_verb(&self, at: usize) -> bool {
        let inner = |p: Part| p.begins_phrase() || matches!(p, Genitive | Open | Close | Adverb);
        let attached = |at: usize| self.parts[at] == Preposition || self.parts[at] == Coordinator;
        let end = (at..self.len().min(at + 12)).find(|&i| !(inner(self.parts[i]) || (i > at && attached(i))));
        end.is_some_and(|end| self.parts[end].is_finite() && self.parts[end - 1] != Coordinator)
    }
}

/// Whether most words are capitalised, so that a capital says nothing.
fn is_title_case(tokens: &[Token]) -> bool {
    let long = tokens.iter().skip(1).filter(|t| t.span.len() > 3 && matches!(t.shape, Shape::Word | Shape::Acronym) && !t.joined);
    let (all, capital) = long.fold((0, 0), |(all, capital), t| (all + 1, capital + usize::from(t.capital)));
    all >= 3 && capital * 5 >= all * 4
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::testing;

    /// `word/Part` of the words asked for.
    fn parts(text: &str) -> Vec<(String, Part)> {
        let language = testing::english();
        let tokens = testing::tokens(text);
        let reading = Reading::new(text, &tokens, language);
        tokens.iter().zip(&reading.parts).map(|(t, &p)| (t.span.of(text).to_owned(), p)).collect()
    }

    #[test]
    fn settles_words_by_their_neighbours() {
        for (text, word, part) in [
            ("The attack killed three guards.", "attack", Noun),
            ("They attack convoys at night.", "attack", Verb),
            ("It wants to attack the port.", "attack", Verb),
            ("Officials claim victory.", "claim", Verb),
            ("Its claim was false.", "claim", Noun),
            ("The minister was told to leave.", "told", Past),
            ("The harbour was closed.", "closed", Past),
            ("The US-led force left.", "led", Adjective),
            ("In May the cleric Omar al-Hadi left.", "May", Name),
            ("In May the cleric Omar al-Hadi left.", "al", Name),
            ("Drone strikes will stop.", "strikes", Noun),
            ("Drone strikes will stop.", "stop", Verb),
            ("The port's owner said so.", "'s", Genitive),
            ("He said that it's late.", "that", Relative),
            ("He said that it's late.", "'s", Auxiliary),
            ("That claim is wrong.", "That", Determiner),
            ("The minister told lawmakers there were no plans.", "there", Adverb),
            ("The minister told lawmakers there were no plans.", "told", Past),
            ("The minister told lawmakers there were no plans.", "were", Auxiliary),
            ("The storm hit the coast.", "hit", Past),
            ("The council set a date.", "set", Past),
            ("The record set by the council stands.", "set", Noun),
            ("The rescue hit trouble.", "hit", Noun),
        ] {
            let all = parts(text);
            let found = all.iter().find(|(w, _)| w == word).map(|&(_, p)| p);
            assert_eq!(found, Some(part), "{word} in {text}: {all:?}");
        }
    }

    #[test]
    fn ends_a_clause_where_a_new_one_begins() {
        for (text, from, end) in [
            ("it did not hit the depot or the bridge, but the army did", "not", ","),
            ("it did not strike Mosul, Basra or Najaf on Monday", "not", ""),
            ("he does not drink and she never smokes", "not", "and"),
            ("not one shell landed because the crew fled", "not", "because"),
        ] {
            let language = testing::english();
            let tokens = testing::tokens(text);
            let reading = Reading::new(text, &tokens, language);
            let start = (0..tokens.len()).find(|&i| tokens[i].span.of(text) == from).unwrap();
            let found = reading.clause_end(start + 1);
            assert_eq!(tokens.get(found).map_or("", |t| t.span.of(text)), end, "{text}: {:?}", reading.parts);
        }
    }
}
