//! See `tests/fuzz/contacts.rs`, which says what is promised.

#![no_main]

#[path = "../../tests/fuzz/contacts.rs"]
mod contacts;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| contacts::holds(bytes));
