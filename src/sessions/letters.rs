//! What Parlour writes about coming in.

use crate::outbox::Letter;

/// The way to a new password.
pub fn choose_a_new_password(name: &str, link: String) -> Letter<'_> {
    Letter::new("choose-a-new-password").with("name", name).link(link)
}

/// Told to the person whose password is another one now.
pub fn your_password_has_changed(name: &str, link: String) -> Letter<'_> {
    Letter::new("your-password-has-changed").with("name", name).link(link)
}
