//! Two databases, one shape: twin migrations, the tables they make, and what src/schema.rs says of them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use diesel::connection::{Connection, SimpleConnection};
use diesel::migration::MigrationSource;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use parlour::db::Db;

use crate::keeps;
use crate::postgres::fresh_database;
use crate::sources::read;

/// Every column as one line: `users.password_hash: Text?`, with the `?` where it may be missing.
type Shape = BTreeSet<String>;

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    place: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    may_be_missing: bool,
}

const SQLITE_COLUMNS: &str = "SELECT t.name AS place, c.name AS name, \
    CASE WHEN c.pk > 0 THEN 'BIGINT' ELSE c.type END AS kind, \
    c.\"notnull\" = 0 AND c.pk = 0 AS may_be_missing \
    FROM sqlite_schema t, pragma_table_info(t.name) c \
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND t.name <> '__diesel_schema_migrations'";

const POSTGRES_COLUMNS: &str = "SELECT table_name::text AS place, column_name::text AS name, \
    data_type::text AS kind, is_nullable = 'YES' AS may_be_missing \
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name) \
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> '__diesel_schema_migrations'";

fn shape(columns: Vec<Column>) -> Shape {
    let line = |column: Column| {
        let missing = if column.may_be_missing { "?" } else { "" };
        format!("{}.{}: {}{missing}", column.place, column.name, in_diesels_words(&column.kind))
    };
    columns.into_iter().map(line).collect()
}

#[track_caller]
fn is_the_written_shape(found: &Shape) {
    let written = written_shape();
    let absent = written.difference(found).map(|column| format!("{column} is only in src/schema.rs"));
    let extra = found.difference(&written).map(|column| format!("{column} is only in the database"));

    keeps("the tables are those of src/schema.rs", absent.chain(extra));
}

fn in_diesels_words(kind: &str) -> &str {
    match kind.to_lowercase().as_str() {
        "bigint" => "BigInt",
        "integer" => "Integer",
        "text" => "Text",
        "boolean" => "Bool",
        "blob" | "bytea" => "Binary",
        "date" => "Date",
        "timestamp" | "timestamp without time zone" => "Timestamp",
        _ => kind,
    }
}

fn sqlite_shape(db: &mut SqliteConnection) -> Shape {
    shape(diesel::sql_query(SQLITE_COLUMNS).load(db).unwrap())
}

fn postgres_shape(db: &mut PgConnection) -> Shape {
    shape(diesel::sql_query(POSTGRES_COLUMNS).load(db).unwrap())
}

/// What src/schema.rs says of the tables, read as text. A view has no shape of its own.
fn written_shape() -> Shape {
    let text = read("src/schema.rs");
    let parts: Vec<&str> = text.split("diesel::table! {").collect();
    let tables = parts.windows(2).filter(|pair| !is_a_view(pair[0]));
    let tables = tables.filter_map(|pair| pair[1].split("\n}").next());
    tables
        .flat_map(|table| {
            let name = table.split_whitespace().next().unwrap_or_default();
            let columns = table.lines().filter_map(|line| line.trim().trim_end_matches(',').split_once(" -> "));
            columns.map(move |(column, kind)| format!("{name}.{column}: {}", with_mark(kind)))
        })
        .collect()
}

/// Whether what stands before a table says that it is a view.
fn is_a_view(before: &str) -> bool {
    before.lines().last().is_some_and(|line| line.starts_with("// A view:"))
}

/// `Nullable<Text>` is `Text?`.
fn with_mark(kind: &str) -> String {
    match kind.strip_prefix("Nullable<").and_then(|rest| rest.strip_suffix('>')) {
        Some(inner) => format!("{inner}?"),
        None => kind.to_owned(),
    }
}

/// A fresh file, brought up to date the way the house does it, and a connection to it.
fn fresh_sqlite() -> (SqliteConnection, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("house.sqlite").display().to_string();
    drop(Db::open(&format!("sqlite:{file}")).unwrap());
    let mut db = SqliteConnection::establish(&file).unwrap();
    // The house may take a moment to let go of the file.
    db.batch_execute("PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON").unwrap();
    (db, folder)
}

fn fresh_postgres() -> Option<PgConnection> {
    Some(PgConnection::establish(&fresh_database()?).unwrap())
}

fn migrations(dialect: &str) -> PathBuf {
    Path::new("migrations").join(dialect)
}

fn versions(dialect: &str) -> BTreeSet<String> {
    let folders = std::fs::read_dir(migrations(dialect)).unwrap();
    folders.map(|folder| folder.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn r16_migrations_come_in_twins_and_each_has_a_way_back() {
    let (sqlite, postgres) = (versions("sqlite"), versions("postgres"));

    assert_eq!(sqlite, postgres);
    for dialect in ["sqlite", "postgres"] {
        for version in &sqlite {
            let folder = migrations(dialect).join(version);
            assert!(folder.join("up.sql").is_file(), "{} has no up.sql", folder.display());
            assert!(folder.join("down.sql").is_file(), "{} has no down.sql", folder.display());
        }
    }
}

#[test]
fn twins_differ_only_in_dialect() {
    for version in versions("sqlite") {
        for file in ["up.sql", "down.sql"] {
            let [sqlite, postgres] =
                ["sqlite", "postgres"].map(|dialect| shared(&read(migrations(dialect).join(&version).join(file))));
            let postgres = postgres.replace(" COLLATE \"C\"", "");

            let pairs = sqlite.lines().map(in_postgres).zip(postgres.lines());
            let apart = pairs.filter(|(one, other)| one != other).map(|(one, other)| format!("{one}  ≠  {other}"));

            keeps(&format!("the twins of {version}/{file} say the same"), apart);
            assert_eq!(sqlite.lines().count(), postgres.lines().count(), "{version}/{file}");
        }
    }
}

/// What both dialects have to say: SQLite changes a table by making it anew, and says so between braces.
fn shared(migration: &str) -> String {
    let mut is_apart = false;
    let both = migration.lines().filter(|line| {
        is_apart |= line.starts_with("-- {");
        let is_shared = !is_apart;
        is_apart &= *line != "-- }";
        is_shared
    });
    both.collect::<Vec<_>>().join("\n")
}

/// A line of a migration for SQLite, as PostgreSQL says it. SQLite has to be told what a truth may be.
fn in_postgres(line: &str) -> String {
    let line =
        match line.split_once(" CHECK (").and_then(|(start, check)| Some((start, check.split_once(" IN (0, 1))")?))) {
            Some((start, (_, end))) => format!("{start}{end}"),
            None => line.to_owned(),
        };
    line.replace("INTEGER PRIMARY KEY AUTOINCREMENT", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY")
        .replace(" BLOB", " BYTEA")
}

#[test]
fn the_tables_on_sqlite_are_those_of_the_schema() {
    let (mut db, _folder) = fresh_sqlite();

    is_the_written_shape(&sqlite_shape(&mut db));
}

#[test]
fn the_tables_on_postgres_are_those_of_the_schema() {
    let Some(mut db) = fresh_postgres() else { return };

    is_the_written_shape(&postgres_shape(&mut db));
}

#[test]
fn sqlite_goes_down_and_up_again() {
    let (mut db, _folder) = fresh_sqlite();

    let left = down(&mut db, "sqlite", sqlite_shape);
    up(&mut db, "sqlite");

    assert_eq!(left, Shape::new());
    is_the_written_shape(&sqlite_shape(&mut db));
}

#[test]
fn postgres_goes_down_and_up_again() {
    let Some(mut db) = fresh_postgres() else { return };

    let left = down(&mut db, "postgres", postgres_shape);
    up(&mut db, "postgres");

    assert_eq!(left, Shape::new());
    is_the_written_shape(&postgres_shape(&mut db));
}

/// Runs every migration back, and returns what is left.
fn down<C: MigrationHarness<B>, B: diesel::backend::Backend>(
    db: &mut C,
    dialect: &str,
    look: fn(&mut C) -> Shape,
) -> Shape
where
    FileBasedMigrations: MigrationSource<B>,
{
    let reverted = db.revert_all_migrations(FileBasedMigrations::from_path(migrations(dialect)).unwrap()).unwrap();
    assert_eq!(reverted.len(), versions(dialect).len());
    look(db)
}

fn up<C: MigrationHarness<B>, B: diesel::backend::Backend>(db: &mut C, dialect: &str)
where
    FileBasedMigrations: MigrationSource<B>,
{
    db.run_pending_migrations(FileBasedMigrations::from_path(migrations(dialect)).unwrap()).unwrap();
}

#[test]
fn the_schema_is_read_right() {
    let shape = written_shape();

    assert!(shape.contains("users.id: BigInt"));
    assert!(shape.contains("users.terms_accepted_at: Timestamp?"));
    let text = read("src/schema.rs");
    let parts: Vec<&str> = text.split("diesel::table! {").collect();
    let tables = parts.windows(2).filter(|pair| !is_a_view(pair[0])).map(|pair| pair[1].split("\n}").next().unwrap());
    assert_eq!(shape.len(), tables.map(|table| table.matches(" -> ").count()).sum::<usize>());
}
