//! What somebody holds at a location, and why: a role, what is different for them, and what flows down from chains.

use chrono::NaiveDateTime;

use crate::id::ChainId;

use super::exceptions::{Exception, Exceptions};
use super::extent::Extent;
use super::rights::Right;
use super::roles::Role;
use super::set::Rights;

/// A role that a chain gives at this location.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    pub chain: ChainId,
    /// What the chain is called.
    pub name: String,
    pub role: Role,
}

/// A role with what is different for one person, and what chains give besides.
#[derive(Debug, Clone)]
pub struct Held {
    /// What they are called here: the role of their own access, or the first that a chain gives to somebody without one.
    pub role: Role,
    pub exceptions: Exceptions,
    pub flows: Vec<Flow>,
    /// Without what flows down; nothing for somebody who has no access of their own here.
    own: Rights,
    rights: Rights,
    is_guest: bool,
}

/// Where a right of a person comes from, or why it is missing.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// The role gives it.
    Role,
    /// Somebody gave it to this person, or moved how far it goes.
    Given { by: String, at: NaiveDateTime, role_gives: Option<Extent> },
    /// The role gives it, and somebody took it from this person.
    Withheld { by: String, at: NaiveDateTime },
    /// Their own access does not give it so far: a chain does.
    Chain { name: String, role: String },
    /// The role does not give it, and nobody did.
    Missing,
    /// Nobody with this ready-made role can hold it.
    Impossible,
}

impl Held {
    pub fn new(role: Role, exceptions: Exceptions) -> Self {
        let exceptions = if role.is_owner() { Exceptions::default() } else { exceptions };
        let own = exceptions.applied_to(&role.rights);
        Held { role, exceptions, flows: Vec::new(), rights: own.clone(), own, is_guest: false }
    }

    /// What somebody holds who has no access of their own here, only what chains give.
    pub fn flowing(flows: Vec<Flow>) -> Option<Self> {
        let role = flows.first()?.role.clone();
        let nothing = Held {
            role,
            exceptions: Exceptions::default(),
            flows: Vec::new(),
            own: Rights::default(),
            rights: Rights::default(),
            is_guest: true,
        };
        Some(nothing.with(flows))
    }

    /// The same, and what flows down besides: the rights add up (rights.md §1).
    pub fn with(self, flows: Vec<Flow>) -> Self {
        let rights = flows.iter().fold(self.own.clone(), |rights, flow| rights.joined(&flow.role.rights));
        Held { rights, flows, ..self }
    }

    /// What the role alone gives.
    pub fn plain(role: Role) -> Self {
        Self::new(role, Exceptions::default())
    }

    /// What one may do: the role's rights, and what was added, without what was withheld, and what flows down from
    /// chains (rights.md §1).
    pub fn rights(&self) -> &Rights {
        &self.rights
    }

    /// The part of it that belongs to their own access here: what can be changed here.
    pub fn own(&self) -> &Rights {
        &self.own
    }

    /// Whether they are here only because a chain lets them in.
    pub fn is_guest(&self) -> bool {
        self.is_guest
    }

    /// What is not as the role says.
    pub fn differing(&self) -> impl Iterator<Item = Right> + '_ {
        let is_different = |right: &Right| self.own.extent(*right) != self.role.rights.extent(*right);
        self.exceptions.iter().map(|exception| exception.right).filter(is_different)
    }

    pub fn is_owner(&self) -> bool {
        !self.is_guest && self.role.is_owner()
    }

    /// Whether this could be given by whoever holds that: nobody gives what they do not hold, only owners make owners.
    pub fn is_within(&self, giver: &Held) -> bool {
        giver.is_owner() || (!self.is_owner() && giver.rights.cover(&self.rights))
    }

    /// Whether the plain role could be given.
    pub fn can_give(&self, role: &Role) -> bool {
        self.is_owner() || (!role.is_owner() && self.rights.cover(&role.rights))
    }

    pub fn why(&self, right: Right) -> Why {
        let extent = self.rights.extent(right);
        let comes_down = |flow: &&Flow| extent.is_some() && flow.role.rights.extent(right) == extent;
        if self.own.extent(right) != extent
            && let Some(flow) = self.flows.iter().find(comes_down).or(self.flows.first())
        {
            return Why::Chain { name: flow.name.clone(), role: flow.role.name.clone() };
        }
        if self.is_guest {
            return Why::Missing;
        }
        let role_gives = self.role.rights.extent(right);
        match (self.exceptions.of(right), role_gives) {
            (Some(Exception { gives: None, by, at, .. }), _) => Why::Withheld { by: by.clone(), at: *at },
            (Some(Exception { by, at, .. }), _) => Why::Given { by: by.clone(), at: *at, role_gives },
            (None, Some(_)) => Why::Role,
            (None, None) if self.role.allows(right) => Why::Missing,
            (None, None) => Why::Impossible,
        }
    }

    /// The first right that uses a seat (rights.md §8).
    pub fn paid_by(&self) -> Option<Right> {
        let own = (!self.is_guest).then_some((&self.role, &self.own));
        let flowing = self.flows.iter().map(|flow| (&flow.role, &flow.role.rights));
        own.into_iter().chain(flowing).find_map(|(role, rights)| paid_by(role, rights))
    }
}

/// What is free for a System manager is so only through that role.
fn paid_by(role: &Role, rights: &Rights) -> Option<Right> {
    let is_free = |right: Right| right.nature().is_free && role.is_system_manager() && role.rights.has(right);
    rights.iter().find(|right| right.nature().changes && !is_free(*right))
}

#[cfg(test)]
mod tests {
    use super::super::templates::TEMPLATES;
    use super::*;
    use crate::id::RoleId;

    fn ready_made(slug: &str) -> Role {
        let template = TEMPLATES.iter().find(|template| template.slug == slug).expect("a template");
        let (name, template, rights) = (template.name.to_owned(), Some(slug.to_owned()), template.rights());
        Role { id: RoleId(1), name, template, rights }
    }

    fn held(slug: &str, wanted: &str) -> Held {
        let role = ready_made(slug);
        let exceptions = Exceptions::between(&role.rights, &Rights::parse(wanted), &Exceptions::default(), "Anna");
        Held::new(role, exceptions)
    }

    #[test]
    fn every_right_says_why() {
        let rita = held("receptionist", "team.view:own users.view settings.location");

        assert!(matches!(rita.why(Right::ViewTeam), Why::Given { role_gives: Some(Extent::WHOLE), .. }));
        assert_eq!(rita.why(Right::ViewUsers), Why::Role);
        assert!(matches!(rita.why(Right::InviteUsers), Why::Withheld { .. }));
        assert!(matches!(rita.why(Right::EditLocation), Why::Given { role_gives: None, .. }));
        assert_eq!(rita.why(Right::EndSessions), Why::Impossible);
        assert_eq!(held("manager", "team.view").why(Right::EndSessions), Why::Missing);
    }

    #[test]
    fn view_only_and_system_managers_are_free_and_everybody_who_changes_something_is_not() {
        let plain = |slug| Held::new(ready_made(slug), Exceptions::default()).paid_by();

        assert_eq!(plain("view-only"), None);
        assert_eq!(plain("system-manager"), None);
        assert_eq!(plain("accountant"), Some(Right::SetUpPayroll));
        assert_eq!(plain("receptionist"), Some(Right::CreateAppointments));
        assert_eq!(plain("owner"), Some(Right::CreateAppointments));
        assert_eq!(held("system-manager", "team.view positions.edit").paid_by(), Some(Right::EditPositions));
        assert_eq!(held("professional", "team.view team.create").paid_by(), Some(Right::AddMembers));
    }

    fn flow(slug: &str) -> Flow {
        Flow { chain: ChainId(1), name: "Verbena".into(), role: ready_made(slug) }
    }

    #[test]
    fn what_flows_down_adds_up_and_says_where_it_comes_from() {
        let rita = held("view-only", "").with(vec![flow("receptionist")]);

        assert_eq!(rita.rights(), &ready_made("receptionist").rights);
        assert!(rita.own().is_empty() && !rita.is_guest());
        assert_eq!(rita.why(Right::InviteUsers), Why::Chain { name: "Verbena".into(), role: "Receptionist".into() });
        assert_eq!(rita.paid_by(), Some(Right::CreateAppointments));
        assert_eq!(rita.clone().with(Vec::new()).rights(), rita.own(), "leaving the chain leaves what is their own");
    }

    #[test]
    fn h22_whoever_comes_from_a_chain_owns_nothing_here() {
        let guest = Held::flowing(vec![flow("manager"), flow("view-only")]).expect("a way in");

        assert!(guest.is_guest() && !guest.is_owner());
        assert_eq!(guest.rights(), &ready_made("manager").rights);
        assert_eq!(guest.differing().count(), 0);
    }

    #[test]
    fn nobody_gives_what_they_do_not_hold() {
        let manager = Held::new(ready_made("manager"), Exceptions::default());
        let narrowed = held("manager", "team.view:own users.view users.invite");

        assert!(manager.can_give(&ready_made("receptionist")) && !manager.can_give(&ready_made("owner")));
        assert!(!narrowed.can_give(&ready_made("call-center")), "own only does not give everybody’s");
        assert!(narrowed.is_within(&manager) && !manager.is_within(&narrowed));
    }
}
