//! Every right once: forms, checks, roles, pages and tests are made from this list (rights.md §3).

/// A right as a type, so that a handler's signature says which key opens its door.
pub trait Key: Send + Sync + 'static {
    const RIGHT: Right;
}

macro_rules! rights {
    ($($section:ident $section_title:literal {
        $($name:ident $slug:literal $title:literal;)*
    })*) => {
        /// The parts of the product that rights belong to.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Section { $($section),* }

        impl Section {
            pub const ALL: &'static [Section] = &[$(Section::$section),*];

            pub fn title(self) -> &'static str {
                match self { $(Section::$section => $section_title),* }
            }
        }

        /// One thing one may see or do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Right { $($(
            #[doc = $title]
            $name,
        )*)* }

        impl Right {
            pub const ALL: &'static [Right] = &[$($(Right::$name),*),*];

            pub fn slug(self) -> &'static str {
                match self { $($(Right::$name => $slug),*),* }
            }

            /// A sentence that begins with a verb.
            pub fn title(self) -> &'static str {
                match self { $($(Right::$name => $title),*),* }
            }

            pub fn section(self) -> Section {
                match self { $($(Right::$name => Section::$section),*),* }
            }
        }

        $($(
            #[doc = $title]
            #[derive(Debug, Clone, Copy)]
            pub struct $name;

            impl Key for $name {
                const RIGHT: Right = Right::$name;
            }
        )*)*
    };
}

rights! {
    Team "Team" {
        ViewTeam "team.view" "See the team members list and cards";
        AddMembers "team.create" "Add team members";
        EditMembers "team.edit" "Change cards and settings";
        SeePersonalData "team.personal_data" "See and change additional information";
        DismissMembers "team.dismiss" "Dismiss and restore team members";
        DeleteMembers "team.delete" "Delete and restore team members";
        EditPositions "positions.edit" "Change positions";
    }
    Users "Users" {
        ViewUsers "users.view" "See users, invitations and their rights";
        InviteUsers "users.invite" "Invite, invite again, revoke";
        EditUsers "users.edit" "Change role and rights";
        RemoveUsers "users.remove" "Remove access";
    }
    Settings "Settings" {
        EditLocation "settings.location" "Change location settings";
        ConnectChannels "settings.channels" "Connect SMS aggregator and chatbot";
    }
    Security "Security" {
        ViewActivity "activity.view" "See the activity log";
        ExportActivity "activity.export" "Export the activity log";
        EndSessions "sessions.end" "End other users' sessions here";
    }
}

impl Right {
    pub fn from_slug(slug: &str) -> Option<Right> {
        Right::ALL.iter().copied().find(|right| right.slug() == slug)
    }

    fn bit(self) -> u64 {
        1 << self as u64
    }
}

/// A set of rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rights(u64);

impl Rights {
    /// Everything, now and in future versions: the Owner.
    pub fn all() -> Self {
        Right::ALL.iter().copied().collect()
    }

    /// Reads slugs separated by spaces; those this version does not know open nothing.
    pub fn parse(slugs: &str) -> Self {
        slugs.split_whitespace().filter_map(Right::from_slug).collect()
    }

    pub fn slugs(self) -> String {
        self.iter().map(Right::slug).collect::<Vec<_>>().join(" ")
    }

    pub fn has(self, right: Right) -> bool {
        self.0 & right.bit() != 0
    }

    /// Whether every right of `other` is among these.
    pub fn cover(self, other: Rights) -> bool {
        other.0 & !self.0 == 0
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn iter(self) -> impl Iterator<Item = Right> {
        Right::ALL.iter().copied().filter(move |right| self.has(*right))
    }
}

impl FromIterator<Right> for Rights {
    fn from_iter<I: IntoIterator<Item = Right>>(rights: I) -> Self {
        Rights(rights.into_iter().fold(0, |bits, right| bits | right.bit()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_right_has_a_slug_of_its_own_and_comes_back_from_it() {
        for right in Right::ALL {
            assert_eq!(Right::from_slug(right.slug()), Some(*right));
        }
        assert!(Right::ALL.len() <= 64);
    }

    #[test]
    fn h1_there_is_no_right_by_default_and_unknown_slugs_open_nothing() {
        assert!(Rights::default().is_empty());
        assert!(Rights::parse("team.everything users.*").is_empty());
    }

    #[test]
    fn a_set_survives_being_stored() {
        let some = Rights::parse("users.invite team.view");

        assert_eq!(Rights::parse(&some.slugs()), some);
        assert!(Rights::all().cover(some));
        assert!(!some.cover(Rights::all()));
    }
}
