//! The `parlour` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    match parlour::cli::run() {
        Ok(code) => code,
        Err(problem) => {
            eprintln!("parlour: {}", parlour::error::sentence(&problem));
            ExitCode::FAILURE
        }
    }
}
