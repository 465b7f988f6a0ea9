//! What templates may do with a value.

use std::fmt;

use askama::{FastWritable, Values, filters::HtmlSafe};

use qrcode::{Color, QrCode};

use super::{assets, icons};

/// `{{ "plus"|icon }}`: a drawing beside a word, hidden from screen readers.
#[askama::filter_fn]
pub fn icon(name: &str, _: &dyn Values) -> askama::Result<Icon> {
    icons::paths(name).map(Icon).ok_or(askama::Error::Fmt)
}

/// `{{ "app.css"|asset }}`: the address of a static file.
#[askama::filter_fn]
pub fn asset(name: &str, _: &dyn Values) -> askama::Result<&'static str> {
    Ok(assets::url(name))
}

/// `{{ "mark"|form_mark }}`: the hidden field that ties a form to this browser.
#[askama::filter_fn]
pub fn form_mark(name: &str, values: &dyn Values) -> askama::Result<Mark> {
    Ok(Mark(askama::get_value::<String>(values, name)?.clone()))
}

/// `{{ day|long_day }}`: 21 November 2026.
#[askama::filter_fn]
pub fn long_day(day: &chrono::NaiveDate, _: &dyn Values) -> askama::Result<String> {
    Ok(crate::clock::long(*day))
}

/// `{{ name|initials }}`: what stands in a person's arch.
#[askama::filter_fn]
pub fn initials(name: impl AsRef<str>, _: &dyn Values) -> askama::Result<String> {
    let mut words = name.as_ref().split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    Ok(first.into_iter().chain(last).flat_map(char::to_uppercase).collect())
}

/// `{{ name|hue }}`: one of eight colours, always the same for the same name.
#[askama::filter_fn]
pub fn hue(name: impl AsRef<str>, _: &dyn Values) -> askama::Result<u8> {
    let sum =
        name.as_ref().bytes().fold(0x811c_9dc5_u32, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    Ok(((sum ^ (sum >> 16)) % 8) as u8 + 1)
}

/// `{{ url|qr("what it is") }}`: a drawing for the camera of another device.
#[askama::filter_fn]
pub fn qr(text: &str, _: &dyn Values, label: &'static str) -> askama::Result<Qr> {
    QrCode::new(text).map(|code| Qr { code, label }).map_err(|_| askama::Error::Fmt)
}

/// Squares for a camera, always dark on light.
pub struct Qr {
    code: QrCode,
    label: &'static str,
}

impl fmt::Display for Qr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.code.width();
        write!(
            f,
            r#"<svg class="qr" viewBox="-4 -4 {0} {0}" role="img" aria-label="{1}"><path d=""#,
            width + 8,
            self.label
        )?;
        for (place, colour) in self.code.to_colors().into_iter().enumerate() {
            if colour == Color::Dark {
                write!(f, "M{} {}h1v1h-1z", place % width, place / width)?;
            }
        }
        f.write_str(r#""/></svg>"#)
    }
}

impl HtmlSafe for Qr {}

/// A drawing, ready for a page.
pub struct Icon(&'static str);

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, r#"<svg class="i" viewBox="0 0 20 20" aria-hidden="true">{}</svg>"#, self.0)
    }
}

impl FastWritable for Icon {
    fn write_into(&self, dest: &mut dyn fmt::Write, _: &dyn Values) -> askama::Result<()> {
        write!(dest, "{self}").map_err(|_| askama::Error::Fmt)
    }
}

impl HtmlSafe for Icon {}

/// The hidden field of a form.
pub struct Mark(String);

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, r#"<input type="hidden" name="{}" value="{}">"#, super::guard::FIELD, self.0)
    }
}

impl HtmlSafe for Mark {}
