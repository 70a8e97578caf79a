//! Scopes: which tokens a cue negates, denies, hedges, or makes a wish, a plan, a condition or a question.

use super::token::Token;
use super::{Language, Tokens};

/// A cue and the tokens it acts on.
///
/// A rule's match that *contains* the cue is not acted on by it: the pattern meant it. So the cue is kept apart
/// from what it covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// What it does to what it covers.
    pub kind: ScopeKind,
    /// The cue's own tokens (`did n't` gives `n't`).
    pub cue: Tokens,
    /// The tokens it acts on. Never holds the cue.
    pub over: Tokens,
}

/// What a cue does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ScopeKind {
    /// `not`, `no`, `never`, `nobody`, `without`, `fail to`.
    Negation,
    /// `deny`, `refute`, `reject the claim that`, `no truth in`: somebody says that it is false.
    Denial,
    /// `may`, `reportedly`, `believed to`, `unconfirmed`.
    Hedge,
    /// `want`, `call for`, `urge`, `hope`, `demand`: not said to be so.
    Wish,
    /// `plan to`, `promise to`, `threaten to`, `will`: not so yet.
    Plan,
    /// `if`, `unless`, `whether`, `would`.
    Condition,
    /// A question.
    Question,
}

/// The scopes of one sentence, in order of their cues.
pub fn find(text: &str, tokens: &[Token], language: &Language) -> Vec<Scope> {
    let _ = (text, tokens, language);
    Vec::new()
}
