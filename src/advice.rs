//! What is doubtful in rules that work: from how they are written, and from what they read in their own examples.

use crate::claim::{self, Claim};
use crate::proof::{self, Outcome, Outcomes};
use crate::rule::doubt::{self, Desk};
use crate::rule::matching::Workspace;
use crate::rule::problem::{File, in_order};
use crate::rule::read::{ReadRule, WrittenPack};
use crate::rule::shut::Shut;
use crate::rule::written::{Expected, Text, WrittenExample};
use crate::rule::{Code, Loaded, Problem, Rule, Rules};
use crate::source::{Shape, Source};
use crate::value::Value;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Everything that is doubtful in the packs of the wanted files, by file and place.
pub fn advise(mut loaded: Loaded, wanted: impl Fn(&Path) -> bool) -> Vec<Problem> {
    let in_file = &wanted;
    // A pack that another one extends stands in several files.
    let wanted = |file: &File| file.paths().into_iter().any(in_file);
    let mut told = doubt::doubts(&loaded, &wanted);
    let Loaded { rules, packs, .. } = &mut loaded;
    let written = written(packs, &wanted);
    // The automaton stays as it is; what nobody wants to hear of is not read.
    rules.rules.retain(|rule| written.contains_key(&(rule.pack.as_str(), rule.id.as_str())));
    let outcomes = proof::test(rules);
    let mut by_rule: BTreeMap<&str, Vec<&Outcome>> = BTreeMap::new();
    outcomes.iter().for_each(|outcome| by_rule.entry(&outcome.rule).or_default().push(outcome));
    let of_rule = |workspace: &mut Workspace, (number, rule): (usize, &Rule)| {
        let (pack, read) = written[&(rule.pack.as_str(), rule.id.as_str())];
        let desk = Desk { pack, rule: Some(read) };
        let mut out = Vec::new();
        told_by_outcomes(&desk, read, by_rule.get(rule.name().as_str()).map_or(&[][..], Vec::as_slice), &mut out);
        told_by_claims(&desk, read, number, rules, workspace, &mut out);
        out
    };
    let more: Vec<Vec<Problem>> = rules.rules.par_iter().enumerate().map_init(Workspace::default, of_rule).collect();
    told.extend(more.into_iter().flatten());
    let mut told = together(in_order(told));
    told.retain(|problem| in_file(&problem.file.path));
    told
}

/// The failing examples of a file as one doubt: `rules test` tells all about each, and here they would bury the others.
fn together(told: Vec<Problem>) -> Vec<Problem> {
    let mut lines: BTreeMap<PathBuf, Vec<usize>> = BTreeMap::new();
    for problem in told.iter().filter(|problem| problem.code == Code::ExampleFails) {
        lines.entry(problem.file.path.clone()).or_default().push(problem.file.line(problem.at.start));
    }
    let mut kept = Vec::with_capacity(told.len());
    for mut problem in told {
        if problem.code == Code::ExampleFails {
            // The first of a file stands for all of them.
            let Some(lines) = lines.remove(&problem.file.path) else { continue };
            if lines.len() > 1 {
                problem.message = format!("{} examples do not hold: those on lines {}", lines.len(), listed(&lines));
                problem.help = format!("`gainsay rules test {}` shows what was read in their texts", problem.file.path.display());
            }
        }
        kept.push(problem);
    }
    kept
}

/// How many lines are named.
const LINES_TOLD: usize = 8;

/// `12, 17 and 22`
fn listed(lines: &[usize]) -> String {
    let mut named: Vec<String> = lines.iter().take(LINES_TOLD).map(usize::to_string).collect();
    let last = match lines.len() - named.len() {
        0 => named.pop().unwrap_or_default(),
        more => format!("{more} more"),
    };
    format!("{} and {last}", named.join(", "))
}

/// The rules of the wanted files as written, by pack and id; of two of one name the first.
fn written<'p>(packs: &'p [WrittenPack], wanted: &impl Fn(&File) -> bool) -> BTreeMap<(&'p str, &'p str), (&'p WrittenPack, &'p ReadRule)> {
    let mut written = BTreeMap::new();
    for pack in packs.iter().filter(|pack| wanted(&pack.file)) {
        for read in &pack.rules {
            written.entry((pack.head.id.get_ref().as_str(), read.written.id.get_ref().as_str())).or_insert((pack, read));
        }
    }
    written
}

/// Examples that do not come out as their author says.
fn told_by_outcomes(desk: &Desk, read: &ReadRule, outcomes: &[&Outcome], out: &mut Vec<Problem>) {
    for (outcome, example) in outcomes.iter().zip(&read.written.example) {
        // `rules test` names the line of the texts, and the caret stands there too.
        let at = example.texts.first().map_or(example.verdict.span(), Text::span);
        match outcome.result {
            Outcomes::TodoHolds => {
                let help = "take `todo` away";
                desk.tell(out, Code::TodoHolds, at, "the example is marked `todo`, and holds by now", help);
            }
            Outcomes::Missing | Outcomes::Noisy | Outcomes::Wrong | Outcomes::Unpaired => {
                let came_to =
                    if outcome.found == "none" { "the two texts never meet" } else { &format!("the rule comes to {}", outcome.found) };
                let message = format!("the example does not hold: {came_to}");
                let help = format!("{}; `gainsay rules test` shows what was read in the two texts", outcome.why);
                desk.tell(out, Code::ExampleFails, at, message, help);
            }
            _ => {}
        }
    }
}

/// What the rule reads in one text of an example.
struct Side<'a> {
    example: &'a WrittenExample,
    text: &'a Text,
    claims: Vec<Claim>,
    shut: Option<Shut>,
}

/// What the claims that are read in the examples leave unshown.
fn told_by_claims(desk: &Desk, read: &ReadRule, number: usize, rules: &Rules, workspace: &mut Workspace, out: &mut Vec<Problem>) {
    let rule = &rules.rules[number];
    if read.written.is_begun() {
        return;
    }
    let examples = rule.examples.iter().zip(&read.written.example);
    let sides: Vec<[Side; 2]> =
        examples.map(|(ready, example)| [0, 1].map(|at| side(example, at, ready.dates[at], number, rules, workspace))).collect();
    unseen_answers(desk, read, rule, &sides, out);
    idle_key(desk, read, rule, &sides, out);
    shut_out(desk, read, &sides, out);
}

fn side<'a>(
    example: &'a WrittenExample,
    at: usize,
    published: Option<jiff::civil::Date>,
    number: usize,
    rules: &Rules,
    workspace: &mut Workspace,
) -> Side<'a> {
    let text = &example.texts[at];
    let source = Source { published, text: text.get_ref().clone(), shape: Shape::Row, ..Source::default() };
    let sentences = rules.language.read(&source.text, source.published);
    let found = rules.matches_of(number, &sentences, workspace);
    let claims = claim::read_matches(at, &source, &sentences, found, rules);
    let shut = if claims.is_empty() { rules.shut(number, &sentences, workspace) } else { None };
    Side { example, text, claims, shut }
}

fn unseen_answers(desk: &Desk, read: &ReadRule, rule: &Rule, sides: &[[Side; 2]], out: &mut Vec<Problem>) {
    let claims = sides.iter().flatten().flat_map(|side| &side.claims);
    let seen: BTreeSet<usize> =
        claims.filter_map(|claim| if let Value::Named(answer) = claim.value { Some(answer) } else { None }).collect();
    if rule.examples.is_empty() {
        return;
    }
    for (at, answer) in read.written.answer.iter().enumerate().filter(|(at, _)| !seen.contains(at)) {
        let message = format!("no example shows the answer `{}`", rule.answers[at].value);
        desk.tell(out, Code::UnseenAnswer, answer.value.span(), message, "add a [[rule.example]] with a text that gives it");
    }
}

/// A key is there to keep things apart: some example should show it doing so.
fn idle_key(desk: &Desk, read: &ReadRule, rule: &Rule, sides: &[[Side; 2]], out: &mut Vec<Problem>) {
    if rule.key.is_empty() || sides.is_empty() {
        return;
    }
    let keys = |side: &Side| side.claims.iter().map(|claim| claim.key.join("\n").to_lowercase()).collect::<BTreeSet<_>>();
    let shown = sides.iter().any(|[a, b]| {
        let (a, b) = (keys(a), keys(b));
        !a.is_empty() && !b.is_empty() && a.is_disjoint(&b)
    });
    if !shown {
        let at = read.seen.keys.get("key").cloned().unwrap_or(read.written.id.span());
        let message = "no example shows that the key keeps two things apart";
        let help = "add a [[rule.example]] with the verdict `none`: two answers about two different things";
        desk.tell(out, Code::IdleKey, at, message, help);
    }
}

/// Texts of examples that hold the rule's words, and are shut out by its `about` or `unless` although a verdict is expected.
fn shut_out(desk: &Desk, read: &ReadRule, sides: &[[Side; 2]], out: &mut Vec<Problem>) {
    for side in sides.iter().flatten().filter(|side| !side.example.todo && matches!(side.example.verdict.get_ref(), Expected::Verdict(_))) {
        let told = out.len();
        let (pattern, message, help) = match side.shut {
            Some(Shut::About(at)) => (
                read.written.about.get(at),
                "`about` shuts out an example of its own: this pattern is not found near the words that give the answer",
                "add the words that the example names the topic by, or raise `near`; all patterns of `about` must be found",
            ),
            Some(Shut::Unless(at)) => (
                read.written.unless.get(at),
                "`unless` shuts out an example of its own: this pattern is found beside the words that give the answer",
                "make the pattern narrower",
            ),
            None => continue,
        };
        let at = pattern.map_or(read.written.id.span(), Text::span);
        desk.tell(out, Code::ShutOut, at, message, help);
        out[told..].iter_mut().for_each(|problem| problem.also.push((side.text.span(), "the example".to_owned())));
    }
}
