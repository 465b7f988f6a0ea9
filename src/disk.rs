//! Files that are there whatever happens to the power (security.md R9).

use std::fs::{self, File};
use std::path::Path;

use anyhow::Context;

/// Gives a finished file its name, where whatever had it before is replaced.
pub fn put(part: &Path, file: &Path) -> anyhow::Result<()> {
    fs::rename(part, file).with_context(|| format!("The file {} cannot be made", file.display()))?;
    keep_name(file)
}

/// Flushes the name of a new file. What is in it is flushed apart.
pub fn keep_name(file: &Path) -> anyhow::Result<()> {
    let folder = folder_of(file);
    File::open(folder)?
        .sync_all()
        .with_context(|| format!("The folder {} cannot be made safe on the disk", folder.display()))
}

/// The folder that a file is in.
pub fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
