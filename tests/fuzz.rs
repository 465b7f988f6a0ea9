//! What people, files and other sites send, turned over and over: whatever arrives, the same promises hold. Each target is
//! also one of `cargo fuzz`, which has more patience (`fuzz/`).

#[path = "fuzz/contacts.rs"]
mod contacts;
#[path = "fuzz/days.rs"]
mod days;
#[path = "fuzz/forms.rs"]
mod forms;
#[path = "fuzz/money.rs"]
mod money;
#[path = "fuzz/next.rs"]
mod next;
#[path = "fuzz/parts.rs"]
mod parts;
#[path = "fuzz/roles.rs"]
mod roles;
#[path = "fuzz/sheets.rs"]
mod sheets;
#[path = "fuzz/tables.rs"]
mod tables;

#[path = "fuzz/turning.rs"]
mod turning;

use turning::turned_over;

#[test]
fn sg2_a_contact_is_one_however_it_is_written() {
    turned_over("contacts", contacts::holds);
}

#[test]
fn sg2_a_day_and_a_time_are_what_was_typed_in_every_zone() {
    turned_over("days", days::holds);
}

#[test]
fn sg2_a_form_says_what_was_sent_and_nothing_else() {
    turned_over("forms", forms::holds);
}

#[test]
fn sg2_an_amount_never_loses_a_cent() {
    turned_over("money", money::holds);
}

#[test]
fn sd4_what_comes_next_is_always_a_page_of_this_site() {
    turned_over("next", next::holds);
}

#[test]
fn sg3_a_form_in_parts_says_the_same_as_one_without() {
    turned_over("parts", parts::holds);
}

#[test]
fn sg2_roles_from_a_form_or_a_file_are_those_that_stand_there() {
    turned_over("roles", roles::holds);
}

#[test]
fn sg2_a_list_is_the_same_list_when_it_is_written_down_and_read_again() {
    turned_over("sheets", sheets::holds);
}

#[test]
fn sf2_a_table_as_a_file_says_what_it_holds_and_no_spreadsheet_reckons_with_it() {
    turned_over("tables", tables::holds);
}
