//! `gainsay rules schema`.

use crate::args::RulesSchemaArgs;
use crate::exit_code::ExitCode;
use crate::output;
use gainsay::error::Result;
use gainsay::rule::schema::schema;

/// Writes the JSON Schema of rule files.
pub(super) fn run(args: &RulesSchemaArgs) -> Result<ExitCode> {
    match &args.output {
        Some(file) => output::to_file(file, |out| out.write_all(schema().as_bytes()))?,
        None => output::print(schema().trim_end())?,
    }
    Ok(ExitCode::Success)
}
