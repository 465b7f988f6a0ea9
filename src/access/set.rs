//! Sets of rights, each with how far it goes.

use super::extent::Extent;
use super::rights::Right;

/// A set of rights. What several ways in give may go several ways: one's own of all times, and everybody's of today.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rights {
    held: u64,
    /// Those that do not go the whole way, in order. None of one right lies within another.
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

    /// How far a right goes, if it is held. Where several ways in add up there may be more: see [`Self::extents_of`].
    pub fn extent(&self, right: Right) -> Option<Extent> {
        self.extents_of(right).next()
    }

    /// Every way a right goes.
    pub fn extents_of(&self, right: Right) -> impl Iterator<Item = Extent> + '_ {
        let narrowed = self.narrowed.iter().filter(move |(narrowed, _)| *narrowed == right).map(|(_, extent)| *extent);
        let is_whole = self.has(right) && !self.narrowed.iter().any(|(narrowed, _)| *narrowed == right);
        narrowed.chain(is_whole.then_some(Extent::WHOLE))
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
            self.narrow(right, extent);
        }
    }

    /// These and those, each going every way that it goes in either, and no further.
    pub fn joined(&self, other: &Rights) -> Rights {
        let mut joined = self.clone();
        for (right, extent) in other.extents() {
            joined.add(right, extent);
        }
        joined
    }

    fn add(&mut self, right: Right, extent: Extent) {
        if self.extents_of(right).any(|own| own.covers(extent)) {
            return;
        }
        if !self.has(right) || extent == Extent::WHOLE {
            return self.set(right, Some(extent));
        }
        self.narrowed.retain(|(narrowed, own)| *narrowed != right || !extent.covers(*own));
        self.narrow(right, extent);
    }

    fn narrow(&mut self, right: Right, extent: Extent) {
        let place = self.narrowed.partition_point(|narrowed| *narrowed < (right, extent));
        self.narrowed.insert(place, (right, extent));
    }

    /// Whether every right of `other` is among these, and goes no further there.
    pub fn cover(&self, other: &Rights) -> bool {
        other.held & !self.held == 0 && self.beyond(other).next().is_none()
    }

    /// The rights of `other` that go further than these.
    pub fn beyond<'a>(&'a self, other: &'a Rights) -> impl Iterator<Item = Right> + 'a {
        other
            .extents()
            .filter(|(right, theirs)| !self.extents_of(*right).any(|own| own.covers(*theirs)))
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
        self.iter().flat_map(|right| self.extents_of(right).map(move |extent| (right, extent)))
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
    fn two_ways_add_up_to_both_of_them_and_to_nothing_more() {
        let own = Rights::parse("calendar.view:own");
        let today = Rights::parse("calendar.view:0d");
        let both = own.joined(&today);

        assert_eq!(both.slugs(), "calendar.view:own calendar.view:0d");
        assert_eq!(both, today.joined(&own));
        assert!(both.cover(&own) && both.cover(&today) && !own.cover(&both));
        assert!(!both.cover(&Rights::parse("calendar.view")));
        assert_eq!(both.joined(&Rights::parse("calendar.view")), Rights::parse("calendar.view"));
        assert_eq!(today.joined(&Rights::parse("calendar.view:own:0d")), today);
        assert_eq!(
            Rights::parse("team.view:p1").joined(&Rights::parse("team.view:p2")).slugs(),
            "team.view:p1 team.view:p2"
        );
    }

    #[test]
    fn h10_a_set_says_what_it_lacks() {
        assert_eq!(Rights::parse("team.edit").unmet(), Some((Right::EditMembers, Right::ViewTeam)));
        assert_eq!(Rights::all().unmet(), None);
    }
}
