//! `gainsay rules`.

use crate::args::{RulesCommand, RulesFilesArgs, RulesListArgs, RulesShowArgs, RunArgs};
use crate::exit_code::ExitCode;
use crate::notices::Notices;
use crate::output::print;
use crate::{output, rules};
use gainsay::error::{Error, Result};
use gainsay::proof::{self, Outcome, Outcomes};
use gainsay::report::{self, RuleRow};
use gainsay::rule::{Answer, Rule, Rules};
use gainsay::text::one_line;
use serde::Serialize;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Lists, shows, checks or tests rules.
pub(super) fn run(command: &RulesCommand, run: &RunArgs) -> Result<ExitCode> {
    match command {
        RulesCommand::List(args) => list(args, run),
        RulesCommand::Show(args) => show(args),
        RulesCommand::Check(args) => check(args),
        RulesCommand::Test(args) => test(args, Notices::unless(run.quiet)),
    }
}

fn list(args: &RulesListArgs, run: &RunArgs) -> Result<ExitCode> {
    let rules = rules::load(&args.rules, false)?;
    let rows: Vec<_> = rules.rules.iter().map(row).collect();
    output::write(&args.output, run.color, |format, options, out| report::write_records(&rows, format, options, out))?;
    Ok(ExitCode::Success)
}

fn row(rule: &Rule) -> RuleRow {
    RuleRow {
        rule: rule.name(),
        shape: word(&rule.shape),
        kind: rule.kind,
        severity: rule.severity,
        answers: rule.answers.len(),
        examples: rule.examples.len(),
        question: rule.ask.clone(),
    }
}

fn show(args: &RulesShowArgs) -> Result<ExitCode> {
    let rules = rules::load(&args.rules, false)?;
    let unknown = || Error::new(format!("no rule is called `{}`", args.id)).with_help("`gainsay rules list` shows all of them");
    let rule = rules.find(&args.id).ok_or_else(unknown)?;
    print(&described(rule, &rules))?;
    Ok(ExitCode::Success)
}

/// What a rule asks, the answers it names and its examples, for reading.
fn described(rule: &Rule, rules: &Rules) -> String {
    let mut lines = vec![rule.name(), rule.ask.clone()];
    lines.push(format!("shape {}, conflict {}, severity {}", word(&rule.shape), rule.kind, rule.severity));
    let pack = rules.packs.iter().find(|pack| pack.id == rule.pack);
    lines.extend(pack.map(|pack| format!("pack {}: {} ({})", pack.id, pack.title, pack.file.display())));
    lines.extend((!rule.answers.is_empty()).then(|| "\nanswers".to_owned()));
    for Answer { value, means, .. } in &rule.answers {
        lines.push(means.as_ref().map_or(format!("  {value}"), |means| format!("  {value}: {means}")));
    }
    lines.extend((!rule.examples.is_empty()).then(|| "\nexamples".to_owned()));
    for example in &rule.examples {
        lines.push(format!("  {}", word(&example.expected)));
        lines.extend(example.texts.iter().map(|text| format!("    {}", one_line(text))));
    }
    lines.join("\n")
}

fn check(args: &RulesFilesArgs) -> Result<ExitCode> {
    let (rules, problems) = rules::load_all(&args.rules, &args.files)?;
    rules::tell(&problems);
    let of = |n: usize, noun: &str| if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") };
    let mistakes = if problems.is_empty() { "no mistakes".to_owned() } else { of(problems.len(), "mistake") };
    print(&format!("{} in {} can be used; {mistakes}.", of(rules.rules.len(), "rule"), of(rules.packs.len(), "pack")))?;
    Ok(if problems.is_empty() { ExitCode::Success } else { ExitCode::Failure })
}

fn test(args: &RulesFilesArgs, notices: Notices) -> Result<ExitCode> {
    let (mut rules, problems) = rules::load_all(&args.rules, &args.files)?;
    rules::tell(&problems);
    keep_packs_of(&mut rules, &args.files);
    let outcomes = notices.during("testing", || proof::test(&rules));
    let failed: Vec<_> = outcomes.iter().filter(|outcome| !outcome.result.is_right()).collect();
    failed.iter().try_for_each(|outcome| print(&told(outcome)))?;
    print(&tally(&outcomes))?;
    Ok(if failed.is_empty() && problems.is_empty() { ExitCode::Success } else { ExitCode::Failure })
}

fn tally(outcomes: &[Outcome]) -> String {
    let of = |result| outcomes.iter().filter(|outcome| outcome.result == result).count();
    let hold = format!("{} of {} examples hold", of(Outcomes::Held), outcomes.len());
    match of(Outcomes::Todo) {
        0 => format!("{hold}."),
        todo => format!("{hold}; {todo} are marked as not holding yet."),
    }
}

/// Where files are named, only their rules are tested; the other packs are there for the lists they lend.
fn keep_packs_of(rules: &mut Rules, files: &[PathBuf]) {
    if files.is_empty() {
        return;
    }
    let files: Vec<_> = files.iter().filter_map(|file| file.canonicalize().ok()).collect();
    let named = |path: &Path| path.canonicalize().is_ok_and(|path| files.iter().any(|file| path.starts_with(file)));
    let packs: Vec<_> = rules.packs.iter().filter(|pack| named(&pack.file)).map(|pack| pack.id.clone()).collect();
    rules.rules.retain(|rule| packs.contains(&rule.pack));
}

fn told(outcome: &Outcome) -> String {
    let Outcome { rule, example, line, expected, found, result, .. } = outcome;
    let mut told = format!("{rule}, example {example} (line {line}): {}; expected {expected}, found {found}\n", result.name());
    for (text, read) in outcome.texts.iter().zip(&outcome.read) {
        let read = if read.is_empty() { "nothing".to_owned() } else { read.join("; ") };
        told += &format!("    {}\n      read: {}\n", one_line(text), one_line(&read));
    }
    told
}

/// The word that rule files use for a member of a closed list.
fn word(member: &impl Serialize) -> String {
    match serde_json::to_value(member) {
        Ok(Value::String(word)) => word,
        other => format!("{other:?}"),
    }
}
