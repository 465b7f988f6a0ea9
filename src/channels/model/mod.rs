//! A channel as it is kept: which provider, with which secrets, for which countries, at what price.

mod allowance;
mod answers;
pub mod countries;
mod gateway;
mod phones;
mod reach;
mod settings;

use anyhow::Context;
use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::access::Can;
use crate::access::rights::ConnectChannels;
use crate::activity::{self, Change, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, OnUnique, Result};
use crate::id::LocationId;
use crate::money;
use crate::schema::channels;
use crate::secrets::Secrets;

pub use answers::Answer;
pub use gateway::{Errand, Gateway};
pub use phones::Phones;
pub use reach::Reach;
pub use settings::{Hidden, Http, Settings, Twilio, WhatsApp};

/// A way to a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Sms,
    Chatbot,
}

impl Kind {
    pub const ALL: [Kind; 2] = [Kind::Sms, Kind::Chatbot];

    pub fn slug(self) -> &'static str {
        match self {
            Kind::Sms => "sms",
            Kind::Chatbot => "chatbot",
        }
    }

    /// As sentences call what is connected.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Sms => "SMS aggregator",
            Kind::Chatbot => "chatbot",
        }
    }
}

impl std::str::FromStr for Kind {
    type Err = ();

    fn from_str(slug: &str) -> Result<Self, ()> {
        Kind::ALL.into_iter().find(|kind| kind.slug() == slug).ok_or(())
    }
}

/// What a location allows on a channel. Money is in minor units of its currency.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// ISO 3166.
    pub countries: Vec<String>,
    pub daily_limit: i64,
    pub price: i64,
    pub monthly_limit: Option<i64>,
}

/// What a location has connected.
#[derive(Debug, Clone)]
pub struct Channel {
    pub location: LocationId,
    pub kind: Kind,
    sealed: Vec<u8>,
    pub rules: Rules,
    pub paused_until: Option<NaiveDateTime>,
    /// Why it is paused, in a sentence.
    pub trouble: String,
    pub version: i64,
}

type Row = (LocationId, String, Vec<u8>, String, i64, i64, Option<i64>, Option<NaiveDateTime>, String, i64);

impl From<Row> for Channel {
    fn from(row: Row) -> Self {
        let (location, kind, sealed, countries, daily_limit, price, monthly_limit, paused_until, trouble, version) =
            row;
        Channel {
            location,
            kind: kind.parse().unwrap_or(Kind::Sms),
            sealed,
            rules: Rules {
                countries: countries.split_whitespace().map(str::to_owned).collect(),
                daily_limit,
                price,
                monthly_limit,
            },
            paused_until,
            trouble,
            version,
        }
    }
}

impl Channel {
    pub fn find(location: LocationId, kind: Kind, db: &mut Conn) -> Result<Option<Self>> {
        let row: Option<Row> = channels::table
            .filter(channels::location_id.eq(location).and(channels::kind.eq(kind.slug())))
            .select((
                channels::location_id,
                channels::kind,
                channels::sealed,
                channels::countries,
                channels::daily_limit,
                channels::price,
                channels::monthly_limit,
                channels::paused_until,
                channels::trouble,
                channels::version,
            ))
            .first(db)
            .optional()?;
        Ok(row.map(Self::from))
    }

    /// The channel that writes to phones: SMS, or the chatbot where SMS is not connected or has to rest.
    pub fn to_phones(location: LocationId, db: &mut Conn) -> Result<Option<Self>> {
        let sms = Self::find(location, Kind::Sms, db)?;
        if sms.as_ref().is_some_and(|sms| !sms.rests()) {
            return Ok(sms);
        }
        Ok(match Self::find(location, Kind::Chatbot, db)? {
            Some(chatbot) if sms.is_none() || !chatbot.rests() => Some(chatbot),
            _ => sms,
        })
    }

    /// Whether anything writes to phones here.
    pub fn reaches_phones(location: LocationId, db: &mut Conn) -> Result<bool> {
        let connected = channels::table.filter(channels::location_id.eq(location));
        Ok(diesel::select(diesel::dsl::exists(connected)).get_result(db)?)
    }

    /// Whether its provider asked for a pause, or did not answer a moment ago.
    pub fn rests(&self) -> bool {
        self.paused_until.is_some_and(|until| until > clock::now())
    }

    /// How the provider is reached. Holds secrets: it goes to the gateway and nowhere else.
    pub fn settings(&self, secrets: &Secrets) -> Result<Settings> {
        let text = secrets.unseal(&self.sealed).context("a channel was sealed with another key")?;
        Ok(serde_json::from_str(&text).context("the settings of a channel cannot be read")?)
    }

    /// Connects a provider, or changes how it is reached, unless somebody else was faster.
    pub fn connect(
        by: &Can<ConnectChannels>,
        kind: Kind,
        mut settings: Settings,
        rules: &Rules,
        version: i64,
        secrets: &Secrets,
        db: &mut Conn,
    ) -> Result<()> {
        let by = by.still(db)?;
        let here = by.location().id;
        let old = Self::find(here, kind, db)?;
        let before = match &old {
            Some(old) => Some((old.settings(secrets)?, &old.rules)),
            None => None,
        };
        let before = before.as_ref().map(|(settings, rules)| (settings, *rules));
        if !settings.keep_secret_of(before.map(|(settings, _)| settings)) {
            return Err(Error::on("secret", "Enter the secret of this account"));
        }
        let sealed = secrets.seal(&serde_json::to_string(&settings).map_err(anyhow::Error::from)?);
        let values = (
            channels::provider.eq(settings.provider()),
            channels::sealed.eq(sealed),
            channels::countries.eq(rules.countries.join(" ")),
            channels::daily_limit.eq(rules.daily_limit),
            channels::price.eq(rules.price),
            channels::monthly_limit.eq(rules.monthly_limit),
            channels::paused_until.eq(None::<NaiveDateTime>),
            channels::trouble.eq(""),
            channels::version.eq(version + 1),
            channels::changed_at.eq(clock::now()),
        );
        match &old {
            None if version == 0 => {
                let place = (channels::location_id.eq(here), channels::kind.eq(kind.slug()));
                diesel::insert_into(channels::table).values((place, values)).execute(db).on_unique(overtaken)?;
            }
            _ => {
                let row = channels::table
                    .filter(channels::location_id.eq(here).and(channels::kind.eq(kind.slug())))
                    .filter(channels::version.eq(version));
                if diesel::update(row).set(values).execute(db)? == 0 {
                    return Err(overtaken());
                }
            }
        }
        let deed = if old.is_some() { Deed::ChannelChanged } else { Deed::ChannelConnected };
        let changes = differences(before, &settings, rules, &by);
        activity::record(&by, Entry::new(deed, settings.title()).with(changes), db)
    }

    /// Forgets a provider and its secrets.
    pub fn disconnect(by: &Can<ConnectChannels>, kind: Kind, secrets: &Secrets, db: &mut Conn) -> Result<()> {
        let by = by.still(db)?;
        let here = by.location().id;
        let Some(old) = Self::find(here, kind, db)? else { return Ok(()) };
        let title = old.settings(secrets).map_or(kind.name().to_owned(), |settings| settings.title().to_owned());
        diesel::delete(channels::table)
            .filter(channels::location_id.eq(here).and(channels::kind.eq(kind.slug())))
            .execute(db)?;
        activity::record(&by, Entry::new(Deed::ChannelDisconnected, title), db)
    }

    /// Lets a channel rest until its provider is likely to answer (security.md R5, R30).
    pub fn rest(location: LocationId, kind: Kind, until: NaiveDateTime, trouble: &str, db: &mut Conn) -> Result<()> {
        diesel::update(channels::table)
            .filter(channels::location_id.eq(location).and(channels::kind.eq(kind.slug())))
            .set((channels::paused_until.eq(until), channels::trouble.eq(trouble)))
            .execute(db)?;
        Ok(())
    }

    /// Its provider answered: whatever was the matter is over.
    pub fn is_well(location: LocationId, kind: Kind, db: &mut Conn) -> Result<()> {
        diesel::update(channels::table)
            .filter(channels::location_id.eq(location).and(channels::kind.eq(kind.slug())))
            .filter(channels::trouble.ne(""))
            .set((channels::paused_until.eq(None::<NaiveDateTime>), channels::trouble.eq("")))
            .execute(db)?;
        Ok(())
    }

    /// The locations where a channel rests now.
    pub fn resting(kind: Kind, db: &mut Conn) -> Result<Vec<LocationId>> {
        Ok(channels::table
            .filter(channels::kind.eq(kind.slug()).and(channels::paused_until.gt(clock::now())))
            .select(channels::location_id)
            .load(db)?)
    }
}

fn overtaken() -> Error {
    Error::Conflict("Somebody else changed this channel meanwhile.".into())
}

/// What is different, without any secret.
fn differences(
    before: Option<(&Settings, &Rules)>,
    settings: &Settings,
    rules: &Rules,
    by: &Can<ConnectChannels>,
) -> Vec<Change> {
    let currency = &by.location().currency;
    let say = |settings: &Settings, rules: &Rules| {
        let countries: Vec<&str> = rules.countries.iter().map(|code| countries::name(code)).collect();
        let most = rules.monthly_limit.map(|most| money::said(most, currency)).unwrap_or_default();
        let mut facts = vec![("Provider", settings.title().to_owned())];
        facts.extend(settings.facts());
        facts.push(("Countries", countries.join(", ")));
        facts.push(("Most in a day", rules.daily_limit.to_string()));
        facts.push(("Price", money::said(rules.price, currency)));
        facts.push(("Most in a month", most));
        facts
    };
    let old = before.map(|(settings, rules)| say(settings, rules)).unwrap_or_default();
    let was = |what: &str| old.iter().find(|(name, _)| *name == what).map_or("", |(_, value)| value.as_str());
    let now = say(settings, rules);
    let mut changes: Vec<Change> =
        now.iter().filter_map(|(what, value)| Change::between(what, was(what), value)).collect();
    if before.is_some_and(|(old, _)| old.secret() != settings.secret()) {
        changes.push(Change::new("Secret", "", "replaced"));
    }
    changes
}
