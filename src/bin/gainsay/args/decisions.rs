//! What may be typed of decisions, sheets and earlier reports.

use super::{OutputArgs, ReadingArgs, day};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use gainsay::verdict::Status;
use jiff::civil::Date;
use std::path::PathBuf;

/// What is known of conflicts from before.
#[derive(Debug, Args)]
pub(crate) struct DecisionArgs {
    /// The file of decisions [default: that of gainsay.toml]
    #[arg(long, value_name = "FILE", help_heading = "What is known")]
    pub(crate) decisions: Option<PathBuf>,
    /// Report findings by what was decided on them; `new` are those without a decision, `all` is every one
    #[arg(long, value_name = "LIST", value_delimiter = ',', default_value = "new,undetermined,confirmed,resolved",
        value_parser = shown_words(), help_heading = "What is known")]
    pub(crate) show: Vec<Show>,
    /// Report only what this earlier report does not hold
    #[arg(long, value_name = "REPORT", help_heading = "What is known")]
    pub(crate) baseline: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) day: DayArgs,
}

/// Which day it is.
#[derive(Debug, Args)]
pub(crate) struct DayArgs {
    /// The day by which decisions expire and are dated [default: today, in UTC]
    #[arg(long, value_name = "DAY", value_parser = day, help_heading = "What is known")]
    pub(crate) today: Option<Date>,
}

/// One word of `--show`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Show {
    /// Every finding.
    All,
    /// Those without a decision that holds.
    New,
    /// Those of one status.
    One(Status),
}

impl DecisionArgs {
    /// Whether a finding is shown, by what was decided on it.
    pub(crate) fn shows(&self, status: Option<Status>) -> bool {
        self.show.contains(&Show::All) || self.show.contains(&status.map_or(Show::New, Show::One))
    }
}

impl DayArgs {
    /// The day, by the clock where nobody names one.
    pub(crate) fn get(&self) -> Date {
        self.today.unwrap_or_else(|| jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::now()).date())
    }
}

fn shown_words() -> impl TypedValueParser<Value = Show> {
    let words = ["new"].into_iter().chain(Status::ALL.iter().map(|status| status.name())).chain(["all"]);
    PossibleValuesParser::new(words).try_map(|word| match word.as_str() {
        "all" => Ok(Show::All),
        "new" => Ok(Show::New),
        word => word.parse().map(Show::One),
    })
}

/// Options of `review`.
#[derive(Debug, Args)]
pub(crate) struct ReviewArgs {
    /// A report that `detect` has written as .csv, .json or .jsonl
    #[arg(value_name = "REPORT")]
    pub(crate) report: PathBuf,
    /// The sheet, a CSV file that must not be there
    #[arg(short = 'o', long = "output", value_name = "SHEET")]
    pub(crate) sheet: PathBuf,
    /// Also the rows that are decided on, with their decisions
    #[arg(long)]
    pub(crate) all: bool,
    /// The file of decisions [default: that of gainsay.toml]
    #[arg(long, value_name = "FILE")]
    pub(crate) decisions: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) day: DayArgs,
}

/// Options of `diff`.
#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// The earlier report
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The later report
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

/// What to do with decisions.
#[derive(Debug, Subcommand)]
pub(crate) enum DecisionsCommand {
    /// Keep the decisions that stand in a report or a sheet
    ///
    /// A sheet needs no other columns than `conflict_id` and `status` where --report names the report that it is on.
    /// A row counts when its status or its note is filled in. What is known is never lost: a decision that says the same changes nothing, one
    /// that adds to it takes its place, and what held before is kept under `earlier`. A row with another status than the kept
    /// one is told and left out, unless --replace is given. Ends with status 1 when a row was not taken.
    #[command(after_help = IMPORT_EXAMPLES)]
    Import(DecisionsImportArgs),
    /// List the decisions
    #[command(after_help = "Example: gainsay decisions list -o decisions.csv")]
    List(DecisionsListArgs),
    /// Count how often flags were right, by rule and by tier
    ///
    /// Right are flags that were confirmed or resolved, wrong are those that were dismissed; the others are open. `low` and `high` bound the
    /// true share 95 times in 100 (Wilson's score interval). `median_age` is in days. With INPUT, `stale` counts the decisions of which a
    /// text has changed.
    #[command(after_help = "Example: gainsay decisions stats articles/ --decisions decisions.toml")]
    Stats(DecisionsStatsArgs),
    /// Write the counts of each rule as a table that --judged takes
    ///
    /// So your own decisions bear on confidence: add `judged = ["judged.toml"]` to gainsay.toml.
    #[command(after_help = "Example: gainsay decisions judged -o judged.toml")]
    Judged(DecisionsJudgedArgs),
}

const IMPORT_EXAMPLES: &str = "\
Examples:
  gainsay decisions import sheet.csv --into decisions.toml
  gainsay decisions import conflicts.csv --reviewer Ana --expires 2027-06-30
  gainsay decisions import sheet.csv --replace
  gainsay decisions import my-own-sheet.csv --report conflicts.csv";

/// Options of `decisions import`.
#[derive(Debug, Args)]
pub(crate) struct DecisionsImportArgs {
    /// Reports or sheets with a filled-in status
    #[arg(value_name = "REPORT", required = true)]
    pub(crate) reports: Vec<PathBuf>,
    /// The report that a sheet without the statements is on
    #[arg(long = "report", value_name = "REPORT")]
    pub(crate) on: Vec<PathBuf>,
    /// The file that keeps them; made where it is not there [default: that of gainsay.toml]
    #[arg(long, value_name = "FILE")]
    pub(crate) into: Option<PathBuf>,
    /// Let decisions take the place of those that say otherwise, which are kept beside them
    #[arg(long)]
    pub(crate) replace: bool,
    /// Who decided, where a row does not say
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    pub(crate) reviewer: String,
    /// The last day on which these decisions hold, where a row does not say
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) expires: Option<Date>,
    #[command(flatten)]
    pub(crate) day: DayArgs,
}

/// Options of `decisions list`.
#[derive(Debug, Args)]
pub(crate) struct DecisionsListArgs {
    /// The file of decisions [default: that of gainsay.toml]
    #[arg(long, value_name = "FILE")]
    pub(crate) decisions: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

/// Options of `decisions stats`.
#[derive(Debug, Args)]
pub(crate) struct DecisionsStatsArgs {
    /// What was read by `detect`, to see which decisions have gone stale
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    /// The file of decisions [default: that of gainsay.toml]
    #[arg(long, value_name = "FILE")]
    pub(crate) decisions: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) day: DayArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

/// Options of `decisions judged`.
#[derive(Debug, Args)]
pub(crate) struct DecisionsJudgedArgs {
    /// The file of decisions [default: that of gainsay.toml]
    #[arg(long, value_name = "FILE")]
    pub(crate) decisions: Option<PathBuf>,
    /// Write it to a file instead of standard output
    #[arg(short = 'o', long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}
