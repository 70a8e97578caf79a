//! What a run read, found and left, in plain words.

use super::count::{count, grouped};
use super::excerpt::Excerpt;
use crate::conflict::finding::{Own, Party, Report, Stories, Summary};
use crate::verdict::Verdict;

/// How many columns of a name are shown.
const NAME: usize = 60;

/// The summary as a few short lines.
///
/// It always says what was read and found; what was skipped, left out or not judged only when there was any.
pub fn summary(report: &Report) -> Vec<String> {
    let summary = &report.summary;
    let mut lines = vec![read(summary)];
    lines.extend(apart(summary));
    lines.push(format!("{}{}", found(report), advice(summary)));
    lines.extend(other_verdicts(summary));
    lines.extend(own_rules(summary));
    lines.extend(left(summary));
    lines
}

/// The same for readers of a file that was passed on: nothing in it speaks of a command line.
pub(super) fn for_readers(report: &Report) -> Vec<String> {
    let put_aside = Some(report.summary.decided.all).filter(|&n| n > 0).map(put_aside);
    [read(&report.summary), found(report)].into_iter().chain(unchecked(&report.summary)).chain(put_aside).collect()
}

/// Which statements general rules did not compare, for all that they read them; nothing where all sources tell one story.
fn apart(summary: &Summary) -> Option<String> {
    let Stories { told, sources } = summary.stories?;
    let all = count(summary.sources as u64, "source");
    match (told, sources) {
        (1, sources) if sources == summary.sources => None,
        _ if summary.sources < 2 => None,
        (_, 0) => Some(format!("No two of {all} were seen to tell one story: general rules did not compare their statements.")),
        _ => Some(format!(
            "{} of {all} tell {} with others; general rules did not compare statements of different stories.",
            grouped(sources as u64),
            match told {
                1 => "a story".to_owned(),
                n => format!("{} stories", grouped(n as u64)),
            }
        )),
    }
}

/// What the user's own rules came to, where there are any.
fn own_rules(summary: &Summary) -> Option<String> {
    let Own { files, read, unsaid, verdicts } = summary.own.as_ref()?;
    let files = match files.as_slice() {
        [first, second, rest @ ..] if !rest.is_empty() => format!("{first}, {second} and {} more", rest.len()),
        files => files.join(", "),
    };
    let of_all = format!("{} of {}", grouped(*read as u64), count(summary.statements as u64, "statement"));
    Some(match (read, summary.statements) {
        (_, 0) => return None,
        (0, _) if *unsaid > 0 => format!(
            "Your rules ({files}) read {} of {}, and each only as a wish, a plan, a condition or a question, which they do not take (`mood`).",
            grouped(*unsaid as u64),
            count(summary.statements as u64, "statement"),
        ),
        (0, _) => format!(
            "Your rules ({files}) read none of {}: `gainsay rules stats INPUT` shows what is said instead, `gainsay try \"TEXT\"` why a text is not read.",
            count(summary.statements as u64, "statement"),
        ),
        _ => {
            let found: Vec<_> = verdicts.iter().filter(|(_, n)| *n > 0).map(|(verdict, n)| count(*n, verdict.name())).collect();
            let found = if found.is_empty() { "no conflict".to_owned() } else { listed(&found) };
            format!("Your rules ({files}): {of_all} read, {found}.")
        }
    })
}

fn read(summary: &Summary) -> String {
    let n = |n: usize, noun| count(n as u64, noun);
    format!(
        "Read {} with {}; rules read {} of them: {} on {}.",
        n(summary.sources, "source"),
        n(summary.statements, "statement"),
        grouped(summary.read as u64),
        n(summary.claims, "claim"),
        n(summary.subjects, "shared subject"),
    )
}

/// What can be done on the command line where nothing could be found.
fn advice(summary: &Summary) -> &'static str {
    let silence = !counted(summary, Verdict::is_conflict).any(|_| true) && summary.sources > 0 && summary.claims == 0;
    if silence { " Add rules on their subject with --rules." } else { "" }
}

/// How many conflicts were found, and how many of them are shown.
pub(super) fn found(report: &Report) -> String {
    let summary = &report.summary;
    let conflicts: Vec<_> = counted(summary, Verdict::is_conflict).map(|(verdict, n)| count(n, verdict.name())).collect();
    match conflicts.is_empty() {
        false => format!("Found {}{}.", listed(&conflicts), shown_of_them(report)),
        // Nothing found where nothing was looked at is not a finding.
        true if summary.sources == 0 => "Nothing was read, so nothing could be found.".to_owned(),
        true if summary.claims == 0 => "No rule reads any of these statements: that is silence, not agreement.".to_owned(),
        true => "Found no conflict.".to_owned(),
    }
}

/// How many of them are shown, and where the others are, where these are not all.
fn shown_of_them(report: &Report) -> String {
    let Summary { held, decided, old, .. } = report.summary;
    let found: u64 = counted(&report.summary, Verdict::is_conflict).map(|(_, n)| n).sum();
    let left = [(decided.conflicts, "put aside by decisions"), (held.conflicts, "held back"), (old.conflicts, "in the baseline")];
    let shown = report.shown();
    let unasked = found.saturating_sub(shown + left.iter().map(|(n, _)| n).sum::<u64>());
    let left = left.into_iter().chain([(unasked, "not asked for")]).filter(|(n, _)| *n > 0);
    let left: Vec<String> = left.map(|(n, why)| format!("{} {why}", grouped(n))).collect();
    let shown = if shown == 0 { "none".to_owned() } else { grouped(shown) };
    if left.is_empty() { String::new() } else { format!(": {shown} shown, {}", left.join(", ")) }
}

/// What else was said of pairs on one subject.
fn other_verdicts(summary: &Summary) -> Option<String> {
    let others: Vec<_> = counted(summary, |verdict| !verdict.is_conflict()).map(|(verdict, n)| other(verdict, n)).collect();
    (!others.is_empty()).then(|| format!("Other pairs on one subject: {}.", listed(&others)))
}

fn other(verdict: Verdict, n: u64) -> String {
    match verdict {
        Verdict::Update | Verdict::Agreement => count(n, verdict.name()),
        _ => format!("{} {verdict}", grouped(n)),
    }
}

fn counted(summary: &Summary, wanted: fn(Verdict) -> bool) -> impl Iterator<Item = (Verdict, u64)> {
    summary.verdicts.iter().copied().filter(move |&(verdict, n)| n > 0 && wanted(verdict))
}

fn left(summary: &Summary) -> impl Iterator<Item = String> {
    let some = |n: u64, line: String| (n > 0).then_some(line);
    let skipped = summary.skipped as u64;
    let other = summary.foreign as u64;
    let furniture = summary.furniture as u64;
    [
        some(
            skipped,
            format!("Skipped {} that could not be read.", count(skipped, "row or file").replace("row or files", "rows or files")),
        ),
        some(summary.undated as u64, undated(summary.undated as u64)),
        some(furniture, format!("Left out {} of page furniture.", count(furniture, "line"))),
        some(other, foreign(other)),
        some(summary.unjudged, crowded(summary.unjudged)),
        some(summary.held.all, held(summary.held.all)),
        some(summary.decided.all, decided(summary.decided.all)),
        some(summary.old.all, old(summary.old.all)),
    ]
    .into_iter()
    .flatten()
}

/// What is lost where dates cannot be read.
fn undated(n: u64) -> String {
    format!("{} left empty; without dates an update cannot be told from a contradiction.", count(n, "date"))
}

/// Pairs beyond the cap on a subject.
fn crowded(n: u64) -> String {
    format!("Not judged: {} on crowded subjects.", count(n, "pair"))
}

fn held(n: u64) -> String {
    let are = if n == 1 { "is" } else { "are" };
    format!("{} of less proven tiers {are} not shown; --tiers all shows {}.", count(n, "finding"), if n == 1 { "it" } else { "them" })
}

/// How many findings are not shown for what was decided on them.
fn decided(n: u64) -> String {
    let them = if n == 1 { "it" } else { "them" };
    format!("{}; --show all shows {them}.", put_aside(n).trim_end_matches('.'))
}

/// The same for readers, who have no command line.
pub(super) fn put_aside(n: u64) -> String {
    let (are, them) = if n == 1 { ("is", "it") } else { ("are", "them") };
    format!("{} {are} left out by what was decided on {them}.", count(n, "finding"))
}

/// How many sources are in a language that is not read.
fn foreign(n: u64) -> String {
    format!("Not read: {} in another language than English.", count(n, "source"))
}

/// How many findings an earlier report holds.
fn old(n: u64) -> String {
    let are = if n == 1 { "is" } else { "are" };
    format!("{} of the baseline {are} not shown.", count(n, "finding"))
}

/// What takes the place of a disputed count or status: `Later: 11 (police, The Ledger, 2021-05-10).`
pub(super) fn later(party: &Party) -> String {
    let seen = |text: &str| Excerpt::plain(text, NAME).line();
    let speaker = Some(&party.speaker).filter(|speaker| **speaker != party.source).map(|speaker| seen(speaker));
    let who: Vec<String> = speaker.into_iter().chain([seen(&party.source)]).chain(party.date.map(|date| date.to_string())).collect();
    format!("Later: {} ({}).", seen(&party.answer), who.join(", "))
}

/// What was not checked or is not shown, for readers, who have no command line.
pub(super) fn unchecked(summary: &Summary) -> Vec<String> {
    let some = |n: u64, line: String| (n > 0).then_some(line);
    let unread = summary.statements.saturating_sub(summary.read) as u64;
    let skipped = match summary.skipped as u64 {
        0 => "Every row and file could be read.".to_owned(),
        1 => "1 row or file could not be read and was skipped. The program can list it, with the reason.".to_owned(),
        n => format!("{} rows or files could not be read and were skipped. The program can list them, with the reasons.", grouped(n)),
    };
    let lines = [
        some(
            unread,
            format!(
                "No rule reads {} of {}. Of these nothing is known: silence is not agreement.",
                grouped(unread),
                count(summary.statements as u64, "statement")
            ),
        ),
        apart(summary),
        Some(skipped),
        some(summary.undated as u64, undated(summary.undated as u64)),
        some(summary.unjudged, crowded(summary.unjudged)),
        some(
            summary.held.all,
            format!("{} of kinds that are less proven held back. The program can show them.", count(summary.held.all, "finding")),
        ),
        some(
            summary.furniture as u64,
            format!("{} of page furniture (menus, captions, comments) left out.", count(summary.furniture as u64, "line")),
        ),
        some(summary.old.all, old(summary.old.all)),
        other_verdicts(summary),
        some(summary.foreign as u64, foreign(summary.foreign as u64)),
        Some("Only English was read. Nothing was looked up anywhere else.".to_owned()),
    ];
    lines.into_iter().flatten().collect()
}

/// `a, b and c`
pub(super) fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conflict::finding::Left;
    use crate::report::samples;

    #[test]
    fn says_what_was_read_found_and_left() {
        let expected = [
            "Read 2 sources with 1,840 statements; rules read 2 of them: 3 claims on 1 shared subject.",
            "Found 4 contradictions and 2 tensions: 1 shown, 2 put aside by decisions, 2 held back, 1 in the baseline.",
            "Other pairs on one subject: 2 updates and 12 apart.",
            "Skipped 3 rows or files that could not be read.",
            "4 dates left empty; without dates an update cannot be told from a contradiction.",
            "Not judged: 1,200 pairs on crowded subjects.",
            "12 findings of less proven tiers are not shown; --tiers all shows them.",
            "3 findings are left out by what was decided on them; --show all shows them.",
            "1 finding of the baseline is not shown.",
        ];
        assert_eq!(summary(&samples::report()), expected);
    }

    #[test]
    fn says_what_the_users_own_rules_came_to() {
        let of = |files: &[&str], read, verdicts: &[(Verdict, u64)]| {
            let files = files.iter().map(|file| (*file).to_owned()).collect();
            let own = Some(Own { files, read, unsaid: 2, verdicts: verdicts.to_vec() });
            own_rules(&Summary { statements: 1200, own, ..Summary::default() }).unwrap()
        };
        let found = [(Verdict::Contradiction, 1), (Verdict::Tension, 2), (Verdict::Reversal, 0)];
        assert_eq!(of(&["ferry.toml"], 3, &found), "Your rules (ferry.toml): 3 of 1,200 statements read, 1 contradiction and 2 tensions.");
        assert_eq!(
            of(&["a.toml", "b.toml", "c.toml"], 3, &[]),
            "Your rules (a.toml, b.toml and 1 more): 3 of 1,200 statements read, no conflict."
        );
        assert_eq!(
            of(&["a.toml"], 0, &[]),
            "Your rules (a.toml) read 2 of 1,200 statements, and each only as a wish, a plan, a condition or a question, which they do not take (`mood`)."
        );
        let own = Own { files: vec!["a.toml".into(), "b.toml".into()], ..Own::default() };
        assert!(
            own_rules(&Summary { statements: 1200, own: Some(own), ..Summary::default() })
                .unwrap()
                .starts_with("Your rules (a.toml, b.toml) read none of 1,200 statements: `gainsay rules stats")
        );
        assert_eq!(own_rules(&Summary::default()), None);
    }

    #[test]
    fn says_how_many_are_shown_and_where_the_others_are() {
        let left = |conflicts| Left { all: conflicts, conflicts };
        let cases = [
            (2, [1, 0, 0], "Found 2 contradictions: 1 shown, 1 put aside by decisions."),
            (1, [0, 1, 0], "Found 1 contradiction: none shown, 1 held back."),
            (9, [1, 2, 3], "Found 9 contradictions: 1 shown, 1 put aside by decisions, 2 held back, 3 in the baseline, 2 not asked for."),
            (1, [0, 0, 0], "Found 1 contradiction."),
        ];
        for (found, [decided, held, old], told) in cases {
            let verdicts = vec![(Verdict::Contradiction, found)];
            let [decided, held, old] = [decided, held, old].map(left);
            let mut report = samples::report();
            report.summary = Summary { sources: 1, verdicts, decided, held, old, ..Summary::default() };
            report.disputes.retain(|_| told != cases[1].2);
            assert_eq!(super::found(&report), told);
        }
    }

    #[test]
    fn says_which_statements_were_not_compared() {
        let of = |sources, told, together| {
            apart(&Summary { sources, stories: Some(Stories { told, sources: together }), ..Summary::default() }).unwrap_or_default()
        };
        assert_eq!(of(50, 0, 0), "No two of 50 sources were seen to tell one story: general rules did not compare their statements.");
        assert_eq!(
            of(50, 3, 9),
            "9 of 50 sources tell 3 stories with others; general rules did not compare statements of different stories."
        );
        assert_eq!(
            of(50, 1, 2),
            "2 of 50 sources tell a story with others; general rules did not compare statements of different stories."
        );
        assert_eq!((of(4, 1, 4), of(1, 0, 0)), (String::new(), String::new()));
        assert_eq!(apart(&Summary { sources: 4, ..Summary::default() }), None);
    }

    #[test]
    fn says_what_came_later() {
        let mut party = samples::party("r9", "The Ledger", "police", "Police put the dead at 11.", "11");
        assert_eq!(later(&party), "Later: 11 (police, The Ledger, 2021-07-26).");
        party.speaker.clone_from(&party.source);
        party.date = None;
        assert_eq!(later(&party), "Later: 11 (The Ledger).");
    }

    #[test]
    fn says_nothing_of_a_command_line_to_readers() {
        let told = for_readers(&samples::report());
        assert!(told.iter().all(|line| !line.contains("--")), "{told:?}");
        assert!(told.iter().any(|line| line == "3 findings are left out by what was decided on them."), "{told:?}");
    }

    #[test]
    fn says_that_nothing_was_found() {
        let of = |sources, claims| {
            let summary = Summary { sources, claims, ..Summary::default() };
            super::summary(&Report { disputes: Vec::new(), summary })[1].clone()
        };
        assert_eq!(of(0, 0), "Nothing was read, so nothing could be found.");
        assert!(of(4, 0).starts_with("No rule reads any of these statements"));
        assert_eq!(of(4, 2), "Found no conflict.");
    }
}
