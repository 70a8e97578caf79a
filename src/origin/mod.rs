//! Origins: how many voices stand behind an answer when copies are counted once.
//!
//! Five papers that print one agency's report are one origin. Two claims are of one origin when
//!
//! - one outlet, or two of one house (`rules/general/publishers.toml`), published them;
//! - their sources are near-copies of each other, by their runs of words;
//! - they credit the same agency: by a dateline, a signature, "told Reuters", "according to AP"; such a claim is the agency's and
//!   not the outlet's. Where one of several near-copies is an agency's, all are;
//! - their statements are equal, word for word.
//!
//! Whatever is tied by several such steps is one origin. All that has no name at all, and no copy with a name, is one more: nobody
//! knows that it is more than that. So the count is what can be defended at the least.

mod publisher;
mod shingle;

use crate::claim::Claim;
use crate::source::Source;
use publisher::Publishers;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
pub(crate) use shingle::Groups;
use shingle::Sketch;

/// What is known of where sources have their words from.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    of_source: FxHashMap<usize, Known>,
}

/// What is known of one source.
#[derive(Debug, Clone)]
struct Known {
    /// The agency, house or outlet behind it.
    name: Option<String>,
    /// The group of near-copies that it belongs to.
    group: usize,
}

impl Origins {
    /// Looks at those sources that somebody will ask for: the places of sources in a list that is in the order of a run.
    pub fn of(sources: &[Source], asked: impl IntoIterator<Item = usize>) -> Self {
        let mut asked: Vec<usize> = asked.into_iter().collect();
        asked.sort_unstable();
        asked.dedup();
        let publishers = Publishers::shipped();
        let sketches: Vec<Sketch> = asked.par_iter().map(|&at| Sketch::of(&sources[at].text)).collect();
        let names: Vec<Option<String>> = asked.par_iter().map(|&at| publishers.of_source(&sources[at])).collect();
        let groups = shingle::groups(&sketches);
        let agencies = agencies(&groups, &names, publishers);
        let known = |(name, group)| Known { name: agencies.get(&group).cloned().or(name), group };
        let of_source = asked.into_iter().zip(names.into_iter().zip(groups).map(known)).collect();
        Self { of_source }
    }

    /// A number for each claim, the same for claims of one origin; from 0, without gaps.
    pub fn numbers(&self, claims: &[&Claim], sources: &[Source]) -> Vec<usize> {
        let mut groups = Groups::new(claims.len());
        let (mut by_name, mut by_group, mut by_text) = (FxHashMap::default(), FxHashMap::default(), FxHashMap::default());
        let names: Vec<Option<&str>> = claims.iter().map(|claim| self.name(claim, sources)).collect();
        for (at, (claim, name)) in claims.iter().zip(&names).enumerate() {
            let group = self.of_source.get(&claim.statement.source).map(|known| known.group);
            let firsts = [
                name.map(|name| *by_name.entry(name).or_insert(at)),
                group.map(|group| *by_group.entry(group).or_insert(at)),
                Some(*by_text.entry(claim.statement.copy_key(sources)).or_insert(at)),
            ];
            firsts.into_iter().flatten().for_each(|first| groups.join(first, at));
        }
        join_the_unknown(&mut groups, &names);
        let mut numbers = FxHashMap::default();
        (0..claims.len())
            .map(|at| {
                let next = numbers.len();
                *numbers.entry(groups.first(at)).or_insert(next)
            })
            .collect()
    }

    /// How many origins claims have.
    pub fn count(&self, claims: &[&Claim], sources: &[Source]) -> usize {
        self.numbers(claims, sources).into_iter().max().map_or(0, |last| last + 1)
    }

    /// Whose words a claim is: the agency's that its sentence credits, else whoever is behind the source.
    fn name(&self, claim: &Claim, sources: &[Source]) -> Option<&str> {
        let publishers = Publishers::shipped();
        let speaker = publishers.agency(&claim.speaker);
        let credited = speaker.or_else(|| publishers.credited(claim.statement.text(sources)));
        credited.or_else(|| self.of_source.get(&claim.statement.source)?.name.as_deref())
    }
}

/// The agency of each group of near-copies that holds a report of one; the first, where it holds several.
fn agencies(groups: &[usize], names: &[Option<String>], publishers: &Publishers) -> FxHashMap<usize, String> {
    let mut found = FxHashMap::default();
    for (&group, name) in groups.iter().zip(names) {
        if let Some(agency) = name.as_deref().and_then(|name| publishers.agency(name)) {
            found.entry(group).or_insert_with(|| agency.to_owned());
        }
    }
    found
}

/// Makes one origin of all groups in which nothing has a name.
fn join_the_unknown(groups: &mut Groups, names: &[Option<&str>]) {
    let named: FxHashSet<usize> = (0..names.len()).filter(|&at| names[at].is_some()).map(|at| groups.first(at)).collect();
    let mut unknown = (0..names.len()).filter(|&at| groups.0[at] == at && !named.contains(&at)).collect::<Vec<_>>().into_iter();
    if let Some(first) = unknown.next() {
        unknown.for_each(|other| groups.join(first, other));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::Voice;
    use crate::rule::written::Mood;
    use crate::source::Shape;
    use crate::statement::Statement;
    use crate::text::Span;
    use crate::value::Value;

    const DAM: &str = "Water ran over the crest of the Orlow dam on Tuesday after a week of rain, and four hundred families were told to leave. \
        The mayor said that the dam holds and that nobody should drive down the valley road before Thursday.";
    const DAM_TOO: &str = "The dam above Orlow is overflowing and the town below it is being cleared, a street at a time, by boat. \
        Its keeper, who has been there for thirty years, said he had not seen so much water, but he called the wall sound.";

    fn source(outlet: &str, text: &str) -> Source {
        Source { outlet: outlet.into(), text: text.into(), shape: Shape::Row, ..Source::default() }
    }

    /// A claim on the last sentence of each source.
    fn claims(sources: &[Source]) -> Vec<Claim> {
        let claim = |(number, source): (usize, &Source)| {
            let end = source.text.len();
            let start = source.text.trim_end_matches('.').rfind(". ").map_or(0, |at| at + 2);
            let span = Span::new(start, end);
            Claim {
                rule: 0,
                statement: Statement { source: number, span },
                evidence: span,
                value: Value::Named(0),
                denied: false,
                mood: Mood::Fact,
                hedged: false,
                key: Vec::new(),
                around: Vec::new(),
                speaker: source.speaker.clone(),
                voice: Voice::Quoted,
                when: None,
            }
        };
        sources.iter().enumerate().map(claim).collect()
    }

    fn count(sources: &[Source]) -> usize {
        let claims = claims(sources);
        Origins::of(sources, 0..sources.len()).count(&claims.iter().collect::<Vec<_>>(), sources)
    }

    #[test]
    fn counts_what_stands_on_its_own_feet() {
        let headed = format!("Flood at Orlow. {DAM} Rain is forecast.");
        let wired = format!("ORLOW (Reuters) - {DAM} More by noon.");
        let speaker = |name: &str, outlet: &str| Source { speaker: name.into(), ..source(outlet, "The Orlow dam holds, it is said.") };
        let cases: &[(&str, Vec<Source>, usize)] = &[
            ("nothing", vec![], 0),
            ("a copy", vec![source("Quay", DAM), source("Herald", DAM)], 1),
            ("a near-copy", vec![source("Quay", DAM), source("Herald", &headed)], 1),
            ("two stories", vec![source("Quay", DAM), source("Herald", DAM_TOO)], 2),
            ("one outlet twice", vec![source("Quay", DAM), source("The Quay", DAM_TOO)], 1),
            ("one house", vec![source("The Sun", DAM), source("The Times", DAM_TOO)], 1),
            (
                "an agency quoted twice",
                vec![source("Quay", "It holds, he told Reuters."), source("Herald", "The dam holds, Reuters reported.")],
                1,
            ),
            ("an agency and another", vec![source("Quay", "It holds, he told Reuters."), source("Herald", "It holds, AP reported.")], 2),
            ("an agency and its own report", vec![source("Quay", "It holds, he told Reuters."), source("Reuters", "The dam holds.")], 1),
            ("a speaker that is an agency", vec![speaker("AFP", "Quay"), source("Agence France-Presse", "The dam holds.")], 1),
            ("a signed report and its copies", vec![source("Quay", DAM), source("Herald", &wired), source("Reuters", "It holds.")], 1),
            ("no outlet at all", vec![source("", DAM), source("", DAM_TOO), source("", "The dam holds.")], 1),
            ("no outlet beside others", vec![source("", "It holds."), source("", "It does hold."), source("Quay", DAM)], 2),
            ("no outlet but a known copy", vec![source("", DAM), source("Quay", DAM)], 1),
            ("equal sentences", vec![source("Quay", "The dam holds."), source("Herald", "the dam  holds")], 1),
            ("like sentences", vec![source("Quay", "The dam holds."), source("Herald", "The dam holds today.")], 2),
        ];
        for (what, sources, expected) in cases {
            assert_eq!(count(sources), *expected, "{what}");
        }
    }

    #[test]
    fn unknown_sources_tie_no_known_ones_together() {
        let sources = [source("", DAM), source("", DAM_TOO), source("Quay", DAM), source("Herald", DAM_TOO)];
        assert_eq!(count(&sources), 2);
    }

    #[test]
    fn an_agency_is_not_tied_to_another_by_a_paper_that_prints_both() {
        let paper = [source("Quay", DAM), source("Quay", DAM_TOO)];
        let agencies = [source("Reuters", &format!("Flood. {DAM} Ends.")), source("AFP", &format!("Flood. {DAM_TOO} More later."))];
        assert_eq!(count(&[paper, agencies].concat()), 2);
    }

    #[test]
    fn counts_hundreds_of_copies_once() {
        let copies: Vec<Source> = (0..300).map(|n| source(&format!("Outlet {n}"), &format!("{DAM} Page {n}."))).collect();
        assert_eq!(count(&copies), 1);
    }
}
