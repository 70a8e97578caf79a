//! `gainsay rules lock` and `gainsay rules verify`.

use crate::args::RulesLockArgs;
use crate::exit_code::ExitCode;
use crate::notices;
use crate::output::print;
use crate::rules;
use gainsay::error::{Error, Result};
use gainsay::rule::lock::Lock;

/// Writes down which packs are in use.
pub(super) fn write(args: &RulesLockArgs) -> Result<ExitCode> {
    let lock = now(args)?;
    std::fs::write(&args.file, lock.to_string()).map_err(|error| Error::io(&args.file, &error))?;
    print(&format!("{} files of rules are locked in {}.", lock.len(), args.file.display()))?;
    Ok(ExitCode::Success)
}

/// Holds the packs in use against what was written down.
pub(super) fn verify(args: &RulesLockArgs) -> Result<ExitCode> {
    let (locked, now) = (Lock::read(&args.file)?, now(args)?);
    let differences = locked.differences(&now);
    differences.iter().for_each(|difference| notices::tell(format_args!("{difference}\n")));
    if !differences.is_empty() {
        let help = "if that is meant, write the lock anew: gainsay rules lock";
        return Err(Error::at(&args.file, "the packs in use are not those that are locked").with_help(help));
    }
    print(&format!("{} files of rules are as they are locked.", now.len()))?;
    Ok(ExitCode::Success)
}

fn now(args: &RulesLockArgs) -> Result<Lock> {
    let loaded = rules::load_as_written(&args.rules, &[])?;
    rules::tell(&loaded.problems);
    Ok(Lock::of(&loaded.files))
}
