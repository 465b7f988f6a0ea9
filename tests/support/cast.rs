//! The cast. Anna owns *Ours*, Vera works there without rights, Rita is the receptionist, Max the manager.
//! Gleb owns *Theirs* and is a stranger to the others.

use std::collections::HashMap;
use std::sync::OnceLock;

use chrono_tz::Europe::Lisbon;
use parlour::access::{Access, Role};
use parlour::db::Conn;
use parlour::id::{LocationId, UserId};
use parlour::locations::Details;
use parlour::opening::open_house;
use parlour::secrets::Secrets;
use parlour::users::{Contact, Email, NewUser, Passwords, User};

/// Everyone in the cast has this password.
/// What a manager holds beside the rights about people and the location.
pub const MANAGERS_DESK: &str = "calendar.view appointments.create appointments.edit appointments.edit_completed appointments.move \
    appointments.price appointments.delete schedule.edit assistants.manage assistants.share clients.view clients.contacts \
    clients.edit clients.notes clients.history services.view services.edit team.services payroll.own payroll.view \
    payroll.export";

pub const PASSWORD: &str = "four plum mirrors hum";

/// One of the cast: who they are and how they sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cast(pub &'static str, pub &'static str);

pub const ANNA: Cast = Cast("Anna", "anna@ours.test");
pub const VERA: Cast = Cast("Vera", "vera@ours.test");
pub const RITA: Cast = Cast("Rita", "rita@ours.test");
pub const MAX: Cast = Cast("Max", "max@ours.test");
pub const GLEB: Cast = Cast("Gleb", "gleb@theirs.test");

fn hash() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| bcrypt_of(PASSWORD))
}

/// One key for all worlds of a run, so that one hash serves them all.
pub fn key() -> &'static str {
    static KEY: OnceLock<String> = OnceLock::new();
    KEY.get_or_init(|| {
        use base64::Engine;
        base64::engine::general_purpose::STANDARD.encode([7u8; 64])
    })
}

fn bcrypt_of(password: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("key");
    std::fs::write(&file, key()).unwrap();
    Passwords::new(Secrets::load(&file).unwrap(), 4).hash_now(password).unwrap()
}

pub type Settled = (LocationId, LocationId, HashMap<&'static str, UserId>);

pub fn settle(db: &mut Conn) -> parlour::error::Result<Settled> {
    let mut users = HashMap::new();
    let (anna, ours) = open(ANNA, "Ours", db)?;
    let (gleb, theirs) = open(GLEB, "Theirs", db)?;
    users.insert(ANNA.0, anna);
    users.insert(GLEB.0, gleb);
    for (who, template) in [(VERA, "view-only"), (RITA, "receptionist"), (MAX, "manager")] {
        let user = account(who.0, who.1, db)?;
        give(user, ours, template, db)?;
        users.insert(who.0, user);
    }
    Ok((ours, theirs, users))
}

fn open(who: Cast, location: &str, db: &mut Conn) -> parlour::error::Result<(UserId, LocationId)> {
    let details = Details {
        name: location.to_owned(),
        address: String::new(),
        country: "PT".into(),
        zone: Lisbon,
        currency: "EUR".into(),
        language: Default::default(),
        invitation_days: 7,
    };
    open_house(who.0, &contact(who.1), who.1, hash(), &details, &"test".into(), db)
}

pub fn account(name: &str, email: &str, db: &mut Conn) -> parlour::error::Result<UserId> {
    let user = User::register(&NewUser { name, password_hash: hash(), consent: None }, db)?;
    User::verify(user, &contact(email), email, db)?;
    Ok(user)
}

pub fn give(user: UserId, location: LocationId, template: &str, db: &mut Conn) -> parlour::error::Result<()> {
    let roles = Role::list(location, db)?;
    let role = roles.into_iter().find(|role| role.template.as_deref() == Some(template)).unwrap();
    Access::grant(location, user, role.id, None, "Anna", db)
}

fn contact(email: &str) -> Contact {
    Contact::Email(Email::parse(email).unwrap())
}

/// Opens the measures of a world from anywhere.
pub const METRICS_TOKEN: &str = "measures of a world";
