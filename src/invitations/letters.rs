//! What invitations write to people.

use crate::letter;

/// Invites somebody.
pub struct YouAreInvited<'a> {
    pub inviter: &'a str,
    pub location: &'a str,
    pub role: &'a str,
    /// Until when the link works, with the zone named.
    pub until: String,
    pub link: String,
}

letter!(
    YouAreInvited,
    "letters/you_are_invited.subject.txt",
    "letters/you_are_invited.txt",
    "letters/you_are_invited.html"
);

/// Sends the code that proves an address.
pub struct YourCode<'a> {
    pub location: &'a str,
    pub code: &'a str,
}

letter!(YourCode, "letters/your_code.subject.txt", "letters/your_code.txt", "letters/your_code.html");

/// Tells the inviter that somebody would like a new link.
pub struct NewLinkWanted<'a> {
    pub name: &'a str,
    pub location: &'a str,
    pub link: String,
}

letter!(
    NewLinkWanted,
    "letters/new_link_wanted.subject.txt",
    "letters/new_link_wanted.txt",
    "letters/new_link_wanted.html"
);
