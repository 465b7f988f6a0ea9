//! Every chain right once (rights.md §4). They are apart from the rights at a location: none of them opens a location's page.

use std::fmt;

/// A chain right as a type, so that a handler's signature says which key opens its door.
pub trait ChainKey: Send + Sync + 'static {
    const RIGHT: ChainRight;
}

macro_rules! chain_rights {
    ($($section:ident $section_title:literal {
        $($name:ident $slug:literal $title:literal, $hint:literal, needs $needs:expr;)*
    })*) => {
        /// The parts of the chain's pages that rights belong to.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum ChainSection { $($section),* }

        impl ChainSection {
            pub const ALL: &'static [ChainSection] = &[$(ChainSection::$section),*];

            pub fn title(self) -> &'static str {
                match self { $(ChainSection::$section => $section_title),* }
            }
        }

        /// One thing one may see or do in a chain.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ChainRight { $($(
            #[doc = $title]
            $name,
        )*)* }

        impl ChainRight {
            pub const ALL: &'static [ChainRight] = &[$($(ChainRight::$name),*),*];

            pub const fn slug(self) -> &'static str {
                match self { $($(ChainRight::$name => $slug),*),* }
            }

            /// A sentence that begins with a verb.
            pub const fn title(self) -> &'static str {
                match self { $($(ChainRight::$name => $title),*),* }
            }

            /// A second sentence, where the title is not enough.
            pub const fn hint(self) -> &'static str {
                match self { $($(ChainRight::$name => $hint),*),* }
            }

            /// What it is no good without.
            pub const fn needs(self) -> Option<ChainRight> {
                match self { $($(ChainRight::$name => $needs),*),* }
            }

            pub const fn section(self) -> ChainSection {
                match self { $($(ChainRight::$name => ChainSection::$section),*),* }
            }
        }

        $($(
            #[doc = $title]
            #[derive(Debug, Clone, Copy)]
            pub struct $name;

            impl ChainKey for $name {
                const RIGHT: ChainRight = ChainRight::$name;
            }
        )*)*
    };
}

chain_rights! {
    Users "Users" {
        ViewChainUsers "chain.users.view" "See users of the chain and their rights", "Also who has which role at its locations.", needs None;
        InviteChainUsers "chain.users.invite" "Invite, invite again, revoke", "Only to what one holds oneself.", needs Some(ChainRight::ViewChainUsers);
        EditChainUsers "chain.users.edit" "Change chain rights and roles at locations", "Only what one holds oneself, and only of people who hold no more.", needs Some(ChainRight::ViewChainUsers);
        RemoveChainUsers "chain.users.remove" "Remove people from the chain", "", needs Some(ChainRight::ViewChainUsers);
        EditChainRoles "chain.roles" "Create and change roles of the chain, and copy them to locations", "", needs Some(ChainRight::ViewChainUsers);
    }
    Team "Team" {
        ViewChainTeam "chain.team.view" "See the team of the chain", "Cards and positions that are valid in several locations.", needs None;
        EditChainTeam "chain.team.edit" "Change cards and positions of the chain, merge cards", "", needs Some(ChainRight::ViewChainTeam);
    }
    Clients "Clients" {
        ViewChainClients "chain.clients.view" "See the clients of all locations", "Their names and visits. It opens no page of a location.", needs None;
        SeeChainContacts "chain.clients.contacts" "See phones and e-mails of the clients of all locations", "They are masked everywhere otherwise.", needs Some(ChainRight::ViewChainClients);
        ExportChainClients "chain.clients.export" "Export the clients of all locations", "Every export is in the log of the chain and of each location.", needs Some(ChainRight::ViewChainClients);
    }
    Services "Services" {
        EditChainServices "chain.services" "See and change the services of all locations", "Prices and durations side by side, and in one go.", needs None;
    }
    Reports "Reports" {
        SeeChainReports "chain.reports" "See the overview over all locations", "", needs None;
        SeeChainPay "chain.payroll" "See the report of pay over all locations", "What each location pays. It names nobody.", needs None;
    }
    Settings "Settings" {
        EditChain "chain.settings" "Change chain settings, locations and the main location", "", needs None;
    }
    Security "Security" {
        ViewChainActivity "chain.activity" "See the activity log of the chain and of its locations", "", needs None;
    }
}

impl ChainRight {
    pub fn from_slug(slug: &str) -> Option<ChainRight> {
        ChainRight::ALL.iter().copied().find(|right| right.slug() == slug)
    }

    /// The slug, as the id of a field can bear it.
    pub fn id(self) -> String {
        self.slug().replace('.', "-")
    }

    fn bit(self) -> u32 {
        1 << self as u32
    }
}

impl ChainSection {
    pub fn rights(self) -> impl Iterator<Item = ChainRight> {
        ChainRight::ALL.iter().copied().filter(move |right| right.section() == self)
    }
}

/// A set of chain rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ChainRights(u32);

impl ChainRights {
    /// Everything, now and in future versions: the Chain owner.
    pub fn all() -> Self {
        ChainRight::ALL.iter().copied().collect()
    }

    /// Reads slugs separated by spaces; what this version does not know opens nothing.
    pub fn parse(slugs: &str) -> Self {
        slugs.split_whitespace().filter_map(ChainRight::from_slug).collect()
    }

    pub fn has(self, right: ChainRight) -> bool {
        self.0 & right.bit() != 0
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    pub fn iter(self) -> impl Iterator<Item = ChainRight> {
        ChainRight::ALL.iter().copied().filter(move |right| self.has(*right))
    }

    pub fn cover(self, other: ChainRights) -> bool {
        other.0 & !self.0 == 0
    }

    pub fn and(self, more: ChainRights) -> Self {
        ChainRights(self.0 | more.0)
    }

    pub fn without(self, fewer: ChainRights) -> Self {
        ChainRights(self.0 & !fewer.0)
    }

    /// What a right of the set needs and the set does not hold: the right, and what it needs.
    pub fn unmet(self) -> Option<(ChainRight, ChainRight)> {
        self.iter().find_map(|right| right.needs().filter(|needed| !self.has(*needed)).map(|needed| (right, needed)))
    }
}

/// As it is stored: slugs separated by spaces.
impl fmt::Display for ChainRights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let slugs: Vec<&str> = self.iter().map(ChainRight::slug).collect();
        f.write_str(&slugs.join(" "))
    }
}

impl FromIterator<ChainRight> for ChainRights {
    fn from_iter<I: IntoIterator<Item = ChainRight>>(rights: I) -> Self {
        rights.into_iter().fold(ChainRights::default(), |set, right| ChainRights(set.0 | right.bit()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chain_right_has_a_slug_of_its_own_and_comes_back_from_it() {
        for right in ChainRight::ALL {
            assert_eq!(ChainRight::from_slug(right.slug()), Some(*right));
        }
        assert_eq!(ChainRights::parse(&ChainRights::all().to_string()), ChainRights::all());
        assert!(ChainRights::parse("chain.everything users.view").is_empty());
    }

    #[test]
    fn h10_a_set_says_what_it_lacks() {
        let lonely = ChainRights::parse("chain.users.edit");

        assert_eq!(lonely.unmet(), Some((ChainRight::EditChainUsers, ChainRight::ViewChainUsers)));
        assert_eq!(ChainRights::all().unmet(), None);
        assert!(ChainRights::all().cover(lonely) && !lonely.cover(ChainRights::all()));
        assert_eq!(lonely.and(ChainRights::all()).without(lonely).len(), ChainRight::ALL.len() - 1);
    }
}
