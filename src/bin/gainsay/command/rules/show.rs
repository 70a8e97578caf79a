//! `gainsay rules show`.

use super::word;
use crate::args::RulesShowArgs;
use crate::exit_code::ExitCode;
use crate::output::print;
use crate::rules;
use gainsay::error::{Error, Result};
use gainsay::rule::anatomy::{Anatomy, Pattern, Saying};
use gainsay::rule::{Pack, Rule, Rules};
use gainsay::text::one_line;

/// How many entries of a list are spelled out, unless all are asked for.
const ENTRIES: usize = 12;

/// Shows one rule as it was understood.
pub(super) fn run(args: &RulesShowArgs) -> Result<ExitCode> {
    let rules = rules::load(&args.rules, false)?;
    let unknown = || Error::new(format!("no rule is called `{}`", args.id)).with_help("`gainsay rules list` shows all of them");
    let rule = rules.find(&args.id).ok_or_else(unknown)?;
    let anatomy = rules.anatomy(rule, if args.full { usize::MAX } else { ENTRIES });
    let chapters = [head(rule, &rules), topic(rule, &anatomy), answers(rule, &anatomy), examples(rule)];
    let chapters: Vec<String> = chapters.into_iter().filter(|lines| !lines.is_empty()).map(|lines| lines.join("\n")).collect();
    print(&chapters.join("\n\n"))?;
    Ok(ExitCode::Success)
}

/// What it asks, and all that it was told beside its patterns.
fn head(rule: &Rule, rules: &Rules) -> Vec<String> {
    let pack = rules.packs.iter().find(|pack| pack.id == rule.pack).map_or_else(|| rule.pack.clone(), called);
    let slots = |slots: &[usize]| slots.iter().map(|&slot| rule.slots[slot].to_string()).collect::<Vec<_>>().join(", ");
    let slot = |slot: Option<usize>| slot.map(|slot| slots(&[slot])).unwrap_or_default();
    let yes = |holds: bool| if holds { "yes" } else { "" }.to_owned();
    let mut lines = vec![rule.name(), rule.ask.clone(), String::new()];
    let facts = [
        ("pack", pack),
        ("place", format!("{}:{}", rule.file.display(), rule.line)),
        ("shape", word(&rule.shape)),
        ("conflict", format!("{}, severity {}", rule.kind, rule.severity)),
        ("scope", word(&rule.scope)),
        ("key", slots(&rule.key)),
        ("value", slot(rule.value)),
        ("holder", slot(rule.holder)),
        ("of", rule.of.as_ref().map(word).unwrap_or_default()),
        ("mood", rule.moods.iter().map(word).collect::<Vec<_>>().join(", ")),
        ("trend", rule.trend.as_ref().map(word).unwrap_or_default()),
        ("within", rule.within.map(|days| format!("{} days", (days * 100.0).round() / 100.0)).unwrap_or_default()),
        ("tolerance", if rule.tolerance > 0.0 { format!("{}%", rule.tolerance * 100.0) } else { String::new() }),
        ("alike", if rule.alike > 0 { format!("{} words", rule.alike) } else { String::new() }),
        ("sum", yes(rule.sum)),
        ("presupposed", yes(rule.presupposed)),
        ("at most", if rule.only_tension { "tension" } else { "" }.to_owned()),
    ];
    lines.extend(facts.into_iter().filter(|(_, fact)| !fact.is_empty()).map(|(name, fact)| format!("  {name:11}  {fact}")));
    lines
}

/// `iraq-2021 1.2.0: title`
fn called(pack: &Pack) -> String {
    let version = pack.version.as_ref().map(|version| format!(" {version}")).unwrap_or_default();
    format!("{}{version}: {}", pack.id, pack.title)
}

/// The patterns that say what a sentence must, or must not, be about.
fn topic(rule: &Rule, anatomy: &Anatomy) -> Vec<String> {
    let near = match rule.near {
        0 => "all of these must be in the sentence".to_owned(),
        1 => "all of these must be in the sentence, or one sentence away".to_owned(),
        near => format!("all of these must be in the sentence, or at most {near} sentences away"),
    };
    let chapter = |title: String, all: &[Pattern]| {
        let title = (!all.is_empty()).then_some(title);
        title.into_iter().chain(all.iter().flat_map(|one| pattern("  ", one))).collect::<Vec<_>>()
    };
    let setting = chapter("setting: a long text must name all of these, a short one or anything read with it".to_owned(), &anatomy.setting);
    let about = chapter(format!("about: {near}"), &anatomy.about);
    let unless = chapter("unless: none of these may be in the sentence".to_owned(), &anatomy.unless);
    [setting, about, unless].concat()
}

/// The answers, each with the ways to say it.
fn answers(rule: &Rule, anatomy: &Anatomy) -> Vec<String> {
    let says = |saying: &Saying| {
        let title = if saying.denies { "deny " } else { "say  " };
        pattern(title, &saying.pattern)
    };
    if rule.answers.is_empty() {
        return anatomy.ways.iter().flat_map(says).collect();
    }
    let mut lines = vec!["answers".to_owned()];
    for (at, answer) in rule.answers.iter().enumerate() {
        let means = answer.means.as_ref().map(|means| format!(": {means}")).unwrap_or_default();
        lines.push(format!("  {}{means}", answer.value));
        let allowed = |&other: &usize| format!("    allows {}", rule.answers[other].value);
        lines.extend(answer.allows.iter().map(allowed));
        let ways = anatomy.ways.iter().filter(|saying| saying.answer == at);
        lines.extend(ways.flat_map(says).map(|line| format!("    {line}")));
    }
    lines
}

/// A pattern as written, with its lists spelled out, and what it waits for.
fn pattern(title: &str, pattern: &Pattern) -> Vec<String> {
    let indent = " ".repeat(title.len() + 2);
    let waits = |words: &[String]| match words {
        [] => format!("{indent}tried on every sentence"),
        words => format!("{indent}waits for {}", words.join(", ")),
    };
    let written = [format!("{title}{}", pattern.written)];
    let expanded = pattern.expanded.iter().map(|expanded| format!("{indent}is {expanded}"));
    written.into_iter().chain(expanded).chain(pattern.waits_for.iter().map(|words| waits(words))).collect()
}

fn examples(rule: &Rule) -> Vec<String> {
    let mut lines: Vec<String> = (!rule.examples.is_empty()).then(|| "examples".to_owned()).into_iter().collect();
    for example in &rule.examples {
        let todo = if example.todo { ", which does not hold yet" } else { "" };
        lines.push(format!("  {}{todo} ({}:{})", word(&example.expected), example.file.display(), example.line));
        for ((name, text), date) in ["a", "b"].iter().zip(&example.texts).zip(&example.dates) {
            let date = date.map(|date| format!(" ({date})")).unwrap_or_default();
            lines.push(format!("    {name}: {}{date}", one_line(text)));
        }
    }
    lines
}
