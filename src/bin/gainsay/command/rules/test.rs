//! `gainsay rules test`.

use crate::args::RulesFilesArgs;
use crate::exit_code::ExitCode;
use crate::notices::Notices;
use crate::output::print;
use crate::rules;
use gainsay::error::Result;
use gainsay::proof::{self, Outcome, Outcomes};
use gainsay::rule::Rules;
use gainsay::text::one_line;
use std::path::{Path, PathBuf};

/// Holds rules to their own examples.
pub(super) fn run(args: &RulesFilesArgs, notices: Notices) -> Result<ExitCode> {
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
    let packs: Vec<_> = rules
        .packs
        .iter()
        .filter(|pack| named(&pack.file) || pack.extended_by.iter().any(|file| named(file)))
        .map(|pack| pack.id.clone())
        .collect();
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
