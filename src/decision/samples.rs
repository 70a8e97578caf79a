//! Decisions for the tests of this module, from a few words each.

use super::{About, Decision, Side, Word};
use jiff::civil::date;

/// `STATUS REVIEWER DAY NOTE LAST_DAY`: days are of November 2026; what is left out, or stands empty between two spaces, is nothing.
pub(super) fn word(text: &str) -> Word {
    let mut parts = text.split(' ');
    let status = parts.next().unwrap().parse().unwrap();
    let mut part = || parts.next().unwrap_or_default().to_owned();
    let (reviewer, day, note, last) = (part(), part(), part(), part());
    let day_of = |day: &str| day.parse().ok().map(|day| date(2026, 11, day));
    Word { reviewed_on: day_of(&day), status, reviewer, note, expires_on: day_of(&last) }
}

/// A decision on one pair of statements.
pub(super) fn decision(text: &str) -> Decision {
    let side = |id: &str, text: &str| Side { source: "Harbour Wire".into(), id: id.into(), text: text.into() };
    let about = About {
        rule: "desk/blast-cause".into(),
        tier: "any/named".into(),
        verdict: "contradiction".into(),
        question: "What caused the blast?".into(),
        a: side("r1", "Drones hit the depot."),
        b: side("r2", "Poor storage caused the blast at the depot."),
    };
    Decision { word: word(text), earlier: Vec::new(), about }
}
