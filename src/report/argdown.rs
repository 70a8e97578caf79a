//! Argdown, a plain text from which maps of arguments are drawn: each answer is a statement, what is said for it supports it, and answers
//! that are at odds contradict each other. What was decided stands in tags and data of the headings; what was put aside draws no line.

use super::decided::{self, Standing};
use super::excerpt::Excerpt;
use crate::conflict::finding::{Dispute, Finding, Party, Report};
use crate::verdict::Verdict;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// How many statements of a side are written.
const SHOWN: usize = 8;
/// How many columns of a name are shown.
const NAME: usize = 80;
/// How many columns of a longer text are shown.
const TEXT: usize = 500;

/// Writes a heading for each dispute, and its map below it.
pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "===\ntitle: Disputes between sources\n===")?;
    report.disputes.iter().enumerate().try_for_each(|(at, dispute)| write_dispute(at + 1, dispute, out))
}

fn write_dispute(number: usize, dispute: &Dispute, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n# {number} {}{}", escaped(&dispute.question, TEXT), decisions(dispute))?;
    let relations = relations(dispute);
    for (side, position) in dispute.sides.iter().enumerate() {
        writeln!(out, "\n[{number}-{}]: {}", side + 1, escaped(&position.answer, NAME))?;
        for (at, party) in position.parties.iter().take(SHOWN).enumerate() {
            writeln!(out, "  + <{number}-{}-{}>: {}", side + 1, at + 1, said(party))?;
        }
        for (&(_, other), mark) in relations.iter().filter(|((one, _), _)| *one == side) {
            writeln!(out, "  {mark} [{number}-{}]", other + 1)?;
        }
    }
    Ok(())
}

/// A tag for each way in which findings stand, and the decisions themselves; nothing where there is none.
fn decisions(dispute: &Dispute) -> String {
    let told = |finding: &Finding| Some(format!("{}: {}", finding.id, decided::told(finding)?));
    let told: Vec<String> = dispute.findings.iter().filter_map(told).take(SHOWN).map(|told| in_data(&told)).collect();
    if told.is_empty() {
        return String::new();
    }
    let tags = decided::counts(dispute.findings.iter()).into_iter().map(|(standing, _)| format!(" #{}", standing.name().replace('_', "-")));
    format!("{} {{\"decisions\": [{}]}}", tags.collect::<String>(), told.join(", "))
}

/// A text for the data of Argdown, which is read as JSON: the marks of Argdown in it are written by their numbers.
fn in_data(text: &str) -> String {
    let one = |c: char| match c {
        c if is_mark(c) || matches!(c, '"' | '\'') => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    };
    format!("\"{}\"", Excerpt::plain(text, TEXT).line().chars().map(one).collect::<String>())
}

/// Which sides are at odds, by their places: `><` where they cannot both hold, `-` where they hardly can.
fn relations(dispute: &Dispute) -> BTreeMap<(usize, usize), &'static str> {
    let side = |party: &Party| dispute.sides.iter().position(|side| side.answer == party.answer);
    let pair = |finding: &Finding| {
        let (a, b) = (side(&finding.a)?, side(&finding.b)?);
        (finding.verdict.is_conflict() && !Standing::of(finding).is_put_aside() && a != b).then_some((a.min(b), a.max(b)))
    };
    let mut relations = BTreeMap::new();
    for finding in &dispute.findings {
        let Some(pair) = pair(finding) else { continue };
        let mark = relations.entry(pair).or_insert("-");
        if finding.verdict != Verdict::Tension {
            *mark = "><";
        }
    }
    relations
}

fn said(party: &Party) -> String {
    let text = escape(&Excerpt::around(&party.text, party.evidence.range(), TEXT).line());
    let date = party.date.map(|date| format!(", {date}")).unwrap_or_default();
    let speaker = if party.speaker == party.source { String::new() } else { escaped(&party.speaker, NAME) + ", " };
    format!("{text} ({speaker}{}{date})", escaped(&party.source, NAME))
}

fn escaped(text: &str, most: usize) -> String {
    escape(&Excerpt::plain(text, most).line())
}

/// Escapes marks of Argdown.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        // `.A.` inside a word is a short code for a sign.
        let begins_code = c == '.' && text[at + 1..].starts_with(|next: char| !next.is_whitespace());
        if is_mark(c) || begins_code {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn is_mark(c: char) -> bool {
    matches!(c, '\\' | '[' | ']' | '<' | '>' | '#' | '@' | '{' | '}' | '*' | '_' | '`' | '/' | '|' | ':' | '=' | '+')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Format, samples};

    #[test]
    fn sets_answers_against_each_other() {
        let expected = "\
===
title: Disputes between sources
===

# 1 What caused the blast at the depot?

[1-1]: drones hit
  + <1-1-1>: The naïve view\\: drones hit its depot. (Militia spokesman, Al-Nahar, 2021-07-26)
  >< [1-2]

[1-2]: poor storage
  + <1-2-1>: The army said poor storage caused the blast. (The Ledger, 2021-07-26)
";
        assert_eq!(samples::written(&samples::report(), Format::Argdown), expected);
    }

    #[test]
    fn escapes_what_has_a_meaning() {
        let cases = [
            ("[a](b) <c> #d @e", "\\[a\\](b) \\<c\\> \\#d \\@e"),
            ("In the U.A.E. now. So.", "In the U\\.A\\.E. now. So."),
            ("x: /* y", "x\\: \\/\\* y"),
        ];
        for (text, safe) in cases {
            assert_eq!(escape(text), safe);
        }
    }

    #[test]
    fn only_attacks_where_both_can_hardly_hold() {
        let mut report = samples::report();
        report.disputes[0].findings[0].verdict = Verdict::Tension;
        assert!(samples::written(&report, Format::Argdown).contains("\n  - [1-2]\n"));
    }

    #[test]
    fn tells_decisions_in_tags_and_data_and_draws_no_line_for_what_was_put_aside() {
        let mut report = samples::decided();
        let expected = "\n# 1 What caused the blast at the depot? #confirmed #dismissed #not-applicable #stale #expired #new \
            {\"decisions\": [\"c1\\u003a confirmed by Ana on 2026-11-27\\u003a “seen the photographs”\", ";
        let argdown = samples::written(&report, Format::Argdown);
        assert!(argdown.contains(expected) && argdown.contains("  >< [1-2]"), "{argdown}");
        report.disputes[0].findings.truncate(3);
        report.disputes[0].findings.remove(0);
        assert!(!samples::written(&report, Format::Argdown).contains("><"));
    }
}
