//! What to say where the data is on a PostgreSQL server: it has tools of its own for this.

use std::path::Path;
use std::process::ExitCode;

use crate::out::say;

/// Prints the line that makes a dump. Nothing was written, and the exit status says so.
pub fn say_how_to_dump(url: &str, file: &Path) -> anyhow::Result<ExitCode> {
    say!("pg_dump --format=custom --no-owner --file={} --dbname={}", quoted(&file.display().to_string()), place(url));
    Ok(nothing_was_done("Nothing was written: the data is on a PostgreSQL server, and the line above makes the dump."))
}

/// Prints the line that brings a dump back.
pub fn say_how_to_restore(url: &str, file: &Path) -> anyhow::Result<ExitCode> {
    let file = quoted(&file.display().to_string());
    say!("pg_restore --no-owner --exit-on-error --single-transaction --dbname={} {file}", place(url));
    Ok(nothing_was_done(
        "Nothing was restored: the data is on a PostgreSQL server, and the line above fills an empty database there.",
    ))
}

fn nothing_was_done(why: &str) -> ExitCode {
    eprintln!("parlour: {why} It asks for the password, or takes it from PGPASSWORD.");
    ExitCode::FAILURE
}

/// The URL, for a shell, without the password.
fn place(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return quoted(url) };
    let (user, hosts) = rest.rsplit_once('@').map_or((None, rest), |(user, hosts)| (Some(user), hosts));
    let name = user.map(|user| user.split_once(':').map_or(user, |(name, _)| name));
    let (hosts, query) = hosts.split_once('?').map_or((hosts, ""), |(hosts, query)| (hosts, query));
    let open = query.split('&').filter(|part| !part.is_empty() && !part.starts_with("password="));
    let query = open.collect::<Vec<_>>().join("&");
    let name = name.map(|name| format!("{name}@")).unwrap_or_default();
    quoted(&format!("{scheme}://{name}{hosts}{}{query}", if query.is_empty() { "" } else { "?" }))
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_for_the_shell_never_shows_the_password() {
        for (url, shown) in [
            ("postgres://anna:plum@db/salon", "'postgres://anna@db/salon'"),
            ("postgres://anna:pl@um@db1,db2/salon?a=b", "'postgres://anna@db1,db2/salon?a=b'"),
            ("postgres://db/salon?user=anna&password=plum", "'postgres://db/salon?user=anna'"),
            ("postgres://db/o'hara", r"'postgres://db/o'\''hara'"),
        ] {
            assert_eq!(place(url), shown);
        }
    }
}
