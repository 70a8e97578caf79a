//! Patterns as written: from `"(attack | hit) by ... drone"` to a tree.
//!
//! This file knows the spelling of the language and nothing else: words are still text, lists and slots still names.
//! What a pattern may refer to is checked where it is compiled.

use super::problem::{did_you_mean, one_of};
use std::fmt;
use std::ops::Range;

/// A whole pattern: parts that must (or must not) occur in one sentence, in any order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The parts, as written.
    pub parts: Vec<Part>,
}

impl Pattern {
    /// Whether a slot of this name may be filled where it matches.
    pub(crate) fn has_slot(&self, name: &str) -> bool {
        let mut found = false;
        self.parts.iter().filter(|part| !part.absent).for_each(|part| {
            part.node.walk(&mut |node| found |= matches!(node, Node::Slot(slot, _) if slot.name == name));
        });
        found
    }
}

/// One part of a pattern, between `&` and `!`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What must be found in order.
    pub node: Node,
    /// Whether it must *not* be found (`! a`).
    pub absent: bool,
}

/// A piece of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// A bare word, any inflection: its text and place in the pattern.
    Word(String, Range<usize>),
    /// A quoted form, to the letter: its text and place in the pattern.
    Exact(String, Range<usize>),
    /// `@name`: one of a list, with its place in the pattern.
    List(String, Range<usize>),
    /// `{name:kind}`, with its place in the pattern.
    Slot(Slot, Range<usize>),
    /// `'s` right behind a slot: what fills the slot owns what follows. With its place in the pattern.
    Owner(Range<usize>),
    /// `...` or `...N`: up to so many words, with its place in the pattern.
    Gap(usize, Range<usize>),
    /// `(a | b)`.
    Any(Vec<Node>),
    /// One after the other.
    Sequence(Vec<Node>),
    /// `x?`.
    Optional(Box<Node>),
}

/// A slot: its name and what may fill it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slot {
    /// The name between the braces.
    pub name: String,
    /// What fills it.
    pub fill: Fill,
    /// The list of `{x:@list}`, whose entries alone fill it.
    pub list: Option<String>,
}

/// What may fill a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fill {
    /// `{x}`: a noun phrase.
    Phrase,
    /// `{n:number}`: a count, an amount or a share.
    Number,
    /// `{t:duration}`: a length of time.
    Duration,
    /// `{d:date}`: a date or period.
    Date,
    /// `{p:place}`: a name used as a place.
    Place,
    /// `{v:verb}`: one verb, in any form.
    Verb,
    /// `{who}` or `{x:who}`: a noun phrase that can speak or act.
    Who,
    /// `{s:score}`: a result of two figures, `2-1`.
    Score,
    /// `{x:@list}`: an entry of a list.
    Entry,
}

impl Fill {
    /// The kinds that may stand after the colon; a list may as well.
    pub const NAMES: [(&'static str, Self); 8] = [
        ("phrase", Self::Phrase),
        ("number", Self::Number),
        ("duration", Self::Duration),
        ("date", Self::Date),
        ("place", Self::Place),
        ("verb", Self::Verb),
        ("who", Self::Who),
        ("score", Self::Score),
    ];

    /// A slot of this kind as it is mostly written.
    pub(crate) fn usual(self) -> &'static str {
        match self {
            Self::Phrase | Self::Entry => "{x}",
            Self::Number => "{n:number}",
            Self::Duration => "{t:duration}",
            Self::Date => "{d:date}",
            Self::Place => "{p:place}",
            Self::Verb => "{v:verb}",
            Self::Who => "{who}",
            Self::Score => "{s:score}",
        }
    }

    /// Whether what fills it can own something: `{who}'s`.
    pub(crate) fn may_own(self) -> bool {
        matches!(self, Self::Phrase | Self::Who | Self::Place | Self::Entry)
    }
}

/// As it is written.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word, _) => f.write_str(word),
            Self::Exact(form, _) => write!(f, "'{form}'"),
            Self::List(name, _) => write!(f, "@{name}"),
            Self::Slot(slot, _) => write!(f, "{slot}"),
            Self::Owner(_) => f.write_str("'s"),
            Self::Gap(DEFAULT_GAP, _) => f.write_str("..."),
            Self::Gap(words, _) => write!(f, "...{words}"),
            Self::Any(nodes) => write!(f, "({})", joined(nodes, " | ")),
            Self::Sequence(nodes) => f.write_str(&joined(nodes, " ")),
            Self::Optional(node) if matches!(**node, Self::Sequence(_)) => write!(f, "({node})?"),
            Self::Optional(node) => write!(f, "{node}?"),
        }
    }
}

fn joined(nodes: &[Node], between: &str) -> String {
    nodes.iter().map(Node::to_string).collect::<Vec<_>>().join(between).replace("} 's", "}'s")
}

impl Slot {
    /// The kind that was probably meant where a kind stands for a name: `{number}` takes a noun, and `{n:number}` a number.
    pub(crate) fn meant(&self) -> Option<Fill> {
        let kind = Fill::NAMES.iter().find(|(word, _)| *word == self.name).map(|(_, fill)| *fill);
        kind.filter(|kind| self.fill == Fill::Phrase && *kind != Fill::Phrase)
    }
}

/// As it is written, in the shortest way.
impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = Fill::NAMES.iter().find(|(_, fill)| *fill == self.fill).map_or("phrase", |(word, _)| word);
        match self.fill {
            Fill::Phrase => write!(f, "{{{}}}", self.name),
            Fill::Entry => write!(f, "{{{}:@{}}}", self.name, self.list.as_deref().unwrap_or_default()),
            Fill::Who if self.name == "who" => f.write_str("{who}"),
            _ => write!(f, "{{{}:{kind}}}", self.name),
        }
    }
}

/// What is wrong with a pattern, and where in it (bytes).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The bytes of the pattern that are wrong.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

/// The gap that `...` stands for.
pub const DEFAULT_GAP: usize = 6;
/// The widest gap that may be written.
pub const WIDEST_GAP: usize = 20;
/// How deep parentheses may nest.
const DEEPEST: usize = 16;

/// Reads a pattern.
///
/// # Errors
/// The first fault, with its place in the pattern.
pub fn parse(text: &str) -> Result<Pattern, Fault> {
    let (pattern, faults) = read(text);
    faults.into_iter().next().map_or(Ok(pattern), Err)
}

/// Reads a pattern as far as it can be read, and tells everything that is wrong with it.
pub fn read(text: &str) -> (Pattern, Vec<Fault>) {
    let (tokens, faults) = lex(text);
    let mut reader = Reader { text, tokens, at: 0, depth: 0, stopped: false, faults };
    let parts = reader.parts();
    let mut faults = reader.faults;
    if faults.is_empty() && parts.iter().all(|part| part.absent) {
        let help = "add a part that must occur before the `!`";
        faults.push(fault(0..text.len(), "this pattern only says what must not occur", help));
    }
    faults.sort_by_key(|fault| fault.at.start);
    (Pattern { parts }, faults)
}

fn fault(at: Range<usize>, message: &str, help: &str) -> Fault {
    Fault { at, message: message.to_owned(), help: help.to_owned() }
}

type Lexed = Vec<(Range<usize>, String)>;

/// Cuts a pattern into operators, words, quoted forms, lists and slots; what has no end is told and left out.
fn lex(text: &str) -> (Lexed, Vec<Fault>) {
    let (mut tokens, mut faults) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let owned = text[..at].ends_with('}') && is_owner(&text[at..]);
        at += match if owned { Ok("'s".len()) } else { token_len(&text[at..], at) } {
            Ok(len) => {
                tokens.push((at..at + len, text[at..at + len].to_owned()));
                len
            }
            Err(fault) => {
                let len = fault.at.len();
                faults.push(fault);
                len
            }
        };
    }
    (tokens, faults)
}

fn token_len(rest: &str, at: usize) -> Result<usize, Fault> {
    if let Some(dots) = dots_len(rest) {
        return Ok(dots + rest[dots..].bytes().take_while(u8::is_ascii_digit).count());
    }
    let first = rest.chars().next().unwrap_or(' ');
    match first {
        '(' | ')' | '|' | '?' | '&' | '!' => Ok(1),
        '\'' => quoted_len(rest)
            .ok_or_else(|| fault(at..at + rest.len(), "this exact form is never closed", "add a `'` after the form, before a space")),
        '{' => match rest.find('}') {
            Some(end) => Ok(end + 1),
            None => Err(fault(at..at + rest.len(), "this slot is never closed", "add a `}` after its name")),
        },
        '}' => Err(fault(at..at + 1, "`}` closes no slot", "remove it, or write `{name}`")),
        _ => Ok(word_len(rest)),
    }
}

/// `'s` right behind a slot, before a space, an operator or the end.
fn is_owner(rest: &str) -> bool {
    rest.strip_prefix("'s").is_some_and(ends_word)
}

fn ends_word(after: &str) -> bool {
    after.chars().next().is_none_or(|c| c.is_whitespace() || "()|?&!{}".contains(c))
}

/// An exact form ends at a `'` that is followed by a space, an operator or the end: `'Kata'ib'` is one form.
fn quoted_len(rest: &str) -> Option<usize> {
    rest.char_indices().skip(1).find(|&(i, c)| c == '\'' && ends_word(&rest[i + 1..])).map(|(i, _)| i + 1)
}

/// The dots that begin a gap: three, or the one sign that word processors make of them.
fn dots_len(rest: &str) -> Option<usize> {
    ["...", "…"].iter().find(|dots| rest.starts_with(**dots)).map(|dots| dots.len())
}

fn word_len(rest: &str) -> usize {
    let stop = |c: char| c.is_whitespace() || "()|?&!{}".contains(c);
    let end = rest.find(stop).unwrap_or(rest.len());
    rest[..end].char_indices().map(|(i, _)| i).find(|&i| i > 0 && dots_len(&rest[i..]).is_some()).unwrap_or(end)
}

struct Reader<'t> {
    text: &'t str,
    tokens: Lexed,
    at: usize,
    depth: usize,
    /// Whether reading was given up: then nothing more is told.
    stopped: bool,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn tell(&mut self, fault: Fault) {
        if !self.stopped {
            self.faults.push(fault);
        }
    }

    fn peek(&self) -> Option<(Range<usize>, &str)> {
        self.tokens.get(self.at).map(|(at, token)| (at.clone(), token.as_str()))
    }

    fn next_is(&self, token: &str) -> bool {
        self.peek().is_some_and(|(_, next)| next == token)
    }

    fn take(&mut self, token: &str) -> bool {
        let found = self.next_is(token);
        self.at += usize::from(found);
        found
    }

    /// `a & b ! c`
    fn parts(&mut self) -> Vec<Part> {
        let mut parts = Vec::new();
        loop {
            let absent = self.take("!");
            let node = self.any();
            parts.push(Part { node, absent });
            while let Some((at, ")")) = self.peek() {
                self.tell(fault(at, "`)` has no partner", "remove it, or open the group it closes"));
                self.at += 1;
            }
            let joined = self.take("&");
            if self.peek().is_none() && !joined {
                return parts;
            }
        }
    }

    /// `a b | c d`
    fn any(&mut self) -> Node {
        let mut branches = vec![self.sequence()];
        while self.take("|") {
            branches.push(self.sequence());
        }
        if branches.len() == 1 { branches.remove(0) } else { Node::Any(branches) }
    }

    /// `a b? (c | d) ... {x}`
    fn sequence(&mut self) -> Node {
        let told = self.faults.len();
        let mut items = Vec::new();
        while let Some((at, token)) = self.peek() {
            if matches!(token, "|" | ")" | "&" | "!") {
                break;
            }
            let token = token.to_owned();
            self.at += 1;
            let item = self.item(at, &token).and_then(|item| owned(item, items.last()));
            match item {
                Ok(item) => items.push(if self.take("?") { Node::Optional(Box::new(item)) } else { item }),
                Err(fault) => self.tell(fault),
            }
        }
        if items.is_empty() && self.faults.len() == told {
            self.tell_missing_word();
        }
        if items.len() == 1 { items.remove(0) } else { Node::Sequence(items) }
    }

    /// Where nothing stands before an operator or the end, unless something that could not be read stood there.
    fn tell_missing_word(&mut self) {
        let here = self.peek().map_or(self.text.len()..self.text.len(), |(at, _)| at);
        let before = self.at.checked_sub(1).map_or(0, |last| self.tokens[last].0.end);
        if self.text[before..here.start].trim().is_empty() {
            let help = "write a word, a group, a list or a slot; remove an operator that has nothing beside it";
            self.tell(fault(here, "a word is expected here", help));
        }
    }

    fn item(&mut self, at: Range<usize>, token: &str) -> Result<Node, Fault> {
        if let Some(dots) = dots_len(token) {
            return gap(at, &token[dots..]);
        }
        let first = token.chars().next().unwrap_or(' ');
        match first {
            '(' => Ok(self.group(at)),
            '?' => Err(fault(at, "`?` follows nothing", "write it right after the word or group that may be missing")),
            '\'' if token == "'s" => Ok(Node::Owner(at)),
            '\'' => Ok(Node::Exact(token[1..token.len() - 1].to_owned(), at)),
            '{' => slot(at, &token[1..token.len() - 1]),
            '@' if token.len() > 1 => Ok(Node::List(token[1..].to_owned(), at)),
            '@' => Err(fault(at, "`@` names no list", "write `@name`, with a list of [words]")),
            _ => Ok(Node::Word(token.to_owned(), at)),
        }
    }

    fn group(&mut self, at: Range<usize>) -> Node {
        if self.depth == DEEPEST {
            self.tell(fault(at, "the groups nest too deep", "write fewer parentheses inside parentheses"));
            self.stopped = true;
            self.at = self.tokens.len();
            return Node::Sequence(Vec::new());
        }
        self.depth += 1;
        let node = self.any();
        while let Some((at, mark @ ("&" | "!"))) = self.peek() {
            let message = format!("`{mark}` cannot stand inside a group");
            self.tell(fault(at, &message, "close the group before it, or write two patterns"));
            self.at += 1;
            self.any();
        }
        self.depth -= 1;
        if !self.take(")") {
            self.tell(fault(at, "this group is never closed", "add a `)`"));
        }
        node
    }
}

impl Node {
    /// Where in the pattern it stands, without the parentheses and marks around it.
    pub fn place(&self) -> Range<usize> {
        match self {
            Self::Word(_, at) | Self::Exact(_, at) | Self::List(_, at) | Self::Slot(_, at) | Self::Gap(_, at) | Self::Owner(at) => {
                at.clone()
            }
            Self::Optional(node) => node.place(),
            Self::Any(nodes) | Self::Sequence(nodes) => match (nodes.first(), nodes.last()) {
                (Some(first), Some(last)) => first.place().start..last.place().end,
                _ => 0..0,
            },
        }
    }

    /// Calls `see` with this node and every node inside it, from left to right.
    pub fn walk<'n>(&'n self, see: &mut impl FnMut(&'n Self)) {
        see(self);
        match self {
            Self::Any(nodes) | Self::Sequence(nodes) => nodes.iter().for_each(|node| node.walk(see)),
            Self::Optional(node) => node.walk(see),
            _ => {}
        }
    }
}

fn gap(at: Range<usize>, digits: &str) -> Result<Node, Fault> {
    match digits.parse::<usize>() {
        Ok(words) if words <= WIDEST_GAP && words > 0 => Ok(Node::Gap(words, at)),
        Err(_) if digits.is_empty() => Ok(Node::Gap(DEFAULT_GAP, at)),
        _ => Err(fault(
            at,
            &format!("a gap of {digits} words cannot be"),
            &format!("write a number from 1 to {WIDEST_GAP}, or `...` for {DEFAULT_GAP}"),
        )),
    }
}

/// An item, unless it is the `'s` of a slot that takes what owns nothing, such as a date.
fn owned(item: Node, before: Option<&Node>) -> Result<Node, Fault> {
    match (&item, before) {
        (Node::Owner(at), Some(Node::Slot(slot, _))) if !slot.fill.may_own() => {
            let message = format!("`{slot}` takes nothing that could own what follows");
            Err(fault(at.clone(), &message, &format!("leave the `'s` to a gap: `{slot} ...1`")))
        }
        _ => Ok(item),
    }
}

fn slot(at: Range<usize>, inside: &str) -> Result<Node, Fault> {
    let (name, kind) = inside.split_once(':').map_or((inside.trim(), None), |(name, kind)| (name.trim(), Some(kind.trim())));
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if name.is_empty() || !name.chars().all(plain) {
        return Err(fault(at, "a slot's name is letters, digits, `-` and `_`", "write `{x}`, `{n:number}` or `{x:@list}`"));
    }
    let list = kind.and_then(|kind| kind.strip_prefix('@')).map(str::to_owned);
    if list.as_deref() == Some("") {
        let sign = at.start + 1 + inside.rfind('@').unwrap_or_default();
        return Err(fault(sign..sign + 1, "this slot names no list behind its `@`", "write `{x:@name}`, with a list of [words]"));
    }
    let fill = match kind {
        _ if list.is_some() => Some(Fill::Entry),
        None if name == "who" => Some(Fill::Who),
        None => Some(Fill::Phrase),
        Some(kind) => Fill::NAMES.iter().find(|(word, _)| *word == kind).map(|(_, fill)| *fill),
    };
    match fill {
        Some(fill) => Ok(Node::Slot(Slot { name: name.to_owned(), fill, list }, at)),
        None => {
            let kind = kind.unwrap_or_default();
            let help = kind_help(name, kind, &Needs::default());
            let from = at.end - 1 - inside.len() + inside.rfind(kind).unwrap_or_default();
            Err(fault(from..from + kind.len(), &format!("`{kind}` is no kind of slot"), &help))
        }
    }
}

/// What the rule that a pattern stands in needs slots for.
#[derive(Debug, Default)]
pub(super) struct Needs {
    /// The slots that its keys name, and the usual one of its shape.
    pub(super) named: Vec<String>,
    /// The slot of its answer, and what it takes.
    pub(super) value: Option<(String, Fill)>,
}

/// What authors write behind the colon who mean a slot without a kind.
const PLAIN: [&str; 5] = ["name", "names", "noun", "thing", "text"];

/// How to write a slot of which no kind stands behind the colon.
pub(super) fn kind_help(name: &str, kind: &str, needs: &Needs) -> String {
    let kinds = || Fill::NAMES.iter().map(|(word, _)| *word);
    let named = Fill::NAMES.iter().find(|(word, _)| *word == name).map(|(_, fill)| *fill);
    let is_needed = |name: &str| needs.named.iter().any(|needed| needed == name);
    let value = || {
        let (own, fill) = needs.value.as_ref().filter(|(own, fill)| own == name || named == Some(*fill))?;
        let slot = Slot { name: own.clone(), fill: *fill, list: None };
        Some(format!("write `{slot}`, which is the answer of this rule"))
    };
    let turned = || named.map(|_| format!("the name comes first: write `{{{kind}:{name}}}`"));
    if named == Some(Fill::Who) && !is_needed(kind) {
        return "write `{who}`: it takes somebody who can speak or act, and nothing stands behind it".to_owned();
    }
    if named.is_some() && is_needed(kind) {
        return turned().unwrap_or_default();
    }
    if named.is_none() && PLAIN.contains(&kind) {
        return format!("write `{{{name}}}`, which takes a noun or a name");
    }
    let near = did_you_mean(kind, kinds());
    let any = || match is_needed(name) {
        true => format!("write `{{{name}}}`, which takes a noun or a name; or one of these kinds: {}", one_of(kinds())),
        false => format!("write {}, or a list: `{{{name}:@…}}`", one_of(kinds())),
    };
    near.or_else(value).or_else(turned).unwrap_or_else(any)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(node: &Node) -> String {
        let all = |nodes: &[Node], by: &str| nodes.iter().map(shape).collect::<Vec<_>>().join(by);
        match node {
            Node::Word(w, _) => w.clone(),
            Node::Exact(w, _) => format!("={w}"),
            Node::List(w, _) => format!("@{w}"),
            Node::Slot(s, _) => format!("{{{}:{:?}{}}}", s.name, s.fill, s.list.as_deref().unwrap_or_default()),
            Node::Owner(_) => "+s".to_owned(),
            Node::Gap(n, _) => format!("..{n}"),
            Node::Any(nodes) => format!("({})", all(nodes, "|")),
            Node::Sequence(nodes) => all(nodes, " "),
            Node::Optional(node) => format!("[{}]", shape(node)),
        }
    }

    fn shapes(text: &str) -> String {
        let parts = parse(text).unwrap().parts;
        parts.iter().map(|p| format!("{}{}", if p.absent { "!" } else { "" }, shape(&p.node))).collect::<Vec<_>>().join(" & ")
    }

    #[test]
    fn reads_every_piece_of_the_language() {
        for (text, expected) in [
            ("drone ... (attack | hit)", "drone ..6 (attack|hit)"),
            ("a b? (c d | e)? ...2 f", "a [b] [(c d|e)] ..2 f"),
            ("'no' @iraq.group {x} {n:number} {who}", "=no @iraq.group {x:Phrase} {n:Number} {who:Who}"),
            ("a & b ! c", "a & b & !c"),
            ("a | b & c", "(a|b) & c"),
            ("'Kata'ib' brigade", "=Kata'ib brigade"),
            ("Iraq's US-led doesn't", "Iraq's US-led doesn't"),
            ("wait... end", "wait ..6 end"),
            ("wait …3 end… of", "wait ..3 end ..6 of"),
            ("{who:@suspects} {s:score} {x:@iraq.group}", "{who:Entrysuspects} {s:Score} {x:Entryiraq.group}"),
            ("{who}'s {x:@firm}'s 's'", "{who:Who} +s {x:Entryfirm} +s =s"),
            ("{who}'s 'out'", "{who:Who} +s =out"),
        ] {
            assert_eq!(shapes(text), expected, "{text}");
        }
    }

    #[test]
    fn writes_what_it_read() {
        for text in [
            "drone ... (attack | hit)",
            "a b? (c d | e)? ...2 'f'",
            "@iraq.group {x} {n:number} {who} {y:who}",
            "{who:@list} {s:score} {x}'s y",
        ] {
            assert_eq!(parse(text).unwrap().parts[0].node.to_string(), text);
        }
    }

    #[test]
    fn tells_what_is_wrong_and_where() {
        for (text, at, message) in [
            ("(a | b", 0..1, "this group is never closed"),
            ("a | ", 4..4, "a word is expected here"),
            ("a )", 2..3, "`)` has no partner"),
            ("{x:nunber}", 3..9, "`nunber` is no kind of slot"),
            ("? a", 0..1, "`?` follows nothing"),
            ("'open form", 0..10, "this exact form is never closed"),
            ("! a", 0..3, "this pattern only says what must not occur"),
            ("a ...50 b", 2..7, "a gap of 50 words cannot be"),
            ("", 0..0, "a word is expected here"),
            ("a @ b", 2..3, "`@` names no list"),
            ("a {x", 2..4, "this slot is never closed"),
            ("a {x:@}", 5..6, "this slot names no list"),
            ("{x:@\u{3000}} a", 3..4, "this slot names no list"),
            ("{d:date}'s game", 8..10, "`{d:date}` takes nothing that could own"),
            ("a {@list}", 2..9, "a slot's name is letters"),
        ] {
            let fault = parse(text).unwrap_err();
            assert!(fault.at == at && fault.message.starts_with(message), "{text}: {fault:?}");
        }
    }

    #[test]
    fn tells_everything_that_is_wrong() {
        for (text, messages) in [
            (
                "(a | b @ {x:nunber} ...99",
                vec!["this group is never closed", "`@` names no list", "`nunber` is no kind of slot", "a gap of 99"],
            ),
            ("a) & | b }", vec!["`)` has no partner", "a word is expected here", "`}` closes no slot"]),
            ("(a & b) c", vec!["`&` cannot stand inside a group"]),
            ("a & {x", vec!["this slot is never closed"]),
            ("? & a", vec!["`?` follows nothing"]),
        ] {
            let (_, faults) = read(text);
            let told: Vec<_> = faults.iter().map(|fault| fault.message.as_str()).collect();
            assert!(told.len() == messages.len() && told.iter().zip(&messages).all(|(t, m)| t.starts_with(m)), "{text}: {told:?}");
        }
    }

    #[test]
    fn thinks_what_is_meant_by_a_kind_that_is_none() {
        let of = |named: &[&str], value: Option<Fill>| Needs {
            named: named.iter().map(|name| (*name).to_owned()).collect(),
            value: value.map(|value| (named.first().map_or("x", |name| *name).to_owned(), value)),
        };
        for (slot, needs, told) in [
            (("who", "name"), of(&["who"], Some(Fill::Who)), "write `{who}`"),
            (("who", "person"), of(&[], None), "write `{who}`"),
            (("who", "firm"), of(&["firm"], None), "the name comes first: write `{firm:who}`"),
            (("number", "n"), of(&["n"], Some(Fill::Number)), "the name comes first: write `{n:number}`"),
            (("number", "people"), of(&["n"], Some(Fill::Number)), "write `{n:number}`"),
            (("n", "int"), of(&["n"], Some(Fill::Number)), "write `{n:number}`"),
            (("n", "nunber"), of(&["n"], Some(Fill::Number)), "did you mean `number`?"),
            (("number", "n"), Needs::default(), "the name comes first: write `{n:number}`"),
            (("firm", "name"), of(&["n", "firm"], Some(Fill::Number)), "write `{firm}`, which takes a noun or a name"),
            (("x", "name"), Needs::default(), "write `{x}`, which takes a noun or a name"),
            (("x", "colour"), Needs::default(), "write `phrase`"),
        ] {
            let help = kind_help(slot.0, slot.1, &needs);
            assert!(help.starts_with(told), "{slot:?}: {help}");
        }
    }

    #[test]
    fn survives_deep_nesting() {
        let text = "(".repeat(10_000) + "a" + &")".repeat(10_000);
        assert_eq!(parse(&text).unwrap_err().message, "the groups nest too deep");
    }
}
