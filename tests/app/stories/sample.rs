//! The sample that the demo and `parlour load` write: believable, and no different from what people would have entered.

use parlour::access::Inside;
use parlour::sample::{self, Size};

use crate::story;
use crate::support::world::*;

/// Pairs of lines of one person, or slots of one assistant, that lie over one another.
fn overlapping(world: &World, table: &str) -> i64 {
    world.number(&format!(
        "SELECT count(*) FROM {table} a JOIN {table} b ON a.member_id = b.member_id AND a.id < b.id \
         AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at"
    ))
}

story! {
    async fn months_of_a_salon_hold_together(world) {
        let anna = world.user(ANNA);
        let size = Size { clients: 50, back: 20, ahead: 5 };

        world
            .db
            .write_now(|db| {
                let inside = Inside::enter(anna, "test".into(), world.ours, db)?;
                let crew = sample::engage(inside.location(), 4, 2, db)?;
                sample::fill(inside.location(), &crew, size, db)
            })
            .unwrap();

        assert_eq!(world.number("SELECT count(*) FROM clients"), 50);
        assert!(world.number("SELECT count(*) FROM appointments") > 200);
        assert!(world.number("SELECT count(*) FROM line_assistants") > 10);
        assert!(world.number("SELECT count(*) FROM appointments WHERE status = 'no_show'") > 0);
        assert_eq!(overlapping(&world, "appointment_lines"), 0);
        assert_eq!(overlapping(&world, "line_assistants"), 0);
        let outside = "SELECT count(*) FROM appointments a WHERE NOT EXISTS (SELECT 1 FROM appointment_lines l \
            WHERE l.appointment_id = a.id AND l.starts_at = a.starts_at)";
        assert_eq!(world.number(outside), 0);
        let last = world.number("SELECT max(id) FROM members");
        assert!(world.member("Boris").0 > last, "numbers go on behind the sample");
    }
}
