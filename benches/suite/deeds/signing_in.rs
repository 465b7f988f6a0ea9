//! Five hundred people sign in one after the other, each with their own account, on a new device.

use anyhow::Result;
use diesel::connection::SimpleConnection;

use crate::business::numbers;
use crate::stand::house::PASSWORD;
use crate::stand::load::Asked;
use crate::stand::wire::post;

use super::Doing;

const PEOPLE: usize = 500;

pub async fn prepare(doing: &Doing<'_>) -> Result<Asked> {
    let (role, here, owner, day) = (doing.free_role()?, doing.salon.location, doing.salon.owner, "2026-01-02 09:00:00");
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
