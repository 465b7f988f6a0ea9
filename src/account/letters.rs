//! What Parlour writes about one's own account.

use crate::outbox::Letter;

/// Sends the code that proves an address.
pub fn prove_this_address<'a>(name: &'a str, code: &'a str) -> Letter<'a> {
    Letter::new("prove-this-address").with("name", name).code(code)
}

/// Told to every address of a person who can sign in with one more contact.
pub fn contact_added<'a>(name: &'a str, contact: &'a str, link: String) -> Letter<'a> {
    Letter::new("contact-added").with("name", name).with("contact", contact).link(link)
}

/// Told to every address of a person who can sign in with one contact less, and to that one.
pub fn contact_removed<'a>(name: &'a str, contact: &'a str, link: String) -> Letter<'a> {
    Letter::new("contact-removed").with("name", name).with("contact", contact).link(link)
}

/// The last letter to somebody whose account is gone.
pub fn account_deleted(name: &str) -> Letter<'_> {
    Letter::new("account-deleted").with("name", name)
}
