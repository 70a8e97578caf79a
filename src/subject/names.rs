//! Deciding when two spellings name the same thing.
//!
//! In this order, the first that decides:
//! 1. An entity's own name and aliases; what an entity is `never` called.
//! 2. The normal form: no determiners, possessives, articles, titles (`rules/general/names.toml`); demonyms as places
//!    (`rules/general/places.tsv`); common nouns in the singular.
//! 3. Near spelling: word for word, the transliteration [`skeleton()`]s equal, or similar from .875 where words are long. Places,
//!    numbers, initials, acronyms, compass words and dictionary words only exactly. Listed look-alikes never.
//! 4. A short form of a person's name (`Kadhimi`, `George Bush`) joins the full one if, *among the names given*, exactly one
//!    fits. If two different full names share a surname, the bare surname stays apart from both.
//!
//! Names meet in blocks (hashes of the skeleton with one letter left out), never all against all. So two long words that
//! differ by two letters in all do not meet, and [`Names::cluster`] can join two names that [`Names::same`] alone would not (a
//! third spelling between them), or leave apart a surname that `same` joins (a second bearer).
//!
//! Absent on purpose: acronyms are not matched with their expansion, nor synonyms (army, military) with each other; that is an
//! alias's work.

mod near;
mod normal;
mod sets;
mod skeleton;
mod split;
mod tables;

pub use skeleton::skeleton;

use normal::{Normal, Token};
use rustc_hash::FxHashMap;
use sets::{Belonging, Sets};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use tables::TABLES;

/// Something that packs name: its spellings, and spellings that look like it and are not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entity {
    /// As a report should call it.
    pub name: String,
    /// What it is: `person`, `group`, `place` … Only `person` has a meaning here: a bare surname can stand for it.
    pub kind: String,
    /// Other names for it.
    pub aliases: Vec<String>,
    /// Names that are never it.
    pub never: Vec<String>,
}

/// The canonical name for each of many names found in texts: near spellings, aliases and short forms resolved together.
#[derive(Debug)]
pub struct Names {
    /// Sorted by name, so that the order of packs decides nothing.
    entities: Vec<Entity>,
    /// By normal form, which entity; `None` where several claim it.
    aliases: FxHashMap<String, Option<u32>>,
    /// By normal form, which entities it never is.
    never: FxHashMap<String, Vec<u32>>,
    /// Every spelling of every entity, and in which blocks it is.
    spellings: Vec<(Normal, u32)>,
    blocks: FxHashMap<u64, Vec<u32>>,
}

/// How many others a name is compared with in one block, at most. Only thousands of spellings of one skeleton reach it.
const WINDOW: usize = 64;
/// How many full names a surname is tried on, at most. One with more bearers stays apart.
const REACH: usize = 1024;

/// Whether two names are of places of which neither can lie in the other: two countries, two cities. Not so where either is unknown,
/// and of two regions, for these overlap.
pub fn are_places_apart(a: &str, b: &str) -> bool {
    let (a, b) = (split::words(a), split::words(b));
    match (TABLES.place_among(&a), TABLES.place_among(&b)) {
        (Some((a, among)), Some((b, others))) => a != b && among == others,
        _ => false,
    }
}

impl Names {
    /// Makes the alias tables. Two entities of one name are one.
    pub fn new(entities: &[Entity]) -> Self {
        let mut sorted: Vec<Entity> = entities.to_vec();
        sorted.sort_by(|a, b| (&a.name, &a.kind, &a.aliases, &a.never).cmp(&(&b.name, &b.kind, &b.aliases, &b.never)));
        sorted.dedup_by(|next, first| {
            let same = next.name == first.name;
            if same {
                first.aliases.append(&mut next.aliases);
                first.never.append(&mut next.never);
            }
            same
        });
        let mut names = Self {
            entities: sorted,
            aliases: FxHashMap::default(),
            never: FxHashMap::default(),
            spellings: Vec::new(),
            blocks: FxHashMap::default(),
        };
        for at in 0..names.entities.len() {
            names.index(at);
        }
        names
    }

    fn index(&mut self, at: usize) {
        let entity = self.entities[at].clone();
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        for spelled in std::iter::once(&entity.name).chain(&entity.aliases) {
            let normal = Normal::of(spelled);
            for form in normal.forms() {
                self.aliases.entry(form.clone()).and_modify(|of| *of = of.filter(|&other| other == at)).or_insert(Some(at));
            }
            let place = u32::try_from(self.spellings.len()).unwrap_or(u32::MAX);
            for block in near::blocks(&normal.all()) {
                self.blocks.entry(block).or_default().push(place);
            }
            self.spellings.push((normal, at));
        }
        for spelled in &entity.never {
            self.never.entry(Normal::of(spelled).key).or_default().push(at);
        }
    }

    /// The canonical key of one name by itself: the name of the entity it is an alias of, else its normal form.
    pub fn key(&self, name: &str) -> String {
        let normal = Normal::of(name);
        self.entity(&normal).map_or(normal.key, |entity| self.entities[entity as usize].name.clone())
    }

    /// For each name, the index of the canonical name of its cluster: the entity's own name or else the fullest, at its first place.
    ///
    /// The clusters do not depend on the order of the names.
    pub fn cluster(&self, names: &[&str]) -> Vec<usize> {
        Clustering::of(self, names).canonical(names)
    }

    /// Whether the two name the same thing, with nothing else known: what [`cluster`](Self::cluster) makes of the two.
    pub fn same(&self, a: &str, b: &str) -> bool {
        let of = self.cluster(&[a, b]);
        of[0] == of[1]
    }

    fn entity(&self, normal: &Normal) -> Option<u32> {
        let entity = normal.forms().find_map(|form| self.aliases.get(form).copied().flatten())?;
        let barred = self.never.get(&normal.key).is_some_and(|barred| barred.contains(&entity));
        (!barred).then_some(entity)
    }
}

impl Normal {
    /// The forms in which it is looked up, the fullest first.
    fn forms(&self) -> impl Iterator<Item = &String> {
        self.fuller.iter().chain(std::iter::once(&self.key))
    }

    fn all(&self) -> Vec<&Token> {
        self.tokens.iter().collect()
    }
}

/// One normal form among the names given.
struct Node {
    normal: Normal,
    entity: Option<u32>,
}

/// The names while they are brought together.
struct Clustering<'a> {
    names: &'a Names,
    /// In the order of their keys, so that the order of the names decides nothing.
    nodes: Vec<Node>,
    /// Which node each name is.
    of: Vec<u32>,
    sets: Sets,
    /// How many pairs were compared letter by letter.
    compared: usize,
}

impl<'a> Clustering<'a> {
    fn of(names: &'a Names, given: &[&str]) -> Self {
        let mut clustering = Self::new(names, given);
        clustering.join_aliases();
        clustering.give_entities();
        clustering.join_near();
        clustering.join_short_forms();
        clustering
    }

    fn new(names: &'a Names, given: &[&str]) -> Self {
        let mut unique: BTreeMap<(String, Option<u32>), Normal> = BTreeMap::new();
        let mut keys = Vec::with_capacity(given.len());
        for name in given {
            let normal = Normal::of(name);
            let key = (normal.key.clone(), names.entity(&normal));
            keys.push(key.clone());
            let personal = normal.personal;
            unique.entry(key).or_insert(normal).personal |= personal;
        }
        let order: FxHashMap<&(String, Option<u32>), u32> = unique.keys().zip(0..).collect();
        let of = keys.iter().map(|key| order[key]).collect();
        let nodes: Vec<Node> = unique.into_iter().map(|((_, entity), normal)| Node { normal, entity }).collect();
        let belonging = |node: &Node| Belonging {
            entity: node.entity,
            barred: names.never.get(&node.normal.key).cloned().unwrap_or_default(),
            sides: node.normal.tokens.iter().flat_map(|t| TABLES.sides(&t.form)).copied().collect(),
        };
        let sets = Sets::new(nodes.iter().map(belonging).collect());
        Self { names, nodes, of, sets, compared: 0 }
    }

    fn count(&self) -> std::ops::Range<u32> {
        0..u32::try_from(self.nodes.len()).unwrap_or(u32::MAX)
    }

    fn normal(&self, node: u32) -> &Normal {
        &self.nodes[node as usize].normal
    }

    /// All names of one entity are one.
    fn join_aliases(&mut self) {
        let mut first: FxHashMap<u32, u32> = FxHashMap::default();
        for node in self.count() {
            if let Some(entity) = self.sets.belonging(node).entity {
                let with = *first.entry(entity).or_insert(node);
                self.sets.join(with, node);
            }
        }
    }

    /// A name spelled nearly as exactly one entity is that entity's.
    fn give_entities(&mut self) {
        let found: Vec<(u32, u32)> = self.count().filter_map(|node| Some((node, self.near_entity(node)?))).collect();
        for (node, entity) in found {
            self.sets.give(node, entity);
        }
        self.join_aliases();
    }

    fn near_entity(&mut self, node: u32) -> Option<u32> {
        let normal = &self.nodes[node as usize].normal;
        if self.nodes[node as usize].entity.is_some() || self.names.blocks.is_empty() {
            return None;
        }
        let tokens = normal.all();
        let blocks = near::blocks(&tokens);
        let found: BTreeSet<u32> = blocks.iter().filter_map(|block| self.names.blocks.get(block)).flatten().copied().take(WINDOW).collect();
        self.compared += found.len();
        let mut entities = BTreeSet::new();
        for (spelled, entity) in found.iter().map(|&at| &self.names.spellings[at as usize]) {
            if near::near(&tokens, &spelled.all()) {
                entities.insert(*entity);
            }
        }
        entities.first().copied().filter(|_| entities.len() == 1)
    }

    /// Names that share a block are compared, each with the next few of the block.
    fn join_near(&mut self) {
        let mut entries: Vec<(u64, u32)> = Vec::new();
        for node in self.count() {
            entries.extend(near::blocks(&self.normal(node).all()).into_iter().map(|block| (block, node)));
        }
        entries.sort_unstable();
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for block in entries.chunk_by(|a, b| a.0 == b.0) {
            for (at, &(_, node)) in block.iter().enumerate() {
                pairs.extend(block[at + 1..].iter().take(WINDOW).map(|&(_, other)| (node, other)));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        self.compared += pairs.len();
        for (a, b) in pairs {
            if near::near(&self.normal(a).all(), &self.normal(b).all()) {
                self.sets.join(a, b);
            }
        }
    }

    /// A short form joins the only full name it can stand for. Longer names first, so that `Shia al-Sudani` has found
    /// `Mohammed Shia al-Sudani` before `Sudani` is tried.
    fn join_short_forms(&mut self) {
        let full = self.full_names();
        let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for node in self.count() {
            groups.entry(self.sets.root(node)).or_default().push(node);
        }
        let mut groups: Vec<Vec<u32>> = groups.into_values().collect();
        groups.sort_by_key(|group| (Reverse(group.iter().map(|&n| self.normal(n).tokens.len()).max()), group[0]));
        for group in groups {
            if self.sets.belonging(group[0]).entity.is_some() {
                continue;
            }
            if let Some(only) = self.only_full_name(&group, &full) {
                self.sets.join(only, group[0]);
            }
        }
    }

    /// By block, the personal names and which of their short forms is in it.
    fn full_names(&self) -> FxHashMap<u64, Vec<(u32, u32)>> {
        let mut full: FxHashMap<u64, Vec<(u32, u32)>> = FxHashMap::default();
        for node in self.count().filter(|&node| self.is_personal(node)) {
            for (form, at) in near::short_forms(self.normal(node)).iter().zip(0..) {
                for block in near::blocks(form) {
                    full.entry(block).or_default().push((node, at));
                }
            }
        }
        full
    }

    fn is_personal(&self, node: u32) -> bool {
        let node = &self.nodes[node as usize];
        match node.entity {
            Some(entity) => self.names.entities[entity as usize].kind == "person",
            None => node.normal.personal,
        }
    }

    /// The set of the full names that some name of a group is a short form of, if they are all in one set.
    fn only_full_name(&mut self, group: &[u32], full: &FxHashMap<u64, Vec<(u32, u32)>>) -> Option<u32> {
        let own = self.sets.root(group[0]);
        let mut only = None;
        for &short in group {
            for (node, form) in self.candidates(short, full)? {
                let root = self.sets.root(node);
                if root == own || only == Some(root) {
                    continue;
                }
                self.compared += 1;
                let forms = near::short_forms(self.normal(node));
                if near::near(&self.normal(short).all(), &forms[form as usize]) && only.replace(root).is_some() {
                    return None;
                }
            }
        }
        only
    }

    /// The full names that share a block with a short one; `None` when they are too many to tell.
    fn candidates(&self, short: u32, full: &FxHashMap<u64, Vec<(u32, u32)>>) -> Option<Vec<(u32, u32)>> {
        let normal = self.normal(short);
        if !can_be_short(normal) {
            return Some(Vec::new());
        }
        let blocks = near::blocks(&normal.all());
        let found: Vec<(u32, u32)> = blocks.iter().filter_map(|block| full.get(block)).flatten().copied().take(REACH + 1).collect();
        (found.len() <= REACH).then_some(found)
    }

    /// For each name, the index of the best name of its set.
    fn canonical(mut self, names: &[&str]) -> Vec<usize> {
        let mut best: FxHashMap<u32, usize> = FxHashMap::default();
        for (at, &node) in self.of.iter().enumerate() {
            let root = self.sets.root(node);
            match best.get(&root) {
                Some(&other) if self.rank(names, other) <= self.rank(names, at) => {}
                _ => drop(best.insert(root, at)),
            }
        }
        let roots: Vec<u32> = self.of.clone().into_iter().map(|node| self.sets.root(node)).collect();
        roots.iter().map(|root| best[root]).collect()
    }

    /// Smaller is better: the entity's own name, then more words, then without titles and the like, then the alphabet.
    fn rank<'n>(&self, names: &[&'n str], at: usize) -> (bool, Reverse<usize>, usize, &'n str) {
        let node = &self.nodes[self.of[at] as usize];
        let own = node.entity.is_some_and(|entity| self.names.entities[entity as usize].name == names[at]);
        (!own, Reverse(node.normal.tokens.len()), names[at].chars().count(), names[at])
    }
}

/// A person's short form is a word or more in capitals, with no place or number.
fn can_be_short(normal: &Normal) -> bool {
    normal.tokens.iter().all(Token::can_name_a_person) && !normal.tokens.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain() -> Names {
        Names::new(&[])
    }

    const SAME: &[(&str, &str)] = &[
        ("Qaani", "Ghaani"),
        ("Qa'ani", "Qa’ani"),
        ("Qa'ani", "Ghaani"),
        ("Esmail Qaani", "Ismail Ghaani"),
        ("Kadhimi", "Al-Kadhimi"),
        ("al-Kadhimi", "Mustafa Kadhimi"),
        ("Mustafa Kadhimi", "Mustafa al-Kadhimi"),
        ("Kadhimi", "Prime Minister Mustafa al-Kadhimi"),
        ("Iraqi Prime Minister Mustafa al-Kadhimi", "Mustafa al-Kadhimi"),
        ("the prime minister Mustafa al-Kadhimi", "Kadhimi"),
        ("Kadhimi", "Kazemi"),
        ("Kata'ib Hezbollah", "Kataib Hezbollah"),
        ("Kata’ib Hezbollah", "Kateab Hezbollah"),
        ("Kata'ib Hezbollah", "Kataib Hizbullah"),
        ("the Kata'ib Hezbollah Brigade", "Kataib Hezbollah"),
        ("the Iran-backed militia Kata'ib Hezbollah", "Kataib Hezbollah"),
        ("Kata'ib Hezbollah militia", "Kataib Hezbollah"),
        ("Soleimani", "Suleimani"),
        ("Soleimani", "Qassem Soleimani"),
        ("Qassem Soleimani", "Qasem Suleimani"),
        ("Qassim Soleimani", "General Qassem Soleimani"),
        ("Suleimani", "Maj. Gen. Qasem Soleimani"),
        ("al-Muhandis", "Muhadis"),
        ("Muhandis", "Abu Mahdi al-Muhandis"),
        ("Moqtada al-Sadr", "Muqtada al-Sadr"),
        ("Moqtada Sadr", "Shiite cleric Muqtada al-Sadr"),
        ("Khazali", "Qais al-Khazali"),
        ("Asa'ib Ahl al-Haq", "Asaib Ahl al-Haq"),
        ("Zelensky", "Zelenskyy"),
        ("Zelenskiy", "Volodymyr Zelensky"),
        ("Gaddafi", "Qaddafi"),
        ("Gadhafi", "Muammar Gaddafi"),
        ("Kiev", "Kyiv"),
        ("Mohammed", "Muhammad"),
        ("Mohammed Allawi", "Mohammad Alawi"),
        ("Mohammed Shia al-Sudani", "Mohammed al-Sudani"),
        ("Iraq's military", "the Iraqi military"),
        ("Iraq’s military", "Iraqi military"),
        ("the government of Iraq", "Iraq's government"),
        ("the US", "U.S."),
        ("the US", "the United States"),
        ("America", "USA"),
        ("American forces", "US forces"),
        ("Americans", "the United States"),
        ("South Korean", "South Korea"),
        ("Russians", "Russian Federation"),
        ("British troops", "the UK’s troops"),
        ("storage facility", "the storage facilities"),
        ("a militia", "militias"),
        ("Iraqi women", "an Iraqi woman"),
        ("Biden", "President Joe Biden"),
        ("Biden", "US President Joe Biden"),
        ("Donald Trump", "former US President Donald Trump"),
        ("John Kirby", "Pentagon spokesman John Kirby"),
        ("Ministry of Defence", "the Ministry of Defense"),
        ("Sistani", "Grand Ayatollah Ali al-Sistani"),
        ("Erdoğan", "Recep Tayyip Erdogan"),
        ("Badr", "the Badr group"),
        ("45th Brigade", "Brigade 45"),
        ("First Division", "the 1st Division"),
        ("al-Qaeda", "Al Qaida"),
        ("Hussein", "Saddam Hussain"),
        ("Shi'ite militias", "Shia militia"),
        ("Popular Mobilization Forces (PMF)", "the Popular Mobilisation Forces"),
        ("George Bush", "George W. Bush"),
        ("U. S. Army", "US Army"),
        ("Osama bin Laden", "Usama Bin Laden"),
        ("Ahmed Chalabi", "Ahmad al-Chalabi"),
        ("Abdul-Mahdi", "Adel Abdul Mahdi"),
        ("Nikol Pashinyan", "Pashinyan"),
        ("Imam Ali Brigades", "the Imam Ali Brigade"),
        ("IRAQI MILITARY", "Iraqi military"),
        ("Czechia", "the Czech Republic"),
        ("the president of the United States", "the US president"),
        ("Iraq's prime minister", "the prime minister of Iraq"),
        ("Quds Force commander Esmail Qaani", "General Ismail Ghaani"),
        ("Foreign Minister Fuad Hussein", "Iraqi foreign minister Fuad Hussein"),
        ("Hossein Salami", "Maj Gen Hussein Salami"),
        ("Hassan Rouhani", "Iranian President Hasan Ruhani"),
        ("Asa’ib Ahl al-Haq leader Qais al-Khazali", "Khazali"),
        ("Khaled Mashal", "Khalid Mashaal"),
        ("Nouri al-Maliki", "Nuri Maliki"),
        ("Lukashenko", "Alexander Lukashenka"),
        ("ISIS", "Isis"),
        ("Ain al-Asad airbase", "the Ain al-Assad airbase"),
        ("the airstrikes", "an airstrike"),
        ("Saudi-led coalition", "Saudi led coalition"),
    ];

    const APART: &[(&str, &str)] = &[
        ("Iran", "Iraq"),
        ("Iranian", "Iraqi"),
        ("Hakim", "Halim"),
        ("North Korea", "South Korea"),
        ("Korea", "North Korea"),
        ("Khamenei", "Khomeini"),
        ("Ashraf Ghani", "Esmail Ghaani"),
        ("Ghani", "Qaani"),
        ("Ghani", "Esmail Ghaani"),
        ("Baghdad", "Baghdadi"),
        ("Baghdad", "Abu Bakr al-Baghdadi"),
        ("Kandahar", "Kandahari"),
        ("Syria", "Assyria"),
        ("Austria", "Australia"),
        ("Niger", "Nigeria"),
        ("Nigerien", "Nigerian"),
        ("Mali", "Malawi"),
        ("Slovakia", "Slovenia"),
        ("Badr", "Basra"),
        ("Brigade 9", "Brigade 10"),
        ("first division", "second division"),
        ("First Division", "2nd Division"),
        ("Sunni", "Shia"),
        ("Fath", "Fatah"),
        ("Hamas", "Hamad"),
        ("Georgia", "George"),
        ("George W. Bush", "George H. W. Bush"),
        ("George W. Bush", "George H.W. Bush"),
        ("Bill Clinton", "Hillary Clinton"),
        ("Clinton (Bill)", "Hillary Clinton"),
        ("eastern Syria", "western Syria"),
        ("Northeastern", "Northwestern"),
        ("Sudan", "South Sudan"),
        ("DR Congo", "Republic of the Congo"),
        ("Congo", "the Democratic Republic of the Congo"),
        ("New York", "New Jersey"),
        ("Macron", "Macri"),
        ("Putin", "Pushkin"),
        ("Johnson & Johnson", "Johnson"),
        ("Johnson & Johnson", "Boris Johnson"),
        ("Mike Pence", "Mike Pompeo"),
        ("Hezbollah", "Kata'ib Hezbollah"),
        ("Kata'ib Hezbollah", "Kata'ib Sayyid al-Shuhada"),
        ("the Iraqi army", "the Iraqi military"),
        ("the Iraqi army", "the Iranian army"),
        ("White House", "Washington"),
        ("White House", "United States"),
        ("us", "US"),
        ("PMF", "Popular Mobilization Forces"),
        ("attack drone", "drone attack"),
        ("the blast", "the explosion"),
        ("Donald Trump", "Donald Trump Jr."),
        ("Donald Trump", "Ivanka Trump"),
        ("Virginia", "West Virginia"),
        ("Ireland", "Northern Ireland"),
        ("Guinea", "Equatorial Guinea"),
        ("Guinea-Bissau", "Guinea"),
        ("Mexico", "New Mexico"),
        ("Security Council", "National Security Council"),
        ("Louis XIV", "Louis XV"),
        ("Elizabeth I", "Elizabeth II"),
        ("Iraq", "Iraqi militia"),
        ("Shia", "Shia militia"),
        ("General Motors", "Motors"),
        ("General Assembly", "Assembly"),
        ("Islamic State", "Islamic Republic"),
        ("John Kerry", "Gerry"),
        ("Hamas", "Humus"),
        ("Biden", "Biden administration"),
        ("CIA", "FIA"),
        ("George Washington", "Washington"),
        ("Michael Jordan", "Jordan"),
        ("Palestine", "Pakistan"),
        ("Dominica", "Dominican Republic"),
        ("Minister", "Ministry"),
        ("Qais al-Khazali", "Laith al-Khazali"),
        ("Boris Johnson", "Lyndon Johnson"),
        ("Kim Jong-il", "Kim Jong-un"),
        ("Osama bin Laden", "Hamza bin Laden"),
        ("Secretary of State", "Secretary of Defense"),
        ("Saleh", "Salah"),
        ("Arlington", "Darlington"),
        ("Neal Krawetz04", "Neal Krawetz06"),
        ("Michael Brown Shooting", "Shooting"),
        ("La Contea", "Los Angeles County"),
        ("Portland, Oregon", "Portland, Maine"),
    ];

    #[test]
    fn tells_places_apart_where_neither_can_lie_in_the_other() {
        for (a, b, apart) in [
            ("Norway", "Iceland", true),
            ("Oslo", "the city", false),
            ("Oslo", "Norway", false),
            ("Lagos", "Nairobi", true),
            ("northern Iraq", "Syria", true),
            ("Iraq", "Iraqi", false),
            ("Anbar", "Ramadi", false),
            ("Scotland", "United Kingdom", false),
            ("Texas", "Ohio", true),
            ("Texas", "Chicago", false),
            ("Vesk", "Marnik", false),
        ] {
            assert_eq!(are_places_apart(a, b), apart, "{a} {b}");
            assert_eq!(are_places_apart(b, a), apart, "{b} {a}");
        }
    }

    #[test]
    fn brings_spellings_of_one_name_together() {
        let names = plain();
        let missed: Vec<_> = SAME.iter().filter(|(a, b)| !names.same(a, b) || !names.same(b, a)).collect();
        assert!(missed.is_empty(), "{missed:#?}");
    }

    #[test]
    fn keeps_names_that_only_look_alike_apart() {
        let names = plain();
        let joined: Vec<_> = APART.iter().filter(|(a, b)| names.same(a, b) || names.same(b, a)).collect();
        assert!(joined.is_empty(), "{joined:#?}");
    }

    fn entity(name: &str, kind: &str, aliases: &[&str], never: &[&str]) -> Entity {
        let owned = |all: &[&str]| all.iter().map(|&name| name.to_owned()).collect();
        Entity { name: name.to_owned(), kind: kind.to_owned(), aliases: owned(aliases), never: owned(never) }
    }

    fn packed() -> Names {
        Names::new(&[
            entity("Esmail Ghaani", "person", &["Qaani", "Ghani the general"], &["Ashraf Ghani", "Esmail Ghanem"]),
            entity("Popular Mobilization Forces", "group", &["PMF", "PMU", "Hashd al-Shaabi", "Popular Mobilization Units"], &[]),
            entity("Imam Ali Brigades", "group", &["Imam Ali Division", "Kataib al-Imam Ali"], &["Ali Brigades"]),
            entity("Fatah Alliance", "group", &["Fath", "Fath Alliance", "al-Fatah"], &["Fatah Movement"]),
            entity("Iraqi military", "group", &["Iraqi army"], &[]),
            entity("explosion", "event", &["blast"], &[]),
            entity("Hezbollah", "group", &["Lebanese Hezbollah"], &["Kata'ib Hezbollah"]),
            entity("Adel Abdul Mahdi", "person", &["Abdul-Mahdi"], &["Abu Mahdi"]),
            entity("Smith the elder", "person", &["Smith"], &[]),
            entity("Smith the younger", "person", &["Smith"], &[]),
        ])
    }

    #[test]
    fn follows_aliases() {
        let names = packed();
        for (a, b) in [
            ("the PMF", "Popular Mobilisation Forces"),
            ("Hashd al-Sha'abi", "PMU"),
            ("Hashd al-Shabi", "the Popular Mobilization Units"),
            ("the Imam Ali Division militia", "Imam Ali Brigades"),
            ("Kata'ib al-Imam Ali", "the Imam Ali Brigade"),
            ("Fath", "the Fatah alliance"),
            ("the Iraqi army", "Iraq's military"),
            ("the blast", "explosions"),
            ("Lebanon's Hezbollah", "Hizbullah"),
            ("General Qa'ani", "Esmail Ghaani"),
            ("Ismail Qaani", "Ghaani"),
            ("Abdel-Mahdi", "Prime Minister Adil Abdul Mahdi's"),
        ] {
            assert!(names.same(a, b), "{a} / {b}: {} / {}", names.key(a), names.key(b));
        }
    }

    #[test]
    fn keeps_what_an_entity_is_never_called_apart() {
        let names = packed();
        for (a, b) in [
            ("Ashraf Ghani", "Esmail Ghaani"),
            ("Ghani", "Qaani"),
            ("Esmail Ghanem", "Esmail Ghaani"),
            ("the Ali Brigades", "Imam Ali Brigades"),
            ("the Fatah Movement", "Fatah Alliance"),
            ("Kata'ib Hezbollah", "Lebanese Hezbollah"),
            ("Abu Mahdi", "Adel Abdul Mahdi"),
            ("Smith the elder", "Smith the younger"),
            ("Smith", "Smith the younger"),
        ] {
            assert!(!names.same(a, b), "{a} / {b}: {} / {}", names.key(a), names.key(b));
        }
    }

    #[test]
    fn keys_are_entity_names_or_normal_forms() {
        let names = packed();
        for (name, key) in [
            ("the PMF", "Popular Mobilization Forces"),
            ("Iraqi army", "Iraqi military"),
            ("the U.S.", "united states"),
            ("Prime Minister Mustafa al-Kadhimi", "mustafa kadhimi"),
            ("Iraq’s parliament", "iraq parliament"),
            ("the storage facilities", "storage facility"),
            ("45th Brigade", "brigade 45"),
            ("???", "???"),
            ("the", "the"),
            ("", ""),
        ] {
            assert_eq!(names.key(name), key, "{name}");
        }
    }

    /// The canonical name of each.
    fn canonical<'a>(names: &Names, given: &[&'a str]) -> Vec<&'a str> {
        names.cluster(given).into_iter().map(|at| given[at]).collect()
    }

    #[test]
    fn a_surname_stands_for_its_only_bearer() {
        let given = ["Kadhimi", "Prime Minister Kadhimi", "Mustafa al-Kadhimi", "PM", "Biden", "Kazemi"];
        let full = "Mustafa al-Kadhimi";
        assert_eq!(canonical(&plain(), &given), [full, full, full, "PM", "Biden", full]);
    }

    #[test]
    fn a_surname_with_two_bearers_stands_for_neither() {
        for given in [
            ["Clinton", "Bill Clinton", "Hillary Clinton"],
            ["George Bush", "George W. Bush", "George H. W. Bush"],
            ["Khazali", "Qais al-Khazali", "Laith al-Khazali"],
        ] {
            assert_eq!(canonical(&plain(), &given), given);
        }
    }

    #[test]
    fn a_second_spelling_is_no_second_bearer() {
        let given = ["Soleimani", "Qassem Soleimani", "Qasem Suleimani", "Gen. Qassim Soleimani"];
        assert_eq!(canonical(&plain(), &given), ["Qasem Suleimani"; 4]);
        let given = ["Sudani", "Mohammed al-Sudani", "Mohammed Shia al-Sudani"];
        assert_eq!(canonical(&plain(), &given), ["Mohammed Shia al-Sudani"; 3]);
    }

    #[test]
    fn an_alias_outranks_a_namesake_in_the_text() {
        let names = Names::new(&[entity("Qasem Soleimani", "person", &["Soleimani"], &[])]);
        assert_eq!(canonical(&names, &["Soleimani", "Hassan Soleimani"]), ["Soleimani", "Hassan Soleimani"]);
        assert_eq!(canonical(&names, &["Suleimani", "Qasem Soleimani"]), ["Qasem Soleimani"; 2]);
    }

    #[test]
    fn lookalikes_do_not_meet_through_a_third_name() {
        let of = canonical(&plain(), &["Ghani", "Kanye", "Qaani", "Ghaani"]);
        assert!(of[0] != of[2] && of[2] == of[3], "{of:?}");
    }

    #[test]
    fn equal_names_share_the_first_place() {
        assert_eq!(plain().cluster(&["Iraq", "Iran", "Iraqi", "Iran"]), [0, 1, 0, 1]);
        assert!(plain().cluster(&[]).is_empty());
    }

    #[test]
    fn the_order_of_entities_decides_nothing() {
        let mut entities = vec![
            entity("A", "group", &["Saraya"], &[]),
            entity("B", "group", &["Saraya"], &["Liwa"]),
            entity("B", "person", &["Liwa Zaynab"], &[]),
        ];
        let keys = |entities: &[Entity]| ["Saraya", "Liwa", "Liwa Zaynab", "A", "B"].map(|name| Names::new(entities).key(name));
        let forth = keys(&entities);
        entities.reverse();
        assert_eq!(forth, keys(&entities));
        assert_eq!(forth, ["saraya", "liwa", "B", "A", "B"]);
    }

    /// Names made of syllables, of which many are near to some other.
    fn synthetic(count: usize) -> Vec<String> {
        const SYLLABLES: [&str; 20] = [
            "ka", "ri", "mo", "sa", "lei", "ba", "dir", "nu", "zan", "qa", "hos", "ter", "mal", "vin", "jo", "fet", "gul", "pra", "sho",
            "wen",
        ];
        let mut state = 7_u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap_or(0) % below
        };
        let mut word = |syllables: usize| {
            let word: String = (0..syllables).map(|_| SYLLABLES[next(SYLLABLES.len())]).collect();
            word[..1].to_uppercase() + &word[1..]
        };
        (0..count).map(|at| if at % 5 == 0 { word(4) } else { format!("{} {}", word(2), word(4)) }).collect()
    }

    #[test]
    fn compares_no_more_than_a_few_names_each() {
        let owned = synthetic(100_000);
        let given: Vec<&str> = owned.iter().map(String::as_str).collect();
        let names = packed();
        let clustering = Clustering::of(&names, &given);
        assert!(clustering.compared > 0 && clustering.compared < given.len(), "{} comparisons", clustering.compared);
    }

    #[test]
    fn compares_few_even_where_all_names_sound_alike() {
        let spell = |at: usize| (0..12).map(|bit| if at >> bit & 1 == 0 { "k" } else { "q" }).collect::<Vec<_>>().join("a");
        let owned: Vec<String> = (0..4096).flat_map(|at| [format!("Z{}", spell(at)), format!("Salim Z{}", spell(at))]).collect();
        let given: Vec<&str> = owned.iter().map(String::as_str).collect();
        let names = plain();
        let clustering = Clustering::of(&names, &given);
        assert!(clustering.compared <= 2 * WINDOW * given.len(), "{} comparisons", clustering.compared);
    }

    #[test]
    fn takes_any_text_as_a_name() {
        let long = "President ".repeat(2_000) + &"Soleimanian ".repeat(2_000) + &"x".repeat(10_000);
        for name in ["'", "’s", "-", "al-", "al", "of", "(A)", "&", "İ", "ß", "\u{0}\u{202e}", "٣", "Ⅷ", "x (", ", a", "¼ Brigade", &long]
        {
            assert!(packed().same(name, name), "{name}");
        }
    }

    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

        #[test]
        fn the_order_of_names_decides_nothing(
            given in proptest::sample::subsequence(SAME.iter().chain(APART).flat_map(|(a, b)| [*a, *b]).collect::<Vec<_>>(), 2..80).prop_shuffle(),
            turn in 0_usize..80,
        ) {
            let names = packed();
            let mut turned = given.clone();
            turned.rotate_left(turn % given.len());
            turned.reverse();
            let (mut before, mut after): (Vec<_>, Vec<_>) = (
                given.iter().zip(canonical(&names, &given)).collect(),
                turned.iter().zip(canonical(&names, &turned)).collect(),
            );
            before.sort_unstable();
            after.sort_unstable();
            prop_assert_eq!(before, after);
        }

        #[test]
        fn any_two_texts_are_compared_both_ways_alike(a in any::<String>(), b in any::<String>()) {
            let names = packed();
            prop_assert!(names.same(&a, &a));
            prop_assert_eq!(names.same(&a, &b), names.same(&b, &a));
            prop_assert_eq!(names.key(&a), names.key(&a));
        }

        #[test]
        fn equal_keys_are_one_name(a in "[a-zA-Z' .-]{0,12}", b in "[a-zA-Z' .-]{0,12}") {
            let names = packed();
            prop_assert!(names.key(&a) != names.key(&b) || names.same(&a, &b));
        }
    }
}
