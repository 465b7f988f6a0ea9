//! Reads the files of the house, and looks into them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A file and what stands in it. Tests run at the root of the house, where every path begins.
pub struct Source {
    pub path: String,
    pub text: String,
}

/// Every file with this ending below a folder, in order.
pub fn files(folder: &str, ending: &str) -> Vec<Source> {
    let mut found = Vec::new();
    walk(Path::new(folder), &mut found);
    found.retain(|path| path.to_string_lossy().ends_with(ending));
    found.sort();
    assert!(!found.is_empty(), "no {ending} files below {folder}");
    found.iter().map(|path| Source { path: path.display().to_string(), text: read(path) }).collect()
}

#[track_caller]
pub fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    std::fs::read_to_string(path).unwrap_or_else(|cause| panic!("{}: {cause}", path.display()))
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true if path.ends_with("node_modules") => {}
            true => walk(&path, found),
            false => found.push(path),
        }
    }
}

impl Source {
    /// The lines that run in the product, with their numbers: neither tests nor comments.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.product().filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// The lines outside `#[cfg(test)]`, with their numbers.
    pub fn product(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut in_tests = false;
        self.text.lines().enumerate().filter_map(move |(index, line)| {
            in_tests |= line == "#[cfg(test)]";
            let is_product = !in_tests;
            in_tests &= line != "}" && (line.starts_with(' ') || !line.ends_with(';'));
            is_product.then_some((index + 1, line))
        })
    }

    /// The places where the code says one of these words.
    pub fn says(&self, words: &[&str]) -> Vec<String> {
        self.code()
            .filter_map(|(number, line)| {
                let word = words.iter().find(|word| line.contains(**word))?;
                Some(format!("{}:{number} says {word}", self.path))
            })
            .collect()
    }

    /// The rooms of the crate that the code looks into: `team` for `crate::team::Member` and `use crate::{id, team}`.
    pub fn rooms(&self) -> BTreeSet<String> {
        let code: String = self.code().flat_map(|(_, line)| [line, "\n"]).collect();
        code.split("crate::").skip(1).flat_map(first_words).collect()
    }
}

fn first_words(path: &str) -> Vec<String> {
    let word = |text: &str| text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    match path.strip_prefix('{') {
        Some(group) => top_level(group).into_iter().map(word).collect(),
        None => vec![word(path)],
    }
}

/// The parts of a group of imports, each from its beginning.
fn top_level(group: &str) -> Vec<&str> {
    let mut depth = 0;
    let mut starts = vec![0];
    for (place, mark) in group.char_indices() {
        match mark {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => starts.push(place + 1),
            _ => {}
        }
    }
    starts.into_iter().map(|start| &group[start..]).collect()
}

/// What stands between two marks, as often as it does.
pub fn between<'a>(text: &'a str, open: &'a str, close: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(open).skip(1).filter_map(move |rest| Some(rest.split_once(close)?.0))
}

#[test]
fn the_reader_sees_rooms_in_groups_and_leaves_tests_and_comments_out() {
    let text = "use crate::{id, team::{Member, Card}, web};\n// crate::demo\ncrate::text::x();\n#[cfg(test)]\n\
                mod tests {\n    use crate::app;\n}\nuse crate::clock;";
    let source = Source { path: "x.rs".into(), text: text.into() };

    let rooms = source.rooms();

    assert_eq!(rooms.iter().map(String::as_str).collect::<Vec<_>>(), ["clock", "id", "team", "text", "web"]);
}

#[test]
fn si1_nothing_is_unsafe_and_every_dependency_is_locked_to_one_registry() {
    let lock = read("Cargo.lock");

    assert!(read("Cargo.toml").contains("unsafe_code = \"forbid\""));
    assert!(read(".ci/run").contains("cargo test --locked"));
    let elsewhere = between(&lock, "source = \"", "\"")
        .filter(|source| *source != "registry+https://github.com/rust-lang/crates.io-index");
    crate::keeps("dependencies come from one registry", elsewhere.map(str::to_owned));
    assert_eq!(lock.matches("\nchecksum = ").count(), lock.matches("\nsource = ").count());
}

#[test]
fn sg1_no_statement_is_put_together_from_text() {
    let made = |source: &Source| {
        let line = |(number, line): (usize, &str)| {
            let asks = ["sql_query(format!", "sql_query(&format!", ">(&format!", "batch_execute(&format!"];
            asks.iter().any(|ask| line.contains(ask)).then(|| format!("{}:{number}: {}", source.path, line.trim()))
        };
        source.code().filter_map(line).collect::<Vec<_>>()
    };

    // The sample names a table of its own list.
    let all = files("src", ".rs").into_iter().filter(|source| !source.path.ends_with("sample/rows.rs"));
    crate::keeps("what people type never becomes a part of a statement", all.flat_map(|source| made(&source)));
}
