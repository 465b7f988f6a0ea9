//! Every right once: forms, checks, roles, pages and tests are made from this list (rights.md §3).

/// A right as a type, so that a handler's signature says which key opens its door.
pub trait Key: Send + Sync + 'static {
    const RIGHT: Right;
}

/// What kind of right it is, and what else the pages say of it.
#[derive(Debug, Clone, Copy)]
pub struct Nature {
    /// Whoever holds it can change data, and so uses a seat (rights.md §8).
    pub changes: bool,
    /// Costs no seat when it is held through the role System manager.
    pub is_free: bool,
    /// What it opens would hurt in the wrong hands.
    pub is_sensitive: bool,
    /// Can be narrowed to one's own, or to one position.
    pub has_scope: bool,
    /// Can be narrowed to the newest days.
    pub reaches_back: bool,
    /// What it is no good without.
    pub needs: &'static [Right],
    /// A second sentence, where the title is not enough.
    pub hint: &'static str,
}

const SEES: Nature = Nature {
    changes: false,
    is_free: false,
    is_sensitive: false,
    has_scope: false,
    reaches_back: false,
    needs: &[],
    hint: "",
};
const CHANGES: Nature = Nature { changes: true, ..SEES };

impl Nature {
    const fn free(self) -> Self {
        Nature { is_free: true, ..self }
    }

    const fn sensitive(self) -> Self {
        Nature { is_sensitive: true, ..self }
    }

    const fn scoped(self) -> Self {
        Nature { has_scope: true, ..self }
    }

    const fn reaching_back(self) -> Self {
        Nature { reaches_back: true, ..self }
    }

    const fn needing(self, needs: &'static [Right]) -> Self {
        Nature { needs, ..self }
    }

    const fn hint(self, hint: &'static str) -> Self {
        Nature { hint, ..self }
    }

    /// Whether it is more than on or off.
    pub fn has_extent(self) -> bool {
        self.has_scope || self.reaches_back
    }
}

macro_rules! rights {
    ($($section:ident $section_title:literal {
        $($name:ident $slug:literal $title:literal, $nature:expr;)*
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
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Right { $($(
            #[doc = $title]
            $name,
        )*)* }

        impl Right {
            pub const ALL: &'static [Right] = &[$($(Right::$name),*),*];

            pub const fn slug(self) -> &'static str {
                match self { $($(Right::$name => $slug),*),* }
            }

            /// A sentence that begins with a verb.
            pub const fn title(self) -> &'static str {
                match self { $($(Right::$name => $title),*),* }
            }

            pub const fn section(self) -> Section {
                match self { $($(Right::$name => Section::$section),*),* }
            }

            pub const fn nature(self) -> Nature {
                match self { $($(Right::$name => $nature),*),* }
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
    Calendar "Calendar" {
        ViewCalendar "calendar.view" "See the appointment calendar",
            SEES.scoped().reaching_back().hint("One’s own are also those in which one assists.");
        CreateAppointments "appointments.create" "Create appointments", CHANGES.needing(&[Right::ViewCalendar]);
        EditAppointments "appointments.edit" "Change appointments",
            CHANGES.reaching_back().needing(&[Right::ViewCalendar]).hint("Services, comment and status.");
        EditCompleted "appointments.edit_completed" "Change appointments whose client came",
            CHANGES.sensitive().needing(&[Right::ViewCalendar]).hint("They are what people are paid for.");
        MoveAppointments "appointments.move" "Change time and team member", CHANGES.needing(&[Right::ViewCalendar]);
        ChangePrices "appointments.price" "Change price and discount",
            CHANGES.sensitive().needing(&[Right::ViewCalendar]);
        DeleteAppointments "appointments.delete" "Delete appointments",
            CHANGES.sensitive().needing(&[Right::ViewCalendar]);
        EditSchedules "schedule.edit" "Change work schedules", CHANGES.needing(&[Right::ViewCalendar]);
    }
    Assistants "Assistants" {
        ManageAssistants "assistants.manage" "Add, change and remove assistants",
            CHANGES.needing(&[Right::ViewCalendar]);
        ChangeShares "assistants.share" "Change the compensation share",
            CHANGES.sensitive().needing(&[Right::ViewCalendar]).hint("Counts where each assistant gets their whole reward.");
    }
    Clients "Clients" {
        ViewClients "clients.view" "See clients",
            SEES.scoped().hint("One’s own are those whom one has served or assisted.");
        SeeContacts "clients.contacts" "See phones and e-mails of clients",
            SEES.needing(&[Right::ViewClients]).hint("They are masked everywhere otherwise.");
        EditClients "clients.edit" "Add and change clients", CHANGES.needing(&[Right::ViewClients]);
        WriteNotes "clients.notes" "See and write notes about clients", CHANGES.needing(&[Right::ViewClients]);
        SeeHistory "clients.history" "See the visit history of clients", SEES.needing(&[Right::ViewClients]);
        DeleteClients "clients.delete" "Delete and merge clients", CHANGES.sensitive().needing(&[Right::ViewClients]);
        ExportClients "clients.export" "Export clients",
            SEES.sensitive().needing(&[Right::ViewClients]).hint("Every export is in the activity log.");
    }
    Services "Services" {
        ViewServices "services.view" "See services", SEES;
        EditServices "services.edit" "Add and change services", CHANGES.needing(&[Right::ViewServices]);
        DeleteServices "services.delete" "Delete services", CHANGES.sensitive().needing(&[Right::ViewServices]);
    }
    Team "Team" {
        ViewTeam "team.view" "See the team members list and cards", SEES.scoped();
        AddMembers "team.create" "Add team members", CHANGES.free().needing(&[Right::ViewTeam]);
        EditMembers "team.edit" "Change cards and settings",
            CHANGES.free().needing(&[Right::ViewTeam]).hint("Also the order of the list, and who is available for assisting.");
        EditMemberServices "team.services" "Change their services, prices and durations",
            CHANGES.needing(&[Right::ViewTeam]);
        SeePersonalData "team.personal_data" "See and change additional information",
            CHANGES.sensitive().needing(&[Right::ViewTeam]).hint("Birthdays and home addresses.");
        DismissMembers "team.dismiss" "Dismiss and restore team members", CHANGES.free().needing(&[Right::ViewTeam]);
        DeleteMembers "team.delete" "Delete and restore team members", CHANGES.sensitive().needing(&[Right::ViewTeam]);
        EditPositions "positions.edit" "Change positions", CHANGES.needing(&[Right::ViewTeam]);
    }
    Users "Users" {
        ViewUsers "users.view" "See users, invitations and their rights", SEES;
        InviteUsers "users.invite" "Invite, invite again, revoke",
            CHANGES.free().needing(&[Right::ViewUsers]).hint("Only to roles all of whose rights one holds.");
        EditUsers "users.edit" "Change role and rights",
            CHANGES.free().sensitive().needing(&[Right::ViewUsers]).hint("Only of people who hold no more than oneself.");
        RemoveUsers "users.remove" "Remove access", CHANGES.free().needing(&[Right::ViewUsers]);
        EditRoles "roles.edit" "Create, change and delete roles",
            CHANGES.sensitive().needing(&[Right::ViewUsers]).hint("Only roles all of whose rights one holds.");
    }
    Payroll "Payroll" {
        SeeOwnPay "payroll.own" "See one’s own pay", SEES.hint("Also one’s own statements and how each amount came about.");
        SeePay "payroll.view" "See everyone’s pay", SEES.sensitive().reaching_back();
        SetUpPayroll "payroll.rules" "Change rules and general settings",
            CHANGES.sensitive().hint("Nobody changes how they are paid themselves.");
        KeepStatements "payroll.statements" "Create and confirm statements, bonuses, payments",
            CHANGES.sensitive().needing(&[Right::SeePay]).hint("Nobody confirms what they earned themselves.");
        ExportPay "payroll.export" "Export and print pay",
            SEES.sensitive().needing(&[Right::SeePay]).hint("Every export is in the activity log.");
    }
    Settings "Settings" {
        EditLocation "settings.location" "Change location settings", CHANGES;
        ConnectChannels "settings.channels" "Connect SMS aggregator and chatbot",
            CHANGES.sensitive().hint("What a provider’s key is, nobody reads again.");
        EditSubscription "settings.subscription" "See and change the subscription", CHANGES.free().sensitive();
        AddToChain "settings.chain" "Add this location to a chain",
            CHANGES.sensitive().hint("Owners of the chain can give people roles here then. Also to take it out again.");
    }
    Security "Security" {
        ViewActivity "activity.view" "See the activity log", SEES.reaching_back();
        ExportActivity "activity.export" "Export the activity log", SEES.sensitive().needing(&[Right::ViewActivity]);
        EndSessions "sessions.end" "End other users' sessions here", CHANGES.sensitive().needing(&[Right::ViewUsers]);
    }
}

impl Right {
    pub fn from_slug(slug: &str) -> Option<Right> {
        Right::ALL.iter().copied().find(|right| right.slug() == slug)
    }

    /// The slug, as the id of a field can bear it.
    pub fn id(self) -> String {
        self.slug().replace(['.', '_'], "-")
    }

    pub(super) fn bit(self) -> u64 {
        1 << self as u64
    }
}

impl Section {
    pub fn rights(self) -> impl Iterator<Item = Right> {
        Right::ALL.iter().copied().filter(move |right| right.section() == self)
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
    fn h10_what_a_right_needs_comes_before_it_and_only_lets_see() {
        for right in Right::ALL {
            for needed in right.nature().needs {
                assert!(needed < right, "{} stands before what it needs", right.slug());
                assert!(!needed.nature().changes, "{} needs more than to see", right.slug());
            }
        }
    }
}
