//! Wrong settings: each ends with one clear sentence, no panic, and nothing half made.

use std::net::TcpListener;

use crate::program::{Ended, Place, is_a_sentence};

/// Starts the house wrongly, and checks what every refusal has in common.
#[track_caller]
fn refused(place: &Place) -> Ended {
    let before = place.contents();

    let ended = place.run(&[]);

    assert!(!ended.status.success(), "it was taken: {ended:?}");
    assert!(!ended.err.contains("panicked"), "{}", ended.err);
    assert_eq!(ended.out, "");
    let left: Vec<_> =
        place.contents().into_iter().filter(|file| !before.contains(file)).map(|(path, _)| path).collect();
    assert!(left.is_empty(), "left behind or changed: {left:?}");
    ended
}

/// A refusal in the house's own words: one line, which ends like a sentence.
#[track_caller]
fn refused_in_a_sentence(place: &Place) -> String {
    let err = refused(place).err;

    let sentence = err.strip_prefix("parlour: ").unwrap_or_else(|| panic!("not in the house's voice: {err:?}"));
    let sentence = sentence.trim_end_matches('\n');
    is_a_sentence(sentence);
    sentence.to_owned()
}

#[track_caller]
fn says(sentence: &str, words: &[&str]) {
    for word in words {
        assert!(sentence.contains(word), "{word:?} is not in {sentence:?}");
    }
}

#[test]
fn a_mistyped_variable_is_told_with_the_one_that_was_meant() {
    let place = Place::new().with("PARLOUR_LISTN", "127.0.0.1:1");

    let sentence = refused_in_a_sentence(&place);

    says(&sentence, &["PARLOUR_LISTN", "Did you mean PARLOUR_LISTEN?"]);
}

#[test]
fn a_database_of_another_kind_is_refused() {
    let place = Place::new().with("PARLOUR_DATABASE_URL", "mysql://root:plum@127.0.0.1/salon");

    let sentence = refused_in_a_sentence(&place);

    says(&sentence, &["sqlite:", "postgres://"]);
    assert!(!sentence.contains("plum"), "the password is in {sentence:?}");
}

#[test]
fn a_postgres_that_does_not_answer_is_told() {
    let place = Place::new().with("PARLOUR_DATABASE_URL", "postgres://postgres:plum@127.0.0.1:1/x");

    let sentence = refused_in_a_sentence(&place);

    says(&sentence, &["database", "127.0.0.1"]);
    assert!(!sentence.contains("plum"), "the password is in {sentence:?}");
}

#[test]
fn a_port_in_use_is_told_before_anything_is_made() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let place = Place::new().with("PARLOUR_LISTEN", &address);

    let sentence = refused_in_a_sentence(&place);

    says(&sentence, &[&address, "PARLOUR_LISTEN"]);
    assert!(!place.path("data").exists());
}

#[test]
fn a_data_folder_that_cannot_be_made_is_told() {
    let place = Place::new();
    std::fs::write(place.path("file"), "not a folder").unwrap();
    let below = place.path("file/data").display().to_string();
    let place = place.with("PARLOUR_DATA", &below);

    let sentence = refused_in_a_sentence(&place);

    says(&sentence, &[&below, "PARLOUR_DATA"]);
}

#[test]
fn si3_a_mailbox_that_others_could_read_is_refused() {
    let place = Place::new().with("PARLOUR_MAILBOX", "true").with("PARLOUR_LISTEN", "0.0.0.0:0");

    let sentence = refused_in_a_sentence(&place);

    says(&sentence, &["PARLOUR_MAILBOX", "127.0.0.1"]);
}

#[test]
fn a_work_factor_that_protects_nothing_is_refused() {
    let place = Place::new().with("PARLOUR_BCRYPT_COST", "4");

    let ended = refused(&place);

    says(&ended.err, &["--bcrypt-cost", "10..=15"]);
}

#[test]
fn sc4_sessions_that_never_end_are_refused() {
    for (name, value, range) in
        [("PARLOUR_SESSION_IDLE_HOURS", "73", "1..=72"), ("PARLOUR_SESSION_DAYS", "31", "1..=30")]
    {
        let ended = refused(&Place::new().with(name, value));

        says(&ended.err, &[value, range]);
    }
    let place = Place::new().with("PARLOUR_SESSION_IDLE_HOURS", "48").with("PARLOUR_SESSION_DAYS", "1");

    let sentence = refused_in_a_sentence(&place);

    says(&sentence, &["PARLOUR_SESSION_IDLE_HOURS", "PARLOUR_SESSION_DAYS", "24 hours or fewer"]);
}

#[test]
fn a_token_for_the_measures_that_can_be_guessed_is_refused() {
    let place = Place::new().with("PARLOUR_METRICS_TOKEN", "fifteen-letters");

    let sentence = refused_in_a_sentence(&place);

    says(&sentence, &["PARLOUR_METRICS_TOKEN", "can be guessed", "16 characters"]);
    assert!(!sentence.contains("fifteen-letters"), "the token is in {sentence:?}");
}

#[test]
fn sc8_a_sample_key_is_refused() {
    let place = Place::new();
    let key = place.path("data/secret.key");
    std::fs::create_dir(place.path("data")).unwrap();
    std::fs::write(&key, "changeme\n").unwrap();

    let sentence = refused_in_a_sentence(&place);

    says(&sentence, &["secret.key", "sample"]);
}

#[test]
fn a_file_that_is_no_database_is_told_and_left_as_it_is() {
    let place = Place::new();
    std::fs::create_dir(place.path("data")).unwrap();
    let noise: Vec<u8> = (0..8192u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    std::fs::write(place.path("data/parlour.sqlite"), noise).unwrap();

    let sentence = refused_in_a_sentence(&place);

    says(&sentence, &["database", "parlour.sqlite"]);
}

#[test]
fn an_address_that_is_none_is_told() {
    let place = Place::new().with("PARLOUR_LISTEN", "the front door");

    let sentence = refused_in_a_sentence(&place);

    says(&sentence, &["the front door", "PARLOUR_LISTEN"]);
}

#[test]
fn a_public_url_that_browsers_cannot_open_is_refused() {
    let place = Place::new().with("PARLOUR_PUBLIC_URL", "ftp://salon.example");

    let sentence = refused_in_a_sentence(&place);

    says(&sentence, &["PARLOUR_PUBLIC_URL", "https://"]);
}

#[test]
fn a_mail_server_that_cannot_be_understood_is_told() {
    let place = Place::new().with("PARLOUR_SMTP_URL", "carrier-pigeon://loft");

    let sentence = refused_in_a_sentence(&place);

    says(&sentence, &["PARLOUR_SMTP_URL"]);
}

#[test]
fn a_sender_that_is_no_address_is_told() {
    let place = Place::new().with("PARLOUR_MAIL_FROM", "the front desk");

    let sentence = refused_in_a_sentence(&place);

    says(&sentence, &["PARLOUR_MAIL_FROM"]);
}

#[test]
fn a_database_file_without_a_name_is_refused() {
    for url in ["sqlite:", "sqlite::memory:"] {
        let place = Place::new().with("PARLOUR_DATABASE_URL", url);

        let sentence = refused_in_a_sentence(&place);

        says(&sentence, &["sqlite:"]);
    }
}

#[test]
fn a_house_without_workers_is_refused() {
    let place = Place::new().with("PARLOUR_WORKERS", "0");

    let ended = refused(&place);

    says(&ended.err, &["--workers"]);
}

#[test]
fn a_password_never_stands_in_a_refusal() {
    for url in [
        "postgres://anna:plum@[::1/x",
        "postgres://anna:plum mirror@127.0.0.1:1/x",
        "plum://anna@127.0.0.1/x?password=plum",
    ] {
        let place = Place::new().with("PARLOUR_DATABASE_URL", url);

        let ended = place.run(&[]);

        assert!(!ended.status.success());
        assert!(!ended.err.contains("plum"), "{}", ended.err);
    }
}
