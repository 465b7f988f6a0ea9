//! The access review: who is gone, who never answered, whose password alone opens too much.

use super::{invite, newest_invitation};
use crate::story;
use crate::support::device::Device;
use crate::support::visitor::Seen;
use crate::support::world::*;

const REVIEW: &str = "/locations/ours/users/review";

/// Who stands in one of the lists.
fn listed(page: &Seen, id: &str) -> Vec<String> {
    page.texts_of(&format!("section[aria-labelledby={id}] tbody th"))
}

/// A moment so many days ago, as both databases read it.
fn days_ago(days: i64) -> String {
    (chrono::Utc::now() - chrono::TimeDelta::days(days)).format("%Y-%m-%d %H:%M:%S").to_string()
}

story! {
    async fn who_has_not_signed_in_for_90_days_is_listed_and_who_is_new_is_not(world) {
        let set = |column: &str, table: &str, id: &str, who: Cast, days| {
            world.sql(&format!("UPDATE {table} SET {column} = '{}' WHERE {id} = {}", days_ago(days), world.user(who)));
        };
        for who in [ANNA, RITA, MAX, VERA] {
            set("created_at", "accesses", "user_id", who, 100);
        }
        set("signed_in_at", "users", "id", RITA, 91);
        set("signed_in_at", "users", "id", MAX, 89);
        world.person("Nora", "nora@ours.test", Some("professional"));
        let anna = world.sign_in(ANNA).await;

        let page = anna.get(REVIEW).await;

        page.is(200).says("still opens the door").says("Never, and the access is from");
        assert_eq!(listed(&page, "quiet"), ["Rita", "Vera"]);
        let removal = format!("/users/{}/removal", world.access_path(world.user(RITA)).rsplit('/').next().unwrap());
        assert!(page.address_with(&removal).is_some());
        let rita = world.sign_in(RITA).await.get(REVIEW).await;
        assert_eq!((listed(&rita, "quiet"), rita.address_with("/removal")), (vec!["Vera".to_owned()], None));
    }
}

story! {
    async fn invitations_without_an_answer_for_two_weeks_are_listed_until_they_are_sent_again_or_end(world) {
        let anna = world.sign_in(ANNA).await;
        for (name, days) in [("Boris", 15), ("Sofia", 13), ("Paul", 40)] {
            invite(&anna, name, &format!("{}@new.test", name.to_lowercase()), &world.role("view-only")).await.is(303);
            let id = world.number("SELECT max(id) FROM invitations");
            world.sql(&format!("UPDATE invitations SET created_at = '{}', expires_at = '{}' WHERE id = {id}", days_ago(days), days_ago(days - 7)));
            world.sql(&format!("UPDATE invitation_links SET created_at = '{}' WHERE invitation_id = {id}", days_ago(days)));
        }
        let paul = newest_invitation(&world);

        let page = anna.get(REVIEW).await;

        assert_eq!(listed(&page, "unanswered"), ["Boris", "Paul"]);
        page.says("and the link has run out").says("keeps a seat");
        let found = anna.get(&page.address_with("search=Boris").unwrap()).await;
        found.is(200).offers("Invite again Boris");
        anna.post(&format!("{paul}/link"), &[]).await.is(200);
        assert_eq!(listed(&anna.get(REVIEW).await, "unanswered"), ["Boris"]);
    }
}

story! {
    async fn who_holds_sensitive_rights_without_a_second_factor_is_listed_with_them(world) {
        let anna = world.sign_in(ANNA).await;

        let page = anna.get(REVIEW).await;
        assert_eq!(listed(&page, "unprotected"), ["Anna", "Max"]);
        page.says("Change role and rights").offers("Ask this role for a second factor: Max");
        Device::of(&anna).await;

        let page = anna.get(REVIEW).await;
        assert_eq!(listed(&page, "unprotected"), ["Max"]);
        world.sign_in(RITA).await.get(REVIEW).await.does_not_offer("Ask this role");
    }
}

story! {
    async fn a_list_without_anybody_says_so(world) {
        let page = world.sign_in(ANNA).await.get(REVIEW).await;

        page.says("Everybody has signed in during the last 90 days").says("Every invitation of more than two weeks ago was answered or revoked");
    }
}
