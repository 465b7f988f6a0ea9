//! The eight roles that come ready-made with every location (rights.md §5).

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
            more: &[],
        },
        Template {
            slug: "manager",
            name: "Manager",
            purpose: "Runs the location: team, users and settings.",
            rights: &[
                ViewTeam,
                AddMembers,
                EditMembers,
                DismissMembers,
                EditPositions,
                ViewUsers,
                InviteUsers,
                EditUsers,
                RemoveUsers,
                EditLocation,
                ViewActivity,
            ],
            more: &[
                SeePersonalData,
                DeleteMembers,
                EditRoles,
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
            purpose: "Runs the desk, sees the team and invites people.",
            rights: &[ViewTeam, ViewUsers, InviteUsers],
            more: &[],
        },
        Template {
            slug: "call-center",
            name: "Call center",
            purpose: "Answers calls and sees the team.",
            rights: &[ViewTeam],
            more: &[],
        },
        Template {
            slug: "accountant",
            name: "Accountant",
            purpose: "Keeps the accounts and sees the team.",
            rights: &[ViewTeam],
            more: &[EditSubscription],
        },
        Template {
            slug: "professional",
            name: "Professional",
            purpose: "Provides services to clients.",
            rights: &[],
            more: &[ViewTeam],
        },
        Template {
            slug: VIEW_ONLY,
            name: "View only",
            purpose: "Free. Lets a person in without letting them change anything.",
            rights: &[],
            more: &[ViewTeam],
        },
        Template {
            slug: SYSTEM_MANAGER,
            name: "System manager",
            purpose: "Free. Looks after the team list and the users for you.",
            rights: &[
                ViewTeam,
                AddMembers,
                EditMembers,
                DismissMembers,
                ViewUsers,
                InviteUsers,
                EditUsers,
                RemoveUsers,
                EditSubscription,
                ViewActivity,
            ],
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
        if self.slug == OWNER { Rights::all() } else { self.rights.iter().copied().collect() }
    }

    /// Whether somebody with this role can hold a right at all.
    pub fn allows(&self, right: Right) -> bool {
        self.slug == OWNER || self.rights.contains(&right) || self.more.contains(&right)
    }
}
