//! What a claim is asked of: the names and nouns that fill the slots of a rule's key.

use super::Reader;
use crate::language::lexicon::{Class, Word};
use crate::language::number::NumberKind;
use crate::language::phrase::Phrase;
use crate::language::token;
use crate::rule::matching::Filler;
use crate::rule::pattern::Fill;
use crate::rule::written::{Naming, Scope as Meeting};

impl Reader<'_> {
    /// The phrase that is the key where the one that the pattern took hangs on a preposition.
    pub(super) fn holder_of_key(&self) -> Option<&Phrase> {
        if self.rule.scope != Meeting::Story || self.rule.presupposed {
            return None;
        }
        let is_phrase = |f: &&Filler| matches!(f.fill, Fill::Phrase | Fill::Who) && self.rule.key.contains(&f.slot);
        let mut taken = self.found.fillers.iter().filter(is_phrase).filter_map(|f| self.sentence.phrases.get(f.index));
        taken.find(|phrase| self.hangs_on_preposition(phrase)).and_then(|phrase| self.holding(phrase))
    }

    /// What a key slot holds; `None` where a rule free of topic has only a word that could stand for anything.
    pub(super) fn key_text(&self, slot: usize) -> Option<String> {
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

    /// The base form of a noun, in small letters.
    pub(super) fn singular(&self, at: usize) -> String {
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
    pub(super) fn antecedent(&self, pronoun: &Phrase) -> Option<&Phrase> {
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
        Some(self.words(&(first..phrase.head)))
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
    pub(super) fn bare_name(&self, phrase: &Phrase) -> String {
        let tokens = &self.sentence.tokens;
        let belongs = |at: &usize| tokens[*at].capital || tokens[*at].joined || self.language.lists.get("name-particle").has(&tokens[*at]);
        let mut start = (phrase.tokens.start..phrase.head).rev().take_while(belongs).last().unwrap_or(phrase.head);
        while start + 1 < phrase.head && (tokens[start].classes.has(Class::Noun) || !tokens[start].capital) {
            start += 1;
        }
        self.words(&(start..phrase.head + 1))
    }
}
