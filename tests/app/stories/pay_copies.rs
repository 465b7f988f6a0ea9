//! Rules for several people, and several people who set one.

use super::pay_rules::{pay_of, rule, today};
use crate::story;
use crate::support::world::*;

const SET: &str = "SELECT count(*) FROM activity WHERE deed = 'payroll.rule_set'";

story! {
    async fn copying_says_first_what_changes_for_each_and_then_does_all_or_nothing(world) {
        let salon = world.salon();
        let source = world.pays(salon.marta, today(), &[("personal", "40 %"), ("assisting", "10 %")]);
        world.pays(salon.boris, today(), &[("personal", "35 %"), ("assisting", "10 %")]);
        let anna = world.sign_in(ANNA).await;
        let (page, day) = (format!("{}/copy", pay_of(salon.marta)), today().to_string());
        let (rule, boris, ilse) = (source.to_string(), salon.boris.to_string(), salon.ilse.to_string());
        anna.get(&page).await.is(200).says("For whom").says("Ilse");
        anna.get(&format!("{page}?plan=yes&rule={rule}&starts_on={day}")).await.is(422).complains("to", "Choose at least one person");

        let plan = anna.get(&format!("{page}?plan=yes&rule={rule}&starts_on={day}&to={boris}&to={ilse}")).await;

        plan.is(200).says("35 % → 40 %").says("Assisting: nothing → 10 %");
        assert_eq!(world.number("SELECT count(*) FROM pay_rules"), 2, "a plan changes nothing");
        let late = [("rule", &*rule), ("starts_on", &*day), ("to", &*ilse), ("seen", "0"), ("to", &*boris), ("seen", "0")];
        anna.post(&page, &late).await.is(409).says("Somebody else changed how Boris is paid meanwhile").says("Nothing was copied");
        assert_eq!((world.number("SELECT count(*) FROM pay_rules"), world.number(SET)), (2, 0));
        let fields = [("rule", &*rule), ("starts_on", &*day), ("to", &*boris), ("seen", "1"), ("to", &*ilse), ("seen", "0")];
        anna.post(&page, &fields).await.leads_to(&pay_of(salon.marta));
        assert_eq!((world.number("SELECT count(*) FROM pay_rules"), world.number(SET)), (4, 2));
        anna.get(&pay_of(salon.ilse)).await.says("Rule 1, since").says("40 %");
        anna.get(&pay_of(salon.boris)).await.says("Rule 2, since").says("Earlier rules");
        anna.post(&page, &[("rule", &rule), ("starts_on", &day), ("to", "999999"), ("seen", "0")]).await.is(404);
    }
}

story! {
    async fn of_two_who_set_a_rule_at_once_one_does_and_the_other_sees_what_they_set(world) {
        let salon = world.salon();
        world.role_holds("manager", "team.view payroll.rules");
        let visitors = [world.sign_in(ANNA).await, world.sign_in(MAX).await];
        let (page, day) = (pay_of(salon.marta), today().to_string());
        for round in 0..8 {
            let seen = round.to_string();
            let tasks: Vec<_> = visitors
                .iter()
                .enumerate()
                .map(|(place, visitor)| {
                    let (visitor, page, day, seen) = (visitor.clone(), page.clone(), day.clone(), seen.clone());
                    async move { visitor.post(&page, &rule(&day, &seen, &[("personal", ["41", "42"][place])])).await }
                })
                .collect();

            let answers = at_once(tasks).await;

            let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
            statuses.sort_unstable();
            assert_eq!(statuses, [303, 409], "round {round}");
            assert_eq!(world.number("SELECT max(number) FROM pay_rules"), round + 1);
            let late = answers.iter().find(|answer| answer.status == 409).unwrap();
            late.says("Saved by somebody else meanwhile").says(&format!("Rule {} from", round + 1));
            assert_eq!(late.value_of_name("seen"), (round + 1).to_string());
        }
    }
}
