//! `gainsay why`.

use super::telling;
use crate::args::{RunArgs, WhyArgs};
use crate::exit_code::ExitCode;
use crate::notices::{self, Notices};
use crate::{decisions, input, output, rules};
use gainsay::error::{Error, Result};
use gainsay::trace::{self, Reading, Trace};
use std::path::{Path, PathBuf};

/// Traces why two statements were reported as a conflict, or were not.
pub(super) fn run(args: &WhyArgs, run: &RunArgs) -> Result<ExitCode> {
    let notices = Notices::unless(run.quiet);
    let [inputs @ .., a, b] = &args.words[..] else { return Ok(lacking(&args.words)) };
    if inputs.is_empty() {
        return Ok(lacking(&args.words));
    }
    let inputs: Vec<PathBuf> = inputs.iter().map(PathBuf::from).collect();
    let rules = rules::load(&args.rules, args.reading.strict)?;
    let ingested = input::read_only(&inputs, &args.reading, notices)?;
    let decisions = decisions::load(args.known.decisions.as_deref())?;
    let mut trace = notices.during("judging", || trace::why(&ingested.sources, &rules, &args.select.settings(), [a, b]))?;
    let today = args.known.day.get();
    trace.know(|id| decisions.get(id).map(|decision| (decision.told(today), args.known.shows(decision.status(today)))));
    output::tell(&args.output, &trace, || lines(&trace))?;
    Ok(ExitCode::Success)
}

/// Tells which of an input and two statements is not named.
fn lacking(words: &[String]) -> ExitCode {
    let lacks = match words {
        [] => "an input and two statements".to_owned(),
        [input] => format!("two statements of {input}, each by its id or as FILE:LINE"),
        [first, second, ..] if Path::new(second).exists() => {
            format!("two statements of {first} and {second}, each by its id or as FILE:LINE")
        }
        [input, one, ..] => format!("a second statement beside {one} of {input}"),
    };
    let input = words.first().map_or("statements.csv", String::as_str);
    let one = words.get(1).filter(|word| !Path::new(word).exists()).map_or("r1", String::as_str);
    let error = Error::new(format!("why lacks {lacks}"));
    notices::error(&error.with_help(format!("write, for instance: gainsay why {input} {one} r2")));
    ExitCode::Usage
}

fn lines(trace: &Trace) -> Vec<String> {
    let side = |readings: &[Reading]| readings.iter().flat_map(statement).collect::<Vec<_>>();
    let mut lines = [side(&trace.a), side(&trace.b)].concat();
    for rule in &trace.rules {
        lines.extend(telling::rule(rule, trace));
        lines.push(String::new());
    }
    lines.push(trace.outcome.clone());
    lines
}

fn statement(reading: &Reading) -> Vec<String> {
    let mut lines = telling::heading(reading);
    lines.extend(telling::claims(reading));
    // Where something was read, other matches are beside the point.
    lines.extend(reading.claims.is_empty().then(|| telling::unclaimed(reading)).into_iter().flatten());
    lines.push(String::new());
    lines
}
