//! What a rule comes to, for its author: its patterns as written, with their lists spelled out, and the words that each waits for.

use super::compile::{List, piece_of, words};
use super::pattern::{self, Node, Part, Slot};
use super::prefilter::Needed;
use super::{Compiled, Rule, Rules, Way};
use crate::language::lexicon::Word;
use std::collections::{BTreeMap, BTreeSet};

/// The patterns of one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anatomy {
    /// The patterns of its pack's setting, which must all be found.
    pub setting: Vec<Pattern>,
    /// Its topic patterns, which must all be found.
    pub about: Vec<Pattern>,
    /// The patterns of which none may be found.
    pub unless: Vec<Pattern>,
    /// The ways to say each answer, in order.
    pub ways: Vec<Saying>,
}

/// One way to say, or to deny, one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saying {
    /// Which named answer, by its place; 0 where the value is a slot.
    pub answer: usize,
    /// Whether it says that the answer is not so.
    pub denies: bool,
    /// How.
    pub pattern: Pattern,
}

/// One pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// As written.
    pub written: String,
    /// With its lists spelled out; `None` where it has none.
    pub expanded: Option<String>,
    /// For each part that must be found, the words of which a sentence must hold one before the part is tried at all. Empty for a part
    /// that is tried on every sentence.
    pub waits_for: Vec<Vec<String>>,
}

impl Rules {
    /// Takes a rule apart. Of each list, at most so many `entries` are spelled out.
    pub fn anatomy(&self, rule: &Rule, entries: usize) -> Anatomy {
        let view = |compiled: &Compiled| self.pattern(&rule.pack, &compiled.text, entries);
        let saying = |way: &Way| Saying { answer: way.answer, denies: way.denies, pattern: view(&way.pattern) };
        let setting = rule.setting.map_or(&[][..], |setting| &self.settings[setting].patterns);
        Anatomy {
            setting: setting.iter().map(view).collect(),
            about: rule.about.iter().map(view).collect(),
            unless: rule.unless.iter().map(view).collect(),
            ways: rule.ways.iter().map(saying).collect(),
        }
    }

    /// A pattern with its lists spelled out, if it has any.
    pub(super) fn spelled_out(&self, text: &str, pack: &str, entries: usize) -> String {
        self.pattern(pack, text, entries).expanded.unwrap_or_else(|| text.to_owned())
    }

    fn pattern(&self, pack: &str, text: &str, entries: usize) -> Pattern {
        let parts = pattern::parse(text).map(|pattern| pattern.parts).unwrap_or_default();
        let has_list = parts.iter().any(|part| lists(&part.node));
        Pattern {
            written: text.to_owned(),
            expanded: has_list.then(|| self.spelled(&parts, pack, entries)),
            waits_for: parts.iter().filter(|part| !part.absent).map(|part| self.waits_for(&part.node, pack)).collect(),
        }
    }

    fn spelled(&self, parts: &[Part], pack: &str, entries: usize) -> String {
        let mut out = String::new();
        for part in parts {
            out += match (out.is_empty(), part.absent) {
                (_, true) => " ! ",
                (true, false) => "",
                (false, false) => " & ",
            };
            out += &self.expanded(&part.node, pack, entries);
        }
        out
    }

    /// A node with its lists, and those that they hold, spelled out.
    fn expanded(&self, node: &Node, pack: &str, entries: usize) -> String {
        let all = |nodes: &[Node], between: &str| -> String {
            nodes.iter().map(|node| self.expanded(node, pack, entries)).collect::<Vec<_>>().join(between)
        };
        match node {
            Node::List(name, _) => self.list(name, pack, entries),
            Node::Slot(Slot { name, list: Some(list), .. }, _) => format!("{{{name}:{}}}", self.list(list, pack, entries)),
            Node::Any(nodes) => format!("({})", all(nodes, " | ")),
            Node::Sequence(nodes) => all(nodes, " "),
            Node::Optional(inner) if matches!(**inner, Node::Sequence(_)) => format!("({})?", self.expanded(inner, pack, entries)),
            Node::Optional(inner) => format!("{}?", self.expanded(inner, pack, entries)),
            other => other.to_string(),
        }
    }

    fn list(&self, name: &str, pack: &str, entries: usize) -> String {
        let (own, nodes) = self.entries(name, pack);
        let shown = nodes.iter().take(entries).map(|node| self.expanded(node, own, entries));
        let more = nodes.len().saturating_sub(entries);
        let rest = (more > 0).then(|| format!("… {more} more"));
        format!("({})", shown.chain(rest).collect::<Vec<_>>().join(" | "))
    }

    /// The entries of a list, and the pack that it stands in.
    fn entries<'a>(&'a self, name: &str, pack: &str) -> (&'a str, Vec<Node>) {
        let found = self.lists.full_name(name, pack).and_then(|full| self.lists.get_key_value(&full));
        let Some((full, List { entries, .. })) = found else { return ("", Vec::new()) };
        let node = |entry: &super::written::Text| Some(pattern::parse(entry.get_ref()).ok()?.parts.swap_remove(0).node);
        (full.split('.').next().unwrap_or_default(), entries.iter().filter_map(node).collect())
    }

    /// The words of which the prefilter asks for one, in order of the alphabet.
    fn waits_for(&self, node: &Node, pack: &str) -> Vec<String> {
        let lexicon = &self.language.lexicon;
        let needed = piece_of(node, pack, lexicon, &self.lists).and_then(|piece| Needed::rarest(&piece, lexicon));
        let Some(needed) = needed else { return Vec::new() };
        let mut names = BTreeMap::new();
        self.name_words(node, pack, &mut names);
        let names: BTreeSet<&String> = needed.words.iter().filter_map(|word| names.get(word)).collect();
        names.into_iter().cloned().collect()
    }

    /// Notes how each word that a node can take is written.
    fn name_words(&self, node: &Node, pack: &str, names: &mut BTreeMap<Word, String>) {
        match node {
            Node::Word(text, _) | Node::Exact(text, _) => {
                for (token, form) in words(text, &self.language.lexicon) {
                    self.language.lexicon.each_lemma(&form, |lemma, _| {
                        names.entry(Word::of(lemma)).or_insert(lemma.to_owned());
                    });
                    names.insert(token.word(), form);
                }
            }
            Node::List(name, _) | Node::Slot(Slot { list: Some(name), .. }, _) => {
                let (own, nodes) = self.entries(name, pack);
                nodes.iter().for_each(|node| self.name_words(node, own, names));
            }
            Node::Any(nodes) | Node::Sequence(nodes) => nodes.iter().for_each(|node| self.name_words(node, pack, names)),
            Node::Optional(node) => self.name_words(node, pack, names),
            Node::Slot(Slot { list: None, .. }, _) | Node::Owner(_) | Node::Gap(..) => {}
        }
    }
}

/// Whether a node names a list.
fn lists(node: &Node) -> bool {
    match node {
        Node::List(..) | Node::Slot(Slot { list: Some(_), .. }, _) => true,
        Node::Any(nodes) | Node::Sequence(nodes) => nodes.iter().any(lists),
        Node::Optional(node) => lists(node),
        Node::Word(..) | Node::Exact(..) | Node::Slot(..) | Node::Owner(_) | Node::Gap(..) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::compile_text;

    const RULE: &str = r#"
[pack]
id = "desk"
title = "Rules of the test"
[words]
store = ["depot", "munitions store", "@shed", "barn"]
shed = ["shed", "hut"]
[[rule]]
id = "cause"
ask = "Why?"
shape = "number"
say = ["{n:number} @store? ...2 struck", "{n:number} & 'fire' ! @desk.shed", "{n:number} ..."]
"#;

    #[test]
    fn spells_out_lists_and_names_the_words_that_a_pattern_waits_for() {
        let rules = compile_text(RULE);
        let anatomy = rules.anatomy(&rules.rules[0], 3);
        let views: Vec<_> = anatomy.ways.iter().map(|way| (way.pattern.expanded.as_deref(), way.pattern.waits_for.clone())).collect();
        let words = |parts: &[&[&str]]| parts.iter().map(|part| part.iter().map(|w| (*w).to_owned()).collect()).collect::<Vec<Vec<_>>>();
        assert_eq!(
            views,
            [
                (Some("{n:number} (depot | munitions store | (shed | hut) | … 1 more)? ...2 struck"), words(&[&["strike", "struck"]])),
                (Some("{n:number} & 'fire' ! (shed | hut)"), words(&[&[], &["fire"]])),
                (None, words(&[&[]])),
            ]
        );
    }
}
