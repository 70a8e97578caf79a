//! Reports for readers: no path of the machine that they were written on.
//!
//! A path that was given as relative stays as it was given. Of absolute ones only what tells the files apart is shown, without the folders
//! that all of them lie in.

use crate::conflict::finding::{Finding, Party, Report};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The report with short names in place of absolute paths.
pub(super) fn portable(report: &Report) -> Cow<'_, Report> {
    let names = names(report);
    if names.is_empty() {
        return Cow::Borrowed(report);
    }
    let mut report = report.clone();
    for dispute in &mut report.disputes {
        dispute.sides.iter_mut().flat_map(|side| &mut side.parties).for_each(|party| shorten(party, &names));
        dispute.later.iter_mut().for_each(|party| shorten(party, &names));
        dispute.findings.iter_mut().for_each(|finding| shorten_finding(finding, &names));
    }
    Cow::Owned(report)
}

/// Each absolute path with its short name.
fn names(report: &Report) -> BTreeMap<String, String> {
    let sides = report.disputes.iter().flat_map(|dispute| dispute.sides.iter().flat_map(|side| &side.parties).chain(&dispute.later));
    let parties = sides.chain(report.findings().flat_map(|finding| [&finding.a, &finding.b]));
    let files: BTreeSet<&str> = parties.map(|party| party.file.as_str()).collect();
    let (absolute, relative): (Vec<&str>, Vec<&str>) = files.iter().partition(|file| is_absolute(file));
    let Some((first, rest)) = absolute.split_first() else { return BTreeMap::new() };
    let common = rest.iter().fold(folder(first), |common, file| shared(common, folder(file)));
    let within = |file: &&str| file[common.len()..].trim_start_matches('/').to_owned();
    let within: Vec<String> = absolute.iter().map(within).collect();
    let is_told_apart = within.iter().all(|name| !relative.contains(&name.as_str()));
    // Files with nothing in common but the root.
    let short = if common.trim_matches('/').is_empty() || !is_told_apart { endings(&absolute, &relative) } else { within };
    absolute.iter().map(|file| (*file).to_owned()).zip(short).collect()
}

/// The shortest ending of each file, in whole folders, that no other file has.
fn endings(files: &[&str], others: &[&str]) -> Vec<String> {
    let ending = |file: &str, parts: usize| {
        let all: Vec<&str> = file.trim_start_matches('/').split('/').collect();
        all[all.len().saturating_sub(parts)..].join("/")
    };
    let longest = files.iter().map(|file| file.split('/').count()).max().unwrap_or(1);
    let mut short: Vec<Option<String>> = vec![None; files.len()];
    for parts in 1..=longest {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        files.iter().chain(others).for_each(|file| *seen.entry(ending(file, parts)).or_default() += 1);
        for (file, short) in files.iter().zip(&mut short).filter(|(_, short)| short.is_none()) {
            *short = Some(ending(file, parts)).filter(|name| seen[name] == 1);
        }
    }
    files.iter().zip(short).map(|(file, short)| short.unwrap_or_else(|| (*file).to_owned())).collect()
}

/// `/a/b`, `C:/a/b`, `//server/a`.
fn is_absolute(file: &str) -> bool {
    let drive = file.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) && file.get(1..3) == Some(":/");
    file.starts_with('/') || drive
}

fn folder(file: &str) -> &str {
    file.rfind('/').map_or("", |end| &file[..end])
}

/// The folders that two folders have in common.
fn shared<'a>(a: &'a str, b: &str) -> &'a str {
    let same: usize = a.split('/').zip(b.split('/')).take_while(|(a, b)| a == b).map(|(a, _)| a.len() + 1).sum();
    &a[..same.saturating_sub(1)]
}

fn shorten(party: &mut Party, names: &BTreeMap<String, String>) {
    let Some(short) = names.get(&party.file) else { return };
    for name in [&mut party.id, &mut party.source, &mut party.speaker] {
        if let Some(rest) = name.strip_prefix(&party.file) {
            *name = format!("{short}{rest}");
        }
    }
    party.file.clone_from(short);
}

fn shorten_finding(finding: &mut Finding, names: &BTreeMap<String, String>) {
    let mut files = [&finding.a, &finding.b].map(|party| party.file.clone());
    // One path may end as the other: the longer one is looked for first.
    files.sort_by_key(|file| std::cmp::Reverse(file.len()));
    let known: Vec<(&str, &str)> = files.iter().filter_map(|file| Some((file.as_str(), names.get(file)?.as_str()))).collect();
    for text in [&mut finding.reason, &mut finding.review.decision] {
        *text = renamed(text, &known);
    }
    [&mut finding.a, &mut finding.b].into_iter().for_each(|party| shorten(party, names));
}

/// A text with other names in it, in one pass: a new name may end as an old one.
fn renamed(text: &str, names: &[(&str, &str)]) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    let next = |rest: &str| names.iter().filter_map(|name| Some((rest.find(name.0)?, *name))).min_by_key(|(at, _)| *at);
    while let Some((at, (old, new))) = next(rest) {
        out.push_str(&rest[..at]);
        out.push_str(new);
        rest = &rest[at + old.len()..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Format, samples};

    /// A report on statements in these two files.
    fn of(files: [&str; 2]) -> Report {
        let mut report = samples::report();
        let dispute = &mut report.disputes[0];
        let place = |party: &mut Party, file: &str| {
            party.file = file.to_owned();
            party.id = format!("{file}:7");
            party.source = file.to_owned();
            party.speaker = file.to_owned();
        };
        for (side, file) in dispute.sides.iter_mut().zip(files) {
            side.parties.iter_mut().for_each(|party| place(party, file));
        }
        let finding = &mut dispute.findings[0];
        place(&mut finding.a, files[0]);
        place(&mut finding.b, files[1]);
        finding.reason = format!("{} says so; {} says otherwise.", files[0], files[1]);
        finding.review.decision = format!("stale: the text of {}:7 has changed", files[0]);
        report
    }

    #[test]
    fn shows_of_absolute_paths_what_tells_them_apart() {
        let cases = [
            (["/home/ana/case/in/a.txt", "/home/ana/case/b.csv"], ["in/a.txt", "b.csv"]),
            (["/home/ana/a.txt", "/home/ana/a.txt"], ["a.txt", "a.txt"]),
            (["C:/Users/ana/in/a.txt", "C:/Users/ana/inner/a.txt"], ["in/a.txt", "inner/a.txt"]),
            (["/srv/a.txt", "/home/ana/b.txt"], ["a.txt", "b.txt"]),
            (["/srv/a.txt", "/home/ana/a.txt"], ["srv/a.txt", "ana/a.txt"]),
            (["/srv/in/a.txt", "/home/srv/in/a.txt"], ["srv/in/a.txt", "home/srv/in/a.txt"]),
            (["a.txt", "/home/ana/a.txt"], ["a.txt", "ana/a.txt"]),
            (["../in/a.txt", "/home/ana/b.txt"], ["../in/a.txt", "b.txt"]),
            (["in/a.txt", "b.csv"], ["in/a.txt", "b.csv"]),
        ];
        for (files, want) in cases {
            let report = of(files);
            let short = portable(&report);
            let finding = &short.disputes[0].findings[0];
            assert_eq!([&finding.a, &finding.b].map(|party| party.file.as_str()), want);
            assert_eq!(finding.a.id, format!("{}:7", want[0]));
            assert_eq!((finding.b.source.as_str(), finding.b.speaker.as_str()), (want[1], want[1]));
            assert_eq!(finding.reason, format!("{} says so; {} says otherwise.", want[0], want[1]));
            assert_eq!(short.disputes[0].sides[1].parties[0].file, want[1]);
        }
    }

    #[test]
    fn no_format_for_readers_has_a_path_of_the_writer() {
        let report = of(["/home/ana/case/in/a.txt", "/home/ana/case/b.csv"]);
        for format in [Format::Html, Format::Markdown, Format::Argdown] {
            let written = samples::written(&report, format);
            assert!(!written.contains("ana") && !written.contains("home"), "{written}");
        }
        assert!(samples::written(&report, Format::Csv).contains("/home/ana/case/in/a.txt"));
    }
}
