//! The pages of the calendar, on a day with everything on it.

use chrono::NaiveDate;
use parlour::id::MemberId;

use crate::scene::Scene;
use crate::support::calendar::Booking;
use crate::support::world::*;
use crate::visits::{Visit, page};

/// A Thursday, so that the headings are known.
const DAY: &str = "2026-11-19";

/// Whose week there is to look at.
pub struct CalendarScene {
    marta: MemberId,
}

impl CalendarScene {
    pub fn set(world: &World) -> Self {
        let day: NaiveDate = DAY.parse().unwrap();
        let [marta, noor, rest] = ["Marta Oliveira", "Bia Campos", "June Park"].map(|name| world.member(name));
        let ilse = world.member("Ilse Antoinette Wolfeschlegelsteinhausenberger");
        world.at_work(marta, day, &[(600, 780), (840, 1140)]);
        world.at_work(noor, day, &[(540, 1080)]);
        world.rests(rest, day, "Holiday");
        let long = Booking { day, minutes: 120, service: "Balayage", assistants: &[ilse, noor], ..Booking::default() };
        world.books(marta, Booking { status: "came", ..long });
        for (minute, minutes, status) in
            [(840, 30, "waiting"), (870, 15, "confirmed"), (900, 60, "no_show"), (915, 45, "confirmed")]
        {
            world.books(marta, Booking { day, minute, minutes, status, ..Booking::default() });
        }
        world.books(noor, Booking { day, minute: 780, client: "Maximiliana Wolfeschlegel", ..Booking::default() });
        CalendarScene { marta }
    }
}

/// Sees the own calendar, and is on no card.
const WITHOUT_CARD: Cast = Cast("Professional 1", "pro1@ours.test");

pub fn calendar(scene: &Scene) -> Vec<Visit> {
    let here = format!("{}/calendar", scene.here);
    let marta = scene.calendar.marta;
    let by = |who| move |name, path: String, heading| page(name, Some(who), path, heading);
    let (rita, vera) = (by(RITA), by(VERA));
    vec![
        rita("calendar", format!("{here}?day={DAY}"), "Thursday 19 November"),
        rita("calendar-nobody", format!("{here}?day=2026-01-01"), "Thursday 1 January"),
        rita("calendar-list", format!("{here}/list?day={DAY}"), "Thursday 19 November: list"),
        rita("calendar-list-none", format!("{here}/list?day={DAY}&status=came&member=1"), "Thursday 19 November: list"),
        rita("calendar-week", format!("{here}/week?day={DAY}&member={marta}"), "Marta Oliveira: 16 to 22 November"),
        vera("calendar-own", format!("{here}?day={DAY}"), "Thursday 19 November"),
        by(WITHOUT_CARD)("calendar-week-nobody", format!("{here}/week?day={DAY}"), "Week"),
    ]
}
