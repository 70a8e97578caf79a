//! What a text says on its face: sentences, tokens, numbers, dates, noun phrases, scopes and speakers.
//!
//! English, by rules and word lists; no model. Nothing here knows of rules, subjects or conflicts. Everything is a
//! pure function of the text, the day it was published and the word lists ([`Lists`]).
//!
//! Absent on purpose: a parser. It was measured to bring nothing to the judging of contradictions.

pub mod attribution;
pub mod date;
pub mod english;
mod figure;
pub mod lemma;
pub mod lexicon;
pub mod lists;
pub mod number;
mod part;
pub mod phrase;
pub mod scope;
pub mod sentence;
pub mod token;
pub mod values;
mod verb;

use crate::text::Span;
use attribution::Attribution;
use date::Moment;
use jiff::civil::Date;
use lexicon::Lexicon;
use lists::Lists;
use number::Number;
use phrase::Phrase;
use scope::Scope;
use token::Token;
use values::Values;

/// A half-open range of token positions within one sentence.
pub type Tokens = std::ops::Range<usize>;

/// All that is known of a language before any text is read. Built once, shared by all threads.
#[derive(Debug)]
pub struct Language {
    /// The dictionary.
    pub lexicon: Lexicon,
    /// The word lists.
    pub lists: Lists,
    /// What words of number and time are worth.
    pub values: Values,
}

/// One sentence, read.
#[derive(Debug, Clone, Default)]
pub struct Sentence {
    /// Its bytes in the source's text, without surrounding white space.
    pub span: Span,
    /// Which paragraph of the source it stands in, from 0.
    pub paragraph: u32,
    /// Its words and marks.
    pub tokens: Vec<Token>,
    /// Its cardinal numbers and quantities, in order.
    pub numbers: Vec<Number>,
    /// The dates and periods it names, in order.
    pub moments: Vec<Moment>,
    /// Its noun phrases, in order of their first token.
    pub phrases: Vec<Phrase>,
    /// Which tokens are negated, hedged, wished for and so on, and by which cue.
    pub scopes: Vec<Scope>,
    /// Who is held to which tokens.
    pub attributions: Vec<Attribution>,
}

impl Language {
    /// English, with the shipped dictionary and the given word lists.
    pub fn new(lists: Lists) -> Self {
        Self { lexicon: Lexicon::shipped(), lists, values: Values::shipped() }
    }

    /// Reads a text: its sentences in order, each with everything that can be told from it and its neighbours.
    ///
    /// `published` is what relative dates ("on Monday", "last January") are counted from; without it they stay open.
    pub fn read(&self, text: &str, published: Option<Date>) -> Vec<Sentence> {
        let mut sentences: Vec<Sentence> = sentence::split(text, &self.lists)
            .into_iter()
            .map(|(span, paragraph)| self.sentence(text, span, paragraph, published))
            .collect();
        attribution::attribute(text, &mut sentences, self);
        sentences
    }

    fn sentence(&self, text: &str, span: Span, paragraph: u32, published: Option<Date>) -> Sentence {
        let tokens = token::tokenize(text, span, &self.lexicon);
        let numbers = number::find(text, &tokens, self);
        let moments = date::find(text, &tokens, published, self);
        let reading = part::Reading::new(text, &tokens, self);
        let phrases = phrase::find(&reading, &numbers);
        let scopes = scope::of(&reading);
        Sentence { span, paragraph, tokens, numbers, moments, phrases, scopes, attributions: Vec::new() }
    }
}

impl Sentence {
    /// The bytes of a range of its tokens.
    pub fn span_of(&self, tokens: &Tokens) -> Span {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if tokens.start < tokens.end => first.span.cover(last.span),
            _ => Span { start: self.span.start, end: self.span.start },
        }
    }
}

/// What the tests of the readers share.
#[cfg(test)]
mod testing {
    use super::*;
    use std::collections::BTreeMap;
    use std::sync::LazyLock;

    /// English as shipped, read once.
    pub(super) fn english() -> &'static Language {
        static ENGLISH: LazyLock<Language> = LazyLock::new(|| Language::new(Lists::new(words(lists::SHIPPED))));
        &ENGLISH
    }

    fn words(written: &str) -> BTreeMap<String, Vec<String>> {
        #[derive(serde::Deserialize)]
        struct File {
            words: BTreeMap<String, Vec<String>>,
        }
        toml::from_str::<File>(written).expect("the shipped lists are TOML").words
    }

    /// The tokens of a whole text.
    pub(super) fn tokens(text: &str) -> Vec<Token> {
        token::tokenize(text, Span::new(0, text.len()), &english().lexicon)
    }
}
