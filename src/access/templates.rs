//! The eight roles that come ready-made with every location (rights.md §5).

use super::extent::{Extent, Scope};
use super::rights::Right;
use super::set::Rights;

/// A ready-made role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    pub slug: &'static str,
    pub name: &'static str,
    /// What it is for, in a sentence.
    pub purpose: &'static str,
    rights: &'static [Right],
    /// Of these, what is about one's own things only.
    own: &'static [Right],
    /// What can be switched on as well; nothing else can be held in this role.
    more: &'static [Right],
}

pub const OWNER: &str = "owner";
pub const VIEW_ONLY: &str = "view-only";
pub const SYSTEM_MANAGER: &str = "system-manager";

/// The ready-made roles, strongest first. What the Owner holds is not listed: it is everything.
pub const TEMPLATES: [Template; 8] = {
    use Right::*;
    [
        Template {
            slug: OWNER,
            name: "Owner",
            purpose: "Holds every right, and decides who else is an owner.",
            rights: &[],
            own: &[],
            more: &[],
        },
        Template {
            slug: "manager",
            name: "Manager",
            purpose: "Runs the location: calendar, clients, team, users and settings.",
            rights: &[
                ViewCalendar,
                CreateAppointments,
                EditAppointments,
                EditCompleted,
                MoveAppointments,
                ChangePrices,
                DeleteAppointments,
                EditSchedules,
                ManageAssistants,
                ChangeShares,
                ViewClients,
                SeeContacts,
                EditClients,
                WriteNotes,
                SeeHistory,
                ViewServices,
                EditServices,
                ViewTeam,
                AddMembers,
                EditMembers,
                EditMemberServices,
                DismissMembers,
                EditPositions,
                ViewUsers,
                InviteUsers,
                EditUsers,
                RemoveUsers,
                SeeOwnPay,
                SeePay,
                ExportPay,
                EditLocation,
                ViewActivity,
            ],
            own: &[],
            more: &[
                DeleteClients,
                ExportClients,
                DeleteServices,
                SeePersonalData,
                DeleteMembers,
                EditRoles,
                SetUpPayroll,
                KeepStatements,
                ConnectChannels,
                EditSubscription,
                AddToChain,
                ExportActivity,
                EndSessions,
            ],
        },
        Template {
            slug: "receptionist",
            name: "Receptionist",
            purpose: "Runs the desk: appointments, clients and invitations.",
            rights: &[
                ViewCalendar,
                CreateAppointments,
                EditAppointments,
                MoveAppointments,
                ManageAssistants,
                ViewClients,
                SeeContacts,
                EditClients,
                WriteNotes,
                SeeHistory,
                ViewServices,
                ViewTeam,
                ViewUsers,
                InviteUsers,
                SeeOwnPay,
            ],
            own: &[],
            more: &[EditCompleted, ChangePrices, DeleteAppointments, EditSchedules, ChangeShares],
        },
        Template {
            slug: "call-center",
            name: "Call center",
            purpose: "Answers calls and books appointments.",
            rights: &[
                ViewCalendar,
                CreateAppointments,
                EditAppointments,
                ViewClients,
                SeeContacts,
                EditClients,
                WriteNotes,
                SeeHistory,
                ViewServices,
                ViewTeam,
                SeeOwnPay,
            ],
            own: &[],
            more: &[MoveAppointments],
        },
        Template {
            slug: "accountant",
            name: "Accountant",
            purpose: "Keeps the accounts: pay, statements and exports.",
            rights: &[ViewServices, ViewTeam, SeeOwnPay, SeePay, SetUpPayroll, KeepStatements, ExportPay],
            own: &[],
            more: &[ViewCalendar, ChangeShares, EditSubscription],
        },
        Template {
            slug: "professional",
            name: "Professional",
            purpose: "Provides services to clients, and sees the own appointments, clients and pay.",
            rights: &[ViewCalendar, ViewClients, ViewServices, SeeOwnPay],
            own: &[ViewCalendar, ViewClients],
            more: &[
                CreateAppointments,
                EditAppointments,
                MoveAppointments,
                ManageAssistants,
                SeeContacts,
                EditClients,
                WriteNotes,
                SeeHistory,
                ViewTeam,
            ],
        },
        Template {
            slug: VIEW_ONLY,
            name: "View only",
            purpose: "Free. Sees the own appointments and pay, and changes nothing.",
            rights: &[ViewCalendar, SeeOwnPay],
            own: &[ViewCalendar],
            more: &[ViewClients, SeeContacts, SeeHistory, ViewServices, ViewTeam],
        },
        Template {
            slug: SYSTEM_MANAGER,
            name: "System manager",
            purpose: "Free. Looks after the team list and the users for you.",
            rights: &[
                ViewCalendar,
                ViewClients,
                SeeContacts,
                SeeHistory,
                ViewServices,
                ViewTeam,
                AddMembers,
                EditMembers,
                DismissMembers,
                ViewUsers,
                InviteUsers,
                EditUsers,
                RemoveUsers,
                SeeOwnPay,
                SeePay,
                EditSubscription,
                ViewActivity,
            ],
            own: &[],
            more: &[EditPositions],
        },
    ]
};

impl Template {
    pub fn find(slug: &str) -> Option<&'static Template> {
        TEMPLATES.iter().find(|template| template.slug == slug)
    }

    /// What the role holds when it is new.
    pub fn rights(&self) -> Rights {
        if self.slug == OWNER {
            Rights::all()
        } else {
            self.rights.iter().map(|right| (*right, self.extent(*right))).collect()
        }
    }

    fn extent(&self, right: Right) -> Extent {
        let scope = if self.own.contains(&right) { Scope::Own } else { Scope::All };
        Extent { scope, ..Extent::WHOLE }
    }

    /// Whether somebody with this role can hold a right at all.
    pub fn allows(&self, right: Right) -> bool {
        self.slug == OWNER || self.rights.contains(&right) || self.more.contains(&right)
    }
}
