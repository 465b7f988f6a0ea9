//! Every kind of row has its own kind of number, so that a member is never taken for a user.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::BigInt;
use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, AsExpression, FromSqlRow)]
        #[diesel(sql_type = BigInt)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<i64> for $name {
            fn from(number: i64) -> Self {
                $name(number)
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;

            fn from_str(text: &str) -> Result<Self, ParseIntError> {
                text.parse().map($name)
            }
        }

        impl<DB: Backend> ToSql<BigInt, DB> for $name
        where
            i64: ToSql<BigInt, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                self.0.to_sql(out)
            }
        }

        impl<DB: Backend> FromSql<BigInt, DB> for $name
        where
            i64: FromSql<BigInt, DB>,
        {
            fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
                i64::from_sql(value).map($name)
            }
        }
    )*};
}

/// A location or a chain: whatever has people, invitations and a log of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    Chain(ChainId),
    Location(LocationId),
}

impl Place {
    pub fn location(self) -> Option<LocationId> {
        match self {
            Place::Location(id) => Some(id),
            Place::Chain(_) => None,
        }
    }

    pub fn chain(self) -> Option<ChainId> {
        match self {
            Place::Chain(id) => Some(id),
            Place::Location(_) => None,
        }
    }
}

impl From<LocationId> for Place {
    fn from(id: LocationId) -> Self {
        Place::Location(id)
    }
}

impl From<ChainId> for Place {
    fn from(id: ChainId) -> Self {
        Place::Chain(id)
    }
}

/// Where the pages of it begin.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Location(id) => write!(f, "/locations/{id}"),
            Place::Chain(id) => write!(f, "/chains/{id}"),
        }
    }
}

ids! {
    /// A login account.
    UserId
    /// One salon, clinic or branch.
    LocationId
    /// The record that lets a user into a location.
    AccessId
    /// An e-mail address or phone number of a user.
    ContactId
    /// A named set of rights at a location.
    RoleId
    /// A person on a location's team list.
    MemberId
    /// A grouping of team members.
    PositionId
    /// A person on the team list of a chain.
    ChainMemberId
    /// A grouping of team members, the same at several locations of a chain.
    ChainPositionId
    /// Several locations run together.
    ChainId
    /// A named set of chain rights.
    ChainRoleId
    /// The record that lets a user into a chain.
    ChainAccessId
    /// Roles of a chain that were changed in one go.
    BatchId
    /// An offer of access.
    InvitationId
    /// One delivery of an invitation.
    LinkId
    /// A place where somebody is signed in.
    SessionId
    /// A letter in the outbox.
    MessageId
    /// Something that clients come for.
    ServiceId
    /// A heading over services.
    CategoryId
    /// Days on which somebody does not work.
    TimeOffId
    /// Whoever comes to be served.
    ClientId
    /// What somebody noted about a client.
    NoteId
    /// A booking of one client, with its service lines.
    AppointmentId
    /// One service of an appointment.
    LineId
    /// How somebody is paid from a day on.
    PayRuleId
    /// What somebody earned in a period.
    StatementId
    /// A bonus, a payment or the like.
    EntryId
}
