//! What the pages about clients ask is answered by an index, whatever the database.

use crate::story;
use crate::support::chain::MIRA;
use crate::support::world::*;

/// Tables that grow with the salon.
const LARGE: [&str; 5] = ["clients", "client_words", "client_notes", "appointments", "appointment_lines"];

story! {
    async fn no_page_about_clients_reads_a_whole_table(world) {
        let (olga, vera) = (world.member("Olga"), world.card_of(VERA));
        let clara = world.client_reached("Clara Nunes", "+351912555031", "clara@x.test");
        for number in 0..30 {
            world.client(&format!("Client {number}"));
        }
        world.visit(clara, olga, -30, "came", 100);
        world.visit(clara, vera, 30, "waiting", 100);
        let chain = world.verbena();
        let (anna, mira) = (world.sign_in(ANNA).await, world.sign_in(MIRA).await);
        world.vera_holds("calendar.view:own clients.view:own clients.contacts clients.history clients.edit");
        let own = world.sign_in(VERA).await;
        let here = "/locations/ours/clients";
        let paths = [
            here.to_owned(),
            format!("{here}?after={clara}"),
            format!("{here}?search=clara"),
            format!("{here}?search=clara+nu"),
            format!("{here}?search=912555"),
            format!("{here}?show=today"),
            format!("{here}?show=unseen"),
            format!("{here}?show=deleted"),
            format!("{here}/{clara}"),
            format!("{here}/{clara}/deletion"),
            format!("{here}/matches?q=cla"),
        ];

        world.keeps_statements();
        for path in &paths {
            anna.get(path).await.is(200);
        }
        for path in [here, &format!("{here}?search=cla"), &format!("{here}/{clara}")] {
            own.get(path).await.is(200);
        }
        anna.post(here, &[("name", "Dora"), ("phone", "912555031"), ("email", "")]).await.is(422);
        for query in ["", "?search=clara", "?search=912555"] {
            mira.get(&format!("{}/clients{query}", chain.path())).await.is(200);
        }

        let scans = world.scans(&LARGE);
        assert!(scans.is_empty(), "{scans:#?}");
    }
}
