//! What `rules/general/story.toml` says.

use serde::Deserialize;
use std::sync::LazyLock;

/// The file as written; what each number means is said there.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    pub(crate) closeness: f64,
    pub(crate) window_days: i32,
    pub(crate) supposed_sources: f64,
    pub(crate) bounds: Bounds,
    pub(crate) words: WordLists,
}

/// What bounds the work.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bounds {
    pub(crate) keys: usize,
    pub(crate) neighbours: usize,
}

/// Which of the language's lists are meant.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WordLists {
    pub(crate) function: Vec<String>,
}

impl Settings {
    /// The shipped settings.
    pub(crate) fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Settings> = LazyLock::new(|| {
            toml::from_str(&std::env::var("GS_STORY").unwrap_or_else(|_| include_str!("../../rules/general/story.toml").to_owned()))
                .expect("a test reads the shipped settings")
        });
        &SHIPPED
    }
}
