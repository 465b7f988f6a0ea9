//! Whoever is turned away is written down: here, once, after whatever they tried has come to nothing (security.md SH3).

use actix_web::web::Data;
use actix_web::{HttpMessage, HttpRequest};
use chrono::TimeDelta;

use crate::access::{Asking, Inside};
use crate::activity::{self, Actor, AtTheDoor, Change, Deed, Entry, Pause};
use crate::chains::Within;
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Error, Result};
use crate::id::{Place, UserId};
use crate::limits::neighbourhood;

use super::extract::{ChainFrame, Frame, house, origin, signed_in_user};
use super::router::Router;

/// Refusals of people whom nobody knows are told of once in this time, for each neighbourhood they come from.
const REST: TimeDelta = TimeDelta::minutes(10);

/// The doors at which people show who they are, and with what.
const KEYS: [(&str, &str); 4] = [
    ("/sign-in", "the password"),
    ("/sign-in/code", "the code"),
    ("/account/confirmation", "the password"),
    ("/account/password", "the password"),
];

/// Whose account a request is about, though nobody is signed in. A handler says so among the request's extensions.
#[derive(Debug, Clone, Copy)]
pub struct About(pub UserId);

/// Who was turned away.
#[derive(Clone)]
enum Who {
    Inside(Inside),
    Within(Within),
    AtTheDoor(AtTheDoor),
}

/// What was refused, and in how many seconds it will not be.
#[derive(Clone)]
struct Denial {
    deed: Deed,
    subject: String,
    asked: String,
    seconds: Option<i64>,
}

impl Denial {
    fn of(req: &HttpRequest, error: &Error) -> Option<Self> {
        let asked = asked_for(req);
        let pattern = address(req).unwrap_or_default();
        let key = KEYS.iter().find(|(door, _)| *door == pattern).map(|(_, key)| (*key).to_owned());
        let (deed, subject) = match (error, key) {
            (Error::Forbidden(refusal), _) => (Deed::Refused, refusal.lacks.clone()),
            (Error::CrossSite, _) => (Deed::FormFromElsewhere, asked.clone()),
            (Error::Malformed(_), _) => (Deed::FormRejected, asked.clone()),
            (Error::TooMany(_), Some(key)) => (Deed::SignInPaused, key),
            (Error::TooMany(_), None) => (Deed::TooOften, asked.clone()),
            _ => return None,
        };
        let seconds = match error {
            Error::TooMany(wait) => Some(wait.seconds.unwrap_or(REST.num_seconds())),
            _ => None,
        };
        Some(Denial { deed, subject, asked, seconds })
    }

    fn entry(&self) -> Entry {
        let asked = (self.subject != self.asked).then(|| Change::new("Asked for", "", self.asked.clone()));
        Entry::new(self.deed, self.subject.clone()).with(asked)
    }

    /// Whoever has to wait is told of once in each pause; people whom nobody knows, once in a while at most.
    fn pause(&self, who: &Who) -> Option<Pause> {
        let deed = self.deed.slug();
        let (scope, rest) = match who {
            Who::Inside(inside) => (format!("{deed} {} {}", inside.user(), self.asked), None),
            Who::Within(within) => (format!("{deed} {} {}", within.user(), self.asked), None),
            Who::AtTheDoor(door) => {
                let from = neighbourhood(&door.origin.address);
                match door.account {
                    Some(account) => (format!("{deed} {account} {} from {from}", self.asked), None),
                    None => (format!("{deed} from {from}"), Some(REST.num_seconds())),
                }
            }
        };
        let until = clock::now() + TimeDelta::seconds(self.seconds.max(rest)?);
        Some(Pause { scope, until })
    }
}

/// Writes down that this was refused, if it is worth it. The answer stays what it is, whatever comes of that.
pub(super) async fn write_down(req: &HttpRequest, error: &Error) {
    let Some(denial) = Denial::of(req, error) else { return };
    let Some(who) = who(req).await else { return };
    if matches!((&who, denial.deed), (Who::AtTheDoor(_), Deed::FormRejected)) {
        return;
    }
    let outcome = house(req).db.write(move |db| refuse(&denial, &who, db)).await;
    if let Err(error) = outcome {
        tracing::error!(%error, asked = asked_for(req), "a refusal could not be written to the activity log");
    }
}

fn refuse(denial: &Denial, who: &Who, db: &mut Conn) -> Result<()> {
    let pause = denial.pause(who);
    match who {
        Who::Inside(inside) => activity::refuse(inside, denial.entry(), pause.as_ref(), db),
        Who::Within(within) => activity::refuse(within, denial.entry(), pause.as_ref(), db),
        Who::AtTheDoor(door) => activity::refuse_at_the_door(door, denial.entry(), pause.as_ref(), db),
    }
}

/// Who it was. Strangers are not written into the log of a business that is not theirs.
async fn who(req: &HttpRequest) -> Option<Who> {
    let frame = req.extensions().get::<Frame>().cloned();
    if let Some(frame) = frame {
        // What somebody sees through other eyes is shut to those eyes, and no attempt of theirs.
        return (!frame.inside.is_looking()).then_some(Who::Inside(frame.inside));
    }
    let within = req.extensions().get::<ChainFrame>().map(|frame| frame.within.clone());
    if let Some(within) = within {
        return Some(Who::Within(within));
    }
    let (user, origin) = (signed_in_user(req), origin(req));
    if let (Some(user), Some(place)) = (user, place_of(req)) {
        let db = &house(req).db;
        return match place {
            Place::Location(id) => db.read(move |db| Inside::enter(user, origin, id, db)).await.ok().map(Who::Inside),
            Place::Chain(id) => db.read(move |db| Within::enter(user, origin, id, db)).await.ok().map(Who::Within),
        };
    }
    let about = req.extensions().get::<About>().map(|about| about.0);
    let name = req.extensions().get::<Asking>().map(|asking| asking.who().to_owned());
    let door = AtTheDoor::somebody(user.or(about), &origin);
    Some(Who::AtTheDoor(AtTheDoor { name: name.unwrap_or(door.name), ..door }))
}

/// The location or the chain in an address, also where no handler has looked at it.
fn place_of(req: &HttpRequest) -> Option<Place> {
    let id = |rest: &str| rest.split('/').next().unwrap_or_default().to_owned();
    match req.path().strip_prefix("/locations/") {
        Some(rest) => id(rest).parse().ok().map(Place::Location),
        None => id(req.path().strip_prefix("/chains/")?).parse().ok().map(Place::Chain),
    }
}

/// Which door it was. The address itself may hold a token.
fn asked_for(req: &HttpRequest) -> String {
    format!("{} {}", req.method(), address(req).unwrap_or("an address that leads nowhere"))
}

fn address(req: &HttpRequest) -> Option<&str> {
    req.app_data::<Data<Router>>()?.address(req.match_info().as_str())
}

/// For forms about rights, whose answer is the form again: what could not be accepted is written down as well.
pub async fn rejected(by: &(impl Actor + Clone + Send + 'static), form: impl Into<String>, db: &Db) {
    let (by, entry) = (by.clone(), Entry::new(Deed::FormRejected, form));
    if let Err(error) = db.write(move |db| activity::refuse(&by, entry, None, db)).await {
        tracing::error!(%error, "a rejected form could not be written to the activity log");
    }
}
