//! Somebody reads from the file for very long: SQLite's write-ahead log grows, which is told, and is cut afterwards.

use diesel::connection::SimpleConnection;
use parlour::db::{Conn, LONG};

use crate::story;
use crate::support::world::*;

async fn measured(world: &World) -> u64 {
    let text = world.guest().get("/metrics").await.body;
    let line = text.lines().find_map(|line| line.strip_prefix("parlour_database_write_ahead_bytes ")).unwrap();
    line.parse().unwrap()
}

story! {
    async fn r12_a_log_that_a_reader_keeps_long_is_told_and_is_cut_when_they_are_gone(world) {
        let chores = world.house.chores();
        assert_eq!(chores.watch_write_ahead().await.unwrap(), None);
        let Some(file) = world.house.config.database_file() else {
            assert_eq!(measured(&world).await, 0, "a server keeps its own");
            return;
        };
        let mut reader = Conn::to_file(&file).unwrap();
        reader.batch_execute("BEGIN; SELECT count(*) FROM users;").unwrap();
        // The index of scopes holds them as well.
        let writes = |bytes: u32| world.sql(&format!("INSERT INTO tries (scope, at) VALUES (zeroblob({bytes}), '2099-01-01 09:00:00')"));
        writes(10_000_000);
        assert_eq!(chores.watch_write_ahead().await.unwrap(), None, "not so long yet");
        writes(30_000_000);

        let warning = chores.watch_write_ahead().await.unwrap().expect("nothing was told");

        assert!(warning.starts_with("The write-ahead log of the database is ") && warning.contains("holds it open"), "{warning}");
        assert!(measured(&world).await >= LONG);
        world.sign_in(ANNA).await.get("/locations/ours/team").await.is(200);
        reader.batch_execute("COMMIT").unwrap();
        assert_eq!(chores.watch_write_ahead().await.unwrap(), None);
        assert!(measured(&world).await < 1_000_000, "it is still {} long", measured(&world).await);
        assert_eq!(world.number("SELECT count(*) FROM tries WHERE at = '2099-01-01 09:00:00'"), 2);
    }
}
