//! People who were invited follow the link of their letter and register: every invitation is accepted once.

use std::fmt::Write;

use anyhow::Result;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use parlour::clock;
use parlour::schema::invitations;
use parlour::secrets::digest;

use crate::business::numbers;
use crate::stand::house::PASSWORD;
use crate::stand::load::Asked;
use crate::stand::wire::post;

use super::Doing;

/// More than are accepted while it is measured.
const INVITED: usize = 15_000;

pub async fn prepare(doing: &Doing<'_>) -> Result<Asked> {
    let (role, here, owner, now) =
        (doing.free_role(doing.salon.location)?, doing.salon.location, doing.salon.owner, clock::now());
    let ends = now + chrono::TimeDelta::days(7);
    doing.write(|db| {
        db.batch_execute(&format!(
            "{} INSERT INTO invitations (location_id, name, name_key, email, email_shown, role_id, inviter_id, inviter_name, created_at, expires_at) \
             SELECT {here}, 'Guest ' || n, 'guest ' || n, 'guest' || n || '@join.test', 'guest' || n || '@join.test', {role}, {owner}, 'Olga Marchenko', '{now}', '{ends}' FROM n;",
            numbers(INVITED as i64)
        ))?;
        let sent: Vec<i64> = invitations::table
            .filter(invitations::email.like("%@join.test"))
            .order(invitations::id)
            .select(invitations::id)
            .load(db)?;
        let mut sql = "INSERT INTO invitation_links (invitation_id, channel, token_hash, expires_at, created_at) VALUES ".to_owned();
        for (number, invitation) in sent.iter().enumerate() {
            let hash: String = digest(&token(number)).iter().map(|byte| format!("{byte:02x}")).collect();
            let hash = if db.is_sqlite() { format!("X'{hash}'") } else { format!("'\\x{hash}'") };
            let comma = if number > 0 { "," } else { "" };
            write!(sql, "{comma}({invitation}, 'email', {hash}, '{ends}', '{now}')").ok();
        }
        Ok(db.batch_execute(&sql)?)
    })?;
    let (browser, mark) = doing.stranger().await?;
    Ok(Asked::anew(move |number| {
        let (name, path) = (format!("Guest {number}"), format!("/join/{}/account", token(number)));
        let fields = [("mark", &*mark), ("name", &name), ("password", PASSWORD), ("terms", "on")];
        (number < INVITED).then(|| post(&path, &browser, &fields))
    }))
}

/// As long as those that are sent.
fn token(number: usize) -> String {
    format!("{number:0>43}")
}
