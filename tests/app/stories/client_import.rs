//! A list of clients is looked at first, then brought in.

use crate::story;
use crate::support::world::*;

const IMPORT: &str = "/locations/ours/clients/import";

const LIST: &str = "Name;Phone;Email\n\
    Dora;'+351 912 555 040;dora@x.test\n\
    Clara again;912 555 031;\n\
    Dora twice;;DORA@x.test\n\
    Ema;12;\n\
    '=HYPERLINK(1);;\n\
    ;913 000 000;\n\
    Fay;;\n";

story! {
    async fn every_line_says_what_will_happen_and_only_good_ones_are_added(world) {
        world.client_reached("Clara", "+351912555031", "");
        let rita = world.sign_in(RITA).await;

        let checked = rita.post(IMPORT, &[("text", LIST), ("file", "")]).await;

        checked.is(200).says("2 will be added").says("1 known already").says("1 twice on the list").says("3 to correct");
        checked.says("Known already: Clara").says("Stands on line 1 as well").says("whole phone number").says("would take it for a formula").offers("Add 2 clients");
        assert_eq!(world.number("SELECT count(*) FROM clients"), 1);
        let text = checked.texts_of("textarea").remove(0);
        rita.post(&format!("{IMPORT}/confirmation"), &[("text", &text)]).await.leads_to("/locations/ours/clients");
        rita.get("/locations/ours/clients").await.says("2 clients were added. 5 lines were left out.").says("Fay").says("+351912555040");
        rita.post(&format!("{IMPORT}/confirmation"), &[("text", "Dora;912 555 040")]).await.is(303);
        assert_eq!(world.number("SELECT count(*) FROM clients"), 3);
        assert!(!world.word("SELECT subject || ' ' || changes FROM activity WHERE deed = 'client.imported'").contains("555"));
        rita.get("/locations/ours/clients?search=5040").await.says("Dora");
    }
}

story! {
    async fn what_is_confirmed_of_a_pasted_list_and_a_file_is_what_was_looked_at(world) {
        let rita = world.sign_in(RITA).await;

        let checked = rita.post(IMPORT, &[("text", "Dora;912 555 040"), ("file", "Name,Phone\n\"Ema; the tall one\",912 555 041\n")]).await;
        checked.is(200).says("2 will be added");
        let kept = checked.texts_of("textarea").remove(0);
        rita.post(&format!("{IMPORT}/confirmation"), &[("text", &kept)]).await.is(303);

        assert_eq!(world.number("SELECT count(*) FROM clients WHERE name IN ('Dora', 'Ema; the tall one')"), 2);
    }
}

story! {
    async fn five_thousand_lines_are_taken_and_one_more_is_not(world) {
        let rita = world.sign_in(RITA).await;
        let list = |many: usize| (0..many).map(|number| format!("Client {number}, c{number}@x.test\n")).collect::<String>();

        rita.post(IMPORT, &[("text", &list(5_001))]).await.is(422).complains("text", "5,000 at most");
        rita.post(&format!("{IMPORT}/confirmation"), &[("text", &list(5_000))]).await.is(303);

        assert_eq!(world.number("SELECT count(*) FROM clients"), 5_000);
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'client.imported'"), 1);
        rita.get("/locations/ours/clients?search=client+4999").await.says("Client 4999");
        rita.post(IMPORT, &[("text", &list(5_000))]).await.is(200).says("5000 known already").does_not_offer("Add ");
    }
}

story! {
    async fn bringing_in_takes_both_rights_and_a_list(world) {
        let rita = world.sign_in(RITA).await;
        rita.post(IMPORT, &[("text", " ")]).await.is(422).complains("text", "Nobody is on this list");
        rita.post(IMPORT, &[("file", "\u{fffd}PNG")]).await.is(422).complains("file", "cannot be read as text");
        world.vera_holds("clients.view clients.edit");
        let vera = world.sign_in(VERA).await;

        for answer in [vera.get(IMPORT).await, vera.post(IMPORT, &[("text", "A, a@x.test")]).await, vera.post(&format!("{IMPORT}/confirmation"), &[("text", "A, a@x.test")]).await] {
            answer.is(403).says("See phones and e-mails of clients");
        }
        vera.get("/locations/ours/clients").await.does_not_offer("Import").offers("Add client");
        assert_eq!(world.number("SELECT count(*) FROM clients"), 0);
    }
}
