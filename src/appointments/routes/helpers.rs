//! The forms about assistants: a row for each, and one more where there is room.

use crate::access::{Inside, Right};
use crate::web::Choice;

use super::super::forms::AssistantsForm;
use super::super::model::{Appointment, Assistance, Line, Worker, percent};
use super::super::views::{HelperRow, Helpers};

/// The form of a line, for whoever may use it. `typed` is what was sent about this line.
pub fn of(
    by: &Inside,
    now: &Appointment,
    line: &Line,
    workers: &[Worker],
    rules: Assistance,
    typed: Option<&AssistantsForm>,
) -> Option<Helpers> {
    let may_manage = now.is_open_to(by, Right::ManageAssistants);
    let is_split = if line.assistants.is_empty() { rules.is_split } else { line.is_split };
    let may_share = now.is_open_to(by, Right::ChangeShares) && !is_split;
    if !may_manage && (!may_share || line.assistants.is_empty()) {
        return None;
    }
    let mut rows: Vec<(String, Option<String>)> = match typed {
        Some(form) => {
            let share = |place: usize| form.share.get(place).cloned();
            form.assistant.iter().enumerate().map(|(place, member)| (member.clone(), share(place))).collect()
        }
        None => line.assistants.iter().map(|one| (one.member.to_string(), Some(percent::plain(one.share)))).collect(),
    };
    let has_room = rows.is_empty() || rules.several && rows.iter().all(|(member, _)| !member.is_empty());
    if may_manage && has_room {
        rows.push((String::new(), None));
    }
    let row = |(member, share): (String, Option<String>)| HelperRow {
        name: line
            .assistants
            .iter()
            .find(|one| one.member.to_string() == member)
            .map_or_else(String::new, |one| one.name.clone()),
        choices: choices(line, workers, &member),
        share: may_share.then(|| share.unwrap_or_else(|| percent::plain(percent::WHOLE))),
        member,
    };
    Some(Helpers {
        rows: rows.into_iter().map(row).collect(),
        may_manage,
        is_busy: typed.is_some_and(|form| form.busy.is_some()),
        hint: match (is_split, line.assistants.len()) {
            (true, _) => "The assistants of this service share one reward equally.",
            (false, _) => "",
        },
    })
}

/// Those who can assist in a line: available for it, and not the one who provides it. Whoever assists already stays.
fn choices(line: &Line, workers: &[Worker], chosen: &str) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", "Nobody", chosen)];
    let able = workers.iter().filter(|worker| worker.assists && worker.id != line.member);
    choices.extend(able.map(|worker| Choice::new(worker.id, &worker.name, chosen)));
    let kept = line.assistants.iter().find(|one| one.member.to_string() == chosen);
    if let Some(kept) = kept.filter(|_| !choices.iter().any(|choice| choice.chosen)) {
        choices.push(Choice::new(kept.member, &kept.name, chosen));
    }
    choices
}
