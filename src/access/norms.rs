//! What most people with a role hold: whoever is unlike them may be an oversight.

use std::collections::HashMap;

use crate::id::RoleId;

use super::extent::Extent;
use super::held::Held;
use super::rights::Right;

/// How far a right goes for somebody; nowhere where they do not hold it.
type Goes = Vec<Extent>;

/// For each role, what more than half of its people hold, right by right.
pub(super) struct Norms(HashMap<RoleId, Vec<Option<Goes>>>);

impl Norms {
    pub fn of<'a>(everybody: impl Iterator<Item = &'a Held>) -> Self {
        let mut by_role: HashMap<RoleId, Vec<&Held>> = HashMap::new();
        for held in everybody {
            by_role.entry(held.role.id).or_default().push(held);
        }
        let norms = by_role.into_iter().map(|(role, people)| {
            let norm = |right: &Right| norm(people.iter().map(|held| held.rights().extents_of(*right).collect()));
            (role, Right::ALL.iter().map(norm).collect())
        });
        Norms(norms.collect())
    }

    /// Where somebody is unlike most of those with the same role.
    pub fn unlike(&self, held: &Held) -> Vec<Right> {
        let norms = self.0.get(&held.role.id).map(Vec::as_slice).unwrap_or_default();
        let is_unlike = |(right, norm): (&Right, &Option<Goes>)| {
            norm.as_ref()
                .is_some_and(|norm| !held.rights().extents_of(*right).eq(norm.iter().copied()))
                .then_some(*right)
        };
        Right::ALL.iter().zip(norms).filter_map(is_unlike).collect()
    }
}

/// What more than half have, if there is such a thing.
fn norm(all: impl Iterator<Item = Goes>) -> Option<Goes> {
    let mut counts: HashMap<Goes, usize> = HashMap::new();
    let mut total = 0;
    for goes in all {
        total += 1;
        *counts.entry(goes).or_default() += 1;
    }
    counts.into_iter().find(|(_, count)| count * 2 > total).map(|(goes, _)| goes)
}

#[cfg(test)]
mod tests {
    use super::super::exceptions::Exceptions;
    use super::super::roles::Role;
    use super::super::set::Rights;
    use super::*;

    fn held(wanted: &str) -> Held {
        let role =
            Role { id: RoleId(1), name: "Desk".into(), template: None, rights: Rights::parse("team.view users.view") };
        let exceptions = Exceptions::between(&role.rights, &Rights::parse(wanted), &Exceptions::default(), "Anna");
        Held::new(role, exceptions)
    }

    fn unlike(people: &[&str]) -> Vec<Vec<Right>> {
        let people: Vec<Held> = people.iter().map(|wanted| held(wanted)).collect();
        let norms = Norms::of(people.iter());
        people.iter().map(|held| norms.unlike(held)).collect()
    }

    #[test]
    fn the_odd_one_is_whoever_is_unlike_most_even_if_the_role_says_so() {
        assert_eq!(
            unlike(&["team.view", "team.view", "team.view users.view"]),
            [vec![], vec![], vec![Right::ViewUsers]]
        );
        assert_eq!(
            unlike(&["team.view:own users.view", "team.view users.view", "team.view users.view"]),
            [vec![Right::ViewTeam], vec![], vec![]]
        );
    }

    #[test]
    fn two_who_differ_are_both_as_odd_as_the_other() {
        assert_eq!(unlike(&["team.view", "team.view users.view"]), [vec![], vec![]]);
    }
}
