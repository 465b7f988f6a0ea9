//! E-mail addresses and phone numbers: how they are written, compared and shown.

use std::fmt;

use phonenumber::country::Id as Country;

/// The longest address that mail servers agree on (RFC 5321).
const LONGEST_EMAIL: usize = 254;

/// A way to reach a person, in the one form in which it is compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Contact {
    Email(Email),
    Phone(Phone),
}

/// Lower case, domain in ASCII (IDNA). `a+1@x.test` and `a@x.test` are different people.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Email(String);

/// E.164: `+` and digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Phone(String);

/// Why a contact cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unusable {
    Empty,
    Email,
    Phone,
}

impl Contact {
    /// Reads what a person typed: an address if it has an @, else a number as people of `country` write it.
    pub fn parse(typed: &str, country: &str) -> Result<Self, Unusable> {
        let typed = typed.trim();
        if typed.is_empty() {
            Err(Unusable::Empty)
        } else if typed.contains('@') {
            Email::parse(typed).map(Contact::Email)
        } else {
            Phone::parse(typed, country).map(Contact::Phone)
        }
    }

    /// What the database calls it.
    pub fn kind(&self) -> &'static str {
        match self {
            Contact::Email(_) => "email",
            Contact::Phone(_) => "phone",
        }
    }

    /// The form in which it is stored and compared.
    pub fn value(&self) -> &str {
        match self {
            Contact::Email(email) => &email.0,
            Contact::Phone(phone) => &phone.0,
        }
    }

    /// Enough to recognise, too little to learn.
    pub fn masked(&self) -> String {
        match self {
            Contact::Email(email) => email.masked(),
            Contact::Phone(phone) => phone.masked(),
        }
    }

    pub fn email(&self) -> Option<&Email> {
        match self {
            Contact::Email(email) => Some(email),
            Contact::Phone(_) => None,
        }
    }

    pub fn phone(&self) -> Option<&Phone> {
        match self {
            Contact::Email(_) => None,
            Contact::Phone(phone) => Some(phone),
        }
    }
}

impl fmt::Display for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.value())
    }
}

impl Email {
    /// One plain mailbox: no quotes, no lists, no line breaks, a domain with a dot, 254 characters at most.
    pub fn parse(typed: &str) -> Result<Self, Unusable> {
        let (local, domain) = typed.trim().rsplit_once('@').ok_or(Unusable::Email)?;
        let plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
        if local.is_empty() || !local.chars().all(plain) {
            return Err(Unusable::Email);
        }
        let domain = idna::domain_to_ascii_strict(domain).map_err(|_| Unusable::Email)?;
        let address = format!("{}@{}", local.to_ascii_lowercase(), domain.to_ascii_lowercase());
        let mailbox: lettre::Address = address.parse().map_err(|_| Unusable::Email)?;
        if address.len() > LONGEST_EMAIL || !mailbox.domain().contains('.') {
            return Err(Unusable::Email);
        }
        Ok(Email(address))
    }

    /// Takes back what was stored.
    pub fn stored(value: String) -> Self {
        Email(value)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `b***@new.test`: enough to recognise, too little to learn.
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or_default();
        let first = local.chars().next().unwrap_or('*');
        format!("{first}***@{domain}")
    }
}

impl Phone {
    /// A possible number; without a country code it is read as people of `country` (ISO 3166) dial it.
    pub fn parse(typed: &str, country: &str) -> Result<Self, Unusable> {
        let allowed = |c: char| c.is_ascii_digit() || "+-(). /\u{a0}".contains(c);
        if !typed.chars().all(allowed) {
            return Err(Unusable::Phone);
        }
        let international = match typed.trim().strip_prefix("00") {
            Some(rest) => format!("+{rest}"),
            None => typed.trim().to_owned(),
        };
        // A number with its country code is the same in every country.
        let country = country.parse::<Country>().ok().filter(|_| !international.starts_with('+'));
        let number = phonenumber::parse(country, &international).map_err(|_| Unusable::Phone)?;
        if !phonenumber::is_valid(&number) {
            return Err(Unusable::Phone);
        }
        Ok(Phone(number.format().mode(phonenumber::Mode::E164).to_string()))
    }

    /// Takes back what was stored.
    pub fn stored(value: String) -> Self {
        Phone(value)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The digits without the code of the country, with the zero that some countries begin them with.
    pub fn national(&self) -> String {
        let code = self.parsed().map(|number| number.country().code().to_string());
        let national = code.and_then(|code| self.0.strip_prefix('+')?.strip_prefix(&code).map(str::to_owned));
        national.unwrap_or_default()
    }

    /// The country it belongs to (ISO 3166), if it belongs to one.
    pub fn country(&self) -> Option<String> {
        Some(self.parsed()?.country().id()?.as_ref().to_owned())
    }

    /// Whether it is an ordinary number: premium, shared-cost and other special ranges are not (security.md SF4).
    pub fn is_ordinary(&self) -> bool {
        use phonenumber::Type::{FixedLine, FixedLineOrMobile, Mobile, Voip};
        let kind = self.parsed().map(|number| number.number_type(&phonenumber::metadata::DATABASE));
        kind.is_some_and(|kind| matches!(kind, Mobile | FixedLineOrMobile | FixedLine | Voip))
    }

    /// `+351 *** 031`: enough to recognise, too little to learn.
    pub fn masked(&self) -> String {
        let code = self.parsed().map(|number| number.country().code().to_string()).unwrap_or_default();
        format!("+{code} *** {}", &self.0[self.0.len().saturating_sub(3)..])
    }

    fn parsed(&self) -> Option<phonenumber::PhoneNumber> {
        phonenumber::parse(None, &self.0).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email(typed: &str) -> Option<String> {
        Email::parse(typed).ok().map(|email| email.0)
    }

    fn phone(typed: &str, country: &str) -> Option<String> {
        Phone::parse(typed, country).ok().map(|phone| phone.0)
    }

    #[test]
    fn a7_one_mailbox_written_in_many_ways_is_one() {
        assert_eq!(email("  Anna@Salon.EXAMPLE ").as_deref(), Some("anna@salon.example"));
    }

    #[test]
    fn a9_the_rule_for_addresses() {
        assert_eq!(email("a@bücher.example").as_deref(), Some("a@xn--bcher-kva.example"));
        assert_ne!(email("a+1@x.test"), email("a@x.test"));
        assert_ne!(email("a@x.test"), email("a@х.test"), "a Cyrillic х is another domain");
        assert!(email(&format!("{}@x.test", "a".repeat(60))).is_some());
        assert!(email(&format!("{}@{}.test", "a".repeat(60), "x".repeat(200))).is_none());
    }

    #[test]
    fn sa19_nothing_that_could_become_a_header_or_a_second_mailbox() {
        for typed in [
            "a@x",
            "a@x\r\nBcc: b@x.test",
            "\"a b\"@x.test",
            "a@x.test,b@x.test",
            "a b@x.test",
            "@x.test",
            "a@",
            "a@x.test\n.\nMAIL FROM",
            "<a@x.test>",
            "жанна@x.test",
            "a@[127.0.0.1]",
            "a..b@x.test\0",
        ] {
            assert_eq!(email(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn a8_one_number_dialled_in_many_ways_is_one() {
        for typed in ["8 (900) 123-45-67", "+7 900 123 45 67", "79001234567", "007 900 123 45 67"] {
            assert_eq!(phone(typed, "RU").as_deref(), Some("+79001234567"), "{typed}");
        }
        assert_eq!(phone("912 555 000", "PT").as_deref(), Some("+351912555000"));
        assert_eq!(phone("912 555 000", "nowhere"), None, "an unknown country is never guessed");
        assert_eq!(phone("12", "PT"), None);
        assert_eq!(phone("call me", "PT"), None);
    }

    #[test]
    fn sf4_special_ranges_are_told_from_ordinary_numbers() {
        let is_ordinary = |number: &str| Phone::stored(number.to_owned()).is_ordinary();

        for ordinary in ["+351912555031", "+14155552671", "+351213210000", "+79001234567"] {
            assert!(is_ordinary(ordinary), "{ordinary}");
        }
        for special in ["+351760123456", "+447012345678", "+449012345678", "+18005550123", "+19005550123", "+1"] {
            assert!(!is_ordinary(special), "{special}");
        }
        assert_eq!(Phone::stored("+14165550123".into()).country().as_deref(), Some("CA"));
        assert_eq!(Phone::stored("+881612345678".into()).country(), None, "a satellite belongs to no country");
    }

    #[test]
    fn a_number_with_its_country_code_is_the_same_in_every_country() {
        for country in ["", "FR", "US"] {
            assert_eq!(phone("+800 1234 5678", country).as_deref(), Some("+80012345678"), "{country}");
        }
    }

    #[test]
    fn the_zero_of_an_italian_number_is_part_of_it() {
        let rome = Phone::parse("06 6982 1234", "IT").expect("a number");

        assert_eq!((rome.as_str(), rome.national().as_str()), ("+390669821234", "0669821234"));
        assert_eq!(Phone::stored("+351912555031".into()).national(), "912555031");
    }

    #[test]
    fn a_masked_number_keeps_its_country_and_its_last_three_digits() {
        assert_eq!(Phone::stored("+351912555031".into()).masked(), "+351 *** 031");
    }

    #[test]
    fn a_masked_address_keeps_only_the_first_letter() {
        assert_eq!(Email::parse("boris@new.test").unwrap().masked(), "b***@new.test");
    }
}
