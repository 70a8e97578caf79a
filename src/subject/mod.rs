//! Subjects: one question asked of the same thing. Claims meet only inside a subject.

pub mod names;
mod question;

use crate::claim::Claim;
use crate::rule::Rules;
use crate::rule::written::{EntityKind, Scope};
use crate::value::Value;
use names::Names;
pub(crate) use question::question;
use std::collections::BTreeMap;

/// Which sources a claim may meet: for each source the number of its story, and of the pair it makes with its closest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Company {
    /// The story of each source.
    pub story: Vec<usize>,
    /// The pair of each source; a source that is nobody's closest has a number of its own.
    pub pair: Vec<usize>,
}

impl Company {
    /// All sources together, as in a rule's own examples.
    pub fn all(sources: usize) -> Self {
        Self { story: vec![0; sources], pair: vec![0; sources] }
    }

    /// The group that a claim meets others in.
    fn of(&self, claim: &Claim, rules: &Rules) -> usize {
        let groups = match rules.rules[claim.rule].scope {
            Scope::Anywhere => return 0,
            Scope::Story => &self.story,
            Scope::Closest => &self.pair,
        };
        groups.get(claim.statement.source).copied().unwrap_or_default()
    }
}

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
    /// By story, the names that rules free of topic use as keys: a surname is somebody else in every story.
    local: BTreeMap<usize, BTreeMap<String, String>>,
}

/// The names of all entities, ready to be looked up.
#[derive(Debug)]
pub struct Tables {
    /// Without those that are mere things.
    names: Names,
    /// With them.
    things: Names,
}

impl Tables {
    /// The tables of the entities of these rules.
    pub fn of(rules: &Rules) -> Self {
        Self { names: Names::new(&entities(rules, |kind| kind != EntityKind::Thing)), things: Names::new(&entities(rules, |_| true)) }
    }
}

impl Resolved {
    /// Resolves every name in the keys, speakers and values of all claims together, so that a spelling met anywhere counts
    /// everywhere; the keys of rules free of topic story by story.
    pub fn of(claims: &[Claim], rules: &Rules, company: &Company) -> Self {
        Self::by(&Tables::of(rules), claims, rules, company)
    }

    /// The same with tables that are ready, for those who resolve often.
    pub fn by(Tables { names, things }: &Tables, claims: &[Claim], rules: &Rules, company: &Company) -> Self {
        let is_local = |claim: &&Claim| rules.rules[claim.rule].scope != Scope::Anywhere;
        let canonical = clusters(names, claims.iter().flat_map(claim_names).collect());
        let mut keys: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for claim in claims.iter().filter(is_local) {
            keys.entry(company.of(claim, rules)).or_default().extend(claim.key.iter().map(String::as_str));
        }
        let local = keys.into_iter().map(|(group, keys)| (group, clusters(things, keys))).collect();
        Self { canonical, local }
    }

    fn key<'n>(&'n self, group: usize, scope: Scope, name: &'n str) -> &'n str {
        match self.local.get(&group).and_then(|names| names.get(name)) {
            Some(found) if scope != Scope::Anywhere => found,
            _ => self.get(name),
        }
    }

    /// The one name that a name stands for.
    pub fn get<'n>(&'n self, name: &'n str) -> &'n str {
        self.canonical.get(name).map_or(name, String::as_str)
    }
}

fn entities(rules: &Rules, wanted: fn(EntityKind) -> bool) -> Vec<names::Entity> {
    let entity = |e: &crate::rule::Entity| names::Entity {
        name: e.name.clone(),
        kind: format!("{:?}", e.kind).to_lowercase(),
        aliases: e.aliases.clone(),
        never: e.never.clone(),
    };
    rules.entities.iter().filter(|e| wanted(e.kind)).map(entity).collect()
}

/// For each name the one that it stands for.
fn clusters(names: &Names, mut all: Vec<&str>) -> BTreeMap<String, String> {
    all.retain(|name| !name.is_empty());
    all.sort_unstable();
    all.dedup();
    let clusters = names.cluster(&all);
    all.iter().zip(&clusters).map(|(name, &cluster)| ((*name).to_owned(), all[cluster].to_owned())).collect()
}

fn claim_names(claim: &Claim) -> impl Iterator<Item = &str> {
    let phrase = match &claim.value {
        Value::Phrase(phrase) => Some(phrase.as_str()),
        _ => None,
    };
    claim.key.iter().map(String::as_str).chain([claim.speaker.as_str()]).chain(phrase)
}

/// Brings together the claims that answer one question about one thing, in order of rule and key; the claims of each in
/// the order given. Claims of rules free of topic meet only in their company.
pub fn group(claims: &[Claim], rules: &Rules, resolved: &Resolved, company: &Company) -> Vec<Subject> {
    let mut subjects: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
    for (at, claim) in claims.iter().enumerate() {
        subjects.entry(Place::of(claim, rules, resolved, company)).or_default().push(at);
    }
    let owned = |key: Vec<&str>| key.into_iter().map(str::to_owned).collect();
    subjects.into_iter().map(|(place, claims)| Subject { rule: place.rule, key: owned(place.key), claims }).collect()
}

/// What brings claims together: those of one place are of one subject.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place<'a> {
    /// The rule that asks.
    pub rule: usize,
    /// The number of the sources that a rule free of topic compares.
    pub group: usize,
    /// The names that the claim's key stands for.
    pub key: Vec<&'a str>,
}

impl<'a> Place<'a> {
    /// The place of a claim.
    pub fn of(claim: &'a Claim, rules: &Rules, resolved: &'a Resolved, company: &Company) -> Self {
        let group = company.of(claim, rules);
        let scope = rules.rules[claim.rule].scope;
        let key = claim.key.iter().map(|name| resolved.key(group, scope, name)).collect();
        Self { rule: claim.rule, group, key }
    }
}
