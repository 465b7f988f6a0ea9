//! What comes of it when the chain gives somebody something else, or nothing any more, in sentences.

use crate::access::Effect;
use crate::text::together;

use super::super::model::{Branch, ChainAccess, ChainRights, Moment};

/// Of whom the sentences speak.
pub enum Whom {
    You,
    Named(String),
}

impl Whom {
    /// At the beginning of a sentence.
    fn subject(&self) -> &str {
        match self {
            Whom::You => "You",
            Whom::Named(name) => name,
        }
    }

    fn verb<'a>(&self, of_you: &'a str, of_them: &'a str) -> &'a str {
        match self {
            Whom::You => of_you,
            Whom::Named(_) => of_them,
        }
    }
}

/// The chain rights that come and go.
pub fn shifts(before: Option<&ChainAccess>, after: Option<&ChainAccess>) -> Effect {
    let rights = |access: Option<&ChainAccess>| -> ChainRights {
        access.and_then(|access| access.held.as_ref()).map(|held| held.rights).unwrap_or_default()
    };
    let titles = |rights: ChainRights| rights.iter().map(|right| right.title().to_owned()).collect();
    let (old, new) = (rights(before), rights(after));
    Effect { gains: titles(new.without(old)), loses: titles(old.without(new)), moves: Vec::new() }
}

/// Everything else that becomes different, once the deed is tried.
pub fn of_changing(name: &str, before: &Moment, after: &Moment, branches: &[Branch]) -> Vec<String> {
    let whom = Whom::Named(name.to_owned());
    let mut said: Vec<String> = roles(before.access.as_ref(), after.access.as_ref()).into_iter().collect();
    for branch in branches {
        said.extend(at_location(&whom, branch, before, after));
    }
    said.extend(seats(&whom, before, after, branches));
    said.extend(unlinked(before, after, branches));
    if said.is_empty() && shifts(before.access.as_ref(), after.access.as_ref()).is_empty() {
        said.push(format!("Nothing: {name} has exactly this already."));
    }
    said
}

fn roles(before: Option<&ChainAccess>, after: Option<&ChainAccess>) -> Option<String> {
    let name = |access: Option<&ChainAccess>| access.map_or("No chain rights", ChainAccess::role_name).to_owned();
    let (old, new) = (name(before), name(after));
    (old != new).then(|| match before {
        Some(_) => format!("Chain role: {new} instead of {old}."),
        None => format!("Chain role: {new}."),
    })
}

fn at_location(whom: &Whom, branch: &Branch, before: &Moment, after: &Moment) -> Option<String> {
    let given = |moment: &Moment| {
        let role = moment.access.as_ref().and_then(|access| access.role_at(branch.id));
        role.map(|role| role.name.clone())
    };
    let (old, new) = (given(before), given(after));
    if old == new {
        return None;
    }
    let place = &branch.name;
    Some(match (old, new) {
        (None, Some(new)) => format!("At {place}: {new}, given by the chain."),
        (Some(old), Some(new)) => format!("At {place}: {new} instead of {old}."),
        (_, None) => lost(whom, branch, after),
    })
}

fn lost(whom: &Whom, branch: &Branch, after: &Moment) -> String {
    let (who, place) = (whom.subject(), &branch.name);
    match after.held.get(&branch.id) {
        None => format!("{who} can no longer open {place}, from the next click on."),
        Some(held) if held.is_guest() => {
            format!("At {place}, {who} can do only what another chain gives: {}.", held.role.name)
        }
        Some(held) => format!("At {place}, {who} can do only what {place} itself gave: {}.", held.role.name),
    }
}

fn seats(whom: &Whom, before: &Moment, after: &Moment, branches: &[Branch]) -> Vec<String> {
    let pays = |moment: &Moment, branch: &Branch| {
        before.in_schedule.contains(&branch.id)
            || moment.held.get(&branch.id).is_some_and(|held| held.paid_by().is_some())
    };
    let names = |is_so: &dyn Fn(&Branch) -> bool| -> Vec<String> {
        branches.iter().filter(|branch| is_so(branch)).map(|branch| branch.name.clone()).collect()
    };
    let more = names(&|branch| pays(after, branch) && !pays(before, branch));
    let fewer = names(&|branch| pays(before, branch) && !pays(after, branch));
    let who = whom.subject();
    let takes = (!more.is_empty())
        .then(|| format!("{who} {} a paid seat from then on at {}.", whom.verb("use", "uses"), together(&more)));
    let frees = (!fewer.is_empty()).then(|| {
        format!("{who} {} a paid seat any more at {}.", whom.verb("do not use", "does not use"), together(&fewer))
    });
    takes.into_iter().chain(frees).collect()
}

/// Cards whose account goes.
fn unlinked(before: &Moment, after: &Moment, branches: &[Branch]) -> Vec<String> {
    let gone = before.cards.iter().filter(|card| !after.cards.contains(card));
    gone.map(|(location, card)| {
        let place = branches.iter().find(|branch| branch.id == *location).map_or("", |branch| &branch.name);
        format!(
            "The card {card} at {place} stays, with its history and its pay, and is no longer linked to an account."
        )
    })
    .collect()
}

/// What it means that the chain gives nothing any more, once the deed is tried.
pub fn of_going(whom: &Whom, before: &Moment, after: &Moment, branches: &[Branch], invitations: i64) -> Vec<String> {
    let who = whom.subject();
    let mut said = Vec::new();
    if let Some(held) = before.access.as_ref().and_then(|access| access.held.as_ref()) {
        said.push(format!("{who} {} not {} any more.", whom.verb("are", "is"), held.role.name));
    }
    let (out, less): (Vec<&Branch>, Vec<&Branch>) = branches
        .iter()
        .filter(|branch| before.access.as_ref().is_some_and(|access| access.role_at(branch.id).is_some()))
        .partition(|branch| !after.held.contains_key(&branch.id));
    if !out.is_empty() {
        let names: Vec<String> = out.iter().map(|branch| branch.name.clone()).collect();
        said.push(format!("{who} can no longer open {}, from the next click on.", together(&names)));
    }
    said.extend(less.into_iter().map(|branch| lost(whom, branch, after)));
    said.extend(unlinked(before, after, branches));
    if invitations > 0 {
        let (noun, verb) = if invitations == 1 { ("invitation", "waits") } else { ("invitations", "wait") };
        said.push(format!(
            "{invitations} open {noun} to the chain that {} sent {verb} for somebody else to approve.",
            whom.verb("you", who)
        ));
    }
    if before.is_signed_in && !after.is_signed_in {
        said.push(format!(
            "{who} {} no other access, and {} signed out everywhere.",
            whom.verb("have", "has"),
            whom.verb("are", "is")
        ));
    }
    said
}
