//! `gainsay rules new`.

use crate::args::RulesNewArgs;
use crate::exit_code::ExitCode;
use crate::output::print;
use gainsay::error::{Error, Result};
use gainsay::rule::template::{Beginning, SCHEMA_FILE, SchemaPlace};
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Writes a rule to begin with: into a new file, or behind the rules of one that is there.
pub(super) fn run(args: &RulesNewArgs) -> Result<ExitCode> {
    let file = &args.file;
    let pack = args.pack.clone().unwrap_or_else(|| id_of(file));
    let beginning = Beginning { file: file.display().to_string(), schema: schema_of(file), pack, rule: args.id.clone(), shape: args.shape };
    let done = match fs::read_to_string(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            create(file, &beginning.pack())?;
            format!("Wrote {}.", file.display())
        }
        Err(error) => return Err(Error::io(file, &error)),
        Ok(_) if args.pack.is_some() => {
            return Err(Error::at(file, "this file is there and keeps its pack").with_help("leave --pack out, or name another file"));
        }
        Ok(text) => {
            let (text, rule) = beginning.behind(&text)?;
            fs::write(file, text).map_err(|error| Error::io(file, &error))?;
            format!("Added the rule `{rule}` to {}.", file.display())
        }
    };
    print(&format!("{done} Put your own words into it, fill in its examples, and run: gainsay rules test {}", file.display()))?;
    Ok(ExitCode::Success)
}

/// Where the schema stands that an editor is to check a rule file by: in the nearest folder above that has it, else beside the file.
fn schema_of(file: &Path) -> SchemaPlace {
    let beside = SchemaPlace { from_file: format!("./{SCHEMA_FILE}"), from_here: file.with_file_name(SCHEMA_FILE).display().to_string() };
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(folder) = folder.canonicalize() else { return beside };
    let above = folder.ancestors().position(|folder| folder.join(SCHEMA_FILE).is_file());
    match above {
        None | Some(0) => beside,
        Some(up) => {
            let (from_file, from_here) = (format!("{}{SCHEMA_FILE}", "../".repeat(up)), schema_from_here(&folder, up));
            SchemaPlace { from_file, from_here }
        }
    }
}

/// The schema so many folders above one, from the working folder where it lies in it.
fn schema_from_here(folder: &Path, up: usize) -> String {
    let there = folder.ancestors().nth(up).unwrap_or(folder).join(SCHEMA_FILE);
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).ok();
    here.and_then(|here| there.strip_prefix(here).ok().map(Path::to_owned)).unwrap_or(there).display().to_string()
}

/// Writes a file that must not be there.
fn create(file: &Path, text: &str) -> Result<()> {
    let failed = |error| Error::io(file, &error);
    File::create_new(file).map_err(failed)?.write_all(text.as_bytes()).map_err(failed)
}

/// The id of a pack from the name of its file: `My rules.toml` to `my-rules`.
fn id_of(file: &Path) -> String {
    let name = file.file_stem().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let id = words.collect::<Vec<_>>().join("-");
    if id.is_empty() { "my-rules".to_owned() } else { id }
}
