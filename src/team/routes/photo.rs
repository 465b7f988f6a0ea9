//! The photo of a card: shown, put there, removed.

use actix_web::http::header::{CACHE_CONTROL, ETAG, HeaderName, IF_NONE_MATCH};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use crate::access::rights::EditMembers;
use crate::access::{Can, Inside};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::id::MemberId;
use crate::web::{At, Confirmed, Form, Query, Reply, See, Upload, see};

use super::super::forms::ProfileForm;
use super::super::model::{Card, LARGEST_PICTURE, Member, Photo, Picture, Size, too_large};
use super::super::views::Show;
use super::card::draw_show;

/// What of a photo an address names.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// The photo’s own word: what it names never changes.
    v: String,
}

pub async fn large(
    by: Inside,
    At(id): At<MemberId>,
    Query(wanted): Query<Wanted>,
    req: HttpRequest,
    db: Db,
) -> Result<HttpResponse> {
    let photo = db.read(move |db| Photo::seen(&by, id, Size::Large, db)).await?;
    Ok(served(&req, photo, "large", &wanted))
}

pub async fn small(
    by: Inside,
    At(id): At<MemberId>,
    Query(wanted): Query<Wanted>,
    req: HttpRequest,
    db: Db,
) -> Result<HttpResponse> {
    let photo = db.read(move |db| Photo::seen(&by, id, Size::Small, db)).await?;
    Ok(served(&req, photo, "small", &wanted))
}

/// Only this browser may keep it, and for ever where the address names this very photo.
fn served(req: &HttpRequest, photo: Photo, size: &str, wanted: &Wanted) -> HttpResponse {
    let tag = format!("\"{}-{size}\"", photo.digest);
    let keep = if wanted.v == photo.digest { "private, max-age=31536000, immutable" } else { "private, no-cache" };
    let known = req.headers().get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let is_known = known.is_some_and(|known| known.split(',').any(|one| one.trim() == tag));
    let mut answer = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer
        .insert_header((CACHE_CONTROL, keep))
        .insert_header((ETAG, tag))
        .insert_header((HeaderName::from_static("content-disposition"), "inline; filename=photo.jpg"));
    if is_known { answer.finish() } else { answer.content_type("image/jpeg").body(photo.jpeg) }
}

pub async fn update(
    by: Can<EditMembers>,
    At(id): At<MemberId>,
    file: Upload<LARGEST_PICTURE>,
    db: Db,
) -> Result<Reply<Show>> {
    let here = by.location().id;
    let editor = by.clone();
    let saved = match file.only("photo")? {
        Some(bytes) => {
            let picture = actix_web::web::block(move || Picture::read(&bytes)).await;
            match picture.map_err(|_| Error::Busy)? {
                Ok(picture) => {
                    db.write(move |db| {
                        let member = Member::find(&editor, id, db)?;
                        member.show_photo(&editor, &picture, db)?;
                        Ok(member.name)
                    })
                    .await
                }
                Err(error) => Err(error),
            }
        }
        None => Err(too_large()),
    };
    let errors = match saved {
        Ok(name) => {
            let said = format!("The photo of {name} is saved.");
            return Ok(Reply::Done(see(format!("/locations/{here}/team/{id}")).saying(said)));
        }
        Err(Error::Invalid(errors)) => errors,
        Err(other) => return Err(other),
    };
    db.read(move |db| {
        let card = Card::find(&by, id, db)?;
        Ok(Reply::Again(draw_show(&by, ProfileForm::of(&card), card, errors, db)?))
    })
    .await
}

pub async fn remove(by: Can<EditMembers>, At(id): At<MemberId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let here = by.location().id;
    let name = db
        .write(move |db| {
            let member = Member::find(&by, id, db)?;
            member.remove_photo(&by, db)?;
            Ok(member.name)
        })
        .await?;
    Ok(see(format!("/locations/{here}/team/{id}")).saying(format!("The photo of {name} is removed.")))
}
