//! A page, followed block by block as its reader would.
//!
//! - A block that names a file is written to that file, for the commands below it.
//! - A block that names a file and says `filled in` holds some cells of that table: they are filled into the rows of the same `conflict_id`.
//! - A `console` block is run, line by line, and says what it shows; `cd` goes into a folder.
//!
//! Every other block is the page's own matter.

use crate::page::{Block, Shown, blocks, run, words_of};
use crate::project::{is_blessing, root};
use std::fs;
use std::path::{Path, PathBuf};

/// Follows a page, and holds what its commands say to what it shows, or rewrites what it shows.
pub(crate) fn follow(name: &str, folder: &Path, other: impl Fn(&Block, &Path)) {
    let page = fs::read_to_string(root().join(name)).expect("the page");
    let mut lines: Vec<String> = page.lines().map(str::to_owned).collect();
    let mut reader = Reader { page: name, folder: folder.to_owned() };
    let said: Vec<(Shown, Vec<String>)> = blocks(&page).iter().flat_map(|block| reader.follow(block, &other)).collect();
    // From the last to the first, so that a block that grows moves nothing that is still to be written.
    for (shown, real) in said.into_iter().rev() {
        if is_blessing() {
            lines.splice(shown.first..shown.first + shown.output.len(), real);
        } else {
            assert_eq!(shown.output, real, "`{}` no longer says what {name} shows", shown.command);
        }
    }
    if is_blessing() {
        fs::write(root().join(name), lines.join("\n") + "\n").expect("the page is written");
    }
}

/// Who reads which page, and the folder that they are in.
struct Reader<'a> {
    page: &'a str,
    folder: PathBuf,
}

impl Reader<'_> {
    /// Does with a block what a reader would do, and tells what its commands said.
    fn follow<'p>(&mut self, block: &Block<'p>, other: &impl Fn(&Block, &Path)) -> Vec<(Shown<'p>, Vec<String>)> {
        match (block.language, block.file) {
            ("console", None) => return block.commands().into_iter().filter_map(|shown| self.command(shown)).collect(),
            (_, Some(file)) => match file.strip_suffix(" filled in") {
                Some(table) => fill_in(&self.folder.join(table), &block.text()),
                None => fs::write(self.folder.join(file), block.text()).expect("a file of the page"),
            },
            (_, None) => other(block, &self.folder),
        }
        Vec::new()
    }

    fn command<'p>(&mut self, shown: Shown<'p>) -> Option<(Shown<'p>, Vec<String>)> {
        match shown.command.strip_prefix("cd ") {
            Some(folder) => self.folder.push(folder),
            None => return Some(self.ran(shown)),
        }
        assert!(self.folder.is_dir(), "{}: no folder {}", self.page, self.folder.display());
        None
    }

    /// Runs one command, which may only fail where the page shows that it does.
    fn ran<'p>(&self, shown: Shown<'p>) -> (Shown<'p>, Vec<String>) {
        let words = words_of(shown.command).unwrap_or_else(|| panic!("{}: `{}` is not the program", self.page, shown.command));
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let run = run(&words, &self.folder);
        let is_well = matches!(run.code, 0 | 3) || run.code == 1 && !shown.output.is_empty();
        assert!(is_well, "`{}`: {run}", shown.command);
        let real = if shown.output.is_empty() { Vec::new() } else { shown.real(&(run.stderr + &run.stdout)) };
        (shown, real)
    }
}

/// Fills cells into a table, as somebody does in a spreadsheet. Every row of `cells` must be in the table, with these columns.
fn fill_in(path: &Path, cells: &str) {
    let written = fs::read(path).expect("the table to fill in");
    let (head, mut rows) = table(&written);
    let (columns, filled) = table(cells.as_bytes());
    for cells in filled {
        let row = rows.iter_mut().find(|row| row[0] == cells[0]).unwrap_or_else(|| panic!("no row {} to fill in", cells[0]));
        for (column, cell) in columns.iter().zip(cells) {
            let at = head.iter().position(|name| name == column).unwrap_or_else(|| panic!("no column {column}"));
            row[at] = cell;
        }
    }
    let mut writer = csv::Writer::from_path(path).expect("the table is written");
    writer.write_record(head).expect("its head");
    rows.into_iter().for_each(|row| writer.write_record(row).expect("a row"));
    writer.flush().expect("all of it");
}

/// The head and the rows of a table.
fn table(bytes: &[u8]) -> (Vec<String>, Vec<Vec<String>>) {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = csv::Reader::from_reader(bytes);
    let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
    let head = cells(reader.headers().expect("a head"));
    (head, reader.records().map(|row| cells(&row.expect("a row"))).collect())
}
