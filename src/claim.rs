//! Claims: what one statement says, read by one rule: an answer, who is held to it, and how it was said.

use crate::language::attribution::{Attribution, Manner};
use crate::language::date::{Grain, Moment, Relation};
use crate::language::lexicon::{Class, Word};
use crate::language::lists::List;
use crate::language::number::{Number, NumberKind};
use crate::language::phrase::Phrase;
use crate::language::scope::{Scope, ScopeKind};
use crate::language::{Language, Sentence, Tokens, english, token};
use crate::rule::matching::{Filler, Match, Workspace};
use crate::rule::pattern::Fill;
use crate::rule::written::{Mood, Naming, Scope as Meeting, Shape};
use crate::rule::{Rule, Rules};
use crate::source::Source;
use crate::statement::Statement;
use crate::text::{Span, fold, one_line};
use crate::value::{Period, Quantity, Value};

/// What one statement says, read by one rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The rule, by its place in [`Rules::rules`].
    pub rule: usize,
    /// The statement that says it.
    pub statement: Statement,
    /// The bytes of the source's text that the rule matched.
    pub evidence: Span,
    /// The answer.
    pub value: Value,
    /// Whether it is said *not* to be so.
    pub denied: bool,
    /// Whether it is said as a fact, a plan, a wish, a condition or a question.
    pub mood: Mood,
    /// Whether it is said with a hedge.
    pub hedged: bool,
    /// What fills the rule's key slots: as read, or for a rule free of topic the name or the head noun.
    pub key: Vec<String>,
    /// The content words of the sentence beside those that the pattern took, in order of their numbers; empty where the rule does not ask.
    pub around: Vec<Word>,
    /// Who is held to it; empty when it is the outlet itself.
    pub speaker: String,
    /// In whose voice it is put.
    pub voice: Voice,
    /// When what it says took place, where the sentence says so: to the month or finer, or by a year that is over.
    pub when: Option<Period>,
}

/// In whose voice a claim is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// Its outlet's own.
    Outlet,
    /// Its outlet's, which only passes it on: hedged, or in a quotation of nobody.
    Relayed,
    /// Its outlet's, which passes on what nobody says: its speaker is `rumours` or `reports`.
    Frame,
    /// Its speaker's, who is quoted.
    Quoted,
    /// Its speaker's, who is held to it by the rule alone (`holder`) and quoted by nobody: how somebody else puts their view.
    Described,
}

impl Voice {
    /// Whether the outlet itself speaks, for its own part or passing on what nobody is held to.
    pub fn is_of_outlet(self) -> bool {
        matches!(self, Self::Outlet | Self::Relayed | Self::Frame)
    }

    /// Whether the outlet only passes it on.
    pub fn is_relayed(self) -> bool {
        matches!(self, Self::Relayed | Self::Frame)
    }
}

/// Everything that was read from one source.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// How many sentences it has.
    pub sentences: usize,
    /// The claims, by rule and place.
    pub claims: Vec<Claim>,
    /// Whether it is in another language than English, as far as that can be told; then there are no claims.
    pub foreign: bool,
}

/// Reads the claims of one source. A pure function of the source and the rules.
pub fn read(number: usize, source: &Source, rules: &Rules, workspace: &mut Workspace) -> Reading {
    let sentences = rules.language.read(&source.text, source.published);
    if english::share(&sentences).is_foreign() {
        return Reading { sentences: sentences.len(), foreign: true, ..Reading::default() };
    }
    read_sentences(number, source, &sentences, rules, workspace)
}

/// Reads the claims of one source whose sentences are read already.
pub fn read_sentences(number: usize, source: &Source, sentences: &[Sentence], rules: &Rules, workspace: &mut Workspace) -> Reading {
    let found = rules.matches(sentences, workspace);
    Reading { sentences: sentences.len(), claims: read_matches(number, source, sentences, found, rules), foreign: false }
}

/// The claims of one source, by what rules have found in its sentences.
pub fn read_matches(number: usize, source: &Source, sentences: &[Sentence], found: Vec<Match>, rules: &Rules) -> Vec<Claim> {
    let mut claims = Vec::new();
    each_match(number, source, sentences, found, rules, |_, read| claims.extend(read));
    settle(claims, rules)
}

/// Why a match of a rule makes no claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unclaimed {
    /// What it reads is only mentioned: under a negation of something else, or in an aside.
    Mentioned,
    /// Its answer cannot be told.
    NoAnswer,
    /// What fills a slot of its key could be anything: a pronoun, a plural, a noun without a name.
    NoKey,
}

/// Each of the matches that rules have found in sentences that are read already, with the claim that it makes before claims of one sentence are
/// settled, or why it makes none.
pub fn each_match(
    number: usize,
    source: &Source,
    sentences: &[Sentence],
    found: Vec<Match>,
    rules: &Rules,
    mut take: impl FnMut(&Match, Result<Claim, Unclaimed>),
) {
    for found in found {
        let sentence = &sentences[found.sentence];
        let carriers = carriers(&found, sentence, rules.language.lists.get("function"));
        let reader = Reader { source, sentence, language: &rules.language, rules, rule: &rules.rules[found.rule], found: &found, carriers };
        take(&found, reader.claim(number));
    }
}

/// How many words behind a plan or wish its verb stands at the latest: "will (soon be hit)".
const BEHIND: usize = 3;

/// The scopes that turn what is said into its opposite.
const DENYING: [ScopeKind; 2] = [ScopeKind::Negation, ScopeKind::Denial];

/// How many words before its noun `despite` stands at the furthest: "despite the government's repeated claims that".
const CONCEDED: usize = 5;

/// One match and all that is needed to make a claim of it.
struct Reader<'a> {
    source: &'a Source,
    sentence: &'a Sentence,
    language: &'a Language,
    rules: &'a Rules,
    rule: &'a Rule,
    found: &'a Match,
    /// The tokens that carry the claim, from [`carriers`].
    carriers: Vec<usize>,
}

/// The tokens that carry a claim: the verbs it turns on; else the words the pattern took that are not mere function words; else
/// all of these.
fn carriers(found: &Match, sentence: &Sentence, function: &List) -> Vec<usize> {
    let verbs: Vec<usize> = found.fillers.iter().filter(|f| f.fill == Fill::Verb).map(|f| f.index).collect();
    if !verbs.is_empty() {
        return verbs;
    }
    let content: Vec<usize> = found.literals.iter().copied().filter(|&t| !function.has(&sentence.tokens[t])).collect();
    match (content.is_empty(), found.literals.is_empty()) {
        (false, _) => content,
        (true, false) => found.literals.clone(),
        (true, true) => found.tokens.clone().collect(),
    }
}

impl Reader<'_> {
    fn claim(&self, source: usize) -> Result<Claim, Unclaimed> {
        if self.is_only_mentioned() {
            return Err(Unclaimed::Mentioned);
        }
        let denied = self.found.denies ^ (!self.rule.presupposed && self.is_denied());
        let left = if denied { self.left_by_denial() } else { None };
        let hedged = !self.rule.presupposed && self.is_hedged();
        let (speaker, voice) = self.speaker(hedged);
        Ok(Claim {
            rule: self.found.rule,
            statement: Statement { source, span: self.sentence.span },
            evidence: self.sentence.span_of(&self.evidence()),
            denied: denied && left.is_none(),
            value: left.map(Value::Period).or_else(|| self.value()).ok_or(Unclaimed::NoAnswer)?,
            mood: if self.rule.presupposed { Mood::Fact } else { self.mood() },
            hedged,
            key: self.rule.key.iter().map(|&slot| self.key_text(slot)).collect::<Option<_>>().ok_or(Unclaimed::NoKey)?,
            around: self.around(),
            speaker,
            voice,
            when: self.when(),
        })
    }

    /// What the pattern took, with all the words of its numbers: "at least" of "at least eight".
    fn evidence(&self) -> Tokens {
        let number = |f: &Filler| matches!(f.fill, Fill::Number | Fill::Duration).then(|| self.sentence.numbers.get(f.index))?;
        let whole = self.found.fillers.iter().filter_map(number).map(|number| number.tokens.clone());
        let mut all = whole.fold(self.found.tokens.clone(), |all, number| all.start.min(number.start)..all.end.max(number.end));
        if all.start > 0 && self.sentence.tokens[all.start].shape == token::Shape::Clitic {
            // "n't true" is half a word.
            all.start -= 1;
        }
        self.holder_of_key().map_or(all.clone(), |holder| holder.tokens.start.min(all.start)..all.end)
    }

    /// The phrase that is the key where the one that the pattern took hangs on a preposition.
    fn holder_of_key(&self) -> Option<&Phrase> {
        if self.rule.scope != Meeting::Story || self.rule.presupposed {
            return None;
        }
        let is_phrase = |f: &&Filler| matches!(f.fill, Fill::Phrase | Fill::Who) && self.rule.key.contains(&f.slot);
        let mut taken = self.found.fillers.iter().filter(is_phrase).filter_map(|f| self.sentence.phrases.get(f.index));
        taken.find(|phrase| self.hangs_on_preposition(phrase)).and_then(|phrase| self.holding(phrase))
    }

    fn filler(&self, slot: usize) -> Option<&Filler> {
        self.found.fillers.iter().find(|f| f.slot == slot)
    }

    fn slot_text(&self, slot: usize) -> String {
        if let Some(entry) = self.filler(slot).filter(|f| f.fill == Fill::Entry) {
            return self.rules.entry(entry.index).to_owned();
        }
        self.filler(slot).map(|f| one_line(self.sentence.span_of(&f.tokens).of(&self.source.text)).into_owned()).unwrap_or_default()
    }

    /// What a key slot holds; `None` where a rule free of topic has only a word that could stand for anything.
    fn key_text(&self, slot: usize) -> Option<String> {
        if self.rule.scope == Meeting::Anywhere {
            return Some(self.slot_text(slot));
        }
        let filler = self.filler(slot)?;
        match filler.fill {
            Fill::Entry => return Some(self.slot_text(slot)),
            Fill::Score => return self.score(filler.index),
            Fill::Verb => return self.verb(filler.index),
            Fill::Number | Fill::Duration => return self.unit(filler.index),
            _ => {}
        }
        let phrase = self.sentence.phrases.get(filler.index)?;
        if let Some(owner) = self.owner(filler, phrase) {
            return self.is_named(&owner).then(|| self.name_or_head(filler, &owner))?;
        }
        let phrase = if phrase.pronoun { self.antecedent(phrase)? } else { phrase };
        let named = self.is_named(phrase);
        let phrase = if !self.rule.presupposed && self.hangs_on_preposition(phrase) { self.holding(phrase)? } else { phrase };
        let owner =
            self.sentence.tokens.get(phrase.tokens.end).is_some_and(|t| t.shape == token::Shape::Clitic && t.word() == Word::of("'s"));
        if !named || owner { None } else { self.name_or_head(filler, phrase) }
    }

    /// The owner that fills a slot before `'s`, as a phrase: `Acme` of `Acme's profit`.
    fn owner(&self, filler: &Filler, phrase: &Phrase) -> Option<Phrase> {
        let tokens = phrase.tokens.start..filler.tokens.end;
        let head = tokens.end.checked_sub(1)?;
        let last = &self.sentence.tokens[head];
        let name = last.capital && (head > 0 || last.classes.is_unknown());
        let inner = filler.tokens.end < phrase.tokens.end;
        inner.then_some(Phrase { longest: tokens.end, head, name, pronoun: false, tokens })
    }

    /// Whether a phrase is named in the way that the rule asks for.
    fn is_named(&self, phrase: &Phrase) -> bool {
        match self.rule.of {
            None => true,
            Some(Naming::Name) => phrase.name,
            Some(Naming::Noun) => !phrase.name,
        }
    }

    /// The name or the head noun that a phrase is compared by.
    fn name_or_head(&self, filler: &Filler, phrase: &Phrase) -> Option<String> {
        if phrase.name { Some(self.bare_name(phrase)) } else { self.definite_noun(filler, phrase) }
    }

    /// The phrase that holds one that hangs on a preposition: of `the summit in Vesk was called off`, which matches from `Vesk`
    /// on, the summit.
    fn holding(&self, inner: &Phrase) -> Option<&Phrase> {
        let holds = |p: &&Phrase| !p.pronoun && p.tokens.end < inner.tokens.start && p.longest >= inner.tokens.end;
        self.sentence.phrases.iter().find(holds)
    }

    /// Whether the match begins with a phrase that belongs to the one before it: `a woman held in Lebanon is …`.
    fn hangs_on_preposition(&self, phrase: &Phrase) -> bool {
        let Some(before) = phrase.tokens.start.checked_sub(1).map(|at| &self.sentence.tokens[at]) else { return false };
        let lists = &self.language.lists;
        let begins = phrase.tokens.contains(&self.found.tokens.start);
        begins && (lists.get("preposition").has(before) || before.is(Word::of("to"))) && !lists.get("clause-preposition").has(before)
    }

    /// Whether a rule free of topic reads something that is only mentioned: under a negation of something else (`did not say why
    /// Vell was held`), or for a deed beside a modal verb or before the verb of its clause (`a woman held in Marnik is …`).
    fn is_only_mentioned(&self) -> bool {
        if self.rule.scope != Meeting::Story {
            return false;
        }
        let inside = |cue: &Tokens| cue.start >= self.found.tokens.start && cue.end <= self.found.tokens.end;
        if self.acting(ScopeKind::Negation).any(|scope| !inside(&scope.cue)) {
            return true;
        }
        let relative = |scope: &Scope| {
            let cue = &self.sentence.tokens;
            let opens = cue[scope.cue.end - 1].is(Word::of("that"));
            opens && cue.get(scope.cue.end).is_some_and(|t| !t.capital && t.classes.usual() == Some(Class::Verb))
        };
        if self.acting(ScopeKind::Denial).any(relative) || self.denials().any(|scope| self.is_presupposed(scope)) {
            return true;
        }
        let is_deed = self.found.fillers.iter().any(|f| f.fill == Fill::Verb);
        let list = |name| self.language.lists.get(name);
        let followed = self.sentence.tokens.get(self.found.tokens.end).is_some_and(|t| list("auxiliary").has(t));
        let modal = |at: usize| !self.found.literals.contains(&at) && list("modal").has(&self.sentence.tokens[at]);
        is_deed && (followed || self.found.tokens.clone().any(modal) || self.verbs().any(|at| self.is_no_deed(at)))
    }

    /// The tokens that fill slots for verbs.
    fn verbs(&self) -> impl Iterator<Item = usize> {
        self.found.fillers.iter().filter(|f| f.fill == Fill::Verb).map(|f| f.index)
    }

    /// Whether a verb tells of no deed where it stands: the infinitive of a noun (`talks to free the girls`), or a noun (`his location,
    /// arrest or death`).
    fn is_no_deed(&self, at: usize) -> bool {
        let tokens = &self.sentence.tokens;
        let Some(before) = at.checked_sub(1) else { return false };
        let list = |name: &str, at: usize| self.language.lists.get(name).has(&tokens[at]);
        let ends_phrase = |end: usize| self.sentence.phrases.iter().any(|p| p.tokens.end == end || p.longest == end);
        if tokens[before].is(Word::of("to")) && !self.found.literals.contains(&before) {
            return before > 0 && ends_phrase(before) && !list("intention", before - 1) && !self.found.denies;
        }
        let base = tokens[at].lemmas[1] == Word::NONE && tokens[at].classes.has(Class::Noun);
        base && (tokens[before].is_mark()
            || ["preposition", "determiner", "possessive", "coordinator"].iter().any(|name| list(name, before)))
    }

    /// Whether the claim is the object of what is denied: "denied that he had ordered the closure" says nothing of the closure.
    fn is_presupposed(&self, scope: &Scope) -> bool {
        let Some(&carrier) = self.carriers.first() else { return false };
        let tokens = &self.sentence.tokens;
        let start = self.sentence.phrases.iter().find(|p| p.tokens.contains(&carrier)).map(|p| p.tokens.start);
        let Some(verb) = start.and_then(|start| start.checked_sub(1)).filter(|at| scope.over.contains(at)) else { return false };
        let list = |name| self.language.lists.get(name).has(&tokens[verb]);
        let in_phrase = self.sentence.phrases.iter().any(|p| p.tokens.contains(&verb));
        tokens[verb].classes.has(Class::Verb) && !in_phrase && !list("light-verb") && !list("auxiliary") && !list("modal")
    }

    /// The base form of a verb that says something by itself.
    fn verb(&self, at: usize) -> Option<String> {
        let token = &self.sentence.tokens[at];
        if self.language.lists.get("light-verb").has(token) {
            return None;
        }
        let form = token.span.of(&self.source.text).to_lowercase();
        // Where the pattern has a "be" the verb is a passive, and "he is killing" is another deed than "he was killed".
        let after_be = || self.found.literals.iter().any(|&t| t < at && self.sentence.tokens[t].is(Word::of("be")));
        if form.ends_with("ing") && !self.found.denies && after_be() {
            return Some(form);
        }
        let mut base = None;
        self.language.lexicon.each_lemma(&form, |lemma, class| {
            if class == Class::Verb && base.is_none() {
                base = Some(lemma.to_owned());
            }
        });
        base
    }

    /// What a number counts, in the singular and with the nouns that describe it: `drone attack`. `None` where no noun tells, or
    /// one that could stand for anything.
    fn unit(&self, at: usize) -> Option<String> {
        let number = self.sentence.numbers.get(at)?;
        match number.kind {
            NumberKind::Count => {}
            NumberKind::Money => return Some(self.currency(number.unit?)),
            NumberKind::Percent => return Some("percent".to_owned()),
            NumberKind::Duration => return Some("time".to_owned()),
            NumberKind::Age | NumberKind::Ordinal | NumberKind::Label => return None,
        }
        let unit = number.unit?;
        if self.language.lists.get("unit-vague").has(&self.sentence.tokens[unit]) {
            return None;
        }
        let describes = |at: &usize| {
            let token = &self.sentence.tokens[*at];
            *at == unit || token.capital || token.joined || token.classes.usual() == Some(Class::Noun)
        };
        let words: Vec<String> = (number.tokens.end.min(unit)..unit + 1).filter(describes).map(|at| self.singular(at)).collect();
        Some(words.join(" "))
    }

    /// The word for a currency: `$`, `USD` and `dollars` are one.
    fn currency(&self, at: usize) -> String {
        let listed = self.language.values.currency_of(&self.sentence.tokens[at]);
        listed.map_or_else(|| self.singular(at), str::to_owned)
    }

    /// The base form of a noun, in small letters.
    fn singular(&self, at: usize) -> String {
        let form = self.sentence.tokens[at].span.of(&self.source.text).to_lowercase();
        let mut base = None;
        self.language.lexicon.each_lemma(&form, |lemma, class| {
            if class == Class::Noun && base.is_none() {
                base = Some(lemma.to_owned());
            }
        });
        base.unwrap_or(form)
    }

    /// The one person whom the sentence has named before a `he` or `she`.
    fn antecedent(&self, pronoun: &Phrase) -> Option<&Phrase> {
        let lists = &self.language.lists;
        if !lists.get("personal-pronoun").has(&self.sentence.tokens[pronoun.head]) {
            return None;
        }
        let personal = |p: &&Phrase| p.name && p.tokens.end <= pronoun.tokens.start && !self.is_place(p);
        let mut before = self.sentence.phrases.iter().filter(personal);
        before.next().filter(|_| before.next().is_none())
    }

    /// `Free Harbour` of `the Free Harbour group`.
    fn name_before(&self, phrase: &Phrase) -> Option<String> {
        let tokens = &self.sentence.tokens;
        let capital = |at: &usize| tokens[*at].capital && *at > 0;
        let first = (phrase.tokens.start..phrase.head).find(capital)?;
        Some(one_line(self.sentence.span_of(&(first..phrase.head)).of(&self.source.text)).into_owned())
    }

    fn is_place(&self, phrase: &Phrase) -> bool {
        self.sentence.tokens.get(phrase.tokens.start.wrapping_sub(1)).is_some_and(|t| self.language.lists.get("place-preposition").has(t))
    }

    /// The head of a common noun that points at one thing: neither `a hospital` nor `hospitals` nor `people`.
    fn definite_noun(&self, filler: &Filler, phrase: &Phrase) -> Option<String> {
        let tokens = &self.sentence.tokens;
        let head = &tokens[phrase.head];
        let form = head.span.of(&self.source.text).to_lowercase();
        let lists = &self.language.lists;
        let plural = filler.fill == Fill::Phrase && form.ends_with('s') && head.lemmas[1] != Word::NONE;
        let first = if phrase.tokens.contains(&filler.tokens.start) { filler.tokens.start } else { phrase.tokens.start };
        let indefinite = lists.get("indefinite").has(&tokens[first]);
        if tokens.get(phrase.tokens.end).is_some_and(|t| t.is(Word::of("of"))) {
            // `the wife of Vell` and `the wife of Marsh` have one head.
            return None;
        }
        if lists.get("vague").has(head) {
            return self.name_before(phrase);
        }
        (!plural && !indefinite).then_some(form)
    }

    /// A name without what stands before it: `rebel commander Idris Vell`, `Singer Mara Quill`.
    fn bare_name(&self, phrase: &Phrase) -> String {
        let tokens = &self.sentence.tokens;
        let belongs = |at: &usize| tokens[*at].capital || tokens[*at].joined || self.language.lists.get("name-particle").has(&tokens[*at]);
        let mut start = (phrase.tokens.start..phrase.head).rev().take_while(belongs).last().unwrap_or(phrase.head);
        while start + 1 < phrase.head && (tokens[start].classes.has(Class::Noun) || !tokens[start].capital) {
            start += 1;
        }
        one_line(self.sentence.span_of(&(start..phrase.head + 1)).of(&self.source.text)).into_owned()
    }

    /// The content words that the pattern did not take.
    fn around(&self) -> Vec<Word> {
        if self.rule.alike == 0 {
            return Vec::new();
        }
        let function = self.language.lists.get("function");
        let content = |&at: &usize| {
            let token = &self.sentence.tokens[at];
            !token.is_mark() && token.shape != token::Shape::Clitic && !function.has(token) && !self.found.literals.contains(&at)
        };
        let lemma = |at: usize| {
            let lemmas = &self.sentence.tokens[at].lemmas;
            if lemmas[1] == Word::NONE { lemmas[0] } else { lemmas[1] }
        };
        let mut words: Vec<Word> = (0..self.sentence.tokens.len()).filter(content).map(lemma).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    fn value(&self) -> Option<Value> {
        let Some(slot) = self.rule.value else { return Some(Value::Named(self.found.answer)) };
        let filler = self.filler(slot)?;
        Some(match filler.fill {
            Fill::Number | Fill::Duration => {
                let number = self.sentence.numbers.get(filler.index).filter(|number| !self.is_difference(number))?;
                let days = filler.fill == Fill::Duration;
                let (low, high, point, bound) = (number.low, number.high, number.point, number.bound);
                Value::Quantity(Quantity { low, high, point, bound, days, currency: self.currency_of(number) })
            }
            Fill::Date => {
                let moment = self.sentence.moments.get(filler.index)?;
                Value::Period(Period { from: moment.from, to: moment.to })
            }
            Fill::Score => Value::Phrase(self.score(filler.index)?),
            Fill::Phrase | Fill::Who | Fill::Place | Fill::Verb | Fill::Entry => Value::Phrase(self.slot_text(slot)),
        })
    }

    /// A score with the higher figure first: each side writes its own first.
    fn score(&self, at: usize) -> Option<String> {
        let figure = |at: usize| self.sentence.tokens.get(at)?.span.of(&self.source.text).parse::<u16>().ok();
        let (one, other) = (figure(at)?, figure(at + 1)?);
        Some(format!("{}-{}", one.max(other), one.min(other)))
    }

    /// The currency of an amount of money.
    fn currency_of(&self, number: &Number) -> Option<Box<str>> {
        let unit = number.unit.filter(|_| number.kind == NumberKind::Money)?;
        Some(self.currency(unit).into())
    }

    /// Whether words around a number that the pattern did not take make it a difference: `20 more dead`, `£20m over budget`, `an extra £20m`.
    fn is_difference(&self, number: &Number) -> bool {
        let tokens = &self.sentence.tokens;
        let has = |name: &str, at: usize| tokens.get(at).is_some_and(|token| self.language.lists.get(name).has(token)) && !self.took(at);
        let than = |at: usize| tokens.get(at + 1).is_some_and(|token| token.is(Word::of("than")));
        let end = number.tokens.end;
        let counted = number.unit.map_or(end, |unit| end.max(unit + 1));
        let beyond = |at: usize| has("beyond", at) && (at + 1..at + 4).any(|at| has("planned", at));
        number.tokens.start.checked_sub(1).is_some_and(|before| has("difference-before", before))
            || has("difference", end)
            || (has("difference", counted) && than(counted))
            || beyond(end)
            || beyond(counted)
    }

    /// The date that is the value, where it only bounds what is asked for and that is denied.
    fn left_by_denial(&self) -> Option<Period> {
        let filler = self.rule.value.and_then(|slot| self.filler(slot)).filter(|filler| filler.fill == Fill::Date)?;
        let moment = self.sentence.moments.get(filler.index)?;
        // A pattern that takes the preposition asks for the bound itself: "stay until May".
        let own = moment.tokens.start.checked_sub(1).is_some_and(|before| self.took(before));
        let (from, to) = moment.denied().filter(|_| !own)?;
        Some(Period { from, to })
    }

    /// The scopes of a kind that act on the claim from outside. A cue that the pattern itself took is the pattern's own.
    fn acting(&self, kind: ScopeKind) -> impl Iterator<Item = &Scope> {
        self.acting_on(&self.carriers, kind)
    }

    /// The same for some of the claim's words.
    fn acting_on<'s>(&'s self, carriers: &'s [usize], kind: ScopeKind) -> impl Iterator<Item = &'s Scope> {
        let owns = |cue: &Tokens| cue.clone().any(|t| self.took(t));
        let covers = move |over: &Tokens| carriers.iter().any(|t| over.contains(t));
        self.sentence.scopes.iter().filter(move |s| s.kind == kind && !owns(&s.cue) && covers(&s.over))
    }

    fn took(&self, token: usize) -> bool {
        let filled = |f: &Filler| match f.fill {
            Fill::Number | Fill::Duration => f.tokens.contains(&token),
            Fill::Date => self.sentence.moments.get(f.index).is_some_and(|moment| moment.lead.contains(&token)),
            _ => false,
        };
        self.found.literals.contains(&token) || self.found.fillers.iter().any(filled)
    }

    fn is_denied(&self) -> bool {
        // "Flew no strikes, nor any patrols": two negations of one clause say "no" once. A denied negation says yes.
        let acts = |kind| self.acting(kind).next().is_some();
        (acts(ScopeKind::Negation) || self.is_negated_amid() || self.is_excluded())
            ^ (self.denials().next().is_some() || self.is_refused_amid())
    }

    /// Whether all that the pattern took is said not to be what the rule asks for: `overloading was not the reason`. What is no reason may still
    /// be so, and is not denied where the rule asks whether it is.
    fn is_excluded(&self) -> bool {
        let which = matches!(self.rule.shape, Shape::OneOf | Shape::Who | Shape::Place | Shape::Open);
        let covers = |scope: &Scope| self.carriers.iter().all(|t| scope.over.contains(t));
        which && self.acting(ScopeKind::Exclusion).any(covers)
    }

    /// Whether a verb that denies stands where the pattern passed it over: `the council ruled out paying`, `rejected calls to pay`. Alone it
    /// denies no claim (`rejected the plan`), but the words of a rule on one topic, before and behind it, can then hardly be asserted. What is
    /// a denial already is not counted twice.
    fn is_refused_amid(&self) -> bool {
        if self.rule.scope != Meeting::Anywhere {
            return false;
        }
        let (first, last) = (self.found.tokens.start, self.found.tokens.end);
        let amid = |cue: &Tokens| !cue.is_empty() && cue.start > first && cue.end < last && !cue.clone().any(|t| self.took(t));
        let covers = |over: &Tokens| self.carriers.iter().any(|t| over.contains(t));
        let known = |cue: &Tokens| self.sentence.scopes.iter().any(|s| DENYING.contains(&s.kind) && s.cue.contains(&(cue.end - 1)));
        let denies = |a: &&Attribution| a.manner == Manner::Deny && amid(&a.cue) && covers(&a.over) && !known(&a.cue);
        self.sentence.attributions.iter().find(denies).is_some()
    }

    /// Whether a negation that the pattern passed over touches any of its words, function words too: `the outbreak is not over`.
    fn is_negated_amid(&self) -> bool {
        let (first, last) = (self.found.tokens.start, self.found.tokens.end);
        self.acting_on(&self.found.literals, ScopeKind::Negation).any(|scope| scope.cue.start > first && scope.cue.end < last)
    }

    fn is_hedged(&self) -> bool {
        let denied = self.denials().next().is_some();
        // In "denied rumours that" the denial tells, not the rumours.
        let of_frame = |scope: &&Scope| denied && self.language.lists.get("frame-noun").has(&self.sentence.tokens[scope.cue.start]);
        self.acting(ScopeKind::Hedge).any(|scope| !of_frame(&scope))
            || !denied && !self.found.denies && self.acting(ScopeKind::Report).next().is_some()
            || self.carriers.iter().any(|&t| self.is_in_scare_quotes(t))
    }

    /// Whether it stands in quotation marks.
    fn is_quoted(&self) -> bool {
        self.carriers.first().is_some_and(|&t| self.sentence.tokens[t].quoted)
    }

    /// The denials that act on the claim. One more around a pattern of denial ("denied the report that it was false that") is that same one.
    fn denials(&self) -> impl Iterator<Item = &Scope> {
        let lists = &self.language.lists;
        let tells = |&t: &usize| ["denial", "claim-denial", "false"].iter().any(|name| lists.get(name).has(&self.sentence.tokens[t]));
        let own = self.found.denies && self.found.literals.iter().any(tells);
        self.acting(ScopeKind::Denial).filter(move |_| !own)
    }

    /// "The decision to ‘withdraw’": one word between quotation marks is somebody else's word for it.
    fn is_in_scare_quotes(&self, token: usize) -> bool {
        let is_quote = |at: Option<usize>| {
            let mark = at.and_then(|at| self.sentence.tokens.get(at)).filter(|t| t.is_mark());
            mark.is_some_and(|t| matches!(t.span.of(&self.source.text).chars().next().map(fold), Some('"' | '\'')))
        };
        is_quote(token.checked_sub(1)) && is_quote(Some(token + 1))
    }

    /// A wish or plan counts by what it does to the claim's first word: "called for the withdrawal"; or by what it does to the
    /// word right behind it, where the pattern passed it over: "the troops plan to leave".
    fn mood(&self) -> Mood {
        let first = &self.carriers[..self.carriers.len().min(1)];
        let moods = [
            (ScopeKind::Question, Mood::Question),
            (ScopeKind::Doubt, Mood::Question),
            (ScopeKind::Condition, Mood::Condition),
            (ScopeKind::Wish, Mood::Wish),
            (ScopeKind::Plan, Mood::Plan),
        ];
        let passed_over = |kind| matches!(kind, ScopeKind::Wish | ScopeKind::Plan) && self.acting(kind).any(|s| self.is_amid(s));
        let acts = |kind| self.acting_on(first, kind).next().is_some() || passed_over(kind);
        moods.into_iter().find(|(kind, _)| acts(*kind)).map_or(Mood::Fact, |(_, mood)| mood)
    }

    /// Whether a scope begins amid the claim's words, with a noun before its cue and one of the words right behind it. Behind a verb
    /// it is another clause: "did not say whether he would leave".
    fn is_amid(&self, scope: &Scope) -> bool {
        let before = self.carriers.iter().filter(|&&t| t < scope.cue.start);
        let nouns = before.clone().all(|t| self.sentence.phrases.iter().any(|phrase| phrase.tokens.contains(t)));
        before.count() > 0 && nouns && self.carriers.iter().any(|&t| (scope.over.start..scope.over.start + BEHIND).contains(&t))
    }

    /// Whether nobody quotes the one whom the rule names as holder.
    fn is_described(&self) -> bool {
        let Some(filler) = self.rule.holder.and_then(|slot| self.filler(slot)) else { return false };
        let speaks = |a: &Attribution| a.source.as_ref().is_some_and(|s| overlap(s, &filler.tokens));
        !self.sentence.attributions.iter().any(speaks) && self.source.speaker.is_empty()
    }

    /// Who is held to it, and in whose voice it is put.
    fn speaker(&self, hedged: bool) -> (String, Voice) {
        let by_denial = self.found.denies && self.rule.holder.is_none();
        let speaker = if by_denial { self.denier() } else { self.holder() };
        if let Some(frame) = self.frame(speaker.is_empty()).filter(|_| !by_denial) {
            return (frame, Voice::Frame);
        }
        let voice = match () {
            () if speaker.is_empty() && (hedged || self.is_quoted()) => Voice::Relayed,
            () if speaker.is_empty() => Voice::Outlet,
            () if self.is_described() => Voice::Described,
            () => Voice::Quoted,
        };
        (speaker, voice)
    }

    /// The `rumours` or `government claims` that pass the claim on, where nobody is quoted, or behind `despite`.
    fn frame(&self, nobody: bool) -> Option<String> {
        if self.denials().next().is_some() {
            return None;
        }
        let lists = &self.language.lists;
        let scope = self.acting(ScopeKind::Report).find(|s| lists.get("frame-noun").has(&self.sentence.tokens[s.cue.start]))?;
        let tokens = &self.sentence.tokens;
        let noun = scope.cue.end - 1;
        // "Despite government claims that": whatever stands between is whose they are.
        let conceding = (noun.saturating_sub(CONCEDED)..noun).rev().find(|&at| lists.get("conceding").has(&tokens[at]));
        let phrase = self.sentence.phrases.iter().find(|p| p.tokens.contains(&noun)).map_or(noun, |p| p.tokens.start);
        let mark = (phrase..noun).rev().find(|&at| tokens[at].is_mark());
        let start = conceding.or(mark).map_or(phrase, |at| at + 1);
        let (tokens, conceded) = (start..noun + 1, conceding.is_some());
        (nobody || conceded).then(|| one_line(self.sentence.span_of(&tokens).of(&self.source.text)).into_owned())
    }

    /// Who denies what a pattern of denial reads: whose denial it is; else whoever is quoted as a whole; else the outlet. The subject of
    /// the words that are denied ("a hoax claimed", "sites wrongly stated") holds the claim, and never its denial.
    fn denier(&self) -> String {
        let takes = |tokens: &Tokens| tokens.clone().any(|t| self.found.literals.contains(&t));
        let denies = |a: &&Attribution| a.manner == Manner::Deny && takes(&a.cue);
        let own = self.sentence.attributions.iter().find(denies);
        let around = || {
            let over = self.sentence.attributions.iter().filter(|a| a.over.contains(&self.found.tokens.start) && !takes(&a.cue));
            over.min_by_key(|a| (a.over.len(), a.cue.start))
        };
        // "The ministry released a statement that claims of X are false": before the words for the claim stands who denies it.
        let before = || {
            let tale = self.found.literals.first().is_some_and(|&t| self.language.lists.get("claim-noun").has(&self.sentence.tokens[t]));
            let ends_before =
                |a: &&Attribution| tale && a.source.as_ref().is_some_and(|s| s.end <= self.found.tokens.start) && takes(&a.cue);
            self.sentence.attributions.iter().find(ends_before)
        };
        one_line(own.or_else(around).or_else(before).map_or(&self.source.speaker, |a| &a.speaker)).into_owned()
    }

    /// The slot that the rule names as holder; else the speaker whose own verb the pattern took, or passed over; else whoever is being
    /// quoted; else the row's speaker; else nobody, and then it is the outlet.
    fn holder(&self) -> String {
        if let Some(filler) = self.rule.holder.and_then(|slot| self.filler(slot)) {
            let named = self.sentence.attributions.iter().find(|a| a.source.as_ref().is_some_and(|s| overlap(s, &filler.tokens)));
            return named.map_or_else(|| self.phrase_text(filler), |a| a.speaker.clone());
        }
        let own_cue = |a: &&Attribution| a.cue.clone().any(|t| self.found.literals.contains(&t));
        let by_cue = self.sentence.attributions.iter().find(own_cue);
        let carrier = self.carriers.first().copied().unwrap_or(self.found.tokens.start);
        // "Despite reports that X, the ministry dismissed them": whose denial it is.
        let denier = || {
            let denies = |a: &&Attribution| a.manner == Manner::Deny && self.denials().any(|s| overlap(&s.cue, &a.cue));
            self.sentence.attributions.iter().find(denies)
        };
        // "The mayor pushed back against claims by the rebels that X": of a claim that is denied, whoever makes it is not its denier.
        let made_by = |a: &Attribution| a.cue.len() > 1 && self.sentence.tokens[a.cue.end - 1].is(Word::of("by"));
        let denied = self.denials().next().is_some();
        let quoted = self.sentence.attribution_at(carrier).filter(|a| !(denied && made_by(a)));
        let attribution = by_cue.or_else(|| self.speaking_amid()).or(quoted).or_else(denier);
        one_line(attribution.map_or(&self.source.speaker, |a| &a.speaker)).into_owned()
    }

    /// Who speaks where the pattern passed it over, and is so held to its last word: `captain ... left` of "Captain Ansgar insisted that he never
    /// left". The first word, which stands before, tells only whom it is said of.
    fn speaking_amid(&self) -> Option<&Attribution> {
        let last = self.carriers.last().filter(|_| self.rule.scope == Meeting::Anywhere)?;
        let says = |a: &&Attribution| matches!(a.manner, Manner::Assert | Manner::Deny | Manner::Accuse) && a.over.contains(last);
        let amid = |a: &&Attribution| a.cue.start > self.found.tokens.start && a.cue.end <= *last && !a.cue.clone().any(|t| self.took(t));
        self.sentence.attributions.iter().filter(says).filter(amid).min_by_key(|a| (a.over.len(), a.cue.start))
    }

    /// The whole phrase of a holder slot, with the article that the pattern may have taken for itself.
    fn phrase_text(&self, filler: &Filler) -> String {
        let whole = self.sentence.phrases.get(filler.index).filter(|_| filler.fill != Fill::Entry);
        let tokens = whole.map_or(&filler.tokens, |p| &p.tokens);
        one_line(self.sentence.span_of(tokens).of(&self.source.text)).into_owned()
    }

    /// The nearest date of the sentence that says when: to the month, or a year in the past of the claim's own clause.
    fn when(&self) -> Option<Period> {
        let usable = |m: &&Moment| {
            let fine = matches!(m.grain, Grain::Day | Grain::Week | Grain::Month);
            m.relation == Relation::At && m.from.is_some() && m.to.is_some() && (fine || self.is_own_past(m))
        };
        let away = |m: &&Moment| {
            let between = self.up_to(m);
            (between.len(), m.tokens.start)
        };
        let nearest = self.sentence.moments.iter().filter(usable).min_by_key(away)?;
        Some(Period { from: nearest.from, to: nearest.to })
    }

    /// The tokens between the match and a date.
    fn up_to(&self, moment: &Moment) -> Tokens {
        let (a, b) = (&moment.tokens, &self.found.tokens);
        if a.end <= b.start { a.end..b.start } else { b.end..a.start.max(b.end) }
    }

    /// Whether a long period tells when the claim was: it is over, and stands in the claim's own clause ("53 died on the Sigrun in 1987"). The year
    /// of publication tells no more than the day of publication does, and "built in 1987" is of something else.
    fn is_own_past(&self, moment: &Moment) -> bool {
        let tokens = &self.sentence.tokens;
        let has = |name: &str, at: usize| self.language.lists.get(name).has(&tokens[at]);
        let over = self.source.published.is_none_or(|day| moment.to.is_some_and(|to| to < day));
        let mut lead = (0..moment.tokens.start).rev().skip_while(|&at| tokens[at].is(Word::of("the")));
        let placed = moment.tokens.len() > 1 || lead.next().is_some_and(|at| has("when-preposition", at));
        let owns = tokens.get(moment.tokens.end).is_some_and(|next| next.word() == Word::of("'s"));
        // "In 1987, 53 died": the comma behind what a sentence begins with.
        let opening = |at: usize| at == moment.tokens.end && moment.tokens.start <= 1;
        let verb = |at: usize| !tokens[at].capital && tokens[at].classes.usual() == Some(Class::Verb);
        let parts = |at: usize| {
            let joins = ["relative", "subordinator", "coordinator", "auxiliary", "modal"].iter().any(|name| has(name, at));
            joins || verb(at) || tokens[at].is(Word::of("that")) || tokens[at].is_mark() && !opening(at)
        };
        over && placed && !owns && !self.up_to(moment).any(parts)
    }
}

fn overlap(a: &Tokens, b: &Tokens) -> bool {
    a.start < b.end && b.start < a.end
}

/// Puts right what several patterns read from one sentence: one claim for each rule, speaker and answer, sums where the
/// rule adds up, and the fuller match where two disagree on whether it was denied.
fn settle(claims: Vec<Claim>, rules: &Rules) -> Vec<Claim> {
    let mut settled: Vec<Claim> = Vec::with_capacity(claims.len());
    for claim in claims {
        let rule = &rules.rules[claim.rule];
        let same_voice =
            |c: &&mut Claim| c.rule == claim.rule && c.statement == claim.statement && c.speaker == claim.speaker && c.key == claim.key;
        // Claims of one rule and sentence stand together, so only the last few can be its fellows.
        let recent = settled.len().saturating_sub(16);
        let fellow = settled[recent..].iter_mut().filter(same_voice).find(|c| is_one_claim(c, &claim, rule));
        match fellow {
            Some(fellow) => merge(fellow, claim, rule),
            None => settled.push(claim),
        }
    }
    settled
}

/// Whether two claims of one rule, statement, speaker and key are one.
fn is_one_claim(a: &Claim, b: &Claim, rule: &Rule) -> bool {
    match (&a.value, &b.value) {
        (Value::Quantity(_), Value::Quantity(_)) if rule.sum => a.denied == b.denied && a.mood == b.mood,
        (x, y) => x == y,
    }
}

fn merge(kept: &mut Claim, other: Claim, rule: &Rule) {
    let summed = match (&kept.value, &other.value) {
        (Value::Quantity(a), Value::Quantity(b)) if rule.sum && !kept.evidence.overlaps(other.evidence) => Some(a.plus(b)),
        _ => None,
    };
    if let Some(sum) = summed {
        kept.value = Value::Quantity(sum);
        kept.evidence = kept.evidence.cover(other.evidence);
        kept.hedged |= other.hedged;
    } else if other.evidence.len() > kept.evidence.len() && !matches!(rule.shape, Shape::Number) {
        *kept = other;
    }
}

impl Claim {
    /// The answer in words, with `not:` before it when it is denied.
    pub fn answer(&self, rule: &Rule) -> String {
        let answer = match &self.value {
            Value::Named(answer) => rule.answers.get(*answer).map_or_else(|| "yes".to_owned(), |a| a.value.clone()),
            Value::Quantity(quantity) => quantity.words(),
            Value::Period(period) => period_words(period),
            Value::Phrase(phrase) => phrase.clone(),
        };
        if self.denied { format!("not: {answer}") } else { answer }
    }
}

/// A period in words: `2021-07-26`, `2021-07-26 or later`.
pub(crate) fn period_words(period: &Period) -> String {
    match (period.from, period.to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("{from} or later"),
        (None, Some(to)) => format!("{to} or earlier"),
        (None, None) => "an open date".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::compile_text;

    /// The answers that rules of these lines read in a text, each with whom it is asked of.
    fn answers(rule: &str, text: &str) -> Vec<String> {
        let head = "[pack]\nid = \"desk\"\ntitle = \"Rules of the test\"\n";
        let rules = compile_text(&format!("{head}{rule}"));
        let claims = read(0, &Source { text: text.into(), ..Source::default() }, &rules, &mut Workspace::default()).claims;
        claims.iter().map(|claim| [claim.key.clone(), vec![claim.answer(&rules.rules[claim.rule])]].concat().join(": ")).collect()
    }

    #[test]
    fn denies_by_a_verb_of_denial_between_the_words_of_a_pattern() {
        let rule = "[[rule]]\nid = \"pay\"\nask = \"?\"\nshape = \"yes-no\"\nconflict = \"commitment\"\nsay = [\"council ...5 pay\"]\n";
        for (text, answer) in [
            ("The council will pay for the dock.", "yes"),
            ("The council has ruled out paying for the dock.", "not: yes"),
            ("The council rejected calls to pay for the dock.", "not: yes"),
            ("The council denied that it would pay for the dock.", "not: yes"),
            ("The mayor rejected the plan, and the council will pay for the dock.", "yes"),
        ] {
            assert_eq!(answers(rule, text), [answer], "{text}");
        }
    }

    #[test]
    fn holds_to_it_whoever_speaks_between_the_words_of_a_pattern() {
        let rules = compile_text(
            "[pack]\nid = \"desk\"\ntitle = \"t\"\n[[rule]]\nid = \"left\"\nask = \"?\"\nshape = \"yes-no\"\nsay = [\"captain ... 'left' the bridge\"]\n",
        );
        for (text, speaker, answer) in [
            ("Captain Ansgar insisted that he never left the bridge.", "Captain Ansgar", "not: yes"),
            ("The captain said on Monday that he had left the bridge.", "The captain", "yes"),
            ("The mate said the captain had insisted that he never left the bridge.", "the captain", "not: yes"),
            ("The captain denied that he had left the bridge.", "The captain", "not: yes"),
            ("Of the captain his mate said that he left the bridge.", "his mate", "yes"),
            ("The captain left the bridge, the mate said.", "the mate", "yes"),
            ("The captain left the bridge.", "", "yes"),
            ("The captain spoke to his mate and left the bridge.", "", "yes"),
        ] {
            let claims = read(0, &Source { text: text.into(), ..Source::default() }, &rules, &mut Workspace::default()).claims;
            let found: Vec<(&str, String)> = claims.iter().map(|claim| (&*claim.speaker, claim.answer(&rules.rules[0]))).collect();
            assert_eq!(found, [(speaker, answer.to_owned())], "{text}");
        }
    }

    #[test]
    fn denies_what_is_said_not_to_be_the_answer() {
        let rule = "[[rule]]\nid = \"why\"\nask = \"Why did it sink?\"\nshape = \"one-of\"\n\
            [[rule.answer]]\nvalue = \"load\"\nsay = [\"overload\"]\n[[rule.answer]]\nvalue = \"door\"\nsay = [\"bow? door\"]\n";
        for (text, answer) in [
            ("Overloading was not the reason the ferry sank, a report found.", &["not: load"][..]),
            ("Overloading was the reason the ferry sank.", &["load"]),
            ("Overloading was not the only reason the ferry sank.", &["load"]),
            ("It was not overloading that sank the ferry.", &["not: load"]),
            ("It was overloading, not the bow door, that sank the ferry.", &["load", "not: door"]),
            ("The ferry sank not because of overloading but because of a bow door.", &["not: load", "door"]),
            ("The ferry did not sink because of overloading but because of a bow door.", &["not: load", "door"]),
            ("The ferry did not sink because it was overloaded, but because a bow door broke.", &["not: load", "door"]),
            ("The ferry never sailed because of overloading.", &["load"]),
            ("Overloading played no part in the sinking.", &["not: load"]),
            ("The owner denied that overloading was not the reason.", &["load"]),
        ] {
            assert_eq!(answers(rule, text), answer, "{text}");
        }
        let asked = "[[rule]]\nid = \"load\"\nask = \"Overloaded?\"\nshape = \"yes-no\"\nsay = [\"overload\"]\n";
        assert_eq!(answers(asked, "Overloading was not the reason the ferry sank."), ["yes"]);
    }

    #[test]
    fn denies_by_a_negation_between_the_words_of_a_pattern() {
        let rule = "[[rule]]\nid = \"over\"\nask = \"Over?\"\nshape = \"yes-no\"\nsay = [\"outbreak ...2 be ...1 over\"]\n";
        for (text, answer) in [
            ("The outbreak is over.", "yes"),
            ("The outbreak is not over.", "not: yes"),
            ("The outbreak has never been over.", "not: yes"),
            ("The ministry denied that the outbreak was not over.", "yes"),
        ] {
            assert_eq!(answers(rule, text), [answer], "{text}");
        }
        let own = rule.replace("be ...1 over", "be not over");
        assert_eq!(answers(&own, "The outbreak is not over."), ["yes"]);
    }

    #[test]
    fn holds_nobody_to_the_denial_of_his_own_claim() {
        let rules = compile_text(
            "[pack]\nid = \"desk\"\ntitle = \"t\"\n[[rule]]\nid = \"flee\"\nask = \"?\"\nshape = \"yes-no\"\nsay = [\"men ...2 flee\"]\n",
        );
        for (text, speaker, denied) in [
            ("The mayor spoke of claims by Duncan Hall that ten men had fled.", "Duncan Hall", false),
            ("The mayor is pushing back against claims by Duncan Hall that ten men had fled.", "", true),
            ("The mayor claimed that reports that ten men had fled are not true.", "The mayor", true),
        ] {
            let claims = read(0, &Source { text: text.into(), ..Source::default() }, &rules, &mut Workspace::default()).claims;
            let found: Vec<_> = claims.iter().map(|claim| (claim.speaker.as_str(), claim.denied)).collect();
            assert_eq!(found, [(speaker, denied)], "{text}");
        }
    }

    #[test]
    fn reads_a_figure_whose_unit_the_pattern_names() {
        let rule = "[[rule]]\nid = \"margin\"\nask = \"By how much?\"\nshape = \"number\"\nsay = [\"win by {n:number} percentage? (point | percent | dollar)\"]\n";
        for (text, answer) in [
            ("She won by 12 percentage points.", "12"),
            ("She won by about 12 percent.", "around 12"),
            ("She won by 12 points.", "12"),
            ("She won by 3 million dollars.", "3,000,000"),
        ] {
            assert_eq!(answers(rule, text), [answer], "{text}");
        }
    }
    #[test]
    fn an_entry_of_a_list_fills_a_slot() {
        let rule = "[words]\nunion = [\"dock workers\", \"dock workers of Sela\", \"(teachers | schoolmasters)\", \"grand teachers\", \"@other\"]\n\
            other = [\"'Miners'\"]\n[[rule]]\nid = \"strike\"\nask = \"Who struck?\"\nshape = \"who\"\nsay = [\"{who:@union} ...2 strike\"]\n";
        for (text, answer) in [
            ("The dock workers went on strike.", vec!["dock workers"]),
            ("The dock workers of Sela went on strike.", vec!["dock workers of Sela"]),
            ("Dock workers and bakers struck.", vec!["dock workers"]),
            ("Schoolmasters will strike.", vec!["teachers"]),
            ("The teacher did not strike.", vec!["not: teachers"]),
            ("Miners struck.", vec!["Miners"]),
            ("The grand teachers struck.", vec!["grand teachers"]),
            ("The bakers went on strike.", vec![]),
        ] {
            assert_eq!(answers(rule, text), answer, "{text}");
        }
        let keyed = rule.replace("shape = \"who\"", "shape = \"yes-no\"\nkey = [\"who\"]");
        assert_eq!(answers(&keyed, "Schoolmasters went on strike."), ["teachers: yes"]);
    }

    #[test]
    fn reads_a_score_from_either_side() {
        let rule =
            "[[rule]]\nid = \"score\"\nask = \"?\"\nshape = \"open\"\nvalue = \"s\"\nsay = [\"(win | lose | draw) ...1 {s:score}\"]\n";
        for (text, answer) in [
            ("Rovers won 2-1 on Saturday.", vec!["2-1"]),
            ("Rovers lost 1–2 at home.", vec!["2-1"]),
            ("They drew 0-0.", vec!["0-0"]),
            ("They won 10-2.", vec!["10-2"]),
            // Sets, dates, hours and a figure alone are no score.
            ("She won 6-4, 6-3.", vec![]),
            ("She won 6-4 6-3.", vec![]),
            ("They won 2021-07-26.", vec![]),
            ("They won 12 games.", vec![]),
        ] {
            assert_eq!(answers(rule, text), answer, "{text}");
        }
    }

    #[test]
    fn an_owner_fills_a_slot_before_its_ending() {
        let rule = "[[rule]]\nid = \"profit\"\nask = \"?\"\nshape = \"yes-no\"\nkey = [\"who\"]\nsay = [\"{who}'s ...2 (profit | leader) ...1 fall\"]\n";
        let story = |of: &str| rule.replace("shape", &format!("{of}shape"));
        let named = story("of = \"name\"\n");
        for (text, key) in [
            ("Corvane's profit fell.", vec!["Corvane: yes"]),
            ("The fall came as Corvane's net profit fell.", vec!["Corvane: yes"]),
            ("The Greens' leader fell.", vec!["Greens: yes"]),
            ("The company’s yearly profit fell.", vec!["company: yes"]),
            ("Corvane profit fell.", vec![]),
            ("The boss of Corvane fell.", vec![]),
        ] {
            assert_eq!(answers(rule, text), key, "{text}");
        }
        let free = |rule: &str, text: &str| {
            let rules = compile_text(&format!("[pack]\nid = \"desk\"\ntitle = \"t\"\nscope = \"story\"\n{rule}"));
            let claims = read(0, &Source { text: text.into(), ..Source::default() }, &rules, &mut Workspace::default()).claims;
            claims.into_iter().flat_map(|claim| claim.key).collect::<Vec<_>>()
        };
        for (text, key) in [
            ("Yesterday the Greens' leader fell.", vec!["Greens"]),
            ("Corvane's profit fell.", vec!["Corvane"]),
            ("Analysts said that the carmaker Corvane's profit fell.", vec!["Corvane"]),
            ("Workers' profit fell.", vec![]),
            ("The company's profit fell.", vec![]),
        ] {
            assert_eq!(free(&named, text), key, "{text}");
        }
        assert_eq!(free(rule, "The company's profit fell."), ["company"]);
    }

    #[test]
    fn a_gap_that_is_used_up_crosses_the_comma_that_closes_an_aside() {
        let rule = "[[rule]]\nid = \"fell\"\nask = \"?\"\nshape = \"yes-no\"\nsay = [\"roof ...1 fall\"]\n";
        for (text, answer) in [
            ("The roof, suddenly, fell.", vec!["yes"]),
            ("The roof suddenly fell.", vec!["yes"]),
            ("The roof leaked, fell and was mended.", vec![]),
            ("The roof of slate, suddenly, fell.", vec![]),
            ("The roof leaked; it fell.", vec![]),
        ] {
            assert_eq!(answers(rule, text), answer, "{text}");
        }
    }

    #[test]
    fn reads_a_total_and_no_difference() {
        let rule = "[[rule]]\nid = \"fee\"\nask = \"How much?\"\nshape = \"number\"\nsay = [\"cost ...8 {n:number}\"]\n";
        for (text, answer) in [
            ("The cost has risen from £48m to £72m.", &["72,000,000"][..]),
            ("The cost rose by £20m.", &[]),
            ("The cost rose by £20m to £72m.", &["72,000,000"]),
            ("It cost £20m more than planned.", &[]),
            ("It cost an extra £20m.", &[]),
            ("It cost £20m over the planned sum.", &[]),
            ("It cost £20m over three years.", &["20,000,000"]),
            ("It cost 20 more lives.", &[]),
        ] {
            assert_eq!(answers(rule, text), answer, "{text}");
        }
        let own = rule.replace("cost ...8 {n:number}", "cost ...2 rise ... {n:number}");
        assert_eq!(answers(&own, "The cost rose by £20m."), ["20,000,000"]);
    }

    #[test]
    fn reads_the_side_of_a_date_that_a_negation_leaves() {
        let rule = "[[rule]]\nid = \"open\"\nask = \"When?\"\nshape = \"date\"\nmood = [\"fact\", \"plan\"]\nsay = [\"open ... {d:date}\", \"{d:date} ...2 open\"]\n";
        for (text, answer) in [
            ("The bridge will open not before 2028.", "2028-01-01 or later"),
            ("The bridge will not open before 2028.", "2028-01-01 or later"),
            ("The bridge will not open until May 2028.", "2028-05-01 or later"),
            ("The bridge will not open by May 2028.", "2028-06-01 or later"),
            ("No earlier than May 2028 will it open.", "2028-05-01 or later"),
            ("The bridge will open no later than May 2028.", "2028-05-31 or earlier"),
            ("The bridge did not open in May 2028.", "not: 2028-05-01 to 2028-05-31"),
            ("The bridge has not been open since May 2020.", "not: 2020-05-01 or later"),
        ] {
            assert_eq!(answers(rule, text), [answer], "{text}");
        }
    }

    #[test]
    fn a_year_that_is_over_tells_when() {
        let rules = compile_text(
            "[pack]\nid = \"desk\"\ntitle = \"t\"\n[[rule]]\nid = \"dead\"\nask = \"How many?\"\nshape = \"number\"\nsay = [\"{n:number} ...1 die\"]\n",
        );
        for (text, when) in [
            ("It was the worst accident since 53 died on the Sigrun in 1987.", "1987-01-01 to 1987-12-31"),
            ("In 1987, 53 people died on the Sigrun.", "1987-01-01 to 1987-12-31"),
            ("Last year 53 died on the Sigrun.", "2023-01-01 to 2023-12-31"),
            ("53 died on the Sigrun in 1987, the harbour master said on 6 May 2024.", "1987-01-01 to 1987-12-31"),
            ("26 died on 6 May 2024 on the Halvard, built in 1987.", "2024-05-06"),
            // What is of something else, or of the year of publication, tells nothing.
            ("26 died on the Halvard in 2024.", ""),
            ("26 died on the Halvard this year.", ""),
            ("26 died on the Halvard, built in 1987.", ""),
            ("26 died on a ship launched in 1987.", ""),
            ("26 died in the worst accident since 1987.", ""),
            ("26 died under last year's rules.", ""),
            ("26 died, and in 1987 there was a fire.", ""),
        ] {
            let source = Source { text: text.into(), published: Some(jiff::civil::date(2024, 5, 8)), ..Source::default() };
            let claims = read(0, &source, &rules, &mut Workspace::default()).claims;
            let found: Vec<String> = claims.iter().map(|claim| claim.when.as_ref().map(period_words).unwrap_or_default()).collect();
            assert_eq!(found, [when], "{text}");
        }
    }

    #[test]
    fn reads_the_currency_of_an_amount() {
        let rules = compile_text(
            "[pack]\nid = \"desk\"\ntitle = \"t\"\n[[rule]]\nid = \"fee\"\nask = \"How much?\"\nshape = \"number\"\nsay = [\"cost {n:number}\"]\n",
        );
        for (text, currency) in [
            ("It cost £45m.", Some("pound")),
            ("It cost 45 million euros.", Some("euro")),
            ("It cost US$3.", Some("dollar")),
            ("It cost USD 3.", Some("dollar")),
            ("It cost 3 million dinars.", Some("dinar")),
            ("It cost 45 lives.", None),
        ] {
            let source = Source { text: text.into(), ..Source::default() };
            let claims = read(0, &source, &rules, &mut Workspace::default()).claims;
            let Value::Quantity(quantity) = &claims[0].value else { panic!("{text}") };
            assert_eq!(quantity.currency.as_deref(), currency, "{text}");
        }
    }
}
