//! The short form of a letter, for phones: three parts at most, and the link always whole (cases C7).

use anyhow::Context;

use crate::language::Language;

use super::{Letter, Word, say, segments};

const MOST_PARTS: usize = 3;

/// A letter in the words of a text message.
#[derive(Debug)]
pub struct Short {
    pub text: String,
    /// How many parts a telephone makes of the text.
    pub parts: i64,
    /// What the letter holds, in order, with its link or code last: for the template of a chatbot.
    pub words: Vec<String>,
}

impl Letter<'_> {
    /// Writes the letter for a phone. Where it would be too long, its longest names are shortened.
    pub(in crate::outbox) fn shorten(&self, language: Language) -> anyhow::Result<Short> {
        let mut words = self.words.iter().map(|(_, word)| word.said(language)).collect::<anyhow::Result<Vec<_>>>()?;
        for (place, (_, word)) in self.words.iter().enumerate() {
            if matches!(word, Word::Text(_)) {
                words[place] = harmless(&words[place]);
            }
        }
        let lasts = self.link.as_deref().into_iter().chain(self.code).map(str::to_owned);
        let whole = words.iter().cloned().chain(lasts).collect();
        let mut text = self.short_text(language, &words)?;
        let dots = if segments::is_short(&text) { "..." } else { "…" };
        while segments::count(&text) > MOST_PARTS {
            let longest = words.iter_mut().max_by_key(|word| word.chars().count());
            let longest = longest.filter(|word| word.chars().count() > dots.len() + 1);
            cut(longest.with_context(|| format!("the letter {} is too long for a phone", self.name))?, dots);
            text = self.short_text(language, &words)?;
        }
        Ok(Short { parts: segments::count(&text) as i64, text, words: whole })
    }

    fn short_text(&self, language: Language, words: &[String]) -> anyhow::Result<String> {
        let mut args = self.args(language)?;
        for ((name, _), word) in self.words.iter().zip(words) {
            args.set(*name, word.as_str());
        }
        self.must_say(say(language, self.name, "sms", &args)?, "sms")
    }
}

/// Takes a letter off the end of a name, and says with dots that something is missing.
fn cut(name: &mut String, dots: &str) {
    let kept = name.strip_suffix(dots).unwrap_or(name);
    let shorter: String = kept.chars().take(kept.chars().count().saturating_sub(1)).collect();
    *name = format!("{}{dots}", shorter.trim_end());
}

/// Telephones make links of whatever looks like one, so what people named must not (security.md SA17).
fn harmless(name: &str) -> String {
    let mut harmless = String::new();
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        harmless.push(letter);
        let is_before_a_word = letters.peek().is_some_and(|next| next.is_alphanumeric() || *next == '/');
        if matches!(letter, '.' | '。' | '．' | ':' | '@') && is_before_a_word {
            harmless.push(' ');
        }
    }
    harmless
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "https://a-rather-long-name.salon.example/join/0123456789012345678901234567890123456789012";

    fn short(inviter: &str, location: &str, language: Language) -> Short {
        let letter = Letter::new("you-are-invited").with("inviter", inviter).with("location", location);
        letter.link(LINK.to_owned()).shorten(language).unwrap()
    }

    #[test]
    fn c7_every_language_keeps_to_three_parts_and_the_link_whole() {
        let names = ["Anna", "Беатрис Александровна", "Zoë Ångström", "李小龙", "😀"];
        for language in Language::ALL {
            for name in names {
                for times in [1, 4, 80] {
                    let long: String = name.repeat(times).chars().take(80).collect();
                    let short = short(&long, &long, language);

                    assert!((1..=3).contains(&short.parts), "{language:?}: {}", short.text);
                    assert_eq!(short.text.matches(LINK).count(), 1, "{language:?}: {}", short.text);
                    assert!(short.text.contains(&name.chars().take(2).collect::<String>()));
                }
            }
        }
    }

    #[test]
    fn c7_long_names_are_shortened_and_short_ones_are_not() {
        let plain = short("Anna", "Ours", Language::English);
        assert_eq!(plain.text, format!("Anna invites you to Ours. Join here: {LINK}"));
        assert_eq!(plain.words, ["Anna", "Ours", LINK]);

        let long = short(&"Ж".repeat(80), &"Щ".repeat(60), Language::Russian);
        assert!(long.text.contains("Ж…") && long.text.contains("ЩЩ"), "{}", long.text);
        assert_eq!(long.words[0].chars().count(), 80, "a chatbot gets the whole name");

        let other = short(&"A".repeat(80), &"ã".repeat(80), Language::Portuguese);
        assert_eq!(other.parts, 3);
    }

    #[test]
    fn sa17_names_make_no_links_on_a_telephone() {
        let short = short("Win at www.evil.test", "https://evil.test/x", Language::English);

        assert!(!short.text.contains("evil.test") && !short.text.contains("https://evil"), "{}", short.text);
        assert!(short.words.iter().all(|word| word == LINK || !word.contains("evil.test")));
        assert_eq!(harmless("St. Pauli, 9:30"), "St. Pauli, 9: 30");
    }
}
