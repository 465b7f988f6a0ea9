//! The page of one's own second factor: begin, confirm, new recovery codes, off.

use actix_web::{HttpRequest, web};

use crate::access::Asking;
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::house::House;
use crate::web::{Confirmed, Form, Page, Query, Reply, Routes, See, Sure, see, with_next};

use super::super::factor::SecondFactor;
use super::super::forms::{BeginForm, CodeForm, safe_next};
use super::super::news::News;
use super::super::recovery;
use super::super::views::{Begin, Codes, Factor, On, Stage};
use super::Next;
use super::entering::renew;

const PAGE: &str = "/account/second-factor";

pub fn routes() -> Routes {
    Routes::at(PAGE)
        .get("", show)
        .post("", begin)
        .post("/confirmation", confirm)
        .post("/recovery-codes", renew_codes)
        .post("/removal", remove)
}

async fn show(by: Sure<Asking>, Query(Next { next }): Query<Next>, house: web::Data<House>) -> Result<Page<Factor>> {
    Ok(Page(draw(by.into_inner(), next, Errors::none(), &house).await?))
}

async fn draw(by: Asking, next: String, errors: Errors, house: &web::Data<House>) -> Result<Factor> {
    let house = house.clone();
    let db = house.db.clone();
    db.read(move |db| Ok(Factor { stage: stage(&by, &house, db)?, next, errors })).await
}

fn stage(by: &Asking, house: &House, db: &mut Conn) -> Result<Stage> {
    Ok(match SecondFactor::of(by.user(), &house.secrets, db)? {
        SecondFactor::Off => Stage::Off,
        SecondFactor::Begun(key) => {
            let url = key.url(&SecondFactor::label(by, db)?);
            Stage::Begun(Begin { key: key.in_groups(), url })
        }
        SecondFactor::On => Stage::On(On { codes: recovery::count(by.user(), db)? }),
    })
}

async fn begin(by: Sure<Asking>, Form(form): Form<BeginForm>, house: web::Data<House>) -> Result<See> {
    let secrets = house.secrets.clone();
    house.db.write(move |db| SecondFactor::begin(&by, &secrets, db)).await?;
    Ok(see(with_next(PAGE, &form.next)))
}

/// The codes are the answer itself: no address leads to them a second time.
async fn confirm(
    by: Sure<Asking>,
    Form(form): Form<CodeForm>,
    house: web::Data<House>,
    req: HttpRequest,
) -> Result<Reply<Factor>> {
    let (author, parts) = (by.clone(), house.clone());
    let turned_on =
        house.db.write(move |db| SecondFactor::turn_on(&author, &form.code, &parts.secrets, &parts.desk, db)).await;
    let next = form.next;
    match turned_on {
        Ok(codes) => {
            renew(&req);
            let next = safe_next(&house.config.public_url, &next);
            Ok(Reply::Fresh(Factor::given(Codes::new(codes, true, next))))
        }
        Err(Error::Invalid(errors)) => Ok(Reply::Again(draw(by.into_inner(), next, errors, &house).await?)),
        Err(other) => Err(other),
    }
}

async fn renew_codes(by: Sure<Asking>, _: Form<Confirmed>, house: web::Data<House>) -> Result<Page<Factor>> {
    let secrets = house.secrets.clone();
    let codes = house.db.write(move |db| SecondFactor::renew_codes(&by, &secrets, db)).await?;
    Ok(Page(Factor::given(Codes::new(codes, false, None))))
}

async fn remove(by: Sure<Asking>, _: Form<Confirmed>, house: web::Data<House>) -> Result<See> {
    let desk = house.desk.clone();
    house.db.write(move |db| SecondFactor::turn_off(by.user(), News::SecondFactorOff, &desk, db)).await?;
    Ok(see(PAGE).saying("Your second factor is off. Your password alone signs you in."))
}
