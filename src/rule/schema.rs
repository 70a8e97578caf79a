//! The JSON Schema of rule files, made of their written form: with it an editor completes keys and words, explains them, and marks what
//! is wrong while it is typed.

use super::written::{Head, Text, WrittenEntity, WrittenRule};
use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The name under which the schema of a folder is kept.
pub const FILE: &str = "gainsay-rules.schema.json";

/// A file of rules for gainsay.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "gainsay rules")]
#[expect(dead_code, reason = "only its form is of use: files are read part by part, so that a mistake in one leaves the others")]
struct RuleFile {
    /// What the file is.
    pack: Head,
    /// Lists of words, phrases or patterns, used as `@name`, or as `@pack.name` from another pack.
    #[schemars(default)]
    words: BTreeMap<String, Vec<Text>>,
    /// Things that go by several names.
    #[schemars(default)]
    entity: Vec<WrittenEntity>,
    /// Questions, each with the ways to say its answers.
    #[schemars(default)]
    rule: Vec<WrittenRule>,
}

/// The schema as JSON text: draft 7, which every editor knows, and without references.
pub fn schema() -> String {
    let settings =
        SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true).with_transform(WithoutNull).with_transform(WordLists);
    let schema = settings.into_generator().into_root_schema_for::<RuleFile>();
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    text.push('\n');
    text
}

/// Takes `null` away: a key of a TOML file is there or not, but never null.
#[derive(Debug, Clone)]
struct WithoutNull;

impl Transform for WithoutNull {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        let Some(object) = schema.as_object_mut() else { return };
        if object.get("default") == Some(&Value::Null) {
            object.remove("default");
        }
        if let Some(Value::Array(types)) = object.get_mut("type") {
            types.retain(|name| name != "null");
            if let [one] = types.as_slice() {
                let one = one.clone();
                object.insert("type".to_owned(), one);
            }
        }
        if let Some(Value::Array(choices)) = object.get_mut("anyOf") {
            choices.retain(|choice| choice.get("type") != Some(&Value::from("null")));
            // What is left alone needs no choice; its own description is that of the type, and the key's comes before it.
            if let [Value::Object(one)] = choices.as_mut_slice() {
                let one = std::mem::take(one);
                object.remove("anyOf");
                for (key, value) in one {
                    object.entry(key).or_insert(value);
                }
            }
        }
    }
}

/// Makes a list of a choice between words. An editor then says that a value is none of them, and not of each that it is not this one.
/// What each word means goes into the description, and to where Taplo looks for it.
#[derive(Debug, Clone)]
struct WordLists;

/// Where Taplo looks for what the members of a list mean.
const MEANINGS: &str = "x-taplo";

impl Transform for WordLists {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        let Some(object) = schema.as_object_mut() else { return };
        let Some((key, words)) = ["oneOf", "anyOf"].into_iter().find_map(|key| Some((key, words(object.get(key)?.as_array()?)?))) else {
            return;
        };
        object.remove(key);
        let meanings: Vec<&str> = words.iter().map(|(_, meaning)| meaning.as_str()).collect();
        let list: Vec<String> = words.iter().map(|(word, meaning)| format!("- `{word}`: {meaning}")).collect();
        let own = object.get("description").and_then(Value::as_str).unwrap_or_default();
        let description = format!("{own}\n\n{}", list.join("\n"));
        object.insert(MEANINGS.to_owned(), json!({ "docs": { "enumValues": meanings } }));
        object.insert("description".to_owned(), description.into());
        object.insert("type".to_owned(), "string".into());
        object.insert("enum".to_owned(), words.iter().map(|(word, _)| word.as_str()).collect());
    }
}

/// The words of a choice with their meanings; `None` where something else than words may be chosen.
fn words(choices: &[Value]) -> Option<Vec<(String, String)>> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let mut words = Vec::new();
    for choice in choices {
        match (&choice["const"], &choice["enum"]) {
            (Value::String(word), _) => words.push((word.clone(), text(&choice["description"])?)),
            // A list that was made of a choice before.
            (_, Value::Array(inner)) => {
                let meanings = choice[MEANINGS]["docs"]["enumValues"].as_array()?;
                words.extend(inner.iter().zip(meanings).filter_map(|(word, meaning)| Some((text(word)?, text(meaning)?))));
            }
            _ => return None,
        }
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Verdict;

    fn keys(schema: &Value) -> Vec<&str> {
        schema["properties"].as_object().expect("an object").keys().map(String::as_str).collect()
    }

    #[test]
    fn describes_every_key_and_knows_no_other() {
        let schema: Value = serde_json::from_str(&schema()).unwrap();
        let rule = &schema["properties"]["rule"]["items"];
        let tables = [
            (&schema, 4),
            (&schema["properties"]["pack"], 9),
            (&schema["properties"]["entity"]["items"], 4),
            (rule, 25),
            (&rule["properties"]["answer"]["items"], 5),
            (&rule["properties"]["example"]["items"], 5),
        ];
        for (table, count) in tables {
            assert_eq!((keys(table).len(), &table["additionalProperties"]), (count, &Value::Bool(false)), "{:?}", keys(table));
            for key in keys(table) {
                assert!(table["properties"][key]["description"].is_string(), "{key} has no description");
            }
        }
        assert!(!schema.to_string().contains("null"), "{schema:#}");
    }

    #[test]
    fn lists_the_words_that_a_key_takes() {
        let schema: Value = serde_json::from_str(&schema()).unwrap();
        let rule = &schema["properties"]["rule"]["items"]["properties"];
        let words =
            |key: &Value| -> Vec<String> { key["enum"].as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect() };
        assert_eq!(words(&rule["trend"]), ["up", "down", "later"]);
        assert_eq!(words(&rule["severity"]), ["low", "medium", "high", "critical"]);
        let verdicts: Vec<&str> = Verdict::ALL.iter().map(|verdict| verdict.name()).chain(["none"]).collect();
        assert_eq!(words(&rule["example"]["items"]["properties"]["verdict"]), verdicts);
        let trend = rule["trend"]["description"].as_str().unwrap();
        assert!(trend.starts_with("What a later answer does to an earlier one.\n\n- `up`: A later, higher figure"), "{trend}");
        assert!(!schema.to_string().contains("\"const\""), "{schema:#}");
    }
}
