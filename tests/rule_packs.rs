//! Packs that rest on other packs: what they share, add and replace, and the lock that tells when one has changed.
#![cfg(feature = "cli")]

mod desk;

use desk::folder::Desk;
use std::fs;

/// A pack to build on, with one rule, one list, and examples that hold.
const BASE: &str = r#"
[pack]
id = "base"
title = "The Kettle Bridge"
version = "1.0"

[words]
bridge = ["bridge"]
closed = ["shut", "closed ...2 (off | down)"]

[[rule]]
id = "why"
ask = "Why was the bridge shut?"
shape = "one-of"
conflict = "cause"
about = ["@bridge"]

[[rule.answer]]
value = "cracks"
say = ["(because of | due to) ...3 crack"]

[[rule.answer]]
value = "a ship"
say = ["ship ...3 hit"]

[[rule.example]]
verdict = "contradiction"
texts = ["The bridge is shut because of cracks.", "A ship had hit the bridge."]

[[rule.example]]
verdict = "agreement"
texts = ["The bridge is shut because of cracks.", "The bridge is shut due to a crack."]
"#;

/// What adds to it: an entry of a list, a pattern, an answer, and a rule of its own.
const MORE: &str = r#"
[pack]
id = "more"
title = "More on the bridge"
extends = "base"

[words]
bridge = ["viaduct"]

[[rule]]
id = "why"
severity = "critical"
[[rule.answer]]
value = "a ship"
say = ["barge ...3 ram"]
[[rule.answer]]
value = "ice"
say = ["ice ...3 (crush | pile up)"]
[[rule.example]]
verdict = "contradiction"
texts = ["A barge rammed the viaduct.", "Ice had crushed a pier of the bridge."]

[[rule]]
id = "open"
ask = "Is the bridge open?"
shape = "yes-no"
conflict = "status"
say = ["@bridge ...2 'open'"]
deny = ["@bridge ...3 @closed"]
[[rule.example]]
verdict = "contradiction"
texts = ["The viaduct is open.", "The viaduct was closed right off."]
[[rule.example]]
verdict = "agreement"
texts = ["The viaduct is open.", "The bridge is open."]
"#;

#[test]
fn a_pack_adds_to_another() {
    let desk = Desk::new("extends", &[("a.toml", BASE), ("b.toml", MORE)]);
    desk.runs("rules check --no-builtin --strict .", 0, "no mistakes.");
    desk.runs("rules test --no-builtin .", 0, "5 of 5 examples hold.");
    desk.runs("rules test --no-builtin --rules a.toml b.toml", 0, "5 of 5 examples hold.");
    desk.runs("rules show --rules . base/why", 0, "ice");
    desk.runs("rules show --rules . base/why", 0, "severity critical");
    desk.runs("rules show --rules . base/why", 0, "pack         base 1.0: The Kettle Bridge");
    desk.runs("rules show --rules . more/open", 0, "Is the bridge open?");
}

#[test]
fn a_mistake_in_what_is_added_does_not_cost_what_was_there() {
    let wrong = MORE.replace("barge ...3 ram", "(barge ...3 ram").replace("\"viaduct\"", "\"(viaduct\"");
    let desk = Desk::new("extends-badly", &[("a.toml", BASE), ("b.toml", &wrong)]);
    desk.runs("rules check --no-builtin .", 1, "what is added to the rule `base/why` is left out until this is mended");
    desk.runs("rules show --no-builtin --rules . base/why", 0, "cracks");
    desk.runs("rules show --no-builtin --rules . more/open", 1, "no rule is called `more/open`");
}

#[test]
fn a_pack_takes_the_place_of_another() {
    let other = BASE.replace("id = \"base\"", "id = \"mine\"\nreplaces = \"base\"").replace("\"cracks\"", "\"rust and cracks\"");
    let desk = Desk::new("replaces", &[("a.toml", BASE), ("b.toml", &other)]);
    desk.runs("rules show --rules . why", 0, "rust and cracks");
    desk.runs("rules show --rules . base/why", 1, "no rule is called `base/why`");
    let same = other.replace("\"mine\"", "\"base\"");
    let desk = Desk::new("replaces-itself", &[("a.toml", BASE), ("b.toml", &same)]);
    desk.runs("rules check --no-builtin .", 0, "no mistakes");
    desk.runs("rules show --rules . base/why", 0, "rust and cracks");
}

#[test]
fn a_pack_uses_the_lists_of_another_without_their_prefix() {
    let user = r#"
[pack]
id = "user"
title = "What uses lists"
use = ["base", "general"]

[[rule]]
id = "shut"
ask = "Is the bridge shut?"
shape = "yes-no"
conflict = "status"
say = ["@bridge ...2 @closed ...4 @event", "@base.bridge ...2 @closed"]

[[rule.example]]
verdict = "contradiction"
texts = ["The bridge is shut.", "The bridge is not shut."]
[[rule.example]]
verdict = "agreement"
texts = ["The bridge is shut after an explosion.", "The bridge is closed right off."]
"#;
    let desk = Desk::new("use", &[("a.toml", BASE), ("b.toml", user)]);
    desk.runs("rules check --no-builtin --rules a.toml b.toml --strict", 0, "no mistakes");
    desk.runs("rules test --no-builtin --rules a.toml b.toml", 0, "2 of 2 examples hold.");
    let without = user.replace("use = [\"base\", \"general\"]", "");
    let desk = Desk::new("use-not", &[("a.toml", BASE), ("b.toml", &without)]);
    desk.runs("rules check --no-builtin --rules a.toml b.toml", 1, "did you mean `@base.bridge`?");
}

#[test]
fn a_lock_tells_which_pack_has_changed() {
    let desk = Desk::new("lock", &[("a.toml", BASE), ("gainsay.toml", "rules = [\"a.toml\"]\n")]);
    desk.runs("rules verify", 1, "gainsay.lock: no such file or folder");
    desk.runs("rules lock", 0, "files of rules are locked in gainsay.lock.");
    desk.runs("rules verify", 0, "are as they are locked.");
    let locked = fs::read_to_string(desk.0.join("gainsay.lock")).expect("the lock");
    assert!(locked.contains("id = \"base\"\nfile = \"a.toml\"\nversion = \"1.0\"\nsha256 = \""), "{locked}");
    desk.file("a.toml", BASE.replace("1.0", "1.1"));
    desk.runs("rules verify", 1, "the pack `base` (a.toml) has changed, from version 1.0 to 1.1");
    desk.runs("rules verify --no-builtin", 1, "(builtin/topics/iraq-2021.toml) is locked, and not in use");
    desk.file("gainsay.lock", "[[pack]]\nid = 1\n");
    desk.runs("rules verify", 1, "gainsay.lock:2: this is no lock file");
}

impl Desk {
    /// Runs the program; it must end with this status and say this.
    fn runs(&self, line: &str, status: i32, says: &str) {
        let run = self.run(line);
        assert!(run.code == status && run.to_string().contains(says), "{line}:\n{run}");
    }
}
