//! What becomes of people when their role changes under them: what was decided for each of them goes on where it can.

use diesel::prelude::*;

use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::id::RoleId;
use crate::schema::accesses;

use super::can::Inside;
use super::held::Held;
use super::model::Access;
use super::roles::Role;

impl Held {
    /// What somebody holds once their role is this one, and what was decided for them goes on.
    fn under(&self, role: &Role, by: &str) -> Self {
        Held::new(role.clone(), self.exceptions.under(role, by)).with(self.flows.clone())
    }
}

impl Access {
    /// Gives another role, or the same role as it is from now on. Whoever calls has asked the guards. Nothing is written
    /// where nothing had to be decided anew.
    pub fn settle(&self, by: &Inside, role: &Role, db: &mut Conn) -> Result<()> {
        let held = self.held.under(role, by.who());
        let is_as_decided = role.id == self.held.role.id && held.exceptions == self.held.exceptions;
        if is_as_decided { Ok(()) } else { self.write(by, &held, self.ends_on, db) }
    }

    /// Marks everybody with a role as changed: a form about one of them that is open has to be looked at again.
    pub fn touch_all(by: &Inside, role: RoleId, db: &mut Conn) -> Result<()> {
        diesel::update(accesses::table.filter(accesses::role_id.eq(role)))
            .set((
                accesses::version.eq(accesses::version + 1),
                accesses::changed_by.eq(by.who()),
                accesses::changed_at.eq(clock::now()),
            ))
            .execute(db)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::exceptions::Exceptions;
    use super::super::rights::Right;
    use super::super::set::Rights;
    use super::*;

    fn role(template: Option<&str>, rights: &str) -> Role {
        Role { id: RoleId(1), name: "Desk".into(), template: template.map(Into::into), rights: Rights::parse(rights) }
    }

    fn held(of: &Role, wanted: &str) -> Held {
        let exceptions = Exceptions::between(&of.rights, &Rights::parse(wanted), &Exceptions::default(), "Anna");
        Held::new(of.clone(), exceptions)
    }

    #[test]
    fn what_was_decided_for_a_person_goes_on_under_another_role() {
        let vera = held(&role(None, "team.view users.view"), "team.view activity.view:7d");

        let moved = vera.under(&role(None, "users.view settings.location"), "Max");

        assert_eq!(moved.rights().slugs(), "settings.location activity.view:7d", "nothing withheld comes back");
    }

    #[test]
    fn h10_what_a_person_would_hold_without_what_it_needs_is_not_held() {
        let editor = held(&role(None, "team.view"), "team.view team.edit");
        let blind = held(&role(None, "team.view"), "");

        assert!(editor.under(&role(None, ""), "Max").rights().is_empty());
        let blind = blind.under(&role(None, "team.view team.edit"), "Max");
        assert!(blind.rights().is_empty());
        assert_eq!(blind.exceptions.of(Right::EditMembers).map(|withheld| withheld.by.as_str()), Some("Max"));
    }

    #[test]
    fn what_a_ready_made_role_cannot_hold_is_not_carried_into_it() {
        let vera = held(&role(None, "team.view"), "team.view settings.location");

        assert_eq!(vera.under(&role(Some("receptionist"), "team.view"), "Max").rights().slugs(), "team.view");
    }
}
