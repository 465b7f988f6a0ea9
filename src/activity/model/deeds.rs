//! What can happen, in the words of the log.

macro_rules! deeds {
    ($($kind:ident $title:literal {
        $($name:ident $slug:literal $sentence:literal;)*
    })*) => {
        /// What deeds are about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Kind { $($kind),* }

        impl Kind {
            pub const ALL: &'static [Kind] = &[$(Kind::$kind),*];

            pub fn title(self) -> &'static str {
                match self { $(Kind::$kind => $title),* }
            }
        }

        /// What can happen, each with the words that follow the actor's name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Deed { $($($name),*),* }

        impl Deed {
            pub const ALL: &'static [Deed] = &[$($(Deed::$name),*),*];

            pub fn slug(self) -> &'static str {
                match self { $($(Deed::$name => $slug),*),* }
            }

            pub fn words(self) -> &'static str {
                match self { $($(Deed::$name => $sentence),*),* }
            }

            pub fn kind(self) -> Kind {
                match self { $($(Deed::$name => Kind::$kind),*),* }
            }
        }
    };
}

// What was refused has the names of OWASP's logging vocabulary (security.md SH3).
deeds! {
    Location "Location" {
        LocationOpened "location.opened" "opened the location";
        LocationClosed "location.closed" "closed the location";
        LocationReopened "location.opened_again" "opened the closed location again:";
        LocationChanged "location.changed" "changed the details of the location";
        SignInChanged "location.sign_in_changed" "changed who needs a second factor at";
        SubscriptionChanged "subscription.changed" "changed the subscription of";
    }
    Chains "Chains" {
        ChainFounded "chain.founded" "created the chain";
        ChainChanged "chain.changed" "changed the details of the chain";
        ChainArranged "chain.arranged" "changed the order of the locations of";
        JoinedChain "chain.location_added" "added a location to the chain:";
        LeftChain "chain.location_removed" "took a location out of the chain:";
        ChainDeleted "chain.deleted" "deleted the chain";
        ChainRestored "chain.restored" "restored the chain";
        ChainAccessGiven "chain.access_given" "gave access to the chain to";
        ChainAccessChanged "chain.access_changed" "changed, in the chain, the access of";
        ChainAccessRemoved "chain.access_removed" "removed from the chain";
        ChainLeft "chain.left" "left the chain";
        BatchUndone "chain.batch_undone" "put back roles that were changed in one go by";
        GivenByChain "chain.role_changed_here" "changed what the chain gives here to";
        ChainRoleAdded "chain.role_added" "created the chain role";
        ChainRoleEdited "chain.role_changed" "changed the chain role";
        ChainRoleDeleted "chain.role_deleted" "deleted the chain role";
        ChainRoleCopied "chain.role_copied" "copied to locations the role";
    }
    ChainTeam "Team of the chain" {
        ChainCardAdded "chain.member_added" "added to the team of the chain";
        ChainCardChanged "chain.member_changed" "changed the chain card of";
        ChainCardPlaced "chain.member_placed" "changed the locations of";
        ChainCardDeleted "chain.member_deleted" "deleted the chain card of";
        CardsMerged "members.merged" "merged into one the cards of";
        CardJoinedChain "member.joined_chain" "made a card of the chain of the card of";
        ChainPositionAdded "chain.position_added" "added the chain position";
        ChainPositionChanged "chain.position_changed" "changed the chain position";
        ChainPositionRemoved "chain.position_removed" "deleted the chain position";
    }
    Channels "Channels" {
        ChannelConnected "channel.connected" "connected";
        ChannelChanged "channel.changed" "changed the settings of";
        ChannelDisconnected "channel.disconnected" "disconnected";
        ChannelTested "channel.tested" "sent a test message through";
    }
    Team "Team" {
        MemberAdded "member.added" "added the team member";
        MemberChanged "member.changed" "changed the card of";
        MemberDismissed "member.dismissed" "dismissed";
        MemberDeleted "member.deleted" "deleted";
        MemberRestored "member.restored" "restored";
        TeamArranged "team.arranged" "moved in the team list";
        PositionAdded "position.added" "added the position";
        PositionChanged "position.changed" "changed the position";
        PositionRemoved "position.removed" "deleted the position";
    }
    Services "Services" {
        ServiceAdded "service.added" "added the service";
        ServiceChanged "service.changed" "changed the service";
        ServiceArchived "service.archived" "archived the service";
        ServiceRestored "service.restored" "took out of the archive the service";
        ServiceDeleted "service.deleted" "deleted the service";
        CategoryAdded "service_category.added" "added the category of services";
        CategoryChanged "service_category.changed" "changed the category of services";
        CategoryDeleted "service_category.deleted" "deleted the category of services";
        MemberServicesChanged "member.services_changed" "changed the services of";
        ProvidersChanged "service.providers_changed" "changed who provides";
    }
    Schedule "Work schedule" {
        PutInSchedule "schedule.member_added" "put in the schedule";
        TakenFromSchedule "schedule.member_removed" "took out of the schedule";
        HoursChanged "schedule.hours_changed" "changed the working hours of";
        TimeOffAdded "schedule.time_off_added" "gave time off to";
        TimeOffRemoved "schedule.time_off_removed" "took back the time off of";
    }
    Clients "Clients" {
        ClientAdded "client.added" "added the client";
        ClientChanged "client.changed" "changed the client";
        ClientsMerged "client.merged" "merged into one the clients";
        ClientDeleted "client.deleted" "deleted the client";
        ClientErased "client.erased" "erased the client";
        ClientRestored "client.restored" "restored the client";
        NoteWritten "client.note_written" "wrote a note about";
        NoteDeleted "client.note_deleted" "deleted a note about";
        ClientsImported "client.imported" "imported clients:";
        ClientsExported "client.exported" "exported clients:";
    }
    Appointments "Appointments" {
        Booked "appointment.created" "booked";
        AppointmentChanged "appointment.changed" "changed the appointment of";
        AppointmentMoved "appointment.moved" "moved the appointment of";
        StatusChanged "appointment.status_changed" "changed the status of the appointment of";
        AppointmentDeleted "appointment.deleted" "deleted the appointment of";
        AssistantsChanged "appointment.assistants_changed" "changed who assists in the appointment of";
        AssistanceChanged "assistance.changed" "changed how assistants work at";
    }
    Payroll "Payroll" {
        PayTermsChanged "payroll.settings_changed" "changed how people are paid at";
        PayRuleSet "payroll.rule_set" "set how somebody is paid:";
        PayRuleWithdrawn "payroll.rule_withdrawn" "withdrew a rule of pay that had not begun, of";
        AppointmentPaid "appointment.paid" "wrote down the payment of";
        EntryAdded "payroll.entry_added" "wrote down for";
        EntryVoided "payroll.entry_voided" "took back what was written down for";
        StatementMade "payroll.statement_made" "made a draft of the statement of";
        StatementDropped "payroll.statement_dropped" "deleted the draft of the statement of";
        StatementConfirmed "payroll.statement_confirmed" "confirmed the statement of";
        StatementCorrected "payroll.statement_corrected" "carried over what changed after the statement of";
        PayExported "payroll.exported" "exported pay:";
    }
    Invitations "Invitations" {
        Invited "invitation.sent" "invited";
        InvitedAgain "invitation.sent_again" "invited again";
        LinkCopied "invitation.link_copied" "made a link to copy for";
        InvitationChanged "invitation.changed" "changed the invitation to";
        InvitationTakenOver "invitation.taken_over" "took over the invitation to";
        InvitationRevoked "invitation.revoked" "revoked the invitation to";
        InvitationAccepted "invitation.accepted" "accepted the invitation to";
        InvitationWaits "invitation.waits" "accepted, and waits for approval of, the invitation to";
        InvitationApproved "invitation.approved" "approved the invitation to";
        InvitationDeclined "invitation.declined" "declined the invitation to";
        NewLinkAsked "invitation.new_link_asked" "asked for a new link for";
    }
    Access "Access" {
        RoleChanged "access.role_changed" "changed the role of";
        RightsChanged "privilege_permissions_changed" "changed the rights of";
        LookStarted "look.started" "began to look at the product as";
        LookEnded "look.ended" "stopped looking at the product as";
        AccessRemoved "access.removed" "removed the access of";
        AccessLeft "access.left" "left";
        AccountDeleted "account.deleted" "deleted their own account and left";
        AccessEnded "access.ended" "ended, on its last day, the access of";
        AccessLimited "access.limited" "changed the last day of";
        SessionsEnded "access.sessions_ended" "ended the sessions of";
        SecondFactorRemoved "access.second_factor_removed" "removed the second factor of";
    }
    Roles "Roles" {
        RoleAdded "role.added" "created the role";
        RoleEdited "role.changed" "changed the role";
        RoleDeleted "role.deleted" "deleted the role";
    }
    Log "Activity log" {
        LogExported "activity.exported" "exported";
    }
    Refusals "Refused attempts" {
        Refused "authz_fail" "was refused";
        FormRejected "input_validation_fail" "sent a form that could not be accepted:";
        FormFromElsewhere "malicious_cors" "sent a form that was not made for this session:";
        TooOften "excess_rate_limit_exceeded" "asked too often:";
    }
    SignIn "Sign-in" {
        SignInFailed "authn_login_fail" "could not be let in with";
        SignInPaused "authn_login_lock" "has to wait after too many tries with";
    }
}

impl Deed {
    pub fn from_slug(slug: &str) -> Option<Deed> {
        Deed::ALL.iter().copied().find(|deed| deed.slug() == slug)
    }

    /// Whether nothing was done, because it was refused.
    pub fn is_refusal(self) -> bool {
        matches!(self.kind(), Kind::Refusals | Kind::SignIn)
    }

    /// Whether it can happen at a location. Signing in belongs to none.
    pub fn is_of_a_location(self) -> bool {
        self.kind() != Kind::SignIn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_deed_has_a_slug_of_its_own_and_comes_back_from_it() {
        for deed in Deed::ALL {
            assert_eq!(Deed::from_slug(deed.slug()), Some(*deed));
        }
    }
}
