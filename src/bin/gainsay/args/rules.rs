//! What may be typed behind `gainsay rules`.

use super::{OutputArgs, RuleArgs};
use clap::{Args, Subcommand};
use gainsay::rule::Code;
use std::path::PathBuf;

/// What to do with rules.
#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// List all rules in use
    #[command(after_help = "Example: gainsay rules list --rules my-rules.toml")]
    List(RulesListArgs),
    /// Show what one rule asks, its answers and its examples
    #[command(after_help = "Example: gainsay rules show iraq-2021/depot-blast-cause")]
    Show(RulesShowArgs),
    /// Tell what is wrong and what is doubtful in rule files
    ///
    /// Tells every mistake (E001 …) and every doubt (W001 …) in every file, each with its place. Without PATH, checks the rules that
    /// `detect` would use. `gainsay explain CODE` explains a code at length.
    #[command(after_help = "Example: gainsay rules check my-rules.toml --allow W002,W004")]
    Check(RulesCheckArgs),
    /// Test rules against the examples that they carry
    #[command(after_help = "Example: gainsay rules test my-rules.toml")]
    Test(RulesFilesArgs),
    /// Write down which packs are in use, with a hash of each
    #[command(after_help = "Example: gainsay rules lock --rules my-rules.toml")]
    Lock(RulesLockArgs),
    /// Fail if a pack in use is not the one that was locked
    #[command(after_help = "Example: gainsay rules verify --rules my-rules.toml")]
    Verify(RulesLockArgs),
}

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
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
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
    #[command(flatten)]
    pub(crate) files: RulesFilesArgs,
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

/// Options of `rules check` and `rules test`.
#[derive(Debug, Args)]
pub(crate) struct RulesFilesArgs {
    /// Rule files, or folders of them
    #[arg(value_name = "PATH")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
}
