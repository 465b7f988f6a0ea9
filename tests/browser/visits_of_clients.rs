//! The pages about clients.

use parlour::id::ClientId;

use crate::scene::Scene;
use crate::support::world::*;
use crate::visits::{Visit, page};

/// Clients to look at: one with much behind her, one who is expected, one who is gone, and a record twice.
pub struct ClientScene {
    clara: ClientId,
    expected: ClientId,
    gone: ClientId,
    twin: ClientId,
    /// Shares a number with the first.
    family: ClientId,
    /// Changed by two at once.
    rival: ClientId,
}

impl ClientScene {
    pub async fn set(world: &World) -> Self {
        let stylist = world.member("Maximiliana-Antoinette");
        let clara = world.client_reached("Clara Nunes", "+351912555031", "clara.nunes@example.com");
        let long = "Maximiliana-Antoinette Wolfeschlegelsteinhausenbergerdorff";
        let expected = world.client_reached(long, "+351912555032", "m.a@wolfeschlegelsteinhausenbergerdorff.test");
        let (gone, twin) = (world.client("Gone Girl"), world.client_reached("Klara Nunes", "+351912555033", ""));
        let family = world.client_reached("Rui Nunes", "+351912555031", "");
        let rival = world.client("Rival");
        for number in 0..30 {
            world.client(&format!("Client {number:02}"));
        }
        for day in 1..=12 {
            world.visit(clara, stylist, -24 * day, if day == 3 { "no_show" } else { "came" }, 4550);
        }
        world.visit(clara, stylist, 2, "confirmed", 4550);
        world.visit(expected, stylist, 26, "waiting", 9000);
        world.note(&world.proof(ANNA), clara, "Allergic to ammonia.\nLikes tea, and the chair by the window.");
        let anna = world.sign_in(ANNA).await;
        anna.post(&format!("/locations/ours/clients/{gone}/deletion"), &[]).await.is(303);
        ClientScene { clara, expected, gone, twin, family, rival }
    }
}

pub fn clients(scene: &Scene) -> Vec<Visit> {
    let ClientScene { clara, expected, gone, twin, family, rival } = &scene.clients;
    let here = format!("{}/clients", scene.here);
    let anna = |name, path: String, heading| page(name, Some(ANNA), path, heading);
    let edit = |name| anna(name, format!("{here}/{clara}/edit"), "Change Clara Nunes");
    let new = |name| anna(name, format!("{here}/new"), "Add client");
    let import = |name| anna(name, format!("{here}/import"), "Import clients");
    let send = "form .btn-primary";
    vec![
        anna("clients", here.clone(), "Clients"),
        anna("clients-found", format!("{here}?search=clara"), "Clients"),
        anna("clients-none", format!("{here}?search=nobody"), "Clients"),
        anna("clients-deleted", format!("{here}?show=deleted"), "Clients"),
        new("client-new"),
        new("client-new-errors").sending(send).answers(422),
        anna("client-edit-twin", format!("{here}/{family}/edit"), "Change Rui Nunes")
            .typing("#name", " and more")
            .sending(".savebar .btn-primary")
            .answers(422),
        anna("client", format!("{here}/{clara}"), "Clara Nunes"),
        anna("client-note-errors", format!("{here}/{clara}"), "Clara Nunes")
            .sending("form[action$=notes] .btn")
            .answers(422),
        anna("client-gone", format!("{here}/{gone}"), "Gone Girl"),
        anna("client-history", format!("{here}/{clara}/history"), "Clara Nunes"),
        edit("client-edit"),
        edit("client-edit-unsaved").typing("#name", " and more"),
        anna("client-edit-conflict", format!("{here}/{rival}/edit"), "Change Rival")
            .typing("#name", " and more")
            .meanwhile("UPDATE clients SET version = version + 1 WHERE name = 'Rival'")
            .sending(".savebar .btn-primary")
            .answers(409),
        anna("client-deletion", format!("{here}/{twin}/deletion"), "Delete Klara Nunes?"),
        anna(
            "client-deletion-expected",
            format!("{here}/{expected}/deletion"),
            "Delete Maximiliana-Antoinette Wolfeschlegelsteinhausenbergerdorff?",
        ),
        anna("client-erasure", format!("{here}/{gone}/erasure"), "Erase Gone Girl for good?"),
        anna("client-merge", format!("{here}/{twin}/merge"), "Merge Klara Nunes with another record"),
        anna("client-merge-found", format!("{here}/{twin}/merge?search=cl"), "Merge Klara Nunes with another record"),
        anna(
            "client-merge-preview",
            format!("{here}/{twin}/merge?with={expected}"),
            "Merge Klara Nunes and Maximiliana-Antoinette Wolfeschlegelsteinhausenbergerdorff",
        ),
        import("clients-import"),
        import("clients-import-errors").sending(send).answers(422),
        import("clients-import-checked").typing("#text", LIST).sending(send),
        anna("chain-clients", format!("{}/clients", scene.chain), "Clients"),
    ]
}

const LIST: &str = "Dora, +351 912 555 040, dora@x.test\nKlara again, 912 555 033\nEma, 12\nFay";
