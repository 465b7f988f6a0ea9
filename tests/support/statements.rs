//! How many statements each database is asked.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, Once};

use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};

static ASKED: LazyLock<Mutex<HashMap<String, usize>>> = LazyLock::new(Mutex::default);

/// The words of the statements, for databases of which they are kept.
static KEPT: LazyLock<Mutex<HashMap<String, Vec<String>>>> = LazyLock::new(Mutex::default);

/// Listens to one connection.
#[derive(Default)]
struct Listener {
    url: String,
}

impl Instrumentation for Listener {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartEstablishConnection { url, .. } => url.clone_into(&mut self.url),
            InstrumentationEvent::StartQuery { query, .. } => {
                *ASKED.lock().unwrap().entry(self.url.clone()).or_default() += 1;
                if let Some((_, kept)) = KEPT.lock().unwrap().iter_mut().find(|(of, _)| self.url.contains(of.as_str()))
                {
                    kept.push(query.to_string());
                }
            }
            _ => {}
        }
    }
}

/// Counts on every connection that is opened from now on.
pub fn count() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| set_default_instrumentation(|| Some(Box::new(Listener::default()))).unwrap());
}

/// Keeps the words of what a database is asked from now on.
pub fn keep(of: &str) {
    KEPT.lock().unwrap().insert(of.to_owned(), Vec::new());
}

/// What it was asked since.
pub fn kept(of: &str) -> Vec<String> {
    KEPT.lock().unwrap().remove(of).unwrap_or_default()
}

/// How many a database was asked so far: the one whose address holds these words.
pub fn asked(of: &str) -> usize {
    ASKED.lock().unwrap().iter().filter(|(url, _)| url.contains(of)).map(|(_, count)| *count).sum()
}
