//! The roles of a chain: listed, created, and copied to locations.

use crate::access::{Board, Rights, Titles};
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::{ChainRoleId, RoleId};
use crate::text::a_few;
use crate::web::{At, Choice, Form, Page, Query, Reply, Routes, Sure, rejected, see};

use super::super::forms::{CopiesForm, RoleForm};
use super::super::model::rights::{EditChainRoles, ViewChainUsers};
use super::super::model::{Branch, Chain, ChainAccess, ChainRight, Grip, May, Post, Power, Which, Within};
use super::super::views::{Boards, ChainBoard, Copies, NewRole, RoleRow, Roles};

pub(super) type Keeper = Sure<May<EditChainRoles>>;

/// How many people a line names.
const FEW: usize = 3;

/// The kinds, as what a new role of each is called before it has a number.
pub(super) const IN_CHAIN: Which = Which::InChain(ChainRoleId(0));
pub(super) const AT_LOCATIONS: Which = Which::AtLocations(RoleId(0));

pub fn routes() -> Routes {
    Routes::at("/chains/{chain}")
        .get("/roles", index)
        .get("/roles/new", begin)
        .post("/roles", create)
        .get("/chain-roles/new", begin_in_chain)
        .post("/chain-roles", create_in_chain)
        .get("/roles/{role}/copies", choose)
        .post("/roles/{role}/copies", copy)
}

/// The address of a role’s page, or of all of its kind.
pub(super) fn room(by: &Within, which: Which) -> String {
    let chain = by.chain().id;
    match which {
        IN_CHAIN => format!("/chains/{chain}/chain-roles"),
        AT_LOCATIONS => format!("/chains/{chain}/roles"),
        Which::InChain(id) => format!("/chains/{chain}/chain-roles/{id}"),
        Which::AtLocations(id) => format!("/chains/{chain}/roles/{id}"),
    }
}

/// What it is for, or where it comes from.
pub(super) fn about(post: &Post) -> String {
    match post.purpose {
        "" => "A role of your own.".into(),
        purpose => purpose.into(),
    }
}

async fn index(by: May<ViewChainUsers>, db: Db) -> Result<Page<Roles>> {
    db.read(move |db| {
        let chain = by.chain().id;
        let (posts, people) = (Post::list(chain, db)?, ChainAccess::all(chain, db)?);
        let (power, branches) = (Power::of(&by, db)?, Branch::list(chain, db)?);
        let (mut in_chain, mut at_locations) = (Vec::new(), Vec::new());
        for post in posts {
            let holders = post.holders(&people);
            let offers = post.offers(chain, db)?.len();
            let list = if matches!(post.which, Which::InChain(_)) { &mut in_chain } else { &mut at_locations };
            list.push(row(&by, post, &holders, offers, &power, &branches));
        }
        Ok(Page(Roles {
            may_edit: by.may(ChainRight::EditChainRoles),
            parts: vec![
                ("Chain roles", "What somebody may do in the chain itself.", room(&by, IN_CHAIN), in_chain),
                (
                    "Roles at locations",
                    "What the chain gives people at its locations. A change counts at every location at once.",
                    room(&by, AT_LOCATIONS),
                    at_locations,
                ),
            ],
        }))
    })
    .await
}

fn row(by: &Within, post: Post, holders: &[ChainAccess], offers: usize, power: &Power, branches: &[Branch]) -> RoleRow {
    let is_keeper = by.may(ChainRight::EditChainRoles);
    let names: Vec<String> = holders.iter().map(|holder| holder.name.clone()).collect();
    RoleRow {
        here: room(by, post.which),
        about: about(&post),
        rights: match &post.grip {
            Grip::InChain(rights) => rights.len(),
            Grip::AtLocations(rights) => rights.iter().count(),
        },
        holders: if names.is_empty() { "Nobody".into() } else { a_few(&names, FEW) },
        offers,
        is_own: holders.iter().any(|holder| holder.user == by.user()),
        may_edit: is_keeper && post.may_edit(by, holders, power, branches).is_ok(),
        may_delete: is_keeper && post.may_delete(by, holders, power, branches).is_ok(),
        may_copy: is_keeper && matches!(post.which, Which::AtLocations(_)),
        name: post.name,
    }
}

/// The rights that are ticked, as a form draws them. `post` is the role as it is, where there is one.
pub(super) fn boards(
    by: &Within,
    which: Which,
    post: Option<&Post>,
    form: &RoleForm,
    errors: &Errors,
    db: &mut Conn,
) -> Result<Boards> {
    Ok(match which {
        Which::InChain(_) => Boards::InChain(ChainBoard::draw(by.rights(), form.chain_rights(), None, errors)),
        Which::AtLocations(id) => {
            let own = Power::of(by, db)?.whole();
            let rights = match post.map(|post| &post.grip) {
                Some(Grip::AtLocations(rights)) => rights.clone(),
                _ => Rights::default(),
            };
            let role = match post {
                Some(post) => post.as_role(id, rights),
                None => crate::access::Role { id, name: form.name.clone(), template: None, rights },
            };
            Boards::AtLocations(Board::for_holder(&own, &form.rights(), &role, false, &Titles::default(), errors))
        }
    })
}

/// Which role a new one begins like.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct LikeQuery {
    like: i64,
}

async fn begin(by: Keeper, Query(query): Query<LikeQuery>, db: Db) -> Result<Page<NewRole>> {
    db.read(move |db| Ok(Page(blank(&by, Which::AtLocations(RoleId(query.like)), db)?))).await
}

async fn begin_in_chain(by: Keeper, Query(query): Query<LikeQuery>, db: Db) -> Result<Page<NewRole>> {
    db.read(move |db| Ok(Page(blank(&by, Which::InChain(ChainRoleId(query.like)), db)?))).await
}

/// The empty form, or one with the rights of another role.
fn blank(by: &Within, like: Which, db: &mut Conn) -> Result<NewRole> {
    let (kind, is_empty) = match like {
        Which::InChain(id) => (IN_CHAIN, id == ChainRoleId(0)),
        Which::AtLocations(id) => (AT_LOCATIONS, id == RoleId(0)),
    };
    let mut form = RoleForm::default();
    if !is_empty {
        let model = Post::find(by.chain().id, like, db)?;
        form = RoleForm { name: String::new(), version: 0, like: model.name.clone(), ..RoleForm::of(&model) };
    }
    draw_new(by, kind, form, Errors::none(), db)
}

fn draw_new(by: &Within, kind: Which, form: RoleForm, errors: Errors, db: &mut Conn) -> Result<NewRole> {
    let models = Post::list(by.chain().id, db)?.into_iter();
    let models = models.filter_map(|post| match (kind, post.which) {
        (Which::InChain(_), Which::InChain(id)) => Some((id.to_string(), post.name)),
        (Which::AtLocations(_), Which::AtLocations(id)) => Some((id.to_string(), post.name)),
        _ => None,
    });
    let choice = |(id, name): (String, String)| Choice { chosen: name == form.like, value: id, label: name };
    let nothing = Choice { chosen: form.like.is_empty(), value: "0".into(), label: "No role: begin empty".into() };
    Ok(NewRole {
        chain: by.chain().id,
        here: room(by, kind),
        title: match kind {
            Which::InChain(_) => "Create a chain role",
            Which::AtLocations(_) => "Create a role for locations",
        },
        models: std::iter::once(nothing).chain(models.map(choice)).collect(),
        boards: boards(by, kind, None, &form, &errors, db)?,
        form,
        errors,
    })
}

async fn create(by: Keeper, Form(form): Form<RoleForm>, db: Db) -> Result<Reply<NewRole>> {
    add(by, AT_LOCATIONS, form, db).await
}

async fn create_in_chain(by: Keeper, Form(form): Form<RoleForm>, db: Db) -> Result<Reply<NewRole>> {
    add(by, IN_CHAIN, form, db).await
}

async fn add(by: Keeper, kind: Which, form: RoleForm, db: Db) -> Result<Reply<NewRole>> {
    let (author, sent) = (by.clone().into_inner(), form.clone());
    let added = db
        .write(move |db| {
            let draft = sent.parse(kind)?;
            draft.add(&author, &sent.like, db)?;
            Ok(draft.name)
        })
        .await;
    match added {
        Ok(name) => Ok(Reply::Done(see(room(&by, AT_LOCATIONS)).saying(format!("The role {name} is created.")))),
        Err(Error::Invalid(errors)) => {
            rejected(&by.clone().into_inner(), "a new role of the chain", &db).await;
            Ok(Reply::Again(db.read(move |db| draw_new(&by, kind, form, errors, db)).await?))
        }
        Err(other) => Err(other),
    }
}

async fn choose(by: Keeper, At(role): At<RoleId>, db: Db) -> Result<Page<Copies>> {
    db.read(move |db| Ok(Page(draw_copies(&by, role, CopiesForm::default(), Errors::none(), db)?))).await
}

fn draw_copies(by: &Within, role: RoleId, form: CopiesForm, errors: Errors, db: &mut Conn) -> Result<Copies> {
    let post = Post::find(by.chain().id, Which::AtLocations(role), db)?;
    let places = Branch::list(by.chain().id, db)?.into_iter().map(|branch| (branch.id, branch.name)).collect();
    Ok(Copies {
        chain: by.chain().id,
        here: format!("{}/copies", room(by, post.which)),
        name: post.name,
        places,
        chosen: form.location,
        results: Vec::new(),
        errors,
    })
}

/// Where all of it could be done it leads on; where some could not, the page says which and why.
async fn copy(by: Keeper, At(role): At<RoleId>, Form(form): Form<CopiesForm>, db: Db) -> Result<Reply<Copies>> {
    let (author, locations) = (by.clone().into_inner(), form.location.clone());
    let copied = match locations.is_empty() {
        true => Err(Error::on("location", "Choose at least one location")),
        false => db.write(move |db| Chain::copy_role(&author, role, &locations, db)).await,
    };
    let outcomes = match copied {
        Ok(outcomes) => outcomes,
        Err(Error::Invalid(errors)) => {
            return Ok(Reply::Again(db.read(move |db| draw_copies(&by, role, form, errors, db)).await?));
        }
        Err(other) => return Err(other),
    };
    if outcomes.iter().all(|(_, outcome)| outcome.is_ok()) {
        let names: Vec<String> = outcomes.into_iter().map(|(branch, _)| branch.name).collect();
        let said = format!("Copied to {}.", crate::text::together(&names));
        return Ok(Reply::Done(see(room(&by, AT_LOCATIONS)).saying(said)));
    }
    let failed = outcomes.iter().filter(|(_, outcome)| outcome.is_err()).map(|(branch, _)| branch.id).collect();
    let results = outcomes
        .into_iter()
        .map(|(branch, outcome)| (branch.name, outcome.err().flatten().unwrap_or_default()))
        .collect();
    let form = CopiesForm { location: failed };
    let view = db.read(move |db| draw_copies(&by, role, form, Errors::none(), db)).await?;
    Ok(Reply::Again(Copies { results, ..view }))
}
