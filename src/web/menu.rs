//! The main menu of a location or a chain: what the viewer may open, and nothing else.

use crate::access::{Inside, Right, Rights};
use crate::chains::{ChainRight, Within};

/// A word of the menu, as it is drawn.
pub struct Item {
    pub label: &'static str,
    pub icon: &'static str,
    pub url: String,
    pub is_current: bool,
}

/// A word of the menu, and the doors behind it: the first that is open is where it leads.
struct Word<R: 'static> {
    label: &'static str,
    icon: &'static str,
    doors: &'static [(&'static str, Option<R>)],
}

const WORDS: &[Word<Right>] = &[
    Word { label: "Home", icon: "place", doors: &[("", None)] },
    Word { label: "Calendar", icon: "calendar", doors: &[("/calendar", Some(Right::ViewCalendar))] },
    Word { label: "Clients", icon: "clients", doors: &[("/clients", Some(Right::ViewClients))] },
    Word { label: "Team", icon: "team", doors: &[("/team", Some(Right::ViewTeam))] },
    Word { label: "Services", icon: "scissors", doors: &[("/services", Some(Right::ViewServices))] },
    Word {
        label: "Payroll",
        icon: "coin",
        doors: &[("/payroll", Some(Right::SeePay)), ("/payroll/settings", Some(Right::SetUpPayroll))],
    },
    Word { label: "My pay", icon: "coin", doors: &[("/my-pay", Some(Right::SeeOwnPay))] },
    Word { label: "Users", icon: "users", doors: &[("/users", Some(Right::ViewUsers))] },
    Word { label: "Activity", icon: "eye", doors: &[("/activity", Some(Right::ViewActivity))] },
    Word {
        label: "Settings",
        icon: "settings",
        doors: &[
            ("/settings", Some(Right::EditLocation)),
            ("/settings/channels", Some(Right::ConnectChannels)),
            ("/settings/subscription", Some(Right::EditSubscription)),
            ("/settings/chains", Some(Right::AddToChain)),
        ],
    },
];

/// A word that stands only where the other one does not: that one leads there too.
const STANDS_IN: (&str, &str) = ("My pay", "Payroll");

/// The words of a chain's menu.
const CHAIN_WORDS: &[Word<ChainRight>] = &[
    Word { label: "Overview", icon: "chain", doors: &[("", None)] },
    Word { label: "Users", icon: "users", doors: &[("/users", Some(ChainRight::ViewChainUsers))] },
    Word { label: "Access", icon: "shield", doors: &[("/matrix", Some(ChainRight::ViewChainUsers))] },
    Word { label: "Roles", icon: "list", doors: &[("/roles", Some(ChainRight::ViewChainUsers))] },
    Word { label: "Clients", icon: "clients", doors: &[("/clients", Some(ChainRight::ViewChainClients))] },
    Word { label: "Team", icon: "team", doors: &[("/team", Some(ChainRight::ViewChainTeam))] },
    Word { label: "Services", icon: "scissors", doors: &[("/services", Some(ChainRight::EditChainServices))] },
    Word { label: "Payroll", icon: "coin", doors: &[("/payroll", Some(ChainRight::SeeChainPay))] },
    Word { label: "Activity", icon: "eye", doors: &[("/activity", Some(ChainRight::ViewChainActivity))] },
    Word { label: "Settings", icon: "settings", doors: &[("/settings", Some(ChainRight::EditChain))] },
];

impl<R: Copy> Word<R> {
    fn door(&self, has: impl Fn(R) -> bool) -> Option<&'static str> {
        let is_open = |right: Option<R>| right.is_none_or(&has);
        self.doors.iter().find(|(_, right)| is_open(*right)).map(|(path, _)| *path)
    }
}

/// The menu of somebody inside, on a page of this section.
pub(super) fn of(inside: &Inside, section: &str) -> Vec<Item> {
    let here = inside.location().id;
    let item = |word: &Word<Right>| {
        let path = word.door(|right| inside.may(right))?;
        let url = format!("/locations/{here}{path}");
        Some(Item { label: word.label, icon: word.icon, url, is_current: word.label == section })
    };
    open(|right| inside.may(right)).filter_map(item).collect()
}

/// The words of which a door is open.
fn open(has: impl Fn(Right) -> bool + Copy) -> impl Iterator<Item = &'static Word<Right>> {
    let (instead, other) = STANDS_IN;
    let is_there = WORDS.iter().any(|word| word.label == other && word.door(has).is_some());
    WORDS.iter().filter(move |word| word.door(has).is_some() && !(is_there && word.label == instead))
}

/// The menu of somebody in a chain, on a page of this section.
pub(super) fn of_chain(within: &Within, section: &str) -> Vec<Item> {
    let here = within.chain().id;
    let item = |word: &Word<ChainRight>| {
        let path = word.door(|right| within.may(right))?;
        let url = format!("/chains/{here}{path}");
        Some(Item { label: word.label, icon: word.icon, url, is_current: word.label == section })
    };
    CHAIN_WORDS.iter().filter_map(item).collect()
}

/// The words of the menu of whoever holds these rights.
pub fn words(rights: &Rights) -> Vec<&'static str> {
    open(|right| rights.has(right)).map(|word| word.label).collect()
}
