//! How the people of a sample are paid: whoever has a column by commission, and whoever helps by the piece.

use chrono::NaiveDate;

use crate::db::Conn;
use crate::error::Result;
use crate::locations::Location;

use super::Crew;
use super::rows::Rows;

/// What the services of one and the next pay, in hundredths of a percent: alone, and with an assistant.
const COMMISSIONS: [(i64, i64); 3] = [(4_000, 3_500), (4_500, 3_800), (4_200, 3_600)];

/// What assisting pays, in hundredths of a percent.
const ASSISTING: i64 = 1_000;

/// Who set the rules.
const SET_BY: &str = "Beatriz Sá";

/// Sets from a day on what everybody gets, and that assisting is paid.
pub(super) fn agree(location: &Location, crew: &Crew, since: NaiveDate, db: &mut Conn) -> Result<()> {
    let here = location.id;
    let mut terms = Rows::of("pay_terms", "location_id,starts_on,pays_assistants", db)?;
    let mut rules = Rows::of("pay_rules", "location_id,member_id,number,starts_on,set_by,set_at", db)?;
    let mut rates = Rows::of("pay_rates", "rule_id,work,is_percent,amount", db)?;
    terms.push(format_args!("{here},'{since}',TRUE"));
    let rule = |member, rules: &mut Rows| {
        rules.push(format_args!("{here},{member},1,'{since}','{SET_BY}','{since} 08:00:00'"))
    };
    for (worker, (alone, helped)) in crew.workers.iter().zip(COMMISSIONS.iter().cycle()) {
        let rule = rule(worker.member, &mut rules);
        rates.push(format_args!("{rule},'personal',TRUE,{alone}"));
        rates.push(format_args!("{rule},'with_assistant',TRUE,{helped}"));
    }
    for assistant in &crew.assistants {
        let rule = rule(*assistant, &mut rules);
        rates.push(format_args!("{rule},'assisting',TRUE,{ASSISTING}"));
    }
    for mut rows in [terms, rules, rates] {
        rows.flush(db)?;
    }
    Ok(())
}
