//! From a rule as written to a rule that runs: the only place that rejects one.

use super::automaton::{Automaton, Literal, NewPart, PartId, Piece};
use super::code::Code;
use super::entries::{Entries, Entry};
use super::pattern::{self, Fill, Needs, Node, Pattern};
use super::place::inside;
use super::problem::{File, Loss, Problem, did_you_mean, nearest, one_of};
use super::read::{ReadRule, WrittenPack};
use super::setting::Setting;
use super::slots::Slots;
use super::weave::Uses;
use super::written::{AtMost, Mood, Scope, Shape, Text, WrittenAnswer, WrittenExample, WrittenRule};
use super::{Answer, Compiled, Example, Rule, Way};
use crate::language::lexicon::{Lexicon, Word};
use crate::language::token::{self, Token};
use crate::text::Span;
use crate::verdict::Kind;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, Range};
use std::path::Path;
use std::sync::Arc;

/// What a rule needs slots for.
fn needs(written: &WrittenRule) -> Needs {
    let usual = written.shape.value_slot();
    let value = usual.map(|usual| written.value.as_ref().map_or(usual, |name| name.get_ref()));
    let named = written.key.iter().chain(&written.holder).map(|name| name.get_ref().as_str()).chain(value).map(str::to_owned).collect();
    Needs { named, value: value.map(|value| (value.to_owned(), value_kind(written.shape))) }
}

/// The word lists of all packs, as `pack.name`.
#[derive(Debug)]
pub(super) struct ListTable {
    lists: BTreeMap<String, List>,
    uses: Uses,
}

impl ListTable {
    pub(super) fn new(lists: BTreeMap<String, List>, uses: Uses) -> Self {
        Self { lists, uses }
    }

    /// The full name of a list that a pattern names: the pack's own where it has one, then those of the packs that it uses, in order.
    pub(super) fn full_name(&self, name: &str, pack: &str) -> Option<String> {
        let used = self.uses.get(pack).into_iter().flatten().map(String::as_str);
        let near = [pack].into_iter().chain(used).map(|pack| format!("{pack}.{name}"));
        near.chain([name.to_owned()]).find(|full| self.lists.contains_key(full))
    }
}

impl Deref for ListTable {
    type Target = BTreeMap<String, List>;

    fn deref(&self) -> &Self::Target {
        &self.lists
    }
}

/// One word list and where it stands.
#[derive(Debug)]
pub(super) struct List {
    pub(super) entries: Vec<Text>,
    pub(super) at: Range<usize>,
    pub(super) file: Arc<File>,
    pub(super) torn: bool,
}

/// What a rule is compiled with and into.
pub(super) struct Compiler<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) lists: &'a ListTable,
    /// The lists that were compiled; `None` for one that cannot be.
    pieces: BTreeMap<String, Piece>,
    /// The lists that fill slots.
    entries: BTreeMap<String, Arc<Entries>>,
    /// The lists that are being compiled, the outermost first.
    reading: Vec<String>,
    /// The rules, by pack and id, that are used without what other packs add to them.
    pub(super) without_added: BTreeSet<(String, String)>,
    /// The lists that hold themselves.
    circles: BTreeSet<String>,
    /// Where each slot of the rule in hand was first written, and as what.
    slots: BTreeMap<String, (Fill, Range<usize>)>,
    /// What the rule in hand needs slots for.
    needs: Needs,
    pub(super) automaton: Automaton,
    pub(super) problems: Vec<Problem>,
}

/// The pack a rule stands in: for places and for `@list` without a pack.
#[derive(Clone)]
pub(super) struct Context<'a> {
    pub(super) pack: &'a str,
    pub(super) scope: Scope,
    pub(super) file: &'a Arc<File>,
    pub(super) rule: Option<String>,
    /// The setting of the pack, by its place.
    pub(super) setting: Option<usize>,
}

impl<'a> Context<'a> {
    /// What the things of a pack are compiled in.
    pub(super) fn of(pack: &'a WrittenPack) -> Self {
        Context { pack: pack.head.id.get_ref(), scope: pack.head.scope, file: &pack.file, rule: None, setting: None }
    }

    pub(super) fn problem(&self, code: Code, at: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Problem {
        let (message, help, loss) = (message.into(), help.into(), Loss::of(self.rule.clone()));
        Problem { code, file: Arc::clone(self.file), at, message, help, also: Vec::new(), loss }
    }

    /// The same place, for the rule of this id.
    pub(super) fn in_rule(&self, id: &str) -> Self {
        Context { rule: Some(format!("{}/{id}", self.pack)), ..self.clone() }
    }
}

impl<'a> Compiler<'a> {
    pub(super) fn new(lexicon: &'a Lexicon, lists: &'a ListTable) -> Self {
        Self {
            lexicon,
            lists,
            pieces: BTreeMap::new(),
            entries: BTreeMap::new(),
            reading: Vec::new(),
            without_added: BTreeSet::new(),
            circles: BTreeSet::new(),
            slots: BTreeMap::new(),
            needs: Needs::default(),
            automaton: Automaton::default(),
            problems: Vec::new(),
        }
    }

    /// Compiles one rule; `None` when something in it is wrong, and then the problems say what: all of it, not the first.
    ///
    /// What other packs add to a rule and get wrong does not cost the rule: it is used without.
    pub(super) fn rule(&mut self, read: &ReadRule, context: &Context) -> Option<Rule> {
        let before = self.problems.len();
        let rule = self.one_rule(read, &read.written, context);
        let Some(plain) = read.plain.as_ref().filter(|_| rule.is_none()) else { return rule };
        let after = self.problems.len();
        let rule = self.one_rule(read, plain, context);
        self.problems.truncate(after);
        if rule.is_some() {
            self.without_added.insert((context.pack.to_owned(), plain.id.get_ref().clone()));
            let name = format!("what is added to the rule `{}/{}`", context.pack, plain.id.get_ref());
            self.problems[before..].iter_mut().for_each(|problem| problem.loss = Loss::Part(name.clone()));
        }
        rule
    }

    /// Compiles the setting of a pack; `None` when something in it is wrong, and then the problems say what. The pack is lost with it.
    pub(super) fn setting(&mut self, texts: &[Text], context: &Context) -> Option<Setting> {
        let before = self.problems.len();
        self.slots.clear();
        let patterns = self.patterns(texts, &mut Slots::default(), context);
        self.problems[before..].iter_mut().for_each(|problem| problem.loss = Loss::File);
        (self.problems.len() == before).then(|| Setting { pack: context.pack.to_owned(), patterns })
    }

    fn one_rule(&mut self, read: &ReadRule, written: &WrittenRule, context: &Context) -> Option<Rule> {
        let ReadRule { at, seen, .. } = read;
        let context = &context.in_rule(written.id.get_ref());
        let before = self.problems.len();
        if !seen.doubts(&["shape", "say", "deny", "answer", "value"]) {
            self.check_shape(written, at, context);
        }
        self.slots.clear();
        self.needs = needs(written);
        let first = self.automaton.next_part();
        let mut slots = Slots::default();
        let ways = self.ways(written, &mut slots, context);
        // A slot may stand in what could not be read: then nothing is said of slots that are not there.
        let unsure = seen.doubts(&["say", "deny", "answer", "shape"])
            || self.problems[before..].iter().any(|p| p.code == Code::Pattern && p.message.contains("slot"));
        let about = self.patterns(&written.about, &mut Slots::default(), context);
        let unless = self.patterns(&written.unless, &mut Slots::default(), context);
        let patterns = self.problems.len();
        let key = written.key.iter().filter_map(|name| self.slot(name, &slots, context)).collect();
        let holder = written.holder.as_ref().and_then(|name| self.slot(name, &slots, context));
        let value = self.value_slot(read, written, &slots, context);
        self.check_means(written, context);
        self.check_ask(written, &slots, context);
        if unsure {
            self.problems.truncate(patterns);
        }
        let rule = Rule {
            pack: context.pack.to_owned(),
            file: context.file.path.clone(),
            line: context.file.line(at.start),
            id: written.id.get_ref().clone(),
            ask: written.ask.get_ref().clone(),
            shape: written.shape,
            kind: written.conflict.unwrap_or(written.shape.kind()),
            severity: written.severity,
            answers: self.answers(written, seen.doubts(&["answer"]), context),
            slots: (0..).map_while(|i| slots.get(i).cloned()).collect(),
            key,
            holder,
            value,
            scope: context.scope,
            alike: usize::from(written.alike),
            of: written.of,
            presupposed: written.presupposed,
            near: written.near.map_or(1, usize::from),
            sum: written.sum,
            trend: written.trend,
            within: written.within.as_ref().and_then(|text| self.days(text, context)),
            tolerance: written.tolerance.as_ref().and_then(|text| self.share(text, context)).unwrap_or(0.0),
            moods: moods(written),
            only_tension: written.at_most == Some(AtMost::Tension),
            examples: written.example.iter().filter_map(|example| self.example(example, context)).collect(),
            about,
            unless,
            ways,
            setting: context.setting,
            parts: first..self.automaton.next_part(),
        };
        let right = self.problems.len() == before && !seen.is_wrong();
        right.then_some(rule)
    }

    /// Whether the rule has the ways of saying that its shape asks for.
    fn check_shape(&mut self, written: &WrittenRule, at: &Range<usize>, context: &Context) {
        let header = at.start..(at.start + "[[rule]]".len()).min(context.file.text.len());
        let (named, said) = (written.answer.len(), !written.say.is_empty());
        let only = |text: &Text| Some(text.span());
        let first_say = || written.say.first().and_then(only);
        let first_answer = || written.answer.first().and_then(|answer| only(&answer.value));
        let (place, message, help) = match written.shape {
            Shape::OneOf | Shape::Stance if said => {
                (first_say(), "`say` stands beside named answers".to_owned(), "move each pattern under the [[rule.answer]] that it gives")
            }
            Shape::OneOf | Shape::Stance if named < 2 => (
                first_answer(),
                format!("this shape needs at least two answers, and the rule has {named}"),
                "add a [[rule.answer]] with a `value` and ways to `say` it for each side",
            ),
            Shape::YesNo | Shape::Denial if named > 0 && said => {
                (first_say(), "`say` stands beside named answers".to_owned(), "keep either `say` (for yes) or the two answers")
            }
            Shape::YesNo | Shape::Denial if named == 0 && !said && written.deny.is_empty() => {
                (None, "no way to say it is given".to_owned(), "add `say = [\"…\"]`, or two answers")
            }
            Shape::YesNo | Shape::Denial if named > 2 => (
                written.answer.get(2).and_then(|answer| only(&answer.value)),
                format!("a yes-no rule has at most two answers, and this one has {named}"),
                "write `shape = \"one-of\"`",
            ),
            shape if !shape.is_named() && named > 0 => (
                first_answer(),
                "this shape takes its value from a slot, not from answers".to_owned(),
                "write the patterns under `say`, or write `shape = \"one-of\"`",
            ),
            shape if !shape.is_named() && !said => {
                (None, "no way to say it is given".to_owned(), "add `say = [\"…\"]` with the slot that is the value")
            }
            _ => return,
        };
        self.problems.push(context.problem(Code::Shape, place.unwrap_or(header), message, help));
    }

    fn ways(&mut self, written: &WrittenRule, slots: &mut Slots, context: &Context) -> Vec<Way> {
        let mut all = Vec::new();
        let mut add = |texts: &[Text], answer, denies, all: &mut Vec<Way>| {
            all.extend(self.patterns(texts, slots, context).into_iter().map(|pattern| Way { answer, denies, pattern }));
        };
        add(&written.say, 0, false, &mut all);
        add(&written.deny, 0, true, &mut all);
        for (answer, one) in written.answer.iter().enumerate() {
            add(&one.say, answer, false, &mut all);
            add(&one.deny, answer, true, &mut all);
        }
        all
    }

    fn answers(&mut self, written: &WrittenRule, doubtful: bool, context: &Context) -> Vec<Answer> {
        if written.shape.is_named() && written.answer.is_empty() {
            return vec![Answer { value: "yes".to_owned(), means: None, allows: Vec::new() }];
        }
        let mut answers: Vec<Answer> = Vec::new();
        for one in &written.answer {
            let value = one.value.get_ref();
            if let Some(first) = answers.iter().position(|a| &a.value == value) {
                let help = "give it another `value`, or put its patterns under the first";
                let also = vec![(written.answer[first].value.span(), "the first one".to_owned())];
                let problem = context.problem(Code::Duplicate, one.value.span(), format!("two answers are called `{value}`"), help);
                self.problems.push(Problem { also, ..problem });
            }
            if value.trim().is_empty() {
                self.problems.push(context.problem(
                    Code::Empty,
                    one.value.span(),
                    "an answer is empty",
                    "write the answer in a word or two",
                ));
            }
            if one.say.is_empty() && one.deny.is_empty() && !doubtful {
                let message = format!("the answer `{value}` has no way to be said");
                self.problems.push(context.problem(Code::Shape, one.value.span(), message, "add `say = [\"…\"]` under it"));
            }
            let allows = one.allows.iter().filter_map(|name| self.allowed(name, &written.answer, context)).collect();
            answers.push(Answer { value: value.clone(), means: one.means.as_ref().map(|means| means.get_ref().clone()), allows });
        }
        answers
    }

    fn allowed(&mut self, name: &Text, answers: &[WrittenAnswer], context: &Context) -> Option<usize> {
        let values = || answers.iter().map(|a| a.value.get_ref().as_str());
        let found = values().position(|value| value == name.get_ref());
        if found.is_none() {
            let help = did_you_mean(name.get_ref(), values()).unwrap_or_else(|| format!("write {}", one_of(values())));
            self.problems.push(context.problem(
                Code::UnknownAnswer,
                name.span(),
                format!("no answer is called `{}`", name.get_ref()),
                help,
            ));
        }
        found
    }

    fn slot(&mut self, name: &Text, slots: &Slots, context: &Context) -> Option<usize> {
        let found = slots.find(name.get_ref());
        if found.is_none() {
            let all: Vec<_> = slots.names().collect();
            let help = did_you_mean(name.get_ref(), slots.names()).unwrap_or_else(|| match all.is_empty() {
                true => format!("write `{{{}}}` in the patterns", name.get_ref()),
                false => format!("write `{{{}}}` in the patterns, or name {}", name.get_ref(), one_of(all.iter().copied())),
            });
            self.problems.push(context.problem(Code::Slot, name.span(), format!("no pattern has a slot `{{{}}}`", name.get_ref()), help));
        }
        found
    }

    fn value_slot(&mut self, read: &ReadRule, written: &WrittenRule, slots: &Slots, context: &Context) -> Option<usize> {
        let usual = written.shape.value_slot()?;
        let found = match &written.value {
            Some(name) => self.slot(name, slots, context)?,
            None if written.say.is_empty() => return None,
            None => match slots.find(usual) {
                Some(found) => found,
                None => {
                    self.tell_no_value(read, written, usual, slots, context);
                    return None;
                }
            },
        };
        let slot = slots.get(found)?;
        if !fits(written.shape, slot.fill) {
            let at = self.slots.get(&slot.name).map_or(written.id.span(), |(_, at)| at.clone());
            // Where it is of the right kind further on, that is no second mistake.
            let echo = format!("`{{{}}}` takes", slot.name);
            let loss = Loss::of(context.rule.clone());
            self.problems.retain(|p| p.code != Code::SlotKind || p.loss != loss || !p.message.starts_with(&echo));
            let message =
                format!("the value of this shape is {}, and `{{{}}}` takes {}", wanted(written.shape), slot.name, taken(slot.fill));
            let other = shape_of(slot.fill).map(|shape| format!(", or write `shape = \"{shape}\"`")).unwrap_or_default();
            let help = format!("write it as {}{other}", spelled(written.shape));
            self.problems.push(context.problem(Code::SlotKind, at, message, help));
        }
        Some(found)
    }

    /// Tells that no pattern has the slot of the value: at a slot that was probably meant for it, else at the shape.
    fn tell_no_value(&mut self, read: &ReadRule, written: &WrittenRule, usual: &str, slots: &Slots, context: &Context) {
        let message = format!("no pattern has the slot `{{{usual}}}` that is this shape's value");
        let kind = value_kind(written.shape);
        let misnamed = slots.all().find(|slot| slot.meant() == Some(kind));
        let misnamed = misnamed.or_else(|| slots.all().find(|slot| slot.fill == kind && kind != Fill::Phrase));
        let place = misnamed.and_then(|slot| self.slots.get(&slot.name)).map(|(_, at)| at.clone());
        let at = place.or_else(|| read.seen.keys.get("shape").cloned()).unwrap_or(written.id.span());
        let spelled = spelled(written.shape);
        let help = match misnamed {
            Some(slot) if slot.fill == kind => {
                format!("write {spelled}; or, for `{slot}` is a slot called `{name}`, write `value = \"{name}\"`", name = slot.name)
            }
            Some(slot) => format!("did you mean {spelled}? `{slot}` takes a noun: what stands behind the `:` says what a slot takes"),
            None => format!("write {spelled} in the patterns, or name another slot: `value = \"…\"`"),
        };
        self.problems.push(context.problem(Code::Slot, at, message, help));
    }

    /// Slots named in the question must exist.
    fn check_ask(&mut self, written: &WrittenRule, slots: &Slots, context: &Context) {
        let ask = written.ask.get_ref();
        if ask.trim().is_empty() {
            self.problems.push(context.problem(Code::Empty, written.ask.span(), "the question is empty", "write what the sources answer"));
        }
        for (name, at) in named_slots(ask).filter(|(name, _)| slots.find(name).is_none()) {
            let help = did_you_mean(name, slots.names()).unwrap_or_else(|| "write the question without it".to_owned());
            let message = format!("the question names `{{{name}}}`, a slot that no pattern has");
            self.problems.push(context.problem(Code::Slot, inside(&written.ask, &at, context.file), message, help));
        }
    }

    /// Slots named in what an answer means must be of the key: of no other is it known in a reason what filled them.
    fn check_means(&mut self, written: &WrittenRule, context: &Context) {
        let keys = || written.key.iter().map(|key| key.get_ref().as_str());
        for means in written.answer.iter().filter_map(|answer| answer.means.as_ref()) {
            for (name, at) in named_slots(means.get_ref()).filter(|(name, _)| !keys().any(|key| key == *name)) {
                let help = did_you_mean(name, keys()).unwrap_or_else(|| "write it without the slot, or add the slot to `key`".to_owned());
                let message = format!("`means` names `{{{name}}}`, which is no slot of the rule's `key`");
                self.problems.push(context.problem(Code::Slot, inside(means, &at, context.file), message, help));
            }
        }
    }

    fn patterns(&mut self, texts: &[Text], slots: &mut Slots, context: &Context) -> Vec<Compiled> {
        texts.iter().filter_map(|text| self.pattern(text, slots, context)).collect()
    }

    fn pattern(&mut self, text: &Text, slots: &mut Slots, context: &Context) -> Option<Compiled> {
        let (parsed, whole) = self.parsed(text, context);
        parsed.parts.iter().for_each(|part| self.note_slots(&part.node, text, slots, context));
        let before = self.problems.len();
        let pieces: Vec<_> = parsed.parts.iter().map(|part| (part.absent, self.piece(&part.node, text, slots, context))).collect();
        if !whole || self.problems.len() > before {
            return None;
        }
        let mut new = Vec::new();
        for ((absent, piece), part) in pieces.into_iter().zip(&parsed.parts) {
            let piece = piece?;
            if piece.can_be_empty() {
                let help = "make at least one word of it obligatory: take a `?` away, or add a word";
                let at = inside(text, &part.node.place(), context.file);
                self.problems.push(context.problem(Code::EmptyMatch, at, "this pattern can match nothing at all", help));
                return None;
            }
            new.push(NewPart { piece, absent });
        }
        let numbers = self.automaton.add(&new, self.lexicon).zip(&new);
        let (absent, present): (Vec<_>, Vec<_>) = numbers.partition(|(_, part)| part.absent);
        let ids = |parts: Vec<(PartId, &NewPart)>| parts.into_iter().map(|(id, _)| id).collect();
        Some(Compiled { text: text.get_ref().clone(), present: ids(present), absent: ids(absent) })
    }

    /// A pattern as far as it can be read, and whether that is the whole of it.
    fn parsed(&mut self, text: &Text, context: &Context) -> (Pattern, bool) {
        let (parsed, faults) = pattern::read(text.get_ref());
        let whole = faults.is_empty();
        for fault in faults {
            let at = inside(text, &fault.at, context.file);
            let wrong = &text.get_ref()[fault.at.clone()];
            let is_kind = fault.message.ends_with("is no kind of slot");
            let named = || text.get_ref()[..fault.at.start].rsplit(['{', ':']).nth(1).unwrap_or_default().trim();
            let help = match is_kind {
                true if self.lists.full_name(wrong, context.pack).is_some() => {
                    format!("a list has an `@` before its name: write `@{wrong}`")
                }
                true => pattern::kind_help(named(), wrong, &self.needs),
                false => fault.help,
            };
            self.problems.push(context.problem(Code::Pattern, at, fault.message, help));
        }
        (parsed, whole)
    }

    /// Numbers the slots of a pattern, and tells one that is of another kind than before.
    fn note_slots(&mut self, node: &Node, text: &Text, slots: &mut Slots, context: &Context) {
        let mut found = Vec::new();
        node.walk(&mut |node| {
            if let Node::Slot(slot, at) = node {
                found.push((slot, inside(text, at, context.file)));
            }
        });
        for (slot, at) in found {
            slots.number(slot);
            let (fill, first) = self.slots.entry(slot.name.clone()).or_insert((slot.fill, at.clone()));
            if *fill != slot.fill {
                let message = format!("`{{{}}}` takes {} here and {} before", slot.name, taken(slot.fill), taken(*fill));
                let also = vec![(first.clone(), "here".to_owned())];
                let help = "write one kind everywhere, or give one of the two another name";
                self.problems.push(Problem { also, ..context.problem(Code::SlotKind, at, message, help) });
            }
        }
    }

    /// Compiles a node; `None` when something in it is wrong, and then the problems say what.
    pub(super) fn piece(&mut self, node: &Node, text: &Text, slots: &mut Slots, context: &Context) -> Option<Piece> {
        // All of them are looked at, also behind one that cannot be compiled.
        let mut all = |nodes: &[Node]| -> Option<Vec<Piece>> {
            let pieces: Vec<_> = nodes.iter().map(|n| self.piece(n, text, slots, context)).collect();
            pieces.into_iter().collect()
        };
        Some(match node {
            Node::Word(word, _) => sequence(words(word, self.lexicon).iter().map(|t| Piece::Word(lemma(t, word, self.lexicon))).collect()),
            Node::Exact(form, _) => {
                let word = |t: &(Token, String)| Piece::Word(Literal::Form(Box::new([t.0.word()])));
                sequence(words(form, self.lexicon).iter().map(word).collect())
            }
            Node::List(name, at) => self.list(name, inside(text, at, context.file), context)?,
            Node::Slot(slot, at) => match &slot.list {
                Some(list) => {
                    let from = at.start + text.get_ref().get(at.clone()).and_then(|slot| slot.rfind(list.as_str())).unwrap_or_default();
                    let at = inside(text, &(from..from + list.len()), context.file);
                    Piece::Entry(slots.number(slot), self.entries(list, at, context)?)
                }
                None => Piece::Slot(slots.number(slot), slot.fill),
            },
            Node::Owner(_) => Piece::Owner,
            Node::Gap(words, _) => Piece::Gap(*words),
            Node::Any(nodes) => any(all(nodes)?),
            Node::Sequence(nodes) => sequence(all(nodes)?),
            Node::Optional(node) => Piece::Optional(Box::new(self.piece(node, text, slots, context)?)),
        })
    }

    /// The alternatives of a list; a name without a pack is looked for in the rule's own pack first.
    fn list(&mut self, name: &str, at: Range<usize>, context: &Context) -> Option<Piece> {
        let Some(full) = self.lists.full_name(name, context.pack) else {
            self.tell_unknown_list(name, at, context);
            return None;
        };
        if let Some(piece) = self.pieces.get(&full) {
            return Some(piece.clone());
        }
        if let Some(first) = self.reading.iter().position(|other| *other == full) {
            self.circles.extend(self.reading[first..].iter().cloned());
            let prefix = format!("{}.", context.pack);
            let way: Vec<_> = self.reading[first + 1..].iter().map(|list| list.strip_prefix(&prefix).unwrap_or(list)).collect();
            let message = match way.as_slice() {
                [] => format!("the list `{name}` holds itself"),
                way => format!("the list `{name}` holds itself, by way of `{}`", way.join("`, `")),
            };
            self.problems.push(context.problem(Code::Circle, at, message, "take the name out of the list here"));
            return None;
        }
        let List { file, torn, at: place, .. } = &self.lists[&full];
        if *torn {
            let line = file.line(place.start);
            let message = format!("the list `{name}` has a mistake of its own");
            self.problems.push(context.problem(
                Code::UnknownList,
                at,
                message,
                format!("mend the list first, on line {line} of {}", file.path.display()),
            ));
            return None;
        }
        self.compile_list(full, context)
    }

    /// The entries of a list, each by itself, with what claims call it; those of a list that stands for an entry are its own.
    fn entries(&mut self, name: &str, at: Range<usize>, context: &Context) -> Option<Arc<Entries>> {
        self.list(name, at, context)?;
        let full = self.lists.full_name(name, context.pack)?;
        if let Some(entries) = self.entries.get(&full) {
            return Some(Arc::clone(entries));
        }
        let mut all = Vec::new();
        self.each_entry(&full, &mut BTreeSet::new(), context, &mut all)?;
        let entries = Arc::new(Entries::of(all));
        self.entries.insert(full, Arc::clone(&entries));
        Some(entries)
    }

    /// Adds the entries of a list and of those that it names, each list once.
    fn each_entry(&mut self, full: &str, seen: &mut BTreeSet<String>, context: &Context, all: &mut Vec<Entry>) -> Option<()> {
        if !seen.insert(full.to_owned()) {
            return Some(());
        }
        let lists = self.lists;
        let pack = full.split('.').next().unwrap_or_default();
        let inner = Context { pack, scope: context.scope, file: &lists[full].file, rule: context.rule.clone(), setting: None };
        for text in &lists[full].entries {
            let node = pattern::read(text.get_ref()).0.parts.swap_remove(0).node;
            if let Node::List(name, _) = &node {
                self.each_entry(&lists.full_name(name, pack)?, seen, &inner, all)?;
                continue;
            }
            let name = Some(called(&node)).filter(|name| !name.is_empty()).unwrap_or_else(|| text.get_ref().clone());
            all.push(Entry { label: self.automaton.label(name), piece: self.entry(text, &inner)? });
        }
        Some(())
    }

    fn compile_list(&mut self, full: String, context: &Context) -> Option<Piece> {
        let lists = self.lists;
        let List { entries, file, at, .. } = &lists[&full];
        let pack = full.split('.').next().unwrap_or_default();
        let inner = Context { pack, scope: context.scope, file, rule: context.rule.clone(), setting: None };
        if entries.is_empty() {
            let name = full.rsplit('.').next().unwrap_or_default();
            self.problems.push(inner.problem(
                Code::Empty,
                at.clone(),
                format!("the list `{name}` is empty"),
                "add a word to it, or take it out",
            ));
            return None;
        }
        self.reading.push(full.clone());
        let pieces: Vec<_> = entries.iter().map(|entry| self.entry(entry, &inner)).collect();
        self.reading.pop();
        let piece = any(pieces.into_iter().collect::<Option<Vec<Piece>>>()?);
        self.pieces.insert(full, piece.clone());
        Some(piece)
    }

    fn tell_unknown_list(&mut self, name: &str, at: Range<usize>, context: &Context) {
        let help = self.meant_list(name, context).map(|list| format!("did you mean `@{list}`?"));
        let help = help.unwrap_or_else(|| match name.split_once('.') {
            Some((pack, list)) => format!("add `{list} = [\"…\"]` under [words] in the pack `{pack}`, and load that pack"),
            None => format!("add `{name} = [\"…\"]` under [words]"),
        });
        self.problems.push(context.problem(Code::UnknownList, at, format!("no list is called `{name}`"), help));
    }

    /// The list that was probably meant: one of that name in another pack, or one of a name that is near.
    fn meant_list(&self, name: &str, context: &Context) -> Option<String> {
        let of_pack = |pack: &str| {
            let prefix = format!("{pack}.");
            let names: Vec<&str> = self.lists.keys().filter_map(|full| full.strip_prefix(prefix.as_str())).collect();
            names
        };
        if let Some((pack, list)) = name.split_once('.') {
            let packs = self.lists.keys().filter_map(|full| full.split_once('.')).map(|(pack, _)| pack);
            let pack = nearest(pack, packs)?;
            return nearest(list, of_pack(pack).into_iter()).map(|list| format!("{pack}.{list}"));
        }
        let near = nearest(name, of_pack(context.pack).into_iter()).map(str::to_owned);
        let suffix = format!(".{name}");
        near.or_else(|| self.lists.keys().find(|full| full.ends_with(&suffix)).cloned())
    }

    /// Compiles the lists of these packs that no rule has used, so that their mistakes are told as well.
    pub(super) fn check_lists<'p>(&mut self, packs: impl Iterator<Item = &'p str>) {
        for pack in packs {
            let prefix = format!("{pack}.");
            let lists = self.lists;
            for (full, list) in lists.iter().filter(|(full, list)| full.starts_with(&prefix) && !list.torn) {
                if !self.pieces.contains_key(full) && !self.circles.contains(full) {
                    let context = Context { pack, scope: Scope::default(), file: &list.file, rule: None, setting: None };
                    self.compile_list(full.clone(), &context);
                }
            }
        }
    }

    fn entry(&mut self, entry: &Text, context: &Context) -> Option<Piece> {
        let (parsed, whole) = self.parsed(entry, context);
        let mut slots = Slots::default();
        let before = self.problems.len();
        let pieces: Vec<_> = parsed.parts.iter().map(|part| self.piece(&part.node, entry, &mut slots, context)).collect();
        if !whole || self.problems.len() > before {
            return None;
        }
        let piece = pieces.into_iter().next().flatten()?;
        let fault = if parsed.parts.len() > 1 || slots.get(0).is_some() {
            (Code::Pattern, "an entry of a list holds words, not `&`, `!` or slots", "move it into the pattern that uses the list")
        } else if piece.can_be_empty() {
            (Code::EmptyMatch, "this entry can match nothing at all", "make at least one word of it obligatory")
        } else {
            return Some(piece);
        };
        self.problems.push(context.problem(fault.0, entry.span(), fault.1, fault.2));
        None
    }

    fn example(&mut self, written: &WrittenExample, context: &Context) -> Option<Example> {
        let [a, b] = written.texts.as_slice() else {
            let third = written.texts.get(2).or(written.texts.first());
            let at = third.map_or(written.verdict.span(), Text::span);
            let message = format!("an example has two texts, this one has {}", written.texts.len());
            self.problems.push(context.problem(Code::Example, at, message, "write `texts = [\"…\", \"…\"]`"));
            return None;
        };
        for text in [a, b].into_iter().filter(|text| text.get_ref().trim().is_empty()) {
            self.problems.push(context.problem(
                Code::Empty,
                text.span(),
                "the text of an example is empty",
                "write a sentence as a source would",
            ));
        }
        for (many, key) in [(&written.dates, "dates"), (&written.sources, "sources")] {
            if let Some(third) = many.get(2) {
                let message = format!("an example has two texts, and {} `{key}`", many.len());
                self.problems.push(context.problem(Code::Example, third.span(), message, "write one for each text, in the same order"));
            }
        }
        let mut dates = [None, None];
        for (slot, text) in dates.iter_mut().zip(&written.dates) {
            *slot = text.get_ref().parse().ok();
            if slot.is_none() {
                let message = format!("`{}` is no date", text.get_ref());
                self.problems.push(context.problem(Code::Measure, text.span(), message, "write it as 2021-07-26"));
            }
        }
        let source = |i: usize| {
            written.sources.get(i).map(|source| source.get_ref().clone()).unwrap_or_else(|| ["Outlet A", "Outlet B"][i].to_owned())
        };
        Some(Example {
            expected: *written.verdict.get_ref(),
            texts: [a.get_ref().clone(), b.get_ref().clone()],
            dates,
            sources: [source(0), source(1)],
            todo: written.todo,
            file: File::path_at(context.file, a.span().start).to_owned(),
            line: context.file.line(a.span().start),
        })
    }

    /// `3 days` in days.
    fn days(&mut self, text: &Text, context: &Context) -> Option<f64> {
        let read = |written: &str| {
            let (count, unit) = written.trim().split_once(' ')?;
            let length = match unit.trim_end_matches('s') {
                "hour" => 1.0 / 24.0,
                "day" => 1.0,
                "week" => 7.0,
                "month" => 30.4,
                "year" => 365.25,
                _ => return None,
            };
            count.parse::<f64>().ok().filter(|n| *n >= 0.0 && n.is_finite()).map(|n| n * length)
        };
        let days = read(text.get_ref());
        if days.is_none() {
            let message = format!("`{}` is no span of time", text.get_ref());
            self.problems.push(context.problem(
                Code::Measure,
                text.span(),
                message,
                "write a number and hours, days, weeks, months or years: `3 days`",
            ));
        }
        days
    }

    /// `5%` as 0.05.
    fn share(&mut self, text: &Text, context: &Context) -> Option<f64> {
        let number = text.get_ref().trim().strip_suffix('%').and_then(|n| n.trim().parse::<f64>().ok());
        let share = number.filter(|n| (0.0..=100.0).contains(n)).map(|n| n / 100.0);
        if share.is_none() {
            let message = format!("`{}` is no share", text.get_ref());
            self.problems.push(context.problem(
                Code::Measure,
                text.span(),
                message,
                "write a number from 0 to 100 and a percent sign: `5%`",
            ));
        }
        share
    }
}

/// The slots that a text for readers names, each with its place.
fn named_slots(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    text.match_indices('{').map(|(open, _)| {
        let name = text[open + 1..].split('}').next().unwrap_or_default();
        (name, open..(open + name.len() + 2).min(text.len()))
    })
}

/// A piece of a pattern that has been compiled before, once more: for those who show what it comes to.
pub(super) fn piece_of(node: &Node, pack: &str, lexicon: &Lexicon, lists: &ListTable) -> Option<Piece> {
    let file = Arc::new(File::new(Path::new(""), ""));
    let context = Context { pack, scope: Scope::Anywhere, file: &file, rule: None, setting: None };
    Compiler::new(lexicon, lists).piece(node, &Text::new(0..0, String::new()), &mut Slots::default(), &context)
}

/// What the ways of saying are that count as said, unless the rule tells.
fn moods(written: &WrittenRule) -> Vec<Mood> {
    if let Some(moods) = &written.mood {
        return moods.clone();
    }
    match written.conflict.unwrap_or(written.shape.kind()) {
        Kind::Commitment => vec![Mood::Fact, Mood::Plan],
        Kind::Directive | Kind::Stance => vec![Mood::Fact, Mood::Plan, Mood::Wish],
        _ => vec![Mood::Fact],
    }
}

fn spelled(shape: Shape) -> String {
    format!("`{}`", value_kind(shape).usual())
}

/// What fills the slot that is the value of a shape.
fn value_kind(shape: Shape) -> Fill {
    match shape {
        Shape::Number => Fill::Number,
        Shape::Duration => Fill::Duration,
        Shape::Date => Fill::Date,
        Shape::Place => Fill::Place,
        Shape::Who => Fill::Who,
        _ => Fill::Phrase,
    }
}

/// The shape that such a slot is the value of.
fn shape_of(fill: Fill) -> Option<&'static str> {
    match fill {
        Fill::Number => Some("number"),
        Fill::Duration => Some("duration"),
        Fill::Date => Some("date"),
        Fill::Place => Some("place"),
        Fill::Who => Some("who"),
        _ => None,
    }
}

/// What the value of a shape is, in words.
fn wanted(shape: Shape) -> &'static str {
    match shape {
        Shape::Number => "a number",
        Shape::Duration => "a length of time",
        Shape::Date => "a date",
        Shape::Place => "a place",
        Shape::Who => "somebody",
        _ => "a thing",
    }
}

/// What a slot takes, in words.
pub(super) fn taken(fill: Fill) -> &'static str {
    match fill {
        Fill::Phrase => "a noun phrase",
        Fill::Number => "a number",
        Fill::Duration => "a length of time",
        Fill::Date => "a date",
        Fill::Place => "a place",
        Fill::Verb => "a verb",
        Fill::Who => "somebody",
        Fill::Score => "a score",
        Fill::Entry => "an entry of a list",
    }
}

fn fits(shape: Shape, fill: Fill) -> bool {
    match shape {
        Shape::Number => fill == Fill::Number,
        Shape::Duration => fill == Fill::Duration,
        Shape::Date => fill == Fill::Date,
        Shape::Place => matches!(fill, Fill::Place | Fill::Phrase | Fill::Entry),
        Shape::Who => matches!(fill, Fill::Who | Fill::Phrase | Fill::Entry),
        _ => matches!(fill, Fill::Phrase | Fill::Who | Fill::Place | Fill::Score | Fill::Entry),
    }
}

/// The tokens of a piece of a pattern's text, each with its folded form.
pub(super) fn words(text: &str, lexicon: &Lexicon) -> Vec<(Token, String)> {
    let form = |t: &Token| t.span.of(text).chars().map(crate::text::fold).flat_map(char::to_lowercase).collect();
    token::tokenize(text, Span::new(0, text.len()), lexicon).into_iter().map(|t| (t, form(&t))).collect()
}

/// What a bare word of a pattern stands for: a lemma stands for itself, an inflected form for its lemmas, capitals for an acronym.
pub(super) fn lemma((token, form): &(Token, String), written: &str, lexicon: &Lexicon) -> Literal {
    let capitals = token.shape == token::Shape::Acronym && written.chars().any(char::is_uppercase);
    if capitals && form.len() <= 5 {
        return Literal::Acronym(token.word());
    }
    let own = token.word();
    if !lexicon.classes(own).is_unknown() || token.lemmas[1] == Word::NONE {
        return Literal::Lemma(Box::new([own]));
    }
    let mut all: Vec<Word> = token.lemmas.iter().copied().filter(|w| *w != Word::NONE).collect();
    all.sort_unstable();
    Literal::Lemma(all.into())
}

/// What claims call an entry of a list: its words, of alternatives the first.
fn called(node: &Node) -> String {
    match node {
        Node::Word(word, _) | Node::Exact(word, _) | Node::List(word, _) => word.clone(),
        Node::Any(nodes) => nodes.first().map(called).unwrap_or_default(),
        Node::Sequence(nodes) => nodes.iter().map(called).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "),
        Node::Slot(..) | Node::Owner(_) | Node::Gap(..) | Node::Optional(_) => String::new(),
    }
}

fn sequence(mut pieces: Vec<Piece>) -> Piece {
    if pieces.len() == 1 { pieces.remove(0) } else { Piece::Sequence(pieces) }
}

/// Alternatives, with those that are single words of one kind put into one set.
fn any(pieces: Vec<Piece>) -> Piece {
    let (mut lemmas, mut forms, mut rest) = (Vec::new(), Vec::new(), Vec::new());
    for piece in pieces {
        match piece {
            Piece::Word(Literal::Lemma(words)) => lemmas.extend(words),
            Piece::Word(Literal::Form(words)) => forms.extend(words),
            Piece::Any(inner) => rest.extend(inner),
            other => rest.push(other),
        }
    }
    let merged = |mut words: Vec<Word>| {
        words.sort_unstable();
        words.dedup();
        words.into_boxed_slice()
    };
    if !lemmas.is_empty() {
        rest.insert(0, Piece::Word(Literal::Lemma(merged(lemmas))));
    }
    if !forms.is_empty() {
        rest.push(Piece::Word(Literal::Form(merged(forms))));
    }
    if rest.len() == 1 { rest.remove(0) } else { Piece::Any(rest) }
}
