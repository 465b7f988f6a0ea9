//! What else comes of other rights, in sentences: the menu, the seat, invitations that were sent.

use crate::access::{Access, Inside, Right, Seats, Shift};
use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::invitations::Invitation;
use crate::text::together;
use crate::web::menu;

/// Told inside the rehearsal, where the change is done already.
pub fn consequences(by: &Inside, before: &Access, after: &Access, db: &mut Conn) -> Result<Vec<String>> {
    let name = &after.name;
    let mut sentences = Vec::new();
    if before.held.role.id != after.held.role.id {
        sentences.push(format!("The role becomes {} instead of {}.", after.held.role.name, before.held.role.name));
    }
    if before.ends_on != after.ends_on {
        sentences.push(match after.ends_on {
            Some(day) => format!("The access ends by itself at the end of {}.", clock::long(day)),
            None => "The access no longer ends by itself.".into(),
        });
    }
    sentences.extend(menu_words(before, after));
    sentences.extend(seat(by, before, after, db)?);
    sentences.extend(waiting(by, after, db)?);
    let is_same = before.held.rights() == after.held.rights();
    if is_same && sentences.is_empty() {
        sentences.push(format!("Nothing: {name} holds exactly this already."));
    } else if Shift::between(before.held.rights(), after.held.rights()).is_empty() {
        sentences.push(format!("What {name} may do stays the same."));
    }
    Ok(sentences)
}

fn menu_words(before: &Access, after: &Access) -> impl Iterator<Item = String> {
    let (old, new) = (menu::words(before.held.rights()), menu::words(after.held.rights()));
    let only_in = |one: &[&str], other: &[&str]| {
        one.iter().filter(|word| !other.contains(word)).map(|word| (*word).to_owned()).collect::<Vec<_>>()
    };
    let (come, go) = (only_in(&new, &old), only_in(&old, &new));
    let verb =
        |words: &[String], one: &str, many: &str| if words.len() == 1 { one.to_owned() } else { many.to_owned() };
    let comes =
        (!come.is_empty()).then(|| format!("{} {} in their menu.", together(&come), verb(&come, "appears", "appear")));
    let goes = (!go.is_empty())
        .then(|| format!("{} {} from their menu.", together(&go), verb(&go, "disappears", "disappear")));
    comes.into_iter().chain(goes)
}

fn seat(by: &Inside, before: &Access, after: &Access, db: &mut Conn) -> Result<Option<String>> {
    let name = &after.name;
    let (old, new) = (before.held.paid_by(), after.held.paid_by());
    if old.is_some() == new.is_some() {
        return Ok(None);
    }
    let seats = Seats::of(by.location().id, db)?;
    Ok(Some(match new {
        _ if seats.has_in_schedule(after.user) => {
            format!("{name} uses a paid seat as before, being in the work schedule.")
        }
        Some(right) => format!(
            "{name} uses a paid seat from then on, because of “{}”. {} would be in use.",
            right.title(),
            seats.used()
        ),
        None => format!("{name} no longer uses a paid seat."),
    }))
}

/// Invitations that wait for another person's approval, because their inviter could no longer grant them.
fn waiting(by: &Inside, after: &Access, db: &mut Conn) -> Result<Option<String>> {
    let roles = crate::access::Role::list(by.location().id, db)?;
    let could = |invitation: &Invitation| {
        after.held.rights().has(Right::InviteUsers)
            && roles.iter().any(|role| invitation.gives.is(role.id) && after.held.can_give(role))
    };
    let stuck = Invitation::sent_by(by, after.user, db)?.iter().filter(|sent| !could(sent)).count();
    Ok(match stuck {
        0 => None,
        1 => Some(format!("An open invitation that {} sent waits for somebody else to approve it.", after.name)),
        many => {
            Some(format!("{many} open invitations that {} sent wait for somebody else to approve them.", after.name))
        }
    })
}
