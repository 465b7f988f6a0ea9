//! The board of chain rights: how forms about a person or a chain role draw them.

use crate::clock;
use crate::error::Errors;
use crate::text::a_few;

use super::super::model::{ChainAccess, ChainHeld, ChainRight, ChainRights, ChainSection, Duty, Within};

/// How many people a line names.
const FEW: usize = 3;

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

    /// Says where each right of somebody comes from, or who could give it. `access` is theirs, with the role that the
    /// board is about; `duties` are those of everybody in the chain.
    pub fn explain(&mut self, access: Option<&ChainAccess>, duties: &[Duty], by: &Within) {
        let held = access.and_then(|access| access.held.as_ref());
        for line in self.parts.iter_mut().flat_map(|(_, lines)| lines) {
            let said = match (access, held) {
                (Some(access), Some(held)) => origin(line.right, access, held, by),
                _ => String::new(),
            };
            let is_held = held.is_some_and(|held| held.rights.has(line.right));
            let givers = if is_held { String::new() } else { givers(line.right, duties) };
            let all = [std::mem::take(&mut line.said), said, givers];
            line.said = all.into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join(" ");
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

fn origin(right: ChainRight, access: &ChainAccess, held: &ChainHeld, by: &Within) -> String {
    let when = || {
        let moment = clock::brief(access.changed_at, by.chain().main.zone);
        format!("changed last by {}, {moment}", access.changed_by)
    };
    let (role, name) = (&held.role.name, &access.name);
    match (held.rights.has(right), held.role.rights.has(right)) {
        (true, true) => format!("The role {role} gives it."),
        (true, false) => format!("Added for {name}: {}.", when()),
        (false, true) => format!("The role {role} gives it, and it was taken from {name}: {}.", when()),
        (false, false) => String::new(),
    }
}

/// Who may change rights in the chain and holds this one.
fn givers(right: ChainRight, duties: &[Duty]) -> String {
    let could = |duty: &&Duty| duty.held.rights.has(ChainRight::EditChainUsers) && duty.held.rights.has(right);
    let names: Vec<String> = duties.iter().filter(could).map(|duty| duty.name.clone()).collect();
    match names.is_empty() {
        true => "Nobody here could give it.".into(),
        false => format!("{} could give it.", a_few(&names, FEW)),
    }
}

impl ChainLine {
    pub fn id(&self) -> String {
        format!("right-{}", self.right.id())
    }
}
