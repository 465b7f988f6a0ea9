//! Two records of one client become one.

use crate::story;
use crate::support::world::*;

story! {
    async fn two_records_become_one_and_nothing_that_hangs_on_them_is_lost(world) {
        let olga = world.member("Olga");
        let kept = world.client_reached("Clara Nunes", "+351912555031", "");
        let other = world.client_reached("Klara", "+351912555032", "clara@x.test");
        for client in [kept, other] {
            world.visit(client, olga, -30, "came", 1000);
            world.note(&world.proof(ANNA), client, "Likes tea");
        }
        let (anna, card) = (world.sign_in(ANNA).await, format!("/locations/ours/clients/{kept}"));

        anna.get(&format!("{card}/merge?search=klara")).await.is(200).offers("Choose Klara");
        let preview = anna.get(&format!("{card}/merge?with={other}")).await;
        preview.says("1 appointment and 1 note come to the record").says("+351912555032").offers("Merge the records");
        assert_eq!(preview.texts_of("fieldset legend"), ["Name", "Phone"]);
        let with = other.to_string();
        let fields = [("with", &*with), ("version", "1"), ("other_version", "1"), ("name", "kept"), ("phone", "other"), ("email", "other")];
        anna.post(&format!("{card}/merge"), &fields).await.leads_to(&card);

        let merged = anna.get(&card).await;
        merged.says("Clara Nunes").says("+351912555032").says("clara@x.test");
        assert_eq!((merged.texts_of(".occasions li").len(), merged.texts_of("article").len()), (2, 2));
        anna.get(&format!("/locations/ours/clients/{other}")).await.leads_to(&card);
        anna.get("/locations/ours/clients?search=klara").await.says("No client fits this");
        anna.get("/locations/ours/clients?search=912555032").await.says("Clara Nunes");
        anna.get("/locations/ours/clients?show=deleted").await.says_nothing_of("Klara");
        for client in [kept, other] {
            let told = format!("SELECT count(*) FROM activity WHERE deed = 'client.merged' AND thing = 'client {client}'");
            assert_eq!(world.number(&told), 1);
        }
    }
}

story! {
    async fn what_was_changed_since_the_preview_is_looked_at_again(world) {
        let (kept, other) = (world.client("Clara"), world.client("Klara"));
        let (anna, card) = (world.sign_in(ANNA).await, format!("/locations/ours/clients/{kept}"));
        let with = other.to_string();
        anna.post(&format!("/locations/ours/clients/{other}"), &[("name", "Someone else"), ("version", "1")]).await.is(303);

        let late = anna.post(&format!("{card}/merge"), &[("with", &with), ("version", "1"), ("other_version", "1")]).await;
        let self_with = anna.post(&format!("{card}/merge"), &[("with", &kept.to_string()), ("version", "1"), ("other_version", "1")]).await;

        late.is(409).says("Somebody else changed Someone else meanwhile");
        self_with.is(409).says("These are one client already");
        assert_eq!(world.number("SELECT count(*) FROM clients WHERE deleted_at IS NULL"), 2);
    }
}

story! {
    async fn who_may_not_see_contacts_merges_without_choosing_any(world) {
        let kept = world.client_reached("Clara", "+351912555031", "");
        let other = world.client_reached("Klara", "+351912555032", "clara@x.test");
        world.vera_holds("clients.view clients.delete");
        let (vera, card) = (world.sign_in(VERA).await, format!("/locations/ours/clients/{kept}"));
        let with = other.to_string();

        let preview = vera.get(&format!("{card}/merge?with={other}")).await;
        assert_eq!(preview.texts_of("fieldset legend"), ["Name"]);
        let forged = [("with", &*with), ("version", "1"), ("other_version", "1"), ("phone", "other")];
        vera.post(&format!("{card}/merge"), &forged).await.is(403);
        vera.post(&format!("{card}/merge"), &forged[..3]).await.is(303);

        assert_eq!(world.word("SELECT name || phone || email FROM clients WHERE deleted_at IS NULL"), "Clara+351912555031clara@x.test");
    }
}
