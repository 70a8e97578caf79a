//! `gainsay explain`: a row of a report, or a code of `rules check`.

use super::telling::field;
use crate::args::{ExplainArgs, RunArgs};
use crate::exit_code::ExitCode;
use crate::notices::Notices;
use crate::{input, output, rules};
use gainsay::error::{Error, Result};
use gainsay::report::{self, Explained, Format, Known, Row, Side};
use gainsay::rule::Code;
use gainsay::source::Source;
use gainsay::text::one_line;
use gainsay::unread;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// How many rows that could be meant are told.
const TOLD: usize = 5;

/// Explains what is asked for.
pub(super) fn run(args: &ExplainArgs, run: &RunArgs) -> Result<ExitCode> {
    match (&args.id, code(&args.what)) {
        (None, Some(code)) => output::print(code?.explanation()).map(|()| ExitCode::Success),
        (Some(id), Some(_)) if !Path::new(&args.what).exists() => {
            Err(Error::new(format!("`{id}` stands behind a code"))
                .with_help(format!("write the code alone: gainsay explain {}", args.what)))
        }
        (Some(id), _) => row(args, id, Notices::unless(run.quiet)),
        (None, None) => Err(Error::new("which row of the report?").with_help("gainsay explain REPORT ID; the ID is the row's conflict_id")),
    }
}

/// The code that is asked for, where it is written as one: a letter and digits.
fn code(what: &str) -> Option<Result<Code>> {
    let digits = what.strip_prefix(['E', 'W', 'e', 'w'])?;
    let is_code = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let unknown = |message: String| Error::new(message).with_help("`gainsay rules check` tells the code of each mistake");
    is_code.then(|| what.parse().map_err(unknown))
}

fn row(args: &ExplainArgs, id: &str, notices: Notices) -> Result<ExitCode> {
    let path = Path::new(&args.what);
    let rows = rows(path)?;
    let row = chosen(&rows, id).map_err(|error| at(path, &error))?;
    let rules = rules::load(&args.rules, args.reading.strict)?;
    let sources = sources(args, path, row, notices)?;
    let explained = report::explain(row, &rules, &sources);
    output::tell(&args.output, &explained, || {
        let missing = explained.step.is_none() && explained.factors.is_empty() && args.inputs.is_empty();
        lines(&explained).into_iter().chain(missing.then(|| more(args, id)).into_iter().flatten()).collect()
    })?;
    Ok(ExitCode::Success)
}

/// What the report was made of: as the user says; else the files that the row names, where they are, seen from here or from the report.
fn sources(args: &ExplainArgs, report: &Path, row: &Row, notices: Notices) -> Result<Vec<Source>> {
    if !args.inputs.is_empty() {
        return Ok(input::read_only(&args.inputs, &args.reading, notices)?.sources);
    }
    let beside = report.parent().unwrap_or(Path::new(""));
    let found = |file: &str| [PathBuf::from(file), beside.join(file)].into_iter().find(|path| !file.is_empty() && path.is_file());
    let files: Vec<PathBuf> = ["a_file", "b_file"].iter().filter_map(|column| found(row.get(column))).collect();
    // They are looked into for the row's sake: what else is the matter with them is beside the point.
    // A row tells something by itself too, so an error here is told and does not stop it.
    Ok(input::read_only(&files, &args.reading, Notices::Hidden).map_or_else(
        |error| {
            notices.say(format_args!("the files that the row names could not be read: {error}"));
            Vec::new()
        },
        |read| read.sources,
    ))
}

/// What to do where the report alone does not tell.
fn more(args: &ExplainArgs, id: &str) -> [String; 2] {
    let told = format!("Name what the report was made of: gainsay explain {} {id} --input FOLDER", args.what);
    [String::new(), format!("{}; or explain the .json report of the same run.", one_line(&told))]
}

/// The rows of a report.
///
/// # Errors
/// When it cannot be read, or is no report.
pub(super) fn rows(path: &Path) -> Result<Vec<Row>> {
    report::rows_of_file(bytes(path)?, Format::of(path)).map_err(|error| at(path, &error))
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    bytes.map_err(|error| Error::io(path, &error))
}

/// The same error with the file in front.
fn at(path: &Path, error: &Error) -> Error {
    let placed = Error::at(path, error.message());
    error.help().map_or(placed.clone(), |help| placed.with_help(help))
}

/// The row that an id, or the beginning of one, stands for.
fn chosen<'a>(rows: &'a [Row], id: &str) -> Result<&'a Row> {
    let begins: Vec<&Row> = rows.iter().filter(|row| !id.is_empty() && row.get("conflict_id").starts_with(id)).collect();
    let exact = begins.iter().find(|row| row.get("conflict_id") == id);
    match (exact, &begins[..]) {
        (Some(row), _) | (None, [row]) => Ok(row),
        (None, []) => Err(unknown(rows, id)),
        (None, several) => {
            let error = Error::new(format!("{} rows have a conflict_id that begins with `{id}`", several.len()));
            Err(error.with_help(format!("they are {}", ids(several))))
        }
    }
}

fn unknown(rows: &[Row], id: &str) -> Error {
    let error = Error::new(format!("no row has the conflict_id `{id}`"));
    let of_dispute: Vec<&Row> = rows.iter().filter(|row| row.get("dispute_id") == id).collect();
    match (rows.len(), &of_dispute[..]) {
        (0, _) => error.with_help("the report has no rows"),
        (_, []) => error.with_help("the first column of a CSV report holds them"),
        (_, rows) => error.with_help(format!("that is a dispute; its rows are {}", ids(rows))),
    }
}

fn ids(rows: &[&Row]) -> String {
    let told: Vec<&str> = rows.iter().take(TOLD).map(|row| row.get("conflict_id")).collect();
    match rows.len().saturating_sub(TOLD) {
        0 => told.join(", "),
        more => format!("{} and {more} more", told.join(", ")),
    }
}

fn lines(told: &Explained) -> Vec<String> {
    let mut lines = vec![format!("{} {}: {}", one_line(&told.verdict), one_line(&told.conflict_id), told.means)];
    lines.push(field("question", &told.question));
    lines.push(field("subject", &told.subject));
    lines.push(field("kind", &told.kind));
    lines.push(field("severity", &told.severity));
    lines.push(field("origins", &format!("{} on each side, at the least", told.independent)));
    lines.push(field("dispute", &told.dispute_id));
    lines.extend((!told.decision.is_empty()).then(|| field("decision", &told.decision)));
    lines.extend(told.sides.iter().flat_map(side));
    lines.extend([String::new(), "Why".to_owned(), format!("  {}", one_line(&told.reason)), format!("  {}", one_line(&told.told))]);
    lines.extend([String::new(), format!("Confidence {}", one_line(&told.confidence))]);
    lines.extend(told.factors.iter().map(|f| format!("  {:.3}  {}: {}", f.factor, one_line(&f.name), f.means)));
    lines.push(format!("  {}", told.factors_from));
    lines.extend([String::new(), format!("Rule {}", one_line(&told.rule))]);
    let unknown = || if unread::is_tier(&told.rule) { NO_RULE } else { UNKNOWN_RULE };
    lines.extend(told.known_rule.as_ref().map_or_else(|| vec![unknown().to_owned()], known));
    lines
}

const NO_RULE: &str = "  No rule found it: the two sentences of one story were held against each other word by word.";
const UNKNOWN_RULE: &str = "  It is not among the rules in use: name its file with --rules.";

fn side(side: &Side) -> Vec<String> {
    let known: Vec<&str> = [&side.date, &side.source].into_iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
    let place = if side.line.is_empty() { side.file.clone() } else { format!("{}:{}", side.file, side.line) };
    let mut lines = vec![String::new(), format!("{} ({}; {})", one_line(&side.id), one_line(&known.join(", ")), one_line(&place))];
    lines.push(format!("  {}", side.marked));
    lines.push(field("speaker", &side.speaker));
    lines.extend((!side.answer.is_empty()).then(|| field("answer", &side.answer)));
    lines
}

fn known(known: &Known) -> Vec<String> {
    let mut lines = vec![field("asks", &known.ask), field("pack", &known.pack_title), field("file", &known.file)];
    lines.extend(known.answers.iter().map(|answer| field("answer", answer)));
    lines
}
