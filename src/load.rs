//! `parlour load N`: an empty database is filled with locations, people and years of appointments, for measuring.

use anyhow::{Context, anyhow, ensure};

use crate::access::Inside;
use crate::config::Config;
use crate::house::House;
use crate::id::LocationId;
use crate::locations::{Details, Location};
use crate::opening::{open_house, open_location};
use crate::out::say;
use crate::sample::{self, Size};
use crate::secrets::random;
use crate::users::{Contact, Email};

/// Who owns what is made.
const OWNER: (&str, &str) = ("Load Owner", "owner@load.example");

/// The team of each location: so many with a column, and so many who assist.
const TEAM: (i64, i64) = (30, 10);

/// A year of each location, and a month to come: some hundred thousand appointments.
const YEAR: Size = Size { clients: 2_000, back: 365, ahead: 30 };

const ORIGIN: &str = "load";

/// Fills an empty database, and prints who can sign in.
pub fn fill(config: Config, locations: u32) -> anyhow::Result<()> {
    let house = House::open(config)?;
    let is_used = house.db.read_now(Location::any)?;
    ensure!(!is_used, "This database is in use. Choose an empty one: load fills it for measuring, not for work");
    let password = random::<9>().map(|byte| format!("{byte:02x}")).concat();
    let hash = house.passwords.hash_now(&password).map_err(|error| anyhow!("{error}"))?;
    let (name, login) = OWNER;
    let contact = Contact::Email(Email::parse(login).map_err(|_| anyhow!("{login} is not an address"))?);
    let mut owner = None;
    for number in 1..=locations {
        let details = details(number);
        let made = house.db.write_now(|db| {
            let (user, here) = match owner {
                None => open_house(name, &contact, login, &hash, &details, &ORIGIN.into(), db)?,
                Some(user) => (user, open_location(user, &details, &ORIGIN.into(), db)?),
            };
            let inside = Inside::enter(user, ORIGIN.into(), here, db)?;
            let crew = sample::engage(inside.location(), TEAM.0, TEAM.1, db)?;
            sample::fill(inside.location(), &crew, YEAR, db)?;
            Ok::<(_, LocationId), _>((user, here))
        });
        let (user, _) = made.map_err(|error| anyhow!("{error}")).context("The location could not be written")?;
        owner = Some(user);
        eprintln!("{} is filled ({number} of {locations})", details.name);
    }
    say!("signin\towner\t{login}\t{password}");
    Ok(())
}

fn details(number: u32) -> Details {
    Details {
        name: format!("Location {number}"),
        address: String::new(),
        country: "PT".into(),
        zone: chrono_tz::Europe::Lisbon,
        currency: "EUR".into(),
        language: Default::default(),
        invitation_days: 7,
    }
}
