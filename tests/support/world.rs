//! A world: a fresh database with its cast, a server on it, and a mail server beside it.

use std::collections::HashMap;
use std::path::PathBuf;
use std::time::Duration;

use actix_web::web::Data;
use diesel::prelude::*;
use parlour::access::{Can, Inside, Key, Role};
use parlour::app;
use parlour::config::{Config, LogFormat};
use parlour::db::{Db, Either};
use parlour::house::House;
use parlour::id::{LocationId, MemberId, UserId};
use parlour::outbox::{Desk, Patience};
use parlour::team::{Member, Profile};

pub use super::cast::*;
pub use super::gateway::Gateway;
use super::smtp::{Letter, MailServer};
use super::sqlite::lay_database;
use super::statements;
#[allow(unused_imports)]
pub use super::together::at_once;
use super::visitor::Visitor;

/// Which database a world stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    Sqlite,
    Postgres,
}

/// A postman who does not wait long.
pub const HURRY: Patience = Patience { mail: Duration::from_millis(1500), gateway: Duration::from_millis(1500) };

pub struct World {
    pub house: Data<House>,
    pub db: Db,
    pub url: String,
    pub ours: LocationId,
    pub theirs: LocationId,
    pub mail: MailServer,
    pub users: HashMap<&'static str, UserId>,
    _folder: tempfile::TempDir,
}

/// A configuration for tests: cheap hashes, one worker, a folder of its own.
pub fn config(data: PathBuf, listen: String) -> Config {
    Config {
        public_url: format!("http://{listen}").parse().unwrap(),
        listen,
        data,
        database_url: None,
        secret_key_file: None,
        backups: None,
        smtp_url: None,
        mail_from: None,
        mailbox: None,
        trusted_proxies: Vec::new(),
        bcrypt_cost: 4,
        workers: Some(1),
        drain: 0,
        session_idle_hours: 12,
        session_days: 14,
        metrics_token: Some(METRICS_TOKEN.into()),
        log: "warn".into(),
        log_format: LogFormat::Text,
    }
}

impl World {
    pub async fn open_on(ground: Ground) -> Option<Self> {
        Self::open_with(ground, |config| config).await
    }

    /// A world of which something is configured in another way.
    pub async fn open_with(ground: Ground, differently: impl FnOnce(Config) -> Config) -> Option<Self> {
        let database_url = match ground {
            Ground::Sqlite => None,
            Ground::Postgres => Some(super::postgres::fresh_database()?),
        };
        statements::count();
        let folder = tempfile::tempdir().unwrap();
        let mail = MailServer::open();
        let listener = app::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        std::fs::write(folder.path().join("secret.key"), key()).unwrap();
        let config = differently(Config {
            database_url,
            smtp_url: Some(mail.url.clone()),
            ..config(folder.path().to_owned(), address.clone())
        });
        if let Some(file) = config.database_file() {
            lay_database(&file);
        }
        let house = House::open(config).unwrap();
        let (ours, theirs, users) = house.db.write_now(settle).unwrap();
        actix_web::rt::spawn(app::serve(house.clone(), listener).unwrap());
        Some(World {
            db: house.db.clone(),
            url: format!("http://{address}"),
            house,
            ours,
            theirs,
            mail,
            users,
            _folder: folder,
        })
    }

    pub fn guest(&self) -> Visitor {
        let names = vec![("ours".to_owned(), self.ours.to_string()), ("theirs".to_owned(), self.theirs.to_string())];
        Visitor::new(&self.url, names)
    }

    pub async fn sign_in(&self, who: Cast) -> Visitor {
        self.sign_in_as(who.1, PASSWORD).await
    }

    pub async fn sign_in_as(&self, login: &str, password: &str) -> Visitor {
        let visitor = self.guest();
        let seen = visitor.post("/sign-in", &[("login", login), ("password", password)]).await;
        assert_eq!(seen.status, 303, "{}", seen.words());
        visitor
    }

    pub fn desk(&self) -> Desk {
        self.house.desk.clone()
    }

    pub fn user(&self, who: Cast) -> UserId {
        self.users[who.0]
    }

    /// The number of a ready-made role of a location, for forms.
    pub fn role_at(&self, location: LocationId, template: &str) -> String {
        self.db
            .read_now(|db| Role::list(location, db))
            .unwrap()
            .into_iter()
            .find(|role| role.template.as_deref() == Some(template))
            .unwrap()
            .id
            .to_string()
    }

    /// The number of a ready-made role of *Ours*.
    pub fn role(&self, template: &str) -> String {
        self.role_at(self.ours, template)
    }

    /// The proof that one of the cast holds a right at *Ours*.
    pub fn proof<K: Key>(&self, who: Cast) -> Can<K> {
        self.db.read_now(|db| Inside::enter(self.user(who), "test".into(), self.ours, db)).unwrap().proof().unwrap()
    }

    /// Adds a card at *Ours*.
    pub fn member(&self, name: &str) -> MemberId {
        let by = self.proof(ANNA);
        let profile = Profile { name: name.to_owned(), ..Profile::default() };
        self.db.write_now(|db| Member::add(&by, &profile, false, db)).unwrap().id
    }

    /// Gives an account to somebody, with access to *Ours* if a role is named.
    pub fn person(&self, name: &str, email: &str, template: Option<&str>) -> UserId {
        self.db
            .write_now(|db| {
                let user = account(name, email, db)?;
                if let Some(template) = template {
                    give(user, self.ours, template, db)?;
                }
                Ok(user)
            })
            .unwrap()
    }

    /// The access of a user at *Ours*, as a path.
    pub fn access_path(&self, user: UserId) -> String {
        use parlour::schema::accesses;
        let id: i64 = self
            .db
            .read_now(|db| {
                Ok(accesses::table
                    .filter(accesses::user_id.eq(user).and(accesses::location_id.eq(self.ours)))
                    .select(accesses::id)
                    .first(db)?)
            })
            .unwrap();
        format!("/locations/ours/users/{id}")
    }

    /// Where the rights of a user at *Ours* are explained.
    pub fn why_path(&self, user: UserId) -> String {
        format!("/locations/ours/rights/{user}")
    }

    /// Lets the postman make his rounds, and returns the newest letter to somebody.
    #[track_caller]
    pub fn letter_to(&self, email: &str) -> impl Future<Output = Letter> {
        let at = std::panic::Location::caller();
        let email = email.to_owned();
        async move {
            self.deliver().await;
            let newest =
                self.newest_message_to(&email).unwrap_or_else(|| panic!("no letter to {email}, asked at {at}"));
            let letters = self.mail.letters();
            let found = letters.iter().find(|letter| letter.raw.contains(&newest));
            found.unwrap_or_else(|| panic!("the letter to {email} did not arrive, asked at {at}")).clone()
        }
    }

    /// Letters arrive in any order; the table knows which was written last.
    fn newest_message_to(&self, email: &str) -> Option<String> {
        use parlour::schema::messages;
        let of_theirs = messages::table.filter(messages::recipient.eq(email).and(messages::channel.eq("email")));
        self.db
            .read_now(|db| {
                Ok(of_theirs.order(messages::id.desc()).select(messages::message_id).first(db).optional()?)
            })
            .unwrap()
    }

    pub async fn deliver(&self) {
        let postman = self.house.postman_with(HURRY).unwrap();
        while postman.round().await.unwrap() > 0 {}
    }

    /// Connects a gateway that speaks as Twilio does, with whatever is to be different.
    pub async fn connect(&self, gateway: &Gateway, more: &[(&str, &str)]) {
        let mut fields = vec![
            ("provider", "twilio"),
            ("base", gateway.url.as_str()),
            ("account", "AC1"),
            ("secret", "s3cret-token"),
            ("sender", "+351910000000"),
            ("countries", "Portugal"),
            ("daily_limit", "50"),
        ];
        fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
        fields.extend(more);
        let anna = self.sign_in(ANNA).await;
        anna.post("/locations/ours/settings/channels/sms", &fields).await.leads_to("/locations/ours/settings/channels");
    }

    /// What the database says of the newest message: its state, or why.
    pub fn newest_message(&self, column: &str) -> String {
        self.word(&format!("SELECT {column} FROM messages ORDER BY id DESC LIMIT 1"))
    }

    /// Runs one statement on the database itself.
    pub fn sql(&self, statement: &str) {
        use diesel::connection::SimpleConnection;
        self.db.write_now(|db| Ok(db.batch_execute(statement)?)).unwrap();
    }

    /// How many statements the database was asked so far.
    pub fn statements(&self) -> usize {
        statements::asked(self.house.config.database().trim_start_matches("sqlite:"))
    }

    /// One word that a query says.
    pub fn word(&self, query: &str) -> String {
        use diesel::sql_types::Text;
        #[derive(QueryableByName)]
        struct Word {
            #[diesel(sql_type = Text)]
            w: String,
        }
        let query = format!("SELECT CAST(({query}) AS TEXT) AS w");
        self.db
            .read_now(|db| {
                Ok(match db.either() {
                    Either::Sqlite(db) => diesel::sql_query(query).get_result::<Word>(db)?.w,
                    Either::Postgres(db) => diesel::sql_query(query).get_result::<Word>(db)?.w,
                })
            })
            .unwrap()
    }

    /// One number that a query says.
    pub fn number(&self, query: &str) -> i64 {
        use diesel::sql_types::BigInt;
        #[derive(QueryableByName)]
        struct Number {
            #[diesel(sql_type = BigInt)]
            n: i64,
        }
        let query = format!("SELECT CAST(({query}) AS BIGINT) AS n");
        self.db
            .read_now(|db| {
                Ok(match db.either() {
                    Either::Sqlite(db) => diesel::sql_query(query).get_result::<Number>(db)?.n,
                    Either::Postgres(db) => diesel::sql_query(query).get_result::<Number>(db)?.n,
                })
            })
            .unwrap()
    }
}
