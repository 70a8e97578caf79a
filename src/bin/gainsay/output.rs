//! Where results go: files by their ending, standard output by what stands behind it.

use crate::args::{ColorChoice, OutputArgs, OutputFile, TellArgs, TellFormat};
use gainsay::error::{Error, Result};
use gainsay::report::{self, Format, Marks, Options};
use gainsay::text::is_unprintable;
use serde::Serialize;
use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::path::Path;

/// Writes a result to every place that was asked for.
///
/// Standard output is written when no file is named, or when its format is.
///
/// # Errors
/// When a file cannot be written. A reader of standard output that has had enough is not an error.
pub(crate) fn write(
    args: &OutputArgs,
    color: ColorChoice,
    writer: impl Fn(Format, &Options, &mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    for OutputFile { path, format } in &args.files {
        to_file(path, |out| writer(*format, &Options::default(), out))?;
    }
    match format_of_stdout(args) {
        Some(format) => to_stdout(|out| writer(format, &options_of_stdout(color), out)),
        None => Ok(()),
    }
}

/// Writes a paragraph of our own to standard output.
///
/// # Errors
/// When it cannot be written for another reason than a closed pipe.
pub(crate) fn print(paragraph: &str) -> Result<()> {
    to_stdout(|out| writeln!(out, "{}", printable(paragraph)))
}

/// Writes lines for reading, or a value as JSON: what the commands that write no table do.
///
/// # Errors
/// When it cannot be written for another reason than a closed pipe.
pub(crate) fn tell(args: &TellArgs, value: &impl Serialize, lines: impl FnOnce() -> Vec<String>) -> Result<()> {
    match args.output_format {
        TellFormat::Text => print(&lines().join("\n")),
        TellFormat::Json => to_stdout(|out| report::write_document(value, out)),
    }
}

/// The text without what could steer a terminal: names of files and rules may hold anything.
pub(crate) fn printable(text: &str) -> String {
    text.chars().filter(|&c| !is_unprintable(c)).collect()
}

/// Writes one file as a whole.
///
/// # Errors
/// When the file cannot be written.
pub(crate) fn to_file(path: &Path, writer: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let file = File::create(path).map_err(|error| Error::io(path, &error))?;
    let mut out = BufWriter::new(file);
    writer(&mut out).and_then(|()| out.flush()).map_err(|error| Error::io(path, &error))
}

/// Writes one file as a whole, or leaves it as it was: what is in it must never be lost.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn replace_file(path: &Path, text: &str) -> Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let new = path.with_file_name(name);
    to_file(&new, |out| out.write_all(text.as_bytes()))?;
    fs::rename(&new, path).map_err(|error| Error::io(path, &error))
}

/// Writes a file that must not be there.
///
/// # Errors
/// When it is there, or cannot be written.
pub(crate) fn create(path: &Path, writer: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let file = File::create_new(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            Error::at(path, "this file is there already, and may hold somebody's work").with_help("name another file, or move it away")
        }
        _ => Error::io(path, &error),
    })?;
    let mut out = BufWriter::new(file);
    writer(&mut out).and_then(|()| out.flush()).map_err(|error| Error::io(path, &error))
}

/// Writes standard output.
///
/// # Errors
/// When it cannot be written for another reason than a closed pipe.
pub(crate) fn to_stdout(writer: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    match writer(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Error::new(format!("standard output: {error}"))),
        _ => Ok(()),
    }
}

/// Refuses to write over what was read.
///
/// # Errors
/// When one of the `outputs` is one of the files that were `read`.
pub(crate) fn keep_inputs<'r, 'o>(read: impl Iterator<Item = &'r Path> + Clone, mut outputs: impl Iterator<Item = &'o Path>) -> Result<()> {
    match outputs.find(|output| is_one_of(output, read.clone())) {
        Some(output) => Err(Error::at(output, "it is an input and would be written over")
            .with_help("name another file for the result, or move this one out of what is read")),
        None => Ok(()),
    }
}

/// Whether a file that exists is among others. Links are followed only for files of the same name, as there may be many.
fn is_one_of<'a>(file: &Path, others: impl Iterator<Item = &'a Path>) -> bool {
    let Ok(found) = file.canonicalize() else { return false };
    let mut namesakes = others.filter(|other| other.file_name() == file.file_name());
    namesakes.any(|other| other.canonicalize().is_ok_and(|other| other == found))
}

/// Whether standard output gets the disputes for reading, which end with the summary.
pub(crate) fn shows_text(args: &OutputArgs) -> bool {
    format_of_stdout(args) == Some(Format::Text)
}

fn format_of_stdout(args: &OutputArgs) -> Option<Format> {
    match (args.output_format, args.files.is_empty()) {
        (Some(format), _) => Some(format),
        (None, false) => None,
        (None, true) if io::stdout().is_terminal() => Some(Format::Text),
        (None, true) => Some(Format::Csv),
    }
}

fn options_of_stdout(color: ColorChoice) -> Options {
    let options = Options::default();
    let marks = if is_colored(color) { Marks::Ansi } else { Marks::Brackets };
    Options { width: width().unwrap_or(options.width), marks, ..options }
}

fn is_colored(color: ColorChoice) -> bool {
    match color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    }
}

/// The terminal's width, where the shell tells it.
fn width() -> Option<usize> {
    std::env::var("COLUMNS").ok()?.parse().ok().filter(|&columns| columns >= 40)
}
