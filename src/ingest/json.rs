//! JSON Lines: one object a line.

use super::column::{self, Field, Fields};
use super::row::{Row, Rows};
use super::{MAX_ROW, Options};
use crate::error::{Error, Result};
use serde_json::{Map, Value};

/// Reads JSON Lines. `Err` when no object has a text, or the file is one JSON array.
pub(super) fn read(file: &str, text: &str, options: &Options) -> Result<Rows> {
    if text.trim_start().starts_with('[') {
        return Err(Error::at(file, "a JSON array is not read").with_help("write one object a line: jq -c '.[]'"));
    }
    let mut rows = Rows::default();
    let mut objects = 0;
    let mut keys = Vec::new();
    for (line, written) in (1..).zip(text.split('\n')).filter(|(_, written)| !written.trim().is_empty()) {
        match object(written) {
            Ok(object) => {
                objects += 1;
                note_keys(&mut keys, &object);
                push(&mut rows, file, line, &object, options);
            }
            Err(reason) => rows.skip(file, line, "", reason),
        }
    }
    let places = column::places(&keys, &options.map);
    let has_text = places[Field::Text as usize].is_some();
    rows.dates = places[Field::Date as usize].map(|at| keys[at].clone()).unwrap_or_default();
    rows.unused = column::unused(&keys, &places);
    if objects > 0 {
        column::check_map(file, &keys, &options.map)?;
    }
    if objects > 0 && !has_text {
        return Err(column::no_text(file, &keys, keys.first().map(String::as_str)));
    }
    Ok(rows)
}

/// How many different keys of a file are kept to be listed.
const MAX_KEYS: usize = 200;

fn note_keys(keys: &mut Vec<String>, object: &Map<String, Value>) {
    for key in object.keys() {
        if keys.len() < MAX_KEYS && !keys.contains(key) {
            keys.push(key.clone());
        }
    }
}

fn object(written: &str) -> Result<Map<String, Value>, String> {
    if written.len() > MAX_ROW {
        return Err(format!("a line of {} bytes; the limit is {MAX_ROW}", written.len()));
    }
    match serde_json::from_str(written) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err("not a JSON object".to_owned()),
        Err(error) => {
            let message = error.to_string();
            let what = message.split(" at line ").next().unwrap_or_default();
            Err(format!("not JSON: {what}, column {}", error.column()))
        }
    }
}

fn push(rows: &mut Rows, file: &str, line: u32, object: &Map<String, Value>, options: &Options) {
    let (keys, values): (Vec<&String>, Vec<&Value>) = object.iter().unzip();
    let places = column::places(&keys, &options.map);
    let value = |field: Field| places[field as usize].and_then(|at| written(values[at]));
    let values: Fields<String> = Field::ALL.map(|field| value(field).unwrap_or_default());
    let odd = places[Field::Text as usize].filter(|_| value(Field::Text).is_none());
    if let Some(at) = odd {
        return rows.skip(file, line, &values[Field::Id as usize], format!("{:?} is not a string", keys[at]));
    }
    // The whole object stands on one line, whatever line breaks its text holds.
    let lines = vec![line; values[Field::Text as usize].matches('\n').count() + 1];
    let lines = if lines.len() == 1 { Vec::new() } else { lines };
    rows.push(file, Row { line, lines, values });
}

/// A value as text; `None` for lists and objects.
fn written(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.replace("\r\n", "\n")),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null => Some(String::new()),
        Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_objects_and_tells_of_the_rest() {
        let text =
            "{\"ID\": 7, \"Statement\": \"a\\nb\"}\n\nnonsense\n[1]\n{\"id\": \"x\"}\n{\"id\": \"y\", \"text\": [\"a\"]}\n{\"text\": \"c\"";
        let rows = read("a.jsonl", text, &Options::default()).unwrap();
        assert_eq!(rows.rows.len(), 1);
        assert_eq!((rows.rows[0].values[0].as_str(), rows.rows[0].values[1].as_str()), ("7", "a\nb"));
        assert_eq!(rows.rows[0].lines, [1, 1]);
        let told: Vec<(u32, &str, &str)> = rows.skipped.iter().map(|s| (s.line, s.id.as_str(), s.reason.as_str())).collect();
        let want = [
            (3, "", "not JSON: expected ident, column 2"),
            (4, "", "not a JSON object"),
            (5, "x", "the row has no text"),
            (6, "y", "\"text\" is not a string"),
            (7, "", "not JSON: EOF while parsing an object, column 12"),
        ];
        assert_eq!(told, want);
    }

    #[test]
    fn fails_when_nothing_has_a_text() {
        let error = read("a.jsonl", "{\"id\": 1, \"txet\": \"a\"}\n", &Options::default()).unwrap_err();
        assert_eq!(error.to_string(), "a.jsonl: no text column among \"id\", \"txet\" (did you mean --map text=txet)");
        let error = read("a.json", "[{\"text\": \"a\"}]", &Options::default()).unwrap_err();
        assert_eq!(error.to_string(), "a.json: a JSON array is not read (write one object a line: jq -c '.[]')");
    }
}
