//! docs/rules.md, the guide for authors of rules, held to what the program does: its rules hold, its commands run, its output is real.
//!
//! `page/follow.rs` says how a page is followed. A block of TOML that names no file is a rule, or several: its examples must hold.
//!
//! `GAINSAY_BLESS=1 cargo test --test guide` rewrites the output that it shows.
#![cfg(feature = "cli")]

#[path = "page/follow.rs"]
mod follow;
mod page;
mod project;

use follow::follow;
use page::folder::Desk;
use page::{Block, blocks, run};
use project::root;
use std::fs;
use std::path::Path;

const PAGE: &str = "docs/rules.md";

#[test]
fn every_block_does_what_the_guide_says() {
    follow(PAGE, &Desk::new("followed", &[]).0, hold);
}

#[test]
fn every_file_that_is_shown_is_used() {
    let page = page();
    let blocks = blocks(&page);
    let commands: Vec<&str> =
        blocks.iter().filter(|block| block.language == "console").flat_map(Block::commands).map(|shown| shown.command).collect();
    for file in blocks.iter().filter_map(|block| block.file).filter(|file| *file != "gainsay.toml") {
        assert!(page.matches(file).count() > 1 && commands.iter().any(|command| command.contains(file)), "no command reads {file}");
    }
}

#[test]
fn every_command_for_authors_is_in_the_guide() {
    let page = page();
    let help = run(&["rules", "--help"], root()).stdout;
    let listed = help.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1).take_while(|line| !line.is_empty());
    for command in listed.filter_map(|line| line.split_whitespace().next()).filter(|command| *command != "help") {
        assert!(page.contains(&format!("gainsay rules {command}")), "{PAGE} says nothing of `gainsay rules {command}`");
    }
}

/// Holds rules that stand in the guide without a file around them to their examples.
fn hold(block: &Block, folder: &Path) {
    assert_eq!(block.language, "toml", "{PAGE}:{}: nothing tests such a block", block.first);
    let head = "[pack]\nid = \"desk\"\ntitle = \"Rules of the guide\"\n\n";
    let rules = block.text();
    let whole = if rules.contains("[pack]") { rules } else { head.to_owned() + &rules };
    assert!(whole.contains("[[rule.example]]"), "{PAGE}:{}: rules without an example", block.first);
    fs::write(folder.join("block.toml"), whole).expect("a file for the block");
    let run = run(&["rules", "test", "block.toml"], folder);
    assert_eq!(run.code, 0, "{PAGE}:{}: {run}", block.first);
}

fn page() -> String {
    fs::read_to_string(root().join(PAGE)).expect("the guide")
}
