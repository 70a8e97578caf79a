//! `gainsay decisions import`.

use crate::args::{DecisionsImportArgs, RunArgs};
use crate::exit_code::ExitCode;
use crate::notices::{self, Notices};
use crate::{decisions, output};
use gainsay::decision::{About, Decisions, Taken, Terms};
use gainsay::error::Result;
use gainsay::report::{self, Row};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What became of the rows.
#[derive(Default)]
struct Tally {
    rows: usize,
    new: usize,
    changed: usize,
    earlier: usize,
    known: usize,
    refused: usize,
    unread: usize,
}

/// Keeps the decisions that stand in reports.
pub(super) fn run(args: &DecisionsImportArgs, run: &RunArgs) -> Result<ExitCode> {
    let notices = Notices::unless(run.quiet);
    let file = decisions::file(args.into.as_deref(), "--into")?;
    output::keep_inputs(args.reports.iter().map(PathBuf::as_path), [file.as_path()].into_iter())?;
    let mut kept = decisions::read_if_there(&file)?;
    let terms = Terms { today: args.day.get(), reviewer: args.reviewer.clone(), expires_on: args.expires, replace: args.replace };
    let on: Vec<Row> = args.on.iter().map(|report| report::read_report(report)).collect::<Result<Vec<_>>>()?.concat();
    let on: BTreeMap<&str, &Row> = on.iter().rev().map(|row| (row.get("conflict_id"), row)).collect();
    let mut tally = Tally::default();
    let before = kept.clone();
    for report in &args.reports {
        take(report, (&file, &mut kept), &on, &terms, &mut tally)?;
    }
    if kept != before || !file.exists() {
        output::replace_file(&file, &kept.to_toml())?;
    }
    notices.say(tally.told(&file, kept.len()));
    Ok(if tally.refused + tally.unread > 0 { ExitCode::Failure } else { ExitCode::Success })
}

fn take(report: &Path, (file, kept): (&Path, &mut Decisions), on: &BTreeMap<&str, &Row>, terms: &Terms, tally: &mut Tally) -> Result<()> {
    let rows = report::read_sheet(report)?;
    // What a sheet does not say of its conflicts is in the report that it is on, or was told when they were decided on before.
    let about = |id: &str| on.get(id).map(|row| About::of(row)).or_else(|| kept.get(id).map(|decision| decision.about.clone()));
    let (given, unread) = report::reviewed(&rows, &report.display().to_string(), terms.today, about)?;
    tally.rows += rows.len();
    tally.unread += unread.len();
    unread.iter().for_each(|row| notices::tell(format_args!("not taken {}: {}", place(&row.file, row.line), row.reason)));
    for given in given {
        let count = match kept.take(&given.conflict_id, given.decision, terms) {
            Taken::New => &mut tally.new,
            Taken::Known => &mut tally.known,
            Taken::Changed => &mut tally.changed,
            Taken::Earlier => &mut tally.earlier,
            Taken::Refused(refused) => {
                let place = place(&report.display().to_string(), given.line);
                let (kept, given) = (refused.kept.told(), refused.given.told());
                let file = file.display();
                notices::tell(format_args!("not taken {place}: the sheet says {given}, {file} keeps {kept}; --replace takes the sheet's"));
                &mut tally.refused
            }
        };
        *count += 1;
    }
    Ok(())
}

fn place(file: &str, line: u32) -> String {
    if line > 0 { format!("{file}:{line}") } else { file.to_owned() }
}

impl Tally {
    fn told(&self, file: &Path, all: usize) -> String {
        let counts = [
            (self.new, "new"),
            (self.changed, "changed"),
            (self.earlier, "older than what is kept"),
            (self.known, "known already"),
            (self.refused + self.unread, "not taken"),
        ];
        let counts: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        let counts = if counts.is_empty() { "none with a status".to_owned() } else { counts.join(", ") };
        let decisions = if all == 1 { "decision" } else { "decisions" };
        let rows = if self.rows == 1 { "row" } else { "rows" };
        format!("{} {rows}: {counts}. {} keeps {all} {decisions}.", self.rows, file.display())
    }
}
