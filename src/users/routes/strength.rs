//! How strong a password would be: what the meter beside the field shows while somebody types. Nothing is kept.

use actix_web::web::Json;
use serde::{Deserialize, Serialize};

use crate::users::password;
use crate::web::{Form, Guest, Routes};

pub fn routes() -> Routes {
    Routes::default().post("/password-strength", judge)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tried {
    password: String,
}

/// From 0 to 4, and what to say about it.
#[derive(Debug, Serialize)]
struct Judged {
    strength: u8,
    says: String,
}

async fn judge(_: Guest, Form(Tried { password }): Form<Tried>) -> Json<Judged> {
    let strength = password::strength(&password, &[]);
    let says = match password::weakness(&password, &[]) {
        Some(weakness) => format!("{weakness}."),
        None if strength == 4 => "Hard to guess.".to_owned(),
        None => "Good enough.".to_owned(),
    };
    Json(Judged { strength, says })
}
