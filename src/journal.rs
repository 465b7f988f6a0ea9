//! What the process says to whoever runs it: one event, one line, whatever people call themselves (security.md SH4).

use std::fmt::Write as _;
use std::io;

use tracing::Subscriber;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::config::LogFormat;

/// Writes events as lines.
pub fn lines<W>(filter: EnvFilter, format: LogFormat, has_colours: bool, to: W) -> Box<dyn Subscriber + Send + Sync>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(OneLine { to, has_colours });
    match format {
        LogFormat::Text => Box::new(lines.with_ansi(has_colours).compact().finish()),
        LogFormat::Json => Box::new(lines.json().finish()),
    }
}

/// Passes on every event as exactly one line.
struct OneLine<W> {
    to: W,
    has_colours: bool,
}

impl<'a, W: MakeWriter<'a>> MakeWriter<'a> for OneLine<W> {
    type Writer = Line<W::Writer>;

    fn make_writer(&'a self) -> Self::Writer {
        Line { to: self.to.make_writer(), has_colours: self.has_colours }
    }
}

struct Line<W> {
    to: W,
    has_colours: bool,
}

impl<W: io::Write> io::Write for Line<W> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(event);
        self.to.write_all(one_line(&text, self.has_colours).as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// The event with its line end, and nothing within that could end a line or steer a terminal.
fn one_line(event: &str, has_colours: bool) -> String {
    let (text, end) = event.strip_suffix('\n').map_or((event, ""), |text| (text, "\n"));
    let mut line = String::with_capacity(event.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(colour) = has_colours.then(|| colour(rest)).flatten() {
            line.push_str(colour);
            rest = &rest[colour.len()..];
            continue;
        }
        match c {
            '\n' => line.push_str("\\n"),
            '\r' => line.push_str("\\r"),
            // The same in a line of text and in JSON.
            c if steers(c) => drop(write!(line, "\\u{:04x}", u32::from(c))),
            c => line.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    line + end
}

/// Ends a line, moves a cursor or turns the direction of reading.
fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A change of colour at the beginning of this text: the only thing that may steer a terminal.
fn colour(text: &str) -> Option<&str> {
    let inner = text.strip_prefix("\u{1b}[")?;
    let end = inner.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    inner[end..].starts_with('m').then(|| &text[..end + 3])
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Paper(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    const NASTY: &str = "Anna\n{\"level\":\"INFO\"}\r\n2026-11-25 INFO forged \u{1b}[2J\u{1b}[31m\u{2028}\u{9b}x";

    fn written(format: LogFormat, has_colours: bool) -> String {
        let paper = Paper::default();
        let to = paper.clone();
        let lines = lines(EnvFilter::new("info"), format, has_colours, move || to.clone());
        tracing::subscriber::with_default(lines, || {
            let request = tracing::error_span!("request", id = NASTY);
            request.in_scope(|| tracing::warn!(agent = NASTY, name = %NASTY, "{NASTY}"));
        });
        String::from_utf8(paper.0.lock().unwrap().clone()).unwrap()
    }

    #[test]
    fn sh4_a_name_forges_no_line_of_text() {
        let log = written(LogFormat::Text, false);

        assert_eq!(log.lines().count(), 1, "{log}");
        assert!(log.ends_with('\n') && log.trim_end().chars().all(|c| !c.is_control() && c != '\u{2028}'), "{log:?}");
    }

    #[test]
    fn sh4_on_a_terminal_a_name_changes_no_more_than_colours() {
        let log = written(LogFormat::Text, true);

        assert_eq!(log.lines().count(), 1, "{log:?}");
        assert!(!log.contains("\u{1b}[2J") && !log.contains('\u{9b}'), "{log:?}");
    }

    #[test]
    fn sh4_json_is_one_object_on_one_line_with_the_name_inside() {
        let log = written(LogFormat::Json, false);

        assert_eq!(log.lines().count(), 1, "{log}");
        let event: serde_json::Value = serde_json::from_str(&log).unwrap();
        assert_eq!(event["fields"]["agent"], NASTY);
        assert_eq!(event["span"]["id"], NASTY);
        assert!(log.trim_end().chars().all(|c| !c.is_control()), "{log:?}");
    }
}
