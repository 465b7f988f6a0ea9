//! Contacts: the country on the first line, and what somebody typed behind it.

use parlour::users::{Contact, Email, Phone};

pub fn holds(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (country, typed) = text.split_once('\n').unwrap_or(("PT", text));
    if let Ok(email) = Email::parse(typed) {
        is_one_mailbox(typed, &email);
    }
    if let Ok(phone) = Phone::parse(typed, country) {
        is_one_number(&phone);
    }
    if let Ok(contact) = Contact::parse(typed, country) {
        assert_eq!(Contact::parse(contact.value(), ""), Ok(contact.clone()), "read again it is itself");
        assert_eq!(contact.kind() == "email", typed.contains('@'));
        assert_eq!(contact.email().map(Email::as_str).or(contact.phone().map(Phone::as_str)), Some(contact.value()));
    }
}

fn is_one_mailbox(typed: &str, email: &Email) {
    let address = email.as_str();
    let (local, domain) = address.split_once('@').expect("two sides");
    assert!(address.len() <= 254 && !local.is_empty() && domain.contains('.') && !domain.contains('@'), "{address}");
    assert!(address.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"(),:;<>[]\\".contains(&byte)), "{address}");
    assert_eq!(address, address.to_lowercase());
    for same in [address.to_owned(), typed.to_ascii_uppercase(), format!(" {typed}\u{a0}")] {
        assert_eq!(Email::parse(&same).as_ref(), Ok(email), "{same:?}");
    }
    let masked = email.masked();
    assert!(masked.ends_with(&format!("***@{domain}")) && masked.len() == domain.len() + 5, "{masked}");
}

fn is_one_number(phone: &Phone) {
    let number = phone.as_str();
    let digits = number.strip_prefix('+').expect("a plus sign");
    assert!((5..=17).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()), "{number}");
    for country in ["", "PT", "US", "RU", "IT"] {
        assert_eq!(Phone::parse(number, country).as_ref(), Ok(phone), "{number} in {country}");
    }
    let (code, rest) = digits.split_at(digits.len() - phone.national().len());
    assert_eq!(phone.national(), rest);
    assert!((1..=3).contains(&code.len()), "{number}");
    assert_eq!(phone.masked(), format!("+{code} *** {}", &digits[digits.len() - 3..]));
    assert!(phone.country().is_none_or(|country| country.len() == 2 || country == "001"), "{:?}", phone.country());
    phone.is_ordinary();
}
