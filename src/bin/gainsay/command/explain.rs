//! `gainsay explain`.

use crate::args::ExplainArgs;
use crate::exit_code::ExitCode;
use crate::output::print;
use gainsay::error::{Error, Result};
use gainsay::rule::Code;

/// Explains what it is given: a code of `rules check`.
pub(super) fn run(args: &ExplainArgs) -> Result<ExitCode> {
    match (args.what.parse::<Code>(), &args.id) {
        (Ok(code), None) => print(code.explanation()).map(|()| ExitCode::Success),
        (Ok(_), Some(id)) => {
            Err(Error::new(format!("`{id}` stands behind a code")).with_help("write the code alone: gainsay explain E004"))
        }
        (Err(message), _) => Err(Error::new(message).with_help("`gainsay rules check` tells the code of each mistake")),
    }
}
