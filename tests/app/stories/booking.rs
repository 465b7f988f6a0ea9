//! Booking: a client, a time, services one after the other.

use super::walk::Walk;
use crate::story;
use crate::support::appointments::{at, sent};
use crate::support::visitor::Visitor;
use crate::support::world::*;
use parlour::id::AppointmentId;

const BOOK: &str = "/locations/ours/appointments";

fn newest(world: &World) -> AppointmentId {
    AppointmentId(world.number("SELECT max(id) FROM appointments"))
}

story! {
    async fn a_receptionist_books_a_known_client_and_price_and_time_follow_from_who_provides_it(world) {
        let salon = world.salon();
        let rita = world.sign_in(RITA).await;

        let boris = salon.boris.to_string();
        rita.post(BOOK, &sent(&salon.cut(&[("member", &boris)]))).await.is(303);

        let page = rita.get(&at(newest(&world))).await;
        page.is(200).says("Clara Nunes").says("Cut").says("with Boris").says("10:00 to 11:00").says("60.00 EUR").says("Waiting");
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'appointment.created' AND thing <> ''"), 1);
        page.says("Booked by Rita").says("Rita booked");
    }
}

story! {
    async fn services_run_one_after_the_other_each_with_its_own_team_member(world) {
        let salon = world.salon();
        let anna = world.sign_in(ANNA).await;
        let (colour, boris) = (salon.colour.to_string(), salon.boris.to_string());
        let (cut, marta) = (salon.cut.to_string(), salon.marta.to_string());

        let fields = salon.cut(&[
            ("at", "09:30"), ("service", &colour), ("member", &marta), ("service", &cut), ("member", &boris),
            ("minutes", ""), ("minutes", "30"), ("price", "80,50"), ("price", ""), ("discount", "12.5"), ("discount", ""),
            ("quantity", "2"), ("quantity", "1"), ("comment", "Sensitive scalp"),
        ]);
        anna.post(BOOK, &sent(&fields)).await.is(303);

        let page = anna.get(&at(newest(&world))).await;
        page.says("9:30 to 11:30").says("11:30 to 12:00").says("140.88 EUR").says("60.00 EUR").says("200.88 EUR").says("2 h 30 min").says("Sensitive scalp");
        assert_eq!(world.number("SELECT price FROM appointment_lines WHERE place = 0"), 8050);
    }
}

story! {
    async fn a_new_client_is_written_down_on_the_spot(world) {
        let salon = world.salon();
        let rita = world.sign_in(RITA).await;

        let fields = salon.cut(&[("client", ""), ("new_name", "Lia Santos"), ("new_phone", "912 555 777")]);
        rita.post(BOOK, &sent(&fields)).await.is(303);

        rita.get(&at(newest(&world))).await.says("Lia Santos").says("+351912555777");
        assert_eq!(world.number("SELECT count(*) FROM client_words WHERE word = 'lia'"), 1);

        let both = salon.cut(&[("at", "15:00"), ("new_name", "Lia Santos")]);
        rita.post(BOOK, &sent(&both)).await.is(422).complains("new_name", "both are filled in");
        let none = salon.cut(&[("client", ""), ("at", "15:00")]);
        rita.post(BOOK, &sent(&none)).await.is(422).complains("client", "Find a client");
        assert_eq!(world.number("SELECT count(*) FROM clients"), 2);
    }
}

story! {
    async fn a_rejected_form_writes_down_nobody_and_keeps_what_was_typed(world) {
        let salon = world.salon();
        world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
        let rita = world.sign_in(RITA).await;

        let fields = salon.cut(&[("client", "new"), ("new_name", "Lia Santos"), ("at", "10:30"), ("comment", "Tea")]);
        let again = rita.post(BOOK, &sent(&fields)).await;

        again.is(422).complains("member-1", "Marta is booked from 10:00 to 10:45");
        assert_eq!((again.value_of("new_name"), again.value_of("at"), again.value_of("member-1")), ("Lia Santos".into(), "10:30".into(), salon.marta.to_string()));
        again.says("Tea");
        assert_eq!(world.number("SELECT count(*) FROM clients"), 1);
        assert_eq!(world.number("SELECT count(*) FROM appointments"), 1);
    }
}

story! {
    async fn a_team_member_is_never_booked_twice_but_right_after_one_another(world) {
        let salon = world.salon();
        let taken = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 60);
        let rita = world.sign_in(RITA).await;
        for (time, status) in [("09:20", 422), ("10:00", 422), ("10:55", 422), ("09:15", 303), ("11:00", 303)] {
            let seen = rita.post(BOOK, &sent(&salon.cut(&[("at", time)]))).await;
            assert_eq!(seen.status, status, "{time}: {}", seen.words());
        }
        world.sql(&format!("UPDATE appointment_lines SET takes_time = FALSE WHERE appointment_id = {taken}"));

        rita.post(BOOK, &sent(&salon.cut(&[("at", "10:05")]))).await.is(303);
    }
}

story! {
    async fn outside_working_hours_there_is_a_warning_and_a_tick_to_book_all_the_same(world) {
        let salon = world.salon();
        world.sql(&format!("INSERT INTO time_off (member_id, first_day, last_day) VALUES ({}, '{1}', '{1}')", salon.boris, salon.day));
        let rita = world.sign_in(RITA).await;
        let boris = salon.boris.to_string();
        let (late, lunch, off) = ([("at", "17:30")], [("at", "12:30")], [("member", &*boris)]);
        for more in [&late[..], &lunch[..], &off[..]] {
            let warned = rita.post(BOOK, &sent(&salon.cut(more))).await;
            warned.is(422).complains("off_hours", "does not work").says("Book outside working hours");
            assert_eq!(world.number("SELECT count(*) FROM appointments"), 0);

            let ticked = [more, &[("off_hours", "yes")]].concat();
            rita.post(BOOK, &sent(&salon.cut(&ticked))).await.is(303);
            world.sql("DELETE FROM appointment_lines");
            world.sql("DELETE FROM appointments");
        }
    }
}

story! {
    async fn only_people_in_the_schedule_who_provide_the_service_are_booked(world) {
        let salon = world.salon();
        let rita = world.sign_in(RITA).await;
        let stranger = world.number(&format!("SELECT id FROM members WHERE location_id = {}", world.theirs)).to_string();
        let (boris, ilse, colour) = (salon.boris.to_string(), salon.ilse.to_string(), salon.colour.to_string());

        let cannot = rita.post(BOOK, &sent(&salon.cut(&[("member", &boris), ("service", &colour)]))).await;
        cannot.is(422).complains("member-1", "Boris does not provide Colour");
        for member in [&ilse, &stranger] {
            rita.post(BOOK, &sent(&salon.cut(&[("member", member)]))).await.is(422).complains("member-1", "in the schedule");
        }
        world.sql(&format!("UPDATE members SET employment = 'dismissed' WHERE id = {}", salon.marta));
        rita.post(BOOK, &sent(&salon.cut(&[]))).await.is(422).complains("member-1", "in the schedule");
        world.sql(&format!("UPDATE services SET archived_at = '2026-01-01 09:00:00' WHERE id = {}", salon.cut));
        rita.post(BOOK, &sent(&salon.cut(&[("member", &boris)]))).await.is(422).complains("service-1", "Choose one of the services");
    }
}

story! {
    async fn what_cannot_be_read_gets_its_sentence_beside_its_field(world) {
        let salon = world.salon();
        let anna = world.sign_in(ANNA).await;
        let long = "x".repeat(2001);
        for (field, value, place, words) in [
            ("day", "tomorrow", "day", "Enter the day as a date"),
            ("day", "2126-11-30", "day", "within the next 5 years"),
            ("at", "25:00", "at", "steps of 5 minutes"),
            ("at", "10:02", "at", "steps of 5 minutes"),
            ("minutes", "7", "minutes-1", "steps of 5, from 5 to 720"),
            ("minutes", "0", "minutes-1", "steps of 5, from 5 to 720"),
            ("minutes", "725", "minutes-1", "steps of 5, from 5 to 720"),
            ("quantity", "0", "quantity-1", "from 1 to 99"),
            ("quantity", "100", "quantity-1", "from 1 to 99"),
            ("price", "-5", "price-1", "Enter an amount"),
            ("price", "1e2", "price-1", "Enter an amount"),
            ("discount", "100.01", "discount-1", "from 0 to 100"),
            ("service", "", "service-1", "Choose a service"),
            ("service", "9999", "service-1", "Choose one of the services"),
            ("member", "", "member-1", "Choose a team member"),
            ("client", "9999", "client", "Choose one of the clients"),
            ("comment", &*long, "comment", "Shorten the comment to 2000"),
        ] {
            anna.post(BOOK, &sent(&salon.cut(&[(field, value)]))).await.is(422).complains(place, words);
        }
        assert_eq!(world.number("SELECT count(*) FROM appointments"), 0);
        let alien = salon.cut(&[("colour", "red")]);
        anna.post(BOOK, &sent(&alien)).await.is(400);
    }
}

story! {
    async fn an_hour_that_the_clocks_skip_cannot_be_booked_and_midnight_can_be_crossed(world) {
        let salon = world.salon();
        let anna = world.sign_in(ANNA).await;

        let skipped = salon.cut(&[("day", "2027-03-28"), ("at", "01:30"), ("off_hours", "yes")]);
        anna.post(BOOK, &sent(&skipped)).await.is(422).complains("at", "the clocks are set forward");
        let over = salon.cut(&[("day", "2027-03-28"), ("at", "00:45"), ("minutes", "60"), ("off_hours", "yes")]);
        anna.post(BOOK, &sent(&over)).await.is(303);
        anna.get(&at(newest(&world))).await.says("0:45 to 2:45").says("1 h");

        let night = salon.cut(&[("at", "23:30"), ("minutes", "120"), ("off_hours", "yes")]);
        anna.post(BOOK, &sent(&night)).await.is(303);
        anna.get(&at(newest(&world))).await.says("23:30 to 1:30").says("2 h");
        let cut = salon.cut.to_string();
        let marta = salon.marta.to_string();
        let long = salon.cut(&[("service", &cut), ("service", &cut), ("service", &cut), ("member", &marta), ("member", &marta), ("member", &marta), ("minutes", "720"), ("minutes", "720"), ("minutes", "5")]);
        anna.post(BOOK, &sent(&long)).await.is(422).complains("at", "at most 24 hours");
    }
}

story! {
    async fn without_a_script_the_same_form_comes_back_with_rows_matches_and_terms(world) {
        let salon = world.salon();
        let anna = world.sign_in(ANNA).await;
        let page = anna.get(&format!("/locations/ours/appointments/new?day={}&at=10:00&member={}", salon.day, salon.boris)).await;
        page.is(200).says("New appointment").says("Boris");
        assert_eq!((page.value_of("at"), page.value_of("member-1")), ("10:00".into(), salon.boris.to_string()));

        let cut = salon.cut.to_string();
        let fields = [("day", &*salon.day.to_string()), ("at", "10:00"), ("search", "clara"), ("service", &cut), ("member", ""), ("price", ""), ("find", "yes")];
        let found = anna.post(BOOK, &fields).await;
        found.is(200).says("Clara Nunes");
        assert_eq!(found.value_of("price-1"), "45.00");
        assert_eq!((found.value_of("minutes-1"), found.value_of("member-1")), ("45".into(), salon.marta.to_string()));

        let (boris, was) = (salon.boris.to_string(), format!("{}-{}", salon.cut, salon.marta));
        let another = [("service", &*cut), ("member", &*boris), ("was", &*was), ("minutes", "45"), ("price", "45.00"), ("add", "yes")];
        let added = anna.post(BOOK, &another).await;
        added.is(200).says("Service 2").offers("Take out service 2");
        assert_eq!((added.value_of("price-1"), added.value_of("minutes-1")), ("60.00".into(), "60".into()));

        let by_hand = [("service", &*cut), ("member", &*boris), ("was", &*was), ("minutes", "25"), ("price", "1.00"), ("refresh", "yes")];
        let kept = anna.post(BOOK, &by_hand).await;
        assert_eq!((kept.value_of("price-1"), kept.value_of("minutes-1")), ("1.00".into(), "25".into()));
        assert_eq!(world.number("SELECT count(*) FROM appointments"), 0);
    }
}

/// Behind every door of the appointments something is done.
pub async fn walk(walk: &mut Walk<'_>, anna: &Visitor) {
    let world = walk.world;
    let salon = world.salon();
    walk.does(anna, "/locations/ours/appointments", &sent(&salon.cut(&[]))).await;
    let id = AppointmentId(world.number("SELECT max(id) FROM appointments"));
    let (here, line) = (at(id), world.line_of(id).to_string());
    let (cut, marta, clara) = (salon.cut.to_string(), salon.marta.to_string(), salon.clara.to_string());
    let fields = [("client", &*clara), ("comment", "Tea"), ("line", &*line), ("service", &*cut), ("member", &*marta)];
    walk.does(anna, &here, &[&fields[..], &[("version", "1")]].concat()).await;
    walk.does(anna, &format!("{here}/status"), &[("status", "confirmed"), ("version", "2")]).await;
    let day = salon.day.to_string();
    walk.does(anna, &format!("{here}/time"), &[("day", &day), ("at", "15:00"), ("version", "3")]).await;
    let helper = [("line", &*line), ("assistant", &*salon.ilse.to_string()), ("share", "50")];
    walk.does(anna, &format!("{here}/assistants"), &[&helper[..], &[("version", "4")]].concat()).await;
    let helper = [helper[0], helper[1], ("share", "40")];
    walk.does(anna, &format!("{here}/shares"), &[&helper[..], &[("version", "5")]].concat()).await;
    let today = parlour::clock::today(chrono_tz::Europe::Lisbon).to_string();
    let paid = [("paid_on", &*today), ("with", "card"), ("version", "6")];
    walk.does(anna, &format!("{here}/payment"), &paid).await;
    walk.does(anna, &format!("{here}/deletion"), &[("version", "7")]).await;
    let settings =
        [("several", "yes"), ("mode", "full"), ("earned", "appointment"), ("base", "paid"), ("version", "0")];
    walk.does(anna, "/locations/ours/payroll/settings", &settings).await;
    let version = anna.get("/locations/ours/settings/calendar").await.value_of_name("version");
    let fields = [("refuses_busy", "yes"), ("version", &*version)];
    walk.does(anna, "/locations/ours/settings/calendar", &fields).await;
}
