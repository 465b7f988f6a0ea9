//! The pages of what was earned: at a location, one’s own, and across a chain.

use parlour::id::MemberId;

use crate::scene::Scene;
use crate::support::chain::MIRA;
use crate::support::world::*;
use crate::visits::{Visit, page};

/// The week in which the calendar of the scene has everything on it.
const WEEK: &str = "from=2026-11-16&to=2026-11-22";
const DAY: &str = "2026-11-19";

/// Somebody who is paid by a rule, and what they are paid.
pub struct PayScene {
    marta: MemberId,
}

impl PayScene {
    /// Marta is paid and Bia is not, because no rule says what she gets. Rita is on the card of somebody who assists.
    pub fn lay(world: &World) -> Self {
        let named =
            |name: &str| MemberId(world.number(&format!("SELECT max(id) FROM members WHERE name LIKE '{name}%'")));
        let (marta, ilse) = (named("Marta Oliveira"), named("Ilse Antoinette"));
        let day: chrono::NaiveDate = DAY.parse().unwrap();
        let since = day - chrono::TimeDelta::days(100);
        world.pays_assistants(since);
        let rule = world.pays(marta, since, &[("personal", "40 %"), ("with_assistant", "35.5 %")]);
        world.pays_time(rule, "hour", 650);
        world.pays(ilse, since, &[("assisting", "10 %")]);
        world.is_card_of(ilse, RITA);
        for (member, kind, amount, reason) in [
            (marta, "bonus", 5_000, "Training completed, and everybody was glad of it"),
            (marta, "penalty", 1_250, "Late"),
            (ilse, "adjustment", -850, "A client who did not come after all"),
            (ilse, "payment", 2_000, "In cash"),
        ] {
            world.wrote_down(member, day, kind, amount, reason);
        }
        world.has_statement(ilse, 22, day - chrono::TimeDelta::days(49), day - chrono::TimeDelta::days(19), 41_250);
        PayScene { marta }
    }
}

/// Is on no card.
const WITHOUT_CARD: Cast = Cast("Professional 1", "pro1@ours.test");

pub fn payroll(scene: &Scene) -> Vec<Visit> {
    let by = |who| move |name, path: String, heading| page(name, Some(who), path, heading);
    let (anna, gleb, mira) = (by(ANNA), by(GLEB), by(MIRA));
    let (base, marta) = (format!("{}/payroll", scene.here), scene.pay.marta);
    let report = |by: &str| format!("{base}/reports?by={by}&{WEEK}");
    let (week, reports) = ("Payroll, 16 to 22 November 2026", "Pay reports, 16 to 22 November 2026");
    let across = "Pay of the chain, 16 to 22 November 2026";
    vec![
        anna("payroll", format!("{base}?{WEEK}"), week),
        anna("payroll-errors", format!("{base}?from=2026-01-01&to=2026-12-31"), "Payroll").answers(422),
        gleb("payroll-empty", format!("{}/payroll?{WEEK}", scene.theirs), week),
        anna("payroll-day", format!("{base}/day?day={DAY}"), "Pay of Thursday 19 November 2026"),
        anna("payroll-day-errors", format!("{base}/day?day=2026"), "Pay of a day").answers(422),
        anna("payroll-day-empty", format!("{base}/day?day=2026-01-01"), "Pay of Thursday 1 January 2026"),
        anna(
            "payroll-member",
            format!("{base}/members/{marta}?{WEEK}"),
            "Pay of Marta Oliveira, 16 to 22 November 2026",
        ),
        anna("payroll-by-member", report("member"), reports),
        anna("payroll-by-service", report("service"), reports),
        anna("payroll-by-assistant", report("assistant"), reports),
        anna("payroll-help", report("help"), reports),
        by(RITA)("my-pay", format!("{}/my-pay?{WEEK}", scene.here), "My pay"),
        by(WITHOUT_CARD)("my-pay-none", format!("{}/my-pay", scene.here), "My pay"),
        mira("chain-payroll", format!("{}/payroll?{WEEK}", scene.verbena.path()), across),
        mira("chain-payroll-errors", format!("{}/payroll?from=soon", scene.verbena.path()), "Pay of the chain")
            .answers(422),
    ]
}
