//! Why a rule that has words for a text reads nothing in it: its topic words are not near, or a word is there that shuts it out.

use super::Rules;
use super::matching::{Workspace, combine, near, occurs};
use crate::language::Sentence;

/// What keeps a rule from reading a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shut {
    /// This pattern of `about` is not found near the words.
    About(usize),
    /// This pattern of `unless` is found beside the words.
    Unless(usize),
}

impl Rules {
    /// What keeps a rule from reading these sentences, although one of them holds its words; `None` where nothing does.
    pub(crate) fn shut(&self, number: usize, sentences: &[Sentence], workspace: &mut Workspace) -> Option<Shut> {
        let rule = &self.rules[number];
        let hits = self.hits_of(number, sentences, workspace);
        let mut said = (0..sentences.len()).filter(|&at| rule.ways.iter().any(|way| !combine(&way.pattern, &hits[at]).is_empty()));
        let why = |at: usize| {
            let around = near(rule, at, hits.len());
            let found = |pattern| around.clone().any(|i| occurs(pattern, &hits[i]));
            let about = rule.about.iter().position(|pattern| !found(pattern)).map(Shut::About);
            about.or_else(|| rule.unless.iter().position(|pattern| occurs(pattern, &hits[at])).map(Shut::Unless))
        };
        let first = said.next()?;
        let shut = why(first)?;
        said.all(|at| why(at).is_some()).then_some(shut)
    }
}
