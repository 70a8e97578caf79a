//! Markdown, to be pasted or kept with notes: a table of the disputes, then each of them.
//!
//! Foreign text has its marks escaped: no tag, link, table cell or heading of it comes to life. Only an address of mail may still become a
//! link: there is no way to write it that all renderers leave alone.

use super::count::count;
use super::decided;
use super::excerpt::Excerpt;
use super::summary::{self, for_readers};
use crate::conflict::finding::{Dispute, Finding, Party, Report, Side};
use crate::ingest::MARKDOWN_MARK;
use std::io::{self, Write};

/// How many statements of a side, and findings of a dispute, are shown.
const SHOWN: usize = 8;
/// Where the findings are that are not shown.
const LISTED: &str = "a table of the same run (`-o conflicts.csv`) has all of them.";
/// How many columns of a name are shown.
const NAME: usize = 80;
/// How many columns of a longer text are shown.
const TEXT: usize = 700;

/// Writes the summary, a table of the disputes, and each dispute.
pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {} between sources\n\n{MARKDOWN_MARK}\n", count(report.disputes.len() as u64, "dispute"))?;
    let mut lines = for_readers(report);
    lines.extend(decided::line(report));
    lines.iter().try_for_each(|line| writeln!(out, "- {}", escaped(line, TEXT)))?;
    if !report.disputes.is_empty() {
        writeln!(out, "\n| | question | answers | severity | confidence |\n|---:|---|---|---|---:|")?;
    }
    for (at, dispute) in report.disputes.iter().enumerate() {
        writeln!(out, "{}", row(at + 1, dispute))?;
    }
    report.disputes.iter().enumerate().try_for_each(|(at, dispute)| write_dispute(at + 1, dispute, out))
}

fn row(number: usize, dispute: &Dispute) -> String {
    let answers: Vec<_> = dispute.sides.iter().take(SHOWN).map(|side| escaped(&side.answer, NAME)).collect();
    let more = if dispute.sides.len() > SHOWN { " …" } else { "" };
    let (question, severity) = (escaped(&dispute.question, TEXT), dispute.severity);
    format!("| {number} | {question} | {}{more} | {severity} | {:.2} |", answers.join(" · "), confidence(dispute))
}

fn write_dispute(number: usize, dispute: &Dispute, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n## {number}. {}\n", escaped(&dispute.question, TEXT))?;
    let Dispute { severity, kind, .. } = dispute;
    let subject = escaped(&dispute.subject, NAME);
    writeln!(out, "{severity} · {kind} · {subject} · confidence {:.2} · rule {}", confidence(dispute), code(&dispute.rule))?;
    dispute.sides.iter().try_for_each(|side| write_side(side, out))?;
    writeln!(out, "\n### Why\n")?;
    let findings = decided::folded(&dispute.findings);
    for (finding, same) in findings.iter().take(SHOWN) {
        let same = decided::same_of(same).map(|same| format!(" {}", escaped(&same, TEXT))).unwrap_or_default();
        writeln!(out, "- {}{same}", because(finding))?;
    }
    let told: usize = findings.iter().take(SHOWN).map(|(_, same)| 1 + same.len()).sum();
    match dispute.findings.len().saturating_sub(told) as u64 {
        0 => {}
        more => writeln!(out, "- and {}; {LISTED}", count(more, "more finding"))?,
    }
    if dispute.unlisted > 0 {
        writeln!(out, "- {} on this subject conflict but are not listed.", count(dispute.unlisted, "more pair"))?;
    }
    dispute.later.iter().try_for_each(|later| writeln!(out, "\n{}", escaped(&summary::later(later), TEXT)))
}

fn write_side(side: &Side, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n### {} ({})\n", escaped(&side.answer, NAME), count(side.origins as u64, "origin"))?;
    for party in side.parties.iter().take(SHOWN) {
        writeln!(out, "- {}:\n  > {}", whence(party), quoted(party))?;
    }
    match side.parties.len().saturating_sub(SHOWN) as u64 {
        0 => Ok(()),
        more => writeln!(out, "- and {}", count(more, "more statement")),
    }
}

fn whence(party: &Party) -> String {
    let date = party.date.map(|date| date.to_string());
    let speaker = (party.speaker != party.source).then(|| format!("**{}**", escaped(&party.speaker, NAME)));
    let known: Vec<_> = [date, speaker, Some(escaped(&party.source, NAME))].into_iter().flatten().collect();
    let line = if party.line > 0 { format!(":{}", party.line) } else { String::new() };
    let id = if party.id == format!("{}{line}", party.file) { String::new() } else { format!("{} in ", escaped(&party.id, NAME)) };
    format!("{} ({id}{}{line})", known.join(", "), escaped(&party.file, NAME))
}

/// The statement with the matched words in bold.
fn quoted(party: &Party) -> String {
    let excerpt = Excerpt::around(&party.text, party.evidence.range(), TEXT);
    let pieces = excerpt.pieces();
    let piece = |(at, (text, marked)): (usize, &(String, bool))| {
        let text = escape(text, at == 0);
        if *marked && !text.trim().is_empty() { format!("**{}**", text.trim()) } else { text }
    };
    pieces.iter().enumerate().map(piece).collect()
}

fn because(finding: &Finding) -> String {
    let decision = decided::told(finding).map(|told| format!(" **Decision:** {}", escaped(&told, TEXT))).unwrap_or_default();
    let Finding { verdict, id, confidence, reason, .. } = finding;
    format!("{verdict} {} ({:.2}): {}{decision}", code(id), confidence.value, escaped(reason, TEXT))
}

fn confidence(dispute: &Dispute) -> f64 {
    dispute.findings.iter().map(|finding| finding.confidence.value).fold(0.0, f64::max)
}

/// A name of ours between back-ticks, where nothing is escaped.
fn code(name: &str) -> String {
    format!("`{}`", Excerpt::plain(name, NAME).line().replace(['`', '|'], "'"))
}

/// Foreign text on one line, cut to size, with its marks escaped.
fn escaped(text: &str, most: usize) -> String {
    escape(&Excerpt::plain(text, most).line(), true)
}

/// Escapes marks of Markdown. `begins` tells that the text begins a block, where a few more characters have a meaning.
fn escape(text: &str, begins: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in text.char_indices() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '|' | '~' | '$' | '!' => out.extend(['\\', c]),
            '#' | '+' | '-' | '=' | ':' if begins && at == 0 => out.extend(['\\', c]),
            // Many renderers make a link of a bare address.
            ':' if text[at..].starts_with("://") => out.extend(['\\', c]),
            '.' if ends_in_www(&text[..at]) => out.extend(['\\', c]),
            '.' | ')' if begins && at == digits && digits > 0 => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

fn ends_in_www(text: &str) -> bool {
    text.len().checked_sub(3).and_then(|at| text.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case("www"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Format, samples};

    #[test]
    fn shows_a_table_and_each_dispute() {
        let markdown = samples::written(&samples::report(), Format::Markdown);
        for line in [
            "# 1 dispute between sources",
            "| 1 | What caused the blast at the depot? | drones hit · poor storage | high | 0.85 |",
            "## 1. What caused the blast at the depot?",
            "### drones hit (1 origin)",
            "- 2021-07-26, **Militia spokesman**, Al-Nahar (r1 in b.txt:7):",
            "  > The naïve view: **drones hit** its depot.",
            "- 2021-07-26, The Ledger (b.txt:7):",
            "- contradiction `c1` (0.85): One names drones, the other poor storage.",
        ] {
            assert!(markdown.lines().any(|real| real == line), "{line}\n{markdown}");
        }
    }

    #[test]
    fn says_where_the_findings_are_that_it_does_not_show() {
        let mut report = samples::report();
        let finding = report.disputes[0].findings[0].clone();
        report.disputes[0].findings = (0..SHOWN + 2).map(|n| Finding { reason: format!("One names {n}."), ..finding.clone() }).collect();
        report.disputes[0].unlisted = 3;
        let markdown = samples::written(&report, Format::Markdown);
        assert!(markdown.contains("- and 2 more findings; a table of the same run (`-o conflicts.csv`) has all of them.\n"), "{markdown}");
        assert!(markdown.contains("- 3 more pairs on this subject conflict but are not listed.\n"), "{markdown}");
    }

    #[test]
    fn escapes_what_has_a_meaning() {
        let cases = [
            ("<script>", "&lt;script&gt;"),
            ("a|b", "a\\|b"),
            ("# x", "\\# x"),
            ("a # x", "a # x"),
            ("1. x", "1\\. x"),
            ("12", "12"),
            ("[a](javascript:x)", "\\[a\\](javascript:x)"),
            ("see http://x.example/p", "see http\\://x.example/p"),
            ("at 10:30, WWW.x.example", "at 10:30, WWW\\.x.example"),
            ("://", "\\://"),
            ("{{ x }}", "\\{\\{ x \\}\\}"),
            ("- x\n# y", "\\- x # y"),
        ];
        for (text, safe) in cases {
            assert_eq!(escaped(text, 100), safe);
        }
    }
}
