//! What a gateway's answer means: taken, refused, not now, or nobody knows (security.md R3, R30).

use chrono::{DateTime, NaiveDateTime, TimeDelta};
use serde_json::Value;

use crate::clock;
use crate::text;

use super::settings::Settings;

/// How a message fared at a gateway.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    Taken,
    /// Refused for good.
    Refused(String),
    /// It may have been sent, and trying again could send it twice. If the gateway had better rest, until when.
    Unknown(String, Option<NaiveDateTime>),
    /// It may have been sent, but the gateway recognises a second try.
    Again(String, NaiveDateTime),
    /// It was not sent, and the gateway takes nothing from anybody until then.
    Pause(String, NaiveDateTime),
    /// It was not sent, for a reason of this machine.
    Later(String),
}

/// The longest that a gateway may ask for.
const LONGEST_PAUSE: TimeDelta = TimeDelta::days(1);

/// How long a gateway rests that does not answer, or does not know us.
const REST: TimeDelta = TimeDelta::minutes(1);

/// What came back over the wire.
pub(super) struct Reply<'a> {
    pub status: u16,
    pub retry_after: Option<&'a str>,
    /// Cut where nobody reads on.
    pub body: &'a [u8],
}

pub(super) fn judge(settings: &Settings, reply: &Reply<'_>) -> Answer {
    match reply.status {
        200..300 => judge_success(settings, reply.body),
        300..400 => Answer::Refused(format!(
            "The gateway answers with a redirect ({}). Check its address in Settings › Channels.",
            reply.status
        )),
        401 | 403 | 407 => Answer::Pause(
            format!("The gateway does not take the account or the secret ({}). Enter them anew.", reply.status),
            clock::now() + REST,
        ),
        429 => Answer::Pause("The gateway asks for a pause.".into(), until(reply.retry_after)),
        400..500 => Answer::Refused(format!("The gateway refused it ({}).{}", reply.status, reason(reply.body))),
        status => silent(settings, format!("The gateway had a problem of its own ({status}).")),
    }
}

/// After a request that may have arrived: with a key it can be sent again, without one nobody knows.
pub(super) fn silent(settings: &Settings, why: String) -> Answer {
    let until = clock::now() + REST;
    if settings.honours_keys() { Answer::Again(why, until) } else { Answer::Unknown(why, Some(until)) }
}

/// Nobody listened, so nothing was sent.
pub(super) fn unheard() -> Answer {
    Answer::Pause("The gateway cannot be reached.".into(), clock::now() + REST)
}

fn judge_success(settings: &Settings, body: &[u8]) -> Answer {
    let is_understood = match settings {
        Settings::Http(_) => !is_page(body),
        Settings::Twilio(_) => field(body, &["sid"]).is_some(),
        Settings::WhatsApp(_) => field(body, &["messages", "0", "id"]).is_some(),
    };
    if is_understood {
        Answer::Taken
    } else {
        Answer::Unknown("The gateway answered with something that is no receipt. Check its address.".into(), None)
    }
}

/// A web page is what a sign-in form or a captive portal sends, and never a receipt.
fn is_page(body: &[u8]) -> bool {
    let start: String = String::from_utf8_lossy(&body[..body.len().min(200)]).trim_start().to_lowercase();
    start.starts_with("<!doctype") || start.starts_with("<html")
}

/// What a provider says in its own words.
fn reason(body: &[u8]) -> String {
    let said = field(body, &["message"]).or_else(|| field(body, &["error", "message"]));
    said.map(|words| format!(" It says: {}", text::tidy(&words).chars().take(200).collect::<String>()))
        .unwrap_or_default()
}

fn field(body: &[u8], path: &[&str]) -> Option<String> {
    let answer: Value = serde_json::from_slice(body).ok()?;
    let found = path.iter().try_fold(&answer, |value, step| match step.parse::<usize>() {
        Ok(place) => value.get(place),
        Err(_) => value.get(step),
    })?;
    found.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

/// `Retry-After` in seconds or as a date; a minute when it says nothing that can be read.
fn until(retry_after: Option<&str>) -> NaiveDateTime {
    let now = clock::now();
    let asked = retry_after.map(str::trim).and_then(|text| match text.parse::<i64>() {
        Ok(seconds) => TimeDelta::try_seconds(seconds).map(|pause| now + pause.min(LONGEST_PAUSE)),
        Err(_) => DateTime::parse_from_rfc2822(text).ok().map(|date| date.naive_utc()),
    });
    asked.unwrap_or(now + REST).clamp(now + TimeDelta::seconds(1), now + LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::super::settings::{Http, Twilio, WhatsApp};
    use super::*;

    fn http(honours_keys: bool) -> Settings {
        Settings::Http(Http { honours_keys, ..Http::default() })
    }

    fn answer(settings: &Settings, status: u16, body: &str) -> Answer {
        judge(settings, &Reply { status, retry_after: None, body: body.as_bytes() })
    }

    #[test]
    fn only_a_receipt_means_that_it_is_sent() {
        let twilio = Settings::Twilio(Twilio::default());
        let whatsapp = Settings::WhatsApp(WhatsApp::default());

        assert_eq!(answer(&twilio, 201, r#"{"sid":"SM1","status":"queued"}"#), Answer::Taken);
        assert_eq!(answer(&whatsapp, 200, r#"{"messages":[{"id":"wamid.1"}]}"#), Answer::Taken);
        assert_eq!(answer(&http(false), 200, "OK 123"), Answer::Taken);
        for (settings, body) in [
            (&twilio, "OK"),
            (&twilio, "{}"),
            (&whatsapp, r#"{"messages":[]}"#),
            (&http(false), "  <!DOCTYPE html><p>Sign in"),
            (&http(false), "<HTML>"),
        ] {
            assert!(matches!(answer(settings, 200, body), Answer::Unknown(_, None)), "{body}");
        }
    }

    #[test]
    fn r3_a_problem_of_the_gateway_is_tried_again_only_with_a_key() {
        assert!(matches!(answer(&http(false), 500, ""), Answer::Unknown(_, Some(_))));
        assert!(matches!(answer(&http(true), 500, ""), Answer::Again(..)));
    }

    #[test]
    fn r30_redirects_and_refusals_are_final_and_say_why() {
        for status in [301, 302, 307] {
            assert!(matches!(answer(&http(true), status, ""), Answer::Refused(_)));
        }
        let refused = answer(&http(false), 400, r#"{"code":21211,"message":"Invalid\n 'To' number"}"#);
        assert_eq!(refused, Answer::Refused("The gateway refused it (400). It says: Invalid 'To' number".into()));
        let refused = answer(&http(false), 404, r#"{"error":{"message":"No template"}}"#);
        assert!(matches!(refused, Answer::Refused(why) if why.ends_with("It says: No template")));
        assert!(matches!(answer(&http(false), 401, ""), Answer::Pause(..)));
    }

    #[test]
    fn r30_retry_after_is_read_in_seconds_and_as_a_date() {
        let now = clock::now();
        let about = |asked: Option<&str>| (until(asked) - now).num_seconds();
        let date = (now + TimeDelta::minutes(10)).and_utc().format("%a, %d %b %Y %H:%M:%S GMT").to_string();

        assert!((119..=121).contains(&about(Some("120"))));
        assert!((598..=601).contains(&about(Some(&date))));
        assert!((59..=61).contains(&about(None)));
        assert!((59..=61).contains(&about(Some("soon"))));
        assert!((0..=2).contains(&about(Some("-5"))));
        assert!((86_399..=86_401).contains(&about(Some("99999999999999"))));
        assert!((86_399..=86_401).contains(&about(Some("9223372036854775"))));
    }
}
