//! What people noted about a client, each with who and when.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::access::rights::WriteNotes;
use crate::access::{Can, Inside, Right};
use crate::activity::{self, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{NoteId, UserId};
use crate::schema::client_notes;

use super::Client;

/// So many are shown.
const MOST: i64 = 100;

/// A note.
#[derive(Debug, Clone)]
pub struct Note {
    pub id: NoteId,
    pub author: String,
    pub text: String,
    pub written_at: NaiveDateTime,
    /// Whether the viewer wrote it, and so may take it back.
    pub is_own: bool,
}

type Row = (NoteId, Option<UserId>, String, String, NaiveDateTime);

impl Note {
    /// The notes about a client, newest first.
    pub fn about(by: &Can<WriteNotes>, client: &Client, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = client_notes::table
            .filter(client_notes::client_id.eq(client.id))
            .order(client_notes::id.desc())
            .limit(MOST)
            .select((
                client_notes::id,
                client_notes::author_id,
                client_notes::author_name,
                client_notes::text,
                client_notes::written_at,
            ))
            .load(db)?;
        Ok(rows.into_iter().map(|row| Self::seen(by, row)).collect())
    }

    fn seen(by: &Inside, (id, writer, author, text, written_at): Row) -> Self {
        let text = if by.may(Right::SeeContacts) { text } else { without_contacts(&text) };
        Note { id, author, text, written_at, is_own: writer == Some(by.user()) }
    }

    /// About whom a note is, if the viewer sees them.
    pub fn whom(by: &Can<WriteNotes>, id: NoteId, db: &mut Conn) -> Result<Client> {
        Client::find(by, client_notes::table.find(id).select(client_notes::client_id).first(db)?, db)
    }

    pub fn write(by: &Can<WriteNotes>, client: &Client, text: &str, db: &mut Conn) -> Result<()> {
        let by = by.still(db)?;
        diesel::insert_into(client_notes::table)
            .values((
                client_notes::client_id.eq(client.id),
                client_notes::author_id.eq(by.user()),
                client_notes::author_name.eq(by.who()),
                client_notes::text.eq(text),
                client_notes::written_at.eq(clock::now()),
            ))
            .execute(db)?;
        activity::record(&by, Entry::new(Deed::NoteWritten, &client.name).about(client.id), db)
    }

    /// Takes a note back. Others only read it.
    pub fn delete(by: &Can<WriteNotes>, client: &Client, id: NoteId, db: &mut Conn) -> Result<()> {
        let by = by.still(db)?;
        let note = client_notes::table.filter(client_notes::id.eq(id).and(client_notes::client_id.eq(client.id)));
        let (writer, author): (Option<UserId>, String) =
            note.select((client_notes::author_id, client_notes::author_name)).first(db)?;
        if writer != Some(by.user()) {
            return Err(Error::refused(format!("Only {author}, who wrote this note, can delete it.")));
        }
        diesel::delete(client_notes::table.find(id)).execute(db)?;
        activity::record(&by, Entry::new(Deed::NoteDeleted, &client.name).about(client.id), db)
    }
}

/// A note may hold a number or an address. They are as hidden there as anywhere else.
fn without_contacts(text: &str) -> String {
    let words = text.split_inclusive([' ', '\n']).map(|word| {
        let bare = word.trim_end();
        if bare.contains('@') { word.replacen(bare, HIDDEN, 1) } else { word.to_owned() }
    });
    without_numbers(&words.collect::<String>())
}

const HIDDEN: &str = "•••";

/// From so many digits on, a number may be dialled.
const DIALLED: usize = 6;

fn without_numbers(text: &str) -> String {
    let (mut shown, mut run) = (String::new(), String::new());
    for c in text.chars() {
        if c.is_ascii_digit() || "+()-./ \u{a0}".contains(c) {
            run.push(c);
        } else {
            shown.push_str(&settled(&run));
            run.clear();
            shown.push(c);
        }
    }
    shown + &settled(&run)
}

fn settled(run: &str) -> String {
    let is_dialled = run.chars().filter(char::is_ascii_digit).count() >= DIALLED;
    if is_dialled { run.replacen(run.trim(), HIDDEN, 1) } else { run.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn h26_a_note_keeps_its_words_and_hides_how_somebody_is_reached() {
        for (text, shown) in [
            ("Allergic to ammonia", "Allergic to ammonia"),
            ("Call 912 555 031 after 18:00", "Call ••• after 18:00"),
            ("Call +351 912-555-031.\nOr clara@x.test", "Call •••\nOr •••"),
            ("Formula 6.1, 30 min", "Formula 6.1, 30 min"),
        ] {
            assert_eq!(without_contacts(text), shown);
        }
    }
}
