//! Reading what the user named, and telling what could not be read.

use crate::args::{AgainstArgs, InputArgs, ReadingArgs};
use crate::notices::Notices;
use crate::output;
use gainsay::error::{Error, Result};
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
pub(crate) fn read<'a>(args: &'a InputArgs, outputs: impl Iterator<Item = &'a Path>, notices: Notices) -> Result<Ingested> {
    let ingested = ingest(&args.inputs, &args.reading, notices)?;
    finish(&args.inputs, &[&ingested], &args.reading, outputs, notices)?;
    Ok(ingested)
}

/// Reads inputs for a command that writes no file.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_only(inputs: &[PathBuf], reading: &ReadingArgs, notices: Notices) -> Result<Ingested> {
    let ingested = ingest(inputs, reading, notices)?;
    finish(inputs, &[&ingested], reading, std::iter::empty(), notices)?;
    Ok(ingested)
}

/// Reads claims, and the articles that they are held against.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_both(args: &AgainstArgs, notices: Notices) -> Result<[Ingested; 2]> {
    let files = [args.claims.clone(), args.articles.clone()];
    let [claims, articles] = files.each_ref().map(|file| ingest(std::slice::from_ref(file), &args.reading, notices));
    let both = [claims?, articles?];
    let outputs = args.output.paths().chain(args.features.as_deref());
    finish(&files, &both.each_ref(), &args.reading, outputs, notices)?;
    Ok(both)
}

fn ingest(inputs: &[PathBuf], args: &ReadingArgs, notices: Notices) -> Result<Ingested> {
    let options =
        Options { map: args.map.clone(), format: args.format.map(Into::into), keep_furniture: args.keep_furniture, strict: args.strict };
    notices.during("reading", || ingest::read(inputs, &mut io::stdin().lock(), &options))
}

/// Keeps what was read from being written over, and tells what could not be read.
fn finish<'o>(
    inputs: &[PathBuf],
    read: &[&Ingested],
    args: &'o ReadingArgs,
    outputs: impl Iterator<Item = &'o Path>,
    notices: Notices,
) -> Result<()> {
    // All files that were named or read; a table's name comes once for each of its rows.
    let sources = read.iter().flat_map(|ingested| &ingested.sources).map(|source| Path::new(&source.file));
    output::keep_inputs(inputs.iter().map(PathBuf::as_path).chain(sources), outputs.chain(args.skipped.as_deref()))?;
    let skipped: Vec<&Skipped> = read.iter().flat_map(|ingested| &ingested.skipped).collect();
    let amended: Vec<&Skipped> = read.iter().flat_map(|ingested| &ingested.amended).collect();
    let odd: Vec<&Skipped> = read.iter().flat_map(|ingested| &ingested.odd).collect();
    let passed_over: Vec<&Skipped> = read.iter().flat_map(|ingested| &ingested.passed_over).collect();
    if let Some(file) = &args.skipped {
        let all = [&skipped[..], &amended[..], &passed_over[..]].concat();
        let csv = |out: &mut dyn io::Write| report::write_records(&all, Format::Csv, &report::Options::default(), out);
        output::to_file(file, csv)?;
    }
    tell_skipped(&skipped, args.skipped.as_deref(), notices);
    tell("note: ", &amended, args.skipped.as_deref(), notices);
    tell("", &passed_over, args.skipped.as_deref(), notices);
    odd.iter().take(TOLD).for_each(|odd| tell("note: ", &[odd], None, notices));
    match read.iter().find(|ingested| ingested.sources.is_empty()) {
        Some(empty) if !inputs.is_empty() => Err(nothing(inputs, empty)),
        _ => Ok(()),
    }
}

/// That an input holds nothing to compare: an empty file, a table with no row, a folder without articles.
fn nothing(inputs: &[PathBuf], read: &Ingested) -> Error {
    let why = match (&read.skipped[..], &read.passed_over[..]) {
        ([first, ..], _) | ([], [first, ..]) => format!("{}: {}", first.file, first.reason),
        ([], []) => "no article and no row of a table is there".to_owned(),
    };
    let names: Vec<String> = inputs.iter().take(TOLD).map(|input| input.display().to_string()).collect();
    Error::new(format!("nothing was read from {}", names.join(", "))).with_help(why)
}

/// Tells the first of the rows and files that were not read; `listed` is the file that lists them all.
pub(crate) fn tell_skipped(skipped: &[&Skipped], listed: Option<&Path>, notices: Notices) {
    tell("skipped ", skipped, listed, notices);
}

fn tell(what: &str, skipped: &[&Skipped], listed: Option<&Path>, notices: Notices) {
    for Skipped { file, line, reason, .. } in skipped.iter().copied().take(TOLD) {
        match line {
            0 => notices.say(format_args!("{what}{file}: {reason}")),
            _ => notices.say(format_args!("{what}{file}:{line}: {reason}")),
        }
    }
    match (skipped.len().saturating_sub(TOLD), listed) {
        (0, _) => {}
        (more, Some(file)) => notices.say(format_args!("and {more} more, listed in {}", file.display())),
        (more, None) => notices.say(format_args!("and {more} more; --skipped FILE lists all")),
    }
}
