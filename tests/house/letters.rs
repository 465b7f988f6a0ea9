//! Letters: every one is written somewhere, and says the same things in every language.

use std::collections::{BTreeMap, BTreeSet};

use crate::keeps;
use crate::sources::{between, files};

const LANGUAGES: [&str; 6] = ["en", "es", "pt", "de", "fr", "ru"];

/// What every letter may lean on, and no code asks for by name as a letter.
const SHARED: [&str; 4] = ["date", "moment", "month", "role"];

/// `you-are-invited.text` → the things that it names.
type Sentences = BTreeMap<String, BTreeSet<String>>;

fn sentences(language: &str) -> Sentences {
    let mut found = Sentences::new();
    for file in files(&format!("templates/letters/{language}"), ".ftl") {
        let (mut letter, mut part) = (String::new(), String::new());
        for line in file.text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            if !line.starts_with(' ') {
                letter = line.split(' ').next().unwrap().to_owned();
                part = letter.clone();
            } else if let Some(attribute) = line.trim().strip_prefix('.') {
                part = format!("{letter}.{}", attribute.split(' ').next().unwrap());
            }
            let named = between(line, "$", "}")
                .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>());
            found.entry(part.clone()).or_default().extend(named);
        }
    }
    found
}

#[test]
fn every_language_says_the_same_things() {
    let english = sentences("en");

    for language in LANGUAGES {
        let theirs = sentences(language);
        let apart = english.iter().filter(|(part, named)| theirs.get(*part) != Some(named));
        let extra = theirs.keys().filter(|part| !english.contains_key(*part));
        keeps(
            &format!("{language} says what English says, with the same things in it"),
            apart.map(|(part, named)| format!("{part} should name {named:?}")).chain(extra.cloned()),
        );
    }
}

#[test]
fn every_letter_is_written_by_something() {
    let written: BTreeSet<String> = files("src", ".rs")
        .iter()
        .flat_map(|source| between(&source.text, "Letter::new(\"", "\"").map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let worded: BTreeSet<String> =
        sentences("en").into_keys().filter(|part| !part.contains('.') && !SHARED.contains(&part.as_str())).collect();

    keeps("a letter has words, and words have a letter", written.symmetric_difference(&worded).cloned());
}

#[test]
fn every_letter_has_a_subject_and_a_text() {
    let english = sentences("en");

    keeps(
        "a letter says something",
        english.keys().filter(|part| !part.contains('.') && !SHARED.contains(&part.as_str())).filter_map(|letter| {
            let text = format!("{letter}.text");
            (!english.contains_key(&text)).then_some(text)
        }),
    );
}
