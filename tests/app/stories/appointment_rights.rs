//! Each right alone at each door, and how far back and about whom it goes.

use chrono::TimeDelta;
use parlour::clock;

use crate::story;
use crate::support::appointments::{at, sent};
use crate::support::world::*;

story! {
    async fn each_right_alone_does_its_own_deed_and_no_other(world) {
        let salon = world.salon();
        let id = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
        let vera = world.sign_in(VERA).await;
        let (day, line, cut, marta, ilse) = (salon.day.to_string(), world.line_of(id).to_string(), salon.cut.to_string(), salon.marta.to_string(), salon.ilse.to_string());
        let booking = salon.cut(&[("at", "15:00")]);
        let contents = vec![("client", salon.clara.to_string()), ("line", line.clone()), ("service", cut), ("member", marta), ("minutes", "45".into()), ("quantity", "1".into())];
        let owned = |fields: &[(&'static str, &str)]| fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect::<Vec<_>>();
        let deeds = [
            ("appointments.create clients.view", "/locations/ours/appointments".to_owned(), booking.iter().map(|(name, value)| (name.as_str(), value.clone())).collect::<Vec<_>>()),
            ("appointments.edit", at(id), contents),
            ("appointments.edit", format!("{}/status", at(id)), owned(&[("status", "confirmed")])),
            ("appointments.move", format!("{}/time", at(id)), owned(&[("day", &day), ("at", "11:00")])),
            ("assistants.manage", format!("{}/assistants", at(id)), owned(&[("line", &line), ("assistant", &ilse)])),
            ("assistants.share", format!("{}/shares", at(id)), owned(&[("line", &line), ("assistant", &ilse), ("share", "50")])),
            ("appointments.delete", format!("{}/deletion", at(id)), owned(&[])),
        ];
        for (mine, ..) in &deeds {
            world.role_holds("view-only", &format!("calendar.view {mine}"));
            for (needed, path, fields) in deeds.iter().filter(|(needed, ..)| needed != mine) {
                let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, &**value)).collect();
                let seen = vera.post(path, &fields).await;
                assert_eq!(seen.status, 403, "{needed} with {mine}: {path}: {}", seen.words());
            }
        }
        for (needed, path, fields) in &deeds {
            world.role_holds("view-only", &format!("calendar.view {needed}"));
            let version = world.number(&format!("SELECT version FROM appointments WHERE id = {id}")).to_string();
            let mut fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, &**value)).collect();
            fields.push(("version", &version));
            let seen = vera.post(path, &fields).await;
            assert_eq!(seen.status, 303, "{needed}: {path}: {}", seen.words());
        }
    }
}

story! {
    async fn prices_and_discounts_take_a_right_of_their_own(world) {
        let salon = world.salon();
        let rita = world.sign_in(RITA).await;
        rita.get("/locations/ours/appointments/new").await.is(200).says_nothing_of("name=\"price\"");
        for field in ["price", "discount"] {
            let forged = salon.cut(&[(field, "1")]);
            rita.post("/locations/ours/appointments", &sent(&forged)).await.is(403).says("Change price and discount");
        }
        assert_eq!(world.number("SELECT count(*) FROM appointments"), 0);

        let id = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
        world.sql("UPDATE appointment_lines SET price = 3900, discount = 500");
        let (line, cut, marta, clara) = (world.line_of(id).to_string(), salon.cut.to_string(), salon.marta.to_string(), salon.clara.to_string());
        let fields = [("version", "1"), ("client", &*clara), ("line", &*line), ("service", &*cut), ("member", &*marta), ("minutes", "60"), ("quantity", "1")];
        rita.post(&at(id), &fields).await.is(303);
        assert_eq!(world.number("SELECT price + discount FROM appointment_lines"), 4400);
        let forged = [&fields[..], &[("price", "0")]].concat();
        rita.post(&at(id), &forged).await.is(403);
    }
}

story! {
    async fn what_is_paid_for_is_changed_only_with_the_right_to(world) {
        let salon = world.salon();
        let id = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
        world.helped(id, salon.ilse);
        let rita = world.sign_in(RITA).await;
        rita.post(&format!("{}/status", at(id)), &[("status", "came"), ("version", "1")]).await.is(303);

        let page = rita.get(&at(id)).await;
        page.is(200).says("Came").does_not_offer("Change").does_not_offer("Move").does_not_offer("Save assistants").does_not_offer("Waiting");
        let (day, line) = (salon.day.to_string(), world.line_of(id).to_string());
        for (path, fields) in [
            ("/status", vec![("status", "waiting")]),
            ("/time", vec![("day", &*day), ("at", "11:00")]),
            ("/assistants", vec![("line", &*line)]),
            ("", vec![("client", "1"), ("line", &*line), ("service", "1"), ("member", "1"), ("minutes", "5"), ("quantity", "1")]),
        ] {
            let fields = [&[("version", "2")][..], &fields].concat();
            rita.post(&format!("{}{path}", at(id)), &fields).await.is(403).says("Change appointments whose client came");
        }
        for page in ["edit", "time"] {
            rita.get(&format!("{}/{page}", at(id))).await.is(403);
        }
        assert_eq!(world.number("SELECT count(*) FROM line_assistants"), 1);
        let anna = world.sign_in(ANNA).await;
        anna.post(&format!("{}/status", at(id)), &[("status", "waiting"), ("version", "2")]).await.is(303);
    }
}

story! {
    async fn what_is_paid_for_is_neither_deleted_nor_shared_anew_without_the_right_to(world) {
        let salon = world.salon();
        let id = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
        world.helped(id, salon.ilse);
        world.sql("UPDATE appointments SET status = 'came'");
        let rights = "calendar.view appointments.edit appointments.delete assistants.share";
        world.role_holds("view-only", rights);
        let vera = world.sign_in(VERA).await;
        let (line, ilse) = (world.line_of(id).to_string(), salon.ilse.to_string());
        let shares = [("line", &*line), ("assistant", &*ilse), ("share", "50"), ("version", "1")];

        vera.get(&format!("{}/deletion", at(id))).await.is(403);
        for (path, fields) in [("deletion", &[("version", "1")][..]), ("shares", &shares)] {
            vera.post(&format!("{}/{path}", at(id)), fields).await.is(403).says("Change appointments whose client came");
        }
        assert_eq!(world.number("SELECT count(*) FROM appointments WHERE deleted_at IS NULL AND version = 1"), 1);
        assert_eq!(world.number("SELECT share FROM line_assistants"), 10_000);

        world.role_holds("view-only", &format!("{rights} appointments.edit_completed"));
        vera.post(&format!("{}/shares", at(id)), &shares).await.is(303);
        vera.post(&format!("{}/deletion", at(id)), &[("version", "2")]).await.is(303);
    }
}

story! {
    async fn another_team_member_and_an_assistant_in_a_new_service_take_rights_of_their_own(world) {
        let salon = world.salon();
        let id = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
        let rights = "calendar.view clients.view appointments.create appointments.edit";
        world.role_holds("view-only", rights);
        let vera = world.sign_in(VERA).await;
        let (clara, line, cut, boris) = (salon.clara.to_string(), world.line_of(id).to_string(), salon.cut.to_string(), salon.boris.to_string());
        let fields = [("client", &*clara), ("line", &*line), ("service", &*cut), ("member", &*boris), ("minutes", "45"), ("quantity", "1"), ("version", "1")];
        let assisted = salon.cut(&[("at", "15:00"), ("assistant", &format!("1:{}", salon.ilse))]);

        vera.post(&at(id), &fields).await.is(403).says("Change time and team member");
        vera.post("/locations/ours/appointments", &sent(&assisted)).await.is(403).says("Add, change and remove assistants");
        assert_eq!((world.number("SELECT count(*) FROM appointments"), world.number("SELECT count(*) FROM line_assistants")), (1, 0));

        world.role_holds("view-only", &format!("{rights} appointments.move assistants.manage"));
        vera.post(&at(id), &fields).await.is(303);
        vera.post("/locations/ours/appointments", &sent(&assisted)).await.is(303);
        assert_eq!(world.number("SELECT count(*) FROM line_assistants"), 1);
    }
}

story! {
    async fn changing_reaches_back_as_far_as_the_right_does(world) {
        let salon = world.salon();
        let old = world.booked_at(salon.clara, salon.cut, salon.marta, clock::now() - TimeDelta::days(9), 45);
        let new = world.booked_at(salon.clara, salon.cut, salon.marta, clock::now() - TimeDelta::days(5), 45);
        world.role_holds("view-only", "calendar.view:30d appointments.edit:7d clients.view");
        let vera = world.sign_in(VERA).await;

        vera.get(&at(old)).await.is(200).does_not_offer("Change").does_not_offer("Confirmed");
        vera.get(&format!("{}/edit", at(old))).await.is(403).says("too old for you to change");
        vera.post(&format!("{}/status", at(old)), &[("status", "confirmed"), ("version", "1")]).await.is(403).says("too old for you to change");
        let (clara, line, cut, marta) = (salon.clara.to_string(), world.line_of(old).to_string(), salon.cut.to_string(), salon.marta.to_string());
        let fields = [("client", &*clara), ("line", &*line), ("service", &*cut), ("member", &*marta), ("minutes", "45"), ("quantity", "1"), ("version", "1")];
        vera.post(&at(old), &fields).await.is(403).says("too old for you to change");
        vera.post(&format!("{}/status", at(new)), &[("status", "confirmed"), ("version", "1")]).await.is(303);
        world.role_holds("view-only", "calendar.view:7d appointments.edit clients.view");
        vera.get(&at(old)).await.is(404);
    }
}

story! {
    async fn with_the_scope_of_ones_own_only_oneself_is_booked(world) {
        let salon = world.salon();
        world.is_card_of(salon.marta, VERA);
        let others = world.booked(salon.clara, salon.cut, salon.boris, salon.day, 900, 60);
        world.role_holds("view-only", "calendar.view:own appointments.create appointments.edit appointments.move clients.view");
        let vera = world.sign_in(VERA).await;

        let page = vera.get(&format!("/locations/ours/appointments/new?day={}&at=10:00", salon.day)).await;
        page.is(200).says("Marta").says_nothing_of("Boris");
        let boris = salon.boris.to_string();
        vera.post("/locations/ours/appointments", &sent(&salon.cut(&[("member", &boris)]))).await.is(422).complains("member-1", "in the schedule");
        vera.post("/locations/ours/appointments", &sent(&salon.cut(&[]))).await.is(303);
        vera.get(&at(others)).await.is(404);
        vera.post(&format!("{}/status", at(others)), &[("status", "confirmed"), ("version", "1")]).await.is(404);

        let mine = world.number("SELECT max(id) FROM appointments");
        let line = world.number("SELECT max(id) FROM appointment_lines").to_string();
        let fields = [("day", &*salon.day.to_string()), ("at", "10:00"), ("line", &*line), ("member", &*boris), ("version", "1")];
        vera.post(&format!("/locations/ours/appointments/{mine}/time"), &fields).await.is(422);
    }
}

story! {
    async fn contacts_are_masked_on_the_page_and_among_the_matches(world) {
        let salon = world.salon();
        let id = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
        world.role_holds("view-only", "calendar.view appointments.create appointments.edit clients.view");
        let vera = world.sign_in(VERA).await;
        let find = [("search", "clara"), ("find", "yes")];
        for page in [vera.get(&at(id)).await, vera.get(&format!("{}/edit", at(id))).await, vera.post("/locations/ours/appointments", &find).await] {
            page.is(200).says("Clara Nunes").says_nothing_of("912555101").says_nothing_of("5101");
        }
        vera.post("/locations/ours/appointments", &[("search", "5101"), ("find", "yes")]).await.says_nothing_of("Clara");
        world.role_holds("view-only", "calendar.view");
        vera.get(&at(id)).await.is(200).says("Clara Nunes").says_nothing_of("•••");
    }
}
