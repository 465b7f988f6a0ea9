//! Hours are times on the wall: also where clocks are set, by an hour, by half of one, or by a whole day.

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use parlour::schedule::{Hours, Roster, Span, Worker};

use crate::story;
use crate::support::world::*;

/// Zones whose clocks do unusual things, and days on which they did.
const CHANGES: [(Tz, &str); 9] = [
    (chrono_tz::Europe::Lisbon, "2026-03-29"),
    (chrono_tz::Europe::Lisbon, "2026-10-25"),
    (chrono_tz::America::Santiago, "2026-09-06"),
    (chrono_tz::America::Santiago, "2026-04-04"),
    (chrono_tz::Australia::Lord_Howe, "2026-10-04"),
    (chrono_tz::Australia::Lord_Howe, "2026-04-05"),
    (chrono_tz::Pacific::Apia, "2011-12-30"),
    (chrono_tz::Africa::Casablanca, "2026-02-15"),
    (chrono_tz::America::Sao_Paulo, "2018-11-04"),
];

/// Numbers that look random, and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % sides as u64) as i64
    }

    /// Spans of a day on the grid, apart from one another.
    fn spans(&mut self) -> Vec<Span> {
        let mut edges: Vec<i64> = (0..2 * (1 + self.roll(3))).map(|_| 5 * self.roll(289)).collect();
        edges.sort_unstable();
        edges.dedup();
        edges.chunks_exact(2).map(|edge| Span { from: edge[0], to: edge[1] }).collect()
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn sg2_a_span_of_any_day_in_any_zone_has_its_moments_in_order_or_none() {
    let mut dice = Dice(2026);
    for round in 0..4000 {
        let (zone, change) = match CHANGES.get(round % 12) {
            Some((zone, change)) => (*zone, day(change)),
            None => {
                (chrono_tz::TZ_VARIANTS[dice.roll(chrono_tz::TZ_VARIANTS.len() as i64) as usize], day("2026-01-01"))
            }
        };
        let day = change + Days::new(dice.roll(3) as u64) - Days::new(1)
            + Days::new(if round % 12 > 8 { dice.roll(700) as u64 } else { 0 });
        let spans = dice.spans();
        let hours = Hours { spans: spans.clone(), time_off: None };

        let moments: Vec<_> = spans.iter().filter_map(|span| span.moments(day, zone)).collect();

        let what = format!("{zone} {day} {spans:?}");
        assert!(moments.iter().all(|(from, to)| from < to), "{what}");
        assert!(moments.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{what}: {moments:?}");
        assert_eq!(hours.minutes(), spans.iter().map(|span| span.to - span.from).sum::<i64>(), "{what}");
        for (from, to) in moments {
            assert!((to - from).num_hours() <= 26, "{what}");
        }
    }
}

#[test]
fn r28_an_hour_that_does_not_exist_begins_with_the_next_minute_that_does() {
    let lisbon = chrono_tz::Europe::Lisbon;
    let moments = |day_of: &str, from, to| {
        Span { from, to }.moments(day(day_of), lisbon).map(|(from, to)| (from.to_string(), to.to_string()))
    };
    let at = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));

    // Between 1:00 and 2:00 there is nothing on that day; between 1:00 and 2:00 there are two hours on the other.
    assert_eq!(moments("2026-03-29", 90, 600), at("2026-03-29 01:00:00", "2026-03-29 09:00:00"));
    assert_eq!(moments("2026-03-29", 65, 115), None);
    assert_eq!(moments("2026-10-25", 60, 180), at("2026-10-25 00:00:00", "2026-10-25 03:00:00"));
    let gone = Span { from: 540, to: 1080 };
    assert_eq!(gone.moments(day("2011-12-30"), chrono_tz::Pacific::Apia), None, "a day that Samoa never had");
}

story! {
    /// What is filled in for a year comes back day by day, and its sum is that of the wall, both clock changes included.
    async fn r28_a_year_adds_up_to_what_was_filled_in_whatever_the_clocks_do(world) {
        let marta = world.member("Marta");
        world.in_schedule(marta);
        let (anna, card) = (world.sign_in(ANNA).await, format!("/locations/ours/team/{marta}/schedule"));
        for zone in ["Europe/Lisbon", "America/Santiago", "Australia/Lord_Howe", "Pacific/Apia"] {
            world.sql(&format!("UPDATE locations SET time_zone = '{zone}' WHERE id = {}", world.ours));
            world.sql("DELETE FROM work_spans");
            let mut fields = vec![("kind", "weekly"), ("first", "2026-01-01"), ("last", "2026-12-31")];
            for _ in 0..7 {
                fields.extend([("from", "00:30"), ("to", "06:00"), ("break_from", "02:00"), ("break_to", "02:15")]);
            }

            let plan = anna.post(&format!("{card}/pattern"), &fields).await;
            let sent = plan.fields_of("form[action$=confirmation]");
            let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (&**name, &**value)).collect();
            anna.post(&format!("{card}/pattern/confirmation"), &sent).await.is(303);

            let by = world.proof::<parlour::access::rights::ViewCalendar>(ANNA);
            let year = world.db.read_now(|db| {
                let worker = Worker::find(&by, marta, db)?;
                Roster::of_one(&worker, &by, day("2026-01-01"), day("2026-12-31"), db)
            }).unwrap();
            let same = Hours { spans: vec![Span { from: 30, to: 120 }, Span { from: 135, to: 360 }], time_off: None };
            assert!(year.days.iter().all(|(_, hours)| hours.as_ref() == Some(&same)), "{zone}");
            assert_eq!((year.days.len(), year.minutes()), (365, 365 * 315), "{zone}");
            for (_, change) in CHANGES.iter().filter(|(other, _)| other.name() == zone) {
                anna.get(&format!("/locations/ours/schedule?week={change}")).await.is(200);
                anna.get(&format!("{card}?month={}", &change[..7])).await.is(200);
                anna.get(&format!("{card}/day?day={change}")).await.is(200);
            }
        }
    }
}
