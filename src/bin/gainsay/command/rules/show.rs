//! `gainsay rules show`.

use super::word;
use crate::args::RulesShowArgs;
use crate::exit_code::ExitCode;
use crate::output::print;
use crate::rules;
use gainsay::error::{Error, Result};
use gainsay::rule::{Answer, Pack, Rule, Rules};
use gainsay::text::one_line;

/// Shows one rule.
pub(super) fn run(args: &RulesShowArgs) -> Result<ExitCode> {
    let rules = rules::load(&args.rules, false)?;
    let unknown = || Error::new(format!("no rule is called `{}`", args.id)).with_help("`gainsay rules list` shows all of them");
    let rule = rules.find(&args.id).ok_or_else(unknown)?;
    print(&described(rule, &rules))?;
    Ok(ExitCode::Success)
}

/// What a rule asks, the answers it names and its examples, for reading.
fn described(rule: &Rule, rules: &Rules) -> String {
    let mut lines = vec![rule.name(), rule.ask.clone()];
    lines.push(format!("shape {}, conflict {}, severity {}", word(&rule.shape), rule.kind, rule.severity));
    let pack = rules.packs.iter().find(|pack| pack.id == rule.pack);
    let version = |pack: &Pack| pack.version.as_ref().map_or(String::new(), |version| format!(" {version}"));
    lines.extend(pack.map(|pack| format!("pack {}{}: {} ({})", pack.id, version(pack), pack.title, pack.file.display())));
    lines.extend((!rule.answers.is_empty()).then(|| "\nanswers".to_owned()));
    for Answer { value, means, .. } in &rule.answers {
        lines.push(means.as_ref().map_or(format!("  {value}"), |means| format!("  {value}: {means}")));
    }
    lines.extend((!rule.examples.is_empty()).then(|| "\nexamples".to_owned()));
    for example in &rule.examples {
        lines.push(format!("  {}", word(&example.expected)));
        lines.extend(example.texts.iter().map(|text| format!("    {}", one_line(text))));
    }
    lines.join("\n")
}
