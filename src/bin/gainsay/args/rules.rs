//! What may be typed behind `gainsay rules`.

use super::{OutputArgs, RuleArgs};
use clap::{Args, Subcommand};
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
    /// Check that rule files can be read
    ///
    /// Tells every mistake in every file, each with its place. Without PATH, checks the rules that `detect` would use.
    #[command(after_help = "Example: gainsay rules check my-rules.toml")]
    Check(RulesFilesArgs),
    /// Test rules against the examples that they carry
    #[command(after_help = "Example: gainsay rules test my-rules.toml")]
    Test(RulesFilesArgs),
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

/// Options of `rules check` and `rules test`.
#[derive(Debug, Args)]
pub(crate) struct RulesFilesArgs {
    /// Rule files, or folders of them
    #[arg(value_name = "PATH")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
}
