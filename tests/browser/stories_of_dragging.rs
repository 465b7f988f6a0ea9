//! Appointments are dragged to another time and to somebody else, and stretched: with a mouse, and with a finger that rests.

use std::time::Duration;

use parlour::id::AppointmentId;
use thirtyfour::prelude::*;

use crate::browser::Browser;
use crate::driver::Script;
use crate::hands::Screen;
use crate::support::appointments::Salon;
use crate::support::world::*;

/// How far an hour is down a column, and one column from the next, in pixels.
const STEPS: &str = "const [one, other] = [...document.querySelectorAll('.cal-list')].map(list => list.getBoundingClientRect()); \
    return [other.x - one.x, one.height / document.querySelector('[data-cal]').dataset.hours]";

/// Longer than a finger has to rest.
const LONG: Duration = Duration::from_millis(700);

/// Marta has Clara from ten to a quarter to eleven, and again at noon.
struct Desk {
    anna: Browser,
    world: World,
    salon: Salon,
    first: AppointmentId,
    column: i64,
    hour: i64,
}

impl Desk {
    async fn set(screen: Screen) -> Option<Self> {
        let world = World::open_on(Ground::Sqlite).await.unwrap();
        let salon = world.salon();
        let first = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
        world.booked(salon.clara, salon.cut, salon.marta, salon.day, 720, 45);
        let anna = Browser::open(&world.url, Script::On).await?;
        anna.hold(screen).await;
        anna.sign_in(ANNA).await;
        anna.visit(&format!("/locations/{}/calendar?day={}", world.ours, salon.day)).await;
        let (column, hour): (f64, f64) = anna.execute(STEPS, vec![]).await.unwrap().convert().unwrap();
        Some(Desk { anna, world, salon, first, column: column as i64, hour: hour as i64 })
    }

    /// The tile of the first appointment, where it begins at this minute of the day with this member.
    async fn tile(&self, member: impl std::fmt::Display, minute: i64) -> WebElement {
        self.anna.shown(&format!("#at-{}-{member}-{minute}", self.first)).await
    }

    async fn ours(&self) -> WebElement {
        self.tile(self.salon.marta, 600).await
    }

    /// When the first appointment begins and ends, and who has it.
    fn kept(&self) -> String {
        self.world.word(&format!(
            "SELECT strftime('%H:%M', l.starts_at) || ' ' || strftime('%H:%M', l.ends_at) || ' ' || m.name \
             FROM appointment_lines l JOIN members m ON m.id = l.member_id WHERE l.appointment_id = {}",
            self.first
        ))
    }

    /// Nothing is saved, and the tile stands where it stood.
    async fn is_as_before(&self, rect: thirtyfour::common::types::ElementRect) {
        assert_eq!(self.kept(), "10:00 10:45 Marta");
        let now = self.ours().await.rect().await.unwrap();
        assert_eq!((now.x, now.y, now.height), (rect.x, rect.y, rect.height), "the tile is back in its place");
    }
}

#[actix_web::test]
async fn a_tile_that_is_dragged_to_another_time_and_another_column_stays_there() {
    let Some(desk) = Desk::set(Screen::Desk).await else { return };

    desk.anna.drag(&desk.ours().await, 0, (desk.column, desk.hour / 2)).await;

    desk.anna.will_say("The appointment is moved to").await;
    desk.tile(desk.salon.boris, 630).await;
    assert_eq!(desk.kept(), "10:30 11:15 Boris");
    desk.anna.refresh().await.unwrap();
    desk.anna.follow(desk.tile(desk.salon.boris, 630).await).await;
    desk.anna.says("moved the appointment of Clara Nunes").await;
    desk.anna.says("Cut with Boris").await;
}

#[actix_web::test]
async fn a_tile_whose_end_is_dragged_lasts_longer() {
    let Some(desk) = Desk::set(Screen::Desk).await else { return };
    let tile = desk.ours().await;
    let end = tile.rect().await.unwrap().height as i64 / 2 - 3;

    desk.anna.drag(&tile, end, (0, desk.hour / 2)).await;

    desk.anna.will_say("The appointment is moved to").await;
    assert_eq!(desk.kept(), "10:00 11:15 Marta");
    desk.anna.says("11:15").await;
}

#[actix_web::test]
async fn a_drop_that_is_refused_says_why_and_puts_the_tile_back() {
    let Some(desk) = Desk::set(Screen::Desk).await else { return };
    let place = desk.ours().await.rect().await.unwrap();

    desk.anna.drag(&desk.ours().await, 0, (0, 2 * desk.hour)).await;

    desk.anna.will_say("Not moved. Marta is booked").await;
    desk.is_as_before(place).await;
    desk.anna.action_chain().send_keys(Key::Escape).perform().await.unwrap();
    assert!(!desk.anna.words().await.contains("Not moved"), "the words go when they are read");
}

#[actix_web::test]
async fn a_drop_outside_working_hours_asks_first() {
    let Some(desk) = Desk::set(Screen::Desk).await else { return };
    desk.anna.execute("document.querySelector('[data-cal]').scrollTop = 90", vec![]).await.unwrap();

    desk.anna.drag(&desk.ours().await, 0, (0, 3 * desk.hour)).await;

    desk.anna.will_say("Move it outside working hours").await;
    assert_eq!(desk.kept(), "10:00 10:45 Marta");
    desk.anna.switch("Move it outside working hours").await;
    desk.anna.press("Move appointment").await;
    assert_eq!(desk.kept(), "13:00 13:45 Marta");
}

#[actix_web::test]
async fn a_finger_that_rests_lifts_a_tile_and_one_that_does_not_scrolls() {
    let Some(desk) = Desk::set(Screen::Phone).await else { return };
    let scrolled = "return document.querySelector('[data-cal]').scrollTop + scrollY";
    let before: f64 = desk.anna.execute(scrolled, vec![]).await.unwrap().convert().unwrap();

    desk.anna.swipe(&desk.ours().await, Duration::ZERO, (0, -desk.hour)).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let after: f64 = desk.anna.execute(scrolled, vec![]).await.unwrap().convert().unwrap();
    assert!(after > before + 20.0, "a swipe scrolls: from {before} to {after}");
    assert_eq!(desk.kept(), "10:00 10:45 Marta");

    desk.anna.execute("document.querySelector('[data-cal]').scrollTop = 0; scrollTo(0, 0)", vec![]).await.unwrap();
    desk.anna.swipe(&desk.ours().await, LONG, (0, desk.hour / 2)).await;
    desk.anna.will_say("The appointment is moved to").await;
    assert_eq!(desk.kept(), "10:30 11:15 Marta");
}
