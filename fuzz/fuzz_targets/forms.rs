//! See `tests/fuzz/forms.rs`, which says what is promised.

#![no_main]

#[path = "../../tests/fuzz/forms.rs"]
mod forms;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| forms::holds(bytes));
