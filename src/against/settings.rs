//! What `rules/general/against.toml` says, and the weights that `tools/against.py` learns.

use crate::language::lists::Lists;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The files as written; what each number means is said there.
#[derive(Debug)]
pub(super) struct Settings {
    pub(super) least_cover: f64,
    pub(super) peer: f64,
    pub(super) peers: usize,
    pub(super) lead: usize,
    pub(super) claim_words: usize,
    pub(super) least_side_cover: f64,
    pub(super) least_contradiction: f64,
    pub(super) words: Lists,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    least_cover: f64,
    peer: f64,
    peers: usize,
    lead: usize,
    claim_words: usize,
    least_side_cover: f64,
    least_contradiction: f64,
    words: BTreeMap<String, Vec<String>>,
}

impl Settings {
    /// The shipped settings.
    pub(super) fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Settings> = LazyLock::new(|| {
            let written: Written =
                toml::from_str(include_str!("../../rules/general/against.toml")).expect("a test reads the shipped settings");
            Settings {
                least_cover: written.least_cover,
                peer: written.peer,
                peers: written.peers,
                lead: written.lead,
                claim_words: written.claim_words,
                least_side_cover: written.least_side_cover,
                least_contradiction: written.least_contradiction,
                words: Lists::new(written.words),
            }
        });
        &SHIPPED
    }
}
