//! Countries by name, as people type them.

use crate::text;

/// The name of a country (ISO 3166), as lists show it.
pub fn name(code: &str) -> &str {
    rust_iso3166::from_alpha2(code).map_or(code, |country| country.name)
}

/// Reads names or codes, each on a line or between commas. What cannot be read comes back in a sentence.
pub fn parse(typed: &str) -> Result<Vec<String>, String> {
    let mut codes: Vec<String> = Vec::new();
    for line in typed.split([';', '\n']).map(text::tidy) {
        // Some names hold a comma themselves.
        let words = if find(&line).is_ok() { vec![line.as_str()] } else { line.split(',').collect() };
        for word in words.into_iter().map(text::tidy).filter(|word| !word.is_empty()) {
            let code = find(&word)?;
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
    }
    if codes.is_empty() {
        return Err("Enter at least one country that texts may go to".into());
    }
    Ok(codes)
}

/// A country by its code, its name, or the beginning of its name where only one begins so.
fn find(typed: &str) -> Result<String, String> {
    let code = typed.to_uppercase();
    if let Some(country) = rust_iso3166::from_alpha2(&code).or_else(|| rust_iso3166::from_alpha3(&code)) {
        return Ok(country.alpha2.to_owned());
    }
    let wanted = text::key(typed);
    let all = rust_iso3166::ALL.iter().map(|country| (text::key(country.name), country));
    let mut found: Vec<_> = all.filter(|(key, _)| key.starts_with(&wanted)).collect();
    if let Some(exact) = found.iter().position(|(key, _)| *key == wanted) {
        found = vec![found.swap_remove(exact)];
    }
    match found.as_slice() {
        [(_, country)] => Ok(country.alpha2.to_owned()),
        [] => Err(format!("There is no country called {typed}. Write its English name, or its code of two letters")),
        several => {
            let names: Vec<&str> = several.iter().take(4).map(|(_, country)| country.name).collect();
            Err(format!("Several countries begin with {typed}. Write one of them in full: {}", names.join("; ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_read_by_name_and_by_code() {
        assert_eq!(parse("Portugal, es\nFrance;PT"), Ok(vec!["PT".into(), "ES".into(), "FR".into()]));
        assert_eq!(parse("  cote d  "), Ok(vec!["CI".into()]));
        assert_eq!(parse("United Kingdom, usa"), Ok(vec!["GB".into(), "US".into()]));
        assert_eq!(parse("Bonaire, Sint Eustatius and Saba\r\nMalta"), Ok(vec!["BQ".into(), "MT".into()]));
    }

    #[test]
    fn what_is_no_country_is_said() {
        assert!(parse("Atlantis").unwrap_err().contains("no country called Atlantis"));
        assert!(parse("United").unwrap_err().contains("Several countries begin with United"));
        assert!(parse(" , ").is_err());
    }
}
