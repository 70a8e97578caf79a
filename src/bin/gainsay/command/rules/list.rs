//! `gainsay rules list`.

use super::word;
use crate::args::{RulesListArgs, RunArgs};
use crate::exit_code::ExitCode;
use crate::{output, rules};
use gainsay::error::Result;
use gainsay::report::{self, RuleRow, Table};
use gainsay::rule::Rule;

/// What a terminal has room for.
const TABLE: Table = Table { columns: &["rule", "shape", "kind", "scope", "answers", "examples", "question"], noun: "rule" };

/// Lists all rules in use.
pub(super) fn run(args: &RulesListArgs, run: &RunArgs) -> Result<ExitCode> {
    let rules = rules::load(&args.rules, false)?;
    let rows: Vec<_> = rules.rules.iter().map(row).collect();
    output::write(&args.output, run.color, |format, options, out| report::write_table(&rows, &TABLE, format, options, out))?;
    Ok(ExitCode::Success)
}

fn row(rule: &Rule) -> RuleRow {
    RuleRow {
        rule: rule.name(),
        pack: rule.pack.clone(),
        shape: word(&rule.shape),
        kind: rule.kind,
        scope: word(&rule.scope),
        severity: rule.severity,
        answers: rule.answers.len(),
        examples: rule.examples.len(),
        todo: rule.examples.iter().filter(|example| example.todo).count(),
        question: rule.ask.clone(),
        file: rule.file.display().to_string(),
        line: u32::try_from(rule.line).unwrap_or_default(),
    }
}
