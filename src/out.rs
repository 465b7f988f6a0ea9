//! What a command says to whoever runs it.

use std::fmt::Arguments;
use std::io::{ErrorKind, Write, stdout};

/// Says a line. Whoever has read enough may hang up, as `head` does: the command goes on with what it was asked for.
macro_rules! say {
    ($($words:tt)*) => { $crate::out::line(format_args!($($words)*)) };
}
pub(crate) use say;

pub(crate) fn line(words: Arguments<'_>) {
    match writeln!(stdout(), "{words}") {
        Err(cause) if cause.kind() != ErrorKind::BrokenPipe => {
            eprintln!("parlour: This could not be said: {words}: {cause}")
        }
        _ => {}
    }
}
