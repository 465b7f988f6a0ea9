//! See `tests/fuzz/roles.rs`, which says what is promised.

#![no_main]

#[path = "../../tests/fuzz/roles.rs"]
mod roles;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| roles::holds(bytes));
