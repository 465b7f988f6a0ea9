//! What people agree to when they join: in which version, when, and from where.

use super::{NEW_PASSWORD, invite};
use crate::story;
use crate::support::world::*;
use parlour::users::TERMS;

story! {
    async fn sa20_who_joins_agrees_to_the_version_of_the_terms_that_is_shown_and_news_are_off(world) {
        let anna = world.sign_in(ANNA).await;
        invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
        let link = world.letter_to("boris@new.test").await.link();
        let boris = world.guest();
        let fields = [("name", "Boris"), ("password", NEW_PASSWORD)];
        let account = format!("{link}/account");
        boris.get(&link).await.is(200);

        boris.post(&account, &fields).await.is(422).complains("terms", "Accept the user agreement");
        assert_eq!(world.number("SELECT count(*) FROM users WHERE name = 'Boris'"), 0);
        boris.get("/terms").await.is(200).says(&format!("Version {TERMS}"));
        boris.post(&account, &[&fields[..], &[("terms", "yes")]].concat()).await.leads_to("/locations/ours");

        let of_boris = |column: &str| world.word(&format!("SELECT {column} FROM users WHERE name = 'Boris'"));
        assert_eq!(of_boris("terms_version"), TERMS);
        assert_eq!(of_boris("terms_accepted_from"), world.word("SELECT address FROM activity WHERE actor_name = 'Boris' ORDER BY id LIMIT 1"));
        assert_eq!(of_boris("terms_accepted_at = created_at AND NOT wants_news"), world.word("SELECT 1 = 1"));
    }
}
