//! See `tests/fuzz/sheets.rs`, which says what is promised.

#![no_main]

#[path = "../../tests/fuzz/sheets.rs"]
mod sheets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sheets::holds(bytes));
