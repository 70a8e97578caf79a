//! The words that a contradiction rests on, and the reason in words.

use super::features::{Feature, Features};
use super::score::Ground;
use super::side::Side;
use crate::text::Span;

/// Where a contradiction stands on either side, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// In the shorter side.
    pub(super) short: Span,
    /// In the longer side.
    pub(super) long: Span,
    /// In words.
    pub(super) reason: String,
}

/// What a ground of conflict points at; where it points at nothing, the whole side.
pub(super) fn of(ground: Ground, short: &Side, long: &Side, features: &Features) -> Found {
    let (spans, reason) = match ground {
        Ground::Negation | Ground::Passage | Ground::Absence => {
            (negation(short, long, features), "one side negates what the other asserts")
        }
        Ground::Denial | Ground::Headline => {
            let spans = negation(short, long, features).filter(|_| features.get(Feature::denial) > 0.0);
            (spans, "one side says that what the other tells is not so")
        }
        Ground::Quantity => {
            let clash = features.evidence.quantity;
            (clash.map(|c| (short.figures[c.a].span, long.figures[c.b].span)), "no figure satisfies both")
        }
        Ground::Date => {
            let clash = features.evidence.date;
            (clash.map(|c| (short.times[c.a].span, long.times[c.b].span)), "no date satisfies both")
        }
        Ground::Opposite => {
            let link = features.evidence.opposite;
            let spans = link.map(|l| (short.content[l.a as usize].span, long.content[l.b as usize].span));
            (spans, "the same thing is said to be one and the other")
        }
        Ground::Name => {
            let slot = features.evidence.name;
            let spans = slot.map(|(a, b)| (short.content[a as usize].span, long.content[b as usize].span));
            (spans, "one side has another name or thing in the same place")
        }
    };
    let (in_short, in_long) = spans.unwrap_or((short.span, long.span));
    Found { short: in_short, long: in_long, reason: reason.to_owned() }
}

/// The cue with what it covers on the one side, the words that answer to it on the other.
fn negation(short: &Side, long: &Side, features: &Features) -> Option<(Span, Span)> {
    let (side, at) = features.evidence.negation?;
    let (own, other) = if side == 0 { (short, long) } else { (long, short) };
    let negation = own.negations[at];
    let covered = &own.content[(negation.from as usize).min(own.content.len())..(negation.to as usize).min(own.content.len())];
    let span = covered.iter().map(|c| c.span).fold(negation.cue, Span::cover);
    Some(if side == 0 { (span, other.span) } else { (other.span, span) })
}
