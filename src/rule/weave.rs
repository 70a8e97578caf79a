//! Packs that rest on other packs: one that takes the place of another, one that adds to another, one that uses another's lists.
//!
//! What is added to a pack stands in another file. The two texts are joined to one, so that a place in either is a place in both
//! together; [`File`] knows the seam, and whoever tells of a place tells it in the file that it came from.

use super::code::Code;
use super::load::LANGUAGE_PACK;
use super::lock::Locked;
use super::pattern;
use super::problem::{File, Loss, Problem, did_you_mean};
use super::read::{self, ReadRule, WrittenPack};
use super::written::{Text, WrittenAnswer, WrittenRule};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Which packs' lists a pack may name without their prefix.
pub(super) type Uses = BTreeMap<String, Vec<String>>;

/// The packs as they take part, which use which, and the files that they stand in.
pub(super) fn weave(mut packs: Vec<WrittenPack>, problems: &mut Vec<Problem>) -> (Vec<WrittenPack>, Uses, Vec<Locked>) {
    let ids: Vec<String> = packs.iter().map(|pack| pack.head.id.get_ref().clone()).collect();
    for (at, pack) in packs.iter_mut().enumerate() {
        let others = || ids.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, id)| id.as_str());
        let known = |name: &Text| others().any(|id| id == name.get_ref());
        let head = &pack.head;
        for name in head.uses.iter().filter(|name| !known(name)) {
            problems.push(unknown(pack, name, others(), Loss::Nothing));
        }
        let rests_on: Vec<&Text> = head.extends.iter().chain(&head.replaces).collect();
        let missing: Vec<Problem> =
            rests_on.iter().filter(|name| !known(name)).map(|name| unknown(pack, name, others(), Loss::File)).collect();
        pack.usable &= missing.is_empty();
        problems.extend(missing);
    }
    let packs = replace(packs, problems);
    let uses = uses(&packs);
    let files = packs.iter().filter(|pack| pack.usable).map(Locked::new).collect();
    (extend(packs, problems), uses, files)
}

/// Which packs use which. What extends a pack uses it.
pub(super) fn uses(packs: &[WrittenPack]) -> Uses {
    let mut uses = Uses::new();
    for pack in packs {
        let names = pack.head.uses.iter().chain(&pack.head.extends).map(|name| name.get_ref().clone());
        uses.entry(pack.head.id.get_ref().clone()).or_default().extend(names);
    }
    uses
}

fn unknown<'a>(pack: &WrittenPack, name: &Text, others: impl Iterator<Item = &'a str>, loss: Loss) -> Problem {
    let help = did_you_mean(name.get_ref(), others)
        .unwrap_or_else(|| "load it with --rules; `gainsay rules list` shows what is loaded".to_owned());
    let message = format!("no other pack is called `{}`", name.get_ref());
    Problem { code: Code::UnknownPack, file: Arc::clone(&pack.file), at: name.span(), message, help, also: Vec::new(), loss }
}

/// Leaves out every pack that another one replaces.
fn replace(mut packs: Vec<WrittenPack>, problems: &mut Vec<Problem>) -> Vec<WrittenPack> {
    for at in 0..packs.len() {
        let Some(name) = packs[at].head.replaces.clone().filter(|_| packs[at].usable) else { continue };
        if name.get_ref() == LANGUAGE_PACK {
            let help = "give this pack the id `language` and name only the lists that differ";
            let message = "the pack `language` cannot be replaced as a whole".to_owned();
            let file = Arc::clone(&packs[at].file);
            let loss = Loss::Nothing;
            problems.push(Problem {
                code: Code::UnknownPack,
                file,
                at: name.span(),
                message,
                help: help.to_owned(),
                also: Vec::new(),
                loss,
            });
            continue;
        }
        for (other, pack) in packs.iter_mut().enumerate() {
            pack.replaced |= other != at && pack.head.id.get_ref() == name.get_ref();
        }
    }
    packs.retain(|pack| !pack.replaced);
    packs
}

/// Adds what extending packs hold to the packs that they extend. Their own rules, and their entities, stay with them.
fn extend(mut packs: Vec<WrittenPack>, problems: &mut Vec<Problem>) -> Vec<WrittenPack> {
    for at in 0..packs.len() {
        let Some(name) = packs[at].head.extends.clone() else { continue };
        let base = packs.iter().position(|pack| pack.head.id.get_ref() == name.get_ref()).filter(|&base| base != at);
        if let Some(other) = base.and_then(|base| packs[base].head.extends.clone()) {
            let message = format!("the pack `{}` extends another one itself", name.get_ref());
            let (file, help) = (Arc::clone(&packs[at].file), format!("extend `{}`", other.get_ref()));
            packs[at].usable = false;
            problems.push(Problem { code: Code::UnknownPack, file, at: name.span(), message, help, also: Vec::new(), loss: Loss::File });
        }
        if let Some(base) = base.filter(|_| packs[at].usable) {
            let added = shifted(&packs[at], packs[base].file.text.len());
            let file = Arc::clone(&packs[at].file);
            packs[at].words.values_mut().for_each(|list| list.entries.retain(|entry| !is_right(entry)));
            packs[at].words.retain(|_, list| list.torn || !list.entries.is_empty());
            let ids: BTreeSet<String> = packs[base].rules.iter().map(|rule| rule.written.id.get_ref().clone()).collect();
            packs[at].rules.retain(|rule| !ids.contains(rule.written.id.get_ref()));
            add(&mut packs[base], added, &file);
        }
        tell_lacking(&mut packs[at], problems);
    }
    packs
}

/// The pack once more, with places as they are behind another text of this length.
fn shifted(pack: &WrittenPack, by: usize) -> WrittenPack {
    let text = " ".repeat(by) + &pack.file.text;
    // What is wrong with it is told already.
    read::pack(Arc::new(File::new(pack.file.path.clone(), text)), &mut Vec::new())
}

fn add(base: &mut WrittenPack, added: WrittenPack, file: &Arc<File>) {
    base.file = Arc::new(File::joined(&base.file, file));
    for (name, mut list) in added.words.into_iter().filter(|(_, list)| !list.torn) {
        // What is wrong stays where it is, and is told there.
        let some = !list.entries.is_empty();
        list.entries.retain(is_right);
        if some && list.entries.is_empty() {
            continue;
        }
        match base.words.get_mut(&name) {
            Some(own) => own.entries.extend(list.entries),
            None => _ = base.words.insert(name, list),
        }
    }
    for rule in added.rules.into_iter().filter(|rule| !rule.seen.is_wrong()) {
        if let Some(own) = base.rules.iter_mut().find(|own| own.written.id.get_ref() == rule.written.id.get_ref()) {
            own.plain.get_or_insert_with(|| Box::new(own.written.clone()));
            own.written.add(&rule);
        }
    }
}

fn is_right(entry: &Text) -> bool {
    let (pattern, faults) = pattern::read(entry.get_ref());
    faults.is_empty() && pattern.parts.len() == 1
}

/// Rules of an extending pack that extend no rule need all that a rule needs.
fn tell_lacking(pack: &mut WrittenPack, problems: &mut Vec<Problem>) {
    let (file, id) = (Arc::clone(&pack.file), pack.head.id.get_ref().clone());
    for rule in &mut pack.rules {
        for key in std::mem::take(&mut rule.seen.lacking) {
            let name = rule.written.id.get_ref();
            let message = format!("a rule needs a key `{key}`, unless it extends one: the extended pack has no rule `{name}`");
            let (loss, help) =
                (Loss::of(Some(format!("{id}/{name}"))), format!("add `{key} = \"…\"`, or give it the id of the rule that it extends"));
            let file = Arc::clone(&file);
            problems.push(Problem { code: Code::MissingKey, file, at: rule.at.clone(), message, help, also: Vec::new(), loss });
            rule.seen.mended.insert(key);
        }
    }
}

impl WrittenPack {
    /// Makes these rules, by pack and id, what they were before other packs added to them.
    pub(super) fn take_back(&mut self, rules: &BTreeSet<(String, String)>) {
        for rule in &mut self.rules {
            let name = (self.head.id.get_ref().clone(), rule.written.id.get_ref().clone());
            if let Some(plain) = rule.plain.take().filter(|_| rules.contains(&name)) {
                rule.written = *plain;
            }
        }
    }
}

impl WrittenRule {
    /// Adds what a rule of the same id holds: patterns, answers and examples come to those that are there, all else takes their place.
    fn add(&mut self, ReadRule { seen, written, .. }: &ReadRule) {
        let other = written.clone();
        self.say.extend(other.say);
        self.deny.extend(other.deny);
        self.unless.extend(other.unless);
        self.allow.extend(other.allow);
        self.example.extend(other.example);
        for answer in other.answer {
            match self.answer.iter_mut().find(|own| own.value.get_ref() == answer.value.get_ref()) {
                Some(own) => own.add(answer),
                None => self.answer.push(answer),
            }
        }
        let has = |key: &str| seen.keys.contains_key(key);
        macro_rules! take {
            ($($key:ident),+) => { $(if has(stringify!($key)) { self.$key = other.$key; })+ };
        }
        take!(
            ask,
            conflict,
            severity,
            about,
            near,
            key,
            holder,
            value,
            sum,
            trend,
            within,
            tolerance,
            mood,
            alike,
            of,
            presupposed,
            at_most
        );
    }
}

impl WrittenAnswer {
    fn add(&mut self, other: Self) {
        self.say.extend(other.say);
        self.deny.extend(other.deny);
        self.allows.extend(other.allows);
        self.means = other.means.or(self.means.take());
    }
}
