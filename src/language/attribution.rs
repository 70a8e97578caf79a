//! Attribution: who is held to which words.

use super::{Language, Sentence, Tokens};

/// A part of a sentence that somebody other than the outlet is held to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// The tokens of the verb or phrase of saying (`said`, `according to`); empty for a quotation carried on from the sentence before.
    pub cue: Tokens,
    /// What the cue does.
    pub manner: Manner,
    /// The speaker as a report should name it, with pronouns and "the spokesperson" resolved to the last one named:
    /// `the Imam Ali Division militia`. Never empty.
    pub speaker: String,
    /// The speaker's tokens in this sentence, where it has any here.
    pub source: Option<Tokens>,
    /// The tokens held to the speaker. May contain the cue and the speaker when they interrupt the words.
    pub over: Tokens,
}

/// What a verb of saying does with what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Manner {
    /// Says it is so: say, claim, according to.
    Assert,
    /// Says it is not so: deny, reject, refute.
    Deny,
    /// Holds somebody responsible: accuse, blame.
    Accuse,
    /// Is for it: welcome, hail, thank.
    Praise,
    /// Is against it: condemn, criticise.
    Criticize,
    /// Wants it done: urge, order, call on.
    Demand,
    /// Says it will be done: promise, pledge, threaten.
    Promise,
}

/// Fills [`Sentence::attributions`] of all sentences of one source; quotations and pronouns reach across sentences.
pub fn attribute(text: &str, sentences: &mut [Sentence], language: &Language) {
    let _ = (text, sentences, language);
}

impl Sentence {
    /// The attribution that a range of tokens belongs to: the innermost that covers its first token.
    pub fn attribution_at(&self, token: usize) -> Option<&Attribution> {
        self.attributions.iter().filter(|a| a.over.contains(&token)).min_by_key(|a| (a.over.len(), a.cue.start))
    }
}
