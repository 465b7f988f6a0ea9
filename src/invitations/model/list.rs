//! The Invited tab: everyone who was invited, and the truth about every delivery.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::activity::Actor;
use crate::clock;
use crate::db::{Conn, MultiBackend, among};
use crate::error::Result;
use crate::id::{InvitationId, LocationId, MemberId, Place};
use crate::outbox::Progress;
use crate::paging::Part;
use crate::schema::{invitation_links, invitations, messages};
use crate::text;
use crate::users::{Contact, Email};

use super::{Invitation, Promise, Promises, Row, State, columns, of_place, pace};

/// Which invitations to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Show {
    /// Those that still need somebody's attention: pending, waiting and expired.
    #[default]
    Open,
    Pending,
    Expired,
    Accepted,
    Declined,
    Revoked,
}

impl Show {
    pub const ALL: [Show; 6] =
        [Show::Open, Show::Pending, Show::Expired, Show::Accepted, Show::Declined, Show::Revoked];

    pub fn slug(self) -> &'static str {
        match self {
            Show::Open => "open",
            Show::Pending => "pending",
            Show::Expired => "expired",
            Show::Accepted => "accepted",
            Show::Declined => "declined",
            Show::Revoked => "revoked",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Show::Open => "Open",
            Show::Pending => "Pending",
            Show::Expired => "Expired",
            Show::Accepted => "Accepted",
            Show::Declined => "Declined",
            Show::Revoked => "Revoked",
        }
    }

    pub fn from_slug(slug: &str) -> Self {
        Show::ALL.into_iter().find(|show| show.slug() == slug).unwrap_or_default()
    }
}

/// The newest message that went out one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// `email`, `sms` or `chatbot`.
    pub channel: String,
    pub progress: Progress,
}

/// A row of the Invited tab.
#[derive(Debug, Clone)]
pub struct Listed {
    pub invitation: Invitation,
    /// As it was typed.
    pub shown: String,
    /// What is offered, in words.
    pub role: String,
    pub promise: Promise,
    /// None: the link is handed over by a person.
    pub deliveries: Vec<Delivery>,
    pub sent_at: NaiveDateTime,
    pub times: usize,
    /// When the next letter may leave, if it may not leave now (cases C9).
    pub rests_until: Option<NaiveDateTime>,
}

const PER_PAGE: i64 = 50;

/// The contacts as they were typed.
type Shown = (Option<String>, Option<String>);

/// The invitations of a place that a search finds: by a part of the name, the address or the number (cases F14).
macro_rules! searched {
    ($invitations:expr, $by:expr, $search:expr) => {{
        let mut found = of_place!($invitations, $by.place());
        if !$search.trim().is_empty() {
            let pattern = text::containing(&text::key($search.trim()));
            let digits = text::containing(&text::dialled($search));
            found = found.filter(
                invitations::name_key
                    .like(pattern.clone())
                    .escape('!')
                    .or(invitations::email
                        .is_not_null()
                        .and(invitations::email.assume_not_null().like(pattern).escape('!')))
                    .or(invitations::phone
                        .is_not_null()
                        .and(invitations::phone.assume_not_null().like(digits).escape('!'))),
            );
        }
        found
    }};
}
pub(super) use searched;

/// The same verdicts as `State::of`, said in SQL (cases F1).
macro_rules! narrowed {
    ($invitations:expr, $by:expr, $show:expr, $search:expr) => {{
        let now = clock::now();
        let all = searched!($invitations, $by, $search);
        let pending = invitations::state.eq("pending");
        match $show {
            Show::Open => all.filter(pending),
            Show::Pending => {
                all.filter(pending).filter(invitations::applicant_id.is_not_null().or(invitations::expires_at.gt(now)))
            }
            Show::Expired => {
                all.filter(pending).filter(invitations::applicant_id.is_null()).filter(invitations::expires_at.le(now))
            }
            Show::Accepted => all.filter(invitations::state.eq("accepted")),
            Show::Declined => all.filter(invitations::state.eq("declined")),
            Show::Revoked => all.filter(invitations::state.eq("revoked")),
        }
    }};
}
pub(super) use narrowed;

type Query<'a> = diesel::helper_types::IntoBoxed<'a, invitations::table, MultiBackend>;

impl Invitation {
    /// An invitation of this place, or `NotFound`: another location's, or a chain's, is as good as none (cases F9).
    pub fn find(by: &impl Actor, id: InvitationId, db: &mut Conn) -> Result<Self> {
        Self::one(by.place(), id, db)
    }

    /// The live invitation to a contact, run out or not.
    pub fn live_to(place: Place, contact: &Contact, db: &mut Conn) -> Result<Option<Self>> {
        let query = live(place);
        let query = match contact {
            Contact::Email(email) => query.filter(invitations::email.eq(email.as_str().to_owned())),
            Contact::Phone(phone) => query.filter(invitations::phone.eq(phone.as_str().to_owned())),
        };
        let row: Option<Row> = query.select(columns()).first(db).optional()?;
        row.map(|row| Self::read(row, db)).transpose()
    }

    /// Every invitation that an address could still accept, wherever.
    pub fn open_to(email: &Email, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = invitations::table
            .filter(invitations::email.eq(email.as_str()).and(invitations::state.eq("pending")))
            .filter(invitations::replaced.eq(false).and(invitations::applicant_id.is_null()))
            .filter(invitations::expires_at.gt(clock::now()))
            .select(columns())
            .load(db)?;
        Self::read_all(rows, db)
    }

    /// The live invitation for a card, run out or not.
    pub fn live_for_card(location: LocationId, member: MemberId, db: &mut Conn) -> Result<Option<Self>> {
        let row: Option<Row> =
            live(location.into()).filter(invitations::member_id.eq(member)).select(columns()).first(db).optional()?;
        row.map(|row| Self::read(row, db)).transpose()
    }
}

impl Listed {
    /// The page of invitations behind one, or the first: newest first.
    pub fn page(
        by: &impl Actor,
        show: Show,
        search: &str,
        after: Option<InvitationId>,
        db: &mut Conn,
    ) -> Result<Part<Self, InvitationId>> {
        let mut which = narrowed!(invitations::table, by, show, search);
        if let Some(last) = after {
            which = which.filter(invitations::id.lt(last));
        }
        let found: Vec<(Row, Shown)> = which
            .order(invitations::id.desc())
            .limit(PER_PAGE + 1)
            .select((columns(), (invitations::email_shown, invitations::phone_shown)))
            .load(db)?;
        Ok(Part::of(Self::dress(found, db)?, PER_PAGE, |one| one.invitation.id))
    }

    /// One invitation, as its row shows it.
    pub fn of(by: &impl Actor, id: InvitationId, db: &mut Conn) -> Result<Option<Self>> {
        let found = of_place!(invitations::table, by.place())
            .filter(invitations::id.eq(id))
            .select((columns(), (invitations::email_shown, invitations::phone_shown)))
            .load(db)?;
        Ok(Self::dress(found, db)?.pop())
    }

    fn dress(found: Vec<(Row, Shown)>, db: &mut Conn) -> Result<Vec<Self>> {
        let (rows, shown): (Vec<Row>, Vec<Shown>) = found.into_iter().unzip();
        let all = Invitation::read_all(rows, db)?;
        let ids: Vec<InvitationId> = all.iter().map(|one| one.id).collect();
        let mut deliveries = deliveries(&ids, db)?;
        let promises = Promises::of(&all, db)?;
        let open = |invitation: &&Invitation| matches!(invitation.state, State::Pending | State::Expired);
        let recipients: Vec<&Email> = all.iter().filter(open).filter_map(|one| one.email.as_ref()).collect();
        let rests = pace::rests(&recipients, db)?;
        let rows = all.into_iter().zip(shown).map(|(invitation, (email, phone))| {
            let rests_until = invitation.email.as_ref().and_then(|email| rests.get(email)).copied();
            let (deliveries, sent_at, times) =
                deliveries.remove(&invitation.id).unwrap_or((Vec::new(), invitation.created_at, 0));
            let shown: Vec<String> = email.into_iter().chain(phone).collect();
            let promise = promises.to(&invitation)?;
            let role = promise.words();
            Ok(Listed { shown: shown.join(", "), role, promise, invitation, deliveries, sent_at, times, rests_until })
        });
        rows.collect()
    }
}

fn live<'a>(place: Place) -> Query<'a> {
    of_place!(invitations::table, place)
        .filter(invitations::state.eq("pending"))
        .filter(invitations::replaced.eq(false))
}

type Deliveries = HashMap<InvitationId, (Vec<Delivery>, NaiveDateTime, usize)>;

/// The newest message of each way, when the newest link was made, and how many there were. A copied link says
/// nothing about how the messages before it are doing.
fn deliveries(ids: &[InvitationId], db: &mut Conn) -> Result<Deliveries> {
    type Link = (InvitationId, String, NaiveDateTime, Option<String>, Option<String>);
    let links: Vec<Link> = invitation_links::table
        .left_join(messages::table)
        .filter(among(invitation_links::invitation_id, ids))
        .order(invitation_links::id)
        .select((
            invitation_links::invitation_id,
            invitation_links::channel,
            invitation_links::created_at,
            messages::state.nullable(),
            messages::reason.nullable(),
        ))
        .load(db)?;
    let mut found = Deliveries::new();
    for (id, channel, at, state, reason) in links {
        let (deliveries, sent_at, times) = found.entry(id).or_insert((Vec::new(), at, 0));
        (*sent_at, *times) = (at, *times + 1);
        let Some(state) = state else { continue };
        let progress = Progress::stored(&state, &reason.unwrap_or_default());
        match deliveries.iter_mut().find(|earlier| earlier.channel == channel) {
            Some(earlier) => earlier.progress = progress,
            None => deliveries.push(Delivery { channel, progress }),
        }
    }
    Ok(found)
}

impl State {
    /// In a word.
    pub fn label(self) -> &'static str {
        match self {
            State::Pending => "Pending",
            State::Waiting => "Waiting for approval",
            State::Expired => "Expired",
            State::Accepted => "Accepted",
            State::Declined => "Declined",
            State::Revoked => "Revoked",
        }
    }
}
