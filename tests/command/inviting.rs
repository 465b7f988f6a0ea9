//! People who are invited in one form after the other, and the letters that reach them.

use std::collections::BTreeMap;

use url::form_urlencoded::Serializer;

use crate::smtp::Letter;
use crate::visitor::Visitor;

/// How many people are invited in one form.
pub const ROWS: usize = 4;

/// The number of the role View only.
pub async fn role_of(anna: &Visitor) -> String {
    anna.get("/locations/1/invitations/new").await.value_of("role-1")
}

pub fn people(round: usize) -> Vec<String> {
    (0..ROWS).map(|row| format!("guest{round}x{row}@new.test")).collect()
}

/// Whether the house has said that everybody is invited.
pub async fn invite(anna: Visitor, role: String, people: Vec<String>) -> bool {
    let mark = anna.fetch_mark().await;
    let rows = people.iter().flat_map(|email| [("name", "Guest"), ("contact", email), ("role", role.as_str())]);
    let fields: String = Serializer::new(String::new()).append_pair("mark", &mark).extend_pairs(rows).finish();
    let form = anna.request(reqwest::Method::POST, "/locations/1/invitations");
    let form = form.header("content-type", "application/x-www-form-urlencoded").body(fields);
    form.send().await.is_ok_and(|answer| answer.status() == 303)
}

/// The Message-IDs of everything that arrived, by recipient.
pub fn by_recipient(letters: &[Letter]) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for letter in letters {
        let to = letter.recipients.concat();
        let email = to.split(['<', '>']).nth(1).unwrap().to_owned();
        let id = letter.raw.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap().to_owned();
        found.entry(email).or_default().push(id);
    }
    found
}
