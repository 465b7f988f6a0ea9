//! What people were told, held against what the database knows.

use std::collections::BTreeMap;

use diesel::prelude::*;
use parlour::db::Db;
use parlour::schema::clients;

/// What came of the work.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Pages that were read to their end.
    pub pages: usize,
    /// Why others were not.
    pub unread: Vec<String>,
    /// Names that were answered as done.
    pub done: Vec<String>,
    /// Those of which it was said that nothing was changed.
    pub refused: Vec<String>,
    /// Those of which it was said that it is not known what became of them.
    pub unknown: Vec<String>,
    /// Those that nobody answered, and how that showed. A browser sends such a form again by itself.
    pub unanswered: Vec<(String, String)>,
}

impl Ledger {
    pub fn add(&mut self, other: Ledger) {
        self.pages += other.pages;
        self.unread.extend(other.unread);
        self.done.extend(other.done);
        self.refused.extend(other.refused);
        self.unknown.extend(other.unknown);
        self.unanswered.extend(other.unanswered);
    }

    /// Every form is answered. What is said to be done is there exactly once, what is said to be refused is not there, and nothing is twice.
    #[track_caller]
    pub fn is_true(&self, database: &str) {
        assert!(self.unanswered.is_empty(), "no answer, so a browser would send it again: {:?}", self.unanswered);
        let there = clients_in(database);
        let count = |name: &String| there.get(name).copied().unwrap_or_default();
        let lost: Vec<_> = self.done.iter().filter(|name| count(name) == 0).collect();
        assert!(lost.is_empty(), "said to be done, and not there: {lost:?}");
        let doubles: Vec<_> = there.iter().filter(|(_, count)| **count > 1).collect();
        assert!(doubles.is_empty(), "done twice: {doubles:?}");
        let unsaid: Vec<_> = self.refused.iter().filter(|name| count(name) > 0).collect();
        assert!(unsaid.is_empty(), "said to have changed nothing, and there: {unsaid:?}");
    }

    /// For whoever reads the output of the tests.
    pub fn tell(&self, story: &str) {
        println!(
            "{story}: {} pages read, {} not, {} forms done, {} refused, {} of which it is not known",
            self.pages,
            self.unread.len(),
            self.done.len(),
            self.refused.len(),
            self.unknown.len()
        );
    }
}

/// The names of the clients, and how often each is there.
fn clients_in(database: &str) -> BTreeMap<String, usize> {
    let names: Vec<String> =
        Db::open(database).unwrap().read_now(|db| Ok(clients::table.select(clients::name).load(db)?)).unwrap();
    names.into_iter().fold(BTreeMap::new(), |mut there, name| {
        *there.entry(name).or_default() += 1;
        there
    })
}
