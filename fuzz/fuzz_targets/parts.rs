//! See `tests/fuzz/parts.rs`, which says what is promised.

#![no_main]

#[path = "../../tests/fuzz/parts.rs"]
mod parts;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| parts::holds(bytes));
