//! Two cards of one person become one: its pay goes along, and nothing that was confirmed changes.

use parlour::id::MemberId;

use crate::story;
use crate::support::books::*;
use crate::support::world::*;

fn key(world: &World, card: MemberId) -> String {
    format!("m{card}.{}", world.number(&format!("SELECT version FROM members WHERE id = {card}")))
}

story! {
    async fn pay_goes_to_the_card_that_stays_and_confirmed_statements_keep_their_lines(world) {
        let chain = world.verbena();
        let salon = world.salon();
        world.pays_salon(&salon);
        let anna = world.sign_in(ANNA).await;
        let old = world.member("Marta Sá");
        world.pays(old, ago(400), &[("personal", "50 %")]);
        let cut = world.booked(salon.clara, salon.cut, old, ago(15), 840, 45);
        world.came(cut);
        world.served(&salon, 15, 600);
        let (of_old, of_marta) = (world.closed(old, 20, 11), world.closed(salon.marta, 20, 11));
        world.written(old, "payment", 3, 1_000);
        let frozen = world.frozen();
        let cards = [key(&world, salon.marta), key(&world, old)];

        anna.post(&format!("{}/team/merge", chain.path()), &[("card", &*cards[0]), ("card", &*cards[1]), ("name", "0")]).await.is(303);

        assert_eq!(world.number("SELECT count(DISTINCT member_id) FROM pay_statements"), 1);
        assert_eq!(world.number("SELECT count(DISTINCT member_id) FROM pay_entries"), 1);
        assert_eq!(world.frozen(), frozen);
        assert!(world.is_touched(of_old) && world.is_touched(of_marta));
        let kept = world.number("SELECT max(member_id) FROM pay_statements");
        anna.get(&format!("/locations/ours/payroll/settlements/{kept}")).await.says("40.50 EUR").says("30.50 EUR");
        let page = anna.get(&paper(of_marta)).await;
        page.says("18.00 EUR").says("Everything counts as it was confirmed").says_nothing_of("22.50");
        anna.get(&paper(of_old)).await.says("22.50 EUR");
    }
}
