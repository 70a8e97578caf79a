//! `gainsay rules fmt`.

use crate::args::RulesFmtArgs;
use crate::exit_code::ExitCode;
use crate::output::print;
use crate::rules;
use gainsay::error::{Error, Result};
use gainsay::rule::layout::laid_out;
use gainsay::rule::rule_files;
use std::fs;
use std::path::{Path, PathBuf};

/// Lays rule files out in the one way, or tells which are not.
pub(super) fn run(args: &RulesFmtArgs) -> Result<ExitCode> {
    let mut files: Vec<PathBuf> = Vec::new();
    for path in &args.files {
        files.extend(rule_files(path)?);
    }
    let (mut changed, mut unread) = (0, 0);
    for file in &files {
        match format(file, args.check)? {
            Some(true) => changed += 1,
            Some(false) => {}
            None => unread += 1,
        }
    }
    let all = if files.len() == 1 { "1 file".to_owned() } else { format!("{} files", files.len()) };
    let done = if args.check { "not laid out" } else { "laid out anew" };
    let rest = if unread > 0 { format!(", {unread} not TOML") } else { String::new() };
    print(&format!("{all}: {changed} {done}{rest}."))?;
    let failed = unread > 0 || (args.check && changed > 0);
    Ok(if failed { ExitCode::Failure } else { ExitCode::Success })
}

/// Lays one file out, and says whether that changed it; `None` where it is not TOML, which is told.
fn format(file: &Path, check: bool) -> Result<Option<bool>> {
    let failed = |error| Error::io(file, &error);
    let text = fs::read_to_string(file).map_err(failed)?;
    let new = match laid_out(file, &text) {
        Ok(new) => new,
        Err(problems) => {
            rules::tell(&problems);
            return Ok(None);
        }
    };
    if let Some(line) = first_difference(&text, &new) {
        print(&format!("{}:{line}", file.display()))?;
    }
    if new != text && !check {
        fs::write(file, &new).map_err(failed)?;
    }
    Ok(Some(new != text))
}

/// The first line, from 1, that two texts do not share.
fn first_difference(old: &str, new: &str) -> Option<usize> {
    let shared = old.split_inclusive('\n').zip(new.split_inclusive('\n')).take_while(|(old, new)| old == new).count();
    (old != new).then_some(shared + 1)
}
