//! What a change of rights means: who gains, loses, or reaches further than before.

use diesel::prelude::*;

use crate::activity::Change;
use crate::db::Conn;
use crate::error::Result;
use crate::id::{LocationId, PositionId};
use crate::schema::positions;

use super::extent::{Extent, Scope};
use super::rights::Right;
use super::set::Rights;

/// One right that is different afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    Gains(Right, Extent),
    Loses(Right, Extent),
    Moves(Right, Extent, Extent),
}

impl Shift {
    /// Everything that is different, in the order of the catalogue.
    pub fn between(before: &Rights, after: &Rights) -> Vec<Self> {
        Right::ALL.iter().copied().flat_map(|right| Self::of(right, before, after)).collect()
    }

    /// What is different in one right: it moves where it goes one way before and after, else ways come and go.
    fn of(right: Right, before: &Rights, after: &Rights) -> Vec<Self> {
        let (old, new): (Vec<_>, Vec<_>) = (before.extents_of(right).collect(), after.extents_of(right).collect());
        match (old.as_slice(), new.as_slice()) {
            (old, new) if old == new => Vec::new(),
            ([old], [new]) => vec![Shift::Moves(right, *old, *new)],
            (old, new) => {
                let lost = old.iter().filter(|old| !new.iter().any(|new| new.covers(**old)));
                let gained = new.iter().filter(|new| !old.iter().any(|old| old.covers(**new)));
                let lost = lost.map(|old| Shift::Loses(right, *old));
                gained.map(|new| Shift::Gains(right, *new)).chain(lost).collect()
            }
        }
    }

    pub fn right(self) -> Right {
        let (Shift::Gains(right, _) | Shift::Loses(right, _) | Shift::Moves(right, ..)) = self;
        right
    }

    /// As the activity log keeps it.
    pub fn change(self, titles: &Titles) -> Change {
        let (old, new) = match self {
            Shift::Gains(right, new) => ("off".to_owned(), titles.held(right, new)),
            Shift::Loses(right, old) => (titles.held(right, old), "off".to_owned()),
            Shift::Moves(right, old, new) => (titles.held(right, old), titles.held(right, new)),
        };
        Change::new(self.right().title(), old, new)
    }
}

/// What the positions of a location are called: some rights are about one of them.
#[derive(Debug, Clone, Default)]
pub struct Titles(Vec<(PositionId, String)>);

impl Titles {
    pub fn of(location: LocationId, db: &mut Conn) -> Result<Self> {
        Ok(Titles(
            positions::table
                .filter(positions::location_id.eq(location))
                .order((positions::title_key, positions::id))
                .select((positions::id, positions::title))
                .load(db)?,
        ))
    }

    /// Those that some rights can name: nothing is asked where none is about a position.
    pub fn named_in(rights: &Rights, location: LocationId, db: &mut Conn) -> Result<Self> {
        match rights.extents().any(|(_, extent)| matches!(extent.scope, Scope::Position(_))) {
            true => Self::of(location, db),
            false => Ok(Titles(Vec::new())),
        }
    }

    pub fn iter(&self) -> std::slice::Iter<'_, (PositionId, String)> {
        self.0.iter()
    }

    /// A position of another location is as good as none.
    pub fn know(&self, scope: Scope) -> bool {
        match scope {
            Scope::Position(id) => self.0.iter().any(|(known, _)| *known == id),
            _ => true,
        }
    }

    pub fn scope(&self, scope: Scope) -> String {
        match scope {
            Scope::All => "everyone".into(),
            Scope::Own => "own only".into(),
            Scope::Position(id) => {
                let title = self.0.iter().find(|(known, _)| *known == id).map(|(_, title)| title.as_str());
                format!("{} only", title.unwrap_or("a position that is gone"))
            }
        }
    }

    /// How far a right goes, in words; empty where it is only on or off.
    pub fn extent(&self, right: Right, extent: Extent) -> String {
        let nature = right.nature();
        let scope = nature.has_scope.then(|| self.scope(extent.scope));
        let reach = nature.reaches_back.then(|| extent.reach.words());
        scope.into_iter().chain(reach).collect::<Vec<_>>().join(", ")
    }

    /// The same, and `on` for the others.
    pub fn held(&self, right: Right, extent: Extent) -> String {
        Some(self.extent(right, extent)).filter(|words| !words.is_empty()).unwrap_or_else(|| "on".into())
    }

    /// A right with how far it goes: `See the activity log (30 days back)`.
    pub fn right(&self, right: Right, extent: Extent) -> String {
        match self.extent(right, extent) {
            words if words.is_empty() || extent == Extent::WHOLE => right.title().to_owned(),
            words => format!("{} ({words})", right.title()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_names_what_is_different_and_nothing_else() {
        let before = Rights::parse("team.view users.view activity.view");
        let after = Rights::parse("team.view:own users.view users.invite");

        let shifts = Shift::between(&before, &after);

        let said: Vec<_> = shifts.iter().map(|shift| shift.change(&Titles::default())).collect();
        assert_eq!(
            said.iter().map(|change| (change.old.as_str(), change.new.as_str())).collect::<Vec<_>>(),
            [("everyone", "own only"), ("off", "on"), ("without limit", "off")]
        );
    }
}
