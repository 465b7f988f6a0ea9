//! All clients that a filter leaves, for a file: read in steps, however many there are.

use crate::access::rights::ExportClients;
use crate::access::{Can, Right};
use crate::activity::{self, Change, Deed, Entry};
use crate::db::Conn;
use crate::error::Result;
use crate::text::counted;

use super::list::{Narrowed, step};
use super::{Client, Filter};

/// The most clients in one file.
pub const LONGEST_FILE: usize = 100_000;

/// How many of them are read in one go.
const STEP: i64 = 1_000;

impl Client {
    /// Hands over every client that the filter leaves, in steps by name. Returns how many there were.
    pub fn each(
        by: &Can<ExportClients>,
        filter: &Filter,
        mut take: impl FnMut(&[Client], &mut Conn) -> Result<()>,
        db: &mut Conn,
    ) -> Result<usize> {
        let narrowed = Narrowed::of(by, filter, db)?;
        let (mut taken, mut behind) = (0, None);
        while taken < LONGEST_FILE {
            let (clients, last) = step(by, &narrowed, behind, STEP, db)?;
            take(&clients, db)?;
            taken += clients.len();
            if (clients.len() as i64) < STEP {
                break;
            }
            behind = last;
        }
        Ok(taken)
    }

    /// Writes down that a file was taken: which filter, how many rows, and whether it says how people are reached.
    pub fn note_file(by: &Can<ExportClients>, filter: &str, rows: usize, db: &mut Conn) -> Result<()> {
        let contacts = if by.may(Right::SeeContacts) { "yes" } else { "no" };
        let changes = [
            Change::new("Filters", "", filter),
            Change::new("Rows", "", rows.to_string()),
            Change::new("Phones and emails", "", contacts),
        ];
        let subject = counted(rows as i64, "client", "clients");
        activity::record(by, Entry::new(Deed::ClientsExported, subject).with(changes), db)
    }
}
