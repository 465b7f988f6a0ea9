//! What one person may do otherwise than their role says, and who decided that, when.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::clock;

use super::extent::Extent;
use super::rights::Right;
use super::roles::Role;
use super::set::{self, Rights};

/// One right that is different for one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Exception {
    pub right: Right,
    /// How far it goes for them; withheld without one.
    pub gives: Option<Extent>,
    /// The name of whoever decided it.
    pub by: String,
    pub at: NaiveDateTime,
}

/// The exceptions of one person, in the order of the catalogue.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Exceptions(Vec<Exception>);

/// An exception as it is kept: `+team.view:own` is given, `-team.view` withheld.
#[derive(Serialize, Deserialize)]
struct Kept {
    right: String,
    by: String,
    at: NaiveDateTime,
}

impl Exceptions {
    /// What makes `role` into `wanted`. What was decided before stays decided by whom and when it was.
    pub fn between(role: &Rights, wanted: &Rights, before: &Exceptions, by: &str) -> Self {
        let decided = |right: Right| {
            let gives = wanted.extent(right);
            let is_different = gives != role.extent(right);
            is_different.then(|| match before.of(right).filter(|earlier| earlier.gives == gives) {
                Some(earlier) => earlier.clone(),
                None => Exception { right, gives, by: by.to_owned(), at: clock::now() },
            })
        };
        Exceptions(Right::ALL.iter().copied().filter_map(decided).collect())
    }

    pub fn of(&self, right: Right) -> Option<&Exception> {
        self.0.iter().find(|exception| exception.right == right)
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Exception> {
        self.0.iter()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same decisions under another role. What that role cannot hold is dropped, and what would be left without what
    /// it needs is withheld: nobody gains anything by it that the role does not give.
    pub(super) fn under(&self, role: &Role, by: &str) -> Self {
        let is_possible = |kept: &&Exception| kept.gives.is_none() || role.allows(kept.right);
        let mut kept = Exceptions(self.0.iter().filter(is_possible).cloned().collect());
        while let Some((right, _)) = kept.applied_to(&role.rights).unmet() {
            kept.0.retain(|exception| exception.right != right);
            if role.rights.has(right) {
                kept.0.push(Exception { right, gives: None, by: by.to_owned(), at: clock::now() });
            }
        }
        kept.0.sort_by_key(|exception| exception.right);
        kept
    }

    /// What is left of a role's rights, and what comes to them.
    pub(super) fn applied_to(&self, role: &Rights) -> Rights {
        let mut rights = role.clone();
        for exception in &self.0 {
            rights.set(exception.right, exception.gives);
        }
        rights
    }

    /// What this version does not know opens nothing.
    pub(super) fn stored(text: &str) -> Self {
        if text.is_empty() {
            return Exceptions::default();
        }
        let kept: Vec<Kept> = serde_json::from_str(text).unwrap_or_default();
        Exceptions(kept.into_iter().filter_map(Exception::read).collect())
    }

    pub(super) fn to_store(&self) -> String {
        if self.is_empty() {
            return String::new();
        }
        serde_json::to_string(&self.0.iter().map(Exception::kept).collect::<Vec<_>>()).unwrap_or_default()
    }
}

impl Exception {
    fn read(kept: Kept) -> Option<Self> {
        let (right, gives) = match kept.right.split_at_checked(1)? {
            ("+", given) => set::parse(given).map(|(right, extent)| (right, Some(extent)))?,
            (_, withheld) => (Right::from_slug(withheld)?, None),
        };
        Some(Exception { right, gives, by: kept.by, at: kept.at })
    }

    fn kept(&self) -> Kept {
        let slug = self.right.slug();
        let right = self.gives.map_or_else(|| format!("-{slug}"), |extent| format!("+{slug}{extent}"));
        Kept { right, by: self.by.clone(), at: self.at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exceptions_make_a_role_into_what_was_wanted_and_survive_being_stored() {
        let role = Rights::parse("team.view team.edit");
        let wanted = Rights::parse("team.view:own activity.view:7d");

        let made = Exceptions::between(&role, &wanted, &Exceptions::default(), "Anna");

        assert_eq!(made.len(), 3);
        assert_eq!(made.applied_to(&role), wanted);
        assert_eq!(Exceptions::stored(&made.to_store()), made);
        assert!(
            Exceptions::stored("[{\"right\":\"+some.right\",\"by\":\"A\",\"at\":\"2026-01-01T00:00:00\"}]").is_empty()
        );
    }

    #[test]
    fn what_was_decided_stays_decided_by_whoever_it_was() {
        let role = Rights::parse("team.view");
        let first = Exceptions::between(&role, &Rights::default(), &Exceptions::default(), "Anna");

        let second = Exceptions::between(&role, &Rights::parse("activity.view"), &first, "Boris");

        assert_eq!(second.of(Right::ViewTeam).map(|kept| kept.by.as_str()), Some("Anna"));
        assert_eq!(second.of(Right::ViewActivity).map(|new| new.by.as_str()), Some("Boris"));
    }
}
