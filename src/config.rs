//! Every setting of an installation, its default, read once.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Args, ValueEnum};
use ipnet::IpNet;
use url::Url;

/// What opens the measures of an installation is not to be guessed.
const SHORTEST_TOKEN: usize = 16;

/// Settings come from flags or from the environment; `--help` is the reference.
#[derive(Args, Clone, Debug)]
pub struct Config {
    /// Address to listen on
    #[arg(long, env = "PARLOUR_LISTEN", default_value = "127.0.0.1:8080", global = true)]
    pub listen: String,

    /// Base of every link in a message
    #[arg(long, env = "PARLOUR_PUBLIC_URL", default_value = "http://localhost:8080", global = true)]
    pub public_url: Url,

    /// Folder for the database, the key and the mails of an installation without a mail server
    #[arg(long, env = "PARLOUR_DATA", default_value = "data", global = true)]
    pub data: PathBuf,

    /// sqlite:FILE or postgres://…; a file in the data folder when not given
    #[arg(long, env = "PARLOUR_DATABASE_URL", global = true, hide_env_values = true)]
    pub database_url: Option<String>,

    /// File with the secret key; secret.key in the data folder, made on first start, when not given
    #[arg(long, env = "PARLOUR_SECRET_KEY_FILE", global = true)]
    pub secret_key_file: Option<PathBuf>,

    /// Folder for a checked copy of the database every night, of which the last 14 are kept; none when not given
    #[arg(long, env = "PARLOUR_BACKUPS", value_parser = OsStringValueParser::new().map(PathBuf::from), global = true)]
    pub backups: Option<PathBuf>,

    /// smtp://user:pass@host:587?tls=required or smtps://…; without it mails are files in data/mail
    #[arg(long, env = "PARLOUR_SMTP_URL", global = true, hide_env_values = true)]
    pub smtp_url: Option<String>,

    /// Sender of every mail; no-reply at the host of the public URL when not given
    #[arg(long, env = "PARLOUR_MAIL_FROM", global = true)]
    pub mail_from: Option<String>,

    /// Show the development mailbox page; on for demo, refused unless listening on loopback
    #[arg(long, env = "PARLOUR_MAILBOX", global = true)]
    pub mailbox: Option<bool>,

    /// Proxies whose forwarded headers are believed, like 10.0.0.0/8,192.168.1.5/32
    #[arg(long, env = "PARLOUR_TRUSTED_PROXIES", value_delimiter = ',', global = true)]
    pub trusted_proxies: Vec<IpNet>,

    /// Work factor of password hashes
    #[arg(long, env = "PARLOUR_BCRYPT_COST", default_value_t = 12, value_parser = clap::value_parser!(u32).range(10..=15), global = true)]
    pub bcrypt_cost: u32,

    /// Hours after which a session ends that nobody uses
    #[arg(long, env = "PARLOUR_SESSION_IDLE_HOURS", default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=72), global = true)]
    pub session_idle_hours: u32,

    /// Days after which a session ends, however much it is used
    #[arg(long, env = "PARLOUR_SESSION_DAYS", default_value_t = 14, value_parser = clap::value_parser!(u32).range(1..=30), global = true)]
    pub session_days: u32,

    /// Worker threads; the number of cores when not given
    #[arg(long, env = "PARLOUR_WORKERS", value_parser = clap::value_parser!(u32).range(1..), global = true)]
    pub workers: Option<u32>,

    /// Seconds to go on serving after SIGTERM, while /readyz already says no, so that a proxy can turn to others
    #[arg(long, env = "PARLOUR_DRAIN", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=300), global = true)]
    pub drain: u32,

    /// Who shows this as a bearer token may read /metrics from anywhere; without it, only the machine itself
    #[arg(long, env = "PARLOUR_METRICS_TOKEN", global = true, hide_env_values = true)]
    pub metrics_token: Option<String>,

    /// What to log, like info or parlour=debug
    #[arg(long, env = "PARLOUR_LOG", default_value = "info", global = true)]
    pub log: String,

    /// How to log
    #[arg(long, env = "PARLOUR_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text, global = true)]
    pub log_format: LogFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people
    Text,
    /// For machines
    Json,
}

impl Config {
    /// An empty variable is as good as none: that is how a compose file says so.
    pub fn without_blanks(self) -> Self {
        let given = |value: Option<String>| value.filter(|text| !text.trim().is_empty());
        Config {
            database_url: given(self.database_url),
            smtp_url: given(self.smtp_url),
            mail_from: given(self.mail_from),
            backups: self.backups.filter(|folder| !folder.as_os_str().is_empty()),
            metrics_token: given(self.metrics_token),
            ..self
        }
    }

    /// The database's URL: the one given, or the file in the data folder.
    pub fn database(&self) -> String {
        self.database_url.clone().unwrap_or_else(|| format!("sqlite:{}", self.data.join("parlour.sqlite").display()))
    }

    /// The file of the database, when it is one of this machine.
    pub fn database_file(&self) -> Option<PathBuf> {
        self.database().strip_prefix("sqlite:").map(|file| file.trim_start_matches("//").into())
    }

    pub fn key_file(&self) -> PathBuf {
        self.secret_key_file.clone().unwrap_or_else(|| self.data.join("secret.key"))
    }

    /// Where mails go when there is no mail server.
    pub fn mail_folder(&self) -> PathBuf {
        self.data.join("mail")
    }

    pub fn sender(&self) -> String {
        self.mail_from.clone().unwrap_or_else(|| {
            let host = self.public_url.host_str().unwrap_or("localhost");
            format!("Parlour <no-reply@{host}>")
        })
    }

    pub fn shows_mailbox(&self) -> bool {
        self.mailbox.unwrap_or(false)
    }

    /// Browsers keep a cookie to itself (`__Host-`, Secure) over https, and on the machine itself.
    pub fn keeps_cookies_secure(&self) -> bool {
        self.public_url.scheme() == "https" || self.public_url.host_str() == Some("localhost")
    }

    /// A link for a message or a redirect: always below the configured base, whatever a request claims.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.public_url.as_str().trim_end_matches('/'))
    }

    /// What can be known to be wrong before anything is opened.
    pub fn check(&self) -> anyhow::Result<()> {
        if !matches!(self.public_url.scheme(), "http" | "https") || self.public_url.host_str().is_none() {
            bail!("PARLOUR_PUBLIC_URL must be a web address, like https://salon.example");
        }
        if self.shows_mailbox() && !listens_on_loopback(&self.listen) {
            bail!(
                "PARLOUR_MAILBOX shows every mail to everyone who can reach it, so it needs a loopback address. \
                 Listen on 127.0.0.1, or leave the mailbox off."
            );
        }
        if self.metrics_token.as_ref().is_some_and(|token| token.len() < SHORTEST_TOKEN) {
            bail!("PARLOUR_METRICS_TOKEN can be guessed. Give it {SHORTEST_TOKEN} characters or more.");
        }
        if self.session_idle_hours > 24 * self.session_days {
            bail!(
                "PARLOUR_SESSION_IDLE_HOURS is longer than PARLOUR_SESSION_DAYS, so no session would end for not being \
                 used. Give it {} hours or fewer.",
                24 * self.session_days
            );
        }
        make_writable("data folder", &self.data, "PARLOUR_DATA")?;
        let Some(backups) = &self.backups else { return Ok(()) };
        if self.database_file().is_none() {
            bail!(
                "PARLOUR_BACKUPS copies the file of an SQLite database, and this one is on a server. \
                 Leave it off, and let pg_dump make the copies: `parlour backup FILE` says how."
            );
        }
        make_writable("folder for backups", backups, "PARLOUR_BACKUPS")
    }
}

fn listens_on_loopback(address: &str) -> bool {
    use std::net::ToSocketAddrs;
    address.to_socket_addrs().is_ok_and(|mut found| found.all(|address| address.ip().is_loopback()))
}

fn make_writable(what: &str, folder: &Path, variable: &str) -> anyhow::Result<()> {
    let problem = || {
        let folder = folder.display();
        format!("The {what} {folder} cannot be written to. Choose another with {variable}, or mend its owner.")
    };
    std::fs::create_dir_all(folder).with_context(problem)?;
    let probe = folder.join(".writable");
    std::fs::write(&probe, b"").with_context(problem)?;
    std::fs::remove_file(&probe).with_context(problem)
}

/// Stops on a variable that looks like ours and is not, with the one that was probably meant.
pub fn refuse_unknown_variables(known: &[String]) -> anyhow::Result<()> {
    let mistaken = std::env::vars_os()
        .filter_map(|(name, _)| name.into_string().ok())
        .find(|name| name.starts_with("PARLOUR_") && !known.contains(name));
    let Some(name) = mistaken else { return Ok(()) };
    match nearest(&name, known) {
        Some(meant) => bail!("There is no setting {name}. Did you mean {meant}?"),
        None => bail!("There is no setting {name}. `parlour --help` lists them all."),
    }
}

fn nearest<'a>(name: &str, known: &'a [String]) -> Option<&'a String> {
    known
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= 6)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_variable_suggests_the_one_that_was_meant() {
        let known = ["PARLOUR_LISTEN".to_owned(), "PARLOUR_PUBLIC_URL".to_owned()];

        assert_eq!(nearest("PARLOUR_LISTN", &known), Some(&known[0]));
        assert_eq!(nearest("PARLOUR_SOMETHING_ELSE_ENTIRELY", &known), None);
    }

    #[test]
    fn only_loopback_may_show_the_mailbox() {
        assert!(listens_on_loopback("127.0.0.1:8080"));
        assert!(!listens_on_loopback("0.0.0.0:8080"));
    }
}
