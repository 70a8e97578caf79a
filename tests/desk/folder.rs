//! A folder of its own for one test.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder in which a test works. It is gone when the test is over, but for a test that fails: then it is there to look into.
pub(crate) struct Desk(pub(crate) PathBuf);

impl Desk {
    /// An empty folder with these files put in it. No other desk of the same file of tests may have its name.
    pub(crate) fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(env!("CARGO_CRATE_NAME")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder for the test");
        let desk = Self(folder);
        for (name, text) in files {
            desk.file(name, text);
        }
        desk
    }

    /// Writes a file, with the folders that it lies in, and gives its path.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        let written = fs::create_dir_all(path.parent().expect("a folder")).and_then(|()| fs::write(&path, content));
        written.unwrap_or_else(|error| panic!("{name} cannot be written: {error}"));
        path
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = fs::remove_dir_all(&self.0);
        }
    }
}
