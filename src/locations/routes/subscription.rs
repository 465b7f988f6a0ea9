//! Settings of a location: what is paid for, and who uses the seats.

use crate::access::rights::EditSubscription;
use crate::access::{Access, Can, Holder, Inside, Right, Seat, Seats, can_touch};
use crate::activity::{self, Change, Deed, Entry};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::web::{Form, Page, Reply, Routes, see};

use super::super::forms::SubscriptionForm;
use super::super::subscription::{Paid, Subscription};
use super::super::views::{self, Sitter};

pub fn routes() -> Routes {
    Routes::at("/locations/{location}/settings/subscription").get("", show).post("", update)
}

async fn show(by: Can<EditSubscription>, db: Db) -> Result<Page<views::Subscription>> {
    db.read(move |db| Ok(Page(draw(&by, None, Errors::none(), db)?))).await
}

fn draw(by: &Inside, typed: Option<SubscriptionForm>, errors: Errors, db: &mut Conn) -> Result<views::Subscription> {
    let here = by.location().id;
    let saved = Subscription::find(here, db)?;
    let seats = Seats::of(here, db)?;
    let mut may_change = Vec::new();
    if by.may(Right::EditUsers) && by.may(Right::ViewUsers) {
        may_change = Access::colleagues(by, db)?.into_iter().filter(|access| can_touch(by, access)).collect();
    }
    let sitter = |seat: &Seat, why: String| Sitter {
        who: seat.who.clone(),
        role: seat.held.as_ref().map_or_else(String::new, |held| held.role.name.clone()),
        is_reserved: seat.is_reserved(),
        why,
        url: match seat.holder {
            Holder::User(user) => (may_change.iter())
                .find(|access| access.user == user)
                .map(|access| format!("/locations/{here}/users/{}", access.id)),
            Holder::Member(id) => by.may(Right::ViewTeam).then(|| format!("/locations/{here}/team/{id}")),
            Holder::Invited(_) => by.may(Right::ViewUsers).then(|| format!("/locations/{here}/invitations")),
        },
    };
    Ok(views::Subscription {
        by: by.clone(),
        form: typed.unwrap_or_else(|| SubscriptionForm::of(&saved)),
        errors,
        theirs: Vec::new(),
        warning: warning(&saved, seats.used()),
        used: seats.used(),
        reserved: seats.paid().filter(|(seat, _)| seat.is_reserved()).count(),
        limit: saved.limit,
        paid: seats.paid().map(|(seat, cause)| sitter(seat, cause.words().to_owned())).collect(),
        free: seats.free().map(|seat| sitter(seat, seat.why_free().to_owned())).collect(),
    })
}

/// Nobody who is in loses anything: that is said wherever somebody might fear it.
fn warning(subscription: &Subscription, used: i64) -> String {
    const NOBODY_LOSES: &str = "Nobody loses access, but nobody new can use a paid seat.";
    match (subscription.ended_words(), subscription.limit) {
        (Some(ended), _) => format!("{ended}. {NOBODY_LOSES}"),
        (None, Some(limit)) if used > limit => {
            format!("More seats are used than there are: {used} of {limit}. {NOBODY_LOSES}")
        }
        (None, Some(limit)) if used == limit => "Every seat is used. Free levels are always possible.".to_owned(),
        _ => String::new(),
    }
}

async fn update(
    by: Can<EditSubscription>,
    Form(form): Form<SubscriptionForm>,
    db: Db,
) -> Result<Reply<views::Subscription>> {
    let here = by.location().id;
    let (editor, version) = (by.clone(), form.version.clone());
    let saved = match form.parse() {
        Ok(terms) => db.write(move |db| change(&editor, &terms, &version, db)).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(said) => Ok(Reply::Done(see(format!("/locations/{here}/settings/subscription")).saying(said))),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(db.read(move |db| draw(&by, Some(form), errors, db)).await?)),
        Err(Error::Conflict(why)) => {
            let view = db.read(move |db| compare(&by, form, &why, db)).await?;
            Ok(Reply::Again(view))
        }
        Err(other) => Err(other),
    }
}

/// Both versions, for whoever came second.
fn compare(by: &Inside, form: SubscriptionForm, why: &str, db: &mut Conn) -> Result<views::Subscription> {
    let saved = SubscriptionForm::of(&Subscription::find(by.location().id, db)?);
    let in_words = |form: &SubscriptionForm| if form.active.is_some() { "Yes" } else { "No" };
    let theirs = [
        ("Active", in_words(&saved).to_owned(), saved.active != form.active),
        ("Last day", saved.ends_on.clone(), saved.ends_on != form.ends_on),
        ("Paid seats", saved.limit.clone(), saved.limit != form.limit),
    ];
    let theirs = theirs.into_iter().filter(|(.., differs)| *differs).map(|(label, saved, _)| (label, saved)).collect();
    let form = SubscriptionForm { version: saved.version, ..form };
    let view = draw(by, Some(form), Errors::on("limit", why), db)?;
    Ok(views::Subscription { theirs, ..view })
}

fn change(by: &Can<EditSubscription>, terms: &Paid, version: &str, db: &mut Conn) -> Result<String> {
    let here = by.location().id;
    db.hold(here)?;
    let by = by.still(db)?;
    let old = Subscription::find(here, db)?;
    if old.version() != version {
        return Err(Error::Conflict(
            "Somebody else changed the subscription meanwhile. Compare, then save again".into(),
        ));
    }
    let day = |day: Option<chrono::NaiveDate>| day.map(clock::long).unwrap_or_default();
    let seats = |limit: Option<i64>| limit.map_or_else(|| "as many as wanted".to_owned(), |limit| limit.to_string());
    let yes_or_no = |is_on: bool| if is_on { "yes" } else { "no" };
    let changes = [
        Change::between("Active", yes_or_no(old.is_active), yes_or_no(terms.is_active)),
        Change::between("Last day", &day(old.ends_on), &day(terms.ends_on)),
        Change::between("Paid seats", &seats(old.limit), &seats(terms.limit)),
    ];
    let changes: Vec<Change> = changes.into_iter().flatten().collect();
    if changes.is_empty() {
        return Ok("Nothing was different, so nothing was saved.".into());
    }
    Subscription::save(here, terms, db)?;
    activity::record(&by, Entry::new(Deed::SubscriptionChanged, &by.location().name).with(changes), db)?;
    let said = warning(&Subscription::find(here, db)?, Seats::of(here, db)?.used());
    Ok(["Subscription saved.", &said].join(" ").trim_end().to_owned())
}
