//! `gainsay man`.

use crate::args::{Arguments, ManArgs};
use crate::exit_code::ExitCode;
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use gainsay::error::{Error, Result};
use std::fs;
use std::io;
use std::path::Path;

/// Writes the manual pages: one for the program and one for each command.
pub(super) fn run(args: &ManArgs) -> Result<ExitCode> {
    let failed = |error| Error::io(&args.folder, &error);
    fs::create_dir_all(&args.folder).map_err(failed)?;
    let mut command = Arguments::command().disable_help_subcommand(true);
    command.build();
    write(&command, &args.folder).map_err(failed)?;
    Ok(ExitCode::Success)
}

/// Writes the page of a command, and those of the commands below it.
fn write(command: &Command, folder: &Path) -> io::Result<()> {
    command.get_subcommands().filter(|below| !below.is_hide_set()).try_for_each(|below| write(below, folder))?;
    let man = Man::new(command.clone());
    let mut page = Vec::new();
    man.render(&mut page)?;
    let page = String::from_utf8_lossy(&page);
    fs::write(folder.join(man.get_filename()), with_usage(&page, &command.clone().render_usage().to_string()))
}

/// The page with its synopsis as `--help` gives it: the list of all options says nothing of their values, and is longer than any screen.
fn with_usage(page: &str, usage: &str) -> String {
    const HEADING: &str = ".SH SYNOPSIS\n";
    let Some((before, rest)) = page.split_once(HEADING) else { return page.to_owned() };
    let after = rest.find("\n.SH").map_or("", |end| &rest[end..]);
    let lines: Vec<String> = usage.trim_start_matches("Usage:").lines().map(|line| line.trim().replace('-', "\\-")).collect();
    format!("{before}{HEADING}{}{after}", lines.join("\n.br\n"))
}
