//! The pages about work schedules.

use parlour::id::MemberId;

use crate::scene::Scene;
use crate::support::world::*;
use crate::visits::{Visit, page};

/// Lets somebody work this week and the next, with a break, and be away for a day.
pub fn lay(world: &World, card: &str) {
    let member = MemberId(card.rsplit('/').next().unwrap().parse().unwrap());
    let today = chrono::Utc::now().date_naive();
    for day in 0..12 {
        let day = (today - chrono::Days::new(3) + chrono::Days::new(day)).to_string();
        world.works(member, &day, 540, 780);
        world.works(member, &day, 840, 1140);
    }
    world.works(member, "2030-03-05", 540, 1080);
    let away = (today + chrono::Days::new(2)).to_string();
    world.off(member, &away, &away, "A course about colours, and the way there");
}

pub fn schedule(scene: &Scene) -> Vec<Visit> {
    let anna = |name, path: String, heading| page(name, Some(ANNA), path, heading);
    let Scene { here, theirs, plain, invited, .. } = scene;
    let (all, own) = (format!("{here}/schedule"), format!("{plain}/schedule"));
    let day = |name| anna(name, format!("{own}/day?day=2030-03-05"), "Tuesday, 5 March 2030");
    let pattern = |name, kind: &str| anna(name, format!("{own}/pattern?kind={kind}"), "Fill in from a pattern");
    let month = chrono::Utc::now().format("%Y-%m");
    vec![
        anna("schedule", all.clone(), "Work schedule"),
        anna("schedule-month", format!("{all}?month={month}"), "Work schedule"),
        page("schedule-nobody", Some(GLEB), format!("{theirs}/schedule"), "Work schedule"),
        anna("card-schedule", own.clone(), "Noor Haddad: Work schedule"),
        anna("card-schedule-errors", own.clone(), "Noor Haddad: Work schedule")
            .sending("[action$='/time-off'] .btn")
            .answers(422),
        anna("card-schedule-none", format!("{invited}/schedule"), "Ilse Brandt: Work schedule"),
        anna("schedule-departure", format!("{own}/departure"), "Take Noor Haddad out of the schedule?"),
        day("schedule-day"),
        day("schedule-day-late")
            .meanwhile("UPDATE work_spans SET to_minute = to_minute - 5")
            .sending("form[action$='/day'] .btn-primary")
            .answers(409),
        pattern("schedule-weekly", "weekly"),
        pattern("schedule-weekly-errors", "weekly").sending("[action$='/pattern'] .btn-primary").answers(422),
        pattern("schedule-shifts", "shifts"),
        pattern("schedule-shifts-errors", "shifts").sending("[action$='/pattern'] .btn-primary").answers(422),
        pattern("schedule-copy", "week"),
        anna("schedule-plan", format!("{own}/pattern?kind=week"), "What would change")
            .sending("[action$='/pattern'] .btn-primary"),
    ]
}
