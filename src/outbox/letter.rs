//! Letters: a name, what its sentences hold, and the sentences themselves, which lie in a folder for each language.

mod roles;
mod segments;
mod short;

pub use roles::RolePart;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use anyhow::{Context, anyhow};
use askama::Template;
use chrono::{Datelike, NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use serde::{Deserialize, Serialize};

use crate::access::Role;
use crate::clock;
use crate::language::Language;

/// A letter, before it is written in some language.
#[derive(Debug, Clone)]
pub struct Letter<'a> {
    name: &'static str,
    words: Vec<(&'static str, Word<'a>)>,
    link: Option<String>,
    code: Option<&'a str>,
    note: Option<&'a str>,
}

/// What a sentence holds: each language has its own way to say it.
#[derive(Debug, Clone)]
enum Word<'a> {
    Text(Cow<'a, str>),
    Moment(NaiveDateTime, Tz),
    Day(NaiveDate),
    Number(i64),
    Roles(Vec<RolePart<'a>>),
}

/// A letter in its words, as it waits for the postman.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Written {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// The parts of a letter, in the order in which they are read.
#[derive(Template)]
#[template(path = "layout/letter.html")]
struct Html<'a> {
    language: &'static str,
    body: &'a Body<'a>,
}

#[derive(Template)]
#[template(path = "layout/letter.txt")]
struct Text<'a> {
    body: &'a Body<'a>,
}

struct Body<'a> {
    text: String,
    note: Option<&'a str>,
    code: Option<&'a str>,
    /// What the button says, and where it leads.
    button: Option<(String, &'a str)>,
    more: Option<String>,
    aside: Option<String>,
}

impl<'a> Letter<'a> {
    /// A letter by its name in `templates/letters`.
    pub fn new(name: &'static str) -> Self {
        Letter { name, words: Vec::new(), link: None, code: None, note: None }
    }

    fn word(mut self, name: &'static str, word: Word<'a>) -> Self {
        self.words.push((name, word));
        self
    }

    pub fn with(self, name: &'static str, text: impl Into<Cow<'a, str>>) -> Self {
        self.word(name, Word::Text(text.into()))
    }

    /// A moment, said with the name of its zone: the reader may be anywhere.
    pub fn with_moment(self, name: &'static str, instant: NaiveDateTime, zone: Tz) -> Self {
        self.word(name, Word::Moment(instant, zone))
    }

    pub fn with_day(self, name: &'static str, day: NaiveDate) -> Self {
        self.word(name, Word::Day(day))
    }

    pub fn with_number(self, name: &'static str, number: i64) -> Self {
        self.word(name, Word::Number(number))
    }

    /// A role. The ready-made ones have a name in every language.
    pub fn with_role(self, role: &'a Role) -> Self {
        self.with_roles(vec![RolePart::Role(role)])
    }

    /// Several roles, each with where it counts.
    pub fn with_roles(self, roles: Vec<RolePart<'a>>) -> Self {
        self.word("role", Word::Roles(roles))
    }

    /// The one link of the letter, behind its button.
    pub fn link(mut self, link: String) -> Self {
        self.link = Some(link);
        self
    }

    /// A code that is drawn large.
    pub fn code(mut self, code: &'a str) -> Self {
        self.code = Some(code);
        self
    }

    /// What a person added in their own words.
    pub fn note(mut self, note: &'a str) -> Self {
        self.note = Some(note).filter(|note| !note.is_empty());
        self
    }

    pub(super) fn write(&self, language: Language) -> anyhow::Result<Written> {
        let args = self.args(language)?;
        let say = |part: &str| say(language, self.name, part, &args);
        let button = match &self.link {
            Some(link) => Some((self.must_say(say("button")?, "button")?, link.as_str())),
            None => None,
        };
        let body = Body {
            text: self.must_say(say("text")?, "text")?,
            note: self.note,
            code: self.code,
            button,
            more: say("more")?,
            aside: say("aside")?,
        };
        Ok(Written {
            subject: self.must_say(say("")?, "subject")?,
            text: Text { body: &body }.render()?,
            html: Html { language: language.code(), body: &body }.render()?,
        })
    }

    fn must_say(&self, said: Option<String>, part: &str) -> anyhow::Result<String> {
        said.with_context(|| format!("the letter {} has no {part}", self.name))
    }

    fn args(&self, language: Language) -> anyhow::Result<FluentArgs<'_>> {
        let mut args = FluentArgs::new();
        for (name, word) in &self.words {
            args.set(
                *name,
                match word {
                    Word::Number(number) => FluentValue::from(*number),
                    word => word.said(language)?.into(),
                },
            );
        }
        if let Some(link) = &self.link {
            args.set("link", link.as_str());
        }
        if let Some(code) = self.code {
            args.set("code", code);
        }
        Ok(args)
    }
}

impl Word<'_> {
    fn said(&self, language: Language) -> anyhow::Result<String> {
        match self {
            Word::Text(text) => Ok(text.to_string()),
            Word::Moment(instant, zone) => moment(language, *instant, *zone),
            Word::Day(day) => date(language, *day),
            Word::Number(number) => Ok(number.to_string()),
            Word::Roles(parts) => roles::said(language, parts),
        }
    }
}

fn date(language: Language, day: NaiveDate) -> anyhow::Result<String> {
    let mut args = FluentArgs::new();
    let month = say(language, "month", &format!("m{}", day.month()), &args)?.unwrap_or_default();
    args.set("day", day.day().to_string());
    args.set("month", month);
    args.set("year", day.year().to_string());
    say(language, "date", "", &args)?.context("a language has no dates")
}

fn moment(language: Language, instant: NaiveDateTime, zone: Tz) -> anyhow::Result<String> {
    let there = clock::local(instant, zone);
    let mut args = FluentArgs::new();
    args.set("date", date(language, there.date_naive())?);
    args.set("time", there.format("%-H:%M").to_string());
    args.set("city", clock::city(zone));
    say(language, "moment", "", &args)?.context("a language has no moments")
}

/// The folders of `templates/letters`, one for each language.
#[derive(RustEmbed)]
#[folder = "templates/letters"]
struct Folders;

type Words = HashMap<Language, FluentBundle<FluentResource>>;

static WORDS: LazyLock<anyhow::Result<Words>> = LazyLock::new(read);

fn read() -> anyhow::Result<Words> {
    Language::ALL.into_iter().map(|language| Ok((language, words_of(language)?))).collect()
}

fn words_of(language: Language) -> anyhow::Result<FluentBundle<FluentResource>> {
    let mut words = FluentBundle::new_concurrent(vec![language.code().parse()?]);
    // What is put into a sentence stands there as it is: marks of direction are nothing for subjects and texts.
    words.set_use_isolating(false);
    let files = Folders::iter().filter(|file| file.split('/').next() == Some(language.code()));
    for file in files {
        let embedded = Folders::get(&file).with_context(|| format!("{file} is gone"))?;
        let text = String::from_utf8(embedded.data.into_owned())?;
        let sentences = FluentResource::try_new(text).map_err(|(_, faults)| anyhow!("{file}: {faults:?}"))?;
        words.add_resource(sentences).map_err(|faults| anyhow!("{file}: {faults:?}"))?;
    }
    Ok(words)
}

/// One part of a letter in words: the subject, when no part is named.
fn say(language: Language, name: &str, part: &str, args: &FluentArgs<'_>) -> anyhow::Result<Option<String>> {
    let words = WORDS.as_ref().map_err(|cause| anyhow!("{cause:#}"))?;
    let words = words.get(&language).context("a language without words")?;
    let message = words.get_message(name).with_context(|| format!("there is no letter {name}"))?;
    let pattern =
        if part.is_empty() { message.value() } else { message.get_attribute(part).map(|attribute| attribute.value()) };
    let Some(pattern) = pattern else { return Ok(None) };
    let mut faults = Vec::new();
    let said = words.format_pattern(pattern, Some(args), &mut faults).into_owned();
    if faults.is_empty() { Ok(Some(said)) } else { Err(anyhow!("{name}.{part}: {faults:?}")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_says_a_date_its_own_way() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 28).unwrap();
        let said = Language::ALL.map(|language| date(language, day).unwrap());

        assert_eq!(
            said,
            [
                "28 November 2026",
                "28 de noviembre de 2026",
                "28 de novembro de 2026",
                "28. November 2026",
                "28 novembre 2026",
                "28 ноября 2026"
            ]
        );
    }

    #[test]
    fn sa17_what_people_wrote_stays_text_in_a_letter() {
        let letter =
            Letter::new("your-code").with("location", "<a href=//evil>x</a>").code("123456").note("<b>now</b>");

        let written = letter.write(Language::Russian).unwrap();

        assert!(written.text.contains("<a href=//evil>x</a>"));
        assert!(!written.html.contains("<a href") && !written.html.contains("<b>now"));
    }
}
