//! The board of chain rights: how forms about a person or a chain role draw them.

use crate::clock;
use crate::error::Errors;

use super::super::model::{ChainAccess, ChainRight, ChainRights, ChainSection, Within};

/// Every section of the chain rights, as a form draws it.
pub struct ChainBoard {
    pub parts: Vec<(&'static str, Vec<ChainLine>)>,
    /// Whether it marks what differs from the role: not where the form is about a role itself.
    pub differs_from_role: bool,
}

/// One chain right.
pub struct ChainLine {
    pub right: ChainRight,
    pub is_on: bool,
    /// Whether the role gives it.
    pub role_on: bool,
    /// What there is to say about it: where it comes from, or who could give it.
    pub said: String,
    /// Whether this viewer may switch it.
    pub is_open: bool,
    pub error: String,
}

impl ChainBoard {
    /// The board for what is on now. `own` is what the viewer holds, `role` what it is compared with.
    pub fn draw(own: ChainRights, on: ChainRights, role: Option<ChainRights>, errors: &Errors) -> Self {
        let line = |right: ChainRight| ChainLine {
            right,
            is_on: on.has(right),
            role_on: role.is_some_and(|role| role.has(right)),
            said: if own.has(right) { String::new() } else { "You do not hold this yourself.".into() },
            is_open: own.has(right),
            error: errors.at(&format!("right-{}", right.id())).to_owned(),
        };
        let part = |section: &ChainSection| (section.title(), section.rights().map(line).collect());
        ChainBoard { parts: ChainSection::ALL.iter().map(part).collect(), differs_from_role: role.is_some() }
    }

    /// Says where each right of somebody comes from. Only for the role that they have.
    pub fn explain(&mut self, access: Option<&ChainAccess>, by: &Within) {
        let Some((access, held)) = access.and_then(|access| Some((access, access.held.as_ref()?))) else { return };
        let when = format!("changed last by {}, {}", access.changed_by, clock::brief(access.changed_at, by.chain().main.zone));
        for line in self.parts.iter_mut().flat_map(|(_, lines)| lines) {
            let said = match (held.rights.has(line.right), held.role.rights.has(line.right)) {
                (true, true) => format!("The role {} gives it.", held.role.name),
                (true, false) => format!("Added for {}: {when}.", access.name),
                (false, true) => format!("The role {} gives it, and it was taken from {}: {when}.", held.role.name, access.name),
                (false, false) => continue,
            };
            line.said = [std::mem::take(&mut line.said), said].join(" ").trim().to_owned();
        }
    }

    /// How many rights are different from the role.
    pub fn differences(&self) -> usize {
        match self.differs_from_role {
            true => self.parts.iter().flat_map(|(_, lines)| lines).filter(|line| line.is_on != line.role_on).count(),
            false => 0,
        }
    }
}

impl ChainLine {
    pub fn id(&self) -> String {
        format!("right-{}", self.right.id())
    }
}
