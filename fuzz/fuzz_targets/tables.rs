//! See `tests/fuzz/tables.rs`, which says what is promised.

#![no_main]

#[path = "../../tests/fuzz/tables.rs"]
mod tables;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tables::holds(bytes));
