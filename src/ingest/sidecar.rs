//! `sources.csv`: where the articles beside it come from.
//!
//! Columns `file`, `source`, `published`, `url`, `title`, in any order and under any of their other names; only `file` is needed.

use super::column::{self, Field, INPUTS};
use super::walk::{self, Entry, SIDECAR};
use super::{Ingested, Skipped, bytes, date, encoding};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What a sidecar says of one file.
#[derive(Debug, Clone, Default)]
pub(super) struct About {
    pub(super) outlet: String,
    pub(super) published: Option<Date>,
    pub(super) url: String,
    pub(super) title: String,
}

/// What all sidecars say, by the name of the file.
#[derive(Debug, Default)]
pub(super) struct Sidecars {
    about: BTreeMap<String, About>,
}

impl Sidecars {
    /// What is said of a file; a compressed file may be named without its ending.
    pub(super) fn get(&self, name: &str) -> Option<&About> {
        self.about.get(name).or_else(|| self.about.get(bytes::without_compression(name)))
    }
}

/// Reads the sidecars beside all files. A row that cannot be used is told.
pub(super) fn load(entries: &[Entry]) -> (Sidecars, Ingested) {
    let mut folders = BTreeSet::new();
    for entry in entries {
        if let Entry::File(file) | Entry::Sidecar(file) = entry {
            folders.insert(file.path.parent().map(Path::to_path_buf).unwrap_or_default());
        }
    }
    let (mut sidecars, mut told) = (Sidecars::default(), Ingested::default());
    for path in folders.into_iter().map(|folder| folder.join(SIDECAR)).filter(|path| path.is_file()) {
        sidecars.read(path, &mut told);
    }
    (sidecars, told)
}

impl Sidecars {
    fn read(&mut self, path: PathBuf, told: &mut Ingested) {
        let name = walk::name_of(&path);
        let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
        let file = walk::File { path, name: name.clone(), named: false };
        let text = bytes::load(&file).map_err(|error| error.message().to_owned()).and_then(|loaded| loaded);
        match text.and_then(|bytes| encoding::decode(bytes).map_err(str::to_owned)) {
            Ok(decoded) => self.read_rows(&name, &folder, &decoded.text, told),
            Err(reason) => told.skipped.push(Skipped::file(&name, reason)),
        }
    }

    fn read_rows(&mut self, name: &str, folder: &Path, text: &str, told: &mut Ingested) {
        let mut rows = super::table::records(text);
        let Some((_, headers)) = rows.next() else { return };
        let Some(file_at) = INPUTS.position("file", &headers) else {
            return told.skipped.push(Skipped::file(name, format!("no column \"file\" among {}", column::listed(&headers))));
        };
        // The column that names the file may go by a name that a text column goes by too.
        let others: Vec<&str> = headers.iter().enumerate().map(|(at, header)| if at == file_at { "" } else { header.as_str() }).collect();
        let places = column::places(&others, &[]);
        for (line, values) in rows {
            let value = |at: Option<usize>| at.and_then(|at| values.get(at)).map_or("", |value| value.trim());
            let of = |field: Field| value(places[field as usize]).to_owned();
            let path = folder.join(value(Some(file_at)));
            let published = date::day(&of(Field::Date));
            let about = About { outlet: of(Field::Source), published, url: of(Field::Url), title: of(Field::Title) };
            let skipped = |reason| Skipped { id: value(Some(file_at)).to_owned(), ..Skipped::line(name, line, reason) };
            let written = of(Field::Date);
            let is_undated = about.published.is_none() && !written.is_empty();
            match self.take(&path, value(Some(file_at)), about) {
                Some(reason) => told.skipped.push(skipped(reason)),
                None if is_undated => {
                    told.undated += 1;
                    told.amended.push(skipped(format!("the date {written:?} does not say one day; left empty: write days as 2021-04-03")));
                }
                None => {}
            }
        }
    }

    /// Keeps what a row says; the reason when the row says nothing.
    fn take(&mut self, path: &Path, file: &str, about: About) -> Option<String> {
        if file.is_empty() {
            return Some("the row names no file".to_owned());
        }
        if !path.is_file() {
            return Some(format!("no file {file:?} here"));
        }
        let before = self.about.insert(walk::name_of(path), about);
        before.map(|_| format!("{file:?} is named twice; this row counts"))
    }
}
