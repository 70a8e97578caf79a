//! Rule files to begin with: a pack and a rule for each shape, from the templates in `rules/new`. They compile as they are, and their
//! examples are to be filled in.

use super::written::Shape;
use crate::error::{Error, Result};
use std::collections::BTreeSet;
use toml::de::{DeTable, DeValue};

const PACK: &str = include_str!("../../rules/new/pack.toml");

/// Each shape with its word and its template.
pub const SHAPES: [(&str, Shape, &str); 10] = [
    ("one-of", Shape::OneOf, include_str!("../../rules/new/one-of.toml")),
    ("yes-no", Shape::YesNo, include_str!("../../rules/new/yes-no.toml")),
    ("number", Shape::Number, include_str!("../../rules/new/number.toml")),
    ("duration", Shape::Duration, include_str!("../../rules/new/duration.toml")),
    ("date", Shape::Date, include_str!("../../rules/new/date.toml")),
    ("place", Shape::Place, include_str!("../../rules/new/place.toml")),
    ("who", Shape::Who, include_str!("../../rules/new/who.toml")),
    ("stance", Shape::Stance, include_str!("../../rules/new/stance.toml")),
    ("open", Shape::Open, include_str!("../../rules/new/open.toml")),
    ("denial", Shape::Denial, include_str!("../../rules/new/denial.toml")),
];

/// A rule to begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    /// The file that it goes into, as the user named it.
    pub file: String,
    /// Where the JSON Schema of rule files stands.
    pub schema: SchemaPlace,
    /// The id of the pack, where there is none yet.
    pub pack: String,
    /// The id of the rule; the word of its shape where it is `None`.
    pub rule: Option<String>,
    /// What kind of answer it takes.
    pub shape: Shape,
}

/// What the file of the JSON Schema is called.
pub const SCHEMA_FILE: &str = "gainsay-rules.schema.json";

/// Where the JSON Schema of rule files stands: told to an editor, and to the author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaPlace {
    /// From the folder of the rule file: `../gainsay-rules.schema.json`.
    pub from_file: String,
    /// From the working folder.
    pub from_here: String,
}

/// A whole pack with one rule and its examples filled in: what a new folder begins with.
pub fn first_pack(file: &str, schema: SchemaPlace) -> String {
    let (pack, rule) = ("first".to_owned(), Some("sinking-cause".to_owned()));
    let beginning = Beginning { file: file.to_owned(), schema, pack, rule, shape: Shape::OneOf };
    let filled = |text: String, [a, b]: [&str; 2]| text.replacen("[\"...\", \"...\"]", &format!("[\"{a}\", \"{b}\"]"), 1);
    EXAMPLES.into_iter().fold(beginning.pack(), filled)
}

/// The examples of [`first_pack`]: what cannot both hold, and what can.
const EXAMPLES: [[&str; 2]; 2] = [
    ["The ferry sank because of a leak, engineers said.", "The captain said the ferry hit a rock."],
    ["The captain said the ferry hit a rock.", "Engineers said no leak sank the ferry."],
];

impl Beginning {
    /// A whole pack with this rule.
    pub fn pack(&self) -> String {
        let rule = self.rule.clone().unwrap_or_else(|| self.word().to_owned());
        let SchemaPlace { from_file, from_here } = &self.schema;
        let head = PACK.replace("{pack}", &self.pack).replace("{schema}", from_file).replace("{schema-file}", from_here);
        format!("{head}\n{}", self.template(&rule))
    }

    /// The text of a rule file with this rule behind all that it holds, and the id of the rule.
    ///
    /// # Errors
    /// When the text is not TOML, or has a rule of this id.
    pub fn behind(&self, text: &str) -> Result<(String, String)> {
        let ids = ids(text).ok_or_else(|| {
            Error::at(&self.file, "this file is not TOML, so that no rule can be added")
                .with_help("`gainsay rules check` tells what is wrong")
        })?;
        let rule = match &self.rule {
            Some(rule) if ids.contains(rule) => {
                return Err(Error::at(&self.file, format!("there is a rule called `{rule}`")).with_help("give the new one another --id"));
            }
            Some(rule) => rule.clone(),
            None => self.free(&ids),
        };
        let end = match text {
            "" => "",
            text if text.ends_with('\n') => "\n",
            _ => "\n\n",
        };
        Ok((format!("{text}{end}{}", self.template(&rule)), rule))
    }

    /// The word of the shape, with a number behind it where it is taken.
    fn free(&self, ids: &BTreeSet<String>) -> String {
        let numbered = (2..).map(|n| format!("{}-{n}", self.word()));
        let mut names = std::iter::once(self.word().to_owned()).chain(numbered);
        names.find(|name| !ids.contains(name)).unwrap_or_default()
    }

    fn word(&self) -> &'static str {
        self.entry().0
    }

    fn template(&self, rule: &str) -> String {
        self.entry().2.replace("{rule}", rule).replace("{file}", &self.file)
    }

    fn entry(&self) -> &'static (&'static str, Shape, &'static str) {
        SHAPES.iter().find(|(_, shape, _)| *shape == self.shape).expect("a template for every shape")
    }
}

/// The ids of the rules of a file; `None` when it is not TOML.
fn ids(text: &str) -> Option<BTreeSet<String>> {
    let file = DeTable::parse(text).ok()?.into_inner();
    let Some(DeValue::Array(rules)) = file.get("rule").map(toml::Spanned::get_ref) else { return Some(BTreeSet::new()) };
    Some(rules.iter().filter_map(|rule| rule.get_ref().get("id")?.get_ref().as_str().map(str::to_owned)).collect())
}

#[cfg(test)]
mod tests {
    use super::super::compile_text;
    use super::*;

    fn beginning(shape: Shape) -> Beginning {
        let schema = SchemaPlace { from_file: format!("./{SCHEMA_FILE}"), from_here: SCHEMA_FILE.to_owned() };
        Beginning { file: "desk.toml".into(), schema, pack: "desk".into(), rule: None, shape }
    }

    #[test]
    fn every_template_compiles_and_has_the_word_of_its_shape() {
        for (word, shape, _) in SHAPES {
            assert_eq!(serde_json::to_value(shape).unwrap(), word);
            let rules = compile_text(&beginning(shape).pack());
            assert_eq!((rules.rules[0].name(), rules.rules[0].shape), (format!("desk/{word}"), shape));
            assert_eq!(rules.rules[0].examples.len(), 2, "{word}");
        }
    }

    #[test]
    fn adds_rules_behind_others() {
        let first = beginning(Shape::Number).pack();
        let (second, id) = beginning(Shape::Number).behind(&first).unwrap();
        assert!(second.starts_with(&first) && id == "number-2", "{id}");
        let named = Beginning { rule: Some("toll".into()), ..beginning(Shape::Number) };
        let (third, id) = named.behind(&second).unwrap();
        assert_eq!((compile_text(&third).rules.len(), id.as_str()), (3, "toll"));
        let error = named.behind(&third).unwrap_err();
        assert_eq!(error.to_string(), "desk.toml: there is a rule called `toll` (give the new one another --id)");
        assert!(named.behind("[pack").is_err());
    }
}
