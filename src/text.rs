//! Words that people typed: tidied, compared, searched.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::error::Errors;

/// A line of text as it is kept: trimmed, with single spaces.
pub fn tidy(typed: &str) -> String {
    typed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How a name is searched and compared: lower case, without accents.
pub fn key(name: &str) -> String {
    name.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// What somebody looks for in a number, without the spaces and brackets between its digits.
pub fn dialled(typed: &str) -> String {
    let between = |c: char| c.is_whitespace() || "()-./".contains(c);
    let number: String = typed.chars().filter(|c| !between(*c)).collect();
    if number.trim_start_matches('+').chars().all(|c| c.is_ascii_digit()) { number } else { typed.trim().to_owned() }
}

/// Whether somebody is found by part of their name or of a contact.
pub fn finds(searched: &str, name: &str, logins: &[String]) -> bool {
    let (searched_for, number) = (key(searched.trim()), dialled(searched));
    let is_number = number.chars().filter(char::is_ascii_digit).count() > 2;
    let in_login =
        |login: &String| key(login).contains(&searched_for) || (is_number && dialled(login).contains(number.trim()));
    searched_for.is_empty() || key(name).contains(&searched_for) || logins.iter().any(in_login)
}

/// A LIKE pattern, escaped with `!`, for text that contains this.
pub fn containing(typed: &str) -> String {
    let escaped = typed.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{escaped}%")
}

/// `1 person`, `3 people`.
pub fn counted(count: i64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// `Anna`, `Anna and Boris`, `Anna, Boris and Vera`.
pub fn together(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// `Anna and Boris`, and beyond so many `Anna, Boris and 4 more`.
pub fn a_few(names: &[String], most: usize) -> String {
    match names.split_at_checked(most) {
        Some((first, rest)) if !rest.is_empty() => format!("{} and {} more", first.join(", "), rest.len()),
        _ => together(names),
    }
}

/// Takes a line of text for a field, or says beside the field why not. `what` is how the sentence calls it.
pub fn line(field: &str, what: &str, typed: &str, longest: usize, errors: &mut Errors) -> String {
    if typed.chars().any(is_trouble) {
        errors.add(field, format!("Use only letters, numbers and signs in {what}: it holds an invisible character"));
    } else if typed.chars().count() > longest {
        errors.add(field, format!("Shorten {what} to {longest} characters"));
    }
    tidy(typed)
}

/// Takes several lines of text.
pub fn lines(field: &str, what: &str, typed: &str, longest: usize, errors: &mut Errors) -> String {
    let typed = typed.replace("\r\n", "\n");
    if typed.chars().any(|c| c != '\n' && is_trouble(c)) {
        errors.add(field, format!("Use only letters, numbers and signs in {what}: it holds an invisible character"));
    } else if typed.chars().count() > longest {
        errors.add(field, format!("Shorten {what} to {longest} characters"));
    }
    typed.trim().to_owned()
}

/// Whether a spreadsheet would take a cell for a formula and work it out: it begins with a sign of one, or with blanks and
/// such a sign (security.md SF2). Apostrophes in front of it are those that say it is none.
pub fn is_formula(cell: &str) -> bool {
    let is_blank = |c: char| !"\t\r\n".contains(c) && (c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'));
    let begins = cell.trim_start_matches('\'').trim_start_matches(is_blank).chars().next();
    matches!(begins, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'))
}

/// With a capital letter, as a sentence begins.
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Takes a name: a line that is not empty, 80 characters at most (security.md SA17).
pub fn name(field: &str, what: &str, typed: &str, when_empty: &str, errors: &mut Errors) -> String {
    let name = line(field, what, typed, 80, errors);
    if name.is_empty() {
        errors.add(field, when_empty);
    }
    name
}

/// Control characters break headers and logs; direction marks make text lie.
fn is_trouble(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_without_their_accents() {
        assert_eq!(key("Beatriz SÁ"), "beatriz sa");
        assert_eq!(key("ÖZGE"), "ozge");
    }

    #[test]
    fn many_names_are_a_few_and_a_number() {
        let names = ["Anna", "Boris", "Vera"].map(String::from);
        assert_eq!(a_few(&names, 3), "Anna, Boris and Vera");
        assert_eq!(a_few(&names, 2), "Anna, Boris and 1 more");
    }

    #[test]
    fn a_search_for_a_percent_sign_finds_percent_signs() {
        assert_eq!(containing("50%_!"), "%50!%!_!!%");
    }

    #[test]
    fn a33_invisible_characters_and_endless_names_are_refused() {
        for bad in ["A\r\nBcc: x", "A\u{202e}nna", "A\0", &"x".repeat(81)] {
            let mut errors = Errors::none();
            name("name", "the name", bad, "Enter a name", &mut errors);
            assert!(!errors.is_empty(), "{bad:?}");
        }
    }
}
