//! The files of the project that tests hold it to.

use std::path::Path;

/// The folder of the project.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Whether what is expected is to be written anew.
pub(crate) fn is_blessing() -> bool {
    std::env::var_os("GAINSAY_BLESS").is_some()
}
