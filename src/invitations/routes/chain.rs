//! Inviting to a chain, and changing what is offered there.

use serde::Deserialize;

use crate::access::Role;
use crate::activity::Actor;
use crate::chains::rights::InviteChainUsers;
use crate::chains::{Branch, ChainRole, May, Power, can_give_role};
use crate::channels::Channel;
use crate::db::{Conn, Db};
use crate::error::{Errors, Result};
use crate::id::InvitationId;
use crate::outbox::Desk;
use crate::web::{Again, At, Choice, Form, Page, Query, Reply, Routes, see};

use super::super::forms::{AddForm, AmendForm, Chosen, languages_of};
use super::super::model::{Invitation, Inviting, Standstill, State, obstacles};
use super::super::views::{Add, Amend, Reach, Reached};
use super::changing;

type By = May<InviteChainUsers>;

pub fn routes() -> Routes {
    Routes::at("/chains/{chain}/invitations").get("/new", new).post("", create).get("/{invitation}/edit", edit)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct NewQuery {
    who: String,
}

async fn new(by: By, Query(query): Query<NewQuery>, db: Db) -> Result<Page<Add>> {
    let form = AddForm { who: query.who, ..AddForm::default() };
    Ok(Page(db.read(move |db| draw(&by, form, Errors::none(), db)).await?))
}

fn draw(by: &By, form: AddForm, errors: Errors, db: &mut Conn) -> Result<Add> {
    let host = by.host();
    Ok(Add {
        reach: reach(by, &form.chosen(), db)?,
        languages: languages_of(host.main.language, &form.language),
        reaches_phones: Channel::reaches_phones(host.main.id, db)?,
        standstill: Standstill::of(by, db)?,
        host,
        form,
        errors,
    })
}

/// What somebody may give, with what was chosen. Whatever was chosen and is gone is not offered any more.
fn reach(by: &By, chosen: &Chosen, db: &mut Conn) -> Result<Reach> {
    let here = by.chain().id;
    let (power, roles) = (Power::of(by, db)?, Role::list(here, db)?);
    let branches = Branch::list(here, db)?;
    let obstacles = obstacles(&branches.iter().collect::<Vec<_>>(), db)?;
    let none = |label: &str, chosen: &str| vec![Choice::new("", label, chosen)];
    let choice = |role: &Role, chosen: &str| Choice::new(role.id, role.name.clone(), chosen);
    let mut of_chain = none("No chain rights", &chosen.role);
    let chain_roles = ChainRole::list(here, db)?;
    let could = chain_roles.into_iter().filter(|role| can_give_role(by, role));
    of_chain.extend(could.map(|role| Choice::new(role.id, role.name, &chosen.role)));
    let mut everywhere = none("None", &chosen.everywhere);
    let could = roles.iter().filter(|role| power.gives_everywhere(role));
    everywhere.extend(could.map(|role| choice(role, &chosen.everywhere)));
    let reached = |branch: Branch| {
        let own = chosen.at.get(&branch.id).map_or("", String::as_str);
        let mut at = none("None of its own", own);
        at.extend(roles.iter().filter(|role| power.gives_at(branch.id, role)).map(|role| choice(role, own)));
        Reached { obstacle: obstacles.get(&branch.id).cloned(), id: branch.id, name: branch.name, roles: at }
    };
    Ok(Reach { roles: of_chain, everywhere, places: branches.into_iter().map(reached).collect() })
}

async fn create(by: By, Form(form): Form<AddForm>, db: Db, desk: Desk) -> Result<Reply<Add>> {
    let here = by.place();
    let (inviter, typed) = (by.clone(), form.clone());
    let sent = db
        .write(move |db| {
            let offer = typed.parse(&inviter.host())?;
            Invitation::send(&inviter, &offer, &desk, db)
        })
        .await;
    let again = db.read(move |db| draw(&by, form, Errors::none(), db)).await?;
    sent.or_again(
        |sent| {
            let by_hand = if sent.by_letter { "" } else { " Copy the link from the list and hand it over." };
            see(format!("{here}/invitations")).saying(format!("The invitation to {} is ready.{by_hand}", sent.contact))
        },
        |errors| Add { errors, ..again },
    )
}

async fn edit(by: By, At(id): At<InvitationId>, db: Db) -> Result<Page<Amend>> {
    Ok(Page(db.read(move |db| draw_again(&by, id, None, db)).await?))
}

fn draw_again(by: &By, id: InvitationId, typed: Option<AmendForm>, db: &mut Conn) -> Result<Amend> {
    let invitation = Invitation::find(by, id, db)?;
    let form = typed.unwrap_or_else(|| AmendForm::of(&invitation));
    Ok(Amend {
        reach: reach(by, &form.chosen(), db)?,
        host: by.host(),
        id,
        contact: invitation.contact(),
        waits: invitation.state == State::Waiting,
        name: invitation.name,
        form,
        errors: Errors::none(),
    })
}

pub(super) async fn update(
    by: By,
    At(id): At<InvitationId>,
    Form(form): Form<AmendForm>,
    db: Db,
    desk: Desk,
) -> Result<Reply<Amend>> {
    let here = by.place();
    let (author, typed) = (by.clone(), form.clone());
    let changed = db
        .write(move |db| {
            let invitation = Invitation::find(&author, id, db)?;
            let offer = typed.parse(&invitation.name, &author.host())?;
            changing::change(&author, &invitation, &offer, &desk, db)
        })
        .await;
    let again = db.read(move |db| draw_again(&by, id, Some(form), db)).await?;
    changed.or_again(|said| see(format!("{here}/invitations")).saying(said), |errors| Amend { errors, ..again })
}
