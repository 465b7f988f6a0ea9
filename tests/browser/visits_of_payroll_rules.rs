//! The pages about how people are paid: rules on the card, copying them, trying them out.

use chrono::Days;
use parlour::id::MemberId;

use crate::scene::Scene;
use crate::support::world::*;
use crate::visits::{Visit, page};

/// Somebody with a rule that counts, one before it and one to come.
pub fn lay(world: &World, card: &str) {
    let member = MemberId(card.rsplit('/').next().unwrap().parse().unwrap());
    let today = chrono::Utc::now().date_naive();
    world.pays(member, today - Days::new(200), &[("personal", "35 %")]);
    let rates = [("personal", "40 %"), ("with_assistant", "35.5 %"), ("assisting", "8.00")];
    let counting = world.pays(member, today - Days::new(20), &rates);
    world.pays_time(counting, "hour", 1200);
    world.pays(member, today + Days::new(20), &[("personal", "45 %")]);
}

pub fn payroll_rules(scene: &Scene) -> Vec<Visit> {
    let anna = |name, path: String, heading| page(name, Some(ANNA), path, heading);
    let Scene { plain, invited, known, .. } = scene;
    let pay = format!("{plain}/pay");
    let to = invited.rsplit('/').next().unwrap();
    let today = chrono::Utc::now().date_naive();
    let new = |name| anna(name, format!("{pay}/new"), "New rule for Noor Haddad");
    let copy = |name, query: String| anna(name, format!("{pay}/copy{query}"), "Copy a rule of Noor Haddad");
    let attempt = |name, query: &str| anna(name, format!("{pay}/try{query}"), "Try out how Noor Haddad is paid");
    vec![
        anna("pay-rules", pay.clone(), "Noor Haddad: Payroll"),
        anna("pay-rules-withdrawal", pay.clone(), "Noor Haddad: Payroll").pressing("[popovertarget^=withdraw]"),
        anna("pay-rules-none", format!("{invited}/pay"), "Ilse Brandt: Payroll"),
        anna("pay-rules-own", format!("{known}/pay"), "Anna: Payroll"),
        new("pay-rule-new"),
        new("pay-rule-new-more").sending("[name=add]"),
        new("pay-rule-new-errors").typing("#personal", "101").sending("form .btn-primary").answers(422),
        new("pay-rule-new-late")
            .meanwhile(
                "INSERT INTO pay_rules (location_id, member_id, number, starts_on, set_by, set_at) \
                 SELECT location_id, member_id, max(number) + 1, '2026-01-01', 'Max', '2026-11-20 09:00:00' \
                 FROM pay_rules GROUP BY location_id, member_id",
            )
            .sending("form .btn-primary")
            .answers(409),
        copy("pay-copy", String::new()),
        copy("pay-copy-errors", String::new()).sending("form .btn-primary").answers(422),
        copy("pay-copy-plan", format!("?plan=yes&rule={}&starts_on={today}&to={to}", scene.rule)),
        attempt("pay-try", ""),
        attempt("pay-try-errors", "").typing("#price", "dear").sending("form .btn-primary").answers(422),
    ]
}
