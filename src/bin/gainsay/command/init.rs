//! `gainsay init`.

use crate::args::{InitArgs, RunArgs};
use crate::exit_code::ExitCode;
use crate::notices::Notices;
use crate::output::print;
use gainsay::error::{Error, Result};
use gainsay::rule::schema::schema;
use gainsay::rule::template::{SCHEMA_FILE, SchemaPlace, first_pack};
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

const SETTINGS: &str = include_str!("../../../../rules/new/project/gainsay.toml");
const SAMPLE: &str = include_str!("../../../../rules/new/project/statements.csv");
const IGNORED: &str = include_str!("../../../../rules/new/project/gitignore");

/// Makes a folder to work in; what is there already is left as it is.
pub(super) fn run(args: &InitArgs, run: &RunArgs) -> Result<ExitCode> {
    let folder = &args.folder;
    let rules = folder.join("rules");
    fs::create_dir_all(&rules).map_err(|error| Error::io(&rules, &error))?;
    let place = SchemaPlace { from_file: format!("../{SCHEMA_FILE}"), from_here: SCHEMA_FILE.to_owned() };
    let first = first_pack("rules/first.toml", place);
    let files = [
        ("gainsay.toml", SETTINGS),
        ("rules/first.toml", &first),
        (SCHEMA_FILE, &schema()),
        ("statements.csv", SAMPLE),
        (".gitignore", IGNORED),
    ];
    for (name, text) in files {
        let done = if create(&folder.join(name), text)? { "wrote" } else { "left as it was:" };
        print(&format!("{done} {}", folder.join(name).display()))?;
    }
    let there = if folder == Path::new(".") { String::new() } else { format!("cd {} && ", folder.display()) };
    Notices::unless(run.quiet).hint(format_args!("{there}gainsay detect statements.csv"));
    Ok(ExitCode::Success)
}

/// Writes a file unless it is there, and says whether it did.
fn create(file: &Path, text: &str) -> Result<bool> {
    let failed = |error| Error::io(file, &error);
    match File::create_new(file) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(failed(error)),
        Ok(mut new) => new.write_all(text.as_bytes()).map(|()| true).map_err(failed),
    }
}
