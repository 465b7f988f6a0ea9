//! The main menu of a location: what the viewer may open, and nothing else.

use crate::access::{Inside, Right, Rights};

/// A word of the menu, as it is drawn.
pub struct Item {
    pub label: &'static str,
    pub icon: &'static str,
    pub url: String,
    pub is_current: bool,
}

/// A word of the menu, and the doors behind it: the first that is open is where it leads.
struct Word {
    label: &'static str,
    icon: &'static str,
    doors: &'static [(&'static str, Option<Right>)],
}

const WORDS: [Word; 5] = [
    Word { label: "Home", icon: "place", doors: &[("", None)] },
    Word { label: "Team", icon: "team", doors: &[("/team", Some(Right::ViewTeam))] },
    Word { label: "Users", icon: "users", doors: &[("/users", Some(Right::ViewUsers))] },
    Word { label: "Activity", icon: "eye", doors: &[("/activity", Some(Right::ViewActivity))] },
    Word {
        label: "Settings",
        icon: "settings",
        doors: &[
            ("/settings", Some(Right::EditLocation)),
            ("/settings/channels", Some(Right::ConnectChannels)),
            ("/settings/subscription", Some(Right::EditSubscription)),
        ],
    },
];

impl Word {
    fn door(&self, rights: &Rights) -> Option<&'static str> {
        let is_open = |right: Option<Right>| right.is_none_or(|right| rights.has(right));
        self.doors.iter().find(|(_, right)| is_open(*right)).map(|(path, _)| *path)
    }
}

/// The menu of somebody inside, on a page of this section.
pub(super) fn of(inside: &Inside, section: &str) -> Vec<Item> {
    let here = inside.location().id;
    let item = |word: &Word| {
        let path = word.door(inside.rights())?;
        let url = format!("/locations/{here}{path}");
        Some(Item { label: word.label, icon: word.icon, url, is_current: word.label == section })
    };
    WORDS.iter().filter_map(item).collect()
}

/// The words of the menu of whoever holds these rights.
pub fn words(rights: &Rights) -> Vec<&'static str> {
    WORDS.iter().filter(|word| word.door(rights).is_some()).map(|word| word.label).collect()
}
