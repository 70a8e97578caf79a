//! `gainsay compare`.

use crate::args::{CompareArgs, RunArgs};
use crate::exit_code::ExitCode;
use crate::input;
use crate::notices::Notices;
use crate::output;
use gainsay::compare::{self, Compared, Pairs};
use gainsay::error::{Error, Result};
use gainsay::ingest::Skipped;
use gainsay::report;
use gainsay::verdict::Relation;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Gives every pair of a table a relation and a verdict.
pub(super) fn run(args: &CompareArgs, run: &RunArgs) -> Result<ExitCode> {
    let notices = Notices::unless(run.quiet);
    let rules = crate::rules::load(&args.rules, false)?;
    output::keep_inputs([args.pairs.as_path()].into_iter(), args.output.paths())?;
    let Pairs { pairs, skipped } = notices.during("reading", || compare::read(&mut open(&args.pairs)?))?;
    if let Some(file) = &args.features {
        let rows = notices.during("measuring", || compare::features(&pairs, &rules));
        output::to_file(file, |out| report::write_records(&rows, report::Format::Csv, &report::Options::default(), out))?;
    }
    let Compared { rows, unjudged } = notices.during("comparing", || compare::compare(&pairs, &rules));
    let skipped: Vec<Skipped> =
        skipped.into_iter().chain(unjudged).map(|one| Skipped { file: args.pairs.display().to_string(), ..one }).collect();
    input::tell_skipped(&skipped.iter().collect::<Vec<_>>(), None, notices);
    if !skipped.is_empty() {
        notices.say(format_args!("{} pairs judged, {} not", rows.len(), skipped.len()));
    }
    output::write(&args.output, run.color, |format, options, out| report::write_records(&rows, format, options, out))?;
    let found = rows.iter().any(|row| row.relation == Relation::Contradicts);
    Ok(if found { ExitCode::Conflicts } else { ExitCode::Success })
}

fn open(path: &Path) -> Result<Box<dyn Read>> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin().lock()));
    }
    let file = File::open(path).map_err(|error| Error::io(path, &error))?;
    Ok(Box::new(file))
}
