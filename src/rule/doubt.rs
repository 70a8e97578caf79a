//! What is doubtful in rules that work: what can be told from how they are written, without reading any text.
//!
//! Each doubt is a short function that looks at one thing. Which texts the rules read is asked elsewhere, in `advice`.

mod alternatives;
mod wording;

use super::automaton::Piece;
use super::code::Code;
use super::compile::{Compiler, Context, ListTable};
use super::load::{LANGUAGE_PACK, Loaded, is_built_in};
use super::pattern::{Fill, Node, Pattern, Slot};
use super::place::inside;
use super::prefilter::Needed;
use super::problem::{File, Loss, Problem};
use super::read::{ReadRule, WrittenPack};
use super::slots::Slots;
use super::written::{Expected, Scope, Shape, Text, Trend};
use crate::language::Language;
use crate::language::lexicon::{Class, Lexicon};
use rustc_hash::FxHasher;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

/// Where doubts are told: for one pack, and in it for one rule.
#[derive(Clone, Copy)]
pub(crate) struct Desk<'a> {
    pub(crate) pack: &'a WrittenPack,
    pub(crate) rule: Option<&'a ReadRule>,
}

impl Desk<'_> {
    /// Tells a doubt, unless the pack or the rule allows it.
    pub(crate) fn tell(&self, out: &mut Vec<Problem>, code: Code, at: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let allowed = self.pack.head.allow.iter().chain(self.rule.into_iter().flat_map(|rule| &rule.written.allow));
        if !allowed.filter_map(|code| code.get_ref().parse::<Code>().ok()).any(|allowed| allowed == code) {
            let (message, help, file) = (message.into(), help.into(), Arc::clone(&self.pack.file));
            out.push(Problem { code, file, at, message, help, also: Vec::new(), loss: Loss::Nothing });
        }
    }
}

/// One pattern of a rule, as written and as compiled.
struct Way<'a> {
    text: &'a Text,
    /// The named answer that it gives, by place; `None` for a pattern of the rule itself.
    answer: Option<usize>,
    denies: bool,
    pattern: Pattern,
    pieces: Vec<(bool, Piece)>,
    /// What it matches, as a number: two patterns of one number match the same.
    same: u64,
}

/// A rule that is in use, with its patterns.
struct Taken<'a> {
    desk: Desk<'a>,
    read: &'a ReadRule,
    ways: Vec<Way<'a>>,
    about: Vec<Way<'a>>,
    unless: Vec<Way<'a>>,
}

impl Taken<'_> {
    fn patterns(&self) -> impl Iterator<Item = &Way<'_>> {
        self.ways.iter().chain(&self.about).chain(&self.unless)
    }

    fn name(&self) -> String {
        format!("{}/{}", self.desk.pack.head.id.get_ref(), self.read.written.id.get_ref())
    }

    fn place(&self, way: &Way, node: &Node) -> Range<usize> {
        inside(way.text, &node.place(), &self.desk.pack.file)
    }
}

/// Everything that is doubtful in the packs of the wanted files.
pub(crate) fn doubts(loaded: &Loaded, wanted: &dyn Fn(&File) -> bool) -> Vec<Problem> {
    let lists = super::load::list_table(&loaded.packs, super::weave::uses(&loaded.packs));
    let language = &loaded.rules.language;
    let lexicon = &language.lexicon;
    let mut compiler = Compiler::new(lexicon, &lists);
    let names: BTreeSet<String> = loaded.rules.rules.iter().map(super::Rule::name).collect();
    let mut taken = Vec::new();
    for pack in &loaded.packs {
        for read in &pack.rules {
            let rule = take(pack, read, &mut compiler);
            taken.extend(names.contains(&rule.name()).then_some(rule));
        }
    }
    let mut out = Vec::new();
    for rule in taken.iter().filter(|rule| wanted(&rule.desk.pack.file)) {
        of_rule(rule, language, &mut out);
    }
    let whole = all_are_used(loaded);
    for pack in loaded.packs.iter().filter(|pack| wanted(&pack.file)) {
        of_setting(pack, language, &mut out);
        if whole {
            unused_lists(pack, loaded, &lists, &mut out);
        }
        wording::of_lists(pack, language, &mut out);
        alternatives::of_lists(pack, lexicon, &mut out);
    }
    between_rules(&taken, wanted, &mut out);
    shared_aliases(&loaded.packs, wanted, &mut out);
    shadowed_lists(&loaded.packs, wanted, &mut out);
    hidden_lists(&loaded.packs, wanted, &mut out);
    out
}

/// Whether every rule and list that is written is in use. Where one is left out, what only it names would seem to be of no use.
fn all_are_used(loaded: &Loaded) -> bool {
    let written: usize = loaded.packs.iter().map(|pack| pack.rules.len()).sum();
    written == loaded.rules.rules.len() && !loaded.packs.iter().flat_map(|pack| pack.words.values()).any(|list| list.torn)
}

fn take<'a>(pack: &'a WrittenPack, read: &'a ReadRule, compiler: &mut Compiler) -> Taken<'a> {
    let context = &Context::of(pack);
    let mut ways = |texts: &'a [Text], answer, denies| -> Vec<Way<'a>> {
        texts.iter().filter_map(|text| way(text, answer, denies, context, compiler)).collect()
    };
    let rule = &read.written;
    let mut all = ways(&rule.say, None, false);
    all.extend(ways(&rule.deny, None, true));
    for (at, answer) in rule.answer.iter().enumerate() {
        all.extend(ways(&answer.say, Some(at), false));
        all.extend(ways(&answer.deny, Some(at), true));
    }
    let (about, unless) = (ways(&rule.about, None, false), ways(&rule.unless, None, false));
    Taken { desk: Desk { pack, rule: Some(read) }, read, ways: all, about, unless }
}

fn way<'a>(text: &'a Text, answer: Option<usize>, denies: bool, context: &Context, compiler: &mut Compiler) -> Option<Way<'a>> {
    let (pattern, faults) = super::pattern::read(text.get_ref());
    let mut slots = Slots::default();
    let piece = |part: &super::pattern::Part| Some((part.absent, compiler.piece(&part.node, text, &mut slots, context)?));
    let pieces: Vec<(bool, Piece)> = pattern.parts.iter().map(piece).collect::<Option<_>>()?;
    let shapes = pattern.parts.iter().map(|part| (part.absent, alternatives::shape(&part.node, compiler.lexicon)));
    let same = number(&shapes.collect::<Vec<_>>());
    faults.is_empty().then_some(Way { text, answer, denies, pattern, pieces, same })
}

fn number(of: &impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    of.hash(&mut hasher);
    hasher.finish()
}

fn of_rule(rule: &Taken, language: &Language, out: &mut Vec<Problem>) {
    let lexicon = &language.lexicon;
    no_example(rule, out);
    same_example(rule, out);
    unused_slot(rule, out);
    no_value(rule, out);
    no_kind(rule, out);
    idle_keys(rule, out);
    same_patterns(rule, out);
    own_denial(rule, language, out);
    for way in rule.patterns() {
        no_literal(rule, way, lexicon, out);
        wide_gap(rule, way, out);
        wording::of_pattern(&rule.desk, way.text, &way.pattern, language, out);
        alternatives::of_pattern(&rule.desk, way.text, &way.pattern, lexicon, out);
    }
}

/// The setting is there for the rules, and its patterns are looked at as theirs are.
fn of_setting(pack: &WrittenPack, language: &Language, out: &mut Vec<Problem>) {
    let desk = Desk { pack, rule: None };
    let texts = || pack.head.setting.iter().flatten();
    if let Some(first) = texts().next().filter(|_| pack.rules.is_empty()) {
        let (message, help) = match &pack.head.extends {
            Some(base) => (
                format!(
                    "`setting` does nothing here: the pack has no rule of its own, and what it adds to `{}` is held to the setting there",
                    base.get_ref()
                ),
                "take `setting` out",
            ),
            None => ("`setting` does nothing here: the pack has no rule".to_owned(), "take `setting` out, or add a rule"),
        };
        desk.tell(out, Code::IdleKeyWord, first.span(), message, help);
    }
    for text in texts() {
        let (pattern, _) = super::pattern::read(text.get_ref());
        wording::of_pattern(&desk, text, &pattern, language, out);
        alternatives::of_pattern(&desk, text, &pattern, &language.lexicon, out);
    }
}

fn no_example(rule: &Taken, out: &mut Vec<Problem>) {
    let conflict = |expected: Expected| matches!(expected, Expected::Verdict(verdict) if verdict.is_conflict());
    let examples = &rule.read.written.example;
    let conflicts = examples.iter().filter(|example| conflict(*example.verdict.get_ref())).count();
    let (message, help) = match (conflicts, examples.len() - conflicts) {
        (0, 0) => ("the rule has no example", "add two [[rule.example]]: texts that conflict, and texts that look like it and do not"),
        (0, _) => ("no example shows a conflict", "add a [[rule.example]] of two texts that conflict"),
        (_, 0) => {
            ("no example shows texts that do not conflict", "add a [[rule.example]] of two texts that look like a conflict and are none")
        }
        _ => return,
    };
    rule.desk.tell(out, Code::NoExample, rule.read.written.id.span(), message, help);
}

fn same_example(rule: &Taken, out: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    for example in &rule.read.written.example {
        // Two that are still to be written are no two of one.
        if example.texts.iter().all(|text| !text.get_ref().contains(char::is_alphabetic)) {
            continue;
        }
        let plain = |texts: &[Text]| texts.iter().map(|text| text.get_ref().clone()).collect::<Vec<_>>();
        let mut texts = plain(&example.texts);
        if example.dates.is_empty() && example.sources.is_empty() {
            texts.sort();
        }
        if !seen.insert((texts, plain(&example.dates), plain(&example.sources))) {
            let at = example.texts.first().map_or(example.verdict.span(), Text::span);
            rule.desk.tell(out, Code::SameExample, at, "an example has these two texts already", "take one of the two out");
        }
    }
}

/// A slot that is no key, value or holder, and not named in the question. One of a kind of its own is there to ask for that kind.
fn unused_slot(rule: &Taken, out: &mut Vec<Problem>) {
    let written = &rule.read.written;
    let value = written.shape.value_slot().map(|usual| written.value.as_ref().map_or(usual, |name| name.get_ref()));
    let used = |name: &str| {
        value == Some(name)
            || written.key.iter().chain(&written.holder).any(|key| key.get_ref() == name)
            || written.ask.get_ref().contains(&format!("{{{name}}}"))
    };
    let mut seen = BTreeSet::new();
    for way in &rule.ways {
        way.pattern.parts.iter().for_each(|part| {
            part.node.walk(&mut |node| {
                if let Node::Slot(slot, _) = node
                    && slot.fill == Fill::Phrase
                    && !used(&slot.name)
                    && seen.insert(slot.name.clone())
                {
                    let message = format!("the slot `{{{}}}` is filled and never used", slot.name);
                    let help = match slot.meant() {
                        Some(kind) => format!("did you mean `{}`? `{slot}` takes a noun", kind.usual()),
                        None => "name it in `key`, `value`, `holder` or the question, or write a gap for it: `...3`".to_owned(),
                    };
                    rule.desk.tell(out, Code::UnusedSlot, rule.place(way, node), message, help);
                }
            });
        });
    }
}

/// Patterns without the slot that is the answer, where others of the rule have it: what they find says nothing.
fn no_value(rule: &Taken, out: &mut Vec<Problem>) {
    let written = &rule.read.written;
    let Some(usual) = written.shape.value_slot() else { return };
    let value = written.value.as_ref().map_or(usual, |value| value.get_ref());
    for way in rule.ways.iter().filter(|way| !way.pattern.has_slot(value)) {
        let message = format!("this pattern has no slot `{{{value}}}`, which is the answer: what it finds says nothing");
        let help = format!("write `{{{value}}}` where the answer stands, or take the pattern out", value = slot_as_written(rule, value));
        rule.desk.tell(out, Code::NoValue, way.text.span(), message, help);
    }
}

/// A slot as the other patterns of the rule write it, without its braces.
fn slot_as_written(rule: &Taken, name: &str) -> String {
    let mut found = None;
    for part in rule.ways.iter().flat_map(|way| &way.pattern.parts) {
        part.node.walk(&mut |node| {
            if let Node::Slot(slot, _) = node
                && slot.name == name
            {
                found.get_or_insert(slot.to_string());
            }
        });
    }
    found.map_or_else(|| name.to_owned(), |slot| slot.trim_matches(['{', '}']).to_owned())
}

fn no_kind(rule: &Taken, out: &mut Vec<Problem>) {
    let written = &rule.read.written;
    let general = matches!(written.shape, Shape::OneOf | Shape::YesNo | Shape::Open);
    if general && written.conflict.is_none() {
        let help = "add `conflict = \"…\"`: `cause`, `status`, `denial` …, or `answer` if it is none of them";
        rule.desk.tell(out, Code::NoKind, written.id.span(), "the rule does not say what its conflicts are about", help);
    }
}

/// Keys that do nothing beside the others of the rule.
fn idle_keys(rule: &Taken, out: &mut Vec<Problem>) {
    let written = &rule.read.written;
    let measured = matches!(written.shape, Shape::Number | Shape::Duration);
    let anywhere = rule.desk.pack.head.scope == Scope::Anywhere;
    let idle = [
        ("near", written.near.is_some() && written.about.is_empty(), "there is no `about` for it to widen"),
        ("sum", written.sum && !measured, "only numbers add up"),
        ("tolerance", written.tolerance.is_some() && !measured, "only numbers can be close"),
        ("trend", matches!(written.trend, Some(Trend::Up | Trend::Down)) && !measured, "only figures go up or down; `later` may be meant"),
        ("of", written.of.is_some() && written.key.is_empty(), "the rule has no `key` for it to narrow"),
        ("of", written.of.is_some() && !written.key.is_empty() && anywhere, "it counts only in a pack with `scope = \"story\"`"),
        ("value", written.value.is_some() && written.shape.is_named(), "the answers of this shape are named"),
        (
            "deny",
            !written.deny.is_empty() && written.answer.len() > 1,
            "it would deny the first answer; write it under the answer it denies",
        ),
    ];
    for (key, _, why) in idle.into_iter().filter(|(_, idle, _)| *idle) {
        let at = rule.read.seen.keys.get(key).cloned().unwrap_or(written.id.span());
        rule.desk.tell(
            out,
            Code::IdleKeyWord,
            at,
            format!("`{key}` does nothing here: {why}"),
            format!("take `{key}` out, or change what it rests on"),
        );
    }
}

/// Patterns of one rule that match the same: for one answer one of them is idle, for two they cannot both be right.
fn same_patterns(rule: &Taken, out: &mut Vec<Problem>) {
    let mut first: BTreeMap<u64, usize> = BTreeMap::new();
    for (at, way) in rule.ways.iter().enumerate() {
        for same in alternatives::of_way(&way.pieces, way.same) {
            let before = &rule.ways[*first.entry(same).or_insert(at)];
            if std::ptr::eq(before, way) {
                continue;
            }
            let whole = same == way.same && same == before.same;
            if (before.answer, before.denies) != (way.answer, way.denies) {
                overlapping(rule, before, way, out);
            } else if whole {
                let help = "take one of the two out";
                tell_pair(
                    &rule.desk,
                    out,
                    (Code::SamePattern, "this pattern matches the same as another of this answer", help),
                    way,
                    before,
                );
            } else {
                continue;
            }
            break;
        }
    }
}

fn overlapping(rule: &Taken, before: &Way, way: &Way, out: &mut Vec<Problem>) {
    let answers = &rule.read.written.answer;
    let name = |way: &Way| way.answer.and_then(|answer| answers.get(answer)).map_or("yes", |answer| answer.value.get_ref());
    let allows = |a: &Way, b: &Way| {
        a.answer
            .and_then(|answer| answers.get(answer))
            .is_some_and(|answer| answer.allows.iter().any(|allowed| allowed.get_ref() == name(b)))
    };
    if before.denies == way.denies && (allows(before, way) || allows(way, before)) {
        return;
    }
    let side = |way: &Way| if way.denies { format!("not: {}", name(way)) } else { name(way).to_owned() };
    let message = format!("the same words say `{}` and `{}`", side(before), side(way));
    tell_pair(&rule.desk, out, (Code::OverlappingAnswers, &message, "say one of the two in other words, or add `allows`"), way, before);
}

fn tell_pair(desk: &Desk, out: &mut Vec<Problem>, (code, message, help): (Code, &str, &str), way: &Way, before: &Way) {
    let told = out.len();
    desk.tell(out, code, way.text.span(), message, help);
    out[told..].iter_mut().for_each(|problem| problem.also.push((before.text.span(), "the other one".to_owned())));
}

/// The lists of the language of which a word says that what comes behind it is not so.
const DENIALS: [&str; 2] = ["denial", "negation-phrase"];

/// Patterns of an answer that hold a verb of denial and what it denies: the program takes the two for one, and for an assertion.
fn own_denial(rule: &Taken, language: &Language, out: &mut Vec<Problem>) {
    // A named answer may itself be a negation: `not safe`.
    let lists = if rule.read.written.answer.is_empty() { &DENIALS[..] } else { &DENIALS[..1] };
    let denials: BTreeSet<&str> = lists.iter().flat_map(|name| &language.lists.get(name).written).map(String::as_str).collect();
    let is_denial = |words: &str| {
        let mut found = denials.contains(words);
        language.lexicon.each_lemma(words, |lemma, class| found |= class == Class::Verb && denials.contains(lemma));
        found
    };
    for way in rule.ways.iter().filter(|way| !way.denies) {
        for part in way.pattern.parts.iter().filter(|part| !part.absent) {
            if let Some((node, words)) = denial_in(&part.node, &is_denial) {
                let message = format!("the pattern takes `{words}` for its own, so that it *says* its answer");
                let help = "leave the verb to a gap, and the program reads the denial; or put the pattern under `deny`";
                rule.desk.tell(out, Code::OwnDenial, rule.place(way, node), message, help);
            }
        }
    }
}

/// The first word of a part that denies words behind it, by itself or with the next one, and the two as written.
fn denial_in<'n>(part: &'n Node, is_denial: &dyn Fn(&str) -> bool) -> Option<(&'n Node, String)> {
    let Node::Sequence(nodes) = part else { return None };
    let word = |node: &Node| if let Node::Word(word, _) = node { Some(word.clone()) } else { None };
    let said = |at: usize, count: usize| Some(nodes.get(at..at + count)?.iter().map(word).collect::<Option<Vec<_>>>()?.join(" "));
    let followed = |at: usize| nodes[at..].iter().any(|node| matches!(node, Node::Word(..) | Node::List(..) | Node::Any(_)));
    let spans = (0..nodes.len()).flat_map(|at| [2, 1].map(|count| (at, count)));
    let mut denials = spans.filter_map(|(at, count)| Some((at, said(at, count).filter(|words| is_denial(words) && followed(at + count))?)));
    denials.next().map(|(at, words)| (&nodes[at], words))
}

/// A part that waits for no word is tried on every sentence.
fn no_literal(rule: &Taken, way: &Way, lexicon: &Lexicon, out: &mut Vec<Problem>) {
    for ((absent, piece), part) in way.pieces.iter().zip(&way.pattern.parts) {
        if !absent && Needed::rarest(piece, lexicon).is_none() {
            let help = "add a word that every match holds; a pattern of slots and gaps is tried on every sentence";
            rule.desk.tell(out, Code::NoLiteral, rule.place(way, &part.node), "this pattern has no word of its own, and is slow", help);
        }
    }
}

/// The widest gap that words of one clause usually span.
const WIDE_GAP: usize = 14;

fn wide_gap(rule: &Taken, way: &Way, out: &mut Vec<Problem>) {
    for part in &way.pattern.parts {
        part.node.walk(&mut |node| {
            if let Node::Gap(words, _) = node
                && *words > WIDE_GAP
            {
                let help = format!("write a gap of at most {WIDE_GAP}, or join the two sides with `&`");
                let message = format!("a gap of {words} words joins what has nothing to do with each other");
                rule.desk.tell(out, Code::WideGap, rule.place(way, node), message, help);
            }
        });
    }
}

/// Rules of one id in two packs, and patterns that two rules claim.
fn between_rules(taken: &[Taken], wanted: &dyn Fn(&File) -> bool, out: &mut Vec<Problem>) {
    // What comes with the program has so many ids that nobody can keep clear of them: a user's rules are held against each other.
    let mut ids: BTreeMap<(bool, &str), &Taken> = BTreeMap::new();
    let mut patterns: BTreeMap<u64, &Taken> = BTreeMap::new();
    for rule in taken {
        let told = wanted(&rule.desk.pack.file);
        let id = &rule.read.written.id;
        let built_in = is_built_in(&rule.desk.pack.file.path);
        let first = *ids.entry((built_in, id.get_ref())).or_insert(rule);
        if told && first.desk.pack.head.id.get_ref() != rule.desk.pack.head.id.get_ref() {
            let message = format!("the pack `{}` has a rule of this id too", first.desk.pack.head.id.get_ref());
            rule.desk.tell(out, Code::SharedId, id.span(), message, "give it another `id`: `--only` and `--skip` choose both by this one");
        }
        let topic = |ways: &[Way]| ways.iter().map(|way| way.same).collect::<BTreeSet<_>>();
        let setting = (topic(&rule.about), topic(&rule.unless), rule.desk.pack.head.scope as u8);
        for way in &rule.ways {
            let first = *patterns.entry(number(&(way.same, &setting))).or_insert(rule);
            if told && !std::ptr::eq(first, rule) && !rule.read.written.is_begun() {
                let message = format!("the rule `{}` claims this pattern too, on the same topic", first.name());
                let help = "leave it to one of the two; each sentence would be read twice";
                rule.desk.tell(out, Code::SharedPattern, way.text.span(), message, help);
            }
        }
    }
}

/// Lists that no pattern and no other list names. A pack without rules lends its lists to others.
fn unused_lists(pack: &WrittenPack, loaded: &Loaded, lists: &ListTable, out: &mut Vec<Problem>) {
    let id = pack.head.id.get_ref();
    if pack.rules.is_empty() || id == LANGUAGE_PACK {
        return;
    }
    let mut used = BTreeSet::new();
    for other in &loaded.packs {
        let rules = other.rules.iter().flat_map(|rule| rule.written.patterns()).chain(other.head.setting.iter().flatten());
        let entries = other.words.values().flat_map(|list| &list.entries);
        for text in rules.chain(entries).filter(|text| text.get_ref().contains('@')) {
            let (pattern, _) = super::pattern::read(text.get_ref());
            pattern.parts.iter().for_each(|part| {
                part.node.walk(&mut |node| {
                    if let Node::List(name, _) | Node::Slot(Slot { list: Some(name), .. }, _) = node {
                        used.extend(lists.full_name(name, other.head.id.get_ref()));
                    }
                });
            });
        }
    }
    for (name, list) in &pack.words {
        if !used.contains(&format!("{id}.{name}")) && !list.torn {
            let help = format!("write `@{name}` in a pattern, or take the list out");
            Desk { pack, rule: None }.tell(out, Code::UnusedList, list.at.clone(), format!("the list `{name}` is never used"), help);
        }
    }
}

/// Lists of which a later file of the same pack takes the place. The lists of the language are there to be replaced.
fn shadowed_lists(packs: &[WrittenPack], wanted: &dyn Fn(&File) -> bool, out: &mut Vec<Problem>) {
    let mut first: BTreeMap<String, &WrittenPack> = BTreeMap::new();
    for pack in packs.iter().filter(|pack| pack.head.id.get_ref() != LANGUAGE_PACK) {
        for (name, list) in &pack.words {
            let before = first.insert(format!("{}.{name}", pack.head.id.get_ref()), pack);
            if let Some(before) = before.filter(|_| wanted(&pack.file)) {
                let message = format!("the list `{name}` takes the place of the one in {}", before.file.path.display());
                Desk { pack, rule: None }.tell(
                    out,
                    Code::ShadowedList,
                    list.at.clone(),
                    message,
                    "give it another name, or give this pack another id",
                );
            }
        }
    }
}

/// Lists that hide one of the same name in a pack that is used.
fn hidden_lists(packs: &[WrittenPack], wanted: &dyn Fn(&File) -> bool, out: &mut Vec<Problem>) {
    for pack in packs.iter().filter(|pack| wanted(&pack.file)) {
        for used in packs.iter().filter(|used| pack.head.uses.iter().any(|name| name.get_ref() == used.head.id.get_ref())) {
            for (name, list) in pack.words.iter().filter(|(name, _)| used.words.contains_key(*name)) {
                let id = used.head.id.get_ref();
                let help = format!("give it another name; `@{id}.{name}` still names the other one");
                Desk { pack, rule: None }.tell(
                    out,
                    Code::ShadowedList,
                    list.at.clone(),
                    format!("the list `{name}` hides the one of `{id}`"),
                    help,
                );
            }
        }
    }
}

/// Names that two entities have: which of the two a text means could not be told.
fn shared_aliases(packs: &[WrittenPack], wanted: &dyn Fn(&File) -> bool, out: &mut Vec<Problem>) {
    let mut names: BTreeMap<String, (&str, &str)> = BTreeMap::new();
    for pack in packs {
        for entity in &pack.entities {
            let own = entity.name.get_ref().as_str();
            for name in [&entity.name].into_iter().chain(&entity.aliases) {
                let (first, where_from) = *names.entry(name.get_ref().to_lowercase()).or_insert((own, pack.head.id.get_ref()));
                if first.to_lowercase() != own.to_lowercase() && wanted(&pack.file) {
                    let message = format!("`{}` is a name of `{first}` too, in the pack `{where_from}`", name.get_ref());
                    Desk { pack, rule: None }.tell(out, Code::SharedAlias, name.span(), message, "leave it to one of the two");
                }
            }
        }
    }
}
