//! Reading what the user named, and telling what could not be read.

use crate::args::{InputArgs, OutputArgs};
use crate::notices::Notices;
use crate::output;
use gainsay::error::Result;
use gainsay::ingest::{self, Ingested, Options, Skipped};
use gainsay::report::{self, Format};
use std::io;
use std::path::{Path, PathBuf};

/// How many skipped rows are told one by one.
const TOLD: usize = 10;

/// Reads all inputs, and sees to it that none of them will be written over.
///
/// # Errors
/// When an input cannot be read at all, or, with `--strict`, when any row cannot; when an output file is an input; when
/// `--skipped` cannot be written.
pub(crate) fn read(args: &InputArgs, outputs: &OutputArgs, notices: Notices) -> Result<Ingested> {
    let options =
        Options { map: args.map.clone(), format: args.format.map(Into::into), keep_furniture: args.keep_furniture, strict: args.strict };
    let ingested = notices.during("reading", || ingest::read(&args.inputs, &mut io::stdin().lock(), &options))?;
    output::keep_inputs(files(args, &ingested), outputs.paths().chain(args.skipped.as_deref()))?;
    if let Some(file) = &args.skipped {
        let csv = |out: &mut dyn io::Write| report::write_records(&ingested.skipped, Format::Csv, &report::Options::default(), out);
        output::to_file(file, csv)?;
    }
    tell_skipped(&ingested.skipped, args.skipped.as_deref(), notices);
    Ok(ingested)
}

/// All files that were named or read; a table's name comes once for each of its rows.
fn files<'a>(args: &'a InputArgs, ingested: &'a Ingested) -> impl Iterator<Item = &'a Path> + Clone {
    let sources = ingested.sources.iter().map(|source| Path::new(&source.file));
    args.inputs.iter().map(PathBuf::as_path).chain(sources)
}

/// Tells the first of the rows and files that were not read; `listed` is the file that lists them all.
pub(crate) fn tell_skipped(skipped: &[Skipped], listed: Option<&Path>, notices: Notices) {
    for Skipped { file, line, reason, .. } in skipped.iter().take(TOLD) {
        match line {
            0 => notices.say(format_args!("skipped {file}: {reason}")),
            _ => notices.say(format_args!("skipped {file}:{line}: {reason}")),
        }
    }
    match (skipped.len().saturating_sub(TOLD), listed) {
        (0, _) => {}
        (more, Some(file)) => notices.say(format_args!("and {more} more, listed in {}", file.display())),
        (more, None) => notices.say(format_args!("and {more} more; --skipped FILE lists all")),
    }
}
