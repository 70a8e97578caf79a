//! From the text of a rule file to its written form, with everything that is wrong with its TOML and its form.
//!
//! Nothing that is wrong hides the rest. Where the TOML itself is wrong, the file is cut at the headers of its tables: only
//! the tables that the mistakes stand in are torn, and even of them what can be read is looked at.

use super::code::Code;
use super::form::{self, Checker, Form, Seen, Value};
use super::problem::{File, Loss, Problem, did_you_mean};
use super::quotes::{self, Torn};
use super::written::{Head, Scope, Text, Words, WrittenEntity, WrittenList, WrittenRule};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, ValueDeserializer};

/// A pack as written: its parts, each with its place.
#[derive(Debug)]
pub struct WrittenPack {
    /// The file it was read from.
    pub file: Arc<File>,
    /// `[pack]`.
    pub head: Head,
    /// `[words]`.
    pub words: Words,
    /// `[[entity]]`.
    pub entities: Vec<WrittenEntity>,
    /// `[[rule]]`.
    pub rules: Vec<ReadRule>,
    /// Whether its rules may be used; else they are only looked at.
    pub(super) usable: bool,
    /// Whether another pack takes its place.
    pub(super) replaced: bool,
}

/// A rule as written.
#[derive(Debug)]
pub struct ReadRule {
    /// Where its `[[rule]]` stands.
    pub at: Range<usize>,
    /// Where its keys stand, and what is wrong with them.
    pub seen: Seen,
    /// The rule.
    pub written: WrittenRule,
    /// The rule as it was before other packs added to it.
    pub(super) plain: Option<Box<WrittenRule>>,
}

/// The tables of a rule file, by the names of their headers.
const TABLES: [&str; 4] = ["pack", "words", "entity", "rule"];

/// Reads one file; what is wrong is told, and what is right comes back.
pub(super) fn pack(file: Arc<File>, problems: &mut Vec<Problem>) -> WrittenPack {
    let (whole, errors) = DeTable::parse_recoverable(&file.text);
    let pieces = if errors.is_empty() { Vec::new() } else { pieces(&file.text) };
    let mut tables: Vec<(DeTable, Vec<Range<usize>>)> = pieces.iter().map(|piece| (piece.table(), piece.torn_lines(&file.text))).collect();
    if errors.is_empty() {
        tables.push((whole.into_inner(), Vec::new()));
    }
    let mut reader = Reader { file: &file, problems, pack: String::new(), extends: false };
    let (head, usable) = reader.head(&mut tables);
    reader.pack.clone_from(head.id.get_ref());
    reader.extends = head.extends.is_some();
    for (piece, (table, torn)) in pieces.iter().zip(&tables) {
        reader.tell_syntax(piece, table, torn);
    }
    let (mut words, mut entities, mut rules) = (Words::new(), Vec::new(), Vec::new());
    for (mut table, torn) in tables {
        words.extend(reader.words(&mut table, &torn));
        entities.extend(reader.entities(&mut table, &torn));
        rules.extend(reader.rules(&mut table, &torn));
        reader.refuse_rest(&table, &torn);
    }
    rules.sort_by_key(|rule| rule.at.start);
    WrittenPack { file: Arc::clone(&file), head, words, entities, rules, usable, replaced: false }
}

/// A text as long as the file, with everything blank but some of its tables, and what the TOML reader says of it.
struct Piece {
    text: String,
    torn: Vec<Torn>,
    /// The header of the one table that it holds: its name and place.
    header: Option<(&'static str, Range<usize>)>,
}

impl Piece {
    /// What can be read of it. Keys that have lost their header because that is misspelt come back under it.
    fn table(&self) -> DeTable<'_> {
        let table = DeTable::parse_recoverable(&self.text).0.into_inner();
        let Some((name, at)) = &self.header else { return table };
        let (mut own, mut other) = (DeTable::new(), DeTable::new());
        for (key, value) in table {
            let keep = TABLES.contains(&key.get_ref().as_ref());
            if keep {
                other.insert(key, value)
            } else {
                own.insert(key, value)
            };
        }
        let parts = match other.remove(*name).map(Spanned::into_inner) {
            Some(DeValue::Table(parts)) if !own.is_empty() => parts,
            Some(kept) => {
                other.insert(Spanned::new(at.clone(), (*name).into()), Spanned::new(at.clone(), kept));
                other.extend(own);
                return other;
            }
            None => DeTable::new(),
        };
        own.extend(parts);
        let own = DeValue::Table(own);
        let value =
            if ["pack", "words"].contains(name) { own } else { DeValue::Array(DeArray::from_iter([Spanned::new(at.clone(), own)])) };
        other.insert(Spanned::new(at.clone(), (*name).into()), Spanned::new(at.clone(), value));
        other
    }

    /// The lines, as bytes of the file, on which its mistakes stand.
    fn torn_lines(&self, text: &str) -> Vec<Range<usize>> {
        let spans = self.torn.iter().map(|torn| torn.at.clone());
        spans
            .map(|span| {
                let start = text[..span.start.min(text.len())].rfind('\n').map_or(0, |newline| newline + 1);
                let end = span.end.clamp(start, text.len());
                start..text[end..].find('\n').map_or(text.len(), |newline| end + newline)
            })
            .collect()
    }
}

/// A file whose TOML is not right: all tables that are right, and each that is not by itself.
fn pieces(text: &str) -> Vec<Piece> {
    let blocks = blocks(text);
    let fails = |block: &Range<usize>| !DeTable::parse_recoverable(&text[block.clone()]).1.is_empty();
    let mut bad: BTreeSet<usize> = (0..blocks.len()).filter(|&i| fails(&blocks[i])).collect();
    // Tables that are right by themselves may not go together: two [words], say. The later one is torn.
    loop {
        let rest = only(text, &blocks, |i| !bad.contains(&i));
        let errors = DeTable::parse_recoverable(&rest).1;
        let guilty = errors.iter().filter_map(|error| block_of(&blocks, error.span()?.start)).find(|i| !bad.contains(i));
        match guilty {
            Some(block) => {
                bad.insert(block);
            }
            None => {
                let alone = bad.iter().map(|&block| torn(block, &blocks, text));
                return [Piece { text: rest, torn: Vec::new(), header: None }].into_iter().chain(alone).collect();
            }
        }
    }
}

fn torn(block: usize, blocks: &[Range<usize>], text: &str) -> Piece {
    let header = header(text, &blocks[block]);
    let (alone, lacking) = alone(block, blocks, text);
    let errors = DeTable::parse_recoverable(&alone).1;
    let all = |errors: &[toml::de::Error]| {
        let mut torn: Vec<Torn> = errors.iter().map(syntax_error).chain(lacking.iter().cloned()).collect();
        torn.sort_by_key(|torn| torn.at.start);
        torn
    };
    if !errors.is_empty() {
        // A header that cannot be read would take the keys below it along: they are read without it.
        let on_header =
            |at: &Range<usize>| errors.iter().any(|error| error.span().is_some_and(|span| at.start <= span.start && span.start <= at.end));
        let header = header.filter(|(_, at)| on_header(at));
        let text = match &header {
            Some((_, at)) => only(&alone, &[0..at.start, at.clone(), at.end..alone.len()], |part| part != 1),
            None => alone,
        };
        return Piece { text, torn: all(&errors), header };
    }
    if !lacking.is_empty() {
        return Piece { text: alone, torn: lacking, header: None };
    }
    // Right by itself: what is wrong shows only together with what stands before it.
    let before = only(text, blocks, |i| i <= block);
    let inside = |error: &toml::de::Error| error.span().is_some_and(|span| blocks[block].contains(&span.start));
    let errors: Vec<_> = DeTable::parse_recoverable(&before).1.into_iter().filter(inside).collect();
    Piece { text: alone, torn: all(&errors), header: None }
}

/// A file with everything blank but one of its tables, of which the lines that lack a quotation mark are mended; and what they lack.
fn alone(block: usize, blocks: &[Range<usize>], text: &str) -> (String, Vec<Torn>) {
    let own = blocks[block].clone();
    let (table, lacking) = quotes::mended(&text[own.clone()]);
    let mut alone = only(text, blocks, |_| false);
    alone.replace_range(own.clone(), &table);
    let place = |torn: Torn| Torn { at: own.start + torn.at.start..own.start + torn.at.end, ..torn };
    (alone, lacking.into_iter().map(place).collect())
}

/// The name and place of the header that a block begins with.
fn header(text: &str, block: &Range<usize>) -> Option<(&'static str, Range<usize>)> {
    let start = block.start + text[block.clone()].find('[')?;
    let line = text[start..block.end].lines().next()?.trim_end();
    let name = TABLES.into_iter().find(|table| is_header(line.trim_start_matches('['), table))?;
    Some((name, start..start + line.len()))
}

/// The file cut before each header of a table that does not belong to the one before.
fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let name = line.trim_start().trim_start_matches('[');
        let header = line.trim_start().starts_with('[') && TABLES.iter().any(|table| is_header(name, table));
        if header && at > 0 {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(&start, end)| start..end).collect()
}

fn is_header(name: &str, table: &str) -> bool {
    name.trim_start().strip_prefix(table).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || "._-".contains(c)))
}

fn block_of(blocks: &[Range<usize>], at: usize) -> Option<usize> {
    blocks.partition_point(|block| block.start <= at).checked_sub(1)
}

/// The text with every block blank that is not kept. Lines and bytes keep their places.
fn only(text: &str, blocks: &[Range<usize>], keep: impl Fn(usize) -> bool) -> String {
    let mut kept = String::with_capacity(text.len());
    for (i, block) in blocks.iter().enumerate() {
        let part = &text[block.clone()];
        if keep(i) {
            kept.push_str(part);
        } else {
            kept.extend(part.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        }
    }
    kept
}

/// What is wrong with the TOML of a file, whatever it holds.
pub(super) fn syntax(file: &Arc<File>) -> Vec<Problem> {
    let (text, lacking) = quotes::mended(&file.text);
    let errors = DeTable::parse_recoverable(&text).1;
    let torn = errors.iter().map(syntax_error).chain(lacking);
    torn.map(|torn| syntax_problem(torn, file, Loss::File)).collect()
}

/// A complaint of the TOML reader in our form. Its own words are good; the hint is ours.
fn syntax_error(error: &toml::de::Error) -> Torn {
    let message = error.message().lines().next().unwrap_or("this cannot be read").to_owned();
    let (at, help) = (error.span().unwrap_or_default(), syntax_help(&message).to_owned());
    Torn { at, message, help }
}

fn syntax_problem(torn: Torn, file: &Arc<File>, loss: Loss) -> Problem {
    let Torn { at, message, help } = torn;
    Problem { code: Code::Syntax, file: Arc::clone(file), at, message, help, also: Vec::new(), loss }
}

struct Reader<'a> {
    file: &'a Arc<File>,
    problems: &'a mut Vec<Problem>,
    pack: String,
    extends: bool,
}

impl Reader<'_> {
    fn tell(&mut self, code: Code, at: Range<usize>, message: &str, help: &str, loss: Loss) {
        let (message, help, file) = (message.to_owned(), help.to_owned(), Arc::clone(self.file));
        self.problems.push(Problem { code, file, at, message, help, also: Vec::new(), loss });
    }

    fn checker<'c>(&'c mut self, loss: Loss, torn: &'c [Range<usize>]) -> Checker<'c> {
        Checker { problems: self.problems, file: self.file, loss, torn, extends: self.extends }
    }

    /// What the TOML reader says of a torn table.
    fn tell_syntax(&mut self, piece: &Piece, table: &DeTable, torn: &[Range<usize>]) {
        let loss = match table.get("rule").and_then(|rules| rules.get_ref().as_array()?.first()) {
            Some(rule) => Loss::of(Some(self.rule_name(rule, torn))),
            None => Loss::Nothing,
        };
        self.problems.extend(piece.torn.iter().map(|torn| syntax_problem(torn.clone(), self.file, loss.clone())));
    }

    /// The name of the rule that a table is or would have been.
    fn rule_name(&self, value: &Value, torn: &[Range<usize>]) -> String {
        let id = value.get_ref().as_table().and_then(|table| table.get("id"));
        let told = id.filter(|id| !torn.iter().any(|line| line.contains(&id.span().start))).and_then(|id| id.get_ref().as_str());
        let line = || format!("(line {})", self.file.line(value.span().start));
        format!("{}/{}", self.pack, told.map_or_else(line, str::to_owned))
    }

    fn head(&mut self, tables: &mut [(DeTable, Vec<Range<usize>>)]) -> (Head, bool) {
        let found = tables.iter_mut().find_map(|(table, torn)| Some((table.remove("pack")?, torn.clone())));
        let before = self.problems.len();
        let read = match found {
            Some((value, torn)) if value.get_ref().is_table() => self.table::<Head>(value, form::PACK, Loss::Nothing, &torn),
            Some((value, _)) => {
                self.tell(Code::WrongKind, value.span(), "`pack` is a table", "write `[pack]` on a line of its own", Loss::File);
                None
            }
            None => {
                let help = "add `[pack]` with an `id` and a `title` at the top";
                self.tell(Code::MissingKey, 0..0, "a rule file begins with [pack]", help, Loss::File);
                None
            }
        };
        match read {
            Some((_, seen, head)) if !seen.lacks("id") => {
                let usable = self.check_setting(&head, &seen);
                if !usable {
                    self.problems[before..].iter_mut().for_each(|problem| problem.loss = Loss::File);
                }
                (head, usable)
            }
            read => {
                self.problems[before..].iter_mut().for_each(|problem| problem.loss = Loss::File);
                (read.map_or_else(|| self.stand_in_head(), |(_, _, head)| Head { id: self.stand_in_head().id, ..head }), false)
            }
        }
    }

    /// Whether a pack has the setting that its author wrote, if any: without it the rules would read what they are not meant for.
    fn check_setting(&mut self, head: &Head, seen: &Seen) -> bool {
        let is_empty = head.setting.as_ref().is_some_and(Vec::is_empty);
        if is_empty && !seen.doubts(&["setting"]) {
            let at = seen.keys.get("setting").cloned().unwrap_or(head.id.span());
            let help = "write what every text on the affair names, `setting = [\"…\"]`, or take `setting` out";
            self.tell(Code::Empty, at, "the setting is empty", help, Loss::File);
        }
        !is_empty && !seen.doubts(&["setting"])
    }

    /// The head of a pack without a name: the file's.
    fn stand_in_head(&self) -> Head {
        let stem = self.file.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let (id, title) = (Text::new(0..0, stem), String::new());
        Head {
            id,
            title,
            version: None,
            scope: Scope::default(),
            allow: Vec::new(),
            setting: None,
            uses: Vec::new(),
            extends: None,
            replaces: None,
        }
    }

    /// One table, as far as it is of its form.
    fn table<T>(&mut self, value: Value, form: &Form, loss: Loss, torn: &[Range<usize>]) -> Option<(Range<usize>, Seen, T)>
    where
        T: for<'de> Deserialize<'de>,
    {
        let span = value.span();
        let DeValue::Table(table) = value.into_inner() else { return None };
        let (table, seen) = self.checker(loss.clone(), torn).table(table, span.clone(), form);
        match T::deserialize(ValueDeserializer::from(Spanned::new(span.clone(), DeValue::Table(table)))) {
            Ok(read) => Some((span, seen, read)),
            Err(error) => {
                // What the form lets through serde takes; should it not, its own words are better than silence.
                self.tell(Code::WrongKind, error.span().unwrap_or(span), error.message(), "write what is expected here", loss);
                None
            }
        }
    }

    fn words(&mut self, table: &mut DeTable<'_>, torn: &[Range<usize>]) -> Words {
        let Some(value) = table.remove("words") else { return Words::new() };
        let span = value.span();
        let DeValue::Table(lists) = value.into_inner() else {
            let help = "write `[words]` and under it `name = [\"…\", \"…\"]`";
            self.tell(Code::WrongKind, span, "`words` is a table of lists", help, Loss::Nothing);
            return Words::new();
        };
        let mut words = Words::new();
        for (name, entries) in lists {
            let at = name.span();
            let name = name.into_inner().into_owned();
            let entries = self.checker(Loss::Nothing, torn).texts(entries, &name);
            let torn = entries.is_none();
            let entries = entries.unwrap_or_default().into_iter().filter_map(text).collect();
            words.insert(name, WrittenList { at, entries, torn });
        }
        words
    }

    fn entities(&mut self, table: &mut DeTable<'_>, torn: &[Range<usize>]) -> Vec<WrittenEntity> {
        let items = self.items(table, "entity");
        let mut entities = Vec::new();
        for item in items {
            let name = item.get_ref().as_table().and_then(|table| table.get("name")?.get_ref().as_str());
            let loss = Loss::Part(name.map_or("this entity".to_owned(), |name| format!("the entity `{name}`")));
            if let Some((_, seen, entity)) = self.table(item, form::ENTITY, loss, torn)
                && !seen.is_wrong()
            {
                entities.push(entity);
            }
        }
        entities
    }

    fn rules(&mut self, table: &mut DeTable<'_>, torn: &[Range<usize>]) -> Vec<ReadRule> {
        let mut rules = Vec::new();
        for item in self.items(table, "rule") {
            let loss = Loss::of(Some(self.rule_name(&item, torn)));
            rules.extend(self.table(item, form::RULE, loss, torn).map(|(at, seen, written)| ReadRule { at, seen, written, plain: None }));
        }
        rules
    }

    /// The tables of one name. One that is written with too few brackets is told, and taken for a list of one.
    fn items<'t>(&mut self, table: &mut DeTable<'t>, name: &str) -> Vec<Value<'t>> {
        let Some(value) = table.remove(name) else { return Vec::new() };
        let span = value.span();
        let tell = |reader: &mut Self, at| {
            let (message, help) = (format!("`{name}` is a list of tables"), format!("write `[[{name}]]` with two brackets on each side"));
            reader.tell(Code::WrongKind, at, &message, &help, Loss::Nothing);
        };
        match value.into_inner() {
            DeValue::Array(items) => {
                let (right, wrong): (Vec<_>, Vec<_>) = items.into_iter().partition(|item| item.get_ref().is_table());
                wrong.iter().for_each(|item| tell(self, item.span()));
                right
            }
            DeValue::Table(one) => {
                tell(self, span.clone());
                vec![Spanned::new(span, DeValue::Table(one))]
            }
            _ => {
                tell(self, span);
                Vec::new()
            }
        }
    }

    /// What is left in the table is nothing that a pack has.
    fn refuse_rest(&mut self, table: &DeTable<'_>, torn: &[Range<usize>]) {
        for (name, value) in table {
            let at = if name.span().is_empty() { value.span() } else { name.span() };
            if torn.iter().any(|line| line.contains(&at.start)) {
                continue;
            }
            let help = did_you_mean(name.get_ref(), TABLES.into_iter());
            let help = help.unwrap_or_else(|| "a rule file holds [pack], [words], [[entity]] and [[rule]]".to_owned());
            self.tell(Code::UnknownKey, at, &format!("a rule file has no `{}`", name.get_ref()), &help, Loss::Nothing);
        }
    }
}

fn text(value: Value) -> Option<Text> {
    let span = value.span();
    match value.into_inner() {
        DeValue::String(text) => Some(Text::new(span, text.into_owned())),
        _ => None,
    }
}

/// How to mend what the TOML reader complains of, by its own words.
fn syntax_help(message: &str) -> &'static str {
    let has = |part: &str| message.contains(part);
    if has("basic string") || has("quote") || has("literal string") {
        "a text stands between two double quotes on one line: `\"…\"`"
    } else if has("escape") {
        "write `\\\\` for a backslash, or put the text in single quotes"
    } else if has("array table") || has("unclosed table") {
        "a header has as many brackets behind the name as before it: `[pack]`, `[[rule]]`"
    } else if has("comma") || has("array") {
        "put a comma between the entries of a list, and a `]` behind the last"
    } else if has("duplicate") {
        "keep one of the two"
    } else if has("key with no value") || has("`=`") {
        "write `key = value`"
    } else if has("newline") {
        "write each key on a line of its own"
    } else {
        "mend the TOML here; texts stand in double quotes, lists in brackets"
    }
}
