//! Five hundred people sign in one after the other, each with their own account, on a new device. They work elsewhere, so
//! that the team stays as large as it is.

use anyhow::Result;
use diesel::connection::SimpleConnection;

use crate::business::{numbers, open_another};
use crate::stand::house::PASSWORD;
use crate::stand::load::Asked;
use crate::stand::wire::post;

use super::Doing;

const PEOPLE: usize = 500;

/// The number of their location, beyond all others.
const ELSEWHERE: i64 = 1_000;

pub async fn prepare(doing: &Doing<'_>) -> Result<Asked> {
    let (here, owner, day) = (open_another(doing.salon, ELSEWHERE)?, doing.salon.owner, "2026-01-02 09:00:00");
    let role = doing.free_role(here)?;
    let with_number = "FROM users WHERE name LIKE 'Signer %'";
    doing.write(|db| {
        Ok(db.batch_execute(&format!(
            "{} INSERT INTO users (name, created_at, password_hash) \
             SELECT 'Signer ' || n, '{day}', password_hash FROM n, users WHERE users.id = {owner}; \
             INSERT INTO contacts (user_id, kind, value, shown, verified_at) \
             SELECT id, 'email', replace(name, 'Signer ', 'signer') || '@salon.test', name, '{day}' {with_number}; \
             INSERT INTO accesses (location_id, user_id, role_id, created_at) SELECT {here}, id, {role}, '{day}' {with_number};",
            numbers(PEOPLE as i64)
        ))?)
    })?;
    let (browser, mark) = doing.stranger().await?;
    Ok(Asked::anew(move |number| {
        let login = format!("signer{}@salon.test", number % PEOPLE + 1);
        Some(post("/sign-in", &browser, &[("mark", &mark), ("login", &login), ("password", PASSWORD)]))
    }))
}
