//! The owner invites one person after the other by e-mail, each a new one.

use anyhow::Result;

use crate::stand::load::Asked;
use crate::stand::wire::post;

use super::Doing;

pub async fn prepare(doing: &Doing<'_>) -> Result<Asked> {
    let (role, mark) = (doing.free_role(doing.salon.location)?.to_string(), doing.mark().await?);
    let (path, cookies) = (format!("/locations/{}/invitations", doing.salon.location), doing.cookies.to_owned());
    Ok(Asked::anew(move |number| {
        let (name, contact) = (format!("Invited {number}"), format!("invited{number}@salon.test"));
        let fields = [("mark", &*mark), ("name", &name), ("contact", &contact), ("role", &role), ("card", "")];
        Some(post(&path, &cookies, &fields))
    }))
}
