//! Rules that prove themselves: every example of every rule is judged, and what was said is held against what was expected.

pub mod todo;
mod why;

pub use why::{Lack, Why};

use crate::claim::{self, Claim};
use crate::conflict::{self, Evidence, Judged};
use crate::error::Place;
use crate::language::Sentence;
use crate::rule::matching::Workspace;
use crate::rule::written::{Expected, Mood, is_blank};
use crate::rule::{Example, Rule, Rules};
use crate::source::{Shape, Source};
use crate::subject::{self, Company, Resolved, Tables};
use crate::text::Span;
use crate::verdict::Verdict;
use rayon::prelude::*;

/// How one example came out.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The rule, as `pack/rule`.
    pub rule: String,
    /// Which of the rule's examples in that file, from 1.
    pub example: usize,
    /// The file and the line that it stands on.
    pub place: Place,
    /// The word the example expects.
    pub expected: &'static str,
    /// The word the rule came to: a verdict, or `none`.
    pub found: &'static str,
    /// What that makes of it.
    pub result: Outcomes,
    /// The two texts, each with what the rule read in it.
    pub sides: [Side; 2],
    /// Why the rule came to that word.
    pub why: Why,
}

/// One text of an example, and what the rule read in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// The text.
    pub text: String,
    /// The claims that the rule read.
    pub read: Vec<Read>,
}

/// One claim, as the author of a rule wants to see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The answer.
    pub answer: String,
    /// Whether it is said not to be so.
    pub denied: bool,
    /// Who is held to it; empty when it is the outlet.
    pub speaker: String,
    /// How it is said.
    pub mood: Mood,
    /// Whether it is said with a hedge.
    pub hedged: bool,
    /// What fills the rule's key slots.
    pub key: Vec<String>,
    /// When it took place, where the sentence tells.
    pub when: Option<String>,
    /// The bytes of the text that matched.
    pub evidence: Span,
}

/// The corners of an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcomes {
    /// As expected.
    Held,
    /// A conflict was expected, and the rule found none.
    Missing,
    /// No conflict was expected, and the rule found one.
    Noisy,
    /// Another verdict than the one expected.
    Wrong,
    /// A verdict was expected that is no conflict, and the rule brings the two texts to none at all.
    Unpaired,
    /// Its texts are still to be written.
    Blank,
    /// Marked `todo`, and still does not hold.
    Todo,
    /// Marked `todo`, but holds by now.
    TodoHolds,
}

impl Outcomes {
    /// All of them, in the order of the documentation.
    pub const ALL: [Self; 8] =
        [Self::Held, Self::Missing, Self::Noisy, Self::Wrong, Self::Unpaired, Self::Blank, Self::Todo, Self::TodoHolds];

    /// The word in a report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Missing => "missing",
            Self::Noisy => "noisy",
            Self::Wrong => "wrong verdict",
            Self::Unpaired => "no pair",
            Self::Blank => "not filled in",
            Self::Todo => "todo",
            Self::TodoHolds => "todo now holds",
        }
    }

    /// Whether the rule does what its author says.
    pub fn is_right(self) -> bool {
        matches!(self, Self::Held | Self::Todo)
    }
}

/// Judges every example of every rule, in order.
pub fn test(rules: &Rules) -> Vec<Outcome> {
    let all: Vec<(usize, usize)> =
        rules.rules.iter().enumerate().flat_map(|(number, rule)| (0..rule.examples.len()).map(move |example| (number, example))).collect();
    let tables = Tables::of(rules);
    let one = |workspace: &mut Workspace, &(number, example): &(usize, usize)| outcome(number, example, rules, &tables, workspace);
    all.par_iter().map_init(Workspace::default, one).collect()
}

fn outcome(number: usize, at: usize, rules: &Rules, tables: &Tables, workspace: &mut Workspace) -> Outcome {
    let rule = &rules.rules[number];
    let example = &rule.examples[at];
    let trial = Trial::of(number, example, rules, tables, workspace);
    let expected = match example.expected {
        Expected::Verdict(verdict) => Some(verdict),
        Expected::None(_) => None,
    };
    let found = trial.found.as_ref().map(|judged| judged.verdict);
    let blank = example.texts.iter().any(|text| is_blank(text));
    let name = |verdict: Option<Verdict>| verdict.map_or("none", Verdict::name);
    Outcome {
        rule: rule.name(),
        example: rule.examples[..=at].iter().filter(|other| other.file == example.file).count(),
        place: Place { file: Some(example.file.clone()), line: example.line, column: 0 },
        expected: name(expected),
        found: name(found),
        result: if blank { Outcomes::Blank } else { result(expected, found, example.todo) },
        sides: [0, 1].map(|side| trial.side(side, rule)),
        why: if blank { Why::Blank } else { why::why(&trial, expected, number, rules, workspace) },
    }
}

/// One example, read and judged.
struct Trial {
    sources: [Source; 2],
    sentences: [Vec<Sentence>; 2],
    /// The claims of the rule.
    claims: Vec<Claim>,
    /// The strongest verdict on any pair across the two texts; `None` when no claims meet.
    found: Option<Judged>,
}

impl Trial {
    fn of(number: usize, example: &Example, rules: &Rules, tables: &Tables, workspace: &mut Workspace) -> Self {
        let sources = [0, 1].map(|side| source(example, side));
        let sentences = sources.each_ref().map(|source| rules.language.read(&source.text, source.published));
        let mut read = |side: usize| {
            let found = rules.matches_of(number, &sentences[side], workspace);
            claim::read_matches(side, &sources[side], &sentences[side], found, rules)
        };
        let claims = [read(0), read(1)].concat();
        let found = strongest(&sources, &claims, rules, tables);
        Self { sources, sentences, claims, found }
    }

    fn side(&self, side: usize, rule: &Rule) -> Side {
        let read = self.claims.iter().filter(|claim| claim.statement.source == side).map(|claim| Read::of(claim, rule)).collect();
        Side { text: self.sources[side].text.clone(), read }
    }
}

impl Read {
    fn of(claim: &Claim, rule: &Rule) -> Self {
        Self {
            answer: Claim { denied: false, ..claim.clone() }.answer(rule),
            denied: claim.denied,
            speaker: claim.speaker.clone(),
            mood: claim.mood,
            hedged: claim.hedged,
            key: claim.key.clone(),
            when: claim.when.as_ref().map(claim::period_words),
            evidence: claim.evidence,
        }
    }
}

fn source(example: &Example, side: usize) -> Source {
    Source {
        id: ["a", "b"][side].to_owned(),
        outlet: example.sources[side].clone(),
        published: example.dates[side],
        file: "example".to_owned(),
        line: 1,
        text: example.texts[side].clone(),
        shape: Shape::Row,
        ..Source::default()
    }
}

/// The strongest verdict on any pair across the two texts; `None` when no claims meet.
fn strongest(sources: &[Source], claims: &[Claim], rules: &Rules, tables: &Tables) -> Option<Judged> {
    let company = Company::all(sources.len());
    let resolved = Resolved::by(tables, claims, rules, &company);
    let evidence = Evidence { sources, claims, rules, resolved: &resolved };
    let across = |pair: &Judged| claims[pair.a].statement.source != claims[pair.b].statement.source;
    subject::group(claims, rules, &resolved, &company)
        .iter()
        .flat_map(|subject| conflict::judge(subject, &evidence, 1000).pairs)
        .filter(across)
        .min_by_key(|pair| pair.verdict)
}

fn result(expected: Option<Verdict>, found: Option<Verdict>, todo: bool) -> Outcomes {
    let conflict = |verdict: Option<Verdict>| verdict.is_some_and(Verdict::is_conflict);
    match (expected == found, todo) {
        (true, false) => Outcomes::Held,
        (true, true) => Outcomes::TodoHolds,
        (false, true) => Outcomes::Todo,
        (false, false) if conflict(expected) && !conflict(found) => Outcomes::Missing,
        (false, false) if !conflict(expected) && conflict(found) => Outcomes::Noisy,
        (false, false) if found.is_none() => Outcomes::Unpaired,
        (false, false) => Outcomes::Wrong,
    }
}
