//! The same deed for several invitations: what can be done is done, and what cannot says why.

use crate::db::{Conn, Db};
use crate::error::Result;
use crate::outbox::Desk;
use crate::web::{Form, See, see};

use super::super::forms::Selection;
use super::super::model::{Invitation, Inviting};

/// Invites everybody who was chosen again.
pub async fn renew<I: Inviting>(by: I, Form(form): Form<Selection>, db: Db, desk: Desk) -> Result<See> {
    let author = by.clone();
    each(by, form, "sent again", db, move |invitation, db| invitation.send_again(&author, false, &desk, db).map(drop))
        .await
}

/// Revokes every invitation that was chosen.
pub async fn revoke<I: Inviting>(by: I, Form(form): Form<Selection>, db: Db) -> Result<See> {
    let author = by.clone();
    each(by, form, "revoked", db, move |invitation, db| {
        let author = author.still(db)?;
        invitation.revoke(&author, db)
    })
    .await
}

/// Stands in for inviters who could no longer let anybody in.
pub async fn take_over<I: Inviting>(by: I, Form(form): Form<Selection>, db: Db) -> Result<See> {
    let author = by.clone();
    each(by, form, "taken over", db, move |invitation, db| invitation.take_over(&author, db)).await
}

async fn each<I: Inviting>(
    by: I,
    form: Selection,
    done: &'static str,
    db: Db,
    deed: impl Fn(&Invitation, &mut Conn) -> Result<()> + Clone + Send + 'static,
) -> Result<See> {
    let here = by.place();
    let (names, refused) = db
        .write(move |db| {
            let mut chosen = Vec::new();
            for id in form.invitation {
                chosen.push(Invitation::find(&by, id, db)?);
            }
            let (mut names, mut refused) = (Vec::new(), Vec::new());
            for (invitation, outcome) in db.each(chosen, deed)? {
                match outcome {
                    Ok(()) => names.push(invitation.name),
                    Err(why) => refused.extend(why),
                }
            }
            Ok((names, refused))
        })
        .await?;
    Ok(see(format!("{here}/invitations")).saying(sentence(&names, done, &refused)))
}

fn sentence(names: &[String], done: &str, refused: &[String]) -> String {
    let first = match names {
        [] if refused.is_empty() => "Tick the invitations that you mean first.".to_owned(),
        [] => "Nothing was changed.".to_owned(),
        [one] => format!("The invitation to {one} is {done}."),
        many => format!("{} invitations are {done}: {}.", many.len(), many.join(", ")),
    };
    std::iter::once(first).chain(refused.iter().cloned()).collect::<Vec<_>>().join(" ")
}
