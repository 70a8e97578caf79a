//! Positions, and which pairs of claims are looked at.

use super::{Evidence, Position, has_two_sides};
use crate::rule::Rule;
use crate::subject::Subject;
use crate::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Two claims of one subject to be judged, and their positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) sides: (usize, usize),
}

/// A yes-no rule with an answer for each side has one question only: "no" asserted is "yes" denied.
pub(super) fn canonical_answer(answer: usize, denied: bool, rule: &Rule) -> (usize, bool) {
    if has_two_sides(rule) && answer == 1 { (0, !denied) } else { (answer, denied) }
}

/// The positions of a subject, in order of the answers' first appearance in rule, figure or name.
pub(super) fn positions(subject: &Subject, rule: &Rule, evidence: &Evidence) -> Vec<Position> {
    let mut by_answer: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for &at in &subject.claims {
        by_answer.entry(position_key(at, rule, evidence)).or_default().push(at);
    }
    by_answer.into_values().map(|claims| position(claims, rule, evidence)).collect()
}

/// What makes two claims one position: the answer, whether it is denied, and whether it counts as said.
fn position_key(at: usize, rule: &Rule, evidence: &Evidence) -> String {
    let claim = &evidence.claims[at];
    let said = rule.takes(claim.mood);
    match &claim.value {
        Value::Named(answer) => {
            let (answer, denied) = canonical_answer(*answer, claim.denied, rule);
            format!("{said} {answer:04} {denied}")
        }
        // "At least 28" and "more than 28" are closer than digits tell, so that their words tell them apart.
        Value::Quantity(q) => {
            format!("{said} {:024.3} {:024.3} {:?} {} {:?} {}", q.low, q.high, q.bound, claim.denied, q.currency, q.words())
        }
        Value::Period(p) => format!("{said} {:?} {:?} {}", p.from, p.to, claim.denied),
        Value::Phrase(phrase) => format!("{said} {} {}", evidence.resolved.get(phrase), claim.denied),
    }
}

fn position(claims: Vec<usize>, rule: &Rule, evidence: &Evidence) -> Position {
    let mut texts = BTreeSet::new();
    let (originals, copies): (Vec<usize>, Vec<usize>) =
        claims.into_iter().partition(|&at| texts.insert(evidence.claims[at].statement.copy_key(evidence.sources)));
    let (answer, denied) = super::answer(&evidence.claims[originals[0]], rule);
    let count = originals.len();
    Position { answer, denied, claims: originals.into_iter().chain(copies).collect(), originals: count }
}

/// The pairs to judge, at most `cap`: those of conflicting positions first, so that every claim meets somebody before any
/// meets everybody; then the rest. Also how many pairs are left out: conflicting ones, and all those of positions that were not
/// looked at.
pub(super) fn choose(positions: &[Position], cap: usize, conflicts: impl Fn(usize, usize) -> bool) -> (Vec<Pair>, u64) {
    let mut opposed = Vec::new();
    let mut others = Vec::new();
    // Two loops over positions, not claims: their number is capped too, the fullest first.
    let shown = fullest(positions, cap);
    for (i, &p) in shown.iter().enumerate() {
        others.push((p, p));
        for &q in &shown[i + 1..] {
            if conflicts(p, q) { opposed.push((p, q)) } else { others.push((p, q)) }
        }
    }
    let mut chosen = Vec::new();
    take_rounds(&opposed, positions, cap, &mut chosen);
    let total: u64 = opposed.iter().map(|&(p, q)| (positions[p].originals * positions[q].originals) as u64).sum();
    let unjudged = total - chosen.len() as u64 + across(0..positions.len(), positions) - across(shown.iter().copied(), positions);
    take_rounds(&others, positions, cap, &mut chosen);
    (chosen, unjudged)
}

/// How many pairs of claims there are between different positions.
fn across(some: impl Iterator<Item = usize>, positions: &[Position]) -> u64 {
    let (sum, squares) = some.map(|p| positions[p].originals as u64).fold((0, 0), |(sum, squares), n| (sum + n, squares + n * n));
    (sum * sum - squares) / 2
}

/// The positions with most claims, in their own order, as many as can be paired under the cap.
fn fullest(positions: &[Position], cap: usize) -> Vec<usize> {
    let most = cap.isqrt().max(2) * 2;
    let mut all: Vec<usize> = (0..positions.len()).collect();
    all.sort_by_key(|&p| (std::cmp::Reverse(positions[p].originals), p));
    all.truncate(most);
    all.sort_unstable();
    all
}

/// Takes pairs in rounds: in the first, every claim of the larger side meets one of the other; and so on, until the cap.
fn take_rounds(sides: &[(usize, usize)], positions: &[Position], cap: usize, chosen: &mut Vec<Pair>) {
    let longest = sides.iter().map(|&(p, q)| positions[p].originals.min(positions[q].originals)).max().unwrap_or(0);
    for round in 0..longest {
        for &(p, q) in sides {
            take_round(round, (p, q), positions, cap, chosen);
            if chosen.len() >= cap {
                return;
            }
        }
    }
}

fn take_round(round: usize, (p, q): (usize, usize), positions: &[Position], cap: usize, chosen: &mut Vec<Pair>) {
    let originals = |side: usize| &positions[side].claims[..positions[side].originals];
    let (large, small) = if originals(p).len() >= originals(q).len() { (p, q) } else { (q, p) };
    if round >= originals(small).len() {
        return;
    }
    for (i, &a) in originals(large).iter().enumerate() {
        let j = (i + round) % originals(small).len();
        let b = originals(small)[j];
        // Within one position each pair turns up twice, and every claim meets itself.
        if (large != small || i < j) && chosen.len() < cap {
            chosen.push(Pair { a, b, sides: (large, small) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(claims: std::ops::Range<usize>) -> Position {
        let originals = claims.len();
        Position { answer: String::new(), denied: false, claims: claims.collect(), originals }
    }

    #[test]
    fn forms_every_pair_between_two_sides_once() {
        let (pairs, left) = choose(&[position(0..3), position(3..5)], 100, |_, _| true);
        let mut across: Vec<_> = pairs.iter().filter(|p| p.sides.0 != p.sides.1).map(|p| (p.a, p.b)).collect();
        across.sort_unstable();
        assert_eq!(across, [(0, 3), (0, 4), (1, 3), (1, 4), (2, 3), (2, 4)]);
        assert_eq!(left, 0);
    }

    #[test]
    fn counts_what_the_cap_leaves() {
        let (pairs, left) = choose(&[position(0..1000), position(1000..3000)], 500, |_, _| true);
        assert_eq!((pairs.len(), left), (500, 1000 * 2000 - 500));
    }

    #[test]
    fn counts_the_pairs_of_positions_that_were_not_looked_at() {
        let positions: Vec<Position> = (0..100).map(|i| position(i..i + 1)).collect();
        let (pairs, left) = choose(&positions, 9, |_, _| true);
        assert_eq!(pairs.len() as u64 + left, 100 * 99 / 2);
    }

    #[test]
    fn every_claim_meets_somebody_before_any_meets_everybody() {
        let (pairs, _) = choose(&[position(0..4), position(4..6)], 4, |_, _| true);
        let met: BTreeSet<usize> = pairs.iter().map(|p| p.a).collect();
        assert_eq!(met.len(), 4);
    }
}
