//! One page for reading: a file that needs no other, no network and no script.
//!
//! What comes from a source goes through [`Excerpt`], which drops what cannot be seen and cuts what is too long, and then through the
//! escaping of the templates; an address becomes a link only where it is a web address. The page also forbids itself, in its head, to load
//! anything and to run any script but its own.
//!
//! Its size is bounded: the more disputes there are, the less of a crowded one is shown, and the rest is counted.

mod dispute;
mod matrix;
mod timeline;

use super::count::{count, grouped};
use super::decided::{self, Standing};
use super::excerpt::Excerpt;
use super::explained::{factor_means, verdict_means};
use super::summary;
use crate::conflict::finding::{Confidence, Dispute, Finding, Report, Summary};
use crate::ingest::HTML_MARK;
use crate::verdict::{Kind, Severity, Verdict};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::collections::BTreeMap;
use std::io::{self, Write};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// The script's SHA-256, by which the page allows it and no other. A test works it out anew.
const SCRIPT_HASH: &str = "sha256-DCmxhLer/SUbA6S2UAjZJADT8PK/rEUj+ZkmpatkqCw=";

/// More disputes than this are counted and not shown.
const MOST_DISPUTES: usize = 4000;
/// How many bytes all disputes together may take, as long as the narrowest form of each leaves a choice.
const BYTES: usize = 4_500_000;
/// How many bytes a statement or a finding takes at the least.
const LEAST: usize = 60;
/// How many columns of a name are shown.
const NAME: usize = 80;
/// How many columns of a question are shown.
const QUESTION: usize = 300;

/// How much of each dispute there is room for.
#[derive(Debug, Clone, Copy)]
struct Room {
    sides: usize,
    parties: usize,
    findings: usize,
    /// Columns of a statement.
    text: usize,
    /// Findings, statements and answers that are folded away behind those that are shown.
    folded: usize,
    /// Entries of a timeline.
    times: usize,
    /// Whether figures are drawn.
    drawn: bool,
}

/// From wide to narrow: each dispute gets the widest that its share of the page has room for.
const ROOMS: [Room; 6] = [
    Room { sides: 12, parties: 8, findings: 8, text: 700, folded: usize::MAX, times: 24, drawn: true },
    Room { sides: 12, parties: 8, findings: 8, text: 400, folded: 100, times: 24, drawn: true },
    Room { sides: 12, parties: 8, findings: 8, text: 700, folded: 0, times: 24, drawn: true },
    Room { sides: 8, parties: 4, findings: 4, text: 400, folded: 0, times: 12, drawn: true },
    Room { sides: 4, parties: 2, findings: 2, text: 200, folded: 0, times: 6, drawn: true },
    Room { sides: 3, parties: 1, findings: 1, text: 160, folded: 0, times: 3, drawn: false },
];

/// Writes the page, a dispute at a time.
pub(super) fn write(report: &Report, named: &str, out: &mut dyn Write) -> io::Result<()> {
    let shown = &report.disputes[..report.disputes.len().min(MOST_DISPUTES)];
    let share = BYTES / shown.len().max(1);
    let decided = decided::is_known(report);
    let named = &seen(named, QUESTION);
    out.write_all(head(report, named, shown).0.as_bytes())?;
    let mut whole = true;
    for (at, dispute) in shown.iter().enumerate() {
        let written = |room: &Room| dispute::dispute(at + 1, dispute, *room, decided).0;
        let [wide @ .., narrow] = &ROOMS;
        let may_fit = |room: &Room| dispute::entries(dispute, *room) * LEAST <= share;
        let fits = wide
            .iter()
            .enumerate()
            .filter(|(_, room)| may_fit(room))
            .map(|(at, room)| (at, written(room)))
            .find(|(_, markup)| markup.len() <= share);
        whole &= fits.as_ref().is_some_and(|(room, _)| *room == 0);
        writeln!(out, "{}", fits.map_or_else(|| written(narrow), |(_, markup)| markup))?;
    }
    writeln!(out, "{}", tail(report, shown, whole).0)
}

/// All that stands before the first dispute.
fn head(report: &Report, named: &str, shown: &[Dispute]) -> Markup {
    // The elements that hold the disputes are closed by the tail.
    html! {
        (DOCTYPE)
        (PreEscaped("<html lang=\"en\">"))
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy"
                content=(format!("default-src 'none'; style-src 'unsafe-inline'; script-src '{SCRIPT_HASH}'; base-uri 'none'; form-action 'none'"));
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="no-referrer";
            (PreEscaped(HTML_MARK))
            title { @if !named.is_empty() { (named) ": " } (number(report)) }
            style { (PreEscaped(STYLE)) }
        }
        (PreEscaped("<body>"))
        a.skip href="#disputes" { "Skip to the disputes" }
        header {
            h1 { @if named.is_empty() { (number(report)) } @else { (named) } }
            p { @if !named.is_empty() { (number(report)) ". " } "Written by gainsay. It shows which statements are at odds; it does not say who is right." }
        }
        (PreEscaped("<main>\n"))
        (checked(&report.summary))
        (decisions(report))
        (matrix::matrix(shown))
        (PreEscaped("<section aria-labelledby=\"disputes\">"))
        h2 #disputes tabindex="-1" { "The disputes" }
        @if shown.is_empty() { p { (summary::found(report)) } }
        @if shown.len() < report.disputes.len() {
            p { "The page shows the first " (grouped(shown.len() as u64)) " of " (count(report.disputes.len() as u64, "dispute"))
                ". A table (.csv) has all of them." }
        }
        @if shown.len() > 1 { (controls(report, shown)) }
        (PreEscaped("<div id=\"list\">\n"))
    }
}

/// How many disputes there are.
fn number(report: &Report) -> String {
    format!("{} between sources", count(report.disputes.len() as u64, "dispute"))
}

fn tail(report: &Report, shown: &[Dispute], whole: bool) -> Markup {
    html! {
        (PreEscaped("</div></section>"))
        (meanings(shown, whole))
        (PreEscaped("</main>"))
        footer { p { (summary::found(report)) } }
        @if shown.len() > 1 { script { (PreEscaped(SCRIPT)) } }
        (PreEscaped("</body></html>"))
    }
}

/// What was read, and what nobody looked at: a reader must know the second before the first dispute.
fn checked(summary: &Summary) -> Markup {
    let n = |n: usize| grouped(n as u64);
    let figures = [
        ("articles and rows read", n(summary.sources)),
        ("statements in them", n(summary.statements)),
        ("statements that a rule reads", n(summary.read)),
        ("claims in these", n(summary.claims)),
        ("subjects with two claims or more", n(summary.subjects)),
    ];
    html! {
        section aria-labelledby="checked" {
            h2 #checked { "What was read, and what was not checked" }
            dl.figures { @for (name, figure) in &figures { div { dt { (name) } dd { (figure) } } } }
            h3 { "Not checked, or not shown" }
            ul.unchecked { @for line in summary::unchecked(summary) { li { (line) } } }
        }
    }
}

/// How the findings stand with those who review; nothing where nobody has decided anything.
fn decisions(report: &Report) -> Markup {
    if !decided::is_known(report) {
        return html! {};
    }
    let put_aside = report.summary.decided.all;
    html! {
        section aria-labelledby="decided" {
            h2 #decided { "What was decided" }
            dl.figures { @for (standing, n) in decided::counts(report.findings()) { div { dt { (standing.words()) } dd { (grouped(n)) } } } }
            @if put_aside > 0 { p { (summary::put_aside(put_aside)) } }
        }
    }
}

/// How a finding stands, or how many stand so.
fn tag(standing: Standing, n: Option<u64>) -> Markup {
    html! { span class={ "tag " (standing.name()) } { @if let Some(n) = n { (grouped(n)) " " } (standing.words()) } }
}

/// What the script shows and works with; without it, nothing of this is seen.
fn controls(report: &Report, shown: &[Dispute]) -> Markup {
    let findings = || shown.iter().flat_map(|dispute| &dispute.findings);
    let verdicts = Verdict::ALL.iter().filter(|&&verdict| findings().any(|finding| finding.verdict == verdict));
    let kinds = Kind::ALL.iter().filter(|&&kind| shown.iter().any(|dispute| dispute.kind == kind));
    html! {
        form #controls role="search" aria-label="Filter and sort the disputes" hidden {
            label { "Words " input name="words" type="search" autocomplete="off"; }
            label { "Verdict " select name="verdict" { option value="" { "any" } @for verdict in verdicts { option { (verdict) } } } }
            label { "Kind " select name="kind" { option value="" { "any" } @for kind in kinds { option { (kind) } } } }
            @if decided::is_known(report) {
                label { "Decision " select name="review" { option value="" { "any" }
                    @for (standing, _) in decided::counts(findings()) { option value=(standing.name()) { (standing.words()) } } } }
            }
            label { "Severity, at least " select name="severity" {
                @for (at, severity) in Severity::ALL.iter().enumerate() { option value=(at) { (severity) } } } }
            label { "Confidence, at least " select name="confidence" {
                @for share in ["0", "0.5", "0.6", "0.7", "0.8", "0.9"] { option { (share) } } } }
            label { "Order " select name="order" {
                option value="" { "severity" }
                option value="confidence" { "confidence" }
                option value="outlets" { "origins on each side" }
                option value="date" { "latest first" }
                option value="question" { "question" }
            } }
            button type="reset" { "Show all" }
            output aria-live="polite" {}
        }
    }
}

/// What the words of the page mean: only those that it uses; `whole` says that there was room for all of every dispute.
fn meanings(shown: &[Dispute], whole: bool) -> Markup {
    let findings = || shown.iter().flat_map(|dispute| &dispute.findings);
    let verdicts = Verdict::ALL.iter().filter(|&&verdict| findings().any(|finding| finding.verdict == verdict));
    let terms: BTreeMap<&str, &str> =
        findings().flat_map(|finding| &finding.confidence.terms).map(|&(name, _)| (name, factor_means(name))).collect();
    let tiers: BTreeMap<&str, &Confidence> =
        findings().map(|finding| (finding.confidence.tier.name.as_str(), &finding.confidence)).collect();
    html! {
        section aria-labelledby="meanings" {
            h2 #meanings { "What the words mean" }
            dl.meanings {
                @for verdict in verdicts { dt { (verdict) } dd { "Of two statements: " (verdict_means(*verdict)) "." } }
                dt { "origins" } dd { "How many independent origins give an answer. Copies of one text, outlets of one house and reports of one agency count once." }
                dt { "confidence" } dd { "How sure the program is, from 0 to 1: how often flags of the same tier were right when people judged them, times a factor for each weakness." }
                @for (name, means) in &terms { @if !means.is_empty() { dt { "× " (name) } dd { (means) } } }
                @for (name, confidence) in &tiers { dt { "tier " (seen(name, NAME)) } dd { (tier(confidence)) } }
                @if !whole { dt { "and … more" } dd { "The page has no room for all of it. The table (.csv) of the same run has every finding, and the document (.json) every statement." } }
                dt { "severity" } dd { "How much it matters, by the rule's own word; one step higher where each side has three origins." }
            }
        }
    }
}

fn tier(confidence: &Confidence) -> String {
    let tier = &confidence.tier;
    match tier.judged {
        0 => format!("Taken to be right in {:.2} of its flags; too few were judged.", tier.rate),
        n => format!("Right in {:.2} of its flags, by {}.", tier.rate, count(n, "judged flag")),
    }
}

/// What a confidence is made of: `0.86 = 0.90 (supposed tier any/named) × 0.95 (hedged)`.
fn sum(finding: &Finding) -> String {
    let Confidence { value, tier, terms } = &finding.confidence;
    let term = |(at, (name, factor)): (usize, &(&str, f64))| match at {
        0 => format!("{factor:.2} ({name} {})", seen(&tier.name, NAME)),
        _ => format!("{factor:.2} ({name})"),
    };
    format!("{value:.2} = {}", terms.iter().enumerate().map(term).collect::<Vec<_>>().join(" × "))
}

/// A foreign text on one line, without what cannot be seen, cut to size.
fn seen(text: &str, most: usize) -> String {
    Excerpt::plain(text, most).line()
}

/// A name by which a dispute can be linked to: letters and digits, whatever its id is.
fn anchor(dispute: &Dispute) -> String {
    let id: String = dispute.id.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
    format!("d-{id}")
}

/// An address that may be linked to: of the web, and of nothing that could run.
fn web_address(url: &str) -> Option<&str> {
    let lower = url.get(..8)?.to_ascii_lowercase();
    let is_web = lower.starts_with("https://") || lower.starts_with("http://");
    let is_plain = url.len() <= 500 && url.chars().all(|c| c.is_ascii_graphic());
    (is_web && is_plain).then_some(url)
}

/// `1 origin`
fn origins(n: usize) -> String {
    count(n as u64, "origin")
}

/// `and 4 more statements`, where not all are shown.
fn rest(all: usize, shown: usize, noun: &str) -> Option<String> {
    let more = all.saturating_sub(shown) as u64;
    (more > 0).then(|| format!("and {}", count(more, &format!("more {noun}"))))
}

/// What is left of a long list: behind a line that opens it, as far as it fits, and the rest counted.
fn folded(inside: Markup, fits: usize, all: usize, noun: &str) -> Markup {
    html! {
        @if let Some(more) = rest(fits, 0, noun) { details { summary { (more) } (inside) } }
        @if let Some(more) = rest(all, fits, noun) { p.r { (more) } }
    }
}

#[cfg(test)]
mod tests;
