//! What a browser sends about channels.

use serde::Deserialize;

use crate::error::{Error, Errors, Result};
use crate::locations::Location;
use crate::money;
use crate::text;

use super::model::{Hidden, Http, Kind, Reach, Rules, Settings, Twilio, WhatsApp, countries};

const TWILIO: &str = "https://api.twilio.com";
const WHATSAPP: &str = "https://graph.facebook.com";

/// Nobody sends more invitations than this in a day.
const MOST_IN_A_DAY: i64 = 10_000;

/// A channel, as typed. The fields of other providers stay empty.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ChannelForm {
    pub provider: String,
    pub base: String,
    pub account: String,
    pub secret: String,
    pub sender: String,
    pub method: String,
    pub url: String,
    pub body: String,
    pub header: String,
    pub number: String,
    pub template: String,
    pub language: String,
    pub honours_keys: Option<String>,
    pub countries: String,
    pub daily_limit: String,
    pub price: String,
    pub monthly_limit: String,
    pub version: i64,
}

impl ChannelForm {
    /// An empty form, with what most people will want.
    pub fn fresh(kind: Kind, provider: &str, location: &Location) -> Self {
        let provider = match (kind, provider) {
            (Kind::Chatbot, _) => "whatsapp",
            (Kind::Sms, "http") => "http",
            (Kind::Sms, _) => "twilio",
        };
        ChannelForm {
            provider: provider.to_owned(),
            base: if kind == Kind::Sms { TWILIO } else { WHATSAPP }.to_owned(),
            method: "POST".into(),
            language: location.language.code().to_owned(),
            countries: countries::name(&location.country).to_owned(),
            daily_limit: "50".into(),
            ..ChannelForm::default()
        }
    }

    /// What is connected, without its secret.
    pub fn of(settings: &Settings, rules: &Rules, version: i64, currency: &str) -> Self {
        let names: Vec<&str> = rules.countries.iter().map(|code| countries::name(code)).collect();
        let form = ChannelForm {
            provider: settings.provider().to_owned(),
            countries: names.join("\n"),
            daily_limit: rules.daily_limit.to_string(),
            price: if rules.price == 0 { String::new() } else { money::plain(rules.price, currency) },
            monthly_limit: rules.monthly_limit.map(|most| money::plain(most, currency)).unwrap_or_default(),
            honours_keys: settings.honours_keys().then(|| "yes".to_owned()),
            version,
            ..ChannelForm::default()
        };
        match settings.clone() {
            Settings::Twilio(twilio) => {
                ChannelForm { base: twilio.base, account: twilio.account, sender: twilio.sender, ..form }
            }
            Settings::Http(http) => ChannelForm {
                method: if http.posts { "POST" } else { "GET" }.to_owned(),
                url: http.url,
                body: http.body,
                header: http.header,
                ..form
            },
            Settings::WhatsApp(whatsapp) => ChannelForm {
                base: whatsapp.base,
                number: whatsapp.number,
                template: whatsapp.template,
                language: whatsapp.language,
                ..form
            },
        }
    }

    pub fn parse(&self, kind: Kind, currency: &str, reach: Reach) -> Result<(Settings, Rules)> {
        let mut errors = Errors::none();
        let settings = match (kind, self.provider.as_str()) {
            (Kind::Sms, "twilio") => self.twilio(reach, &mut errors),
            (Kind::Sms, "http") => self.http(reach, &mut errors),
            (Kind::Chatbot, "whatsapp") => self.whatsapp(reach, &mut errors),
            _ => return Err(Error::Malformed("Parlour does not know this provider. Load the page again.".into())),
        };
        let rules = self.rules(currency, &mut errors);
        errors.or((settings, rules))
    }

    fn twilio(&self, reach: Reach, errors: &mut Errors) -> Settings {
        let account = word("account", &self.account, "Enter the account SID, as your provider shows it", errors);
        let sender = text::line("sender", "the sender", &self.sender, 40, errors);
        if sender.is_empty() {
            errors.add("sender", "Enter the number or the name that texts come from");
        }
        let base = address("base", &self.base, reach, errors);
        let honours_keys = self.honours_keys.is_some();
        Settings::Twilio(Twilio { base, account, token: self.secret(errors), sender, honours_keys })
    }

    fn http(&self, reach: Reach, errors: &mut Errors) -> Settings {
        let url = address("url", &self.url, reach, errors);
        let body = self.body.trim().to_owned();
        if body.len() > 2000 {
            errors.add("body", "Shorten the body to 2000 characters");
        }
        let posts = self.method == "POST";
        let places = format!("{url} {}", if posts { &body } else { "" });
        if errors.at("url").is_empty() && !(places.contains("{to}") || places.contains("{digits}")) {
            errors.add("url", "Write {to} where the number goes, in the address or in the body");
        }
        if errors.at("url").is_empty() && !places.contains("{text}") {
            errors.add("url", "Write {text} where the text goes, in the address or in the body");
        }
        let header = self.header.trim().to_owned();
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if !header.chars().all(is_name) || header.len() > 60 {
            errors.add("header", "Enter the name of a header, like Authorization");
        }
        let honours_keys = self.honours_keys.is_some();
        Settings::Http(Http { posts, url, body, header, secret: self.secret(errors), honours_keys })
    }

    fn whatsapp(&self, reach: Reach, errors: &mut Errors) -> Settings {
        Settings::WhatsApp(WhatsApp {
            base: address("base", &self.base, reach, errors),
            number: word("number", &self.number, "Enter the phone number ID, as WhatsApp Manager shows it", errors),
            token: self.secret(errors),
            template: word("template", &self.template, "Enter the name of the approved template", errors),
            language: word("language", &self.language, "Enter the language code of the template, like en", errors),
        })
    }

    fn secret(&self, errors: &mut Errors) -> Hidden {
        let secret = self.secret.trim();
        if secret.len() > 500 || !secret.chars().all(|c| c.is_ascii_graphic() || c == ' ') {
            errors.add("secret", "Copy the secret again: it holds signs that no secret has");
        }
        Hidden(secret.to_owned())
    }

    fn rules(&self, currency: &str, errors: &mut Errors) -> Rules {
        let countries = countries::parse(&self.countries).unwrap_or_else(|why| {
            errors.add("countries", why);
            Vec::new()
        });
        let daily_limit = self.daily_limit.trim().parse().unwrap_or(0);
        if !(1..=MOST_IN_A_DAY).contains(&daily_limit) {
            errors.add("daily_limit", format!("Enter a number from 1 to {MOST_IN_A_DAY}"));
        }
        let price = amount("price", &self.price, currency, errors).unwrap_or(0);
        let monthly_limit = amount("monthly_limit", &self.monthly_limit, currency, errors);
        if monthly_limit.is_some() && price == 0 && errors.at("price").is_empty() {
            errors.add("price", "Enter what a message costs, or the limit of the month cannot be kept");
        }
        Rules { countries, daily_limit, price, monthly_limit }
    }
}

fn amount(field: &str, typed: &str, currency: &str, errors: &mut Errors) -> Option<i64> {
    if typed.trim().is_empty() {
        return None;
    }
    let amount = money::parse(typed, currency);
    if amount.is_none() {
        errors.add(field, format!("Enter an amount in {currency}, like 0.05"));
    }
    amount
}

fn address(field: &str, typed: &str, reach: Reach, errors: &mut Errors) -> String {
    let typed = typed.trim();
    if let Some(why) = reach.refuses(typed) {
        errors.add(field, why);
    } else if typed.len() > 1000 {
        errors.add(field, "Shorten the address to 1000 characters");
    }
    typed.to_owned()
}

/// A word without spaces, as providers name things.
fn word(field: &str, typed: &str, when_bad: &str, errors: &mut Errors) -> String {
    let typed = typed.trim();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if typed.is_empty() || typed.len() > 100 || !typed.chars().all(is_plain) {
        errors.add(field, when_bad);
    }
    typed.to_owned()
}

/// A test message.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TrialForm {
    pub to: String,
}
