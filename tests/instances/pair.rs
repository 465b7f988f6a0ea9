//! Two instances, what stands in front of them, and what they share.

use std::path::Path;
use std::time::Duration;

use actix_web::rt::time::sleep;
use reqwest::{Method, RequestBuilder};
use tokio::sync::{Mutex, MutexGuard};
use url::form_urlencoded::Serializer;

use crate::balancer::{self, Balancer};
use crate::faketime::Clock;
use crate::founding::founded;
use crate::postgres::fresh_database;
use crate::program::{Place, Running};
use crate::smtp::MailServer;
use crate::visitor::{Seen, Visitor, browser};

/// Longer than an instance may take to stop while it is served from (security.md R21).
const A_WHILE: Duration = Duration::from_secs(30);

/// How often something is looked at again, twenty times a second.
pub const PATIENCE: usize = 20 * 60;

/// One instance of the program.
pub struct Instance {
    pub url: String,
    place: Place,
    running: Running,
}

pub struct Pair {
    pub a: Instance,
    pub b: Instance,
    pub balancer: Balancer,
    pub mail: MailServer,
    pub database: String,
    _shared: tempfile::TempDir,
    _alone: Alone,
}

/// Two cores are enough for one story at a time.
static STAGE: Mutex<()> = Mutex::const_new(());

/// The right to play: the next story waits until it is given back.
pub type Alone = MutexGuard<'static, ()>;

impl Instance {
    fn open(place: Place, database: &str, public: &str, mail: &str, key: &Path) -> Self {
        let url = place.url().to_owned();
        let place = place
            .with("PARLOUR_DATABASE_URL", database)
            .with("PARLOUR_PUBLIC_URL", public)
            .with("PARLOUR_SMTP_URL", mail)
            .with("PARLOUR_SECRET_KEY_FILE", &key.display().to_string())
            .with("PARLOUR_TRUSTED_PROXIES", "127.0.0.1/32")
            .with("PARLOUR_DRAIN", "8");
        Instance { url, running: place.open(), place }
    }

    /// Without the `http://`.
    pub fn address(&self) -> &str {
        self.url.trim_start_matches("http://")
    }

    /// Waits until it says that it can serve.
    pub async fn is_ready(&self) {
        until_ready(&self.url).await;
    }

    /// Told to stop, it has to end by itself.
    pub async fn leaves(&mut self) {
        self.running.tell_to_stop();
        let status = self.running.ends_within(A_WHILE).expect("it does not stop");
        assert!(status.success(), "it ended with {status}");
    }

    pub fn falls(&mut self) {
        self.running.kill();
    }

    /// The same instance anew.
    pub async fn comes_back(&mut self) {
        self.running = self.place.open();
        self.is_ready().await;
    }

    pub fn still_runs(&mut self) -> bool {
        self.running.ends_within(Duration::from_millis(1)).is_none()
    }
}

impl Pair {
    pub async fn alone() -> Alone {
        STAGE.lock().await
    }

    /// Two instances on a database of their own; `None` where there is no PostgreSQL or no HAProxy.
    pub async fn open() -> Option<Self> {
        let alone = Self::alone().await;
        Some(Self::on(&database()?, alone).await)
    }

    /// The same on the sample chain of the demo.
    pub async fn with_sample() -> Option<Self> {
        let alone = Self::alone().await;
        let database = database()?;
        let shared = tempfile::tempdir().unwrap();
        let key = shared.path().join("secret.key").display().to_string();
        let place = Place::new().with("PARLOUR_DATABASE_URL", &database).with("PARLOUR_SECRET_KEY_FILE", &key);
        drop(place.open_demo());
        Some(Self::sharing(shared, &database, Place::new(), alone).await)
    }

    /// Two instances of which the second goes by another clock; `None` too where there is none that can be set.
    pub async fn at_odds() -> Option<(Self, Clock)> {
        let alone = Self::alone().await;
        let (second, clock) = Clock::beside(Place::new())?;
        Some((Self::sharing(tempfile::tempdir().unwrap(), &database()?, second, alone).await, clock))
    }

    pub async fn on(database: &str, alone: Alone) -> Self {
        Self::sharing(tempfile::tempdir().unwrap(), database, Place::new(), alone).await
    }

    async fn sharing(shared: tempfile::TempDir, database: &str, second: Place, alone: Alone) -> Self {
        let mail = MailServer::open();
        let key = shared.path().join("secret.key");
        let mut balancer = Balancer::new();
        let a = Instance::open(Place::new(), database, &balancer.url, &mail.url, &key);
        // The first makes the key that the second shares.
        a.is_ready().await;
        let b = Instance::open(second, database, &balancer.url, &mail.url, &key);
        b.is_ready().await;
        balancer.open(a.address(), b.address());
        until_ready(&balancer.url).await;
        Pair { a, b, balancer, mail, database: database.to_owned(), _shared: shared, _alone: alone }
    }

    /// Opens the first location, and returns its owner.
    pub async fn founded(&self) -> Visitor {
        founded(&self.balancer.url).await
    }
}

/// A fresh one, where there is everything that a pair needs.
fn database() -> Option<String> {
    balancer::program()?;
    fresh_database()
}

async fn until_ready(url: &str) {
    let client = browser().build().unwrap();
    for _ in 0..PATIENCE {
        if client.get(format!("{url}/readyz")).send().await.is_ok_and(|answer| answer.status() == 200) {
            return;
        }
        sleep(Duration::from_millis(50)).await;
    }
    panic!("{url} does not open");
}

/// The same browser at the door of one instance: cookies belong to a host, and not to a port.
pub struct At<'a>(pub &'a Visitor, pub &'a Instance);

impl At<'_> {
    pub async fn get(&self, path: &str) -> Seen {
        self.0.send(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let mark = self.0.fetch_mark().await;
        let body = Serializer::new(String::new()).append_pair("mark", &mark).extend_pairs(fields).finish();
        let form = self.request(Method::POST, path).header("content-type", "application/x-www-form-urlencoded");
        self.0.send(form.body(body)).await
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let (client, request) = self.0.request(method, path).build_split();
        let mut request = request.unwrap();
        let port = self.1.url.rsplit_once(':').unwrap().1.parse().unwrap();
        request.url_mut().set_port(Some(port)).unwrap();
        RequestBuilder::from_parts(client, request)
    }
}
