//! What Parlour writes about coming in.

use crate::letter;

/// The way to a new password.
pub struct ChooseANewPassword<'a> {
    pub name: &'a str,
    pub link: String,
}

letter!(
    ChooseANewPassword,
    "letters/choose_a_new_password.subject.txt",
    "letters/choose_a_new_password.txt",
    "letters/choose_a_new_password.html"
);

/// Told to the person whose password is another one now.
pub struct YourPasswordHasChanged<'a> {
    pub name: &'a str,
    pub link: String,
}

letter!(
    YourPasswordHasChanged,
    "letters/your_password_has_changed.subject.txt",
    "letters/your_password_has_changed.txt",
    "letters/your_password_has_changed.html"
);
