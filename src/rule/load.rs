//! Finding packs, reading them, and compiling all of them together.

use super::automaton::Automaton;
use super::code::Code;
use super::compile::{Compiler, Context, List, ListTable};
use super::lock::Locked;
use super::problem::{File, Loss, Problem, did_you_mean, in_order};
use super::read::{self, ReadRule, WrittenPack};
use super::setting::Setting;
use super::tier::Tiers;
use super::weave::{self, Uses};
use super::written::{Text, WrittenEntity};
use super::{Entity, Rule};
use crate::error::{Error, Result};
use crate::language::Language;
use crate::language::lists::Lists;
use ignore::WalkBuilder;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
pub(super) const LANGUAGE_PACK: &str = "language";

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
    /// The settings of packs. Their parts are the first of the automaton.
    pub(super) settings: Vec<Setting>,
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
    /// The files of packs that extend it.
    pub extended_by: Vec<PathBuf>,
}

impl Rules {
    /// Reads, checks and compiles the chosen packs. What is wrong with single rules comes back beside the rest.
    ///
    /// # Errors
    /// A path that cannot be read, a table of judged flags with a mistake, or a name in `only` or `skip` that no pack and no rule has.
    pub fn load(choice: &Choice) -> Result<(Self, Vec<Problem>)> {
        Self::load_as_written(choice).map(|loaded| (loaded.rules, loaded.problems))
    }

    /// The same, with the packs as they are written: for what looks at the rules themselves.
    ///
    /// # Errors
    /// As [`Rules::load`].
    pub fn load_as_written(choice: &Choice) -> Result<Loaded> {
        let mut files = Vec::new();
        for (name, text) in BUILT_IN {
            // The lists that reading rests on are needed whatever the user leaves out.
            if choice.builtin || name.starts_with("general/") {
                files.push(File::new(Path::new("builtin").join(name), *text));
            }
        }
        for path in &choice.paths {
            for found in rule_files(path)?.into_iter().filter(|file| !is_one_of(file, &choice.judged)) {
                let bytes = std::fs::read(&found).map_err(|error| Error::io(&found, &error))?;
                let text = String::from_utf8(bytes)
                    .map_err(|_| Error::at(&found, "a rule file must be UTF-8 text").with_help("save it as UTF-8"))?;
                files.push(File::new(found, text));
            }
        }
        let mut loaded = compile(files);
        let rules = &mut loaded.rules;
        rules.tiers = Tiers::read(&choice.judged)?;
        rules.tiers.find_strays(&rules.rules, &left_out(choice.builtin));
        rules.choose(&choice.only, &choice.skip)?;
        Ok(loaded)
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

impl Rule {
    /// Whether it comes with the program.
    pub fn is_built_in(&self) -> bool {
        is_built_in(&self.file)
    }

    /// Whether it comes with the program and is free of topic.
    pub(crate) fn is_general(&self) -> bool {
        self.is_built_in() && self.file.starts_with("builtin/general")
    }
}

/// Whether a file of rules comes with the program.
pub(super) fn is_built_in(file: &Path) -> bool {
    file.strip_prefix("builtin").is_ok_and(|name| BUILT_IN.iter().any(|(known, _)| name == Path::new(known)))
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

/// Rules, what is wrong with them, and how they are written.
#[derive(Debug)]
pub struct Loaded {
    /// The rules that can be used.
    pub rules: Rules,
    /// The mistakes, by file and place.
    pub problems: Vec<Problem>,
    /// The packs as written, in the order of files.
    pub packs: Vec<WrittenPack>,
    /// Each file in use, by itself.
    pub files: Vec<Locked>,
}

/// Compiles the texts of packs, in the order given. Never fails: what is wrong is told beside what is right.
fn compile(files: Vec<File>) -> Loaded {
    let mut problems = Vec::new();
    let packs: Vec<WrittenPack> = files.into_iter().map(|file| read::pack(Arc::new(file), &mut problems)).collect();
    let (mut packs, uses, files) = weave::weave(packs, &mut problems);
    let language = Language::new(language_lists(&packs));
    let lists = list_table(&packs, uses);
    let mut compiler = Compiler::new(&language.lexicon, &lists);
    let (settings, setting_of) = settings(&mut packs, &mut compiler);
    let mut rules = Vec::new();
    let mut ids = BTreeMap::new();
    for (pack, setting) in packs.iter().zip(setting_of) {
        let context = Context { setting, ..Context::of(pack) };
        check_names(pack, &context, &mut compiler.problems);
        check_entities(pack, &context, &mut compiler.problems);
        check_allowed(pack, &context, &mut compiler.problems);
        for rule in &pack.rules {
            let id = &rule.written.id;
            let first = ids.entry((pack.head.id.get_ref(), id.get_ref())).or_insert((&pack.file, id.span()));
            let repeats = (first.0, &first.1) != (&pack.file, &id.span());
            let compiled = compiler.rule(rule, &context);
            if repeats {
                compiler.problems.push(duplicate_rule(rule, first, &context));
            }
            rules.extend(compiled.filter(|rule| pack.usable && !repeats && is_name(&rule.id)));
        }
    }
    compiler.check_lists(packs.iter().map(|pack| pack.head.id.get_ref().as_str()).filter(|pack| *pack != LANGUAGE_PACK));
    let Compiler { automaton, problems: more, without_added, .. } = compiler;
    problems.extend(more);
    packs.iter_mut().for_each(|pack| pack.take_back(&without_added));
    let known = packs.iter().filter(|pack| pack.usable);
    let entities = known.clone().flat_map(|pack| pack.entities.iter().map(entity)).collect();
    let described = known.map(described).collect();
    let rules = Rules { rules, entities, packs: described, language, tiers: Tiers::shipped(), automaton, settings, lists };
    Loaded { rules, problems: in_order(problems), packs, files }
}

/// The settings of packs, and for each pack which is its own. A pack whose setting is wrong is not used: it would read too much.
fn settings(packs: &mut [WrittenPack], compiler: &mut Compiler) -> (Vec<Setting>, Vec<Option<usize>>) {
    let mut settings = Vec::new();
    let mut own = Vec::with_capacity(packs.len());
    for pack in packs {
        let texts = pack.head.setting.as_deref().unwrap_or_default();
        let compiled = compiler.setting(texts, &Context::of(pack));
        pack.usable &= compiled.is_some();
        let used = compiled.filter(|_| !texts.is_empty());
        own.push(used.is_some().then_some(settings.len()));
        settings.extend(used);
    }
    (settings, own)
}

fn duplicate_rule(rule: &ReadRule, first: &(&Arc<File>, Range<usize>), context: &Context) -> Problem {
    let id = &rule.written.id;
    let name = format!("{}/{} (the second one)", context.pack, id.get_ref());
    let here = Arc::ptr_eq(first.0, context.file);
    let elsewhere = if here { String::new() } else { format!(" (the first is in {})", first.0.path.display()) };
    Problem {
        code: Code::Duplicate,
        file: Arc::clone(context.file),
        at: id.span(),
        message: format!("two rules of the pack `{}` are called `{}`{elsewhere}", context.pack, id.get_ref()),
        help: "give one of them another `id`".to_owned(),
        also: here.then(|| (first.1.clone(), "the first one".to_owned())).into_iter().collect(),
        loss: Loss::of(Some(name)),
    }
}

/// Ids and names of lists are what patterns and the command line call them by.
fn check_names(pack: &WrittenPack, context: &Context, problems: &mut Vec<Problem>) {
    let mut check = |name: &str, at: Range<usize>, loss: Loss| {
        // A name that was missing is told of already.
        let stand_in = at.is_empty() || name.starts_with("(line ");
        if stand_in || is_name(name) {
            return;
        }
        let message = if name.is_empty() { "an id is empty".to_owned() } else { format!("`{name}` cannot be a name") };
        let code = if name.is_empty() { Code::Empty } else { Code::Name };
        let help = "write letters, digits, `-` and `_` only";
        problems.push(Problem { loss, ..context.problem(code, at, message, help) });
    };
    check(pack.head.id.get_ref(), pack.head.id.span(), Loss::Nothing);
    pack.words.iter().for_each(|(name, list)| check(name, list.at.clone(), Loss::Nothing));
    for ReadRule { written, .. } in &pack.rules {
        check(written.id.get_ref(), written.id.span(), Loss::of(Some(format!("{}/{}", context.pack, written.id.get_ref()))));
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

/// Entities of one name, without a name, or with names that they must not have.
fn check_entities(pack: &WrittenPack, context: &Context, problems: &mut Vec<Problem>) {
    let mut names: BTreeMap<String, Range<usize>> = BTreeMap::new();
    for entity in &pack.entities {
        let name = entity.name.get_ref();
        if let Some(first) = names.insert(name.to_lowercase(), entity.name.span()) {
            let help = "put the aliases of both under one [[entity]]";
            let also = vec![(first, "the first one".to_owned())];
            let problem = context.problem(Code::Duplicate, entity.name.span(), format!("two entities are called `{name}`"), help);
            problems.push(Problem { also, ..problem });
        }
        for text in [&entity.name].into_iter().chain(&entity.aliases).chain(&entity.never).filter(|text| text.get_ref().trim().is_empty()) {
            problems.push(context.problem(Code::Empty, text.span(), "a name is empty", "write the name, or take the quotes away"));
        }
        let own = |never: &Text| [&entity.name].into_iter().chain(&entity.aliases).find(|own| same_name(own, never)).map(Text::span);
        for never in &entity.never {
            let Some(own) = own(never) else { continue };
            let message = format!("`{}` is a name of this entity, and must never be one", never.get_ref());
            let problem = context.problem(Code::Entity, never.span(), message, "take it out of `never`, or out of the names");
            problems.push(Problem { also: vec![(own, "a name".to_owned())], ..problem });
        }
    }
}

/// Only codes of warnings can be allowed.
fn check_allowed(pack: &WrittenPack, context: &Context, problems: &mut Vec<Problem>) {
    let of_rules = pack.rules.iter().map(|rule| (&rule.written.allow, context.in_rule(rule.written.id.get_ref())));
    for (allow, context) in [(&pack.head.allow, context.clone())].into_iter().chain(of_rules) {
        for text in allow {
            let help = "write the code of a warning, as `gainsay rules check` gives it: `W003`";
            let message = match text.get_ref().parse::<Code>() {
                Ok(code) if code.is_warning() => continue,
                Ok(code) => format!("{code} is a mistake, and cannot be allowed"),
                Err(message) => message,
            };
            problems.push(Problem { loss: Loss::Nothing, ..context.problem(Code::UnknownWord, text.span(), message, help) });
        }
    }
}

fn same_name(a: &Text, b: &Text) -> bool {
    a.get_ref().to_lowercase() == b.get_ref().to_lowercase()
}

fn described(pack: &WrittenPack) -> Pack {
    Pack {
        id: pack.head.id.get_ref().clone(),
        title: pack.head.title.clone(),
        version: pack.head.version.clone(),
        file: pack.file.path.clone(),
        extended_by: pack.file.paths().into_iter().skip(1).map(Path::to_owned).collect(),
    }
}

fn entity(written: &WrittenEntity) -> Entity {
    let plain = |texts: &[Text]| texts.iter().map(|text| text.get_ref().clone()).collect();
    Entity { name: written.name.get_ref().clone(), kind: written.kind, aliases: plain(&written.aliases), never: plain(&written.never) }
}

/// The lists of the language pack; a later pack of that id replaces list by list.
fn language_lists(packs: &[WrittenPack]) -> Lists {
    let mut lists = BTreeMap::new();
    for pack in packs.iter().filter(|pack| pack.head.id.get_ref() == LANGUAGE_PACK) {
        for (name, list) in &pack.words {
            lists.insert(name.clone(), list.entries.iter().map(|e| e.get_ref().clone()).collect());
        }
    }
    Lists::new(lists)
}

pub(super) fn list_table(packs: &[WrittenPack], uses: Uses) -> ListTable {
    let mut table = BTreeMap::new();
    for pack in packs {
        for (name, list) in &pack.words {
            let list = List { entries: list.entries.clone(), at: list.at.clone(), file: Arc::clone(&pack.file), torn: list.torn };
            table.insert(format!("{}.{name}", pack.head.id.get_ref()), list);
        }
    }
    ListTable::new(table, uses)
}

/// The rules of one pack's text, which must be without mistakes.
#[cfg(test)]
pub(crate) fn compile_text(text: &str) -> Rules {
    let (language, own) = (BUILT_IN[0], ("p.toml", text));
    let Loaded { rules, problems, .. } = compile([language, own].map(|(name, text)| File::new(name, text)).into());
    assert!(problems.is_empty(), "{problems:?}");
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<(String, String, String)> {
        let problems = compile(vec![File::new("p.toml", text)]).problems;
        problems.iter().map(|p| (format!("{} {}", p.code, p.place()), p.message.clone(), p.help.clone())).collect()
    }

    const PACK: &str = "[pack]\nid = \"p\"\ntitle = \"t\"\n";

    #[test]
    fn tells_every_mistake_with_its_place() {
        let rule = |body: &str| format!("{PACK}[[rule]]\nid = \"r\"\nask = \"?\"\n{body}");
        for (text, place, message, help) in [
            ("[pack\nid = 1".to_owned(), "E001 p.toml:1:6", "unclosed table, expected `]`", "a header has"),
            (String::new(), "E013 p.toml:1:1", "a rule file begins with [pack]", "add `[pack]` with an `id` and a `title` at the top"),
            (
                rule("shape = \"yes-no\"\nsay = [\"a\"]\ntred = \"up\""),
                "E002 p.toml:9:1",
                "a rule has no key `tred`",
                "did you mean `trend`?",
            ),
            (rule("shape = \"yes-know\"\nsay = [\"a\"]"), "E015 p.toml:7:9", "`yes-know` is no shape", "did you mean `yes-no`?"),
            (
                rule("shape = \"yes-no\"\nsay = \"a\""),
                "E014 p.toml:8:7",
                "`say` is a list of texts, and this is a text",
                "put it in brackets",
            ),
            (
                rule("shape = \"yes-no\"\nsay = [\"a\"]\n[[rule.example]]\nverdict = \"conflict\"\ntexts = [\"a\", \"b\"]"),
                "E015 p.toml:10:11",
                "`conflict` is no verdict",
                "write `contradiction`",
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
                "E006 p.toml:8:9",
                "this pattern can match nothing at all",
                "make at least one",
            ),
            (rule("shape = \"number\"\nsay = [\"{x} a\"]"), "E007 p.toml:7:1", "no pattern has the slot `{n}`", "write `{n:number}`"),
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
        let Loaded { rules, problems, .. } = compile(vec![File::new("p.toml", text)]);
        assert_eq!(rules.rules.iter().map(Rule::name).collect::<Vec<_>>(), ["p/good"]);
        assert_eq!(problems.iter().map(|p| p.code).collect::<Vec<_>>(), [Code::Pattern, Code::UnknownList, Code::Duplicate]);
    }

    #[test]
    fn a_list_that_holds_itself_is_told() {
        let text = format!(
            "{PACK}[words]\na = [\"x\", \"@b\"]\nb = [\"@a\"]\n[[rule]]\nid = \"r\"\nask = \"?\"\nshape = \"yes-no\"\nsay = [\"@a\"]\n"
        );
        assert_eq!(problems(&text)[0].1, "the list `a` holds itself, by way of `b`");
    }
}
