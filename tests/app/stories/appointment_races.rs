//! Many at the same moment: no two appointments of one team member overlap, and an assistant is booked once.

use chrono::TimeDelta;
use parlour::access::rights::{CreateAppointments, ManageAssistants, MoveAppointments};
use parlour::appointments::{Anyway, Appointment, Helper, LineWish, Move, When, Whom, Wish};
use parlour::error::Error;

use crate::story;
use crate::support::world::*;

/// Writers at once, how often, and after how many times their day is full.
const MANY: usize = 20;
const ROUNDS: usize = 100;
const FULL: i64 = 8;

const OVERLAPS: &str = "SELECT count(*) FROM appointment_lines a JOIN appointment_lines b ON a.member_id = b.member_id \
    AND a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at WHERE a.takes_time AND b.takes_time";

/// Numbers that look as if by chance, and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

story! {
    async fn se12_no_two_appointments_of_one_team_member_overlap_whatever_the_order_of_20_writers(world) {
        let salon = world.salon();
        let (books, moves) = (world.proof::<CreateAppointments>(ANNA), world.proof::<MoveAppointments>(MAX));
        let mut dice = Dice(20_261_126);
        let mut booked = 0;
        for round in 0..ROUNDS as i64 {
            let day = salon.day + TimeDelta::days(round / FULL);
            let tasks: Vec<_> = (0..MANY)
                .map(|_| {
                    let (db, books, moves) = (world.db.clone(), books.clone(), moves.clone());
                    let when = When { day, minute: 540 + 5 * dice.roll(96) as i64 };
                    let anyway = Anyway { off_hours: true, busy: true };
                    let (member, minutes) = if dice.roll(2) == 0 { (salon.marta, 15) } else { (salon.boris, 30) };
                    let line = LineWish { line: None, service: salon.cut, member, minutes: Some(minutes), price: None, discount: None, quantity: 1, assistants: Vec::new() };
                    let wish = Wish { client: Whom::Known(salon.clara), when, lines: vec![line], comment: String::new(), anyway };
                    let is_move = round % FULL > 0 && dice.roll(3) == 0;
                    let chosen = dice.roll(5);
                    async move {
                        db.write(move |db| {
                            if !is_move {
                                return Appointment::book(&books, &wish, db).map(drop);
                            }
                            let day = parlour::clock::bounds(wish.when.day, chrono_tz::Europe::Lisbon).unwrap();
                            let all = Appointment::between(&moves, day.0, day.1, db)?;
                            let Some(one) = all.get(chosen as usize) else { return Ok(()) };
                            one.move_to(&moves, &Move { when: wish.when, lines: Vec::new(), anyway: wish.anyway }, one.version, db)
                        })
                        .await
                    }
                })
                .collect();

            let outcomes = at_once(tasks).await;

            let refused = outcomes.iter().filter_map(|outcome| outcome.as_ref().err());
            assert!(refused.into_iter().all(|error| matches!(error, Error::Invalid(_) | Error::Conflict(_))), "{outcomes:?}");
            assert_eq!(world.number(OVERLAPS), 0, "round {round}");
            booked = world.number("SELECT count(*) FROM appointments");
        }
        assert!(booked > 300, "only {booked} were booked");
    }
}

story! {
    async fn se12_of_two_who_take_one_assistant_at_once_exactly_one_gets_them(world) {
        let salon = world.salon();
        world.sql(&format!("UPDATE locations SET refuses_busy_assistants = TRUE WHERE id = {}", world.ours));
        let one = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
        let other = world.booked(salon.clara, salon.cut, salon.boris, salon.day, 615, 45);
        let lines = [(one, world.line_of(one)), (other, world.line_of(other))];
        for round in 0..20 {
            let tasks: Vec<_> = lines
                .iter()
                .enumerate()
                .map(|(place, (id, line))| {
                    let by = world.proof::<ManageAssistants>([ANNA, MAX][place]);
                    let (db, id, line) = (world.db.clone(), *id, *line);
                    let helper = Helper { member: salon.ilse, share: None, number: 1 };
                    async move {
                        db.write(move |db| {
                            let now = Appointment::find(&by, id, db)?;
                            now.set_assistants(&by, line, &[helper], Anyway { off_hours: true, busy: true }, now.version, db)
                        })
                        .await
                    }
                })
                .collect();

            let outcomes = at_once(tasks).await;

            assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "round {round}: {outcomes:?}");
            assert_eq!(world.number("SELECT count(*) FROM line_assistants"), 1);
            world.sql("DELETE FROM line_assistants");
        }
    }
}
