//! `gainsay try`.

use super::telling::{self, field};
use crate::args::{RunArgs, TryArgs};
use crate::exit_code::ExitCode;
use crate::notices::{self, Notices};
use crate::{output, rules};
use gainsay::compare::Given;
use gainsay::error::{Error, Result};
use gainsay::trace::{self, Reading, Tried, WordByWord};
use std::io::{self, Read};

/// Shows what the rules make of one text, or of two.
pub(super) fn run(args: &TryArgs, run: &RunArgs) -> Result<ExitCode> {
    if args.texts.is_empty() {
        let error = Error::new("try lacks a text, or two");
        notices::error(
            &error.with_help("write, for instance: gainsay try \"The bridge is shut.\" \"The bridge is open, the mayor said.\""),
        );
        return Ok(ExitCode::Usage);
    }
    let rules = rules::load(&args.rules, false)?;
    let given = given(args)?;
    let tried = trace::texts(&given, &rules);
    output::tell(&args.output, &tried, || lines(&tried, given.len()))?;
    if given.len() == 1 {
        Notices::unless(run.quiet).hint("gainsay try \"TEXT\" \"TEXT\" shows whether two texts are at odds; here is one text only");
    }
    Ok(ExitCode::Success)
}

fn given(args: &TryArgs) -> Result<Vec<Given>> {
    let texts = texts(&args.texts)?;
    let count = texts.len();
    let dates = each(&args.dates, count, "--date")?;
    let speakers = each(&args.speakers, count, "--speaker")?;
    let given = texts.into_iter().zip(dates).zip(speakers);
    Ok(given.map(|((text, date), speaker)| Given { text, date, speaker: speaker.unwrap_or_default(), ..Given::default() }).collect())
}

/// What an option says of each text: nothing, the same of all, or of each its own.
fn each<T: Clone>(values: &[T], texts: usize, option: &str) -> Result<Vec<Option<T>>> {
    match values {
        [] => Ok(vec![None; texts]),
        [one] => Ok(vec![Some(one.clone()); texts]),
        all if all.len() == texts => Ok(all.iter().cloned().map(Some).collect()),
        all => {
            let there = if texts == 1 { "there is one text".to_owned() } else { format!("there are {texts} texts") };
            let error = Error::new(format!("{option} is given {} times, and {there}", all.len()));
            Err(error.with_help("give it once for all texts, or once for each"))
        }
    }
}

fn texts(words: &[String]) -> Result<Vec<String>> {
    if words.iter().filter(|word| *word == "-").count() > 1 {
        return Err(Error::new("standard input can be only one of the texts"));
    }
    let texts = words.iter().map(|word| if word == "-" { from_stdin() } else { Ok(word.clone()) }).collect::<Result<Vec<_>>>()?;
    match texts.iter().position(|text| text.trim().is_empty()) {
        Some(_) if texts.len() == 1 => Err(Error::new("the text is empty")),
        Some(at) => Err(Error::new(format!("the {} text is empty", ["first", "second"][at]))),
        None => Ok(texts),
    }
}

fn from_stdin() -> Result<String> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|error| Error::new(format!("standard input: {error}")))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn lines(tried: &Tried, texts: usize) -> Vec<String> {
    let trace = &tried.trace;
    let mut lines: Vec<String> = trace.a.iter().chain(&trace.b).flat_map(reading).collect();
    for rule in &trace.rules {
        lines.extend(telling::rule(rule, trace));
        lines.push(String::new());
    }
    lines.extend(tried.word_by_word.iter().flat_map(word_by_word));
    lines.extend(tried.not_compared.iter().map(|why| format!("Not compared word by word: {why}.\n")));
    lines.push(match trace.rules.iter().any(|rule| !rule.meetings.is_empty()) {
        false if texts > 1 => "No rule reads both texts.".to_owned(),
        _ if texts > 1 => trace.outcome.replacen("Reported as", "A report would show", 1),
        _ => trace.outcome.clone(),
    });
    lines
}

/// All that was read in a sentence.
fn reading(reading: &Reading) -> Vec<String> {
    let mut lines = telling::heading(reading);
    let names: Vec<&str> = reading.names.iter().map(String::as_str).collect();
    lines.extend((!names.is_empty()).then(|| field("names", &names.join(" | "))));
    lines.extend(reading.numbers.iter().map(|number| field("number", &format!("“{}”: {}", number.text, number.in_words()))));
    lines.extend(reading.dates.iter().map(|date| {
        let day = |day: Option<_>| day.map_or("open".to_owned(), |day: jiff::civil::Date| day.to_string());
        field("date", &format!("“{}”: {} to {} ({}, {})", date.text, day(date.from), day(date.to), date.grain, date.relation))
    }));
    lines.extend(reading.scopes.iter().map(|scope| field(&scope.kind, &format!("“{}” over “{}”", scope.cue, scope.over))));
    lines.extend(reading.speakers.iter().map(|said| {
        let cue = if said.cue.is_empty() { String::new() } else { format!(", “{}”", said.cue) };
        field("speaker", &format!("{} ({}{cue}): “{}”", said.speaker, said.manner, said.over))
    }));
    let claimed = reading.matches.iter().filter(|found| found.no_claim.is_none());
    lines.extend(claimed.map(|found| field("match", &format!("{}: {}", found.rule, found.marked))));
    lines.extend(telling::unclaimed(reading));
    lines.extend(telling::claims(reading));
    lines.push(String::new());
    lines
}

fn word_by_word(compared: &WordByWord) -> Vec<String> {
    let verdict = compared.verdict.map(|verdict| format!(", {verdict}")).unwrap_or_default();
    let kind = compared.kind.map(|kind| format!(", {kind}")).unwrap_or_default();
    let mut lines = vec![format!("No rule decides. Word by word: {}{verdict}{kind}, score {:.2}", compared.relation, compared.score)];
    lines.push(field("reason", &compared.reason));
    lines.push(field("a", &compared.a_evidence));
    lines.push(field("b", &compared.b_evidence));
    lines.push(String::new());
    lines
}
