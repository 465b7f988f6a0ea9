//! The log only grows, and says when somebody has made it say something else (cases J1 to J3, security.md SH1, SH2).

use parlour::access::rights::{EditPositions, InviteUsers};
use parlour::activity::Report;
use parlour::invitations::{Invitation, offer};
use parlour::team::Position;

use crate::story;
use crate::support::world::*;

/// What is wrong with the log of *Ours*.
fn fault(world: &World) -> Option<String> {
    report(world, "Ours").fault
}

fn report(world: &World, location: &str) -> Report {
    let reports = world.db.read_now(Report::all).unwrap();
    reports.into_iter().find(|report| report.place.as_deref() == Some(location)).unwrap()
}

/// A handful of deeds at *Ours*.
async fn deeds(world: &World) {
    let anna = world.sign_in(ANNA).await;
    for title in ["Stylist", "Barber", "Front desk", "Colourist", "Trainee"] {
        anna.post("/locations/ours/positions", &[("title", title)]).await.is(303);
    }
}

/// The place in the log of the position with this title.
fn number(world: &World, subject: &str) -> i64 {
    world.number(&format!("SELECT number FROM activity WHERE subject = '{subject}'"))
}

story! {
    async fn sh2_the_database_itself_refuses_to_change_or_delete_an_event(world) {
        deeds(&world).await;
        let before = world.number("SELECT count(*) FROM activity");
        let insert = "INSERT INTO activity (id, location_id, at, actor_name, deed, subject, address) SELECT id, location_id, at, actor_name, deed, 'x', address FROM activity";
        let mut statements = vec![
            "UPDATE activity SET subject = 'x'".to_owned(),
            "UPDATE activity SET seal = NULL WHERE number = 1".to_owned(),
            "DELETE FROM activity".to_owned(),
            "DELETE FROM activity WHERE number = 2".to_owned(),
            "UPDATE log_heads SET number = number - 1 WHERE number > 0".to_owned(),
            "UPDATE log_heads SET number = number + 5".to_owned(),
            "DELETE FROM log_heads".to_owned(),
        ];
        match world.db.read_now(|db| Ok(db.is_sqlite())).unwrap() {
            true => statements.push(insert.replace("INSERT", "INSERT OR REPLACE")),
            false => statements.extend(["TRUNCATE activity".to_owned(), "TRUNCATE log_heads".to_owned()]),
        }

        for statement in statements {
            use diesel::connection::SimpleConnection;
            let outcome = world.db.write_now(|db| Ok(db.batch_execute(&statement)?));
            let error = outcome.expect_err(&statement).to_string();
            assert!(error.contains("the activity log only grows"), "{statement}: {error}");
        }

        assert_eq!(world.number("SELECT count(*) FROM activity"), before);
        assert_eq!(fault(&world), None);
    }
}

story! {
    async fn sh2_an_event_that_was_changed_is_named(world) {
        deeds(&world).await;
        let number = number(&world, "Barber");
        let sound = report(&world, "Ours");
        assert_eq!((sound.fault, sound.sound), (None, number + 3));

        world.tamper("UPDATE activity SET subject = 'Barbie' WHERE subject = 'Barber'");

        let report = report(&world, "Ours");
        let fault = report.fault.unwrap();
        assert!(fault.starts_with(&format!("Event {number} (")) && fault.contains("was changed"), "{fault}");
        assert!(fault.contains("Anna added the position Barbie"), "{fault}");
        assert_eq!(report.sound, number - 1);
        let chores = world.house.chores();
        assert_eq!(chores.verify().await.unwrap(), [format!("Ours: {fault}")]);
        assert_eq!(self::report(&world, "Theirs").fault, None);
    }
}

story! {
    async fn sh2_whatever_field_is_changed_it_is_noticed(world) {
        deeds(&world).await;
        let number = number(&world, "Barber");
        for change in [
            "at = '2020-02-02 02:02:02'", "actor_id = NULL", "actor_name = 'anna'", "actor_role = ''", "deed = 'authz_fail'",
            "member_id = 1", "changes = '[]'", "address = ''", "request = ''", "seal = NULL",
        ] {
            let column = change.split(' ').next().unwrap();
            let changed = format!("UPDATE activity SET {change} WHERE number = {number} AND location_id = {}", world.ours);
            world.tamper("CREATE TABLE kept AS SELECT * FROM activity");
            let is_another = change != "changes = '[]'";
            world.tamper(&if is_another { changed } else { changed.replace("'[]'", "'[ ]'") });

            let found = fault(&world);

            assert!(found.as_ref().is_some_and(|fault| fault.starts_with(&format!("Event {number} "))), "{change}: {found:?}");
            world.tamper(&format!("UPDATE activity SET {column} = (SELECT {column} FROM kept WHERE kept.id = activity.id); DROP TABLE kept"));
            assert_eq!(fault(&world), None, "{change}");
        }
    }
}

story! {
    async fn sh2_an_event_that_is_missing_is_named_in_the_middle_and_at_the_end(world) {
        deeds(&world).await;
        let (middle, last) = (number(&world, "Barber"), number(&world, "Trainee"));
        world.tamper("CREATE TABLE kept AS SELECT * FROM activity");

        world.tamper(&format!("DELETE FROM activity WHERE number = {last} AND location_id = {}", world.ours));
        assert_eq!(fault(&world), Some(format!("Event {last}, the last one, is missing.")));

        world.tamper(&format!("DELETE FROM activity WHERE number = {middle} AND location_id = {}", world.ours));
        assert_eq!(fault(&world), Some(format!("Event {middle} is missing.")));

        // Closing the gap makes it no better.
        world.tamper(&format!("UPDATE activity SET number = number - 1 WHERE number > {middle} AND location_id = {}", world.ours));
        let found = fault(&world).unwrap();
        assert!(found.starts_with(&format!("Event {middle} (")) && found.contains("was changed, or put in"), "{found}");

        // Who also turns the note of the last event back is found by a seal that was kept elsewhere, and by nothing else.
        world.tamper("DELETE FROM activity; INSERT INTO activity SELECT * FROM kept; DROP TABLE kept");
        let kept = report(&world, "Ours");
        assert_eq!(kept.fault, None);
        let head = format!(
            "DELETE FROM activity WHERE number = {last} AND location_id = {ours}; \
             UPDATE log_heads SET number = {last} - 1, seal = (SELECT seal FROM activity WHERE number = {last} - 1 AND location_id = {ours}) WHERE location_id = {ours}",
            ours = world.ours,
        );
        world.tamper(&head);
        let rewritten = report(&world, "Ours");
        assert_eq!(rewritten.fault, None);
        assert_ne!(rewritten.head, kept.head);
    }
}

story! {
    async fn sh2_an_event_that_was_put_in_is_named(world) {
        deeds(&world).await;
        let last = number(&world, "Trainee");
        let copy = "INSERT INTO activity (location_id, at, actor_name, deed, subject, changes, address, actor_role, request, number, seal) \
                    SELECT location_id, at, actor_name, deed, 'Forged', changes, address, actor_role, request";
        let from = format!("FROM activity WHERE subject = 'Barber' AND location_id = {}", world.ours);

        world.tamper(&format!("{copy}, {last} + 1, seal {from}"));
        assert_eq!(fault(&world), Some(format!("Event {} was put in: the log had come to {last}.", last + 1)));
        world.tamper("DELETE FROM activity WHERE subject = 'Forged'");

        world.tamper(&format!("{copy}, NULL, NULL {from}"));
        let found = fault(&world).unwrap();
        assert!(found.starts_with("The event in row ") && found.ends_with("has no seal, so it was put in."), "{found}");
        world.tamper("DELETE FROM activity WHERE subject = 'Forged'");
        assert_eq!(fault(&world), None);
    }
}

story! {
    async fn sh2_events_from_before_seals_were_made_are_counted_and_no_fault(world) {
        world.tamper(&format!("UPDATE activity SET number = NULL, seal = NULL WHERE location_id = {0}; \
                               UPDATE log_heads SET number = 0, seal = NULL WHERE location_id = {0}", world.ours));
        let before = world.number(&format!("SELECT count(*) FROM activity WHERE location_id = {}", world.ours));

        deeds(&world).await;

        let report = report(&world, "Ours");
        assert_eq!((report.fault, report.older, report.sound), (None, before, 5));
    }
}

story! {
    async fn sh2_fifty_deeds_at_once_stand_one_behind_the_other(world) {
        let by = world.proof::<EditPositions>(ANNA);
        let inviting = world.proof::<InviteUsers>(RITA);
        let role = world.role("view-only");
        let before = report(&world, "Ours").sound;
        let tasks: Vec<_> = (0..50)
            .map(|turn| {
                let (db, desk, by, inviting, role) = (world.db.clone(), world.desk(), by.clone(), inviting.clone(), role.clone());
                async move {
                    match turn % 2 {
                        0 => db.write(move |db| Position::add(&by, &format!("Position {turn}"), "", db).map(drop)).await,
                        _ => {
                            let offer = offer("Boris", &format!("boris{turn}@new.test"), "", &role, false, "PT").unwrap();
                            db.write(move |db| Invitation::send(&inviting, &offer, &desk, db).map(drop)).await
                        }
                    }
                }
            })
            .collect();

        let outcomes = at_once(tasks).await;

        assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
        let report = report(&world, "Ours");
        assert_eq!((report.fault, report.sound), (None, before + 50));
        let numbers = format!("FROM activity WHERE location_id = {}", world.ours);
        assert_eq!(world.number(&format!("SELECT count(DISTINCT number) {numbers}")), before + 50);
        assert_eq!(world.number(&format!("SELECT max(number) {numbers}")), before + 50);
    }
}

story! {
    async fn sh1_an_event_says_who_as_which_role_in_which_request_and_from_where(world) {
        let anna = world.sign_in(ANNA).await;

        let seen = anna.post("/locations/ours/positions", &[("title", "Stylist")]).await;

        let of = |column: &str| world.word(&format!("SELECT {column} FROM activity WHERE subject = 'Stylist'"));
        assert_eq!((of("actor_name"), of("actor_role"), of("address")), ("Anna".into(), "Owner".into(), "127.0.0.1".into()));
        assert_eq!(of("request"), seen.headers["x-request-id"].to_str().unwrap());
        anna.get("/locations/ours/activity").await.says("Anna added the position Stylist as Owner");
    }
}

story! {
    async fn sh1_every_answer_carries_the_number_of_its_request(world) {
        let mut seen = std::collections::BTreeSet::new();
        let guest = world.guest();
        for path in ["/sign-in", "/healthz", "/nowhere", "/", "/locations/ours"] {
            let answer = guest.get(path).await;
            let id = answer.headers["x-request-id"].to_str().unwrap().to_owned();
            assert!(id.len() == 17 && seen.insert(id.clone()), "{path}: {id}");
        }
    }
}

story! {
    async fn j1_an_event_names_the_target_and_says_what_was_and_what_is(world) {
        let anna = world.sign_in(ANNA).await;
        let (vera, receptionist) = (world.access_path(world.user(VERA)), world.role("receptionist"));

        anna.post(&vera, &[("role", &receptionist), ("version", "1")]).await.is(303);

        let log = anna.get("/locations/ours/activity").await;
        log.says("Anna changed the role of Vera as Owner").says("Role: View only Receptionist").says("from 127.0.0.1");
    }
}

story! {
    async fn j3_who_has_gone_is_named_still(world) {
        let max = world.sign_in(MAX).await;
        max.post("/locations/ours/positions", &[("title", "Stylist")]).await.is(303);

        max.post("/account/deletion", &[]).await.leads_to("/sign-in");

        let anna = world.sign_in(ANNA).await;
        anna.get("/locations/ours/activity").await.says("Max added the position Stylist as Manager");
        let max = world.user(MAX);
        anna.get(&format!("/locations/ours/activity?actor={max}")).await.says("Max added the position").says_nothing_of("Former user");
        assert_eq!(fault(&world), None);
    }
}
