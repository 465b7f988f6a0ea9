//! The pages of payroll.

mod chain;
mod charts;
mod copying;
mod day;
mod entries;
mod examples;
mod member;
mod new_rule;
mod own;
mod period;
mod reports;
mod rules;
mod said;
mod settings;
mod settlements;
mod spans;
mod statement;
mod statements;
mod tables;
mod trying;

use crate::access::{Inside, Right};
use crate::id::{LocationId, MemberId};
use crate::team;
use crate::web::Crumb;

pub use chain::Across;
pub use copying::Copy;
pub use day::Day;
pub use entries::{Entries, EntryRow, NewEntryPage, entries_of};
pub use examples::Examples;
pub use member::{Member, Sums};
pub use new_rule::{Default, NewRule, Row};
pub use own::Own;
pub use period::Period;
pub use reports::Reports;
pub use rules::{Rules, Told};
pub use said::Saying;
pub use settings::General;
pub use settlements::{SettlementOf, SettlementRow, Settlements, StepRow};
pub use spans::{Printed, Span};
pub use statement::{Compared, ComparedRow, Group, Paper, PaperRow};
pub use statements::{Earner, NewStatements, StatementRow, Statements, statements_of};
pub use tables::{Table, accruals, chain_report, pay_sheet, report};
pub use trying::{Amount, Helper, Outcome, Try};

/// The tabs of the section: what the viewer may open.
pub struct Tabs {
    pub here: LocationId,
    pub current: &'static str,
    pub sees: bool,
    pub keeps: bool,
    pub sets_up: bool,
    pub own: bool,
}

impl Tabs {
    pub fn of(by: &Inside, current: &'static str) -> Self {
        Tabs {
            here: by.location().id,
            current,
            sees: by.may(Right::SeePay),
            keeps: by.may(Right::KeepStatements),
            sets_up: by.may(Right::SetUpPayroll),
            own: by.may(Right::SeeOwnPay),
        }
    }

    /// The word of the main menu that leads here.
    pub fn section(&self) -> &'static str {
        if self.sees || self.sets_up { "Payroll" } else { "My pay" }
    }
}

/// Whose pay a page is about.
pub struct Whose {
    pub here: LocationId,
    pub id: MemberId,
    pub name: String,
    sees_team: bool,
}

/// The tab of the card under which these pages lie.
const TAB: &str = "Payroll";

impl Whose {
    pub fn new(by: &Inside, member: &team::Member) -> Self {
        let sees_team = by.may(Right::ViewTeam);
        Whose { here: by.location().id, id: member.id, name: member.name.clone(), sees_team }
    }

    /// Where the pages about the rules of this person begin.
    pub fn page(&self) -> String {
        format!("/locations/{}/team/{}/pay", self.here, self.id)
    }

    fn crumbs(&self) -> Vec<Crumb> {
        let team = format!("/locations/{}/team", self.here);
        let mut crumbs = match self.sees_team {
            true => vec![Crumb::new("Team", team.clone()), Crumb::new(&self.name, format!("{team}/{}", self.id))],
            false => vec![Crumb::new("General settings", format!("/locations/{}/payroll/settings", self.here))],
        };
        crumbs.push(Crumb::new(TAB, self.page()));
        crumbs
    }
}
