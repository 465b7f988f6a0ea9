//! Sets of rights, each with how far it goes.

use super::extent::Extent;
use super::rights::Right;

/// A set of rights.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rights {
    held: u64,
    /// Those that do not go the whole way, in the order of the catalogue.
    narrowed: Vec<(Right, Extent)>,
}

impl Rights {
    /// Everything, now and in future versions: the Owner.
    pub fn all() -> Self {
        Right::ALL.iter().copied().collect()
    }

    /// Reads slugs separated by spaces; what this version does not know opens nothing.
    pub fn parse(slugs: &str) -> Self {
        slugs.split_whitespace().filter_map(parse).collect()
    }

    pub fn slugs(&self) -> String {
        self.extents().map(|(right, extent)| format!("{}{extent}", right.slug())).collect::<Vec<_>>().join(" ")
    }

    pub fn has(&self, right: Right) -> bool {
        self.held & right.bit() != 0
    }

    /// How far a right goes, if it is held.
    pub fn extent(&self, right: Right) -> Option<Extent> {
        let narrowed = || self.narrowed.iter().find(|(narrowed, _)| *narrowed == right);
        self.has(right).then(|| narrowed().map_or(Extent::WHOLE, |(_, extent)| *extent))
    }

    /// The same set with one right going this far, or without it.
    pub fn set(&mut self, right: Right, extent: Option<Extent>) {
        self.narrowed.retain(|(narrowed, _)| *narrowed != right);
        if extent.is_some() {
            self.held |= right.bit();
        } else {
            self.held &= !right.bit();
        }
        if let Some(extent) = extent.filter(|extent| *extent != Extent::WHOLE) {
            let place = self.narrowed.partition_point(|(narrowed, _)| *narrowed < right);
            self.narrowed.insert(place, (right, extent));
        }
    }

    /// These and those, each going as far as it does in either.
    pub fn joined(&self, other: &Rights) -> Rights {
        let mut joined = self.clone();
        for (right, extent) in other.extents() {
            let extent = self.extent(right).map_or(extent, |own| own.joined(extent));
            joined.set(right, Some(extent));
        }
        joined
    }

    /// Whether every right of `other` is among these, and goes no further there.
    pub fn cover(&self, other: &Rights) -> bool {
        other.held & !self.held == 0 && self.beyond(other).next().is_none()
    }

    /// The rights of `other` that go further than these.
    pub fn beyond<'a>(&'a self, other: &'a Rights) -> impl Iterator<Item = Right> + 'a {
        other
            .extents()
            .filter(|(right, theirs)| self.extent(*right).is_none_or(|own| !own.covers(*theirs)))
            .map(|(right, _)| right)
    }

    /// What a right of the set needs and the set does not hold: the right, and what it needs.
    pub fn unmet(&self) -> Option<(Right, Right)> {
        self.iter().find_map(|right| {
            let needed = right.nature().needs.iter().find(|needed| !self.has(**needed))?;
            Some((right, *needed))
        })
    }

    pub fn is_empty(&self) -> bool {
        self.held == 0
    }

    pub fn len(&self) -> usize {
        self.held.count_ones() as usize
    }

    pub fn iter(&self) -> impl Iterator<Item = Right> + '_ {
        Right::ALL.iter().copied().filter(|right| self.has(*right))
    }

    pub fn extents(&self) -> impl Iterator<Item = (Right, Extent)> + '_ {
        self.iter().filter_map(|right| Some((right, self.extent(right)?)))
    }
}

/// Reads `team.view` or `team.view:own`. An extent that nobody could have chosen opens nothing.
pub(super) fn parse(stored: &str) -> Option<(Right, Extent)> {
    let (slug, extent) = stored.split_once(':').unwrap_or((stored, ""));
    Some((Right::from_slug(slug)?, extent.parse().ok()?))
}

impl FromIterator<(Right, Extent)> for Rights {
    fn from_iter<I: IntoIterator<Item = (Right, Extent)>>(rights: I) -> Self {
        let mut set = Rights::default();
        for (right, extent) in rights {
            set.set(right, Some(extent));
        }
        set
    }
}

impl FromIterator<Right> for Rights {
    fn from_iter<I: IntoIterator<Item = Right>>(rights: I) -> Self {
        rights.into_iter().map(|right| (right, Extent::WHOLE)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn h1_there_is_no_right_by_default_and_unknown_slugs_open_nothing() {
        assert!(Rights::default().is_empty());
        assert!(Rights::parse("team.everything users.* team.view:everywhere").is_empty());
    }

    #[test]
    fn a_set_survives_being_stored() {
        let some = Rights::parse("users.invite activity.view:30d team.view:own");

        assert_eq!(some.slugs(), "team.view:own users.invite activity.view:30d");
        assert_eq!(Rights::parse(&some.slugs()), some);
        assert!(Rights::all().cover(&some));
        assert!(!some.cover(&Rights::all()));
    }

    #[test]
    fn a_narrow_right_does_not_cover_a_wide_one() {
        let own = Rights::parse("team.view:own");
        let all = Rights::parse("team.view");

        assert!(all.cover(&own) && !own.cover(&all));
        assert_eq!(own.beyond(&all).collect::<Vec<_>>(), [Right::ViewTeam]);
    }

    #[test]
    fn h10_a_set_says_what_it_lacks() {
        assert_eq!(Rights::parse("team.edit").unmet(), Some((Right::EditMembers, Right::ViewTeam)));
        assert_eq!(Rights::all().unmet(), None);
    }
}
