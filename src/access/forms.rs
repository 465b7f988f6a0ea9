//! What a browser sends about rights: ticked slugs, and how far those go that can be narrowed.

use std::str::FromStr;

use crate::error::{Errors, Result};

use super::extent::{Extent, Reach, Scope};
use super::rights::Right;
use super::set::Rights;

/// Reads the ticked rights, and extents like `team.view:own` and `activity.view:30d`. A slug that nobody knows is
/// refused, not ignored (cases H11).
pub fn chosen_rights(ticked: &[String], extents: &[String]) -> Result<Rights> {
    let mut rights = Rights::default();
    let mut errors = Errors::none();
    for slug in ticked {
        match Right::from_slug(slug) {
            Some(right) => rights.set(right, Some(Extent::WHOLE)),
            None => unknown(&mut errors),
        }
    }
    for chosen in extents {
        match chosen.parse() {
            Ok(Narrowing(right, narrow)) => {
                let narrowed = rights.extent(right).map(|extent| narrow.applied_to(extent));
                rights.set(right, narrowed);
            }
            Err(()) => unknown(&mut errors),
        }
    }
    errors.or(rights)
}

fn unknown(errors: &mut Errors) {
    if errors.is_empty() {
        errors
            .add("rights", "This page names a right that Parlour does not know. Load it again, then choose once more");
    }
}

/// One choice of how far a right goes.
struct Narrowing(Right, Narrow);

enum Narrow {
    Scope(Scope),
    Reach(Reach),
}

impl Narrow {
    fn applied_to(&self, extent: Extent) -> Extent {
        match *self {
            Narrow::Scope(scope) => Extent { scope, ..extent },
            Narrow::Reach(reach) => Extent { reach, ..extent },
        }
    }
}

impl FromStr for Narrowing {
    type Err = ();

    fn from_str(chosen: &str) -> Result<Self, ()> {
        let (slug, how_far) = chosen.split_once(':').ok_or(())?;
        let right = Right::from_slug(slug).ok_or(())?;
        let nature = right.nature();
        match (how_far.parse(), how_far.parse()) {
            (Ok(scope), _) if nature.has_scope => Ok(Narrowing(right, Narrow::Scope(scope))),
            (_, Ok(reach)) if nature.reaches_back => Ok(Narrowing(right, Narrow::Reach(reach))),
            _ => Err(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(ticked: &[&str], extents: &[&str]) -> Result<Rights> {
        let owned = |slugs: &[&str]| slugs.iter().map(|slug| (*slug).to_owned()).collect::<Vec<_>>();
        chosen_rights(&owned(ticked), &owned(extents))
    }

    #[test]
    fn ticks_and_extents_make_a_set() {
        let rights = chosen(&["team.view", "activity.view"], &["team.view:own", "activity.view:30d"]);

        assert_eq!(rights.expect("rights").slugs(), "team.view:own activity.view:30d");
    }

    #[test]
    fn an_extent_of_a_right_that_is_off_gives_nothing() {
        assert!(chosen(&[], &["team.view:all", "activity.view:ever"]).expect("rights").is_empty());
    }

    #[test]
    fn h11_what_nobody_knows_is_refused() {
        for (ticked, extent) in [
            ("team.everything", "team.view:all"),
            ("team.view", "team.view:everywhere"),
            ("team.view", "team.view:30d"),
            ("team.view", "team.edit:own"),
        ] {
            assert!(chosen(&[ticked], &[extent]).is_err(), "{ticked} {extent}");
        }
    }
}
