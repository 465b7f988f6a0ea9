//! The catalogue of rights in words, as `parlour rights` prints it.

use std::fmt::Write;

use super::rights::{Right, Section};
use super::templates::{TEMPLATES, Template};

/// Every right with its kind, and the ready-made roles: `+` holds it, `o` can have it switched on, `-` cannot hold it.
pub fn catalogue() -> String {
    let mut text = String::new();
    for section in Section::ALL {
        writeln!(text, "{}", section.title()).ok();
        for right in section.rights() {
            writeln!(text, "  {:21} {:8} {:42} {}", right.slug(), roles(right), right.title(), kind(right)).ok();
        }
    }
    let names: Vec<&str> = TEMPLATES.iter().map(|template| template.name).collect();
    writeln!(text, "\nRoles, in this order: {}.", names.join(", ")).ok();
    text.push_str("+ holds it, o can have it switched on, - cannot hold it.\n");
    text
}

fn roles(right: Right) -> String {
    let sign = |template: &Template| match (template.rights().has(right), template.allows(right)) {
        (true, _) => '+',
        (false, true) => 'o',
        (false, false) => '-',
    };
    TEMPLATES.iter().map(sign).collect()
}

fn kind(right: Right) -> String {
    let nature = right.nature();
    let needs: Vec<&str> = nature.needs.iter().map(|needed| needed.slug()).collect();
    let words = [
        nature.changes.then(|| "changes data".to_owned()),
        nature.has_scope.then(|| "scope".to_owned()),
        nature.reaches_back.then(|| "reach back".to_owned()),
        nature.is_sensitive.then(|| "sensitive".to_owned()),
        nature.is_free.then(|| "free for System manager".to_owned()),
        (!needs.is_empty()).then(|| format!("needs {}", needs.join(", "))),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join("; ")
}
