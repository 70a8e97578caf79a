//! How decisions stand to what was read: whether the texts that they were made on are still there.

use super::Side;
use crate::source::{Shape, Source};
use crate::text::one_line;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// How a decision stands to what was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// As far as what was read can tell, nothing has changed.
    Holds,
    /// Its last day is over.
    Expired,
    /// The place of the one side, of the other, or of both, holds another text.
    Changed([bool; 2]),
}

/// The sources, by what decisions know of them.
pub(super) struct Places<'s> {
    sources: &'s [Source],
    /// The numbers of each outlet's sources; those of no outlet go by nothing.
    by_outlet: BTreeMap<&'s str, Vec<usize>>,
    /// The texts, each on one line, once somebody asks.
    texts: Vec<OnceCell<String>>,
}

impl<'s> Places<'s> {
    pub(super) fn of(sources: &'s [Source]) -> Self {
        let mut by_outlet: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (number, source) in sources.iter().enumerate() {
            by_outlet.entry(&source.outlet).or_default().push(number);
        }
        Self { sources, by_outlet, texts: vec![OnceCell::new(); sources.len()] }
    }

    pub(super) fn standing(&self, sides: [&Side; 2]) -> Standing {
        match sides.map(|side| self.has_changed(side)) {
            [false, false] => Standing::Holds,
            changed => Standing::Changed(changed),
        }
    }

    /// Whether the place of a statement was read, and its text stands neither there nor elsewhere in what the outlet published: rows and
    /// lines may have moved.
    fn has_changed(&self, side: &Side) -> bool {
        let outlet = self.by_outlet.get(side.source.as_str());
        let own = || outlet.or_else(|| self.by_outlet.get("")).into_iter().flatten().copied();
        let is_place = |&number: &usize| is_place(&self.sources[number], &side.id);
        own().any(|number| is_place(&number)) && !own().any(|number| self.text(number).contains(&side.text))
    }

    fn text(&self, number: usize) -> &str {
        self.texts[number].get_or_init(|| one_line(&self.sources[number].text).into_owned())
    }
}

/// Whether a statement that goes by this name would stand in the source.
fn is_place(source: &Source, id: &str) -> bool {
    let in_file = || id.rsplit_once(':').is_some_and(|(file, _)| file == source.file);
    match source.shape {
        Shape::Row => source.id == id,
        Shape::Article => in_file(),
    }
}
