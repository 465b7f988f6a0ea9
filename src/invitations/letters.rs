//! What invitations write to people.

use crate::outbox::Letter;

use super::model::{Host, Invitation, Promise};

/// Why an invitation is written about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    Invited,
    /// Nobody has answered yet, and it ends in two days.
    EndsSoon,
}

/// Invites somebody in the name of `inviter`, or brings it to mind.
pub fn you_are_invited<'a>(
    occasion: Occasion,
    invitation: &'a Invitation,
    inviter: &'a str,
    host: &'a Host,
    promise: &'a Promise,
    link: String,
) -> Letter<'a> {
    let letter = match (occasion, host.is_chain()) {
        (Occasion::Invited, false) => Letter::new("you-are-invited").note(&invitation.note),
        (Occasion::Invited, true) => Letter::new("you-are-invited-to-chain").note(&invitation.note),
        (Occasion::EndsSoon, false) => Letter::new("link-ends-soon"),
        (Occasion::EndsSoon, true) => Letter::new("link-to-chain-ends-soon"),
    };
    // The template of a chatbot takes its words in this order.
    let letter = letter.with("inviter", inviter).with("location", &host.name).with_roles(promise.parts());
    letter.with_moment("until", invitation.expires_at, host.main.zone).link(link)
}

/// Invites somebody to a location who works at another one of the same chain.
pub fn added<'a>(
    invitation: &'a Invitation,
    inviter: &'a str,
    host: &'a Host,
    chain: &'a str,
    promise: &'a Promise,
    link: String,
) -> Letter<'a> {
    let letter = Letter::new("added-to-location").note(&invitation.note).with("inviter", inviter);
    let letter = letter.with("location", &host.name).with("chain", chain).with_roles(promise.parts());
    letter.with_moment("until", invitation.expires_at, host.main.zone).link(link)
}

/// Sends the code that proves an address.
pub fn your_code<'a>(location: &'a str, code: &'a str) -> Letter<'a> {
    Letter::new("your-code").with("location", location).code(code)
}

/// Tells the inviter that somebody would like a new link.
pub fn new_link_wanted<'a>(name: &'a str, location: &'a str, link: String) -> Letter<'a> {
    Letter::new("new-link-wanted").with("name", name).with("location", location).link(link)
}

/// Tells the inviter that a message was given up, and why.
pub fn not_delivered<'a>(
    name: &'a str,
    recipient: &'a str,
    location: &'a str,
    why: &'a str,
    link: String,
) -> Letter<'a> {
    let letter = Letter::new("not-delivered").with("name", name).with("recipient", recipient);
    letter.with("location", location).with("why", why).link(link)
}

/// Tells the inviter that the person has joined.
pub fn accepted<'a>(name: &'a str, location: &'a str, promise: &'a Promise, link: String) -> Letter<'a> {
    Letter::new("invitation-accepted")
        .with("name", name)
        .with("location", location)
        .with_roles(promise.parts())
        .link(link)
}

/// Tells those who can approve that somebody waits.
pub fn waits<'a>(name: &'a str, inviter: &'a str, location: &'a str, promise: &'a Promise, link: String) -> Letter<'a> {
    Letter::new("invitation-waits")
        .with("name", name)
        .with("inviter", inviter)
        .with("location", location)
        .with_roles(promise.parts())
        .link(link)
}

/// Tells the inviter that the person could not join, because no seat was left.
pub fn no_seat_left<'a>(name: &'a str, location: &'a str, link: String) -> Letter<'a> {
    Letter::new("no-seat-left").with("name", name).with("location", location).link(link)
}

/// Tells the inviter that the person does not want to join.
pub fn declined<'a>(name: &'a str, location: &'a str, link: String) -> Letter<'a> {
    Letter::new("invitation-declined").with("name", name).with("location", location).link(link)
}
