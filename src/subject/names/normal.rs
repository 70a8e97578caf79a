//! The normal form of a name: its telling words, each with how exactly it must be met.

use super::skeleton;
use super::split::{self, Word};
use super::tables::{TABLES, Tables};

/// A name, read.
#[derive(Debug, Clone, Default)]
pub(super) struct Normal {
    /// Its telling words in order: no determiners, articles, titles, or words that only say "group".
    pub(super) tokens: Vec<Token>,
    /// The tokens joined by spaces; for a name with none, the name itself, folded.
    pub(super) key: String,
    /// The same before titles and before generic words were dropped, for looking up aliases; the fullest first.
    pub(super) fuller: Vec<String>,
    /// Whether it looks like the name of a person, whose last words can stand for all.
    pub(super) personal: bool,
}

/// A telling word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// In lower case; the name of a place may hold several words.
    pub(super) form: String,
    /// What it sounds like.
    pub(super) skeleton: String,
    /// How exactly it must be met.
    pub(super) kind: Kind,
    capital: bool,
}

/// How exactly a word must be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A place or people: exactly.
    Place,
    /// A number: exactly.
    Number,
    /// An initial or acronym, a compass word, a preposition: exactly.
    Exact,
    /// A word of the dictionary: by its singular.
    Common,
    /// Anything else: by near spelling.
    Proper,
}

impl Normal {
    /// Reads a name.
    pub(super) fn of(name: &str) -> Self {
        let tables = &*TABLES;
        let mut tokens = tokens(&split::words(name), tables);
        let mut fuller = vec![join(&tokens)];
        let titled = drop_titles(&mut tokens, tables);
        let titled = drop_role(&mut tokens, tables) || titled;
        let titled = drop_titles(&mut tokens, tables) || titled;
        fuller.push(join(&tokens));
        drop_generic(&mut tokens, tables);
        turn_office(&mut tokens, tables);
        number_last(&mut tokens, tables);
        let key = if tokens.is_empty() { crate::text::one_line(name).to_lowercase() } else { join(&tokens) };
        fuller.retain(|form| *form != key && !form.is_empty());
        let personal = is_personal(&tokens, titled, tables);
        Self { tokens, key, fuller, personal }
    }
}

fn join(tokens: &[Token]) -> String {
    tokens.iter().map(|t| t.form.as_str()).collect::<Vec<_>>().join(" ")
}

fn tokens(words: &[Word], tables: &Tables) -> Vec<Token> {
    let lead = words.iter().take_while(|w| tables.has("determiner", &w.form) && !w.acronym).count();
    let words: Vec<&Word> = words[if lead < words.len() { lead } else { 0 }..].iter().collect();
    let words: Vec<Word> = words.iter().enumerate().filter(|(at, w)| *at == 0 || w.form != "the").map(|(_, w)| (*w).clone()).collect();
    let mut out = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        if let Some((place, taken)) = tables.place(&words[at..]) {
            out.push(Token::new(place.to_owned(), Kind::Place, true));
            at += taken;
            continue;
        }
        if !split::is_article(&words, at) {
            out.push(token(&words[at], tables));
        }
        at += 1;
    }
    out
}

fn token(word: &Word, tables: &Tables) -> Token {
    if let Some(number) = tables.number(word) {
        return Token::new(number, Kind::Number, word.capital);
    }
    let form = tables.spelling(&word.form);
    let initial = word.capital && form.chars().count() == 1;
    let numbered = form.chars().any(char::is_numeric);
    if initial || numbered || word.acronym || tables.has("exact", form) {
        return Token::new(form.to_owned(), Kind::Exact, word.capital);
    }
    if !tables.is_common(form, word.capital) {
        return Token::new(form.to_owned(), Kind::Proper, word.capital);
    }
    let singular = tables.singular(form);
    let fold = !word.capital || tables.has("body", &singular);
    Token::new(if fold { singular } else { form.to_owned() }, Kind::Common, word.capital)
}

impl Token {
    fn new(form: String, kind: Kind, capital: bool) -> Self {
        let skeleton = match kind {
            Kind::Common | Kind::Proper => skeleton::of_word(&form),
            Kind::Place | Kind::Number | Kind::Exact => form.clone(),
        };
        Self { form, skeleton, kind, capital }
    }

    /// Whether a person's name can have the word: with a capital, and no place or number.
    pub(super) fn can_name_a_person(&self) -> bool {
        match self.kind {
            Kind::Proper | Kind::Common => self.capital || self.is_in("particle", &TABLES),
            Kind::Exact => self.capital && self.form.chars().count() < 3,
            Kind::Place | Kind::Number => false,
        }
    }

    fn is_in(&self, list: &str, tables: &Tables) -> bool {
        tables.has(list, &self.form)
    }
}

/// `(former) (US) President (Joe Biden)`: drops titles before a name in capitals, with the places and modifiers before them.
fn drop_titles(tokens: &mut Vec<Token>, tables: &Tables) -> bool {
    if tokens.iter().any(|t| t.capital && t.is_in("body", tables)) {
        return false;
    }
    let mut from = 0;
    loop {
        let skipped = tokens[from..].iter().take_while(|t| t.kind == Kind::Place || t.is_in("modifier", tables)).count();
        let title = from + skipped;
        let end = title + tables.title_len(tokens[title..].iter().map(|t| t.form.as_str()));
        if end == title || !tokens.get(end).is_some_and(|t| t.capital && t.form != "and") {
            break;
        }
        from = end;
    }
    tokens.drain(..from);
    from > 0
}

/// `the militia leader (Qais al-Khazali)`: a role or kind of body in lower case, and all before it, before capitals to the end.
/// Says whether it was a person's role.
fn drop_role(tokens: &mut Vec<Token>, tables: &Tables) -> bool {
    let tail = tokens.iter().rev().take_while(|t| t.capital || t.is_in("particle", tables)).count();
    let Some(before) = tokens.len().checked_sub(tail + 1).filter(|_| tail > 0) else { return false };
    let role = tokens[before].is_in("role", tables);
    if role || tokens[before].is_in("generic", tables) {
        tokens.drain(..=before);
    }
    role
}

/// `Badr (group)`, `Kata'ib Hezbollah (Brigades)`: a word that adds nothing after a name that stands by itself.
fn drop_generic(tokens: &mut Vec<Token>, tables: &Tables) {
    let Some((last, rest)) = tokens.split_last() else { return };
    let named = rest.iter().filter(|t| t.capital && t.kind != Kind::Place).count();
    let stands = named > 1 || rest.iter().any(|t| t.capital && t.kind == Kind::Proper);
    let lower = !last.capital && last.is_in("generic", tables) && stands;
    let doubled = last.is_in("body", tables) && rest.len() > 1 && rest.iter().any(|t| t.is_in("group_word", tables));
    if lower || doubled {
        tokens.pop();
    }
}

/// `government of Iraq` as `Iraq's government`.
fn turn_office(tokens: &mut Vec<Token>, tables: &Tables) {
    let Some(of) = tokens.iter().position(|t| t.form == "of") else { return };
    let ends_in_place = tokens.len() == of + 2 && tokens[of + 1].kind == Kind::Place;
    let office = of > 0 && tokens[of - 1].is_in("office", tables);
    if ends_in_place && office {
        tokens.remove(of);
        tokens.rotate_right(1);
    }
}

/// `45th Brigade` as `Brigade 45`.
fn number_last(tokens: &mut [Token], tables: &Tables) {
    for at in 1..tokens.len() {
        if tokens[at - 1].kind == Kind::Number && tokens[at].is_in("numbered", tables) {
            tokens.swap(at - 1, at);
        }
    }
}

/// All words can be a person's, and there is a title, a first name, or nothing but words that no dictionary has.
fn is_personal(tokens: &[Token], titled: bool, tables: &Tables) -> bool {
    let Some((last, before)) = tokens.split_last() else { return false };
    let introduced = titled || tokens[0].is_in("given", tables);
    let proper = tokens.iter().all(|t| t.kind == Kind::Proper || t.form.len() < 3);
    let fits = |t: &Token| t.can_name_a_person() || (introduced && t.kind == Kind::Place);
    let of_body = |t: &Token| t.is_in("group_word", tables) || t.is_in("body", tables);
    let named = last.can_name_a_person() && before.iter().all(fits) && !tokens.iter().any(of_body);
    named && tokens.len() <= 5 && (introduced || proper) && (last.kind != Kind::Common || is_plain(before))
}

/// A word of the dictionary is a surname after one first name (`George W. Bush`), hardly after two (`Michael Brown Shooting`).
fn is_plain(first: &[Token]) -> bool {
    first.iter().filter(|t| t.kind != Kind::Exact).count() < 2
}
