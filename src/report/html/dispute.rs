//! One dispute: its question, its sides with who says what, its course, and why each pair is a conflict.

use super::{NAME, QUESTION, Room, anchor, folded, origins, seen, tag, timeline, web_address};
use crate::conflict::finding::{Dispute, Finding, Party, Side};
use crate::report::count::count;
use crate::report::decided::{self, Standing};
use crate::report::excerpt::Excerpt;
use crate::report::summary;
use crate::verdict::{Severity, Verdict};
use maud::{Markup, html};

/// A dispute; `number` is its place in the report, `decided` whether anything was decided in it.
pub(super) fn dispute(number: usize, dispute: &Dispute, room: Room, decided: bool) -> Markup {
    let (sides, more) = dispute.sides.split_at(dispute.sides.len().min(room.sides));
    let findings = decided::folded(&dispute.findings);
    let (all, shown) = (findings.len(), findings.len().min(room.findings));
    let behind = fits(&findings[shown..], room).len();
    let reason = |at: usize| finding(&findings[at], at.checked_sub(1).map(|at| findings[at].0), room);
    let anchor = anchor(dispute);
    html! {
        article id=(anchor) data-v=(verdicts(dispute)) data-k=(dispute.kind) data-s=(rank(dispute.severity)) data-c=(format!("{:.3}", confidence(dispute)))
            data-n=(independent(dispute)) data-d=(latest(dispute)) data-r=[decided.then(|| standings(dispute))] {
            h3 { a href={ "#" (anchor) } { (number) "." } " " span.q { (seen(&dispute.question, QUESTION)) } }
            p.m { b.{ "s" (rank(dispute.severity)) } { (dispute.severity) } " · " (dispute.kind) " · " (seen(&dispute.subject, NAME))
                " · confidence " (format!("{:.2}", confidence(dispute))) " · at least " (origins(independent(dispute))) " on each side · rule "
                code { (seen(&dispute.rule, NAME)) } }
            // Of one finding alone, its own tag says it.
            @if decided && dispute.findings.len() > 1 { p.m { @for (standing, n) in decided::counts(dispute.findings.iter()) { (tag(standing, Some(n))) " " } } }
            div.sides { @for one in sides { (side(one, room)) } }
            (folded(html! { div.sides { @for one in fits(more, room) { (side(one, room)) } } }, fits(more, room).len(), more.len(), "answer"))
            (timeline::timeline(dispute, room))
            ul.why { @for at in 0..shown { (reason(at)) } }
            (folded(html! { ul.why { @for at in shown..shown + behind { (reason(at)) } } }, behind, all - shown, "finding"))
            @if dispute.unlisted > 0 { p.r { (count(dispute.unlisted, "more pair")) " on this subject conflict but are not listed." } }
            @if let Some(later) = &dispute.later { p.r { (summary::later(later)) } }
        }
    }
}

/// How many statements and findings of a dispute a room shows or folds away.
pub(super) fn entries(dispute: &Dispute, room: Room) -> usize {
    let within = |all: usize, shown: usize| all.min(shown.saturating_add(room.folded));
    let sides = dispute.sides.iter().take(room.sides.saturating_add(room.folded));
    sides.map(|side| within(side.parties.len(), room.parties)).sum::<usize>()
        + within(decided::folded(&dispute.findings).len(), room.findings)
}

/// What of a rest is folded away.
fn fits<T>(rest: &[T], room: Room) -> &[T] {
    &rest[..rest.len().min(room.folded)]
}

fn side(side: &Side, room: Room) -> Markup {
    let answer = seen(&side.answer, NAME);
    let (shown, more) = side.parties.split_at(side.parties.len().min(room.parties));
    html! {
        div class=(if side.denied { "side no" } else { "side" }) {
            h4 { (answer) " " small { (origins(side.origins)) } }
            ul { @for one in shown { (party(one, room)) } }
            (folded(html! { ul { @for one in fits(more, room) { (party(one, room)) } } }, fits(more, room).len(), more.len(), "statement"))
        }
    }
}

fn party(party: &Party, room: Room) -> Markup {
    let excerpt = Excerpt::around(&party.text, party.evidence.range(), room.text);
    html! {
        li {
            p.w {
                @if let Some(date) = party.date { time { (date) } " " }
                @if party.speaker != party.source { b { (seen(&party.speaker, NAME)) } ", " }
                (outlet(party)) " "
                cite { "[" (place(party)) "]" }
            }
            blockquote dir="auto" { @for (text, marked) in excerpt.pieces() { @if marked { mark { (text) } } @else { (text) } } }
        }
    }
}

/// The outlet, as a link where the source has an address.
fn outlet(party: &Party) -> Markup {
    let name = seen(&party.source, NAME);
    html! {
        @if let Some(url) = web_address(&party.url) { a href=(url) rel="noopener noreferrer" { (name) } } @else { (name) }
    }
}

/// Where the statement can be looked up.
fn place(party: &Party) -> String {
    let place = match party.line {
        0 => party.file.clone(),
        line => format!("{}:{line}", party.file),
    };
    let whole = if party.id == place { place } else { format!("{}, {place}", party.id) };
    seen(&whole, 2 * NAME)
}

/// Why two statements are a conflict, what was decided on it, and what the confidence rests on, unless it is that of the finding before.
fn finding((finding, same): &(&Finding, Vec<&str>), before: Option<&Finding>, room: Room) -> Markup {
    let sum = Some(super::sum(finding)).filter(|this| before.map(super::sum) != Some(this.clone()));
    html! {
        li {
            b { (finding.verdict) } " " code { (seen(&finding.id, NAME)) } ": " (seen(&finding.reason, room.text))
            @if let Some(same) = decided::same_of(same) { " " (seen(&same, room.text)) }
            (decision(finding, room))
            small { @match sum { Some(sum) => { " Confidence " (sum) "." } None => { " The same confidence." } } }
        }
    }
}

fn decision(finding: &Finding, room: Room) -> Markup {
    let standing = Standing::of(finding);
    html! {
        // The words begin with how it stands, which the tag says already.
        @if let Some(told) = decided::told(finding) {
            p.known { (tag(standing, None)) " " (seen(told.strip_prefix(standing.words()).unwrap_or(&told).trim_start_matches(':'), room.text / 2)) }
        }
    }
}

fn standings(dispute: &Dispute) -> String {
    decided::counts(dispute.findings.iter()).into_iter().map(|(standing, _)| standing.name()).collect::<Vec<_>>().join(" ")
}

/// The highest confidence of its findings.
fn confidence(dispute: &Dispute) -> f64 {
    dispute.findings.iter().map(|finding| finding.confidence.value).fold(0.0, f64::max)
}

/// The most independent origins that stand on both sides of one of its findings.
fn independent(dispute: &Dispute) -> usize {
    dispute.findings.iter().map(Finding::independent).max().unwrap_or(0)
}

fn latest(dispute: &Dispute) -> String {
    let dates = dispute.sides.iter().flat_map(|side| &side.parties).filter_map(|party| party.date);
    dates.max().map(|date| date.to_string()).unwrap_or_default()
}

fn verdicts(dispute: &Dispute) -> String {
    let names = Verdict::ALL.iter().filter(|&&verdict| dispute.findings.iter().any(|finding| finding.verdict == verdict));
    names.map(|verdict| verdict.name()).collect::<Vec<_>>().join(" ")
}

fn rank(severity: Severity) -> usize {
    Severity::ALL.iter().position(|one| *one == severity).unwrap_or_default()
}
