//! Phones of the scene: a text that arrived, one that did not, one that nobody knows of, and a channel that rests.

use crate::support::gateway::{Gateway, Manner};
use crate::support::visitor::Visitor;
use crate::support::world::*;

/// Sends texts from *Ours*, which then goes without, and from *Theirs*. Returns the path of a link that arrived.
pub async fn ring(world: &World, anna: &Visitor) -> String {
    let gateway = Gateway::open();
    world.connect(&gateway, &[]).await;
    for (name, number, manner) in [
        ("Yara Lopes", "+351 912 555 011", Manner::Takes),
        ("Zeno Prado", "+351 912 555 012", Manner::Says(400, r#"{"message":"The number is not in use"}"#)),
        ("Xenia Faro", "+351 912 555 013", Manner::BreaksAfterTaking),
    ] {
        gateway.behaves(manner);
        world.minutes_pass(2);
        let fields = [("name", name), ("contact", number), ("role", &*world.role("receptionist"))];
        anna.post("/locations/ours/invitations", &fields).await.is(303);
        world.deliver().await;
    }
    let link = gateway.texts()[0].link();
    world.sign_in(ANNA).await.post("/locations/ours/settings/channels/sms/removal", &[]).await.is(303);
    rest_at_theirs(world, &gateway).await;
    link
}

async fn rest_at_theirs(world: &World, gateway: &Gateway) {
    let gleb = world.sign_in(GLEB).await;
    let channels = "/locations/theirs/settings/channels";
    let fields = [
        ("provider", "twilio"),
        ("base", gateway.url.as_str()),
        ("account", "AC5f0c"),
        ("secret", "token"),
        ("sender", "Theirs"),
        ("countries", "Portugal, Spain"),
        ("daily_limit", "50"),
        ("price", "0.04"),
        ("monthly_limit", "20"),
    ];
    gleb.post(&format!("{channels}/sms"), &fields).await.is(303);
    gateway.behaves(Manner::Takes);
    gleb.post(&format!("{channels}/sms/trial"), &[("to", "+351 912 555 021")]).await.is(303);
    gleb.post(&format!("{channels}/email/trial"), &[("to", "gleb@theirs.test")]).await.is(303);
    world.deliver().await;
    gateway.behaves(Manner::AsksForAPause("7200".into()));
    gleb.post(&format!("{channels}/sms/trial"), &[("to", "+351 912 555 022")]).await.is(303);
    world.deliver().await;
}
