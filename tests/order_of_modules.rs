//! A module uses only those before it in the order that `src/lib.rs` gives. Whoever needs more moves code, not the line.

use std::fs;
use std::path::{Path, PathBuf};

const ORDER: &[&str] = &[
    "error",
    "text",
    "verdict",
    "language",
    "value",
    "source",
    "ingest",
    "statement",
    "rule",
    "claim",
    "story",
    "origin",
    "subject",
    "pair",
    "conflict",
    "unread",
    "detect",
    "decision",
    "figures",
    "stats",
    "compare",
    "trace",
    "against",
    "proof",
    "advice",
    "report",
];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|p| p.extension().is_some_and(|e| e == "rs"))
        .collect();
    files.sort();
    files
}

/// The module of the order that a file belongs to: `src/rule/load.rs` to `rule`.
fn module(file: &Path, root: &Path) -> Option<usize> {
    let first = file.strip_prefix(root).ok()?.components().next()?;
    let name = Path::new(first.as_os_str()).file_stem()?.to_str()?.to_owned();
    ORDER.iter().position(|module| **module == name)
}

#[test]
fn a_module_uses_only_those_before_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for file in rust_files(&root) {
        let Some(own) = module(&file, &root) else { continue };
        let text = fs::read_to_string(&file).unwrap();
        // Documentation and tests may name what comes later; code may not.
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for (used, name) in ORDER.iter().enumerate() {
                if used > own && line.contains(&format!("crate::{name}")) {
                    wrong.push(format!("{}: {}", file.display(), line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_has_its_place() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in fs::read_dir(&root).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(ORDER.contains(&name.as_str()) || ["lib", "bin"].contains(&name.as_str()), "{name} has no place in the order");
    }
}
