//! What may be typed on the command line.

mod rules;

pub(crate) use rules::{RulesCheckArgs, RulesCommand, RulesFilesArgs, RulesListArgs, RulesLockArgs, RulesShowArgs};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use gainsay::error::Error;
use gainsay::ingest::{self, Field};
use gainsay::report;
use gainsay::verdict::{Kind, Relation, Verdict};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Find where sources contradict each other.
///
/// Reads statements and articles from many outlets, works out what each one claims and who claims it, and reports every
/// pair that cannot both hold, with the words, the speaker, the source, the date and the rule. No network, no model:
/// the same input gives the same output.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true, arg_required_else_help = true, max_term_width = 110, after_help = ENDS)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) run: RunArgs,
}

const ENDS: &str = "\
Exit status: 0 nothing found, 3 conflicts found, 2 wrong usage, 1 failure.

Example: gainsay detect statements.csv articles/ -o conflicts.csv";

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Find the conflicts in statements and articles
    ///
    /// Every claim is judged against every other claim on the same subject. On a terminal the disputes are shown for
    /// reading; in a pipe they are a CSV table with one row for each conflict.
    #[command(after_help = DETECT_EXAMPLES)]
    Detect(DetectArgs),
    /// Hold each claim against every article: contradicts, agrees, discusses
    ///
    /// One row for each claim and article that have to do with each other, with the sentence of the article that tells
    /// most. A claim or an article may be one sentence or a long text.
    #[command(after_help = AGAINST_EXAMPLES)]
    Against(AgainstArgs),
    /// List the claims that were read, before any judging
    #[command(after_help = "Example: gainsay claims articles/ -o claims.csv")]
    Claims(ListArgs),
    /// List which statements were brought together
    ///
    /// One row for each statement's membership in a subject: claims are judged only against claims on the same subject.
    #[command(after_help = "Example: gainsay subjects statements.csv -o subjects.csv")]
    Subjects(ListArgs),
    /// Give a verdict for each given pair of texts
    ///
    /// PAIRS is a CSV table with the columns id, a and b, and a_source, a_speaker, a_date, b_source and so on where there are any.
    /// A text may be a sentence or a whole article. Pairs with an empty side, or not in English, are told and not judged.
    #[command(after_help = "Example: gainsay compare pairs.csv -o verdicts.csv")]
    Compare(CompareArgs),
    /// Explain a code of `rules check`
    #[command(after_help = "Example: gainsay explain E004")]
    Explain(ExplainArgs),
    /// List, show, check and test rules
    #[command(subcommand, after_help = "Example: gainsay rules test my-rules.toml")]
    Rules(RulesCommand),
}

const DETECT_EXAMPLES: &str = "\
Examples:
  gainsay detect statements.csv
  gainsay detect articles/ --rules my-rules.toml -o conflicts.csv -o conflicts.json
  gainsay detect table.csv --map text=Statement,source=Outlet --verdicts all
  zcat feed.jsonl.gz | gainsay detect - --format jsonl > conflicts.csv";

const AGAINST_EXAMPLES: &str = "\
Examples:
  gainsay against claims.csv articles.csv -o stances.csv
  gainsay against claims.csv articles/ --relations contradicts
  gainsay against rumours.jsonl articles/ --map text=headline --threads 4";

/// Options of `detect`.
#[derive(Debug, Args)]
pub(crate) struct DetectArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    /// Which verdicts to report, or `all`
    #[arg(long, value_name = "LIST", value_delimiter = ',', default_value = "contradiction,tension,reversal",
        value_parser = verdict_words(), help_heading = "What to report")]
    pub(crate) verdicts: Vec<Verdicts>,
    /// Report only these kinds of conflict
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = kind_words(), help_heading = "What to report")]
    pub(crate) kinds: Vec<Kind>,
    /// Report only what is at least this certain, from 0 to 1
    #[arg(long, value_name = "SHARE", default_value_t = 0.0, value_parser = share, help_heading = "What to report")]
    pub(crate) min_confidence: f64,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

/// Options of `against`.
#[derive(Debug, Args)]
pub(crate) struct AgainstArgs {
    /// The claims: a table, an article, or a folder of them
    #[arg(value_name = "CLAIMS")]
    pub(crate) claims: PathBuf,
    /// The articles that each claim is held against: a table, an article, or a folder of them
    #[arg(value_name = "ARTICLES")]
    pub(crate) articles: PathBuf,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    /// Which relations to report
    #[arg(long, value_name = "LIST", value_delimiter = ',', default_value = "contradicts,agrees,discusses",
        value_parser = relation_words(), help_heading = "What to report")]
    pub(crate) relations: Vec<Relation>,
    /// Write a table of every measured pair's features, from which tools/against.py learns weights
    #[arg(long, value_name = "FILE", help_heading = "What to report")]
    pub(crate) features: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

/// Options of `claims` and `subjects`.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

/// Options of `compare`.
#[derive(Debug, Args)]
pub(crate) struct CompareArgs {
    /// The table of pairs, or `-` for standard input
    #[arg(value_name = "PAIRS")]
    pub(crate) pairs: PathBuf,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

/// Options of `explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// A code such as E004 or W003
    #[arg(value_name = "WHAT")]
    pub(crate) what: String,
    /// Nothing, for a code
    #[arg(value_name = "ID", hide = true)]
    pub(crate) id: Option<String>,
}

/// What is read.
#[derive(Debug, Args)]
pub(crate) struct InputArgs {
    /// Tables (.csv, .tsv, .jsonl), articles (.txt, .md, .html), folders of them, or `-` for standard input
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

/// How it is read.
#[derive(Debug, Args)]
pub(crate) struct ReadingArgs {
    /// Read every input in this format, instead of going by its name or its content
    #[arg(long, value_name = "FORMAT", help_heading = "Reading")]
    pub(crate) format: Option<InputFormat>,
    /// Where a table's columns have other names, such as text=Statement,source=Outlet
    #[arg(long, value_name = "FIELD=COLUMN", value_delimiter = ',', value_parser = field_and_column, help_heading = "Reading")]
    pub(crate) map: Vec<(Field, String)>,
    /// Keep menus, captions and other furniture of web pages
    #[arg(long, help_heading = "Reading")]
    pub(crate) keep_furniture: bool,
    /// Write a table of what could not be read: file, line, id, reason
    #[arg(long, value_name = "FILE", help_heading = "Reading")]
    pub(crate) skipped: Option<PathBuf>,
    /// Fail at the first row, file or rule that cannot be read
    #[arg(long, help_heading = "Reading")]
    pub(crate) strict: bool,
}

/// Which rules judge.
#[derive(Debug, Args)]
pub(crate) struct RuleArgs {
    /// A rule file or a folder of them, besides the built-in rules and those of ./gainsay.toml
    #[arg(long = "rules", value_name = "PATH", help_heading = "Rules")]
    pub(crate) paths: Vec<PathBuf>,
    /// Leave the built-in packs on single topics out; the rules free of topic stay
    #[arg(long, help_heading = "Rules")]
    pub(crate) no_builtin: bool,
    /// Use only these packs or rules
    #[arg(long, value_name = "ID", value_delimiter = ',', help_heading = "Rules")]
    pub(crate) only: Vec<String>,
    /// Leave these packs or rules out
    #[arg(long, value_name = "ID", value_delimiter = ',', help_heading = "Rules")]
    pub(crate) skip: Vec<String>,
}

/// What is written, and where.
#[derive(Debug, Args)]
pub(crate) struct OutputArgs {
    /// Write to a file, in the format of its ending: .csv, .json, .jsonl or .txt; may be repeated
    #[arg(short = 'o', long = "output", value_name = "FILE", value_parser = output_file, help_heading = "Writing")]
    pub(crate) files: Vec<OutputFile>,
    /// The format of standard output [default: text on a terminal, csv in a pipe]
    #[arg(long, value_name = "FORMAT", value_parser = report_formats(), help_heading = "Writing")]
    pub(crate) output_format: Option<report::Format>,
}

/// How the program behaves, whatever it does.
#[derive(Debug, Args)]
pub(crate) struct RunArgs {
    /// How many threads to use [default: one for each core]
    #[arg(long, value_name = "N", global = true, help_heading = "General")]
    pub(crate) threads: Option<NonZeroUsize>,
    /// Say nothing on standard error but what failed
    #[arg(short, long, global = true, help_heading = "General")]
    pub(crate) quiet: bool,
    /// When to use colour
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto", help_heading = "General")]
    pub(crate) color: ColorChoice,
}

/// What standard input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    /// Comma-separated values
    Csv,
    /// Tab-separated values
    Tsv,
    /// One JSON object to a line
    Jsonl,
    /// Plain text
    Txt,
    /// Markdown
    Md,
    /// A web page
    Html,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// One word of `--verdicts`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdicts {
    /// Every verdict.
    All,
    /// One verdict.
    One(Verdict),
}

/// A file to write and its format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OutputFile {
    /// Where.
    pub(crate) path: PathBuf,
    /// As what.
    pub(crate) format: report::Format,
}

impl DetectArgs {
    /// The verdicts to report, each once, in the order of the documentation.
    pub(crate) fn reported(&self) -> Vec<Verdict> {
        let wanted = |verdict| self.verdicts.iter().any(|&word| word == Verdicts::All || word == Verdicts::One(verdict));
        Verdict::ALL.iter().copied().filter(|&verdict| wanted(verdict)).collect()
    }
}

impl OutputArgs {
    /// The files to be written.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(|file| file.path.as_path())
    }
}

impl From<InputFormat> for ingest::Format {
    fn from(format: InputFormat) -> Self {
        match format {
            InputFormat::Csv => Self::Csv,
            InputFormat::Tsv => Self::Tsv,
            InputFormat::Jsonl => Self::JsonLines,
            InputFormat::Txt => Self::Text,
            InputFormat::Md => Self::Markdown,
            InputFormat::Html => Self::Html,
        }
    }
}

fn verdict_words() -> impl TypedValueParser<Value = Verdicts> {
    let words = Verdict::ALL.iter().map(|verdict| verdict.name()).chain(["all"]);
    PossibleValuesParser::new(words).try_map(|word| match word.as_str() {
        "all" => Ok(Verdicts::All),
        word => word.parse().map(Verdicts::One),
    })
}

fn kind_words() -> impl TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(Kind::ALL.iter().map(|kind| kind.name())).try_map(|word| word.parse::<Kind>())
}

fn relation_words() -> impl TypedValueParser<Value = Relation> {
    let words = Relation::ALL.iter().filter(|&&r| r != Relation::Unrelated).map(|relation| relation.name());
    PossibleValuesParser::new(words).try_map(|word| word.parse::<Relation>())
}

fn report_formats() -> impl TypedValueParser<Value = report::Format> {
    PossibleValuesParser::new(report::Format::ALL.iter().map(|format| format.name())).try_map(|word| word.parse::<report::Format>())
}

fn share(word: &str) -> Result<f64, String> {
    let share: f64 = word.parse().map_err(|_| "it is not a number".to_owned())?;
    match (0.0..=1.0).contains(&share) {
        true => Ok(share),
        false => Err("it must lie between 0 and 1".to_owned()),
    }
}

fn field_and_column(word: &str) -> Result<(Field, String), String> {
    match word.split_once('=') {
        Some((field, column)) if !field.trim().is_empty() && !column.trim().is_empty() => {
            Ok((field.trim().parse().map_err(|error: Error| error.to_string())?, column.trim().into()))
        }
        _ => Err("write it as FIELD=COLUMN, such as text=Statement".to_owned()),
    }
}

fn output_file(word: &str) -> Result<OutputFile, String> {
    match report::Format::of(Path::new(word)) {
        Some(format) => Ok(OutputFile { path: word.into(), format }),
        None => Err("its ending names no format: use .csv, .json, .jsonl or .txt".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn detect(words: &str) -> Result<DetectArgs, clap::Error> {
        let words = ["gainsay", "detect"].into_iter().chain(words.split(' '));
        Arguments::try_parse_from(words).map(|arguments| match arguments.command {
            Command::Detect(detect) => detect,
            other => panic!("{other:?}"),
        })
    }

    #[test]
    fn holds_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn reports_conflicts_unless_told_otherwise() {
        let cases = [
            ("a.csv", Verdict::REPORTED),
            ("a.csv --verdicts all", Verdict::ALL),
            ("a.csv --verdicts update,contradiction,update", &[Verdict::Contradiction, Verdict::Update]),
        ];
        for (words, verdicts) in cases {
            assert_eq!(detect(words).unwrap().reported(), verdicts, "{words}");
        }
    }

    #[test]
    fn takes_lists_and_repeated_options() {
        let words = "a.csv - --map text=Statement,source=Outlet -o x.csv -o y.JSON --rules r1 --rules r2 --only a,b/c";
        let args = detect(words).unwrap();
        assert_eq!(args.input.reading.map, [(Field::Text, "Statement".into()), (Field::Source, "Outlet".into())]);
        assert_eq!(args.output.files.iter().map(|file| file.format).collect::<Vec<_>>(), [report::Format::Csv, report::Format::Json]);
        assert_eq!((args.rules.paths.len(), args.rules.only.len(), args.input.inputs.len()), (2, 2, 2));
    }

    #[test]
    fn refuses_what_cannot_be_meant() {
        let cases = [
            ("a.csv --verdicts danger", "[possible values: contradiction"),
            ("a.csv --kinds colour", "[possible values: cause"),
            ("a.csv -o x.pdf", "use .csv, .json, .jsonl or .txt"),
            ("a.csv --min-confidence 2", "between 0 and 1"),
            ("a.csv --threads 0", "--threads"),
            ("a.csv --map Statement", "FIELD=COLUMN"),
            ("a.csv --verdict all", "--verdicts"),
            ("--quiet", "INPUT"),
        ];
        for (words, told) in cases {
            let error = detect(words).unwrap_err();
            assert_eq!(error.exit_code(), 2, "{words}");
            assert!(error.to_string().contains(told), "{words}: {error}");
        }
    }
}
