//! Finding the rules that the user asked for.

use crate::args::RuleArgs;
use crate::notices;
use crate::settings::Settings;
use gainsay::error::{Error, Result};
use gainsay::rule::{Choice, Loaded, Problem, Rules};
use std::path::PathBuf;

/// Loads the rules to judge with. Rules with mistakes are told and left out.
///
/// # Errors
/// When a file cannot be read, a name names no rule, when no rule is left, or, with `strict`, when any rule has a mistake.
pub(crate) fn load(args: &RuleArgs, strict: bool) -> Result<Rules> {
    let (rules, problems) = load_all(args, &[])?;
    tell(&problems);
    rules.tiers.strays().iter().for_each(|stray| notices::tell(format_args!("note: {stray}")));
    match problems.len() {
        n if strict && n > 0 => Err(Error::new(format!("{n} mistakes in the rules")).with_help("mend them, or leave out --strict")),
        _ if rules.rules.is_empty() => Err(Error::new("there is no rule to judge with").with_help("name a rule file with --rules")),
        _ => Ok(rules),
    }
}

/// Loads the rules with some more `files`, and everything that is wrong with any of them.
///
/// # Errors
/// When a file cannot be read or a name names no rule.
pub(crate) fn load_all(args: &RuleArgs, files: &[PathBuf]) -> Result<(Rules, Vec<Problem>)> {
    load_as_written(args, files).map(|loaded| (loaded.rules, loaded.problems))
}

/// The same, with the packs as they are written.
///
/// # Errors
/// As [`load_all`].
pub(crate) fn load_as_written(args: &RuleArgs, files: &[PathBuf]) -> Result<Loaded> {
    let settings = Settings::nearest()?;
    let paths: Vec<_> = settings.rules.iter().chain(&args.paths).chain(files).cloned().collect();
    let judged: Vec<_> = settings.judged.iter().chain(&args.judged).cloned().collect();
    Rules::load_as_written(&Choice {
        builtin: !args.no_builtin,
        paths: once_each(&paths),
        only: args.only.clone(),
        skip: args.skip.clone(),
        judged: once_each(&judged),
    })
}

/// The paths without those that another path already leads to: a rule that is read twice would be a mistake.
fn once_each(paths: &[PathBuf]) -> Vec<PathBuf> {
    let full: Vec<_> = paths.iter().map(|path| path.canonicalize().unwrap_or_else(|_| path.clone())).collect();
    let covers = |other: usize, path: usize| full[path].starts_with(&full[other]) && (full[path] != full[other] || other < path);
    (0..paths.len()).filter(|&path| !(0..paths.len()).any(|other| covers(other, path))).map(|path| paths[path].clone()).collect()
}

/// Tells each mistake with its place.
pub(crate) fn tell(problems: &[Problem]) {
    for problem in problems {
        notices::tell(format_args!("{problem}\n"));
    }
}
