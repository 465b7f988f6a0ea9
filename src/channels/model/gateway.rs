//! The way over the wire: one request per message, no redirects, short patience, little read.

use std::sync::OnceLock;
use std::time::Duration;

use reqwest::header::{HeaderName, HeaderValue, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response};
use serde_json::json;

use crate::users::Phone;

use super::answers::{Answer, Reply, judge, silent, unheard};
use super::reach::Reach;
use super::settings::{Http, Settings, Twilio, WhatsApp};

const CONNECT: Duration = Duration::from_secs(5);

/// Nobody reads more of an answer.
const LONGEST_ANSWER: usize = 64 * 1024;

/// A message for a phone.
#[derive(Debug, Clone)]
pub struct Errand<'a> {
    pub to: &'a Phone,
    /// The whole text, for SMS.
    pub text: &'a str,
    /// The words that a chatbot's template asks for, in order.
    pub words: &'a [String],
    /// Always the same for one message, so that a gateway can tell a second try from a second message.
    pub key: &'a str,
}

/// Speaks to gateways.
pub struct Gateway {
    client: OnceLock<Option<Client>>,
    reach: Reach,
    patience: Duration,
}

impl Gateway {
    pub fn new(reach: Reach, patience: Duration) -> Self {
        Gateway { client: OnceLock::new(), reach, patience }
    }

    /// Made when the first message goes: many an installation never calls a gateway.
    fn client(&self) -> Option<&Client> {
        self.client.get_or_init(|| self.connect()).as_ref()
    }

    fn connect(&self) -> Option<Client> {
        let client = Client::builder()
            .user_agent("Parlour")
            .redirect(Policy::none())
            .no_proxy()
            .connect_timeout(CONNECT.min(self.patience))
            .timeout(self.patience)
            .dns_resolver(self.reach.resolver())
            .build();
        client.inspect_err(|cause| tracing::error!(%cause, "no gateway can be called from this machine")).ok()
    }

    /// Carries one message, and says truthfully how it fared.
    pub async fn carry(&self, settings: &Settings, errand: &Errand<'_>) -> Answer {
        let Some(client) = self.client() else {
            return Answer::Later("This machine has no certificates to check a gateway with.".into());
        };
        let request = match settings {
            Settings::Twilio(twilio) => twilio.request(client, errand),
            Settings::Http(http) => http.request(client, errand),
            Settings::WhatsApp(whatsapp) => whatsapp.request(client, errand),
        };
        if let Some(why) = self.reach.refuses(settings.address()) {
            return Answer::Refused(format!("The gateway’s address cannot be used. {why}."));
        }
        let request = request.header("idempotency-key", errand.key).header("x-idempotency-key", errand.key);
        match request.send().await {
            Ok(answer) => read(settings, answer).await,
            Err(cause) if cause.is_connect() => unheard(),
            Err(cause) if cause.is_builder() => Answer::Refused("The gateway’s address cannot be used.".into()),
            Err(cause) if cause.is_timeout() => silent(settings, "The gateway took too long to answer.".into()),
            Err(_) => silent(settings, "The gateway hung up without an answer.".into()),
        }
    }
}

async fn read(settings: &Settings, mut answer: Response) -> Answer {
    let status = answer.status().as_u16();
    let retry_after = answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let mut body = Vec::new();
    while body.len() < LONGEST_ANSWER {
        match answer.chunk().await {
            Ok(Some(part)) => body.extend_from_slice(&part[..part.len().min(LONGEST_ANSWER - body.len())]),
            Ok(None) | Err(_) => break,
        }
    }
    judge(settings, &Reply { status, retry_after: retry_after.as_deref(), body: &body })
}

impl Twilio {
    fn request(&self, client: &Client, errand: &Errand<'_>) -> RequestBuilder {
        let url =
            format!("{}/2010-04-01/Accounts/{}/Messages.json", self.base.trim_end_matches('/'), encoded(&self.account));
        let sender = if self.sender.starts_with("MG") { "MessagingServiceSid" } else { "From" };
        client.post(url).basic_auth(&self.account, Some(&self.token.0)).form(&[
            ("To", errand.to.as_str()),
            (sender, &self.sender),
            ("Body", errand.text),
        ])
    }
}

impl Http {
    fn request(&self, client: &Client, errand: &Errand<'_>) -> RequestBuilder {
        let url = self.filled(&self.url, errand, encoded);
        let request = if self.posts { client.post(url) } else { client.get(url) };
        let request = match (HeaderName::try_from(&self.header), HeaderValue::try_from(&self.secret.0)) {
            (Ok(name), Ok(mut secret)) if !self.header.is_empty() => {
                secret.set_sensitive(true);
                request.header(name, secret)
            }
            _ => request,
        };
        if !self.posts || self.body.is_empty() {
            return request;
        }
        let is_json = self.body.trim_start().starts_with(['{', '[']);
        let (kind, body) = if is_json {
            ("application/json", self.filled(&self.body, errand, in_json))
        } else {
            ("application/x-www-form-urlencoded", self.filled(&self.body, errand, encoded))
        };
        request.header("content-type", kind).body(body)
    }

    /// A template with its places filled, each once: what a text holds is never taken for a place.
    fn filled(&self, template: &str, errand: &Errand<'_>, escape: fn(&str) -> String) -> String {
        let mut filled = String::new();
        let mut rest = template;
        while let Some(start) = rest.find('{') {
            filled.push_str(&rest[..start]);
            rest = &rest[start..];
            let place = rest.find('}').map(|end| &rest[1..end]);
            let value = match place {
                Some("to") => Some(errand.to.as_str()),
                Some("digits") => Some(errand.to.as_str().trim_start_matches('+')),
                Some("text") => Some(errand.text),
                Some("key") => Some(errand.key),
                Some("secret") => Some(self.secret.0.as_str()),
                _ => None,
            };
            match (place, value) {
                (Some(place), Some(value)) => {
                    filled.push_str(&escape(value));
                    rest = &rest[place.len() + 2..];
                }
                _ => {
                    filled.push('{');
                    rest = &rest[1..];
                }
            }
        }
        filled + rest
    }
}

impl WhatsApp {
    fn request(&self, client: &Client, errand: &Errand<'_>) -> RequestBuilder {
        let words: Vec<_> = errand.words.iter().map(|word| json!({ "type": "text", "text": word })).collect();
        let url = format!("{}/v23.0/{}/messages", self.base.trim_end_matches('/'), encoded(&self.number));
        client.post(url).bearer_auth(&self.token.0).json(&json!({
            "messaging_product": "whatsapp",
            "to": errand.to.as_str().trim_start_matches('+'),
            "type": "template",
            "template": {
                "name": self.template,
                "language": { "code": self.language },
                "components": [{ "type": "body", "parameters": words }],
            },
        }))
    }
}

/// For an address or a form.
fn encoded(value: &str) -> String {
    url::form_urlencoded::byte_serialize(value.as_bytes()).collect::<String>().replace('+', "%20")
}

/// For the inside of a string in JSON.
fn in_json(value: &str) -> String {
    let quoted = serde_json::Value::from(value).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::settings::Hidden;
    use super::*;

    fn fill(template: &str, text: &str, escape: fn(&str) -> String) -> String {
        let http = Http { secret: Hidden("p&w".into()), ..Http::default() };
        let to = Phone::stored("+351912555031".into());
        http.filled(template, &Errand { to: &to, text, words: &[], key: "k1" }, escape)
    }

    #[test]
    fn places_are_filled_once_and_escaped_where_they_stand() {
        assert_eq!(
            fill("https://g.test/?to={to}&n={digits}&t={text}&k={key}&p={secret}", "Hi & {to}", encoded),
            "https://g.test/?to=%2B351912555031&n=351912555031&t=Hi%20%26%20%7Bto%7D&k=k1&p=p%26w"
        );
        assert_eq!(
            fill(r#"{"to":"{to}","msg":{"text":"{text}"}}"#, "a \"b\"\nc", in_json),
            r#"{"to":"+351912555031","msg":{"text":"a \"b\"\nc"}}"#
        );
        assert_eq!(fill("{unknown} {", "x", encoded), "{unknown} {");
    }
}
