//! `gainsay rules list`.

use super::word;
use crate::args::{RulesListArgs, RunArgs};
use crate::exit_code::ExitCode;
use crate::{output, rules};
use gainsay::error::Result;
use gainsay::report::{self, RuleRow};
use gainsay::rule::Rule;

/// Lists all rules in use.
pub(super) fn run(args: &RulesListArgs, run: &RunArgs) -> Result<ExitCode> {
    let rules = rules::load(&args.rules, false)?;
    let rows: Vec<_> = rules.rules.iter().map(row).collect();
    output::write(&args.output, run.color, |format, options, out| report::write_records(&rows, format, options, out))?;
    Ok(ExitCode::Success)
}

fn row(rule: &Rule) -> RuleRow {
    RuleRow {
        rule: rule.name(),
        shape: word(&rule.shape),
        kind: rule.kind,
        severity: rule.severity,
        answers: rule.answers.len(),
        examples: rule.examples.len(),
        question: rule.ask.clone(),
    }
}
