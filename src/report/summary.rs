//! What a run read, found and left, in plain words.

use super::count::{count, grouped};
use crate::conflict::finding::{Own, Summary};
use crate::verdict::Verdict;

/// The summary as a few short lines.
///
/// It always says what was read and found; what was skipped, left out or not judged only when there was any.
pub fn summary(summary: &Summary) -> Vec<String> {
    let (found, advice) = found(summary);
    let mut lines = vec![read(summary), format!("{found}{advice}")];
    lines.extend(other_verdicts(summary));
    lines.extend(own_rules(summary));
    lines.extend(left(summary));
    lines
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

/// How many conflicts were found, and what can be done on the command line where nothing could be.
pub(super) fn found(summary: &Summary) -> (String, &'static str) {
    let silence = !counted(summary, Verdict::is_conflict).any(|_| true) && summary.sources > 0 && summary.claims == 0;
    (found_alone(summary), if silence { " Add rules on their subject with --rules." } else { "" })
}

fn found_alone(summary: &Summary) -> String {
    let conflicts: Vec<_> = counted(summary, Verdict::is_conflict).map(|(verdict, n)| count(n, verdict.name())).collect();
    match conflicts.is_empty() {
        false => format!("Found {}{}.", listed(&conflicts), held_of_them(summary)),
        // Nothing found where nothing was looked at is not a finding.
        true if summary.sources == 0 => "Nothing was read, so nothing could be found.".to_owned(),
        true if summary.claims == 0 => "No rule reads any of these statements: that is silence, not agreement.".to_owned(),
        true => "Found no conflict.".to_owned(),
    }
}

/// Why a report may show fewer than were found.
fn held_of_them(summary: &Summary) -> String {
    let found = |summary: &Summary| counted(summary, Verdict::is_conflict).map(|(_, n)| n).sum::<u64>();
    match summary.held_conflicts {
        0 => String::new(),
        1 if found(summary) == 1 => ", which is held back".to_owned(),
        held if found(summary) == held => ", all of them held back".to_owned(),
        held => format!(", {} of them held back", grouped(held)),
    }
}

/// What else was said of pairs on one subject.
pub(super) fn other_verdicts(summary: &Summary) -> Option<String> {
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
        some(furniture, format!("Left out {} of page furniture.", count(furniture, "line"))),
        some(other, foreign(other)),
        some(summary.unjudged, format!("Not judged: {} on crowded subjects.", count(summary.unjudged, "pair"))),
        some(summary.held, held(summary.held)),
        some(summary.decided, decided(summary.decided)),
        some(summary.old, old(summary.old)),
    ]
    .into_iter()
    .flatten()
}

fn held(n: u64) -> String {
    let are = if n == 1 { "is" } else { "are" };
    format!("{} of less proven tiers {are} not shown; --tiers all shows {}.", count(n, "finding"), if n == 1 { "it" } else { "them" })
}

/// How many findings are not shown for what was decided on them.
pub(super) fn decided(n: u64) -> String {
    let them = if n == 1 { "it" } else { "them" };
    format!("{}; --show all shows {them}.", put_aside(n).trim_end_matches('.'))
}

/// The same for readers, who have no command line.
pub(super) fn put_aside(n: u64) -> String {
    let (are, them) = if n == 1 { ("is", "it") } else { ("are", "them") };
    format!("{} {are} left out by what was decided on {them}.", count(n, "finding"))
}

/// How many sources are in a language that is not read.
pub(super) fn foreign(n: u64) -> String {
    format!("Not judged: {} in another language than English.", count(n, "source"))
}

/// How many findings an earlier report holds.
pub(super) fn old(n: u64) -> String {
    let are = if n == 1 { "is" } else { "are" };
    format!("{} of the baseline {are} not shown.", count(n, "finding"))
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
    use crate::report::samples;

    #[test]
    fn says_what_was_read_found_and_left() {
        let expected = [
            "Read 2 sources with 1,840 statements; rules read 2 of them: 3 claims on 1 shared subject.",
            "Found 1 contradiction and 2 tensions, 2 of them held back.",
            "Other pairs on one subject: 2 updates and 12 apart.",
            "Skipped 3 rows or files that could not be read.",
            "Not judged: 1,200 pairs on crowded subjects.",
            "12 findings of less proven tiers are not shown; --tiers all shows them.",
            "3 findings are left out by what was decided on them; --show all shows them.",
            "1 finding of the baseline is not shown.",
        ];
        assert_eq!(summary(&samples::report().summary), expected);
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
    fn says_how_many_are_held_back() {
        let cases = [
            (1, 1, "Found 1 contradiction, which is held back."),
            (3, 3, "Found 3 contradictions, all of them held back."),
            (3, 1, "Found 3 contradictions, 1 of them held back."),
            (3, 0, "Found 3 contradictions."),
        ];
        for (found, held_conflicts, told) in cases {
            let summary = Summary { sources: 1, verdicts: vec![(Verdict::Contradiction, found)], held_conflicts, ..Summary::default() };
            assert_eq!(super::found(&summary).0, told);
        }
    }

    #[test]
    fn says_that_nothing_was_found() {
        let of = |sources, claims| summary(&Summary { sources, claims, ..Summary::default() })[1].clone();
        assert_eq!(of(0, 0), "Nothing was read, so nothing could be found.");
        assert!(of(4, 0).starts_with("No rule reads any of these statements"));
        assert_eq!(of(4, 2), "Found no conflict.");
    }
}
