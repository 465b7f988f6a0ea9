//! The access review: three questions that are worth asking every few months.

use chrono::TimeDelta;

use crate::access::rights::ViewUsers;
use crate::access::{Can, Everybody, Inside, Person, Right, Role, can_touch};
use crate::clock;
use crate::db::Db;
use crate::error::Result;
use crate::invitations::{Neglected, State};
use crate::web::{Page, Routes};

use super::super::views::{Concern, ConcernRow, Review};
use super::tabs;

/// After so many days without a sign-in, somebody may be gone.
const QUIET: TimeDelta = TimeDelta::days(90);

pub fn routes() -> Routes {
    Routes::at("/locations/{location}/users").get("/review", show)
}

async fn show(by: Can<ViewUsers>, db: Db) -> Result<Page<Review>> {
    db.read(move |db| {
        let everybody = Everybody::of(&by, db)?;
        let neglected = Neglected::list(&by, db)?;
        let roles = Role::count(by.location().id, db)? as usize;
        let tabs = tabs(&by, everybody.len(), roles, db)?;
        Ok(Page(Review {
            tabs,
            today: clock::long(clock::today(by.location().zone)),
            lists: vec![quiet(&by, &everybody), unanswered(&by, neglected), unprotected(&by, &everybody)],
            by: (*by).clone(),
        }))
    })
    .await
}

fn quiet(by: &Inside, everybody: &Everybody) -> Concern {
    let long_ago = clock::now() - QUIET;
    let is_quiet = |person: &&Person| {
        person.since.is_some_and(|since| since <= long_ago) && person.signed_in_at.is_none_or(|at| at <= long_ago)
    };
    let day = |moment| clock::long(clock::local(moment, by.location().zone).date_naive());
    let row = |person: &Person| ConcernRow {
        name: person.name.clone(),
        role: person.held.role.name.clone(),
        said: match person.signed_in_at {
            Some(at) => day(at),
            None => match person.since {
                Some(since) => format!("Never, and the access is from {}", day(since)),
                None => "Never".into(),
            },
        },
        step: (person.access.as_ref())
            .filter(|access| by.may(Right::RemoveUsers) && can_touch(by, access))
            .map(|access| ("Remove access…", format!("/locations/{}/users/{}/removal", by.location().id, access.id))),
    };
    Concern {
        id: "quiet",
        title: "Not signed in for 90 days",
        why: "An access that nobody uses still opens the door to whoever finds the password.",
        nothing: "Everybody has signed in during the last 90 days, or has had access for less.",
        column: "Last sign-in",
        rows: everybody.iter().filter(is_quiet).map(row).collect(),
    }
}

fn unanswered(by: &Inside, neglected: Vec<Neglected>) -> Concern {
    let zone = by.location().zone;
    let row = |one: Neglected| {
        let search: String = url::form_urlencoded::byte_serialize(one.invitation.name.as_bytes()).collect();
        let show = format!("/locations/{}/invitations?show=open&search={search}", by.location().id);
        let sent = clock::long(clock::local(one.sent_at, zone).date_naive());
        let stands = match one.invitation.state {
            State::Waiting => ", and it waits for approval",
            State::Expired => ", and the link has run out",
            _ => "",
        };
        ConcernRow {
            said: format!("{sent}{stands}"),
            step: Some(("See the invitation", show)),
            name: one.invitation.name,
            role: one.role,
        }
    };
    Concern {
        id: "unanswered",
        title: "Invitations without an answer for two weeks",
        why: "An open link lets somebody in whom you may no longer expect, and keeps a seat.",
        nothing: "Every invitation of more than two weeks ago was answered or revoked.",
        column: "Sent last",
        rows: neglected.into_iter().map(row).collect(),
    }
}

fn unprotected(by: &Inside, everybody: &Everybody) -> Concern {
    let here = by.location().id;
    let sensitive = |person: &Person| -> Vec<&'static str> {
        let held = person.held.rights();
        held.iter().filter(|right| right.nature().is_sensitive).map(Right::title).collect()
    };
    let row = |person: &Person| {
        let titles = sensitive(person);
        (!person.has_second_factor && !titles.is_empty()).then(|| ConcernRow {
            name: person.name.clone(),
            role: person.held.role.name.clone(),
            said: titles.join(", "),
            step: by
                .may(Right::EditLocation)
                .then(|| ("Ask this role for a second factor", format!("/locations/{here}/settings/sign-in"))),
        })
    };
    Concern {
        id: "unprotected",
        title: "Sensitive rights without a second factor",
        why: "With a password alone, whoever guesses or finds it can do what would hurt most.",
        nothing: "Everybody who holds a sensitive right has a second factor.",
        column: "Sensitive rights",
        rows: everybody.iter().filter_map(row).collect(),
    }
}
