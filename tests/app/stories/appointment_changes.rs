//! Changing an appointment: its services, its client, its status, and leaving it out altogether.

use crate::story;
use crate::support::appointments::at;
use crate::support::world::*;

story! {
    async fn a_service_that_runs_into_the_break_is_warned_about_when_it_is_added(world) {
        let salon = world.salon();
        let lia = world.comes("Lia Santos").to_string();
        let id = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 630, 45);
        let anna = world.sign_in(ANNA).await;
        let page = anna.get(&format!("{}/edit", at(id))).await;
        page.is(200).says("Clara Nunes");
        assert_eq!((page.value_of("minutes-1"), page.value_of("price-1")), ("45".into(), "45.00".into()));

        let (line, cut, colour, marta) = (world.line_of(id).to_string(), salon.cut.to_string(), salon.colour.to_string(), salon.marta.to_string());
        let fields = [
            ("version", "1"), ("client", &*lia), ("comment", "Tea"),
            ("line", &*line), ("service", &*cut), ("member", &*marta), ("minutes", "60"), ("price", "50"), ("discount", "10"), ("quantity", "1"),
            ("line", ""), ("service", &*colour), ("member", &*marta), ("minutes", ""), ("price", ""), ("discount", ""), ("quantity", "1"),
        ];
        let refused = anna.post(&at(id), &fields).await;
        refused.is(422).complains("off_hours", "Marta does not work from 11:30 to 13:30");
    }
}

story! {
    async fn changed_lines_keep_their_number_and_removed_ones_go(world) {
        let salon = world.salon();
        let lia = world.comes("Lia Santos").to_string();
        let id = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 540, 45);
        world.helped(id, salon.ilse);
        let anna = world.sign_in(ANNA).await;
        let (line, cut, colour, marta) = (world.line_of(id).to_string(), salon.cut.to_string(), salon.colour.to_string(), salon.marta.to_string());

        let fields = [
            ("version", "1"), ("client", &*lia), ("comment", "Tea"),
            ("line", &*line), ("service", &*cut), ("member", &*marta), ("minutes", "60"), ("price", "50"), ("discount", "10"), ("quantity", "1"),
            ("line", ""), ("service", &*colour), ("member", &*marta), ("minutes", ""), ("price", ""), ("discount", ""), ("quantity", "1"),
        ];
        anna.post(&at(id), &fields).await.leads_to(&at(id));

        let page = anna.get(&at(id)).await;
        page.says("Lia Santos").says("9:00 to 10:00").says("10:00 to 12:00").says("45.00 EUR").says("135.00 EUR").says("Ilse assists");
        page.says("Price of Cut: 45.00 EUR 50.00 EUR").says("Discount of Cut: 0 % 10 %").says("Client: Clara Nunes Lia Santos");
        assert_eq!(world.number(&format!("SELECT count(*) FROM line_assistants a JOIN appointment_lines l ON l.id = a.line_id WHERE a.ends_at = l.ends_at AND l.id = {line}")), 1);

        let second = world.number(&format!("SELECT max(id) FROM appointment_lines WHERE appointment_id = {id}")).to_string();
        let fields = [("version", "2"), ("client", &*lia), ("line", &*second), ("service", &*colour), ("member", &*marta), ("minutes", "120"), ("quantity", "1")];
        anna.post(&at(id), &fields).await.leads_to(&at(id));
        assert_eq!(world.number("SELECT count(*) FROM appointment_lines"), 1);
        assert_eq!(world.number("SELECT count(*) FROM line_assistants"), 0);
        anna.get(&at(id)).await.says("9:00 to 11:00");
    }
}

story! {
    async fn the_second_of_two_is_shown_both_versions_and_loses_nothing(world) {
        let salon = world.salon();
        let id = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
        let (anna, rita) = (world.sign_in(ANNA).await, world.sign_in(RITA).await);
        let (line, cut, marta, clara) = (world.line_of(id).to_string(), salon.cut.to_string(), salon.marta.to_string(), salon.clara.to_string());
        let with = |comment: &'static str, version: &'static str| vec![
            ("version", version.to_owned()), ("client", clara.clone()), ("comment", comment.to_owned()), ("line", line.clone()),
            ("service", cut.clone()), ("member", marta.clone()), ("minutes", "45".to_owned()), ("quantity", "1".to_owned()),
        ];
        let send = |fields: &[(&'static str, String)]| fields.iter().map(|(name, value)| (*name, value.clone())).collect::<Vec<_>>();
        let fields = send(&with("Tea", "1"));
        anna.post(&at(id), &fields.iter().map(|(name, value)| (*name, &**value)).collect::<Vec<_>>()).await.is(303);

        let fields = send(&with("Coffee", "1"));
        let late = rita.post(&at(id), &fields.iter().map(|(name, value)| (*name, &**value)).collect::<Vec<_>>()).await;

        late.is(409).says("Saved by somebody else meanwhile").says("Tea").says("Coffee");
        assert_eq!(late.value_of_name("version"), "2");
        let fields = send(&with("Coffee", "2"));
        rita.post(&at(id), &fields.iter().map(|(name, value)| (*name, &**value)).collect::<Vec<_>>()).await.is(303);
        for path in ["status", "time", "deletion"] {
            let fields = [("version", "1"), ("status", "came"), ("day", &*salon.day.to_string()), ("at", "11:00")];
            let fields = fields.iter().filter(|(name, _)| match path { "status" => ["version", "status"].contains(name), "time" => *name != "status", _ => *name == "version" }).copied().collect::<Vec<_>>();
            anna.post(&format!("{}/{path}", at(id)), &fields).await.is(409);
        }
        world.helped(id, salon.ilse);
        let ilse = salon.ilse.to_string();
        for (path, fields) in [("assistants", vec![]), ("shares", vec![("assistant", &*ilse), ("share", "50")])] {
            let fields = [&[("version", "1"), ("line", &*line)][..], &fields].concat();
            anna.post(&format!("{}/{path}", at(id)), &fields).await.is(409);
        }
        assert_eq!(world.number("SELECT share FROM line_assistants"), 10_000);
    }
}

story! {
    async fn whoever_does_not_come_leaves_the_time_free_and_needs_it_again_to_come_back(world) {
        let salon = world.salon();
        let id = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
        world.helped(id, salon.ilse);
        let rita = world.sign_in(RITA).await;
        let status = format!("{}/status", at(id));

        rita.post(&status, &[("status", "confirmed"), ("version", "1")]).await.leads_to(&at(id));
        rita.post(&status, &[("status", "no_show"), ("version", "2")]).await.leads_to(&at(id));
        assert_eq!(world.number("SELECT count(*) FROM appointment_lines WHERE NOT takes_time"), 1);
        assert_eq!(world.number("SELECT count(*) FROM line_assistants WHERE NOT takes_time"), 1);

        let other = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 630, 45);
        rita.post(&status, &[("status", "waiting"), ("version", "3")]).await.is(422).complains("status", "Marta is booked from 10:30 to 11:15");
        rita.get(&at(id)).await.says("No-show");
        rita.post(&format!("{}/time", at(other)), &[("day", &salon.day.to_string()), ("at", "11:00"), ("version", "1")]).await.is(303);
        rita.post(&status, &[("status", "waiting"), ("version", "3")]).await.leads_to(&at(id));
        assert_eq!(world.number("SELECT count(*) FROM appointment_lines WHERE NOT takes_time"), 0);
        rita.post(&status, &[("status", "gone"), ("version", "4")]).await.is(422);
    }
}

story! {
    async fn a_deleted_appointment_leaves_the_calendar_and_frees_its_time(world) {
        let salon = world.salon();
        let id = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
        world.helped(id, salon.ilse);
        let anna = world.sign_in(ANNA).await;
        anna.get(&format!("{}/deletion", at(id))).await.is(200).says("Delete the appointment of Clara Nunes?");

        anna.post(&format!("{}/deletion", at(id)), &[("version", "1")]).await.leads_to("/locations/ours/calendar");

        anna.get(&at(id)).await.is(404);
        assert_eq!(world.number("SELECT count(*) FROM appointment_lines WHERE takes_time"), 0);
        assert_eq!(world.number("SELECT count(*) FROM line_assistants WHERE takes_time"), 0);
        assert_eq!(world.number("SELECT count(*) FROM appointments WHERE deleted_at IS NOT NULL"), 1);
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'appointment.deleted'"), 1);
    }
}
