//! What a command says to whoever runs it.

use std::fmt::Arguments;
use std::io::{ErrorKind, Write, stdout};
use std::process::exit;

/// Says a line. Whoever has read enough may hang up, as `head` does: the command goes on with what it was asked for. Where
/// words cannot be kept, as on a full disk, it ends there and says so: nobody shall take half a list for a whole one.
macro_rules! say {
    ($($words:tt)*) => { $crate::out::line(format_args!($($words)*)) };
}
pub(crate) use say;

pub(crate) fn line(words: Arguments<'_>) {
    if let Err(cause) = writeln!(stdout(), "{words}")
        && cause.kind() != ErrorKind::BrokenPipe
    {
        eprintln!("parlour: What follows cannot be written where it should go ({cause}).\n{words}");
        exit(1);
    }
}
