//! Recovery codes: on paper, for the day the device is lost. Each opens the door once.

use diesel::prelude::*;

use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::id::UserId;
use crate::outbox::Desk;
use crate::schema::recovery_codes;
use crate::secrets::{Secrets, random};

use super::news::{News, tell};

/// How many are given at a time.
pub const GIVEN: usize = 10;

/// Digits and letters that are hard to take for one another (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// What the prints of recovery codes are made for. A stolen table tells nothing without the installation's key.
const PURPOSE: &str = "recovery code";

/// Ten new codes instead of those given before.
pub fn renew(user: UserId, secrets: &Secrets, db: &mut Conn) -> Result<Vec<String>> {
    forget(user, db)?;
    let codes: Vec<String> = (0..GIVEN).map(|_| code()).collect();
    for code in &codes {
        diesel::insert_into(recovery_codes::table)
            .values((
                recovery_codes::user_id.eq(user),
                recovery_codes::code_hash.eq(secrets.sign(PURPOSE, &read(code)).to_vec()),
            ))
            .execute(db)?;
    }
    Ok(codes)
}

pub fn forget(user: UserId, db: &mut Conn) -> Result<()> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::user_id.eq(user))).execute(db)?;
    Ok(())
}

/// How many are left.
pub fn count(user: UserId, db: &mut Conn) -> Result<i64> {
    let left = recovery_codes::table.filter(recovery_codes::user_id.eq(user).and(recovery_codes::used_at.is_null()));
    Ok(left.count().get_result(db)?)
}

/// Uses one up, and tells its owner how many are left.
pub fn spend(user: UserId, typed: &str, secrets: &Secrets, desk: &Desk, db: &mut Conn) -> Result<bool> {
    let typed = read(typed);
    let prints: Vec<Vec<u8>> = secrets.prints(PURPOSE, &typed).into_iter().map(Vec::from).collect();
    let used = diesel::update(recovery_codes::table)
        .filter(recovery_codes::user_id.eq(user).and(recovery_codes::code_hash.eq_any(prints)))
        .filter(recovery_codes::used_at.is_null())
        .set(recovery_codes::used_at.eq(clock::now()))
        .execute(db)?;
    if used == 1 {
        let left = count(user, db)?;
        tell(user, News::RecoveryCodeUsed { left }, desk, db)?;
    }
    Ok(used == 1)
}

/// `k3v9x-0q7mt`: fifty random bits.
fn code() -> String {
    let letters: String = random::<10>().iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    let (first, second) = letters.split_at(5);
    format!("{first}-{second}")
}

/// A code as it was meant, however it was typed.
fn read(typed: &str) -> String {
    let letters = typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase());
    letters
        .map(|c| match c {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        assert_eq!(read(" K3V9X 0Q7MT "), read("k3v9x-Oq7mt"));
        assert_eq!(code().len(), 11);
        assert_ne!(code(), code());
    }
}
