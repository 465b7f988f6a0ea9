//! The effects of a change in sentences: who gains what, who loses what, and what else follows.

use crate::access::{Shift, Titles};
use crate::text::{a_few, together};

use super::super::model::{Effects, Moved};

/// As many names as a sentence bears.
const NAMES: usize = 5;

/// Sentences of one kind, under a heading.
#[derive(Debug, PartialEq)]
pub struct Told {
    pub heading: &'static str,
    pub icon: &'static str,
    /// How the list looks.
    pub style: &'static str,
    pub sentences: Vec<String>,
}

/// Everything that follows from a change, kind by kind; kinds of which there is nothing are left out.
pub fn told(effects: &Effects, titles: &Titles) -> Vec<Told> {
    let moved = |is_meant: fn(Shift) -> bool| {
        let meant = effects.moved.iter().filter(move |moved| is_meant(moved.shift));
        meant.map(|moved| moves(moved, titles)).collect::<Vec<_>>()
    };
    let kinds = [
        ("Can from then on", "check", "", moved(|shift| matches!(shift, Shift::Gains(..)))),
        ("Can no longer", "x", "can-no", moved(|shift| matches!(shift, Shift::Loses(..)))),
        ("Goes differently", "sort", "can-moved", moved(|shift| matches!(shift, Shift::Moves(..)))),
        ("Decided for one person, and stays", "lock", "can-moved", unmoved(effects)),
        ("Invitations", "mail", "can-moved", effects.stranded.iter().map(waits).collect()),
        ("Seats", "users", "can-moved", seats(effects)),
    ];
    let kinds = kinds.into_iter().filter(|(.., sentences)| !sentences.is_empty());
    kinds.map(|(heading, icon, style, sentences)| Told { heading, icon, style, sentences }).collect()
}

fn moves(moved: &Moved, titles: &Titles) -> String {
    let (one, many) = match moved.shift {
        Shift::Gains(right, extent) => {
            let right = titles.right(right, extent);
            (format!("gains “{right}”"), format!("gain “{right}”"))
        }
        Shift::Loses(right, _) => {
            let right = right.title();
            (format!("loses “{right}”"), format!("lose “{right}”"))
        }
        Shift::Moves(right, old, new) => {
            let (old, new) = (titles.extent(right, old), titles.extent(right, new));
            let moves = format!("“{}” {new} instead of {old}", right.title());
            (format!("has {moves}"), format!("have {moves}"))
        }
    };
    match &moved.who[..] {
        [name] => format!("{name} {one}."),
        who => format!("{} people {many}: {}.", who.len(), a_few(who, NAMES)),
    }
}

fn unmoved(effects: &Effects) -> Vec<String> {
    effects.unmoved.iter().map(stays).chain(effects.useless.iter().map(lacks)).collect()
}

fn lacks(moved: &Moved) -> String {
    let (who, right) = (a_few(&moved.who, NAMES), moved.shift.right().title());
    let does = if moved.who.len() == 1 { "does" } else { "do" };
    format!("{who} {does} not get “{right}”: what it needs is withheld from them.")
}

fn stays(moved: &Moved) -> String {
    let (who, right) = (a_few(&moved.who, NAMES), moved.shift.right().title());
    let is_one = moved.who.len() == 1;
    let does = match (moved.shift, is_one) {
        (Shift::Gains(..), true) => "does not get",
        (Shift::Gains(..), false) => "do not get",
        (_, true) => "keeps",
        (_, false) => "keep",
    };
    match moved.shift {
        Shift::Moves(..) => format!("{who} {does} “{right}” as far as it was decided for them."),
        _ => format!("{who} {does} “{right}”: that was decided for them."),
    }
}

fn waits((name, inviter): &(String, String)) -> String {
    format!("The invitation to {name} will wait for approval: {inviter} could no longer give its role.")
}

fn seats(effects: &Effects) -> Vec<String> {
    let (used, room) = effects.seats;
    let change = |who: &[String], kind: &str| match who {
        [] => None,
        [name] => Some(format!("{name} becomes a {kind} user")),
        [..] if who.len() > NAMES => Some(format!("{} become {kind} users", a_few(who, NAMES))),
        _ => Some(format!("{} become {kind} users", together(who))),
    };
    let of = room.map_or_else(|| format!("{used} seats are used"), |room| format!("{used} of {room} seats"));
    [change(&effects.newly_paid, "paid"), change(&effects.newly_free, "free")]
        .into_iter()
        .flatten()
        .map(|sentence| format!("{sentence}: {of}."))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Extent, Right};

    fn said(shift: Shift, who: &[&str]) -> String {
        moves(&Moved { shift, who: who.iter().map(|name| (*name).to_owned()).collect() }, &Titles::default())
    }

    #[test]
    fn many_people_are_a_number_and_a_few_names() {
        let loses = Shift::Loses(Right::ExportActivity, Extent::WHOLE);

        assert_eq!(said(loses, &["Vera"]), "Vera loses “Export the activity log”.");
        assert_eq!(
            said(loses, &["A", "B", "C", "D", "E", "F", "G"]),
            "7 people lose “Export the activity log”: A, B, C, D, E and 2 more."
        );
    }

    #[test]
    fn seats_are_counted_against_what_there_is() {
        let effects =
            Effects { newly_paid: vec!["Vera".into(), "Max".into()], seats: (6, Some(5)), ..Effects::default() };

        assert_eq!(seats(&effects), ["Vera and Max become paid users: 6 of 5 seats."]);
    }
}
