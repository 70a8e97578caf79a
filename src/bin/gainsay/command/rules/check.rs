//! `gainsay rules check`.

use crate::args::{RulesCheckArgs, RunArgs};
use crate::exit_code::ExitCode;
use crate::notices::Notices;
use crate::output::print;
use crate::rules;
use gainsay::advice;
use gainsay::error::Result;
use gainsay::rule::{Loaded, Problem};
use std::path::{Path, PathBuf};

/// Tells every mistake in rule files, and what is doubtful in them.
pub(super) fn run(args: &RulesCheckArgs, run: &RunArgs) -> Result<ExitCode> {
    let mut loaded = rules::load_as_written(&args.rules, &args.files)?;
    let mistakes = std::mem::take(&mut loaded.problems);
    let named = Named::new(&args.files);
    let (what, rest) = usable(&loaded, &args.files, &named);
    let mut warnings = Notices::unless(run.quiet).during("checking", || advice::advise(loaded, |file| named.holds(file)));
    warnings.retain(|warning| !args.allow.contains(&warning.code));
    let mut all: Vec<Problem> = mistakes.iter().cloned().chain(warnings.iter().cloned()).collect();
    all.sort_by(|a, b| (&a.file.path, a.at.start, a.code).cmp(&(&b.file.path, b.at.start, b.code)));
    rules::tell(&all);
    print(&format!("{what}; {}.{rest}{}", tally(mistakes.len(), warnings.len()), more(&all)))?;
    let passes = mistakes.is_empty() && (warnings.is_empty() || !args.strict);
    Ok(if passes { ExitCode::Success } else { ExitCode::Failure })
}

/// What can be used: of the files that are named, where some are; and what stands beside it.
fn usable(loaded: &Loaded, files: &[PathBuf], named: &Named) -> (String, String) {
    let Loaded { rules, packs, .. } = loaded;
    let all = format!("{} in {}", count(rules.rules.len(), "rule"), count(rules.packs.len(), "pack"));
    if files.is_empty() {
        return (format!("{all} can be used"), String::new());
    }
    let packs = || packs.iter().filter(|pack| pack.file.paths().into_iter().any(|file| named.holds(file)));
    let (written, lists) = packs().fold((0, 0), |(rules, lists), pack| (rules + pack.rules.len(), lists + pack.words.len()));
    let used = match rules.rules.iter().filter(|rule| named.holds(&rule.file)).count() {
        used if used < written => format!("{used} of {} can be used", count(written, "rule")),
        used => count(used, "rule"),
    };
    let what = match files {
        [file] => file.display().to_string(),
        files => count(files.len(), "path"),
    };
    (format!("{what}: {used}, {}", count(lists, "list")), format!(" With the other packs in use: {all}."))
}

fn tally(mistakes: usize, warnings: usize) -> String {
    match (mistakes, warnings) {
        (0, 0) => "no mistakes".to_owned(),
        (0, warnings) => format!("no mistakes, {}", count(warnings, "warning")),
        (mistakes, 0) => count(mistakes, "mistake"),
        (mistakes, warnings) => format!("{}, {}", count(mistakes, "mistake"), count(warnings, "warning")),
    }
}

/// Where to read on: of the first mistake; of the first warning where there is no mistake.
fn more(told: &[Problem]) -> String {
    let first = told.iter().min_by_key(|problem| problem.code.is_warning());
    first.map_or_else(String::new, |problem| format!(" `gainsay explain {}` explains the first of them at length.", problem.code))
}

fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// The files that the user named; all are meant where none is.
struct Named(Vec<PathBuf>);

impl Named {
    fn new(files: &[PathBuf]) -> Self {
        Self(files.iter().filter_map(|file| file.canonicalize().ok()).collect())
    }

    fn holds(&self, file: &Path) -> bool {
        self.0.is_empty() || file.canonicalize().is_ok_and(|file| self.0.iter().any(|named| file.starts_with(named)))
    }
}
