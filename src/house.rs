//! The parts that serve every request, opened once.

use std::sync::Arc;

use actix_web::cookie::Key;
use actix_web::web::Data;
use anyhow::bail;
use tokio::sync::watch;

use crate::backup::Nightly;
use crate::chores::Chores;
use crate::config::Config;
use crate::crowd::Crowd;
use crate::db::Db;
use crate::invitations::Invitation;
use crate::known::Known;
use crate::locations::Location;
use crate::meters::Meters;
use crate::outbox::{Desk, Patience, Postman};
use crate::secrets::Secrets;
use crate::users::Passwords;

/// What serves every request.
pub struct House {
    pub config: Arc<Config>,
    pub db: Db,
    pub desk: Desk,
    pub secrets: Secrets,
    pub passwords: Passwords,
    pub cookie_key: Key,
    pub crowd: Crowd,
    pub exports: Crowd,
    pub meters: Meters,
    pub known: Known,
    /// True from when this instance was told to stop.
    pub leaving: watch::Sender<bool>,
}

impl House {
    /// Opens the database and the keys of an installation.
    pub fn open(config: Config) -> anyhow::Result<Data<Self>> {
        config.check()?;
        // A second house in one process finds it installed already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Postman::check(&config)?;
        // A key is only made when everything else is well: a refused start leaves nothing behind.
        let key = Secrets::read(&config.key_file())?;
        let db = Db::open(&config.database())?;
        if key.is_none() && db.is_shared() && db.read_now(Location::any)? {
            bail!(
                "There is no secret key in {}, and this database is in use. Copy the key of the other instances there: \
                 with one of its own, an instance could read neither their mails nor their sessions.",
                config.key_file().display()
            );
        }
        let secrets = Secrets::load(&config.key_file())?;
        let config = Arc::new(config);
        Ok(Data::new(House {
            desk: Desk::new(config.clone(), secrets.clone()),
            passwords: Passwords::new(secrets.clone(), config.bcrypt_cost),
            cookie_key: secrets.cookie_key(),
            crowd: Crowd::of_pages(),
            exports: Crowd::of_exports(),
            meters: Meters::new()?,
            known: Known::nothing(),
            config,
            db,
            secrets,
            leaving: watch::Sender::new(false),
        }))
    }

    pub fn chores(&self) -> Chores {
        Chores { db: self.db.clone(), desk: self.desk.clone(), nightly: Nightly::of(&self.config) }
    }

    pub fn postman(&self) -> anyhow::Result<Postman> {
        self.postman_with(Patience::default())
    }

    /// A postman who waits as long as he is told to.
    pub fn postman_with(&self, patience: Patience) -> anyhow::Result<Postman> {
        let postman = Postman::new(&self.config, self.secrets.clone(), self.db.clone(), patience)?;
        Ok(postman.telling(self.desk.clone(), Invitation::tell_inviter))
    }
}
