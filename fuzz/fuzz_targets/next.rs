//! See `tests/fuzz/next.rs`, which says what is promised.

#![no_main]

#[path = "../../tests/fuzz/next.rs"]
mod next;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| next::holds(bytes));
