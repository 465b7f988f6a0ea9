//! Moving an appointment: by a form, and by what a drag sends to the same door.

use crate::story;
use crate::support::appointments::at;
use crate::support::world::*;

story! {
    async fn an_appointment_moves_to_another_time_and_its_assistant_goes_along(world) {
        let salon = world.salon();
        let id = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
        world.helped(id, salon.ilse);
        let rita = world.sign_in(RITA).await;
        let page = rita.get(&format!("{}/time", at(id))).await;
        page.is(200).says("Move the appointment of Clara Nunes");
        assert_eq!((page.value_of("at"), page.value_of("minutes-1")), ("10:00".into(), "45".into()));

        let day = salon.day.to_string();
        rita.post(&format!("{}/time", at(id)), &[("day", &day), ("at", "15:00"), ("version", "1")]).await.leads_to(&at(id));

        rita.get(&at(id)).await.says("15:00 to 15:45").says("Ilse assists").says("Rita moved the appointment of");
        assert_eq!(world.number("SELECT count(*) FROM line_assistants a JOIN appointment_lines l ON l.id = a.line_id WHERE a.starts_at = l.starts_at AND a.ends_at = l.ends_at"), 1);
    }
}

story! {
    async fn a_drag_names_one_line_its_new_team_member_and_its_new_duration(world) {
        let salon = world.salon();
        let id = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
        let rita = world.sign_in(RITA).await;
        let (day, line, boris, ilse) = (salon.day.to_string(), world.line_of(id).to_string(), salon.boris.to_string(), salon.ilse.to_string());
        let time = format!("{}/time", at(id));
        let drag = |member: String, minutes: &'static str, at: &'static str, version: &'static str| {
            let (rita, day, line, time) = (rita.clone(), day.clone(), line.clone(), time.clone());
            async move { rita.post(&time, &[("day", &day), ("at", at), ("line", &line), ("member", &member), ("minutes", minutes), ("version", version)]).await }
        };

        drag(ilse, "45", "11:00", "1").await.is(422).complains("member-1", "in the schedule");
        drag(boris.clone(), "40", "11:00", "1").await.is(303);
        let page = rita.get(&at(id)).await;
        page.says("with Boris").says("11:00 to 11:40").says("45.00 EUR");
        drag(boris.clone(), "3", "11:00", "2").await.is(422).complains("minutes-1", "steps of 5");
        drag(boris, "300", "11:00", "2").await.is(422).complains("off_hours", "Boris does not work from 11:00 to 16:00").says("Move it outside working hours");
    }
}

story! {
    async fn the_time_is_that_of_the_line_that_was_dragged_and_the_others_stay_around_it(world) {
        let salon = world.salon();
        let id = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
        let ends = parlour::clock::instant(salon.day, 705, world.our_zone()).unwrap();
        world.sql(&format!("INSERT INTO appointment_lines (appointment_id, service_id, title, member_id, place, starts_at, ends_at, price) SELECT appointment_id, {}, 'Colour', member_id, 1, ends_at, '{ends}', 9000 FROM appointment_lines", salon.colour));
        let second = world.number("SELECT max(id) FROM appointment_lines").to_string();
        let rita = world.sign_in(RITA).await;

        let fields = [("day", &*salon.day.to_string()), ("at", "09:45"), ("line", &*second), ("member", &*salon.marta.to_string()), ("version", "1")];
        rita.post(&format!("{}/time", at(id)), &fields).await.is(303);

        rita.get(&at(id)).await.says("9:00 to 9:45").says("9:45 to 10:45");
    }
}

story! {
    async fn moving_onto_somebody_else_is_refused_and_names_them(world) {
        let salon = world.salon();
        let id = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
        world.booked(salon.clara, salon.cut, salon.marta, salon.day, 900, 45);
        let rita = world.sign_in(RITA).await;

        let fields = [("day", &*salon.day.to_string()), ("at", "14:30"), ("version", "1")];
        let refused = rita.post(&format!("{}/time", at(id)), &fields).await;

        refused.is(422).complains("member-1", "Marta is booked from 15:00 to 15:45");
        assert_eq!(refused.value_of("at"), "14:30");
    }
}

story! {
    async fn i27_a_copy_asks_for_the_assistants_again_and_leaves_their_shares_behind(world) {
        let salon = world.salon();
        let id = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
        world.helped(id, salon.ilse);
        world.sql("UPDATE line_assistants SET share = 2500");
        let rita = world.sign_in(RITA).await;

        let page = rita.get(&format!("{}/copy", at(id))).await;
        page.is(200).says("Ilse assists").says("Clara Nunes");
        let later = salon.day + chrono::TimeDelta::days(7);
        assert_eq!((page.value_of("day"), page.value_of("at")), (later.to_string(), "10:00".into()));
        let tick = format!("1:{}", salon.ilse);
        assert!(page.body.contains(&format!(r#"value="{tick}" checked"#)));

        let book = |assistants: Vec<String>, at: &'static str| {
            let (rita, fields) = (rita.clone(), salon.cut(&[("at", at)]));
            async move {
                let mut fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
                fields.extend(assistants.iter().map(|tick| ("assistant", &**tick)));
                rita.post("/locations/ours/appointments", &fields).await
            }
        };
        book(vec![tick.clone()], "15:00").await.is(303);
        assert_eq!(world.number("SELECT share FROM line_assistants WHERE id = (SELECT max(id) FROM line_assistants)"), 10_000);
        book(vec![], "16:00").await.is(303);
        assert_eq!(world.number("SELECT count(*) FROM line_assistants"), 2);
        book(vec![tick.clone(), tick], "17:00").await.is(422);
    }
}
