//! `gainsay rules`.

use crate::args::{RulesCommand, RulesFilesArgs, RulesListArgs, RulesShowArgs, RunArgs};
use crate::exit_code::ExitCode;
use crate::notices::Notices;
use crate::output::to_stdout;
use crate::{output, rules};
use gainsay::error::{Error, Result};
use gainsay::proof::{self, Outcome, Outcomes};
use gainsay::report::{self, RuleRow};
use gainsay::rule::{Rule, Rules};
use gainsay::text::one_line;
use serde::Serialize;
use serde_json::Value;
use std::io::{self, Write};
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
    to_stdout(|out| describe(rule, &rules, out))?;
    Ok(ExitCode::Success)
}

fn describe(rule: &Rule, rules: &Rules, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}\n{}", rule.name(), rule.ask)?;
    writeln!(out, "shape {}, conflict {}, severity {}", word(&rule.shape), rule.kind, rule.severity)?;
    if let Some(pack) = rules.packs.iter().find(|pack| pack.id == rule.pack) {
        writeln!(out, "pack {}: {} ({})", pack.id, pack.title, pack.file.display())?;
    }
    if !rule.answers.is_empty() {
        writeln!(out, "\nanswers")?;
    }
    for answer in &rule.answers {
        let means = answer.means.as_ref().map(|means| format!(": {means}")).unwrap_or_default();
        writeln!(out, "  {}{means}", answer.value)?;
    }
    if !rule.examples.is_empty() {
        writeln!(out, "\nexamples")?;
    }
    for example in &rule.examples {
        writeln!(out, "  {}", word(&example.expected))?;
        example.texts.iter().try_for_each(|text| writeln!(out, "    {}", one_line(text)))?;
    }
    Ok(())
}

fn check(args: &RulesFilesArgs) -> Result<ExitCode> {
    let (rules, problems) = rules::load_all(&args.rules, &args.files)?;
    rules::tell(&problems);
    let read = format!("{} rules in {} packs can be used", rules.rules.len(), rules.packs.len());
    to_stdout(|out| match problems.len() {
        0 => writeln!(out, "{read}; no mistakes."),
        1 => writeln!(out, "{read}; 1 mistake."),
        n => writeln!(out, "{read}; {n} mistakes."),
    })?;
    Ok(if problems.is_empty() { ExitCode::Success } else { ExitCode::Failure })
}

fn test(args: &RulesFilesArgs, notices: Notices) -> Result<ExitCode> {
    let (mut rules, problems) = rules::load_all(&args.rules, &args.files)?;
    rules::tell(&problems);
    keep_packs_of(&mut rules, &args.files);
    let outcomes = notices.during("testing", || proof::test(&rules));
    let failed: Vec<_> = outcomes.iter().filter(|outcome| !outcome.result.is_right()).collect();
    to_stdout(|out| {
        failed.iter().try_for_each(|outcome| tell_failed(outcome, out))?;
        writeln!(out, "{}", tally(&outcomes))
    })?;
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
    let named = |path: &Path| files.iter().any(|file| path.starts_with(file));
    let packs: Vec<_> = rules.packs.iter().filter(|pack| named(&pack.file)).map(|pack| pack.id.clone()).collect();
    rules.rules.retain(|rule| packs.contains(&rule.pack));
}

fn tell_failed(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let Outcome { rule, example, line, expected, found, result, .. } = outcome;
    writeln!(out, "{rule}, example {example} (line {line}): {}; expected {expected}, found {found}", result.name())?;
    for (text, read) in outcome.texts.iter().zip(&outcome.read) {
        let read = if read.is_empty() { "nothing".to_owned() } else { read.join("; ") };
        writeln!(out, "    {}\n      read: {}", one_line(text), one_line(&read))?;
    }
    writeln!(out)
}

/// The word that rule files use for a member of a closed list.
fn word(member: &impl Serialize) -> String {
    match serde_json::to_value(member) {
        Ok(Value::String(word)) => word,
        other => format!("{other:?}"),
    }
}
