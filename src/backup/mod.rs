//! Copies of everything, made while people work: by a command, or every night; and the way back from one.

mod contents;
mod copying;
mod nightly;
mod restoring;
mod servers;

use std::path::Path;
use std::process::ExitCode;

use anyhow::bail;

use crate::config::Config;
use crate::out::say;

pub use copying::check;
pub use nightly::{Kept, Nightly};
pub use restoring::restore;

use contents::Contents;

/// Copies the database into a file, and says what is in it and what is not.
pub fn backup(config: &Config, file: &Path, overwrite: bool) -> anyhow::Result<ExitCode> {
    let Some(database) = config.database_file() else { return servers::say_how_to_dump(&config.database(), file) };
    if !database.exists() {
        bail!("There is no database {} yet, so there is nothing to back up.", database.display());
    }
    copying::copy(&database, file, overwrite)?;
    let (contents, size) = (Contents::of_copy(file)?, file.metadata()?.len());
    say!("The backup {} holds {contents}. It has {} and was checked.", file.display(), in_units(size));
    say!(
        "The secret key is not in it. Keep a copy of {} in another place: without the key no password and no second \
         factor of this backup works, and whoever had both would have everything.",
        config.key_file().display()
    );
    Ok(ExitCode::SUCCESS)
}

/// `640 kB`, `1.2 MB`.
pub fn in_units(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}
