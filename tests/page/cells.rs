//! The names in the tables of a page, and those that the program has.

use crate::project::root;
use std::fs;

/// The names in the first column of the table of a page that has this heading.
pub(crate) fn first_cells(page: &str, heading: &str) -> Vec<String> {
    let start = format!("| {heading} |");
    let text = fs::read_to_string(root().join(page)).expect("the page");
    let table = text.lines().skip_while(|line| !line.starts_with(&start)).skip(2);
    let cells: Vec<String> =
        table.take_while(|line| line.starts_with('|')).filter_map(|line| line.split('`').nth(1)).map(str::to_owned).collect();
    assert!(!cells.is_empty(), "{page} has no table {start}");
    cells
}

/// The names of all that there is of something.
pub(crate) fn names<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|&one| name(one)).collect()
}
