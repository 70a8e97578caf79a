//! From a rule as written to a rule that runs: the only place that rejects one.

use super::automaton::{Automaton, Literal, Piece, Slots};
use super::pattern::{self, Fill, Node};
use super::problem::{Code, File, Problem, did_you_mean};
use super::written::{AtMost, Mood, Scope, Shape, Text, WrittenAnswer, WrittenExample, WrittenRule};
use super::{Answer, Compiled, Example, Rule, Way};
use crate::language::lexicon::{Lexicon, Word};
use crate::language::token::{self, Token};
use crate::text::Span;
use crate::verdict::Kind;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

/// The word lists of all packs, as `pack.name`.
pub(super) type ListTable = BTreeMap<String, (Vec<Text>, Arc<File>)>;

/// What a rule is compiled with and into.
pub(super) struct Compiler<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) lists: &'a ListTable,
    pub(super) pieces: BTreeMap<String, Piece>,
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
}

impl Context<'_> {
    fn problem(&self, code: Code, at: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Problem {
        Problem { code, file: Arc::clone(self.file), at, message: message.into(), help: help.into(), disables: self.rule.clone() }
    }
}

impl Compiler<'_> {
    /// Compiles one rule; `None` when something in it is wrong, and then the problems say what: all of it, not the first.
    pub(super) fn rule(&mut self, written: &WrittenRule, at: Range<usize>, context: &Context) -> Option<Rule> {
        let context = &Context { rule: Some(format!("{}/{}", context.pack, written.id.get_ref())), ..context.clone() };
        let before = self.problems.len();
        self.check_shape(written, &at, context);
        let mut slots = Slots::default();
        let ways = self.ways(written, &mut slots, context);
        let about = self.patterns(&written.about, &mut Slots::default(), context);
        let unless = self.patterns(&written.unless, &mut Slots::default(), context);
        let key = written.key.iter().filter_map(|name| self.slot(name, &slots, context)).collect();
        let holder = written.holder.as_ref().and_then(|name| self.slot(name, &slots, context));
        let value = self.value_slot(written, &slots, context);
        let rule = Rule {
            pack: context.pack.to_owned(),
            file: context.file.path.clone(),
            line: context.file.text[..at.start].matches('\n').count() + 1,
            id: written.id.get_ref().clone(),
            ask: written.ask.get_ref().clone(),
            shape: written.shape,
            kind: written.conflict.unwrap_or(written.shape.kind()),
            severity: written.severity,
            answers: self.answers(written, context),
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
        };
        self.check_ask(written, &slots, context);
        (self.problems.len() == before).then_some(rule)
    }

    /// Whether the rule has the ways of saying that its shape asks for.
    fn check_shape(&mut self, written: &WrittenRule, at: &Range<usize>, context: &Context) {
        let header = at.start..(at.start + "[[rule]]".len()).min(context.file.text.len());
        let (named, said) = (!written.answer.is_empty(), !written.say.is_empty());
        let fault = match written.shape {
            Shape::OneOf | Shape::Stance if written.answer.len() < 2 => {
                Some(("this shape needs at least two answers", "add a [[rule.answer]] with a `value` and ways to `say` it for each side"))
            }
            Shape::OneOf | Shape::Stance if said => {
                Some(("`say` stands beside named answers", "move each pattern under the [[rule.answer]] that it gives"))
            }
            Shape::YesNo | Shape::Denial if named && said => {
                Some(("`say` stands beside named answers", "keep either `say` (for yes) or the two answers"))
            }
            Shape::YesNo | Shape::Denial if !named && !said && written.deny.is_empty() => {
                Some(("no way to say it is given", "add `say = [\"…\"]`, or two answers"))
            }
            Shape::YesNo | Shape::Denial if written.answer.len() > 2 => {
                Some(("a yes-no rule has at most two answers", "write `shape = \"one-of\"`"))
            }
            shape if !shape.is_named() && named => {
                Some(("this shape takes its value from a slot, not from answers", "write the patterns under `say`"))
            }
            shape if !shape.is_named() && !said => {
                Some(("no way to say it is given", "add `say = [\"…\"]` with the slot that is the value"))
            }
            _ => None,
        };
        if let Some((message, help)) = fault {
            self.problems.push(context.problem(Code::Shape, header, message, help));
        }
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

    fn answers(&mut self, written: &WrittenRule, context: &Context) -> Vec<Answer> {
        if written.shape.is_named() && written.answer.is_empty() {
            return vec![Answer { value: "yes".to_owned(), means: None, allows: Vec::new() }];
        }
        let mut answers: Vec<Answer> = Vec::new();
        for one in &written.answer {
            let value = one.value.get_ref();
            if answers.iter().any(|a| &a.value == value) {
                let help = "give it another `value`, or put its patterns under the first";
                self.problems.push(context.problem(Code::Duplicate, one.value.span(), format!("two answers are called `{value}`"), help));
            }
            if one.say.is_empty() && one.deny.is_empty() {
                let message = format!("the answer `{value}` has no way to be said");
                self.problems.push(context.problem(Code::Shape, one.value.span(), message, "add `say = [\"…\"]` under it"));
            }
            let allows = one.allows.iter().filter_map(|name| self.allowed(name, &written.answer, context)).collect();
            answers.push(Answer { value: value.clone(), means: one.means.clone(), allows });
        }
        answers
    }

    fn allowed(&mut self, name: &Text, answers: &[WrittenAnswer], context: &Context) -> Option<usize> {
        let values = || answers.iter().map(|a| a.value.get_ref().as_str());
        let found = values().position(|value| value == name.get_ref());
        if found.is_none() {
            let help = did_you_mean(name.get_ref(), values()).unwrap_or_else(|| format!("write one of {}", listed(values())));
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
            let help = did_you_mean(name.get_ref(), slots.names())
                .unwrap_or_else(|| format!("write `{{{}}}` in the patterns, or name a slot that they have", name.get_ref()));
            self.problems.push(context.problem(Code::Slot, name.span(), format!("no pattern has a slot `{{{}}}`", name.get_ref()), help));
        }
        found
    }

    fn value_slot(&mut self, written: &WrittenRule, slots: &Slots, context: &Context) -> Option<usize> {
        let usual = written.shape.value_slot()?;
        let found = match &written.value {
            Some(name) => self.slot(name, slots, context)?,
            None => match slots.find(usual) {
                Some(found) => found,
                None => {
                    let message = format!("no pattern has the slot `{{{usual}}}` that is this shape's value");
                    let help = format!("write {} in the patterns, or name another slot: `value = \"…\"`", spelled(written.shape));
                    self.problems.push(context.problem(Code::Slot, written.id.span(), message, help));
                    return None;
                }
            },
        };
        let fill = slots.get(found).map(|slot| slot.fill);
        if fill.is_some_and(|fill| !fits(written.shape, fill)) {
            let message =
                format!("the slot `{{{}}}` is not of the kind that this shape's value is", slots.get(found).map_or("", |s| &s.name));
            self.problems.push(context.problem(Code::Slot, written.id.span(), message, format!("write it as {}", spelled(written.shape))));
        }
        Some(found)
    }

    /// Slots named in the question must exist.
    fn check_ask(&mut self, written: &WrittenRule, slots: &Slots, context: &Context) {
        let ask = written.ask.get_ref();
        for piece in ask.split('{').skip(1) {
            let name = piece.split('}').next().unwrap_or(piece);
            if slots.find(name).is_none() {
                let help = did_you_mean(name, slots.names()).unwrap_or_else(|| "write the question without it".to_owned());
                let problem = context.problem(
                    Code::Slot,
                    written.ask.span(),
                    format!("the question names `{{{name}}}`, a slot that no pattern has"),
                    help,
                );
                self.problems.push(problem);
            }
        }
    }

    fn patterns(&mut self, texts: &[Text], slots: &mut Slots, context: &Context) -> Vec<Compiled> {
        texts.iter().filter_map(|text| self.pattern(text, slots, context)).collect()
    }

    fn pattern(&mut self, text: &Text, slots: &mut Slots, context: &Context) -> Option<Compiled> {
        let parsed = match pattern::parse(text.get_ref()) {
            Ok(parsed) => parsed,
            Err(fault) => {
                self.problems.push(context.problem(Code::Pattern, inside(text, &fault.at, context.file), fault.message, fault.help));
                return None;
            }
        };
        let mut compiled = Compiled { text: text.get_ref().clone(), ..Compiled::default() };
        for part in &parsed.parts {
            let piece = self.piece(&part.node, text, slots, context)?;
            if piece.can_be_empty() {
                let help = "make at least one word of it obligatory: take a `?` away, or add a word";
                self.problems.push(context.problem(Code::EmptyMatch, text.span(), "this pattern can match nothing at all", help));
                return None;
            }
            let id = self.automaton.add(&piece, self.lexicon);
            if part.absent { compiled.absent.push(id) } else { compiled.present.push(id) }
        }
        Some(compiled)
    }

    fn piece(&mut self, node: &Node, text: &Text, slots: &mut Slots, context: &Context) -> Option<Piece> {
        let mut all = |nodes: &[Node]| -> Option<Vec<Piece>> { nodes.iter().map(|n| self.piece(n, text, slots, context)).collect() };
        Some(match node {
            Node::Word(word, _) => sequence(words(word, self.lexicon).iter().map(|t| Piece::Word(lemma(t, word, self.lexicon))).collect()),
            Node::Exact(form, _) => {
                let word = |t: &(Token, String)| Piece::Word(Literal::Form(Box::new([t.0.word()])));
                sequence(words(form, self.lexicon).iter().map(word).collect())
            }
            Node::List(name, at) => self.list(name, inside(text, at, context.file), context)?,
            Node::Slot(slot, _) => Piece::Slot(slots.number(slot), slot.fill),
            Node::Gap(words) => Piece::Gap(*words),
            Node::Any(nodes) => any(all(nodes)?),
            Node::Sequence(nodes) => sequence(all(nodes)?),
            Node::Optional(node) => Piece::Optional(Box::new(self.piece(node, text, slots, context)?)),
        })
    }

    /// The alternatives of a list; a name without a pack is looked for in the rule's own pack first.
    fn list(&mut self, name: &str, at: Range<usize>, context: &Context) -> Option<Piece> {
        let own = format!("{}.{name}", context.pack);
        let full = if self.lists.contains_key(&own) { own } else { name.to_owned() };
        if let Some(piece) = self.pieces.get(&full) {
            return Some(piece.clone());
        }
        let Some((entries, file)) = self.lists.get(&full) else {
            let prefix = format!("{}.", context.pack);
            let known = self.lists.keys().map(|key| key.strip_prefix(&prefix).unwrap_or(key));
            let help = did_you_mean(name, known).unwrap_or_else(|| match name.split_once('.') {
                Some((pack, list)) => format!("add `{list} = [\"…\"]` under [words] in the pack `{pack}`, and load that pack"),
                None => format!("add `{name} = [\"…\"]` under [words]"),
            });
            self.problems.push(context.problem(Code::UnknownList, at, format!("no list is called `{name}`"), help));
            return None;
        };
        let pack = full.split('.').next().unwrap_or_default().to_owned();
        let inner = Context { pack: &pack, scope: context.scope, file, rule: context.rule.clone() };
        // While a list is being read its own name stands for a mark, so that a list that holds itself is told, not followed.
        if self.pieces.insert(full.clone(), Piece::Any(Vec::new())).is_some() {
            return None;
        }
        let pieces: Option<Vec<Piece>> = entries.iter().map(|entry| self.entry(entry, &inner)).collect();
        self.pieces.remove(&full);
        let piece = any(pieces?);
        self.pieces.insert(full, piece.clone());
        Some(piece)
    }

    fn entry(&mut self, entry: &Text, context: &Context) -> Option<Piece> {
        let parsed = match pattern::parse(entry.get_ref()) {
            Ok(parsed) => parsed,
            Err(fault) => {
                self.problems.push(context.problem(Code::Pattern, inside(entry, &fault.at, context.file), fault.message, fault.help));
                return None;
            }
        };
        let mut slots = Slots::default();
        let piece = self.piece(&parsed.parts[0].node, entry, &mut slots, context)?;
        let fault = if parsed.parts.len() > 1 || slots.get(0).is_some() {
            Some((Code::Pattern, "an entry of a list holds words, not `&`, `!` or slots", "move it into the pattern that uses the list"))
        } else if matches!(&piece, Piece::Any(pieces) if pieces.is_empty()) {
            Some((Code::Circle, "this list holds itself", "take its own name out of it"))
        } else if piece.can_be_empty() {
            Some((Code::EmptyMatch, "this entry can match nothing at all", "make at least one word of it obligatory"))
        } else {
            None
        };
        let Some((code, message, help)) = fault else { return Some(piece) };
        self.problems.push(context.problem(code, entry.span(), message, help));
        None
    }

    fn example(&mut self, written: &WrittenExample, context: &Context) -> Option<Example> {
        let [a, b] = written.texts.as_slice() else {
            let at = written.texts.first().map_or(0..0, Text::span);
            let message = format!("an example has two texts, this one has {}", written.texts.len());
            self.problems.push(context.problem(Code::Example, at, message, "write `texts = [\"…\", \"…\"]`"));
            return None;
        };
        let mut dates = [None, None];
        for (slot, text) in dates.iter_mut().zip(&written.dates) {
            *slot = text.get_ref().parse().ok();
            if slot.is_none() {
                let message = format!("`{}` is no date", text.get_ref());
                self.problems.push(context.problem(Code::Measure, text.span(), message, "write it as 2021-07-26"));
            }
        }
        let source = |i: usize| written.sources.get(i).cloned().unwrap_or_else(|| ["Outlet A", "Outlet B"][i].to_owned());
        Some(Example {
            expected: written.verdict,
            texts: [a.get_ref().clone(), b.get_ref().clone()],
            dates,
            sources: [source(0), source(1)],
            todo: written.todo,
            line: context.file.text[..a.span().start].matches('\n').count() + 1,
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

/// A piece of a pattern that has been compiled before, once more: for those who show what it comes to.
pub(super) fn piece_of(node: &Node, pack: &str, lexicon: &Lexicon, lists: &ListTable) -> Option<Piece> {
    let file = Arc::new(File { path: PathBuf::new(), text: String::new() });
    let context = Context { pack, scope: Scope::Anywhere, file: &file, rule: None };
    let mut compiler = Compiler { lexicon, lists, pieces: BTreeMap::new(), automaton: Automaton::default(), problems: Vec::new() };
    compiler.piece(node, &Text::new(0..0, String::new()), &mut Slots::default(), &context)
}

/// The bytes of the file that a range of a string's text stands at. Exact where the string holds no escapes.
fn inside(text: &Text, at: &Range<usize>, file: &File) -> Range<usize> {
    let span = text.span();
    let raw = file.text.get(span.clone()).unwrap_or_default();
    match raw.find(text.get_ref().as_str()) {
        Some(offset) if !text.get_ref().is_empty() => span.start + offset + at.start..span.start + offset + at.end,
        _ => span,
    }
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

fn spelled(shape: Shape) -> &'static str {
    match shape {
        Shape::Number => "`{n:number}`",
        Shape::Duration => "`{t:duration}`",
        Shape::Date => "`{d:date}`",
        Shape::Place => "`{p:place}`",
        Shape::Who => "`{who}`",
        _ => "`{x}`",
    }
}

fn fits(shape: Shape, fill: Fill) -> bool {
    match shape {
        Shape::Number => fill == Fill::Number,
        Shape::Duration => fill == Fill::Duration,
        Shape::Date => fill == Fill::Date,
        Shape::Place => matches!(fill, Fill::Place | Fill::Phrase),
        Shape::Who => matches!(fill, Fill::Who | Fill::Phrase),
        _ => matches!(fill, Fill::Phrase | Fill::Who | Fill::Place),
    }
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ")
}

/// The tokens of a piece of a pattern's text, each with its folded form.
pub(super) fn words(text: &str, lexicon: &Lexicon) -> Vec<(Token, String)> {
    let form = |t: &Token| t.span.of(text).chars().map(crate::text::fold).flat_map(char::to_lowercase).collect();
    token::tokenize(text, Span::new(0, text.len()), lexicon).into_iter().map(|t| (t, form(&t))).collect()
}

/// What a bare word of a pattern stands for: a lemma stands for itself, an inflected form for its lemmas, capitals for an acronym.
fn lemma((token, form): &(Token, String), written: &str, lexicon: &Lexicon) -> Literal {
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
