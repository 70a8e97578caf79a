//! Rules that prove themselves: every example of every rule is judged, and what was said is held against what was expected.

use crate::claim::{self, Claim};
use crate::conflict::{self, Evidence};
use crate::rule::matching::Workspace;
use crate::rule::written::Expected;
use crate::rule::{Example, Rule, Rules};
use crate::source::{Shape, Source};
use crate::subject::{self, Company, Resolved, Tables};
use crate::verdict::Verdict;
use rayon::prelude::*;

/// How one example came out.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The rule, as `pack/rule`.
    pub rule: String,
    /// Which example of the rule, from 1.
    pub example: usize,
    /// The line of the rule file that it stands on.
    pub line: usize,
    /// The word the example expects.
    pub expected: &'static str,
    /// The word the rule came to: a verdict, or `none`.
    pub found: &'static str,
    /// What that makes of it.
    pub result: Outcomes,
    /// The two texts.
    pub texts: [String; 2],
    /// What the rule read in each text, as `answer (speaker)`.
    pub read: [Vec<String>; 2],
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
    /// Marked `todo`, and still does not hold.
    Todo,
    /// Marked `todo`, but holds by now.
    TodoHolds,
}

impl Outcomes {
    /// The word in a report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Missing => "missing",
            Self::Noisy => "noisy",
            Self::Wrong => "wrong verdict",
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
    let sources = [0, 1].map(|side| source(example, side));
    let claims: Vec<Claim> = sources.iter().enumerate().flat_map(|(side, source)| claims(number, side, source, rules, workspace)).collect();
    let found = strongest(&sources, &claims, rules, tables);
    let read = [0, 1].map(|side| claims.iter().filter(|c| c.statement.source == side).map(|c| told(c, rule)).collect());
    let expected = match example.expected {
        Expected::Verdict(verdict) => Some(verdict),
        Expected::None(_) => None,
    };
    let name = |verdict: Option<Verdict>| verdict.map_or("none", Verdict::name);
    Outcome {
        rule: rule.name(),
        example: at + 1,
        line: example.line,
        expected: name(expected),
        found: name(found),
        result: result(expected, found, example.todo),
        texts: example.texts.clone(),
        read,
    }
}

/// What the rule reads in one text; the others are not asked.
fn claims(rule: usize, side: usize, source: &Source, rules: &Rules, workspace: &mut Workspace) -> Vec<Claim> {
    let sentences = rules.language.read(&source.text, source.published);
    let found = rules.matches_of(rule, &sentences, workspace);
    claim::read_matches(side, source, &sentences, found, rules)
}

fn told(claim: &Claim, rule: &Rule) -> String {
    let speaker = if claim.speaker.is_empty() { "the outlet" } else { &claim.speaker };
    let mood = if rule.takes(claim.mood) { String::new() } else { format!(", as a {:?}", claim.mood).to_lowercase() };
    format!("{} ({speaker}{mood}{})", claim.answer(rule), if claim.hedged { ", hedged" } else { "" })
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
fn strongest(sources: &[Source], claims: &[Claim], rules: &Rules, tables: &Tables) -> Option<Verdict> {
    let company = Company::all(sources.len());
    let resolved = Resolved::by(tables, claims, rules, &company);
    let evidence = Evidence { sources, claims, rules, resolved: &resolved };
    let across = |pair: &conflict::Judged| claims[pair.a].statement.source != claims[pair.b].statement.source;
    let verdicts = subject::group(claims, rules, &resolved, &company)
        .iter()
        .flat_map(|subject| conflict::judge(subject, &evidence, 1000).pairs)
        .filter(across)
        .map(|pair| pair.verdict)
        .collect::<Vec<_>>();
    verdicts.into_iter().min()
}

fn result(expected: Option<Verdict>, found: Option<Verdict>, todo: bool) -> Outcomes {
    let conflict = |verdict: Option<Verdict>| verdict.is_some_and(Verdict::is_conflict);
    match (expected == found, todo) {
        (true, false) => Outcomes::Held,
        (true, true) => Outcomes::TodoHolds,
        (false, true) => Outcomes::Todo,
        (false, false) if conflict(expected) && !conflict(found) => Outcomes::Missing,
        (false, false) if !conflict(expected) && conflict(found) => Outcomes::Noisy,
        (false, false) => Outcomes::Wrong,
    }
}
