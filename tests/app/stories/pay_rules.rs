//! How somebody is paid: set on their card, followed by the next rule, and never by oneself.

use chrono::{NaiveDate, TimeDelta};
use parlour::clock;
use parlour::id::MemberId;

use super::matrix::statements_of;
use super::walk::Walk;
use crate::story;
use crate::support::visitor::Visitor;
use crate::support::world::*;

const NEWEST: &str = "SELECT changes FROM activity ORDER BY id DESC LIMIT 1";

pub fn today() -> NaiveDate {
    clock::today(chrono_tz::Europe::Lisbon)
}

pub fn pay_of(member: MemberId) -> String {
    format!("/locations/ours/team/{member}/pay")
}

/// The fields of a rule that pays 40 % for what one does oneself, and whatever is to be different.
pub fn rule<'a>(starts_on: &'a str, seen: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [("starts_on", starts_on), ("seen", seen), ("personal", "40"), ("personal_kind", "percent")];
    let kept = usual.into_iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
    kept.chain(more.iter().copied()).collect()
}

/// An exception: what it is for, which work, what kind of rate and how much.
fn exception<'a>(about: &'a str, work: &'a str, kind: &'a str, value: &'a str) -> [(&'a str, &'a str); 4] {
    [("about", about), ("work", work), ("kind", kind), ("value", value)]
}

async fn form(by: &Visitor, member: MemberId) -> String {
    by.get(&format!("{}/new", pay_of(member))).await.value_of_name("seen")
}

/// Everything behind the doors of this page that the log tells of.
pub async fn walk(walk: &mut Walk<'_>, anna: &Visitor) {
    let (olga, ines) = (walk.world.member("Olga Reis"), walk.world.member("Inês Reis"));
    let (page, soon) = (pay_of(olga), (today() + TimeDelta::days(9)).to_string());
    walk.does(anna, &page, &rule(&soon, "0", &[])).await;
    let newest = walk.world.number("SELECT max(id) FROM pay_rules").to_string();
    let copied = [("rule", &*newest), ("starts_on", &*soon), ("to", &*ines.to_string()), ("seen", "0")];
    walk.does(anna, &format!("{page}/copy"), &copied).await;
    walk.does(anna, &format!("{page}/{newest}/withdrawal"), &[]).await;
}

story! {
    async fn a_rule_is_set_and_the_next_one_follows_it_without_touching_it(world) {
        let salon = world.salon();
        let anna = world.sign_in(ANNA).await;
        let (page, today) = (pay_of(salon.marta), today().to_string());
        anna.get(&page).await.is(200).says("No rule yet").says("Without a rule Marta is paid nothing");

        let colour = format!("service-{}", salon.colour);
        let mut fields = rule(&today, "0", &[("with_assistant", "35,5"), ("with_assistant_kind", "percent"), ("assisting", "8"), ("assisting_kind", "fixed"), ("time", "hour"), ("time_amount", "12")]);
        fields.extend(exception(&colour, "personal", "percent", "45"));
        fields.extend(exception("", "personal", "percent", ""));
        anna.post(&page, &fields).await.leads_to(&page);

        let seen = anna.get(&page).await;
        seen.says("Rule 1, since").says("Set by Anna on").says("35.5 %").says("8.00 EUR each").says("Services provided personally: Colour").says("12.00 EUR an hour");
        assert!(world.word(NEWEST).contains("8.00 EUR each"), "{}", world.word(NEWEST));
        let new = anna.get(&format!("{page}/new")).await;
        assert_eq!((new.value_of("personal"), new.value_of("with_assistant"), new.value_of("assisting_kind"), new.value_of("time")), ("40".into(), "35.5".into(), "fixed".into(), "hour".into()));
        assert_eq!((new.value_of("about-1"), new.value_of("value-1")), (colour, "45".into()));

        let first = "SELECT (SELECT sum(amount) FROM pay_rates WHERE rule_id = (SELECT min(id) FROM pay_rules))";
        let before = world.number(first);
        anna.post(&page, &rule(&today, "1", &[("personal", "42")])).await.leads_to(&page);
        anna.get(&page).await.says("Rule 2, since").says("42 %").says("Earlier rules").says("Rule 1 from");
        assert_eq!((world.number(first), world.number("SELECT count(*) FROM pay_rules")), (before, 2));
        let written = world.word(NEWEST);
        assert!(written.contains("40 %") && written.contains("42 %"), "{written}");
        anna.get(&format!("/locations/ours/team/{}/history", salon.marta)).await.says("set how somebody is paid: Marta").says("42 %");
    }
}

story! {
    async fn se6_the_history_of_a_card_says_the_rates_only_to_those_who_may_know_them(world) {
        let salon = world.salon();
        let anna = world.sign_in(ANNA).await;
        anna.post(&pay_of(salon.marta), &rule(&today().to_string(), "0", &[])).await.is(303);
        let history = format!("/locations/ours/team/{}/history", salon.marta);
        anna.get(&history).await.says("40 %");
        world.role_holds("manager", "team.view team.edit");
        world.sign_in(MAX).await.get(&history).await.is(200).says("set how somebody is paid: Marta").says_nothing_of("40 %");
    }
}

story! {
    async fn a_rule_that_has_not_begun_can_be_withdrawn_and_one_that_has_stays(world) {
        let salon = world.salon();
        let anna = world.sign_in(ANNA).await;
        let page = pay_of(salon.marta);
        world.pays(salon.marta, today(), &[("personal", "40 %")]);
        let coming = world.pays(salon.marta, today() + TimeDelta::days(3), &[("personal", "50 %")]);
        let seen = anna.get(&page).await;
        seen.says("What counts today").says("50 %").offers("Withdraw rule 2…").does_not_offer("Withdraw rule 1");

        anna.post(&format!("{page}/{coming}/withdrawal"), &[]).await.leads_to(&page);
        anna.get(&page).await.says("Withdrawn").does_not_offer("Withdraw rule 2");
        anna.post(&format!("{page}/{coming}/withdrawal"), &[]).await.is(409).says("This rule was withdrawn already");
        let begun = world.number("SELECT min(id) FROM pay_rules");
        anna.post(&format!("{page}/{begun}/withdrawal"), &[]).await.is(409).says("This rule has begun");
        anna.post(&format!("{page}/999999/withdrawal"), &[]).await.is(404);
        assert_eq!(world.number("SELECT count(*) FROM pay_rules WHERE withdrawn_at IS NOT NULL"), 1);
        assert_eq!(form(&anna, salon.marta).await, "2", "the number of a withdrawn rule is not given again");
        anna.post(&page, &rule(&today().to_string(), "2", &[])).await.is(303);
        assert_eq!(world.number("SELECT max(number) FROM pay_rules"), 3);
    }
}

story! {
    async fn what_is_wrong_in_a_rule_stands_beside_its_field_and_nothing_typed_is_lost(world) {
        let salon = world.salon();
        let anna = world.sign_in(ANNA).await;
        let (page, cut) = (pay_of(salon.marta), format!("service-{}", salon.cut));
        let mut fields = rule("tomorrow", "0", &[("personal", "101"), ("assisting", "8.001"), ("assisting_kind", "fixed"), ("time_amount", "12")]);
        fields.extend(exception(&cut, "personal", "percent", "1e2"));
        fields.extend(exception(&cut, "personal", "percent", "45"));
        fields.extend(exception("", "assisting", "percent", "5"));

        let again = anna.post(&page, &fields).await;

        again.is(422).complains("starts_on", "Enter a day").complains("personal", "from 0 to 100").complains("assisting", "Enter an amount in EUR, like 12.00");
        again.complains("time", "for an hour or for a day").complains("value-1", "from 0 to 100");
        again.complains("about-2", "There is an exception for this above").complains("about-3", "Choose what this exception is for");
        assert_eq!((again.value_of("personal"), again.value_of("value-1"), again.value_of("about-2"), again.value_of("work-3")), ("101".into(), "1e2".into(), cut.clone(), "assisting".into()));
        anna.post(&page, &rule("2026-01-01", "0", &[("personal", " ")])).await.is(422).complains("personal", "Enter at least one rate");
        anna.post(&page, &rule("1999-12-31", "0", &[])).await.is(422).complains("starts_on", "from the year 2000 on");
        let strange = exception("service-999999", "personal", "percent", "5");
        anna.post(&page, &rule("2026-01-01", "0", &strange)).await.is(422).says("Choose only services and categories of this location");
        anna.post(&page, &rule("2026-01-01", "0", &[("about", &cut)])).await.is(400);
        anna.post(&page, &rule("2026-01-01", "0", &[("amount", "5")])).await.is(400);
        fields.push(("add", "yes"));
        let more = anna.post(&page, &fields).await;
        more.is(200);
        assert_eq!((more.value_of("value-1"), more.value_of("personal"), more.texts_of(".booked-line legend").len()), ("1e2".into(), "101".into(), 6));
        assert_eq!(world.number("SELECT count(*) FROM pay_rules"), 0);
    }
}

story! {
    async fn se13_nobody_sets_how_they_are_paid_themselves_not_even_an_owner_and_not_by_copying(world) {
        let salon = world.salon();
        let me = MemberId(world.number(&format!("SELECT id FROM members WHERE user_id = {}", world.user(ANNA))));
        let own = world.pays(me, today() + TimeDelta::days(3), &[("personal", "40 %")]);
        let theirs = world.pays(salon.boris, today(), &[("personal", "90 %")]);
        let anna = world.sign_in(ANNA).await;
        let page = pay_of(me);

        let seen = anna.get(&page).await;
        seen.is(200).says("Nobody sets how they are paid themselves. Somebody else with the right").does_not_offer("Set a new rule").does_not_offer("Withdraw rule");
        anna.get(&format!("{page}/new")).await.is(403).says("Nobody sets how they are paid themselves");
        let day = today().to_string();
        anna.post(&page, &rule(&day, "1", &[("personal", "90")])).await.is(403);
        anna.post(&format!("{page}/{own}/withdrawal"), &[]).await.is(403);
        let copy = format!("{}/copy", pay_of(salon.boris));
        anna.get(&copy).await.is(200).says_nothing_of(&format!("id=\"to-{}\"", me));
        let (rule_id, me) = (theirs.to_string(), me.to_string());
        anna.get(&format!("{copy}?plan=yes&rule={rule_id}&starts_on={day}&to={me}")).await.is(403);
        anna.post(&copy, &[("rule", &rule_id), ("starts_on", &day), ("to", &me), ("seen", "1")]).await.is(403);
        assert_eq!(world.number("SELECT count(*) FROM pay_rules"), 2);
    }
}

story! {
    async fn rules_are_read_and_said_in_the_currency_of_the_location(world) {
        let salon = world.salon();
        let anna = world.sign_in(ANNA).await;
        for (currency, wrong, right, said) in [("JPY", "800.5", "800", "800 JPY each"), ("KWD", "1.2345", "1.234", "1.234 KWD each")] {
            world.sql(&format!("UPDATE locations SET currency = '{currency}' WHERE id = {}", world.ours));
            let (page, day) = (pay_of(salon.marta), today().to_string());
            let seen = form(&anna, salon.marta).await;
            let fields = |value| rule(&day, &seen, &[("personal", value), ("personal_kind", "fixed")]);
            anna.post(&page, &fields(wrong)).await.is(422).complains("personal", &format!("Enter an amount in {currency}"));
            anna.post(&page, &fields(right)).await.is(303);
            anna.get(&page).await.says(said);
            assert_eq!(anna.get(&format!("{page}/new")).await.value_of("personal"), right);
        }
    }
}

story! {
    async fn whoever_left_can_still_get_a_rule_and_a_deleted_card_is_not_there(world) {
        let salon = world.salon();
        let anna = world.sign_in(ANNA).await;
        let day = today().to_string();
        world.sql(&format!("UPDATE members SET employment = 'dismissed' WHERE id = {}", salon.marta));
        anna.post(&pay_of(salon.marta), &rule(&day, "0", &[])).await.is(303);
        world.sql(&format!("UPDATE members SET employment = 'deleted' WHERE id = {}", salon.marta));
        for path in ["", "/new", "/copy", "/try"] {
            anna.get(&format!("{}{path}", pay_of(salon.marta))).await.is(404);
        }
        anna.post(&pay_of(salon.marta), &rule(&day, "1", &[])).await.is(404);
        anna.get(&format!("/locations/ours/team/{}", salon.marta)).await.is(200).says_nothing_of(&format!("/team/{}/pay", salon.marta));
        let vera = world.sign_in(VERA).await;
        vera.get(&pay_of(salon.boris)).await.is(403).says("Change rules and general settings");
    }
}

story! {
    async fn a_rate_for_a_service_in_the_archive_stays_and_goes_only_with_the_service_itself(world) {
        let salon = world.salon();
        let anna = world.sign_in(ANNA).await;
        let (page, day, gloss) = (pay_of(salon.marta), today().to_string(), world.offered("Gloss", 4200, 45));
        let about = format!("service-{gloss}");
        anna.post(&page, &rule(&day, "0", &exception(&about, "personal", "fixed", "9"))).await.is(303);
        anna.post(&format!("/locations/ours/services/{gloss}/archive"), &[]).await.is(303);
        anna.get(&page).await.says("Services provided personally: Gloss").says("9.00 EUR each");
        assert_eq!(anna.get(&format!("{page}/new")).await.value_of("about-1"), about);
        anna.post(&format!("/locations/ours/services/{gloss}/deletion"), &[]).await.is(303);
        anna.get(&page).await.is(200).says("40 %").says_nothing_of("personally: Gloss");
    }
}

story! {
    async fn the_pages_of_rules_ask_the_same_however_many_rules_and_people_there_are(world) {
        let salon = world.salon();
        let anna = world.sign_in(ANNA).await;
        let source = world.pays(salon.marta, today(), &[("personal", "40 %")]);
        let (page, day) = (pay_of(salon.marta), today().to_string());
        let everybody = |people: &[MemberId]| people.iter().map(|id| format!("&to={id}")).collect::<String>();
        let paths = |people: &[MemberId]| {
            let plan = format!("/copy?plan=yes&rule={source}&starts_on={day}{}", everybody(people));
            ["".to_owned(), "/new".into(), "/try".into(), plan].map(|path| format!("{page}{path}"))
        };
        let mut asked = Vec::new();
        for path in paths(&[salon.boris]) {
            asked.push(statements_of(&world, &anna, &path).await);
        }
        let mut people = vec![salon.boris];
        for number in 0..20 {
            people.push(world.member(&format!("Member {number}")));
            world.pays(*people.last().unwrap(), today(), &[("personal", "35 %"), ("assisting", "9 %")]);
            world.pays(salon.marta, today() - TimeDelta::days(number), &[("personal", "30 %")]);
        }
        for (path, few) in paths(&people).into_iter().zip(asked) {
            assert_eq!(statements_of(&world, &anna, &path).await, few, "{path}");
        }
    }
}
