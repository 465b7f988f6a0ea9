//! Appointments with their lines and assistants, as far as somebody may see them.

mod assistance;
mod assisted;
mod assisting;
mod booking;
mod busy;
mod changing;
mod checks;
mod deleting;
mod drafts;
mod gates;
mod moving;
mod parting;
mod paying;
pub mod percent;
mod reading;
mod sight;
mod staff;
mod statuses;
mod visits;
mod wish;
mod writing;

use chrono::NaiveDateTime;

use crate::id::{AppointmentId, ClientId, LineId, MemberId, ServiceId};
use crate::money;

pub use assistance::Assistance;
pub use assisted::Assisted;
pub use assisting::Helper;
pub use busy::LONGEST_LINE;
pub use changing::NewContents;
pub use drafts::Choices;
pub use moving::{Move, NewPlace};
pub use parting::{Due, Fate, Fates, Heir, Parting};
pub use paying::Payment;
pub use reading::LONGEST;
pub use staff::Worker;
pub use visits::{Tally, Visit};
pub use wish::{Anyway, LineWish, When, Whom, Wish};

/// How far an appointment has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    Waiting,
    Confirmed,
    Came,
    NoShow,
}

impl Status {
    pub const ALL: [Status; 4] = [Status::Waiting, Status::Confirmed, Status::Came, Status::NoShow];

    pub fn slug(self) -> &'static str {
        match self {
            Status::Waiting => "waiting",
            Status::Confirmed => "confirmed",
            Status::Came => "came",
            Status::NoShow => "no_show",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Status::ALL.into_iter().find(|status| status.slug() == slug)
    }

    pub fn title(self) -> &'static str {
        match self {
            Status::Waiting => "Waiting",
            Status::Confirmed => "Confirmed",
            Status::Came => "Came",
            Status::NoShow => "No-show",
        }
    }

    /// Whether the time is taken: whoever did not come leaves it free.
    pub fn takes_time(self) -> bool {
        self != Status::NoShow
    }
}

/// A booking of one client.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Appointment {
    pub id: AppointmentId,
    pub client: ClientId,
    pub client_name: String,
    pub status: Status,
    /// UTC.
    pub starts_at: NaiveDateTime,
    pub ends_at: NaiveDateTime,
    pub comment: String,
    /// What the client has paid with, and when; nothing while they have not.
    pub payment: Option<Payment>,
    pub version: i64,
    pub created_by: String,
    pub created_at: NaiveDateTime,
    /// In the order in which they are provided, one after the other.
    pub lines: Vec<Line>,
}

/// One service of an appointment.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Line {
    pub id: LineId,
    pub service: ServiceId,
    /// What the service was called when it was booked.
    pub title: String,
    pub member: MemberId,
    pub member_name: String,
    pub starts_at: NaiveDateTime,
    pub ends_at: NaiveDateTime,
    /// Of one, in minor units.
    pub price: i64,
    /// In hundredths of a percent.
    pub discount: i64,
    pub quantity: i64,
    pub is_split: bool,
    pub assistants: Vec<Assistant>,
}

/// Somebody who helps on a line.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Assistant {
    pub member: MemberId,
    pub name: String,
    /// Of their own reward, in hundredths of a percent; counts where the rewards of the line are not split.
    pub share: i64,
}

impl Line {
    pub fn minutes(&self) -> i64 {
        (self.ends_at - self.starts_at).num_minutes()
    }

    /// What the client pays for it, in minor units, rounded half up.
    pub fn total(&self) -> i64 {
        money::discounted(self.price, self.quantity, self.discount)
    }
}

impl Appointment {
    /// What the client pays, in minor units.
    pub fn total(&self) -> i64 {
        self.lines.iter().map(Line::total).sum()
    }
}
