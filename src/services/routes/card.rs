//! The Services tab of a card: what somebody provides, on which terms of their own.

use crate::access::rights::{EditMemberServices, ViewTeam};
use crate::access::{Can, Inside, Right};
use crate::db::{Conn, Db};
use crate::error::{Errors, Result};
use crate::id::MemberId;
use crate::team::{Card, Employment, frame};
use crate::web::{Again, At, Form, Page, Reply, see};

use super::super::forms::OwnForm;
use super::super::model::{Provided, fingerprint};
use super::super::views::{OfMember, OwnRow};
use super::providers::{LARGEST, with_typed};

pub async fn show(by: Can<ViewTeam>, At(id): At<MemberId>, db: Db) -> Result<Page<OfMember>> {
    db.read(move |db| Ok(Page(draw(&by, id, None, Errors::none(), db)?))).await
}

fn draw(by: &Inside, id: MemberId, form: Option<&OwnForm>, errors: Errors, db: &mut Conn) -> Result<OfMember> {
    let card = Card::find(by, id, db)?;
    let offered = Provided::by(by, id, db)?;
    let rows = offered.iter().map(|one| OwnRow::of_service(one, &by.location().currency)).collect();
    let (rows, theirs) = with_typed(rows, form);
    Ok(OfMember {
        frame: frame(by, &card, "Services", db)?,
        may_edit: by.may(Right::EditMemberServices) && card.member.employment == Employment::Working,
        seen: fingerprint(offered.iter().map(|one| (one.service.0, one.own))),
        by: by.clone(),
        rows,
        errors,
        theirs,
    })
}

pub async fn update(
    by: Can<EditMemberServices>,
    At(id): At<MemberId>,
    Form(form): Form<OwnForm, LARGEST>,
    db: Db,
) -> Result<Reply<OfMember>> {
    let here = by.location().id;
    let (editor, seen) = (by.clone(), form.seen.clone());
    let saved = match form.parse(&by.location().currency) {
        Ok(wishes) => db.write(move |db| Provided::settle(&editor, id, &wishes, &seen, db)).await,
        Err(error) => Err(error),
    };
    saved
        .or_compared(
            &db,
            |()| see(format!("/locations/{here}/team/{id}/services")).saying("The services are saved."),
            ("provides", "Compare, then save again"),
            move |errors, is_late, db| {
                let view = draw(&by, id, Some(&form), errors, db)?;
                Ok(if is_late { view } else { OfMember { seen: form.seen, theirs: Vec::new(), ..view } })
            },
        )
        .await
}
