//! Changing an open invitation: what is offered, and to whom (cases F5 and F6).

use super::{invite, invited, newest_invitation, register};
use crate::story;
use crate::support::world::*;

story! {
    async fn f5_role_card_and_last_day_change_without_a_new_letter(world) {
        let anna = world.sign_in(ANNA).await;
        let card = world.member("Boris the stylist").to_string();
        invite(&anna, "Boris", "Boris@New.test", &world.role("view-only")).await.is(303);
        let link = world.letter_to("boris@new.test").await.link();
        let path = newest_invitation(&world);
        let form = anna.get(&format!("{path}/edit")).await;
        form.is(200).says("Boris the stylist");
        assert_eq!(form.value_of("contact"), "boris@new.test");

        let role = world.role("receptionist");
        let fields = [("email", "boris@new.test"), ("role", role.as_str()), ("card", &card), ("last_day", "2099-12-31")];
        anna.post(&path, &fields).await.leads_to("/locations/ours/invitations");
        world.deliver().await;

        assert_eq!(world.mail.letters().len(), 1);
        anna.get("/locations/ours/invitations").await.says("Boris@New.test");
        anna.get("/locations/ours/activity").await.says("changed the invitation to Boris").says("31 December 2099");
        register(&world.guest(), &link, "Boris").await.leads_to("/locations/ours");
        let joined = format!("SELECT count(*) FROM members JOIN accesses ON accesses.user_id = members.user_id WHERE members.id = {card} AND ends_on = '2099-12-31' AND role_id = {role}");
        assert_eq!(world.number(&joined), 1);
    }
}

story! {
    async fn f6_a_new_contact_kills_every_link_and_gets_one_of_its_own(world) {
        let anna = world.sign_in(ANNA).await;
        let old = invited(&world, &anna, "Boris", "boris@wrong.test", "view-only").await;
        let path = newest_invitation(&world);
        let copied = anna.post(&format!("{path}/link"), &[]).await;
        let copied = url::Url::parse(&copied.value_of("link")).unwrap().path().to_owned();

        anna.post(&path, &[("email", "boris@right.test"), ("role", &world.role("view-only"))]).await.leads_to("/locations/ours/invitations");

        anna.get("/locations/ours/invitations").await.says("The invitation goes to boris@right.test now");
        for dead in [&old, &copied] {
            world.guest().get(dead).await.is(404);
        }
        let link = world.letter_to("boris@right.test").await.link();
        register(&world.guest(), &link, "Boris").await.leads_to("/locations/ours");
        assert_eq!(world.number("SELECT count(*) FROM contacts WHERE value = 'boris@right.test' AND verified_at IS NOT NULL"), 1);
    }
}

story! {
    async fn f5_f6_a_change_is_checked_as_an_invitation_is(world) {
        let rita = world.sign_in(RITA).await;
        invite(&rita, "Sofia", "sofia@new.test", &world.role("view-only")).await.is(303);
        invite(&rita, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
        let path = newest_invitation(&world);
        let (low, high) = (world.role("view-only"), world.role("manager"));

        rita.post(&path, &[("email", "boris@new.test"), ("role", &high)]).await.is(403);
        rita.post(&path, &[("email", "sofia@new.test"), ("role", &low)]).await.is(422).complains("contact", "Boris is invited already");
        rita.post(&path, &[("email", "vera@ours.test"), ("role", &low)]).await.is(422).complains("contact", "already has access here");
        let again = rita.post(&path, &[("email", "boris@"), ("role", &low)]).await;
        again.is(422).complains("contact", "Enter an email address in full for Boris");
        assert_eq!(again.value_of("contact"), "boris@");
        rita.post(&path, &[("email", "boris@new.test"), ("role", &low), ("last_day", "2020-01-01")]).await.is(422).complains("last_day", "Choose today or a later day");

        assert_eq!(world.number("SELECT count(*) FROM invitations WHERE email = 'boris@new.test'"), 1);
    }
}

story! {
    async fn f6_two_who_turn_to_the_same_new_address_at_once_make_one_invitation_to_it(world) {
        let anna = world.sign_in(ANNA).await;
        let role = world.role("view-only");
        let mut paths = Vec::new();
        for number in 0..6 {
            invite(&anna, "Boris", &format!("boris{number}@new.test"), &role).await.is(303);
            paths.push(newest_invitation(&world));
        }
        let tasks: Vec<_> = paths
            .into_iter()
            .map(|path| {
                let (anna, role) = (anna.clone(), role.clone());
                async move { anna.post(&path, &[("email", "same@new.test"), ("role", &role)]).await.status }
            })
            .collect();

        let mut statuses = at_once(tasks).await;

        statuses.sort();
        assert_eq!(statuses, [303, 422, 422, 422, 422, 422]);
        assert_eq!(world.number("SELECT count(*) FROM invitations WHERE email = 'same@new.test'"), 1);
    }
}
