//! Connecting, changing, trying and disconnecting channels.

use actix_web::web;
use chrono::TimeDelta;
use serde::Deserialize;

use crate::access::rights::ConnectChannels;
use crate::access::{Can, Inside};
use crate::activity::{self, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Errors, Result, Wait};
use crate::house::House;
use crate::limits::{self, Limit};
use crate::money;
use crate::outbox::{Desk, Letter, Trace};
use crate::secrets::Secrets;
use crate::users::{Email, Phone};
use crate::web::{Again, At, Confirmed, Form, Page, Query, Reply, Routes, See, Sure, see};

use super::forms::{ChannelForm, TrialForm};
use super::model::{Channel, Kind, Reach, countries};
use super::views::{Connected, Edit, Index, Message};

/// How many messages the page looks back on.
const LATELY: i64 = 10;

/// A test that has not left by then is not worth waiting for.
const TRIAL: TimeDelta = TimeDelta::minutes(15);

pub fn routes() -> Routes {
    Routes::at("/locations/{location}/settings/channels")
        .get("", index)
        .post("/email/trial", try_mail)
        .get("/{channel}", edit)
        .post("/{channel}", update)
        .post("/{channel}/trial", try_text)
        .post("/{channel}/removal", remove)
}

fn page(by: &Inside) -> String {
    format!("/locations/{}/settings/channels", by.location().id)
}

async fn index(by: Can<ConnectChannels>, house: web::Data<House>) -> Result<Page<Index>> {
    Ok(Page(draw(by, Default::default(), Errors::none(), &house).await?))
}

async fn draw(
    by: Can<ConnectChannels>,
    tried: (String, String),
    errors: Errors,
    house: &web::Data<House>,
) -> Result<Index> {
    let (secrets, config) = (house.secrets.clone(), house.config.clone());
    house
        .db
        .read(move |db| {
            let here = by.location().id;
            let zone = by.location().zone;
            let recent = Trace::newest(here, LATELY, db)?.into_iter().map(|trace| Message {
                way: match trace.channel.as_str() {
                    "email" => "Email",
                    "sms" => "Text",
                    _ => "Chatbot",
                },
                to: trace.to,
                at: clock::brief(trace.at, zone),
                progress: trace.progress,
            });
            Ok(Index {
                sends_mail: config.smtp_url.is_some(),
                sender: config.sender(),
                recent: recent.collect(),
                channels: vec![connected(&by, Kind::Sms, &secrets, db)?, connected(&by, Kind::Chatbot, &secrets, db)?],
                tried,
                errors,
                by: (*by).clone(),
            })
        })
        .await
}

fn connected(by: &Inside, kind: Kind, secrets: &Secrets, db: &mut Conn) -> Result<Connected> {
    let location = by.location();
    let Some(channel) = Channel::find(location.id, kind, db)? else {
        return Ok(Connected { kind, facts: Vec::new(), rests: None });
    };
    let settings = channel.settings(secrets)?;
    let rules = &channel.rules;
    let allowed: Vec<&str> = rules.countries.iter().map(|code| countries::name(code)).collect();
    let mut facts = vec![("Provider", settings.title().to_owned()), ("Server", settings.host())];
    facts.extend(settings.facts().into_iter().filter(|(what, _)| matches!(*what, "Sender" | "Template")));
    facts.push(("Countries", allowed.join(", ")));
    facts.push(("Last 24 hours", format!("{} of {}", channel.used_today(db)?, rules.daily_limit)));
    if rules.price > 0 {
        let spent = money::said(channel.spent_this_month(db)?, &location.currency);
        let most = rules.monthly_limit.map(|most| format!(" of {}", money::said(most, &location.currency)));
        facts.push(("This month", format!("{spent}{}", most.unwrap_or_default())));
    }
    let until = channel.paused_until.filter(|_| channel.rests());
    let rests = until.map(|until| (channel.trouble.clone(), clock::brief(until, location.zone)));
    Ok(Connected { kind, facts, rests })
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ProviderQuery {
    provider: String,
}

async fn edit(
    by: Sure<Can<ConnectChannels>>,
    At(kind): At<Kind>,
    Query(query): Query<ProviderQuery>,
    house: web::Data<House>,
) -> Result<Page<Edit>> {
    let (here, currency) = (by.location().id, by.location().currency.clone());
    let secrets = house.secrets.clone();
    let saved = house.db.read(move |db| saved(here, kind, &currency, &secrets, db)).await?;
    let is_connected = saved.is_some();
    // Another provider is another account: nothing of the one before would fit.
    let form = saved.filter(|form| query.provider.is_empty() || query.provider == form.provider);
    let form = form.unwrap_or_else(|| ChannelForm::fresh(kind, &query.provider, by.location()));
    Ok(Page(Edit { by: (**by).clone(), kind, is_connected, form, errors: Errors::none(), theirs: Vec::new() }))
}

fn saved(
    here: crate::id::LocationId,
    kind: Kind,
    currency: &str,
    secrets: &Secrets,
    db: &mut Conn,
) -> Result<Option<ChannelForm>> {
    let Some(channel) = Channel::find(here, kind, db)? else { return Ok(None) };
    Ok(Some(ChannelForm::of(&channel.settings(secrets)?, &channel.rules, channel.version, currency)))
}

async fn update(
    by: Sure<Can<ConnectChannels>>,
    At(kind): At<Kind>,
    Form(form): Form<ChannelForm>,
    house: web::Data<House>,
) -> Result<Reply<Edit>> {
    let by = by.into_inner();
    let currency = by.location().currency.clone();
    let reach = Reach::from(&house.config.public_url);
    let (author, secrets, version) = (by.clone(), house.secrets.clone(), form.version);
    let done = match form.parse(kind, &currency, reach) {
        Ok((settings, rules)) => {
            let deed = move |db: &mut Conn| Channel::connect(&author, kind, settings, &rules, version, &secrets, db);
            house.db.write(deed).await
        }
        Err(error) => Err(error),
    };
    let (here, secrets) = (by.location().id, house.secrets.clone());
    let stored = house.db.read(move |db| saved(here, kind, &currency, &secrets, db)).await?;
    let form = ChannelForm { secret: String::new(), ..form };
    let again =
        |form, errors, theirs| Edit { by: (*by).clone(), kind, is_connected: stored.is_some(), form, errors, theirs };
    if matches!(done, Err(Error::Conflict(_))) {
        let theirs = stored.as_ref().map(|stored| differences(stored, &form)).unwrap_or_default();
        let version = stored.as_ref().map_or(0, |stored| stored.version);
        let errors = Errors::on("provider", "Somebody else changed this channel meanwhile. Compare, then save again");
        return Ok(Reply::Again(again(ChannelForm { version, ..form }, errors, theirs)));
    }
    done.or_again(
        |()| see(page(&by)).saying("The channel is saved. Send a test to see whether messages arrive."),
        |errors| again(form, errors, Vec::new()),
    )
}

fn differences(stored: &ChannelForm, typed: &ChannelForm) -> Vec<(&'static str, String)> {
    [
        ("Provider", &stored.provider, &typed.provider),
        ("Address", &stored.base, &typed.base),
        ("Address", &stored.url, &typed.url),
        ("Account", &stored.account, &typed.account),
        ("Sender", &stored.sender, &typed.sender),
        ("Body", &stored.body, &typed.body),
        ("Header", &stored.header, &typed.header),
        ("Phone number ID", &stored.number, &typed.number),
        ("Template", &stored.template, &typed.template),
        ("Countries", &stored.countries, &typed.countries.replace("\r\n", "\n")),
        ("Most in a day", &stored.daily_limit, &typed.daily_limit),
        ("Price", &stored.price, &typed.price),
        ("Most in a month", &stored.monthly_limit, &typed.monthly_limit),
    ]
    .into_iter()
    .filter(|(_, stored, typed)| stored != typed)
    .map(|(label, stored, _)| (label, stored.clone()))
    .collect()
}

async fn remove(
    by: Sure<Can<ConnectChannels>>,
    At(kind): At<Kind>,
    _: Form<Confirmed>,
    house: web::Data<House>,
) -> Result<See> {
    let to = page(&by);
    let secrets = house.secrets.clone();
    house.db.write(move |db| Channel::disconnect(&by, kind, &secrets, db)).await?;
    Ok(see(to).saying(format!("The {} is disconnected, and its secrets are gone.", kind.name())))
}

async fn try_text(
    by: Can<ConnectChannels>,
    At(kind): At<Kind>,
    Form(form): Form<TrialForm>,
    house: web::Data<House>,
) -> Result<Reply<Index>> {
    let done = match Phone::parse(&form.to, &by.location().country) {
        Ok(phone) => {
            let (by, desk) = (by.clone(), house.desk.clone());
            house.db.write(move |db| text_trial(&by, kind, &phone, &desk, db)).await
        }
        Err(_) => Err(Error::Conflict("Enter the phone number with its country code, like +351 912 555 000".into())),
    };
    tried(by, kind.slug(), form, done, &house).await
}

async fn try_mail(
    by: Can<ConnectChannels>,
    Form(form): Form<TrialForm>,
    house: web::Data<House>,
) -> Result<Reply<Index>> {
    let done = match Email::parse(&form.to) {
        Ok(email) => {
            let (by, desk) = (by.clone(), house.desk.clone());
            house.db.write(move |db| mail_trial(&by, &email, &desk, db)).await
        }
        Err(_) => Err(Error::Conflict("Enter an email address in full, like name@example.com".into())),
    };
    tried(by, "email", form, done, &house).await
}

/// Whatever stops a test stands beside its field.
async fn tried(
    by: Can<ConnectChannels>,
    channel: &'static str,
    form: TrialForm,
    done: Result<()>,
    house: &web::Data<House>,
) -> Result<Reply<Index>> {
    let why = match done {
        Ok(()) => {
            return Ok(Reply::Done(see(page(&by)).saying(format!(
                "A test is on its way to {}. Load this page again in a moment: its row below says how it went.",
                form.to.trim()
            ))));
        }
        Err(Error::Conflict(why) | Error::TooMany(Wait { why, .. })) => why,
        Err(other) => return Err(other),
    };
    let errors = Errors::on(format!("to-{channel}"), why);
    Ok(Reply::Again(draw(by, (channel.to_owned(), form.to), errors, house).await?))
}

fn letter(by: &Inside, desk: &Desk) -> Letter<'static> {
    let location = by.location();
    let letter = Letter::new("test-message").with("inviter", by.who().to_owned());
    let letter = letter.with("location", location.name.clone()).with("role", by.role().name.clone());
    letter.with_moment("until", clock::now(), location.zone).link(desk.link("/"))
}

fn text_trial(by: &Can<ConnectChannels>, kind: Kind, to: &Phone, desk: &Desk, db: &mut Conn) -> Result<()> {
    let by = by.still(db)?;
    let channel = Channel::find(by.location().id, kind, db)?.ok_or(Error::NotFound)?;
    let language = by.location().language;
    desk.text(&channel, to, language, &letter(&by, desk), clock::now() + TRIAL, db)?;
    activity::record(&by, Entry::new(Deed::ChannelTested, format!("{} (to {})", kind.name(), to.masked())), db)
}

fn mail_trial(by: &Can<ConnectChannels>, to: &Email, desk: &Desk, db: &mut Conn) -> Result<()> {
    let by = by.still(db)?;
    limits::count(&[Limit::new(&format!("test mail {}", by.location().id), 5, TimeDelta::hours(1))], db)?;
    let desk = desk.at(by.location().id);
    desk.post(to, by.location().language, &letter(&by, &desk), clock::now() + TRIAL, db)?;
    activity::record(&by, Entry::new(Deed::ChannelTested, format!("email (to {})", to.masked())), db)
}
