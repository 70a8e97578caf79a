//! What can be measured of two sides, as numbers with names. Nothing here decides.

use super::align::{Alignment, Link, align};
use super::quantity::{self, Clash, Compared};
use super::side::{Content, Side};
use super::words::{Relation, Words};
use crate::language::lexicon::{Class, Word};

/// Names the features, in the order of their values.
macro_rules! features {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// One feature.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(non_camel_case_types, reason = "the names are those of the tables of weights")]
        pub enum Feature { $($(#[$doc])* $name),+ }

        /// The names of all features, in the order of [`Features::values`].
        pub const NAMES: &[&str] = &[$(stringify!($name)),+];
    };
}

features! {
    /// Share of the shorter side that the longer one matches, by weight.
    cover_short,
    /// Share of the longer side that the shorter one matches.
    cover_long,
    /// The same as `cover_short`, words that oppose or exclude each other counted too.
    touch_short,
    /// The same for the longer side.
    touch_long,
    /// Words of the shorter side that answer to nothing, as a logarithm.
    left_short,
    /// Words of the longer side that answer to nothing, as a logarithm.
    left_long,
    /// Names that both sides have, as a logarithm.
    names_shared,
    /// Names of the shorter side that the other has not, as a logarithm.
    names_left,
    /// Names that each side has and the other has not.
    names_swapped,
    /// Weight of the matches, in tens, at most 5.
    shared,
    /// Pairs of different participants: `man` and `woman`.
    apart,
    /// Words in the shorter side, as a logarithm.
    length,
    /// How many times longer the longer side is, as a logarithm.
    stretch,
    /// One side asks and the other does not.
    asks,
    /// Words of hearsay and doubt on one side, less those on the other.
    doubts,
    /// Words of confirmation.
    confirms,
    /// Words that restrict, on one side only.
    restricts,
    /// A headline on either side.
    headline,
    /// Best share of a negated scope that the other side asserts.
    scope,
    /// The same for the whole clause around it.
    clause,
    /// `scope` times `cover_short`.
    scope_cover,
    /// `scope` times `clause`.
    scope_clause,
    /// The first word under the negation is asserted by the other side.
    head,
    /// A shared name stands in the negated clause.
    scope_name,
    /// Matches in the clause of the negation, as a logarithm.
    scope_matches,
    /// The negated side is the shorter one.
    negated_short,
    /// The negation is a `no`, `nobody`, `none`.
    none,
    /// The negation is a longer phrase: `fail to`, `without`.
    lexical,
    /// Both sides negate something.
    both,
    /// Words that both sides negate, as a logarithm.
    both_matched,
    /// A denial is what negates.
    denial,
    /// Words that say that something is false, on one side only, as a logarithm.
    refutes,
    /// Words by which somebody denies, on one side only, as a logarithm.
    denies,
    /// What refutes or denies stands on the longer side.
    refutes_long,
    /// Such words on both sides.
    refutes_both,
    /// A bare negation on one side only.
    negates,
    /// The side that refutes begins with `No,`.
    begins_no,
    /// `refutes` times `cover_short`.
    refutes_cover,
    /// A headline that refutes.
    headline_refutes,
    /// A headline that negates.
    headline_negates,
    /// Words by which somebody gives something up, on one side only, as a logarithm.
    withdraws,
    /// Context that two clashing figures share.
    figure_context,
    /// Whether they count the same.
    figure_unit,
    /// How far apart they are.
    figure_gap,
    /// One of them is bounded.
    figure_bounded,
    /// Both are exact.
    figure_exact,
    /// They name the same figure, bounded differently.
    figure_equal,
    /// `figure_context` times `figure_unit`.
    figure_both,
    /// Figures of the shorter side that the longer one meets, as a logarithm.
    figures_met,
    /// Figures of the shorter side with nothing like them, as a logarithm.
    figures_alone,
    /// Context that two clashing dates share.
    time_context,
    /// How far apart they are.
    time_gap,
    /// One of them is bounded.
    time_bounded,
    /// Both are days or months.
    time_fine,
    /// One of them says as of when something was so.
    time_as_of,
    /// Dates clash, so that figures may be of different times.
    time_clash,
    /// Figures clash.
    figure_clash,
    /// Dates of the shorter side that the longer one meets, as a logarithm.
    times_met,
    /// Dates of the shorter side with nothing like them.
    times_alone,
    /// Opposites said of both sides, not undone by a negation.
    opposites,
    /// Opposites that are verbs on both sides.
    opposites_verbs,
    /// Opposites that describe or name.
    opposites_nouns,
    /// Opposites of which one is negated: they agree.
    opposites_undone,
    /// Words of one exclusive set.
    exclusives,
    /// The word before the opposites or exclusives is matched too, or their next one.
    near,
    /// Everything else of the shorter side is matched.
    frame,
    /// A name of the shorter side stands where the other side has another name.
    slot_names,
    /// A word of the shorter side stands where the other side has another word.
    slot_words,
    /// Of these, those after the same words on both sides: "born in Ghent" and "born in Bruges".
    slot_tight,
    /// A name of the shorter side is nowhere on the other side, but its neighbours are.
    names_odd,
    /// Exactly one word of the shorter side answers to nothing or to its opposite.
    left_one,
    /// Nothing but names of the shorter side answers to nothing.
    left_names_only,
    /// Verbs of the shorter side that answer to nothing, as a logarithm.
    left_verbs,
    /// Some words answer to an opposite, an exclusive word or another figure.
    clashes,
    /// `slot_tight` times `slot_names`.
    slot_tight_names,
    /// `left_one` times `names_shared`.
    left_one_named,
    /// `left_one` times `slot_names`.
    left_one_slot,
    /// The longer side does not name what it is about, and the shorter side's subject is nowhere in it.
    subject_left,
    /// `cover_short` without the names that the shorter side is about.
    cover_body,
    /// Words of the shorter side that answer to nothing, without the names it is about, as a logarithm.
    left_body,
    /// Countries whose adjectives stand on one side only, on each side.
    nations,
    /// What such adjectives stand before is matched.
    nations_near,
    /// Both sides say what something is, and it is not the same.
    complements,
    /// Words in one slot of which one is negated: they need not exclude each other.
    slots_undone,
    /// Matched words after opposite function words: `before` and `after`.
    opposed,
    /// Words under the negation that answer to nothing, as a logarithm.
    scope_left,
    /// A word under the negation is met by a broader word only: "not frying" and "cooking".
    scope_broader,
    /// The first word of the negated clause outside the negation is matched.
    scope_subject,
    /// All that the negation covers is matched.
    scope_whole,
    /// All of the negated clause is matched: nothing in it narrows what is denied.
    clause_whole,
    /// All of the shorter side is matched.
    short_whole,
    /// Nearly all of the shorter side is matched, and no word is negated on both sides.
    short_turned,
    /// Both sides are dated, and no date of the shorter side is on the other: counts may have grown meanwhile.
    times_unlike,
    /// Context that two clashing figures share within three words.
    figure_near,
}

/// The values of all features of one pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Features {
    /// In the order of [`NAMES`].
    pub values: [f64; NAMES.len()],
    /// Which kinds of conflict there is anything to say of.
    pub open: Open,
    /// What each kind points at.
    pub(super) evidence: Evidence,
}

/// Which kinds of conflict a pair gives a reason to look at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Open {
    /// Something negated on one side is matched on the other.
    pub negation: bool,
    /// The same, where one side is much longer: a claim against a passage.
    pub passage: bool,
    /// The same, where the negation is a `no` or `nobody`.
    pub absence: bool,
    /// One side says that something is false.
    pub denial: bool,
    /// The same, where one side is a headline.
    pub headline: bool,
    /// Two figures clash.
    pub quantity: bool,
    /// Two dates clash.
    pub date: bool,
    /// Two opposites or exclusive words answer to each other.
    pub opposite: bool,
    /// A name or word is another one in a frame that is the same.
    pub name: bool,
}

/// What each kind of conflict points at, by place among the content words, figures or dates.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Evidence {
    /// The negation, its side (0 the shorter one), and the covered words.
    pub(super) negation: Option<(usize, usize)>,
    /// The figures.
    pub(super) quantity: Option<Clash>,
    /// The dates.
    pub(super) date: Option<Clash>,
    /// The opposites.
    pub(super) opposite: Option<Link>,
    /// The words in one slot.
    pub(super) name: Option<(u16, u16)>,
}

impl Features {
    /// Measures two sides; the first must be the shorter one.
    pub(super) fn of(short: &Side, long: &Side) -> Self {
        let alignment = align(short, long);
        let mut measure = Measure {
            short,
            long,
            links: &alignment,
            out: Self { values: [0.0; NAMES.len()], open: Open::default(), evidence: Evidence::default() },
        };
        measure.coverage();
        measure.names();
        measure.tone();
        measure.negation();
        measure.denial();
        measure.quantities();
        measure.opposites();
        measure.nations();
        measure.slots();
        measure.out
    }

    /// One value.
    pub fn get(&self, feature: Feature) -> f64 {
        self.values[feature as usize]
    }
}

/// From this stretch on the longer side is a passage: not all that it says needs to be in the shorter one.
const PASSAGE: f64 = 0.6;

/// A passage takes up what a claim negates where it asserts more than this share of it.
const TAKEN_UP: f64 = 0.15;

/// Up to this stretch a negation anywhere on the one side touches the other.
const TOUCHED: f64 = 0.4;

/// From this share on a side is nearly all matched.
const MOSTLY: f64 = 0.85;
/// From this share on something is matched as a whole; one synonym among many words does not spoil it.
const WHOLE: f64 = 0.97;

struct Measure<'a> {
    short: &'a Side,
    long: &'a Side,
    links: &'a Alignment,
    out: Features,
}

fn log(count: usize) -> f64 {
    (count as f64).ln_1p()
}

fn flag(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

/// Whether exactly one of two counts is not nought.
fn one_sided(a: usize, b: usize) -> bool {
    (a > 0) != (b > 0)
}

impl Measure<'_> {
    fn set(&mut self, feature: Feature, value: f64) {
        self.out.values[feature as usize] = value;
    }

    fn get(&self, feature: Feature) -> f64 {
        self.out.values[feature as usize]
    }

    /// The two ends of every link.
    fn ends(&self) -> impl Iterator<Item = (&Content, &Content, Relation)> {
        self.links.links.iter().map(|l| (&self.short.content[l.a as usize], &self.long.content[l.b as usize], l.relation))
    }

    fn coverage(&mut self) {
        let (mut met, mut touched) = ([0.0; 2], [0.0; 2]);
        for (a, b, relation) in self.ends() {
            let worth = if relation.matches() { relation.worth() } else { 0.0 };
            met = [met[0] + a.weight * worth, met[1] + b.weight * worth];
            touched = [touched[0] + a.weight, touched[1] + b.weight];
        }
        let (short, long) = (self.short.weight.max(1e-9), self.long.weight.max(1e-9));
        self.set(Feature::cover_short, met[0] / short);
        self.set(Feature::cover_long, met[1] / long);
        self.set(Feature::short_whole, flag(met[0] >= WHOLE * short));
        self.body();
        self.set(Feature::touch_short, touched[0] / short);
        self.set(Feature::touch_long, touched[1] / long);
        self.set(Feature::shared, (met[0] / 10.0).min(5.0));
        let links = self.links.links.len();
        self.set(Feature::left_short, log(self.short.content.len() - links));
        self.set(Feature::left_long, log(self.long.content.len() - links));
        self.set(Feature::length, log(self.short.content.len()));
        self.set(Feature::stretch, (self.long.content.len().max(1) as f64 / self.short.content.len().max(1) as f64).ln());
        self.set(Feature::apart, self.ends().filter(|e| e.2 == Relation::Apart).count().min(2) as f64);
    }

    /// How much is matched of what the shorter side says of its subject. A passage often goes on about something without naming it.
    fn body(&mut self) {
        let (mut met, mut all, mut left, mut subject_met, mut subject) = (0.0, 0.0, 0, false, false);
        for (i, word) in self.short.content.iter().enumerate() {
            let worth = self.links.link_of_a(i).map(|l| l.relation).filter(|r| r.matches()).map_or(0.0, Relation::worth);
            if word.subject {
                (subject, subject_met) = (true, subject_met || worth > 0.0);
                continue;
            }
            met += word.weight * worth;
            all += word.weight;
            left += usize::from(worth == 0.0);
        }
        self.set(Feature::subject_left, flag(subject && !subject_met && self.long.unnamed));
        self.set(Feature::cover_body, met / f64::max(all, 1e-9));
        self.set(Feature::left_body, log(left));
    }

    fn names(&mut self) {
        let matched = |link: Option<&Link>| link.is_some_and(|l| l.relation.matches());
        let left_short = (0..self.short.content.len()).filter(|&i| self.short.content[i].name && !matched(self.links.link_of_a(i))).count();
        let left_long = (0..self.long.content.len()).filter(|&i| self.long.content[i].name && !matched(self.links.link_of_b(i))).count();
        let shared = self.ends().filter(|(a, b, r)| (a.name || b.name) && r.matches()).count();
        self.set(Feature::names_shared, log(shared));
        self.set(Feature::names_left, log(left_short));
        self.set(Feature::names_swapped, left_short.min(left_long).min(2) as f64);
    }

    fn tone(&mut self) {
        let (a, b) = (self.short, self.long);
        self.set(Feature::asks, flag(a.asks != b.asks));
        self.set(Feature::doubts, (a.doubting as f64 - b.doubting as f64).abs().min(3.0));
        self.set(Feature::confirms, flag(a.confirming + b.confirming > 0));
        self.set(Feature::restricts, flag(one_sided(a.restricting, b.restricting)));
        self.set(Feature::headline, flag(a.headline || b.headline));
    }

    fn negation(&mut self) {
        let mut best: Option<(f64, usize, usize)> = None;
        for side in 0..2 {
            for at in 0..self.side(side).negations.len() {
                let reach = self.reach(side, at);
                if reach.hit > 0.0 && best.is_none_or(|(rank, ..)| reach.rank() > rank) {
                    best = Some((reach.rank(), side, at));
                }
            }
        }
        let both = !self.short.negations.is_empty() && !self.long.negations.is_empty();
        self.set(Feature::both, flag(both));
        let negated_twice = self.ends().filter(|(a, b, r)| a.negated && b.negated && r.matches()).count();
        self.set(Feature::both_matched, log(negated_twice));
        self.set(Feature::short_turned, flag(negated_twice == 0 && self.get(Feature::cover_short) >= MOSTLY));
        let Some((_, side, at)) = best else { return };
        let reach = self.reach(side, at);
        let negation = self.side(side).negations[at];
        let long = self.get(Feature::stretch) > PASSAGE;
        self.out.open.absence = negation.none;
        // A claim that names its subject is denied by a passage only where the passage takes up nearly all of it.
        let whole = self.get(Feature::names_shared) == 0.0 || reach.scope > 0.7;
        self.out.open.passage = !negation.none && long && whole && reach.scope > TAKEN_UP;
        self.out.open.negation = !negation.none && !long;
        self.out.evidence.negation = Some((side, at));
        self.set(Feature::scope, reach.scope);
        self.set(Feature::clause, reach.clause);
        self.set(Feature::scope_cover, reach.scope * self.get(Feature::cover_short));
        self.set(Feature::scope_clause, reach.scope * reach.clause);
        self.set(Feature::head, flag(reach.head));
        self.set(Feature::scope_name, flag(reach.name));
        self.set(Feature::scope_matches, log(reach.matches));
        self.set(Feature::scope_left, log(reach.left));
        self.set(Feature::scope_whole, flag(reach.scope >= WHOLE));
        self.set(Feature::clause_whole, flag(reach.clause >= WHOLE));
        self.set(Feature::scope_broader, flag(reach.broader));
        self.set(Feature::scope_subject, flag(reach.subject));
        self.set(Feature::negated_short, flag(side == 0));
        self.set(Feature::none, flag(negation.none));
        self.set(Feature::lexical, flag(!negation.plain && !negation.denies));
        self.set(Feature::denial, flag(negation.denies));
    }

    fn side(&self, side: usize) -> &Side {
        if side == 0 { self.short } else { self.long }
    }

    /// The link of a word of one side, and the word at its other end.
    fn other(&self, side: usize, at: usize) -> Option<(Relation, &Content)> {
        let link = if side == 0 { self.links.link_of_a(at) } else { self.links.link_of_b(at) }?;
        let other = if side == 0 { &self.long.content[link.b as usize] } else { &self.short.content[link.a as usize] };
        // Seen from the other side, broader and narrower change places.
        let relation = match (side, link.relation) {
            (1, Relation::Broader) => Relation::Narrower,
            (1, Relation::Narrower) => Relation::Broader,
            (_, relation) => relation,
        };
        Some((relation, other))
    }

    /// How far the other side asserts what a negation covers.
    fn reach(&self, side: usize, at: usize) -> Reach {
        let own = self.side(side);
        let negation = own.negations[at];
        let (from, to) = (negation.from as usize, (negation.to as usize).min(own.content.len()));
        let mut reach = Reach::default();
        let (mut hit, mut all) = (0.0, 0.0);
        for i in from..to {
            let word = &own.content[i];
            all += word.weight;
            if let Some((relation, other)) = self.other(side, i)
                && relation.matches()
                && word.negated != other.negated
            {
                // "No dog barks" says nothing of animals: a broader word on the asserting side is not what was denied.
                hit += word.weight * if relation == Relation::Broader { 0.4 } else { relation.worth() };
                reach.head |= i == from && relation != Relation::Broader;
                reach.broader |= relation == Relation::Broader;
            } else {
                reach.left += 1;
            }
        }
        let clause = own.content.get(from).map(|c| c.clause);
        let (mut met, mut weight) = (0.0, 0.0);
        for (i, word) in own.content.iter().enumerate().filter(|(_, c)| Some(c.clause) == clause) {
            weight += word.weight;
            if let Some((relation, other)) = self.other(side, i)
                && relation.matches()
            {
                met += word.weight * relation.worth();
                reach.matches += 1;
                reach.name |= word.name || other.name;
            }
        }
        let first = (0..own.content.len()).find(|&i| Some(own.content[i].clause) == clause && (i < from || i >= to));
        reach.subject = first.is_some_and(|i| self.other(side, i).is_some_and(|(relation, _)| relation.matches()));
        reach.hit = hit;
        reach.scope = hit / f64::max(all, 1e-9);
        reach.clause = met / f64::max(weight, 1e-9);
        reach
    }

    fn denial(&mut self) {
        let (a, b) = (self.short, self.long);
        let refutes = |side: &Side| side.refuting + usize::from(side.begins_no);
        let denies = |side: &Side| side.denying + side.negations.iter().filter(|n| n.denies).count();
        let all = |side: &Side| refutes(side) + denies(side);
        let one = one_sided(all(a), all(b));
        let negates = one_sided(a.negating, b.negating);
        let withdraws = one_sided(a.withdrawing, b.withdrawing);
        // A negation somewhere in a long passage says nothing of a claim that it does not touch.
        let touches = self.get(Feature::stretch) <= TOUCHED || self.get(Feature::scope) > 0.0;
        let named = self.get(Feature::names_shared) > 0.0;
        let headline = self.get(Feature::headline);
        self.out.open.headline = headline > 0.0 && (one || (withdraws || negates && touches));
        self.out.open.denial = headline == 0.0 && (one || (withdraws || negates && touches && a.negating > 0) && named);
        self.set(Feature::refutes, if one { log(refutes(a).max(refutes(b))) } else { 0.0 });
        self.set(Feature::denies, if one { log(denies(a).max(denies(b))) } else { 0.0 });
        self.set(Feature::refutes_long, flag(one && all(b) > 0));
        self.set(Feature::refutes_both, flag(all(a) > 0 && all(b) > 0));
        self.set(Feature::negates, flag(negates));
        self.set(Feature::begins_no, flag(a.begins_no != b.begins_no));
        self.set(Feature::headline_refutes, headline * flag(one));
        self.set(Feature::headline_negates, headline * flag(negates));
        self.set(Feature::withdraws, if withdraws { log(a.withdrawing.max(b.withdrawing)) } else { 0.0 });
        self.set(Feature::refutes_cover, if one { self.get(Feature::cover_short) } else { 0.0 });
    }

    fn quantities(&mut self) {
        let Compared { clash, met, alone } = quantity::figures(self.short, self.long, self.links);
        self.set(Feature::figures_met, log(met));
        self.set(Feature::figures_alone, log(alone));
        if let Some(clash) = clash {
            self.out.open.quantity = true;
            self.out.evidence.quantity = Some(clash);
            self.set(Feature::figure_clash, 1.0);
            self.set(Feature::figure_context, clash.context);
            self.set(Feature::figure_near, quantity::next_to(&clash, self.short, self.long, self.links));
            self.set(Feature::figure_unit, clash.unit);
            self.set(Feature::figure_gap, clash.gap);
            self.set(Feature::figure_bounded, flag(clash.bounded));
            self.set(Feature::figure_exact, flag(clash.fine));
            self.set(Feature::figure_equal, flag(clash.gap == 0.0));
            self.set(Feature::figure_both, clash.context * clash.unit);
        }
        let Compared { clash, met, alone } = quantity::times(self.short, self.long, self.links);
        self.set(Feature::times_unlike, flag(quantity::unlike(&self.short.times, &self.long.times)));
        self.set(Feature::times_met, log(met));
        self.set(Feature::times_alone, log(alone));
        if let Some(clash) = clash {
            // What was so as of one day says nothing of another.
            self.out.open.date = !clash.as_of;
            self.out.evidence.date = Some(clash);
            self.set(Feature::time_context, clash.context);
            self.set(Feature::time_gap, clash.gap);
            self.set(Feature::time_bounded, flag(clash.bounded));
            self.set(Feature::time_as_of, flag(clash.as_of));
            self.set(Feature::time_clash, 1.0);
            self.set(Feature::time_fine, flag(clash.fine));
        }
    }

    fn opposites(&mut self) {
        let mut first = None;
        let (mut count, mut verbs, mut nouns, mut undone, mut exclusives, mut near) = (0, 0, 0, 0, 0, false);
        for link in self.links.links.iter().filter(|l| matches!(l.relation, Relation::Opposite | Relation::Exclusive)) {
            let (a, b) = (&self.short.content[link.a as usize], &self.long.content[link.b as usize]);
            if a.dated || b.dated {
                continue;
            }
            if a.negated != b.negated {
                undone += 1;
                continue;
            }
            first = first.or(Some(*link));
            count += usize::from(link.relation == Relation::Opposite);
            exclusives += usize::from(link.relation == Relation::Exclusive);
            verbs += usize::from(a.class == Some(Class::Verb) && b.class == Some(Class::Verb));
            nouns += usize::from(a.class == Some(Class::Noun) || b.class == Some(Class::Noun));
            near |= self.neighbours_match(link);
        }
        let opposed = self.opposed();
        self.set(Feature::opposed, flag(opposed.is_some()));
        first = first.or(opposed);
        // Without a name that both sides share nothing says that it is the same thing.
        self.out.open.opposite = first.is_some() && self.get(Feature::names_shared) > 0.0;
        self.out.evidence.opposite = first;
        let capped = |n: usize| n.min(2) as f64;
        self.set(Feature::opposites, capped(count));
        self.set(Feature::opposites_verbs, capped(verbs));
        self.set(Feature::opposites_nouns, capped(nouns));
        self.set(Feature::opposites_undone, capped(undone));
        self.set(Feature::exclusives, capped(exclusives));
        self.set(Feature::near, flag(near));
    }

    /// Adjectives of countries that are on one side only, where each side has one.
    fn nations(&mut self) {
        let own = |side: &Side, other: &Side| -> Vec<usize> {
            let alone = |c: &Content| c.nation != 0 && !c.negated && !other.content.iter().any(|o| o.nation == c.nation);
            (0..side.content.len()).filter(|&i| alone(&side.content[i])).collect()
        };
        let (a, b) = (own(self.short, self.long), own(self.long, self.short));
        let before_match = |&i: &usize, &j: &usize| {
            let next = |at: usize, len: usize| (at + 1..len.min(at + 4)).collect::<Vec<_>>();
            let (heads, others) = (next(i, self.short.content.len()), next(j, self.long.content.len()));
            heads.iter().any(|&h| self.links.link_of_a(h).is_some_and(|l| l.relation.matches() && others.contains(&(l.b as usize))))
        };
        let near = a.iter().any(|i| b.iter().any(|j| before_match(i, j)));
        self.set(Feature::nations, a.len().min(b.len()).min(2) as f64);
        self.set(Feature::nations_near, flag(near));
    }

    /// Matched words that stand after opposite function words.
    fn opposed(&self) -> Option<Link> {
        let words = Words::shipped();
        let opposed = |l: &&Link| {
            let (a, b) = (&self.short.content[l.a as usize], &self.long.content[l.b as usize]);
            l.relation.matches() && a.negated == b.negated && words.are_opposed(a.before, b.before)
        };
        self.links.links.iter().find(opposed).copied()
    }

    /// Whether the words next to the two ends of a link answer to each other.
    fn neighbours_match(&self, link: &Link) -> bool {
        let (a, b) = (link.a as usize, link.b as usize);
        let linked = |i: Option<usize>, j: Option<usize>| {
            let (Some(i), Some(j)) = (i, j) else { return false };
            i < self.short.content.len() && self.links.link_of_a(i).is_some_and(|l| l.b as usize == j && l.relation.matches())
        };
        linked(a.checked_sub(1), b.checked_sub(1)) || linked(Some(a + 1), Some(b + 1))
    }

    /// Words of the shorter side that stand where the other side has another.
    fn slots(&mut self) {
        let mut slots = Slots::default();
        for i in 0..self.short.content.len() {
            if self.is_left(i) {
                self.slot(i, &mut slots);
            }
        }
        let framed = self.get(Feature::cover_short) >= 0.3 && self.get(Feature::names_shared) > 0.0;
        self.out.open.name = framed && slots.left > 0 && slots.undone == 0;
        self.out.evidence.name = slots.first;
        let capped = |n: usize| n.min(2) as f64;
        self.set(Feature::slot_names, capped(slots.names));
        self.set(Feature::slot_words, capped(slots.words));
        self.set(Feature::slot_tight, capped(slots.tight));
        self.set(Feature::slots_undone, capped(slots.undone));
        self.set(Feature::complements, flag(self.complements()));
        self.set(Feature::names_odd, capped(slots.odd));
        self.set(Feature::frame, flag(slots.left == 0));
        self.set(Feature::left_one, flag(slots.left == 1));
        self.set(Feature::left_names_only, flag(slots.left > 0 && slots.left == slots.left_names));
        self.set(Feature::left_verbs, log(slots.left_verbs));
        self.set(Feature::clashes, flag(self.get(Feature::touch_short) - self.get(Feature::cover_short) > 0.05));
        self.set(Feature::slot_tight_names, capped(slots.tight) * capped(slots.names));
        self.set(Feature::left_one_named, flag(slots.left == 1) * self.get(Feature::names_shared));
        self.set(Feature::left_one_slot, flag(slots.left == 1) * capped(slots.names));
    }

    /// Whether both sides say what something is, neither negates it, and the two are not matched.
    fn complements(&self) -> bool {
        let short = (0..self.short.content.len()).filter(|&i| self.short.content[i].complement && self.is_left(i));
        let long = |j: &usize| self.long.content[*j].complement && !self.links.link_of_b(*j).is_some_and(|l| l.relation.matches());
        let negated = (0..self.long.content.len()).find(long).map(|j| self.long.content[j].negated);
        short.into_iter().any(|i| negated == Some(self.short.content[i].negated))
    }

    /// Whether a word of the shorter side is not matched.
    fn is_left(&self, at: usize) -> bool {
        !self.links.link_of_a(at).is_some_and(|l| l.relation.matches())
    }

    /// Looks for a word of the longer side that stands where this one stands.
    fn slot(&self, at: usize, slots: &mut Slots) {
        let a = &self.short.content[at];
        slots.left += 1;
        slots.left_names += usize::from(a.name);
        slots.left_verbs += usize::from(a.class == Some(Class::Verb) && !a.name);
        if a.figure.is_some() || a.dated {
            return;
        }
        let governor = at.checked_sub(1).and_then(|g| self.links.link_of_a(g)).filter(|l| l.relation.matches()).map(|l| l.b as usize);
        slots.odd += usize::from(a.name && governor.is_some());
        let unmatched = |j: usize| !self.links.link_of_b(j).is_some_and(|l| l.relation.matches());
        let follows = |j: usize| governor.is_some_and(|g| j == g + 1);
        let like = |b: &Content| b.before == a.before && a.before != Word::NONE && (b.name || b.class == a.class);
        let fills =
            |(j, b): &(usize, &Content)| b.name == a.name && b.figure.is_none() && !b.dated && unmatched(*j) && (follows(*j) || like(b));
        let Some((j, b)) = self.long.content.iter().enumerate().filter(fills).max_by_key(|(j, b)| follows(*j) && like(b)) else { return };
        // "It is no Danish ship" and "it is a Swedish ship" can both hold.
        if a.negated != b.negated {
            slots.undone += 1;
            return;
        }
        slots.names += usize::from(a.name);
        slots.words += usize::from(!a.name);
        slots.tight += usize::from(follows(j) && like(b));
        slots.first = slots.first.or(Some((at as u16, j as u16)));
    }
}

/// What of the shorter side is not matched.
#[derive(Default)]
struct Slots {
    left: usize,
    left_names: usize,
    left_verbs: usize,
    names: usize,
    words: usize,
    tight: usize,
    odd: usize,
    undone: usize,
    first: Option<(u16, u16)>,
}

/// What one negation meets on the other side.
#[derive(Default)]
struct Reach {
    hit: f64,
    scope: f64,
    clause: f64,
    head: bool,
    name: bool,
    matches: usize,
    left: usize,
    broader: bool,
    subject: bool,
}

impl Reach {
    fn rank(&self) -> f64 {
        self.scope * (0.5 + 0.5 * self.clause)
    }
}
