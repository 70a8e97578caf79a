//! `gainsay rules test`.

use crate::args::{RulesTestArgs, RunArgs};
use crate::exit_code::ExitCode;
use crate::notices::{self, Notices};
use crate::output::print;
use crate::{rules, settings, watch};
use gainsay::error::{Error, Result};
use gainsay::proof::todo::{Mark, marked};
use gainsay::proof::{self, Outcome, Outcomes, Read, Side, Why};
use gainsay::rule::Rules;
use gainsay::text::{one_line, with_whole_quotations};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Holds rules to their own examples: once, or whenever a file changes.
pub(super) fn run(args: &RulesTestArgs, run: &RunArgs) -> Result<ExitCode> {
    let notices = Notices::unless(run.quiet);
    if !args.watch {
        return once(args, notices);
    }
    let paths: Vec<PathBuf> = args.files.iter().chain(&args.rules.paths).cloned().chain([settings::nearest()]).collect();
    notices.say("Testing whenever a rule file changes; Ctrl-C ends.");
    watch::whenever_changed(&paths, &watch::is_rule_file, || {
        // A file that is just being saved may not be there for a moment.
        if let Err(error) = once(args, notices) {
            notices::error(&error);
        }
    })
}

fn once(args: &RulesTestArgs, notices: Notices) -> Result<ExitCode> {
    let start = Instant::now();
    let (mut rules, problems) = rules::load_all(&args.rules, &args.files)?;
    rules::tell(&problems);
    keep_packs_of(&mut rules, &args.files);
    let mut outcomes = notices.during("testing", || proof::test(&rules));
    if args.update {
        mark(&outcomes)?;
        outcomes = outcomes.into_iter().map(Outcome::once_marked).collect();
    }
    let time = if args.time { format!(" It took {:.2} s.", start.elapsed().as_secs_f64()) } else { String::new() };
    let failed: Vec<_> = outcomes.iter().filter(|outcome| !outcome.result.is_right()).collect();
    failed.iter().try_for_each(|outcome| print(&told(outcome)))?;
    print(&format!("{}{time}", tally(&outcomes)))?;
    Ok(if failed.is_empty() && problems.is_empty() { ExitCode::Success } else { ExitCode::Failure })
}

/// Where files are named, only their rules are tested; the other packs are there for the lists they lend.
fn keep_packs_of(rules: &mut Rules, files: &[PathBuf]) {
    if files.is_empty() {
        return;
    }
    let files: Vec<_> = files.iter().filter_map(|file| file.canonicalize().ok()).collect();
    let named = |path: &Path| path.canonicalize().is_ok_and(|path| files.iter().any(|file| path.starts_with(file)));
    let extended: Vec<_> =
        rules.packs.iter().filter(|pack| pack.extended_by.iter().any(|file| named(file))).map(|pack| pack.id.clone()).collect();
    rules.rules.retain(|rule| named(&rule.file) || extended.contains(&rule.pack));
}

/// Rewrites the marks of examples in their files, and tells each.
fn mark(outcomes: &[Outcome]) -> Result<()> {
    let mut by_file: BTreeMap<&Path, Vec<Mark>> = BTreeMap::new();
    for outcome in outcomes {
        let (Some(file), Some(mark)) = (&outcome.place.file, Mark::wanted(outcome)) else { continue };
        let done = if mark.todo { "marked as todo" } else { "no longer marked as todo" };
        print(&format!("{done}: {}, example {} ({})", outcome.rule, outcome.example, outcome.place))?;
        by_file.entry(file).or_default().push(mark);
    }
    by_file.into_iter().try_for_each(|(file, marks)| {
        let failed = |error| Error::io(file, &error);
        let text = fs::read_to_string(file).map_err(failed)?;
        fs::write(file, marked(&text, &marks)).map_err(failed)
    })
}

fn tally(outcomes: &[Outcome]) -> String {
    if outcomes.is_empty() {
        return "There is no example to test: no rule that can be used has one.".to_owned();
    }
    let of = |result| outcomes.iter().filter(|outcome| outcome.result == result).count();
    let hold = format!("{} of {} examples hold", of(Outcomes::Held), outcomes.len());
    let others = Outcomes::ALL.into_iter().filter(|&result| result != Outcomes::Held && of(result) > 0);
    let parts: Vec<String> = others.map(|result| format!("{} {}", of(result), result.name())).collect();
    if parts.is_empty() { format!("{hold}.") } else { format!("{hold}: {}.", parts.join(", ")) }
}

fn told(outcome: &Outcome) -> String {
    let Outcome { rule, example, place, expected, found, result, sides, why } = outcome;
    let found_instead = match result {
        Outcomes::Unpaired => "and the two texts never meet".to_owned(),
        _ => format!("found {found}"),
    };
    let mut told = format!("{}: {rule}, example {example} ({place}): expected {expected}, {found_instead}\n", result.name());
    if *result != Outcomes::Blank {
        for (name, side) in ["a", "b"].iter().zip(sides) {
            told += &format!("    {name}: {}\n", one_line(&with_marks(side)));
            told += &if side.read.is_empty() { "       read: nothing\n".to_owned() } else { read(side) };
        }
    }
    match result {
        Outcomes::TodoHolds => told += "    why: it holds by now: take `todo = true` away, or let `--update` do so\n",
        Outcomes::Blank => told += &format!("    why: {why}\n"),
        Outcomes::Unpaired => told += &format!("    why: {why}\n    mend: {}\n", mend(why)),
        _ => told += &format!("    why: {found}, as {why}\n"),
    }
    told
}

/// What to do where a verdict was expected, and the texts never meet.
fn mend(why: &Why) -> String {
    let side = match why {
        Why::Unread([Some(_), None]) => "a",
        Why::Unread([None, Some(_)]) => "b",
        Why::Unread(_) => "both texts",
        _ => return "write `verdict = \"none\"` if the two are not to meet".to_owned(),
    };
    format!("give the rule a pattern that reads {side}, or write `verdict = \"none\"` if the two are not to meet")
}

/// The text with the words that matched between « and »; where matches overlap, as one.
fn with_marks(side: &Side) -> String {
    let mut spans: Vec<_> = side.read.iter().map(|read| with_whole_quotations(&side.text, read.evidence.range())).collect();
    spans.sort_by_key(|span| (span.start, span.end));
    let mut out = String::new();
    let (mut at, mut rest) = (0, spans.into_iter().peekable());
    while let Some(mut span) = rest.next() {
        while let Some(next) = rest.next_if(|next| next.start < span.end) {
            span.end = span.end.max(next.end);
        }
        out += &format!("{}«{}»", &side.text[at..span.start], &side.text[span.clone()]);
        at = span.end;
    }
    out + &side.text[at..]
}

fn read(side: &Side) -> String {
    let several = side.read.len() > 1;
    let line = |read: &Read| {
        let words = if several { format!(" (“{}”)", one_line(read.evidence.of(&side.text))) } else { String::new() };
        format!("       read: {}{words}\n", one_line(&claim(read)))
    };
    side.read.iter().map(line).collect()
}

/// `poor storage, asserted by the army as a fact, with a hedge; of Marnik`
fn claim(read: &Read) -> String {
    let Read { answer, denied, speaker, mood, hedged, key, when, .. } = read;
    let speaker = if speaker.is_empty() { "the outlet" } else { speaker };
    let polarity = if *denied { "denied" } else { "asserted" };
    let mut told = format!("{answer}, {polarity} by {speaker} as {}", mood.described());
    if *hedged {
        told += ", with a hedge";
    }
    if !key.is_empty() {
        told += &format!("; of {}", key.join(", "));
    }
    if let Some(when) = when {
        told += &format!("; on {when}");
    }
    told
}
