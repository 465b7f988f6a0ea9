//! Whether the client has paid: written down on the appointment, and taken back.

use chrono::{NaiveDate, TimeDelta};
use parlour::clock;

use crate::story;
use crate::support::appointments::at;
use crate::support::world::*;

const PAID: &str =
    "SELECT coalesce(max(paid_on || CASE WHEN paid_by_card THEN ' card' ELSE ' cash' END), 'no') FROM appointments";

fn today() -> NaiveDate {
    clock::today(chrono_tz::Europe::Lisbon)
}

story! {
    async fn a_payment_is_written_down_and_taken_back(world) {
        let salon = world.salon();
        let appointment = world.booked(salon.clara, salon.cut, salon.marta, today() - TimeDelta::days(2), 600, 45);
        let anna = world.sign_in(ANNA).await;
        let (page, on) = (at(appointment), (today() - TimeDelta::days(2)).to_string());
        let seen = anna.get(&page).await;
        seen.says("Not paid");
        assert_eq!(seen.value_of("paid_on"), on, "the day of the appointment");

        anna.post(&format!("{page}/payment"), &[("paid_on", &on), ("with", "card"), ("version", "1")]).await.leads_to(&page);

        anna.get(&page).await.says("by card").offers("Take payment back").does_not_offer("Save payment");
        assert_eq!(world.word(PAID), format!("{on} card"));
        let log = "SELECT changes FROM activity WHERE deed = 'appointment.paid' ORDER BY id DESC LIMIT 1";
        assert!(world.word(log).contains("by card"));
        anna.post(&format!("{page}/payment"), &[("undo", "yes"), ("version", "1")]).await.is(409).says("Somebody else changed the appointment of Clara Nunes meanwhile");
        anna.post(&format!("{page}/payment"), &[("undo", "yes"), ("version", "2")]).await.leads_to(&page);
        assert_eq!(world.word(PAID), "no");
        assert!(world.word(log).contains("Not paid"));
    }
}

story! {
    async fn a_payment_of_tomorrow_or_with_nothing_is_refused_beside_its_field(world) {
        let salon = world.salon();
        let appointment = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
        let anna = world.sign_in(ANNA).await;
        let (page, tomorrow) = (at(appointment), (today() + TimeDelta::days(1)).to_string());
        assert_eq!(anna.get(&page).await.value_of("paid_on"), today().to_string(), "what is yet to come is paid today");
        let door = format!("{page}/payment");
        let again = anna.post(&door, &[("paid_on", &tomorrow), ("with", "card"), ("version", "1")]).await;
        again.is(422).complains("paid_on", "Choose today or an earlier day");
        assert_eq!(again.value_of("paid_on"), tomorrow);
        anna.post(&door, &[("paid_on", "soon"), ("with", "shells"), ("version", "1")]).await.is(422).complains("with", "Choose how the client paid").complains("paid_on", "as a date");
        anna.post(&door, &[("paid_on", &tomorrow), ("amount", "5"), ("version", "1")]).await.is(400);
        assert_eq!(world.word(PAID), "no");
    }
}

story! {
    async fn se6_a_payment_takes_the_rights_that_any_other_change_takes(world) {
        let salon = world.salon();
        let appointment = world.booked(salon.clara, salon.cut, salon.marta, today(), 600, 45);
        let door = format!("{}/payment", at(appointment));
        let on = today().to_string();
        let fields = [("paid_on", &*on), ("with", "cash"), ("version", "1")];
        world.role_holds("receptionist", "calendar.view");
        let rita = world.sign_in(RITA).await;
        rita.get(&at(appointment)).await.does_not_offer("Save payment");
        rita.post(&door, &fields).await.is(403).says("Change appointments");
        world.role_holds("receptionist", "calendar.view appointments.edit");
        world.came(appointment);
        rita.get(&at(appointment)).await.does_not_offer("Save payment");
        rita.post(&door, &fields).await.is(403);
        assert_eq!(world.word(PAID), "no");
        world.role_holds("receptionist", "calendar.view appointments.edit appointments.edit_completed");
        rita.post(&door, &fields).await.is(303);
        assert_eq!(world.word(PAID), format!("{on} cash"));
    }
}

story! {
    async fn a_payment_stays_when_the_appointment_moves_and_is_not_copied(world) {
        let salon = world.salon();
        let appointment = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
        let anna = world.sign_in(ANNA).await;
        let (page, on) = (at(appointment), today().to_string());
        anna.post(&format!("{page}/payment"), &[("paid_on", &on), ("with", "card"), ("version", "1")]).await.is(303);
        let (day, marta, line) = (salon.day.to_string(), salon.marta.to_string(), world.line_of(appointment).to_string());
        let moved = [("day", &*day), ("at", "11:00"), ("line", &*line), ("member", &*marta), ("minutes", "45"), ("version", "2")];
        anna.post(&format!("{page}/time"), &moved).await.is(303);
        assert_eq!(world.word(PAID), format!("{on} card"));
        let fields = salon.cut(&[("at", "15:00")]);
        anna.post("/locations/ours/appointments", &crate::support::appointments::sent(&fields)).await.is(303);
        assert_eq!(world.number("SELECT count(*) FROM appointments WHERE paid_on IS NOT NULL"), 1);
        anna.post(&format!("{page}/deletion"), &[("version", "3")]).await.is(303);
        assert_eq!(world.number("SELECT count(*) FROM appointments WHERE paid_on IS NOT NULL"), 1);
    }
}
