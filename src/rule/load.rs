//! Finding packs, reading them, and compiling all of them together.

use super::automaton::Automaton;
use super::compile::{Compiler, Context, ListTable};
use super::problem::{Code, File, Problem, did_you_mean};
use super::tier::Tiers;
use super::written::{Head, Text, Words, WrittenEntity, WrittenRule};
use super::{Entity, Rule};
use crate::error::{Error, Result};
use crate::language::Language;
use crate::language::lists::Lists;
use crate::verdict::Verdict;
use ignore::WalkBuilder;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// The packs that are compiled into the program: file name and text.
pub(super) const BUILT_IN: &[(&str, &str)] = &[
    ("general/language.toml", include_str!("../../rules/general/language.toml")),
    ("general/shared.toml", include_str!("../../rules/general/shared.toml")),
    ("general/status.toml", include_str!("../../rules/general/status.toml")),
    ("general/causes.toml", include_str!("../../rules/general/causes.toml")),
    ("general/responsibility.toml", include_str!("../../rules/general/responsibility.toml")),
    ("general/events.toml", include_str!("../../rules/general/events.toml")),
    ("general/stance.toml", include_str!("../../rules/general/stance.toml")),
    ("general/counts.toml", include_str!("../../rules/general/counts.toml")),
    ("general/disputes.toml", include_str!("../../rules/general/disputes.toml")),
    ("general/tenure.toml", include_str!("../../rules/general/tenure.toml")),
    ("general/deeds.toml", include_str!("../../rules/general/deeds.toml")),
    ("general/denials.toml", include_str!("../../rules/general/denials.toml")),
    ("general/commitments.toml", include_str!("../../rules/general/commitments.toml")),
    ("general/directives.toml", include_str!("../../rules/general/directives.toml")),
    ("general/course.toml", include_str!("../../rules/general/course.toml")),
    ("general/figures.toml", include_str!("../../rules/general/figures.toml")),
    ("general/tolls.toml", include_str!("../../rules/general/tolls.toml")),
    ("general/times.toml", include_str!("../../rules/general/times.toml")),
    ("general/whereabouts.toml", include_str!("../../rules/general/whereabouts.toml")),
    ("topics/iraq-2021.toml", include_str!("../../rules/topics/iraq-2021.toml")),
    ("topics/beirut-2020.toml", include_str!("../../rules/topics/beirut-2020.toml")),
    ("topics/disasters.toml", include_str!("../../rules/topics/disasters.toml")),
    ("topics/elections.toml", include_str!("../../rules/topics/elections.toml")),
    ("topics/health.toml", include_str!("../../rules/topics/health.toml")),
    ("topics/companies.toml", include_str!("../../rules/topics/companies.toml")),
    ("topics/sport.toml", include_str!("../../rules/topics/sport.toml")),
    ("topics/conflict.toml", include_str!("../../rules/topics/conflict.toml")),
];

/// The pack whose lists the reading of English rests on.
const LANGUAGE_PACK: &str = "language";

/// Which rules take part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Whether the built-in packs take part.
    pub builtin: bool,
    /// Rule files and folders of them.
    pub paths: Vec<PathBuf>,
    /// If not empty, only these rules or packs, by id or `pack/rule`.
    pub only: Vec<String>,
    /// Not these rules or packs.
    pub skip: Vec<String>,
    /// Files that say how often flags were right, beside the shipped table; see [`super::tier`].
    pub judged: Vec<PathBuf>,
}

impl Default for Choice {
    fn default() -> Self {
        Self { builtin: true, paths: Vec::new(), only: Vec::new(), skip: Vec::new(), judged: Vec::new() }
    }
}

/// All rules of a run, compiled.
#[derive(Debug)]
pub struct Rules {
    /// The rules, by pack and then as written.
    pub rules: Vec<Rule>,
    /// What goes by several names.
    pub entities: Vec<Entity>,
    /// The packs, as `(id, title, file)`.
    pub packs: Vec<Pack>,
    /// How texts are read.
    pub language: Language,
    /// How often their flags were right.
    pub tiers: Tiers,
    pub(super) automaton: Automaton,
    /// The word lists of all packs.
    pub(super) lists: ListTable,
}

/// What is known of a pack as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// The name that other packs and `--only` use.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// The version of its rules, if it has one.
    pub version: Option<String>,
    /// The file it was read from.
    pub file: PathBuf,
}

impl Rules {
    /// Reads, checks and compiles the chosen packs. What is wrong with single rules comes back beside the rest.
    ///
    /// # Errors
    /// A path that cannot be read, a table of judged flags with a mistake, or a name in `only` or `skip` that no pack and no rule has.
    pub fn load(choice: &Choice) -> Result<(Self, Vec<Problem>)> {
        let mut files = Vec::new();
        for (name, text) in BUILT_IN {
            // The lists that reading rests on are needed whatever the user leaves out.
            if choice.builtin || name.starts_with("general/") {
                files.push(File { path: Path::new("builtin").join(name), text: (*text).to_owned() });
            }
        }
        for path in &choice.paths {
            for found in rule_files(path)?.into_iter().filter(|file| !is_one_of(file, &choice.judged)) {
                let bytes = std::fs::read(&found).map_err(|error| Error::io(&found, &error))?;
                let text = String::from_utf8(bytes)
                    .map_err(|_| Error::at(&found, "a rule file must be UTF-8 text").with_help("save it as UTF-8"))?;
                files.push(File { path: found, text });
            }
        }
        let (mut rules, problems) = compile(files);
        rules.tiers = Tiers::read(&choice.judged)?;
        rules.tiers.find_strays(&rules.rules, &left_out(choice.builtin));
        rules.choose(&choice.only, &choice.skip)?;
        Ok((rules, problems))
    }

    /// The rule of this name: `pack/rule`, or the rule's id alone where only one pack has it.
    pub fn find(&self, name: &str) -> Option<&Rule> {
        let mut by_id = self.rules.iter().filter(|r| r.id == name);
        match (by_id.next(), by_id.next()) {
            (Some(rule), None) => Some(rule),
            _ => self.rules.iter().find(|r| r.name() == name),
        }
    }

    fn choose(&mut self, only: &[String], skip: &[String]) -> Result<()> {
        let named = |rule: &Rule, name: &String| rule.pack == *name || rule.id == *name || rule.name() == *name;
        for name in only.iter().chain(skip) {
            if !self.rules.iter().any(|rule| named(rule, name)) && !self.packs.iter().any(|pack| pack.id == *name) {
                let names = self.rules.iter().map(|r| r.id.as_str()).chain(self.packs.iter().map(|p| p.id.as_str()));
                let help = did_you_mean(name, names).unwrap_or_else(|| "`gainsay rules list` shows all of them".to_owned());
                return Err(Error::new(format!("no rule and no pack is called `{name}`")).with_help(help));
            }
        }
        self.rules.retain(|rule| (only.is_empty() || only.iter().any(|n| named(rule, n))) && !skip.iter().any(|n| named(rule, n)));
        Ok(())
    }
}

/// Whether a file is among others, by whatever path: a table of judged flags may lie beside the rules.
fn is_one_of(file: &Path, others: &[PathBuf]) -> bool {
    let full = |path: &Path| path.canonicalize().ok();
    others.iter().any(|other| full(other) == full(file))
}

/// The built-in packs on single topics that do not take part. Each is called as its file.
fn left_out(builtin: bool) -> Vec<&'static str> {
    let topics = BUILT_IN.iter().filter_map(|(name, _)| name.strip_prefix("topics/")?.strip_suffix(".toml"));
    topics.filter(|_| !builtin).collect()
}

/// The rule files at a path: the file itself, or every `.toml` file in the folder, in order of path.
///
/// # Errors
/// When there is nothing at the path, or no rule file in the folder.
pub fn rule_files(path: &Path) -> Result<Vec<PathBuf>> {
    let meta = std::fs::metadata(path).map_err(|error| Error::io(path, &error))?;
    if !meta.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let walk = WalkBuilder::new(path).standard_filters(false).hidden(true).build();
    let is_toml = |p: &Path| p.extension().is_some_and(|e| e == "toml") && p.file_name().is_some_and(|n| n != "gainsay.toml");
    let mut found: Vec<PathBuf> =
        walk.filter_map(std::result::Result::ok).map(ignore::DirEntry::into_path).filter(|p| is_toml(p)).collect();
    found.sort();
    if found.is_empty() { Err(Error::at(path, "no rule file (.toml) in this folder")) } else { Ok(found) }
}

/// A pack as written: its parts, each with its place.
#[derive(Debug)]
struct Written {
    file: Arc<File>,
    head: Head,
    words: Words,
    entities: Vec<WrittenEntity>,
    rules: Vec<(Range<usize>, WrittenRule)>,
}

/// Compiles the texts of packs, in the order given. Never fails: what is wrong is told beside what is right.
fn compile(files: Vec<File>) -> (Rules, Vec<Problem>) {
    let mut problems = Vec::new();
    let written: Vec<Written> = files.into_iter().filter_map(|file| read_pack(Arc::new(file), &mut problems)).collect();
    let language = Language::new(language_lists(&written));
    let lists = list_table(&written);
    let mut compiler =
        Compiler { lexicon: &language.lexicon, lists: &lists, pieces: BTreeMap::new(), automaton: Automaton::default(), problems };
    let mut rules = Vec::new();
    let mut ids = BTreeSet::new();
    for pack in &written {
        let context = Context { pack: pack.head.id.get_ref(), scope: pack.head.scope, file: &pack.file, rule: None };
        for (at, rule) in &pack.rules {
            if !ids.insert((pack.head.id.get_ref(), rule.id.get_ref())) {
                compiler.problems.push(duplicate(rule, &context));
                continue;
            }
            rules.extend(compiler.rule(rule, at.clone(), &context));
        }
    }
    let Compiler { automaton, mut problems, .. } = compiler;
    problems.sort_by(|a, b| (&a.file.path, a.at.start, a.code).cmp(&(&b.file.path, b.at.start, b.code)));
    problems.dedup();
    let packs = written.iter().map(Written::pack).collect();
    let entities = written.iter().flat_map(|pack| pack.entities.iter().map(entity)).collect();
    (Rules { rules, entities, packs, language, tiers: Tiers::shipped(), automaton, lists }, problems)
}

fn duplicate(rule: &WrittenRule, context: &Context) -> Problem {
    Problem {
        code: Code::Duplicate,
        file: Arc::clone(context.file),
        at: rule.id.span(),
        message: format!("two rules of the pack `{}` are called `{}`", context.pack, rule.id.get_ref()),
        help: "give one of them another `id`".to_owned(),
        disables: Some(format!("{}/{} (the second one)", context.pack, rule.id.get_ref())),
    }
}

impl Written {
    fn pack(&self) -> Pack {
        Pack {
            id: self.head.id.get_ref().clone(),
            title: self.head.title.clone(),
            version: self.head.version.clone(),
            file: self.file.path.clone(),
        }
    }
}

fn entity(written: &WrittenEntity) -> Entity {
    Entity { name: written.name.get_ref().clone(), kind: written.kind, aliases: written.aliases.clone(), never: written.never.clone() }
}

/// The lists of the language pack; a later pack of that id replaces list by list.
fn language_lists(packs: &[Written]) -> Lists {
    let mut lists = BTreeMap::new();
    for pack in packs.iter().filter(|pack| pack.head.id.get_ref() == LANGUAGE_PACK) {
        for (name, entries) in &pack.words {
            lists.insert(name.clone(), entries.iter().map(|e| e.get_ref().clone()).collect());
        }
    }
    Lists::new(lists)
}

fn list_table(packs: &[Written]) -> ListTable {
    let mut table = ListTable::new();
    for pack in packs {
        for (name, entries) in &pack.words {
            table.insert(format!("{}.{name}", pack.head.id.get_ref()), (entries.clone(), Arc::clone(&pack.file)));
        }
    }
    table
}

/// Reads one file; a rule that is not of the right form is told and left out, the others stay.
fn read_pack(file: Arc<File>, problems: &mut Vec<Problem>) -> Option<Written> {
    let (table, syntax) = DeTable::parse_recoverable(&file.text);
    if !syntax.is_empty() {
        problems.extend(syntax.iter().map(|error| form_problem(Code::Syntax, &file, error, None)));
        return None;
    }
    let mut reader = Reader { file: &file, problems, pack: String::new() };
    let mut table = table.into_inner();
    let head: Head = reader.head(&mut table)?;
    reader.pack.clone_from(head.id.get_ref());
    let words = reader.words(&mut table);
    let entities = reader.array(&mut table, "entity").into_iter().map(|(_, entity)| entity).collect();
    let rules = reader.array(&mut table, "rule");
    reader.refuse_rest(&table);
    Some(Written { file: Arc::clone(&file), head, words, entities, rules })
}

/// What is wrong with the TOML of a file, whatever it holds.
pub(super) fn syntax(file: &Arc<File>) -> Vec<Problem> {
    let (_, syntax) = DeTable::parse_recoverable(&file.text);
    syntax.iter().map(|error| form_problem(Code::Syntax, file, error, None)).collect()
}

struct Reader<'a> {
    file: &'a Arc<File>,
    problems: &'a mut Vec<Problem>,
    pack: String,
}

impl Reader<'_> {
    fn tell(&mut self, code: Code, at: Range<usize>, message: &str, help: &str) {
        let (message, help) = (message.to_owned(), help.to_owned());
        self.problems.push(Problem { code, file: Arc::clone(self.file), at, message, help, disables: None });
    }

    fn one<T: for<'de> Deserialize<'de>>(&mut self, value: Spanned<DeValue<'_>>) -> Option<T> {
        let disables = self.rule_name(value.get_ref());
        match T::deserialize(ValueDeserializer::from(value)) {
            Ok(read) => Some(read),
            Err(error) => {
                self.problems.push(form_problem(Code::Form, self.file, &error, disables));
                None
            }
        }
    }

    /// The name of the rule that a table would have been.
    fn rule_name(&self, value: &DeValue<'_>) -> Option<String> {
        let id = value.as_table()?.get("id")?.get_ref().as_str()?;
        Some(format!("{}/{id}", self.pack))
    }

    fn head(&mut self, table: &mut DeTable<'_>) -> Option<Head> {
        match table.remove("pack") {
            Some(value) => self.one(value),
            None => {
                self.tell(Code::Form, 0..0, "a rule file begins with [pack]", "add `[pack]` with an `id` and a `title` at the top");
                None
            }
        }
    }

    fn words(&mut self, table: &mut DeTable<'_>) -> Words {
        let Some(value) = table.remove("words") else { return Words::new() };
        let span = value.span();
        let DeValue::Table(lists) = value.into_inner() else {
            self.tell(Code::Form, span, "`words` is a table of lists", "write `[words]` and under it `name = [\"…\", \"…\"]`");
            return Words::new();
        };
        let mut words = Words::new();
        for (name, entries) in lists {
            if let Some(entries) = self.one::<Vec<Text>>(entries) {
                words.insert(name.into_inner().into_owned(), entries);
            }
        }
        words
    }

    fn array<T: for<'de> Deserialize<'de>>(&mut self, table: &mut DeTable<'_>, name: &str) -> Vec<(Range<usize>, T)> {
        let Some(value) = table.remove(name) else { return Vec::new() };
        let span = value.span();
        let DeValue::Array(items) = value.into_inner() else {
            let help = format!("write `[[{name}]]` with two brackets on each side");
            self.tell(Code::Form, span, &format!("`{name}` is a list of tables"), &help);
            return Vec::new();
        };
        items.into_iter().filter_map(|item| Some((item.span(), self.one(item)?))).collect()
    }

    /// What is left in the table is nothing that a pack has.
    fn refuse_rest(&mut self, table: &DeTable<'_>) {
        for (name, value) in table {
            let help = did_you_mean(name.get_ref(), ["pack", "words", "entity", "rule"].into_iter());
            let help = help.unwrap_or_else(|| "a rule file holds [pack], [words], [[entity]] and [[rule]]".to_owned());
            let at = if name.span().is_empty() { value.span() } else { name.span() };
            self.tell(Code::Form, at, &format!("a rule file has no `{}`", name.get_ref()), &help);
        }
    }
}

/// A complaint of the TOML reader in our form. Its own words are good; the hint is ours.
fn form_problem(code: Code, file: &Arc<File>, error: &toml::de::Error, disables: Option<String>) -> Problem {
    // The reader names the types of our own code.
    let own = error.message().lines().next().unwrap_or("unreadable");
    let message = if own.contains("enum Expected") {
        format!("an example's verdict is none of {}, none", Verdict::ALL.iter().map(|v| v.name()).collect::<Vec<_>>().join(", "))
    } else {
        own.replace("expected u8", "expected a whole number").replace("expected a sequence", "expected a list: [\"…\"]")
    };
    let help = form_help(error.message()).unwrap_or_else(|| match code {
        Code::Syntax => "mend the TOML here; strings stand in double quotes, lists in brackets".to_owned(),
        _ => "write what is expected here; README.md shows a whole rule file".to_owned(),
    });
    Problem { code, file: Arc::clone(file), at: error.span().unwrap_or(0..0), message, help, disables }
}

/// Reads serde's "unknown field `tred`, expected one of `id`, …" and picks what was probably meant.
fn form_help(message: &str) -> Option<String> {
    let names: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (wrong, known) = names.split_first()?;
    if known.is_empty() {
        return message.starts_with("missing field").then(|| format!("add `{wrong} = …`"));
    }
    Some(did_you_mean(wrong, known.iter().copied()).unwrap_or_else(|| format!("write one of {}", known.join(", "))))
}

/// The rules of one pack's text, which must be without mistakes.
#[cfg(test)]
pub(crate) fn compile_text(text: &str) -> Rules {
    let mut files: Vec<File> = BUILT_IN[..1].iter().map(|(name, text)| File { path: name.into(), text: (*text).to_owned() }).collect();
    files.push(File { path: "p.toml".into(), text: text.to_owned() });
    let (rules, problems) = compile(files);
    assert!(problems.is_empty(), "{problems:?}");
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<(String, String, String)> {
        let (_, problems) = compile(vec![File { path: "p.toml".into(), text: text.to_owned() }]);
        problems.iter().map(|p| (format!("{} {}", p.code, p.place()), p.message.clone(), p.help.clone())).collect()
    }

    const PACK: &str = "[pack]\nid = \"p\"\ntitle = \"t\"\n";

    #[test]
    fn tells_every_mistake_with_its_place() {
        let rule = |body: &str| format!("{PACK}[[rule]]\nid = \"r\"\nask = \"?\"\n{body}");
        for (text, place, message, help) in [
            ("[pack\nid = 1".to_owned(), "E001 p.toml:1:6", "unclosed table, expected `]`", ""),
            (String::new(), "E002 p.toml:1:1", "a rule file begins with [pack]", "add `[pack]` with an `id` and a `title` at the top"),
            (
                rule("shape = \"yes-no\"\nsay = [\"a\"]\ntred = \"up\""),
                "E002 p.toml:9:1",
                "unknown field `tred`, expected one of",
                "did you mean `trend`?",
            ),
            (rule("shape = \"yes-know\"\nsay = [\"a\"]"), "E002 p.toml:7:9", "unknown variant `yes-know`", "did you mean `yes-no`?"),
            (
                rule("shape = \"yes-no\"\nsay = \"a\""),
                "E002 p.toml:8:7",
                "invalid type: string \"a\", expected a list: [\"…\"]",
                "write what",
            ),
            (
                rule("shape = \"yes-no\"\nsay = [\"a\"]\n[[rule.example]]\nverdict = \"conflict\"\ntexts = []"),
                "E002 p.toml:10:11",
                "an example's verdict is none of contradiction, tension",
                "write what",
            ),
            (rule("shape = \"yes-no\"\nsay = [\"a (b | c\"]"), "E004 p.toml:8:11", "this group is never closed", "add a `)`"),
            (
                rule("shape = \"yes-no\"\nsay = [\"a @grup\"]"),
                "E005 p.toml:8:11",
                "no list is called `grup`",
                "add `grup = [\"…\"]` under [words]",
            ),
            (
                rule("shape = \"yes-no\"\nsay = [\"a? b?\"]"),
                "E006 p.toml:8:8",
                "this pattern can match nothing at all",
                "make at least one",
            ),
            (rule("shape = \"number\"\nsay = [\"{x} a\"]"), "E007 p.toml:5:6", "no pattern has the slot `{n}`", "write `{n:number}`"),
            (rule("shape = \"one-of\""), "E008 p.toml:4:1", "this shape needs at least two answers", "add a [[rule.answer]]"),
            (
                rule("shape = \"yes-no\"\nsay = [\"a\"]\nwithin = \"soon\""),
                "E009 p.toml:9:10",
                "`soon` is no span of time",
                "write a number",
            ),
            (format!("{PACK}[wrds]\na = []"), "E002 p.toml:4:2", "a rule file has no `wrds`", "did you mean `words`?"),
        ] {
            let found = problems(&text);
            assert!(!found.is_empty(), "nothing was wrong with {text}");
            let (at, said, hint) = &found[0];
            assert_eq!(at, place, "{text}\n{found:?}");
            assert!(said.starts_with(message) && hint.starts_with(help), "{text}\n{found:?}");
        }
    }

    #[test]
    fn tells_all_mistakes_of_a_file_and_keeps_the_rules_that_are_right() {
        let text = format!(
            "{PACK}{}{}{}",
            "[[rule]]\nid = \"good\"\nask = \"?\"\nshape = \"yes-no\"\nsay = [\"a\"]\n",
            "[[rule]]\nid = \"bad\"\nask = \"?\"\nshape = \"yes-no\"\nsay = [\"(b\", \"@c\"]\n",
            "[[rule]]\nid = \"good\"\nask = \"?\"\nshape = \"yes-no\"\nsay = [\"a\"]\n",
        );
        let (rules, problems) = compile(vec![File { path: "p.toml".into(), text }]);
        assert_eq!(rules.rules.iter().map(Rule::name).collect::<Vec<_>>(), ["p/good"]);
        assert_eq!(problems.iter().map(|p| p.code).collect::<Vec<_>>(), [Code::Pattern, Code::UnknownList, Code::Duplicate]);
    }

    #[test]
    fn a_list_that_holds_itself_is_told() {
        let text = format!(
            "{PACK}[words]\na = [\"x\", \"@b\"]\nb = [\"@a\"]\n[[rule]]\nid = \"r\"\nask = \"?\"\nshape = \"yes-no\"\nsay = [\"@a\"]\n"
        );
        assert_eq!(problems(&text)[0].1, "this list holds itself");
    }
}
