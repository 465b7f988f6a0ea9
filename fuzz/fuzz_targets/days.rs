//! See `tests/fuzz/days.rs`, which says what is promised.

#![no_main]

#[path = "../../tests/fuzz/days.rs"]
mod days;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| days::holds(bytes));
