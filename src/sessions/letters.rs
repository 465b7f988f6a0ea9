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

pub fn second_factor_on(name: &str, link: String) -> Letter<'_> {
    Letter::new("second-factor-on").with("name", name).link(link)
}

pub fn second_factor_off(name: &str, link: String) -> Letter<'_> {
    Letter::new("second-factor-off").with("name", name).link(link)
}

/// `left`: how many recovery codes have not been used yet.
pub fn recovery_code_used(name: &str, left: i64, link: String) -> Letter<'_> {
    Letter::new("recovery-code-used").with("name", name).with_number("left", left).link(link)
}

/// Somebody of a location has helped a person who lost their device.
pub fn second_factor_removed<'a>(name: &'a str, who: &'a str, place: &'a str, link: String) -> Letter<'a> {
    Letter::new("second-factor-removed").with("name", name).with("who", who).with("place", place).link(link)
}

/// Somebody of a location has ended every session of a person.
pub fn sessions_ended<'a>(name: &'a str, who: &'a str, place: &'a str, link: String) -> Letter<'a> {
    Letter::new("sessions-ended").with("name", name).with("who", who).with("place", place).link(link)
}
