//! What somebody holds at a location, and why: a role, and what is different for them.

use chrono::NaiveDateTime;

use super::exceptions::{Exception, Exceptions};
use super::extent::Extent;
use super::rights::Right;
use super::roles::Role;
use super::set::Rights;

/// A role with what is different for one person.
#[derive(Debug, Clone)]
pub struct Held {
    pub role: Role,
    pub exceptions: Exceptions,
    rights: Rights,
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
    /// The role does not give it, and nobody did.
    Missing,
    /// Nobody with this ready-made role can hold it.
    Impossible,
}

impl Held {
    pub fn new(role: Role, exceptions: Exceptions) -> Self {
        if role.is_owner() {
            return Held { rights: role.rights.clone(), role, exceptions: Exceptions::default() };
        }
        Held { rights: exceptions.applied_to(&role.rights), role, exceptions }
    }

    /// What the role alone gives.
    pub fn plain(role: Role) -> Self {
        Self::new(role, Exceptions::default())
    }

    /// What one may do: the role's rights, and what was added, without what was withheld (rights.md §1).
    pub fn rights(&self) -> &Rights {
        &self.rights
    }

    /// What is not as the role says.
    pub fn differing(&self) -> impl Iterator<Item = Right> + '_ {
        let is_different = |right: &Right| self.rights.extent(*right) != self.role.rights.extent(*right);
        self.exceptions.iter().map(|exception| exception.right).filter(is_different)
    }

    pub fn is_owner(&self) -> bool {
        self.role.is_owner()
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
        let is_free =
            |right: Right| right.nature().is_free && self.role.is_system_manager() && self.role.rights.has(right);
        self.rights.iter().find(|right| right.nature().changes && !is_free(*right))
    }
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
        assert_eq!(plain("accountant"), None);
        assert_eq!(plain("receptionist"), Some(Right::InviteUsers));
        assert_eq!(plain("owner"), Some(Right::AddMembers));
        assert_eq!(held("system-manager", "team.view positions.edit").paid_by(), Some(Right::EditPositions));
        assert_eq!(held("professional", "team.view team.create").paid_by(), Some(Right::AddMembers));
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
