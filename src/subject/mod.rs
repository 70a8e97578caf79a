//! Subjects: one question asked of the same thing. Claims meet only inside a subject.

pub mod names;

use crate::claim::Claim;
use crate::rule::Rules;
use crate::value::Value;
use names::Names;
use std::collections::BTreeMap;

/// All claims that answer one question about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The rule that asks, by its place in [`Rules::rules`].
    pub rule: usize,
    /// What it is asked of: a name for each of the rule's key slots.
    pub key: Vec<String>,
    /// The claims, by their place in the run's list.
    pub claims: Vec<usize>,
}

/// The names that claims hold, each with the one name it stands for.
#[derive(Debug, Default)]
pub struct Resolved {
    canonical: BTreeMap<String, String>,
}

impl Resolved {
    /// Resolves every name in the keys, speakers and values of all claims together, so that a spelling met anywhere counts everywhere.
    pub fn of(claims: &[Claim], rules: &Rules) -> Self {
        let entities: Vec<names::Entity> = rules
            .entities
            .iter()
            .map(|e| names::Entity {
                name: e.name.clone(),
                kind: format!("{:?}", e.kind).to_lowercase(),
                aliases: e.aliases.clone(),
                never: e.never.clone(),
            })
            .collect();
        let mut all: Vec<&str> = claims.iter().flat_map(claim_names).filter(|name| !name.is_empty()).collect();
        all.sort_unstable();
        all.dedup();
        let clusters = Names::new(&entities).cluster(&all);
        let canonical = all.iter().zip(&clusters).map(|(name, &cluster)| ((*name).to_owned(), all[cluster].to_owned())).collect();
        Self { canonical }
    }

    /// The one name that a name stands for.
    pub fn get<'n>(&'n self, name: &'n str) -> &'n str {
        self.canonical.get(name).map_or(name, String::as_str)
    }
}

fn claim_names(claim: &Claim) -> impl Iterator<Item = &str> {
    let phrase = match &claim.value {
        Value::Phrase(phrase) => Some(phrase.as_str()),
        _ => None,
    };
    claim.key.iter().map(String::as_str).chain([claim.speaker.as_str()]).chain(phrase)
}

/// Brings together the claims that answer one question about one thing, in order of rule and key; the claims of each in
/// the order given.
pub fn group(claims: &[Claim], resolved: &Resolved) -> Vec<Subject> {
    let mut subjects: BTreeMap<(usize, Vec<&str>), Vec<usize>> = BTreeMap::new();
    for (at, claim) in claims.iter().enumerate() {
        let key = claim.key.iter().map(|name| resolved.get(name)).collect();
        subjects.entry((claim.rule, key)).or_default().push(at);
    }
    let owned = |key: Vec<&str>| key.into_iter().map(str::to_owned).collect();
    subjects.into_iter().map(|((rule, key), claims)| Subject { rule, key: owned(key), claims }).collect()
}
