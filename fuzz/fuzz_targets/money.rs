//! See `tests/fuzz/money.rs`, which says what is promised.

#![no_main]

#[path = "../../tests/fuzz/money.rs"]
mod money;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| money::holds(bytes));
