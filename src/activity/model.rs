//! Events: written in the transaction of the deed, never changed.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::id::{LocationId, MemberId, UserId};
use crate::schema::activity;

/// Whoever does things that are written down.
pub trait Actor {
    fn place(&self) -> LocationId;
    fn id(&self) -> Option<UserId>;
    fn name(&self) -> &str;
    fn address(&self) -> &str;
}

/// The house itself, where nobody asks: what has run out ends of itself.
#[derive(Debug, Clone, Copy)]
pub struct OfItself(pub LocationId);

impl Actor for OfItself {
    fn place(&self) -> LocationId {
        self.0
    }

    fn id(&self) -> Option<UserId> {
        None
    }

    fn name(&self) -> &str {
        "Parlour"
    }

    fn address(&self) -> &str {
        ""
    }
}

macro_rules! deeds {
    ($($name:ident $slug:literal $sentence:literal;)*) => {
        /// What can happen, each with the words that follow the actor's name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Deed { $($name),* }

        impl Deed {
            pub const ALL: &'static [Deed] = &[$(Deed::$name),*];

            pub fn slug(self) -> &'static str {
                match self { $(Deed::$name => $slug),* }
            }

            pub fn words(self) -> &'static str {
                match self { $(Deed::$name => $sentence),* }
            }
        }
    };
}

deeds! {
    LocationOpened "location.opened" "opened the location";
    LocationChanged "location.changed" "changed the details of the location";
    ChannelConnected "channel.connected" "connected";
    ChannelChanged "channel.changed" "changed the settings of";
    ChannelDisconnected "channel.disconnected" "disconnected";
    ChannelTested "channel.tested" "sent a test message through";
    SignInChanged "location.sign_in_changed" "changed who needs a second factor at";
    MemberAdded "member.added" "added the team member";
    MemberChanged "member.changed" "changed the card of";
    MemberDismissed "member.dismissed" "dismissed";
    MemberDeleted "member.deleted" "deleted";
    MemberRestored "member.restored" "restored";
    TeamArranged "team.arranged" "moved in the team list";
    PositionAdded "position.added" "added the position";
    PositionChanged "position.changed" "changed the position";
    PositionRemoved "position.removed" "deleted the position";
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
    RoleChanged "access.role_changed" "changed the role of";
    RightsChanged "privilege_permissions_changed" "changed the rights of";
    RoleAdded "role.added" "created the role";
    RoleEdited "role.changed" "changed the role";
    RoleDeleted "role.deleted" "deleted the role";
    SubscriptionChanged "subscription.changed" "changed the subscription of";
    LookStarted "look.started" "began to look at the product as";
    LookEnded "look.ended" "stopped looking at the product as";
    AccessRemoved "access.removed" "removed the access of";
    AccessLeft "access.left" "left";
    AccountDeleted "account.deleted" "deleted their own account and left";
    AccessEnded "access.ended" "ended, on its last day, the access of";
    AccessLimited "access.limited" "changed the last day of";
    SessionsEnded "access.sessions_ended" "ended the sessions of";
    SecondFactorRemoved "access.second_factor_removed" "removed the second factor of";
    Refused "authz_fail" "was refused";
}

impl Deed {
    pub fn from_slug(slug: &str) -> Option<Deed> {
        Deed::ALL.iter().copied().find(|deed| deed.slug() == slug)
    }
}

/// One thing that is different now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    pub what: String,
    pub old: String,
    pub new: String,
}

impl Change {
    pub fn new(what: &str, old: impl Into<String>, new: impl Into<String>) -> Self {
        Change { what: what.to_owned(), old: old.into(), new: new.into() }
    }

    /// Only if it is different.
    pub fn between(what: &str, old: &str, new: &str) -> Option<Self> {
        (old != new).then(|| Change::new(what, old, new))
    }
}

/// What is about to be written down.
#[derive(Debug)]
pub struct Entry {
    deed: Deed,
    subject: String,
    member: Option<MemberId>,
    changes: Vec<Change>,
}

impl Entry {
    /// `subject` is the name of whom or what it concerns, as it is today.
    pub fn new(deed: Deed, subject: impl Into<String>) -> Self {
        Entry { deed, subject: subject.into(), member: None, changes: Vec::new() }
    }

    /// Shown in the history of a card as well.
    pub fn of_member(mut self, member: impl Into<Option<MemberId>>) -> Self {
        self.member = member.into();
        self
    }

    pub fn with(mut self, changes: impl IntoIterator<Item = Change>) -> Self {
        self.changes.extend(changes);
        self
    }
}

/// Writes an event, in the transaction of the deed itself.
pub fn record(by: &impl Actor, entry: Entry, db: &mut Conn) -> Result<()> {
    let changes = serde_json::to_string(&entry.changes).map_err(anyhow::Error::from)?;
    diesel::insert_into(activity::table)
        .values((
            activity::location_id.eq(by.place()),
            activity::at.eq(clock::now()),
            activity::actor_id.eq(by.id()),
            activity::actor_name.eq(by.name()),
            activity::deed.eq(entry.deed.slug()),
            activity::subject.eq(entry.subject),
            activity::member_id.eq(entry.member),
            activity::changes.eq(changes),
            activity::address.eq(by.address()),
        ))
        .execute(db)?;
    Ok(())
}

/// Writes that somebody tried what they have no right to.
pub fn refused(by: &impl Actor, what: &str, db: &mut Conn) -> Result<()> {
    record(by, Entry::new(Deed::Refused, what), db)
}

/// An event as it was written.
#[derive(Debug, Clone)]
pub struct Event {
    pub id: i64,
    pub at: NaiveDateTime,
    pub actor: String,
    pub words: &'static str,
    pub subject: String,
    pub changes: Vec<Change>,
    pub address: String,
}

/// Which events to show.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub deed: Option<Deed>,
    pub search: String,
    /// Only events before this one: the next page.
    pub before: Option<i64>,
}

const PER_PAGE: i64 = 50;

type Row = (i64, NaiveDateTime, String, String, String, String, String);

const COLUMNS: (
    activity::id,
    activity::at,
    activity::actor_name,
    activity::deed,
    activity::subject,
    activity::changes,
    activity::address,
) = (
    activity::id,
    activity::at,
    activity::actor_name,
    activity::deed,
    activity::subject,
    activity::changes,
    activity::address,
);

impl Event {
    /// The events of a location, newest first, a page at a time.
    pub fn list(place: LocationId, filter: &Filter, db: &mut Conn) -> Result<Vec<Self>> {
        let mut query = activity::table
            .filter(activity::location_id.eq(place))
            .order(activity::id.desc())
            .limit(PER_PAGE)
            .select(COLUMNS)
            .into_boxed::<crate::db::MultiBackend>();
        if let Some(deed) = filter.deed {
            query = query.filter(activity::deed.eq(deed.slug()));
        }
        if let Some(before) = filter.before {
            query = query.filter(activity::id.lt(before));
        }
        if !filter.search.is_empty() {
            let pattern = crate::text::containing(&filter.search);
            query = query.filter(
                activity::subject.like(pattern.clone()).escape('!').or(activity::actor_name.like(pattern).escape('!')),
            );
        }
        let rows: Vec<Row> = query.load(db)?;
        Ok(rows.into_iter().map(Self::from).collect())
    }

    /// The history of one card, newest first.
    pub fn of_member(place: LocationId, member: MemberId, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = activity::table
            .filter(activity::location_id.eq(place).and(activity::member_id.eq(member)))
            .order(activity::id.desc())
            .limit(PER_PAGE)
            .select(COLUMNS)
            .load(db)?;
        Ok(rows.into_iter().map(Self::from).collect())
    }

    /// Whether there may be a page after this many events.
    pub fn fills_a_page(count: usize) -> bool {
        count as i64 == PER_PAGE
    }
}

impl From<Row> for Event {
    fn from((id, at, actor, deed, subject, changes, address): Row) -> Self {
        Event {
            id,
            at,
            actor,
            words: Deed::from_slug(&deed).map_or("did something to", Deed::words),
            subject,
            changes: serde_json::from_str(&changes).unwrap_or_default(),
            address,
        }
    }
}
