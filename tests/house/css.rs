//! Every class a template gives is one the stylesheet knows.

use std::collections::BTreeSet;

use crate::keeps;
use crate::sources::{between, files};
use crate::templates::bare;

/// The classes in the selectors of the stylesheet.
fn styled() -> BTreeSet<String> {
    let sheets: String = files("static/css", ".css").into_iter().map(|sheet| sheet.text).collect();
    let mut plain = String::new();
    for part in sheets.split("/*") {
        plain += part.split_once("*/").map_or(part, |(_, rest)| rest);
    }
    let blocks = plain.split('{').filter_map(|before| before.rsplit(['}', ';']).next());
    blocks.flat_map(|selector| selector.split('.').skip(1)).map(word).filter(|class| is_name(class)).collect()
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_').collect()
}

/// `.5rem` is no class.
fn is_name(class: &str) -> bool {
    class.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Classes that macros take as an argument: `width="w-s"`, `style="switch"`.
fn handed_over(text: &str) -> Vec<String> {
    let blocks = ["{% call ", "{% macro "].into_iter().flat_map(|open| between(text, open, "%}"));
    let arguments =
        blocks.flat_map(|block| ["width=\"", "style=\""].into_iter().flat_map(|name| between(block, name, "\"")));
    arguments.map(str::to_owned).collect()
}

#[test]
fn every_class_on_a_page_is_styled() {
    let styled = styled();
    let is_styled = |class: &str| match class.split_once('*') {
        None => styled.contains(class),
        Some((start, _)) => styled.iter().any(|known| known.starts_with(start)),
    };

    keeps(
        "pages use only classes of static/css",
        files("templates", ".html").iter().flat_map(|page| {
            let markup = bare(&page.text);
            let given = between(&markup, "class=\"", "\"").flat_map(str::split_whitespace).map(str::to_owned);
            let unknown = given.chain(handed_over(&page.text)).filter(|class| !is_styled(class));
            unknown.map(|class| format!("{} has {class}", page.path)).collect::<Vec<_>>()
        }),
    );
}

#[test]
fn the_reader_of_the_stylesheet_finds_classes_and_no_numbers() {
    let styled = styled();

    assert!(["btn-primary", "hue-8", "w-s", "vh"].iter().all(|class| styled.contains(*class)));
    assert!(styled.iter().all(|class| is_name(class)));
}
