//! How a provider is reached: addresses, names and secrets, kept sealed.

use std::fmt;

use serde::{Deserialize, Serialize};
use url::Url;

/// A secret that is never shown, not even by mistake.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hidden(pub String);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(hidden)")
    }
}

/// One of the providers that Parlour can speak to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "provider", rename_all = "lowercase")]
pub enum Settings {
    Twilio(Twilio),
    Http(Http),
    WhatsApp(WhatsApp),
}

/// An SMS aggregator that speaks as Twilio does.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Twilio {
    pub base: String,
    pub account: String,
    pub token: Hidden,
    pub sender: String,
    pub honours_keys: bool,
}

/// Any other gateway, described by templates with `{to}`, `{digits}`, `{text}`, `{key}` and `{secret}`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Http {
    pub posts: bool,
    pub url: String,
    pub body: String,
    /// The header that carries the secret, if one does.
    pub header: String,
    pub secret: Hidden,
    pub honours_keys: bool,
}

/// Template messages of the WhatsApp Business Cloud API.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct WhatsApp {
    pub base: String,
    pub number: String,
    pub token: Hidden,
    pub template: String,
    pub language: String,
}

impl Settings {
    /// What the database calls the provider.
    pub fn provider(&self) -> &'static str {
        match self {
            Settings::Twilio(_) => "twilio",
            Settings::Http(_) => "http",
            Settings::WhatsApp(_) => "whatsapp",
        }
    }

    pub fn title(&self) -> &'static str {
        match self {
            Settings::Twilio(_) => "SMS through a Twilio-compatible aggregator",
            Settings::Http(_) => "SMS through an HTTP gateway",
            Settings::WhatsApp(_) => "Chatbot on WhatsApp Business",
        }
    }

    /// The address that messages go to.
    pub fn address(&self) -> &str {
        match self {
            Settings::Twilio(twilio) => &twilio.base,
            Settings::Http(http) => &http.url,
            Settings::WhatsApp(whatsapp) => &whatsapp.base,
        }
    }

    /// The server behind that address.
    pub fn host(&self) -> String {
        Url::parse(self.address()).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
    }

    pub fn secret(&self) -> &Hidden {
        match self {
            Settings::Twilio(twilio) => &twilio.token,
            Settings::Http(http) => &http.secret,
            Settings::WhatsApp(whatsapp) => &whatsapp.token,
        }
    }

    fn secret_mut(&mut self) -> &mut Hidden {
        match self {
            Settings::Twilio(twilio) => &mut twilio.token,
            Settings::Http(http) => &mut http.secret,
            Settings::WhatsApp(whatsapp) => &mut whatsapp.token,
        }
    }

    /// Whether a message sent twice with one key arrives once (security.md R3).
    pub fn honours_keys(&self) -> bool {
        match self {
            Settings::Twilio(twilio) => twilio.honours_keys,
            Settings::Http(http) => http.honours_keys,
            Settings::WhatsApp(_) => false,
        }
    }

    /// A field left empty keeps the secret there is, but only for the server that has it already: a secret that
    /// cannot be read cannot be sent elsewhere either. Says whether there is a secret now, or none is needed.
    pub fn keep_secret_of(&mut self, old: Option<&Settings>) -> bool {
        if self.secret().0.is_empty()
            && let Some(old) = old
            && old.provider() == self.provider()
            && origin(old.address()) == origin(self.address())
        {
            *self.secret_mut() = old.secret().clone();
        }
        !self.secret().0.is_empty() || !self.needs_secret()
    }

    fn needs_secret(&self) -> bool {
        match self {
            Settings::Twilio(_) | Settings::WhatsApp(_) => true,
            Settings::Http(http) => {
                !http.header.is_empty() || [&http.url, &http.body].iter().any(|text| text.contains("{secret}"))
            }
        }
    }

    /// What may be shown and written down.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Settings::Twilio(twilio) => vec![
                ("Address", twilio.base.clone()),
                ("Account", twilio.account.clone()),
                ("Sender", twilio.sender.clone()),
                ("Honours keys", said(twilio.honours_keys)),
            ],
            Settings::Http(http) => vec![
                ("Method", if http.posts { "POST" } else { "GET" }.to_owned()),
                ("Address", http.url.clone()),
                ("Body", http.body.clone()),
                ("Header", http.header.clone()),
                ("Honours keys", said(http.honours_keys)),
            ],
            Settings::WhatsApp(whatsapp) => vec![
                ("Address", whatsapp.base.clone()),
                ("Phone number ID", whatsapp.number.clone()),
                ("Template", whatsapp.template.clone()),
                ("Language", whatsapp.language.clone()),
            ],
        }
    }
}

fn said(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}

fn origin(address: &str) -> Option<url::Origin> {
    Url::parse(address).ok().map(|url| url.origin())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn twilio(base: &str, token: &str) -> Settings {
        Settings::Twilio(Twilio { base: base.into(), token: Hidden(token.into()), ..Twilio::default() })
    }

    #[test]
    fn an_empty_field_keeps_the_secret_but_never_sends_it_to_another_server() {
        let old = twilio("https://api.twilio.com", "s3cret");

        let mut same = twilio("https://api.twilio.com/", "");
        assert!(same.keep_secret_of(Some(&old)));
        assert_eq!(same.secret().0, "s3cret");
        for elsewhere in ["https://evil.test", "https://api.twilio.com:8443", "http://api.twilio.com"] {
            let mut moved = twilio(elsewhere, "");
            assert!(!moved.keep_secret_of(Some(&old)), "{elsewhere}");
            assert_eq!(moved.secret().0, "", "{elsewhere}");
        }
    }

    #[test]
    fn a_secret_is_not_printed() {
        assert!(!format!("{:?}", twilio("https://api.twilio.com", "s3cret")).contains("s3cret"));
    }
}
