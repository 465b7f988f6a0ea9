//! The first person of an installation, who opens the first location.

use crate::visitor::Visitor;

pub const ANNA: &str = "anna@ours.test";
pub const PASSWORD: &str = "four plum mirrors hum";

/// Opens the first location of whatever answers there, and returns its owner.
pub async fn founded(at: &str) -> Visitor {
    let anna = Visitor::new(at, Vec::new());
    anna.get("/setup").await.is(200);
    let fields = [
        ("name", "Anna"),
        ("email", ANNA),
        ("password", PASSWORD),
        ("location", "Ours"),
        ("country", "PT"),
        ("time_zone", "Europe/Lisbon"),
        ("currency", "EUR"),
    ];
    anna.post("/setup", &fields).await.is(303);
    anna
}
