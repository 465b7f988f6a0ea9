//! Examines an installation and says in full sentences what is well and what is not. It makes and mends nothing.

mod database;
mod files;

use std::process::ExitCode;

use anyhow::Context;

use crate::config::Config;
use crate::db::Db;
use crate::error::sentence;
use crate::out::say;
use crate::outbox::{Patience, Postman};
use crate::text::counted;

/// What one look found.
#[derive(Debug)]
enum Finding {
    Well(String),
    Warning(String),
    Ill(String),
}

use Finding::{Ill, Warning, Well};

/// Prints what it finds. The exit status is 0 when nothing is ill.
pub fn examine(config: &Config) -> ExitCode {
    let findings = look(config);
    for finding in &findings {
        match finding {
            Well(sentence) => say!("ok    {sentence}"),
            Warning(sentence) => say!("warn  {sentence}"),
            Ill(sentence) => say!("ILL   {sentence}"),
        }
    }
    if findings.iter().any(|finding| matches!(finding, Ill(_))) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn look(config: &Config) -> Vec<Finding> {
    let mut findings = vec![settings(config)];
    findings.extend(address(config));
    findings.extend(proxies(config));
    findings.push(sessions(config));
    findings.extend(files::room(config));
    findings.extend(files::write_ahead(config));
    let is_new = config.database_file().is_some_and(|file| !file.exists());
    let opened = if is_new { Ok(None) } else { Db::open_as_it_is(&config.database()).map(Some) };
    let is_in_use = matches!(&opened, Ok(Some(db)) if database::is_in_use(db));
    findings.extend(files::key(config, is_in_use));
    match &opened {
        Ok(None) => findings.push(Well("There is no database yet: the first start makes it.".into())),
        Ok(Some(db)) => findings.extend(database::look(db)),
        Err(problem) => findings.push(Ill(sentence(problem))),
    }
    findings.extend(files::backups(config, is_in_use));
    findings.push(mail(config));
    findings.push(database::clock(opened.ok().flatten().as_ref()));
    findings.extend(files::open_at_once());
    findings
}

fn settings(config: &Config) -> Finding {
    match config.check() {
        Ok(()) => Well(format!("The data folder {} can be written to.", config.data.display())),
        Err(problem) => Ill(sentence(&problem)),
    }
}

fn address(config: &Config) -> Option<Finding> {
    let host = config.public_url.host_str().unwrap_or_default();
    let stays_home = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    (config.public_url.scheme() == "http" && !stays_home).then(|| {
        Warning(format!(
            "The public address {} is plain http: passwords travel readable. Put https in front of Parlour.",
            config.public_url
        ))
    })
}

fn sessions(config: &Config) -> Finding {
    Well(format!(
        "A session ends after {} without use, and after {} at the latest.",
        counted(config.session_idle_hours.into(), "hour", "hours"),
        counted(config.session_days.into(), "day", "days")
    ))
}

/// Parlour speaks no https, so somebody else does for it.
fn proxies(config: &Config) -> Option<Finding> {
    (config.public_url.scheme() == "https" && config.trusted_proxies.is_empty()).then(|| {
        Warning(
            "A proxy speaks https for Parlour, and PARLOUR_TRUSTED_PROXIES does not name it: all people seem to come from \
             one address, and whoever tries too many passwords makes everybody wait."
                .into(),
        )
    })
}

fn mail(config: &Config) -> Finding {
    if let Err(problem) = Postman::check(config) {
        return Ill(sentence(&problem));
    }
    if config.smtp_url.is_none() {
        return Warning(format!(
            "There is no mail server (PARLOUR_SMTP_URL): mails are kept in {} and reach nobody.",
            config.mail_folder().display()
        ));
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let asked = runtime
        .context("The mail server could not be asked")
        .and_then(|runtime| runtime.block_on(Postman::is_welcome(config, Patience::default())));
    match asked {
        Ok(true) => Well("The mail server answers.".into()),
        Ok(false) => Ill("The mail server does not answer, or does not take the name and password.".into()),
        Err(problem) => Ill(sentence(&problem)),
    }
}
