//! The development mailbox: what was written to people while there is no mail server. Loopback only.

use std::path::Path;
use std::time::SystemTime;

use actix_web::web;
use askama::Template;
use mail_parser::MessageParser;

use crate::error::{Error, Result};
use crate::house::House;
use crate::web::{At, Guest, Page, Routes, View};

pub fn routes() -> Routes {
    Routes::at("/mailbox").get("", index).get("/{mail}", show)
}

/// A mail in the folder.
pub struct Mail {
    pub id: String,
    pub to: String,
    pub subject: String,
    pub text: String,
    written: SystemTime,
}

impl Mail {
    /// The links in the text, so that they can be followed.
    pub fn links(&self) -> Vec<&str> {
        self.text.split_whitespace().filter(|word| word.starts_with("http")).collect()
    }
}

#[derive(Template)]
#[template(path = "mailbox/index.html")]
struct Index {
    mails: Vec<Mail>,
}

impl View for Index {
    fn title(&self) -> String {
        "Mailbox".into()
    }

    fn lede(&self) -> String {
        "No mail server is connected, so every mail stays here, newest first.".into()
    }
}

#[derive(Template)]
#[template(path = "mailbox/show.html")]
struct Show {
    mail: Mail,
}

impl View for Show {
    fn title(&self) -> String {
        self.mail.subject.clone()
    }

    fn lede(&self) -> String {
        format!("To {}", self.mail.to)
    }
}

async fn index(_: Guest, house: web::Data<House>) -> Result<Page<Index>> {
    let folder = house.config.mail_folder();
    let mails =
        tokio::task::spawn_blocking(move || read_all(&folder)).await.map_err(|panic| Error::Broken(panic.into()))?;
    Ok(Page(Index { mails }))
}

async fn show(_: Guest, At(id): At<String>, house: web::Data<House>) -> Result<Page<Show>> {
    let folder = house.config.mail_folder();
    let mails =
        tokio::task::spawn_blocking(move || read_all(&folder)).await.map_err(|panic| Error::Broken(panic.into()))?;
    let mail = mails.into_iter().find(|mail| mail.id == id).ok_or(Error::NotFound)?;
    Ok(Page(Show { mail }))
}

fn read_all(folder: &Path) -> Vec<Mail> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut mails: Vec<Mail> = entries.filter_map(|entry| read(&entry.path())).collect();
    mails.sort_by_key(|mail| std::cmp::Reverse(mail.written));
    mails
}

fn read(path: &Path) -> Option<Mail> {
    let raw = std::fs::read(path).ok()?;
    let parsed = MessageParser::default().parse(&raw)?;
    Some(Mail {
        id: path.file_stem()?.to_str()?.to_owned(),
        to: parsed.to()?.first()?.address()?.to_owned(),
        subject: parsed.subject()?.to_owned(),
        text: parsed.body_text(0)?.into_owned(),
        written: path.metadata().ok()?.modified().ok()?,
    })
}
