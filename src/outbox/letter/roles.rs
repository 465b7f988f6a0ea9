//! Roles in a letter: the ready-made ones have a name in every language, and each says where it counts.

use fluent_bundle::FluentArgs;

use crate::access::Role;
use crate::chains::ChainRole;
use crate::language::Language;

use super::say;

/// A role, and where it counts.
#[derive(Debug, Clone)]
pub enum RolePart<'a> {
    Role(&'a Role),
    OfChain(&'a ChainRole),
    /// At all locations of a chain.
    Everywhere(&'a Role),
    At(&'a str, &'a Role),
}

pub(super) fn said(language: Language, parts: &[RolePart<'_>]) -> anyhow::Result<String> {
    let said = parts.iter().map(|part| part.said(language)).collect::<anyhow::Result<Vec<_>>>()?;
    Ok(said.join(", "))
}

impl RolePart<'_> {
    fn said(&self, language: Language) -> anyhow::Result<String> {
        match self {
            RolePart::Role(role) => name_of(language, role),
            RolePart::OfChain(role) => named(language, role.ready_made_slug().as_deref(), &role.name),
            RolePart::Everywhere(role) => placed(language, "everywhere", "", role),
            RolePart::At(place, role) => placed(language, "at", place, role),
        }
    }
}

fn name_of(language: Language, role: &Role) -> anyhow::Result<String> {
    named(language, role.ready_made_slug(), &role.name)
}

fn named(language: Language, ready_made: Option<&str>, own: &str) -> anyhow::Result<String> {
    let said = match ready_made {
        Some(slug) => say(language, "role", slug, &FluentArgs::new())?,
        None => None,
    };
    Ok(said.unwrap_or_else(|| own.to_owned()))
}

fn placed(language: Language, part: &str, place: &str, role: &Role) -> anyhow::Result<String> {
    let mut args = FluentArgs::new();
    args.set("role", name_of(language, role)?);
    args.set("place", place);
    Ok(say(language, "role", part, &args)?.unwrap_or_else(|| role.name.clone()))
}
