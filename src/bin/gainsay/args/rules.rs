//! What may be typed behind `gainsay rules`.

use super::{InputArgs, OutputArgs, OutputFile, RuleArgs, output_file};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use gainsay::rule::Code;
use gainsay::rule::template::SHAPES;
use gainsay::rule::written::Shape;
use std::path::PathBuf;

/// What to do with rules.
#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// List all rules in use
    #[command(after_help = "Example: gainsay rules list --rules my-rules.toml")]
    List(RulesListArgs),
    /// Show one rule as it was understood
    ///
    /// What it asks and was told, each pattern as written and with its lists spelled out, the words that the pattern waits for (a
    /// sentence without any of them costs nothing), the answers and the examples.
    #[command(after_help = "Example: gainsay rules show iraq-2021/depot-blast-cause")]
    Show(RulesShowArgs),
    /// Tell what is wrong and what is doubtful in rule files
    ///
    /// Tells every mistake (E001 …) and every doubt (W001 …) in every file, each with its place. Without PATH, checks the rules that
    /// `detect` would use. `gainsay explain CODE` explains a code at length.
    #[command(after_help = "Example: gainsay rules check my-rules.toml --allow W002,W004")]
    Check(RulesCheckArgs),
    /// Test rules against the examples that they carry
    ///
    /// Ends with status 0 when every example holds, and with 1 when not; for each that does not, shows what was read from its texts and
    /// why the rule came to its verdict. Without PATH, tests the rules that `detect` would use.
    #[command(after_help = TEST_EXAMPLES)]
    Test(RulesTestArgs),
    /// Write a rule to begin with, with examples to fill in
    ///
    /// Where FILE is not there, writes a pack with one rule; where it is, adds the rule behind all that it holds. The rule compiles as it
    /// is: put your own question and words into it. `rules test` fails until its examples are filled in.
    #[command(after_help = NEW_EXAMPLES)]
    New(RulesNewArgs),
    /// Lay rule files out in one way
    ///
    /// The same spaces, blank lines, indents and quotation marks everywhere. Comments, the order of keys and what the rules mean stay.
    #[command(after_help = "Example: gainsay rules fmt my-rules.toml")]
    Fmt(RulesFmtArgs),
    /// Tell what each rule does on an input, and what no rule reads
    ///
    /// For each rule: how often it matched, the claims that made, the subjects on which claims met, the pairs that were judged, and the
    /// conflicts. Then the rules that never matched, and how many statements no rule read, with their most frequent verbs.
    #[command(after_help = "Example: gainsay rules stats articles/ --rules my-rules.toml --unread verbs.csv")]
    Stats(RulesStatsArgs),
    /// Write the JSON Schema of rule files, for editors
    ///
    /// A rule file that begins with `#:schema ./gainsay-rules.schema.json` is then completed, explained and checked while it is typed, in
    /// every editor that has a TOML language server (Taplo or Tombi).
    #[command(after_help = "Example: gainsay rules schema -o gainsay-rules.schema.json")]
    Schema(RulesSchemaArgs),
    /// Write down which packs are in use, with a hash of each
    #[command(after_help = "Example: gainsay rules lock --rules my-rules.toml")]
    Lock(RulesLockArgs),
    /// Fail if a pack in use is not the one that was locked
    #[command(after_help = "Example: gainsay rules verify --rules my-rules.toml")]
    Verify(RulesLockArgs),
}

const NEW_EXAMPLES: &str = "\
Examples:
  gainsay rules new my-rules.toml --shape number
  gainsay rules new my-rules.toml --shape one-of --id ferry-cause";

const TEST_EXAMPLES: &str = "\
Examples:
  gainsay rules test my-rules.toml
  gainsay rules test my-rules.toml --watch";

/// Options of `rules list`.
#[derive(Debug, Args)]
pub(crate) struct RulesListArgs {
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

/// Options of `rules show`.
#[derive(Debug, Args)]
pub(crate) struct RulesShowArgs {
    /// The rule, as PACK/RULE, or its own id alone where only one pack has it
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// Spell out all entries of every list
    #[arg(long)]
    pub(crate) full: bool,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
}

/// Options of `rules test`.
#[derive(Debug, Args)]
pub(crate) struct RulesTestArgs {
    /// Rule files, or folders of them
    #[arg(value_name = "PATH")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    /// Test again whenever a rule file changes, until Ctrl-C
    #[arg(long, help_heading = "Testing")]
    pub(crate) watch: bool,
    /// Rewrite the marks `todo = true` in the files: set where an example does not hold, taken away where it does
    #[arg(long, requires = "files", conflicts_with = "watch", help_heading = "Testing")]
    pub(crate) update: bool,
    /// Tell how long it took
    #[arg(long, help_heading = "Testing")]
    pub(crate) time: bool,
}

/// Options of `rules new`.
#[derive(Debug, Args)]
pub(crate) struct RulesNewArgs {
    /// The rule file
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// What kind of answer the rule takes
    #[arg(long, value_name = "SHAPE", value_parser = shapes())]
    pub(crate) shape: Shape,
    /// The rule's id [default: its shape]
    #[arg(long, value_parser = plain_id)]
    pub(crate) id: Option<String>,
    /// The id of a new pack [default: by the name of the file]
    #[arg(long, value_parser = plain_id)]
    pub(crate) pack: Option<String>,
}

fn shapes() -> impl TypedValueParser<Value = Shape> {
    let of = |word: String| SHAPES.iter().find(|(name, ..)| *name == word).map(|&(_, shape, _)| shape);
    PossibleValuesParser::new(SHAPES.map(|(word, ..)| word)).try_map(move |word| of(word).ok_or("no such shape"))
}

fn plain_id(word: &str) -> Result<String, String> {
    match !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_') {
        true => Ok(word.to_owned()),
        false => Err("an id is letters, digits, `-` and `_`".to_owned()),
    }
}

/// Options of `rules fmt`.
#[derive(Debug, Args)]
pub(crate) struct RulesFmtArgs {
    /// Rule files, or folders of them
    #[arg(value_name = "PATH", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Write nothing; end with status 1 where a file is not laid out so
    #[arg(long)]
    pub(crate) check: bool,
}

/// Options of `rules stats`.
#[derive(Debug, Args)]
pub(crate) struct RulesStatsArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    /// Add a column with the milliseconds that each rule takes to read the input alone, on one thread
    #[arg(long, help_heading = "What to report")]
    pub(crate) time: bool,
    /// Write the verbs of all statements that no rule read, each with an example; the ending says in which format
    #[arg(long, value_name = "FILE", value_parser = output_file, help_heading = "What to report")]
    pub(crate) unread: Option<OutputFile>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

/// Options of `rules schema`.
#[derive(Debug, Args)]
pub(crate) struct RulesSchemaArgs {
    /// Write it to a file instead of standard output
    #[arg(short = 'o', long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Options of `rules lock` and `rules verify`.
#[derive(Debug, Args)]
pub(crate) struct RulesLockArgs {
    /// The lock file
    #[arg(value_name = "FILE", default_value = "gainsay.lock")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
}

/// Options of `rules check`.
#[derive(Debug, Args)]
pub(crate) struct RulesCheckArgs {
    /// Rule files, or folders of them
    #[arg(value_name = "PATH")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    /// Do not give these warnings
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_parser = warning, help_heading = "What to tell")]
    pub(crate) allow: Vec<Code>,
    /// Fail where there is a warning, too
    #[arg(long, help_heading = "What to tell")]
    pub(crate) strict: bool,
}

fn warning(word: &str) -> Result<Code, String> {
    match word.parse::<Code>()? {
        code if code.is_warning() => Ok(code),
        code => Err(format!("{code} is a mistake, and cannot be allowed")),
    }
}
