//! The catalogue of chain rights in words, as `parlour rights` prints it.

use std::fmt::Write;

use super::rights::{ChainRight, ChainSection};
use super::roles::TEMPLATES;

/// Every chain right, and the ready-made chain roles: `+` holds it, `o` can have it switched on.
pub fn catalogue() -> String {
    let mut text =
        "\nChain rights: apart from the rights at a location, and none of them opens a location’s page.\n".to_owned();
    for section in ChainSection::ALL {
        writeln!(text, "{}", section.title()).ok();
        for right in section.rights() {
            let needs = right.needs().map(|needed| format!("; needs {}", needed.slug())).unwrap_or_default();
            writeln!(text, "  {:21} {:8} {}{needs}", right.slug(), roles(right), right.title()).ok();
        }
    }
    let names: Vec<&str> = TEMPLATES.iter().map(|template| template.name).collect();
    writeln!(text, "\nChain roles, in this order: {}.", names.join(", ")).ok();
    text
}

fn roles(right: ChainRight) -> String {
    TEMPLATES.iter().map(|template| if (template.rights)().has(right) { '+' } else { 'o' }).collect()
}
