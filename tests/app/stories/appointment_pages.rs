//! The pages of appointments stay quick, however much there is to show and to choose from.

use super::matrix::statements_of;
use crate::story;
use crate::support::appointments::{Salon, at};
use crate::support::calendar::Booking;
use crate::support::world::*;
use parlour::id::AppointmentId;

/// What may be asked for one page at most.
const MOST: usize = 30;

/// Every page about an appointment, and the card of its client.
fn pages(salon: &Salon, appointment: AppointmentId) -> Vec<String> {
    let here = at(appointment);
    let mut pages: Vec<String> =
        ["", "/edit", "/time", "/copy", "/deletion"].map(|page| format!("{here}{page}")).into();
    pages.push(format!("/locations/ours/appointments/new?day={}&member={}", salon.day, salon.marta));
    pages.push(format!("/locations/ours/clients/{}", salon.clara));
    pages
}

story! {
    async fn a_long_appointment_among_many_people_asks_no_more_of_the_database_than_a_short_one(world) {
        let salon = world.salon();
        let short = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
        world.helped(short, salon.ilse);
        let notes = world.proof::<parlour::access::rights::WriteNotes>(ANNA);
        world.note(&notes, salon.clara, "Likes tea");
        let anna = world.sign_in(ANNA).await;
        let mut small = Vec::new();
        for page in pages(&salon, short) {
            small.push(statements_of(&world, &anna, &page).await);
        }

        let helpers = [salon.ilse, salon.otto];
        let booking = |minute, service| Booking { day: salon.day, minute, minutes: 30, service, assistants: &helpers, ..Booking::default() };
        let long = world.books(salon.marta, booking(540, "Cut"));
        let services: Vec<String> = (0..25).map(|number| format!("Service {number}")).collect();
        for (number, title) in services.iter().enumerate() {
            let member = world.member(&format!("Member {number}"));
            let service = world.offered(title, 4500, 30);
            world.at_work(member, salon.day, &[(540, 1080)]);
            world.sql(&format!("INSERT INTO member_services (member_id, service_id) VALUES ({member}, {service})"));
            if number < 10 {
                world.books_also(long, member, booking(570 + 30 * number as i64, title));
            }
            world.booked(salon.clara, salon.cut, member, salon.day, 600, 45);
            world.note(&notes, salon.clara, &format!("Note {number}"));
        }

        for (page, small) in pages(&salon, AppointmentId(long)).iter().zip(small) {
            let asked = statements_of(&world, &anna, page).await;
            assert!(asked <= small.max(1) && asked <= MOST, "{page} asks {asked} times, and {small} times of a short one");
        }
    }
}
