//! The script that lays the program out for packages.
#![cfg(all(feature = "cli", unix))]

#[path = "desk/folder.rs"]
mod folder;

use folder::Desk;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn build(program: &Path, out: &Path, more: &[&str]) -> Output {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/build.sh");
    Command::new("sh").arg(script).arg("-p").arg(program).args(["-t", "some-target", "-o"]).arg(out).args(more).output().unwrap()
}

#[test]
fn lays_out_the_program_with_its_pages_and_completions() {
    let desk = Desk::new("layout", &[]);
    let out = &desk.0;
    let run = build(Path::new(env!("CARGO_BIN_EXE_gainsay")), out, &["-l"]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let root = out.join(format!("gainsay-v{}-some-target", env!("CARGO_PKG_VERSION")));
    assert_eq!(String::from_utf8(run.stdout).unwrap().trim(), root.to_str().unwrap());
    for (file, holds) in [
        ("share/man/man1/gainsay.1", ".TH"),
        ("share/man/man1/gainsay-rules-test.1", ".TH"),
        ("share/bash-completion/completions/gainsay", "_gainsay()"),
        ("share/zsh/site-functions/_gainsay", "#compdef gainsay"),
        ("share/fish/vendor_completions.d/gainsay.fish", "complete -c gainsay"),
        ("share/elvish/lib/gainsay.elv", "edit:completion"),
        ("share/powershell/gainsay.ps1", "Register-ArgumentCompleter"),
        ("share/doc/gainsay/LICENSE-MIT", "MIT License"),
        ("share/doc/gainsay/NOTICE", "WordNet"),
    ] {
        let text = fs::read_to_string(out.join("latest").join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(text.contains(holds), "{file}");
    }
    let run = Command::new(root.join("bin/gainsay")).arg("--version").output().unwrap();
    assert!(run.status.success());
}

#[test]
fn what_packages_are_told_to_take_is_laid_out() {
    let desk = Desk::new("assets", &[]);
    let out = &desk.0;
    assert!(build(Path::new(env!("CARGO_BIN_EXE_gainsay")), out, &["-l"]).status.success());
    let manifest: toml::Table = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap().parse().unwrap();
    let assets = manifest["package"]["metadata"]["deb"]["assets"].as_array().unwrap();
    for asset in assets.iter().filter_map(|asset| asset[0].as_str()?.strip_prefix("target/packaging/")) {
        let asset = asset.rsplit_once('*').map_or(asset, |(folder, _)| folder);
        assert!(out.join(asset).exists(), "{asset}");
    }
}

#[test]
fn packs_the_same_bytes_twice() {
    let desk = Desk::new("archive", &[]);
    let out = &desk.0;
    // The archive of the real program takes long: a script stands in for it.
    let script = "#!/bin/sh\ncase $1 in\n--version) echo gainsay 9.9.9 ;;\nman) echo .TH >\"$3/gainsay.1\" ;;\n*) echo \"$2\" ;;\nesac\n";
    let program = desk.file("gainsay", script);
    assert!(Command::new("chmod").arg("755").arg(&program).status().unwrap().success());
    let packed = || {
        let run = build(&program, out, &[]);
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        fs::read(out.join("gainsay-v9.9.9-some-target.tgz")).unwrap()
    };
    let (one, two) = (packed(), packed());
    let gnu = Command::new("tar").arg("--version").output().is_ok_and(|run| String::from_utf8_lossy(&run.stdout).contains("GNU"));
    assert!(one == two || !gnu);
    let list = Command::new("tar").arg("-tzf").arg(out.join("gainsay-v9.9.9-some-target.tgz")).output().unwrap();
    let list = String::from_utf8(list.stdout).unwrap();
    assert!(list.contains("gainsay-v9.9.9-some-target/bin/gainsay\n") && list.contains("/share/man/man1/gainsay.1\n"), "{list}");
    let sum = fs::read_to_string(out.join("gainsay-v9.9.9-some-target.tgz.sha256")).unwrap();
    assert!(sum.trim_end().ends_with("  gainsay-v9.9.9-some-target.tgz") && sum.len() > 64, "{sum}");
}

#[test]
fn says_how_it_is_called() {
    let run = build(Path::new("none"), &Desk::new("usage", &[]).0, &["more"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).starts_with("packaging/build.sh [-p PROGRAM]"));
}
