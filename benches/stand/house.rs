//! A salon to measure: its owner signs in, and its team grows.

use std::path::Path;

use actix_web::web::Data;
use anyhow::{Context, Result};
use clap::Parser;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use parlour::access::{Access, Inside, Role};
use parlour::app;
use parlour::clock;
use parlour::config::Config;
use parlour::db::{Conn, Db, Either};
use parlour::house::House;
use parlour::id::{LocationId, MemberId, PositionId, RoleId, UserId};
use parlour::locations::Details;
use parlour::opening::open_house;
use parlour::schema::{accesses, invitations, members};
use parlour::team::Position;
use parlour::text;
use parlour::users::{Contact, Email, NewUser, User};

use super::served::tell;

pub const LOGIN: &str = "olga@salon.test";
pub const PASSWORD: &str = "four plum mirrors hum";

const NAMES: [&str; 6] = ["Beatriz", "Maksim", "Özge", "Anna", "Tomás", "Vera"];
const SURNAMES: [&str; 7] = ["Sá", "Orlova", "Yılmaz", "Petrova", "Nogueira", "Lindqvist", "Kowalczyk"];
const POSITIONS: [&str; 5] = ["Stylist", "Colourist", "Barber", "Nail artist", "Front desk"];

/// A location and its owner, in a database of their own.
pub struct Salon {
    pub db: Db,
    pub owner: UserId,
    pub location: LocationId,
}

/// Serves a house from its folder and database, on a free port. The postman walks when there is a mail server.
pub async fn serve(data: &Path, database: &str, mail: Option<&str>) -> Result<()> {
    let listener = app::bind("127.0.0.1:0")?;
    tell(&listener)?;
    let house = open(data, database, &listener.local_addr()?.to_string(), mail)?;
    let (_open, closing) = tokio::sync::watch::channel(false);
    if mail.is_some() {
        actix_web::rt::spawn(house.postman()?.walk(closing));
    }
    Ok(app::serve(house, listener)?.await?)
}

/// Every setting as it comes, except that password hashes are cheap.
pub fn open(data: &Path, database: &str, address: &str, mail: Option<&str>) -> Result<Data<House>> {
    #[derive(Parser)]
    struct Settings {
        #[command(flatten)]
        config: Config,
    }
    let url = format!("http://{address}");
    let flags = [Path::new("bench"), "--data".as_ref(), data, "--database-url".as_ref(), database.as_ref()];
    let Settings { config } = Settings::try_parse_from(flags)?;
    let smtp_url = mail.map(str::to_owned);
    House::open(Config { listen: address.to_owned(), public_url: url.parse()?, bcrypt_cost: 4, smtp_url, ..config })
}

impl Salon {
    pub fn open(data: &Path, database: &str) -> Result<Self> {
        let house = open(data, database, "127.0.0.1:1", None)?;
        let hash = house.passwords.hash_now(PASSWORD)?;
        let contact = Contact::Email(Email::parse(LOGIN).ok().context("not an address")?);
        let details = Details {
            name: "Salon Magnolia".into(),
            address: "Rua das Flores 12, Porto".into(),
            country: "PT".into(),
            zone: chrono_tz::Europe::Lisbon,
            currency: "EUR".into(),
            language: Default::default(),
            invitation_days: 7,
        };
        let (owner, location) = house.db.write_now(|db| {
            let opened = open_house("Olga Marchenko", &contact, LOGIN, &hash, &details, &"bench".into(), db)?;
            let by = Inside::enter(opened.0, "bench".into(), opened.1, db)?;
            let arranges = by.proof().unwrap_or_else(|| unreachable!("an owner holds every right"));
            for title in POSITIONS {
                Position::add(&arranges, title, "", db)?;
            }
            Ok(opened)
        })?;
        Ok(Salon { db: house.db.clone(), owner, location })
    }

    /// Lets the owner in.
    pub fn inside(&self) -> Result<Inside> {
        Ok(self.db.read_now(|db| Inside::enter(self.owner, "bench".into(), self.location, db))?)
    }

    /// The access of whoever was let in last.
    pub fn newest_access(&self) -> Result<(i64, i64)> {
        let newest = accesses::table.filter(accesses::location_id.eq(self.location)).order(accesses::id.desc());
        Ok(self.db.read_now(|db| Ok(newest.select((accesses::id, accesses::user_id)).first(db)?))?)
    }

    /// Lets the team grow to so many members: of ten, two may sign in, one is invited, seven have a card and no more.
    pub fn grow(&self, members: i64) -> Result<()> {
        self.db.write_now(|db| {
            let by = Inside::enter(self.owner, "bench".into(), self.location, db)?;
            let positions: Vec<PositionId> = Position::list(&by, db)?.into_iter().map(|position| position.id).collect();
            let role = Role::list(self.location, db)?[2].id;
            let there: i64 = members::table.filter(members::location_id.eq(self.location)).count().get_result(db)?;
            for number in there..members {
                self.hire(number, &positions, role, db)?;
            }
            Ok(())
        })?;
        self.tidy()
    }

    fn hire(&self, number: i64, positions: &[PositionId], role: RoleId, db: &mut Conn) -> parlour::error::Result<()> {
        let pick = |from: usize| number as usize % from;
        let name = format!("{} {} {number}", NAMES[pick(NAMES.len())], SURNAMES[pick(SURNAMES.len())]);
        let user = (pick(10) < 2).then(|| self.let_in(&name, role, db)).transpose()?;
        let member: MemberId = diesel::insert_into(members::table)
            .values((
                members::location_id.eq(self.location),
                members::name.eq(&name),
                members::name_key.eq(text::key(&name)),
                members::specialization.eq(["", "", "Colour and cuts", "Wedding hair"][pick(4)]),
                members::position_id.eq(positions[pick(positions.len())]),
                members::assists.eq(pick(3) == 0),
                members::place.eq(number + 1),
                members::user_id.eq(user),
                members::created_at.eq(clock::now()),
            ))
            .returning(members::id)
            .get_result(db)?;
        if pick(10) == 2 {
            self.invite(&name, member, role, db)?;
        }
        Ok(())
    }

    fn let_in(&self, name: &str, role: RoleId, db: &mut Conn) -> parlour::error::Result<UserId> {
        let user = User::register(&NewUser { name, password_hash: "none", consent: None }, db)?;
        Access::grant(self.location, user, role, None, "Anna", db)?;
        Ok(user)
    }

    fn invite(&self, name: &str, member: MemberId, role: RoleId, db: &mut Conn) -> parlour::error::Result<()> {
        let now = clock::now();
        diesel::insert_into(invitations::table)
            .values((
                invitations::location_id.eq(self.location),
                invitations::name.eq(name),
                invitations::name_key.eq(text::key(name)),
                invitations::email.eq(format!("member{}@salon.test", member)),
                invitations::role_id.eq(role),
                invitations::member_id.eq(member),
                invitations::inviter_id.eq(self.owner),
                invitations::inviter_name.eq("Olga Marchenko"),
                invitations::created_at.eq(now),
                invitations::expires_at.eq(now + chrono::TimeDelta::days(7)),
            ))
            .execute(db)?;
        Ok(())
    }

    /// What PostgreSQL does by itself a little later, so that it does not do it while we measure.
    pub fn tidy(&self) -> Result<()> {
        Ok(self.db.read_now(|db| match db.either() {
            Either::Sqlite(_) => Ok(()),
            Either::Postgres(db) => Ok(db.batch_execute("VACUUM ANALYZE")?),
        })?)
    }
}
