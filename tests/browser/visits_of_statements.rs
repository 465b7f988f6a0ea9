//! The pages about statements, bonuses and payments, and settlements.

use parlour::id::{MemberId, StatementId};

use crate::scene::Scene;
use crate::support::books::{ENTRIES, STATEMENTS, ago, paper};
use crate::support::world::*;
use crate::visits::{Visit, page};

/// Statements in every state.
pub struct BooksScene {
    paid: MemberId,
    draft: StatementId,
    running: StatementId,
    changed: StatementId,
    own: StatementId,
}

impl BooksScene {
    pub fn lay(world: &World) -> Self {
        let paid = world.member("Theodora Anastasiadou-Papadimitriou");
        let own = world.member("Max");
        world.is_card_of(own, MAX);
        for (kind, days, amount) in [
            ("bonus", 75, 125_050),
            ("penalty", 74, 1_500),
            ("bonus", 45, 20_000),
            ("bonus", 3, 700),
            ("advance", 40, 9_000),
        ] {
            world.written(paid, kind, days, amount);
        }
        world.written(own, "bonus", 75, 5_000);
        let (changed, mine) = (world.closed(paid, 80, 61), world.closed(own, 80, 61));
        let why = r#"{"Service":{"rule":[1,"2026-01-01"],"work":"Personal","rate":{"Percent":4000},"is_exception":false,"price":4500,"quantity":2,"discount":1000,"base":8100,"by_list_price":false,"card_fee":150,"cut":"Whole","unpaid":null}}"#;
        for statement in [changed, mine] {
            world.sql(&format!(
                "INSERT INTO pay_lines (statement_id, day, work, appointment_id, line_id, title, client_name, amount, why) \
                 VALUES ({statement}, '{}', 'service', 999999, 999999, 'Balayage', 'Clara Nunes', 3191, '{why}')",
                ago(70)
            ));
        }
        world.sql(&format!(
            "UPDATE pay_statements SET total = total + 3191, touched_at = confirmed_at WHERE id IN ({changed}, {mine})"
        ));
        BooksScene { paid, changed, own: mine, draft: world.drafted(paid, 60, 31), running: world.drafted(paid, 10, 0) }
    }
}

pub fn statements(scene: &Scene) -> Vec<Visit> {
    let BooksScene { paid, draft, running, changed, own } = scene.books;
    let here = |path: &str| path.replace("/ours/", &format!("{}/", scene.here.trim_start_matches("/locations")));
    let anna = |name, path: String, heading| page(name, Some(ANNA), path, heading);
    let (list, entries) = (here(STATEMENTS), here(ENTRIES));
    let statement = |id| here(&paper(id));
    let (title, settlements) =
        ("Pay statement, Theodora Anastasiadou-Papadimitriou", here("/locations/ours/payroll/settlements"));
    let new = format!("{list}/new?from={}&to={}", ago(30), ago(11));
    vec![
        anna("statements", list.clone(), "Statements"),
        anna("statements-changed", format!("{list}?state=changed"), "Statements"),
        anna("statements-none", format!("{list}?from=2031-01-01"), "Statements"),
        anna("statements-confirmed", format!("{list}?state=draft"), "Statements")
            .sending(".actions .btn-primary[type=submit]"),
        anna("statements-new", new.clone(), "New statements"),
        anna("statements-new-errors", format!("{list}/new?from=2026-11-30&to=2026-11-01"), "New statements"),
        anna("statement-draft", statement(draft), title),
        anna("statement-dropping", statement(draft), title).pressing("[popovertarget=drop]"),
        anna("statement-running", statement(running), title),
        anna("statement-changed", statement(changed), title),
        page(
            "statement-own",
            Some(MAX),
            here(&format!("/locations/ours/my-pay/statements/{own}")),
            "Pay statement, Max",
        ),
        anna("entries", entries.clone(), "Bonuses and payments"),
        anna("entries-none", format!("{entries}?kind=payment"), "Bonuses and payments"),
        anna("entry-new", format!("{entries}/new"), "Write down a bonus or a payment"),
        anna("entry-errors", format!("{entries}/new"), "Write down a bonus or a payment")
            .sending(".actions .btn-primary")
            .answers(422),
        anna("settlements", settlements.clone(), "Settlements"),
        anna("settlement", format!("{settlements}/{paid}"), "Theodora Anastasiadou-Papadimitriou: settlement"),
    ]
}
