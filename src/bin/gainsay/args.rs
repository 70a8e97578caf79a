//! What may be typed on the command line.

mod decisions;
mod rules;

pub(crate) use decisions::{
    DayArgs, DecisionArgs, DecisionsCommand, DecisionsImportArgs, DecisionsJudgedArgs, DecisionsListArgs, DecisionsStatsArgs, DiffArgs,
    ReviewArgs,
};
pub(crate) use rules::{
    RulesCheckArgs, RulesCommand, RulesFmtArgs, RulesListArgs, RulesLockArgs, RulesNewArgs, RulesSchemaArgs, RulesShowArgs, RulesStatsArgs,
    RulesTestArgs,
};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use gainsay::detect::{Settings, TierChoice};
use gainsay::error::Error;
use gainsay::ingest::{self, Field};
use gainsay::report;
use gainsay::verdict::{Kind, Relation, Verdict};
use jiff::civil::Date;
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
    /// Say how many: low, best, high and conservative figure of each count, who disputes it, and how it went from day to day
    ///
    /// One row for each question that is answered by a number or a length of time. What is hedged, planned or denied is left out
    /// and counted; a later count takes the place of an earlier one where the rule says so.
    #[command(after_help = FIGURES_EXAMPLES)]
    Figures(FiguresArgs),
    /// Give a verdict for each given pair of texts
    ///
    /// PAIRS is a CSV table with the columns id, a and b, and a_source, a_speaker, a_date, b_source and so on where there are any.
    /// A text may be a sentence or a whole article. Pairs with an empty side, or not in English, are told and not compared.
    #[command(after_help = "Example: gainsay compare pairs.csv -o verdicts.csv")]
    Compare(CompareArgs),
    /// Show what the rules make of one text, or of two
    ///
    /// For those who write rules: the names, numbers, dates, negations and speakers that were read in each text, which rules matched where,
    /// the claims, and each rule's verdict with the step that decided. Two texts are taken to tell one story. Where no rule
    /// decides, it shows what holding the two against each other word by word gives. `-` stands for standard input.
    #[command(override_usage = "gainsay try [OPTIONS] <TEXT> [TEXT]", after_help = TRY_EXAMPLES)]
    Try(TryArgs),
    /// Trace why two statements were reported as a conflict, or were not
    ///
    /// Reads the INPUTs as `detect` does, and tells the step that decided on the statements A and B. A statement goes by its
    /// row's id, or by FILE:LINE, as in reports.
    #[command(override_usage = "gainsay why [OPTIONS] <INPUT>... <A> <B>", after_help = WHY_EXAMPLES)]
    Why(WhyArgs),
    /// Explain a row of a report, or a code of `rules check`
    ///
    /// WHAT is a report that `detect` has written as .csv, .json or .jsonl, or `-` for standard input; ID is then the conflict_id of the row, or
    /// its first characters. Or WHAT is the code of a mistake or a warning in rules, such as E004 or W003.
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArgs),
    /// Write the confirmed rows of a report as ClaimReview of schema.org
    ///
    /// Takes the rows of REPORT whose column `status` says `confirmed`, and writes a review of both statements of each as JSON-LD. The columns
    /// `reviewer`, `reviewed_on` and `note` go into it. A confirmed conflict says that two statements cannot both hold, not which one is
    /// wrong: both are reviewed as disputed.
    #[command(after_help = "Example: gainsay export conflicts.csv --page https://desk.example/report.html -o reviews.jsonld")]
    Export(ExportArgs),
    /// Write the rows of a report as a sheet to fill in
    ///
    /// The sheet has the columns status, reviewer, note, reviewed_on and expires_on in front, and opens in every spreadsheet. It has the
    /// rows that nobody has decided on, or whose decision has expired. A report's own columns of these names can be filled in as well.
    #[command(after_help = REVIEW_EXAMPLES)]
    Review(ReviewArgs),
    /// Keep what was decided on conflicts, and count it
    #[command(subcommand, after_help = "Example: gainsay decisions import sheet.csv --into decisions.toml")]
    Decisions(DecisionsCommand),
    /// Tell what two reports do not share
    ///
    /// A row for each conflict that is new, gone or changed. Ends with status 0 when there is none, and with 3 when there are some.
    /// Where statements stand (file, line, id) is not compared.
    #[command(after_help = "Example: gainsay diff monday.csv tuesday.csv")]
    Diff(DiffArgs),
    /// List, show, check, test, write, tidy and lock rules
    #[command(subcommand, after_help = "Example: gainsay rules test my-rules.toml")]
    Rules(RulesCommand),
    /// Make a folder to work in: settings, a first rule, a sample table
    ///
    /// Writes gainsay.toml, rules/first.toml, statements.csv and .gitignore. What is there already is left as it is.
    #[command(after_help = "Example: gainsay init my-desk")]
    Init(InitArgs),
    /// Write what lets a shell complete commands and options
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions(CompletionsArgs),
    /// Write the manual pages
    #[command(after_help = "Example: gainsay man -o man1/")]
    Man(ManArgs),
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  gainsay explain conflicts.csv 22a7fd
  gainsay explain conflicts.csv 22a7fd --input articles/
  gainsay explain E004";

const DETECT_EXAMPLES: &str = "\
Examples:
  gainsay detect statements.csv
  gainsay detect articles/ --rules my-rules.toml -o conflicts.csv -o report.html
  gainsay detect table.csv --map text=Statement,source=Outlet --verdicts all
  gainsay detect articles/ --baseline yesterday.csv -o new.csv
  zcat feed.jsonl.gz | gainsay detect - --format jsonl > conflicts.csv";

const REVIEW_EXAMPLES: &str = "\
Examples:
  gainsay review conflicts.csv -o sheet.csv
  gainsay review conflicts.json -o sheet.csv --decisions decisions.toml --all";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  gainsay completions bash > ~/.local/share/bash-completion/completions/gainsay
  gainsay completions zsh > ~/.zfunc/_gainsay
  gainsay completions fish > ~/.config/fish/completions/gainsay.fish";

const AGAINST_EXAMPLES: &str = "\
Examples:
  gainsay against claims.csv articles.csv -o stances.csv
  gainsay against claims.csv articles/ --relations contradicts
  gainsay against rumours.jsonl articles/ --map text=headline --threads 4";

const FIGURES_EXAMPLES: &str = "\
Examples:
  gainsay figures articles/ -o figures.csv
  gainsay figures articles/ --only disasters,conflict -o figures.json
  gainsay figures statements.csv --decisions decisions.toml";

const TRY_EXAMPLES: &str = "\
Examples:
  gainsay try \"Drones hit the depot.\" \"Poor storage caused the blast at the depot.\"
  gainsay try \"The mayor may resign on Monday.\" --date 2024-03-01 --speaker \"a council member\"
  gainsay try \"Eight people died.\" \"Twelve people died.\" --date 2024-03-01 --date 2024-03-04 --output-format json";

const WHY_EXAMPLES: &str = "\
Examples:
  gainsay why statements.csv r17 r52
  gainsay why statements.csv articles/ r17 articles/march.txt:12 --rules my-rules.toml";

/// Options of `detect`.
#[derive(Debug, Args)]
pub(crate) struct DetectArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    #[command(flatten)]
    pub(crate) select: SelectArgs,
    #[command(flatten)]
    pub(crate) known: DecisionArgs,
    /// Do it again whenever an input, a rule file or a decision changes, until Ctrl-C
    #[arg(long, help_heading = "General")]
    pub(crate) watch: bool,
    #[command(flatten)]
    pub(crate) output: ReportArgs,
}

/// Options of `init`.
#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// The folder; made where it is not there
    #[arg(value_name = "DIR", default_value = ".")]
    pub(crate) folder: PathBuf,
}

/// Options of `completions`.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

/// Options of `man`.
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// The folder that the pages are written to; made where it is not there
    #[arg(short = 'o', long = "output", value_name = "DIR")]
    pub(crate) folder: PathBuf,
}

/// What of all that was judged is reported.
#[derive(Debug, Args)]
pub(crate) struct SelectArgs {
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
    /// Which tiers to report: all, or by default not those known or supposed to be right in fewer than seven of ten flags
    #[arg(long, value_name = "WHICH", default_value = "default", value_parser = tier_words(), help_heading = "What to report")]
    pub(crate) tiers: TierChoice,
}

/// Options of `try`.
#[derive(Debug, Args)]
pub(crate) struct TryArgs {
    /// A text, or two
    #[arg(value_name = "TEXT", num_args = 0..=2)]
    pub(crate) texts: Vec<String>,
    /// The day both texts were published; given twice, the day of each
    #[arg(long = "date", value_name = "DAY", value_parser = day, help_heading = "The texts")]
    pub(crate) dates: Vec<Date>,
    /// Who is held to both texts where they name nobody; given twice, the speaker of each
    #[arg(long = "speaker", value_name = "NAME", help_heading = "The texts")]
    pub(crate) speakers: Vec<String>,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    #[command(flatten)]
    pub(crate) output: TellArgs,
}

/// Options of `why`.
#[derive(Debug, Args)]
pub(crate) struct WhyArgs {
    /// What to read, as `detect` does, and then the names of two statements
    #[arg(value_name = "INPUT A B", num_args = 0..)]
    pub(crate) words: Vec<String>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    #[command(flatten)]
    pub(crate) select: SelectArgs,
    #[command(flatten)]
    pub(crate) known: DecisionArgs,
    #[command(flatten)]
    pub(crate) output: TellArgs,
}

/// Options of `explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// A report, or a code such as E004 or W003
    #[arg(value_name = "WHAT")]
    pub(crate) what: String,
    /// The row of the report: its conflict_id, or the first characters of it
    #[arg(value_name = "ID")]
    pub(crate) id: Option<String>,
    /// What the report was made of, a file or a folder [default: the files that the row names, where they are still there]
    #[arg(long = "input", value_name = "INPUT", help_heading = "Reading")]
    pub(crate) inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    #[command(flatten)]
    pub(crate) output: TellArgs,
}

/// How something that is no table is told.
#[derive(Debug, Args)]
pub(crate) struct TellArgs {
    /// The format of standard output
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Writing")]
    pub(crate) output_format: TellFormat,
}

/// The formats of what is no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TellFormat {
    /// For reading
    Text,
    /// One JSON document
    Json,
}

/// Options of `export`.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// A report with the column `status`, or `-` for standard input
    #[arg(value_name = "REPORT")]
    pub(crate) report: PathBuf,
    /// Write to this file instead of standard output
    #[arg(short = 'o', long = "output", value_name = "FILE", help_heading = "Writing")]
    pub(crate) file: Option<PathBuf>,
    /// Where the report is published as a page; each review then links to its dispute
    #[arg(long, value_name = "ADDRESS", help_heading = "Writing")]
    pub(crate) page: Option<String>,
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

/// Options of `figures`.
#[derive(Debug, Args)]
pub(crate) struct FiguresArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    /// The rules of which tiers to tell of, as detect reports them
    #[arg(long, value_name = "WHICH", default_value = "default", value_parser = tier_words(), help_heading = "What to report")]
    pub(crate) tiers: TierChoice,
    /// The file of decisions [default: that of gainsay.toml]
    #[arg(long, value_name = "FILE", help_heading = "What is known")]
    pub(crate) decisions: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) day: DayArgs,
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
    /// Write a table of every pair's features, from which tools/train.py learns weights
    #[arg(long, value_name = "FILE", help_heading = "What to report")]
    pub(crate) features: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
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
    /// A rule file or a folder of them, besides the built-in rules and those of gainsay.toml
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
    /// A table that says how often flags were right, to be added to the shipped one and those of gainsay.toml
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    pub(crate) judged: Vec<PathBuf>,
}

/// What is written of a list, and where.
#[derive(Debug, Clone, Args)]
pub(crate) struct OutputArgs {
    /// Write to a file, in the format of its ending: .csv, .json, .jsonl or .txt; may be repeated
    #[arg(short = 'o', long = "output", value_name = "FILE", value_parser = output_file, help_heading = "Writing")]
    pub(crate) files: Vec<OutputFile>,
    /// The format of standard output [default: text on a terminal, csv in a pipe]
    #[arg(long, value_name = "FORMAT", value_parser = formats(report::Format::OF_LISTS), help_heading = "Writing")]
    pub(crate) output_format: Option<report::Format>,
}

/// What is written of a report of conflicts, and where.
#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// Write to a file, in the format of its ending: .csv, .json, .jsonl, .txt, .html, .md, .claims.json, .sarif or .argdown; may be repeated
    #[arg(short = 'o', long = "output", value_name = "FILE", value_parser = report_file, help_heading = "Writing")]
    pub(crate) files: Vec<OutputFile>,
    /// The format of standard output [default: text on a terminal, csv in a pipe]
    #[arg(long, value_name = "FORMAT", value_parser = formats(report::Format::ALL), help_heading = "Writing")]
    pub(crate) output_format: Option<report::Format>,
    /// Which columns a CSV table has: minimal, standard, full, or a TOML file such as columns = ["verdict", { a_text = "First statement" }]
    #[arg(long, value_name = "NAME|FILE", default_value = "standard", hide_default_value = true, help_heading = "Writing")]
    pub(crate) profile: PathBuf,
    /// The title of a page (.html) [default: the names of the inputs]
    #[arg(long, value_name = "TEXT", help_heading = "Writing")]
    pub(crate) title: Option<String>,
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

impl SelectArgs {
    /// The verdicts to report, each once, in the order of the documentation.
    pub(crate) fn reported(&self) -> Vec<Verdict> {
        let wanted = |verdict| self.verdicts.iter().any(|&word| word == Verdicts::All || word == Verdicts::One(verdict));
        Verdict::ALL.iter().copied().filter(|&verdict| wanted(verdict)).collect()
    }

    /// The same for the library.
    pub(crate) fn settings(&self) -> Settings {
        Settings {
            verdicts: self.reported(),
            kinds: self.kinds.clone(),
            min_confidence: self.min_confidence,
            tiers: self.tiers,
            ..Settings::default()
        }
    }
}

impl ReportArgs {
    /// Where the report goes.
    pub(crate) fn places(&self) -> OutputArgs {
        OutputArgs { files: self.files.clone(), output_format: self.output_format }
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

fn tier_words() -> impl TypedValueParser<Value = TierChoice> {
    PossibleValuesParser::new(["default", "all"]).map(|word| if word == "all" { TierChoice::All } else { TierChoice::Default })
}

fn kind_words() -> impl TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(Kind::ALL.iter().map(|kind| kind.name())).try_map(|word| word.parse::<Kind>())
}

fn relation_words() -> impl TypedValueParser<Value = Relation> {
    let words = Relation::ALL.iter().filter(|&&r| r != Relation::Unrelated).map(|relation| relation.name());
    PossibleValuesParser::new(words).try_map(|word| word.parse::<Relation>())
}

fn formats(formats: &[report::Format]) -> impl TypedValueParser<Value = report::Format> + use<> {
    PossibleValuesParser::new(formats.iter().map(|format| format.name())).try_map(|word| word.parse::<report::Format>())
}

fn share(word: &str) -> Result<f64, String> {
    let share: f64 = word.parse().map_err(|_| "it is not a number".to_owned())?;
    match (0.0..=1.0).contains(&share) {
        true => Ok(share),
        false => Err("it must lie between 0 and 1".to_owned()),
    }
}

fn day(word: &str) -> Result<Date, String> {
    ingest::day(word).ok_or_else(|| "it is not a day such as 2024-03-01".to_owned())
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
    let format = report::Format::of_list(Path::new(word));
    let format = format.ok_or("its ending names no format of a list: use .csv, .json, .jsonl or .txt")?;
    Ok(OutputFile { path: word.into(), format })
}

fn report_file(word: &str) -> Result<OutputFile, String> {
    let format = report::Format::of(Path::new(word));
    let format = format.ok_or("its ending names no format: use .csv, .json, .jsonl, .txt, .html, .md, .claims.json, .sarif or .argdown")?;
    Ok(OutputFile { path: word.into(), format })
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
    fn every_command_has_an_example() {
        fn check(command: &clap::Command, path: &str) {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("Example") && help.contains(path), "{path} has no example");
            command.get_subcommands().for_each(|sub| check(sub, &format!("{path} {}", sub.get_name())));
        }
        check(&Arguments::command(), "gainsay");
    }

    #[test]
    fn reports_conflicts_unless_told_otherwise() {
        let cases = [
            ("a.csv", Verdict::REPORTED),
            ("a.csv --verdicts all", Verdict::ALL),
            ("a.csv --verdicts update,contradiction,update", &[Verdict::Contradiction, Verdict::Update]),
        ];
        for (words, verdicts) in cases {
            assert_eq!(detect(words).unwrap().select.reported(), verdicts, "{words}");
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
            ("a.csv -o x.pdf", "use .csv, .json, .jsonl, .txt, .html, .md"),
            ("a.csv --min-confidence 2", "between 0 and 1"),
            ("a.csv --tiers best", "[possible values: default, all]"),
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
