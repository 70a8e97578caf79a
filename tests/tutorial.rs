//! docs/tutorial.md, followed to the letter: its commands run, its output is real. `page/follow.rs` says how.
//!
//! `GAINSAY_BLESS=1 cargo test --test tutorial` rewrites the output that it shows.
#![cfg(feature = "cli")]

#[path = "page/follow.rs"]
mod follow;
mod page;
mod project;

use follow::follow;
use page::folder::Desk;
use page::{Block, blocks};
use project::root;
use std::fs;

const PAGE: &str = "docs/tutorial.md";

#[test]
fn every_step_does_what_the_tutorial_says() {
    follow(PAGE, &Desk::new("followed", &[]).0, |block, _| panic!("{PAGE}:{}: nothing tests a block of {}", block.first, block.language));
}

/// From a table to something to publish: no step on the way is left out.
#[test]
fn the_tutorial_goes_the_whole_way() {
    let page = fs::read_to_string(root().join(PAGE)).expect("the tutorial");
    let blocks = blocks(&page);
    let commands: Vec<&str> =
        blocks.iter().filter(|block| block.language == "console").flat_map(Block::commands).map(|shown| shown.command).collect();
    let steps = ["init", "claims", "detect", "rules check", "rules test", "why", "review", "decisions import", "figures", "export"];
    for step in steps {
        assert!(commands.iter().any(|command| command.starts_with(&format!("gainsay {step}"))), "no `gainsay {step}`");
    }
}
