//! How people are reached is a right of its own to know, in the log too (security.md SH5).

use crate::users::Contact;

/// The same text, with every e-mail address and phone number in it masked.
pub(super) fn masked(text: &str) -> String {
    let is_between = |c: char| c.is_whitespace() || "(),;<>\"".contains(c);
    text.split_inclusive(is_between).map(|word| part(word, is_between)).collect()
}

fn part(word: &str, is_between: impl Fn(char) -> bool) -> String {
    let bare = word.trim_end_matches(&is_between);
    let looks_like_one = bare.contains('@') || bare.starts_with('+');
    match looks_like_one.then(|| Contact::parse(bare, "").ok()).flatten() {
        Some(contact) => word.replacen(bare, &contact.masked(), 1),
        None => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sh5_contacts_are_masked_wherever_they_stand() {
        assert_eq!(masked("Boris (boris@new.test)"), "Boris (b***@new.test)");
        assert_eq!(masked("boris@new.test, +351912555031"), "b***@new.test, +351 *** 031");
        assert_eq!(masked("Sá & Co, from 10:00 to 12:30 (+1)"), "Sá & Co, from 10:00 to 12:30 (+1)");
    }
}
