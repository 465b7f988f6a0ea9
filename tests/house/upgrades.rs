//! A filled house of the release before is brought up to date, taken back, and brought up again: nothing is lost.

use diesel::connection::{Connection, SimpleConnection};
use diesel::prelude::*;
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use parlour::access::{Inside, Right};
use parlour::db::Db;
use parlour::id::{LocationId, UserId};

use crate::postgres::fresh_database;

/// Migrations since the release before.
const SINCE: usize = 11;

/// What the release before wrote: an owner and a manager, an open invitation, an event, and a role that was renamed.
const ROWS: &str = "
    INSERT INTO locations (id, name, country, time_zone, currency, created_at) VALUES (1, 'Ours', 'PT', 'Europe/Lisbon', 'EUR', '2026-01-01 09:00:00');
    INSERT INTO users (id, name, created_at) VALUES (1, 'Anna', '2026-01-01 09:00:00'), (2, 'Max', '2026-01-01 09:00:00');
    INSERT INTO roles (id, location_id, template, name, name_key, rights, place) VALUES (1, 1, 'owner', 'Owner', 'owner', '', 0), (2, 1, 'manager', 'Manager', 'manager', 'team.view users.view', 1), (3, 1, NULL, 'Front desk', 'front desk', 'team.view', 2);
    INSERT INTO accesses (id, location_id, user_id, role_id, created_at) VALUES (1, 1, 1, 1, '2026-01-02 09:00:00'), (2, 1, 2, 2, '2026-01-03 09:00:00');
    INSERT INTO invitations (id, location_id, name, name_key, email, email_shown, role_id, inviter_id, inviter_name, created_at, expires_at) VALUES (1, 1, 'Boris', 'boris', 'boris@new.test', 'boris@new.test', 3, 1, 'Anna', '2026-01-03 09:00:00', '2026-01-10 09:00:00');
    INSERT INTO activity (id, location_id, at, actor_id, actor_name, deed, subject, address) VALUES (1, 1, '2026-01-03 09:00:00', 1, 'Anna', 'invitation.sent', 'Boris', '');
";

/// What must be there afterwards, whichever way the house has come.
const KEPT: &str = "SELECT count(*) FROM invitations JOIN roles ON roles.id = invitations.role_id JOIN accesses ON accesses.location_id = roles.location_id \
    JOIN activity ON activity.location_id = roles.location_id WHERE roles.name = 'Front desk'";

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    count: i64,
}

/// The house as this release reads it.
#[track_caller]
fn is_read_as_before(url: &str) {
    let db = Db::open(url).unwrap();
    let enter = |user| db.read_now(|db| Inside::enter(UserId(user), "test".into(), LocationId(1), db)).unwrap();
    let (anna, max) = (enter(1), enter(2));
    assert!(anna.is_owner() && anna.may(Right::EndSessions));
    assert!(max.may(Right::ViewTeam) && !max.may(Right::EditMembers), "a role keeps the rights it had");
    assert!(max.may(Right::ViewCalendar), "and gets those that are new");
    assert!(max.held().exceptions.is_empty());
}

fn back<C: MigrationHarness<B>, B: diesel::backend::Backend>(db: &mut C, dialect: &str)
where
    FileBasedMigrations: diesel::migration::MigrationSource<B>,
{
    for _ in 0..SINCE {
        let folder = FileBasedMigrations::from_path(format!("migrations/{dialect}")).unwrap();
        db.revert_last_migration(folder).unwrap();
    }
}

#[test]
fn r16_a_filled_sqlite_goes_up_down_and_up_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("house.sqlite").display().to_string();
    let url = format!("sqlite:{file}");
    drop(Db::open(&url).unwrap());
    let mut db = SqliteConnection::establish(&file).unwrap();
    db.batch_execute("PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = OFF").unwrap();
    back(&mut db, "sqlite");
    db.batch_execute(ROWS).unwrap();

    is_read_as_before(&url);
    back(&mut db, "sqlite");
    assert_eq!(diesel::sql_query(format!("SELECT ({KEPT}) AS count")).get_result::<Count>(&mut db).unwrap().count, 2);
    is_read_as_before(&url);

    assert_eq!(diesel::sql_query(format!("SELECT ({KEPT}) AS count")).get_result::<Count>(&mut db).unwrap().count, 2);
}

#[test]
fn r16_a_filled_postgres_goes_up_down_and_up_again() {
    let Some(url) = fresh_database() else { return };
    let mut db = PgConnection::establish(&url).unwrap();
    back(&mut db, "postgres");
    db.batch_execute(ROWS).unwrap();

    is_read_as_before(&url);
    back(&mut db, "postgres");
    assert_eq!(diesel::sql_query(format!("SELECT ({KEPT}) AS count")).get_result::<Count>(&mut db).unwrap().count, 2);
    is_read_as_before(&url);

    assert_eq!(diesel::sql_query(format!("SELECT ({KEPT}) AS count")).get_result::<Count>(&mut db).unwrap().count, 2);
}
