//! Where pay is earned on the day of payment: nothing before the client pays, and then on that day.

use chrono::TimeDelta;
use parlour::clock;

use crate::story;
use crate::support::appointments::at;
use crate::support::world::*;

story! {
    async fn by_the_day_of_payment_nothing_is_earned_before_the_client_pays_and_then_on_that_day(world) {
        let salon = world.salon();
        let now = clock::today(chrono_tz::Europe::Lisbon);
        let then = now - TimeDelta::days(3);
        world.sql(&format!("INSERT INTO pay_terms (location_id, starts_on, by_payment) VALUES ({}, '{then}', TRUE)", world.ours));
        world.pays(salon.marta, then, &[("personal", "40 %")]);
        let appointment = world.booked(salon.clara, salon.cut, salon.marta, then, 600, 45);
        world.came(appointment);
        let anna = world.sign_in(ANNA).await;
        let (page, on) = (at(appointment), now.to_string());
        let earned = |day| format!("/locations/ours/payroll/members/{}?from={day}&to={day}", salon.marta);
        anna.get(&earned(then)).await.is(200).says("Marta earned nothing in these days");

        anna.post(&format!("{page}/payment"), &[("paid_on", &on), ("with", "cash"), ("version", "1")]).await.is(303);

        anna.get(&earned(then)).await.says("Marta earned nothing in these days");
        anna.get(&earned(now)).await.says("40 % of 45.00 EUR");
        anna.post(&format!("{page}/payment"), &[("undo", "yes"), ("version", "2")]).await.is(303);
        anna.get(&earned(now)).await.says("Marta earned nothing in these days");
    }
}
