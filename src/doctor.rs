//! Examines an installation and says in full sentences what is well and what is not.

use std::process::ExitCode;

use chrono::Utc;

use crate::config::Config;
use crate::db::Db;
use crate::error::sentence;
use crate::outbox::{Patience, Postman};
use crate::process;
use crate::secrets::Secrets;
use crate::verify;

/// What one look found.
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
            Well(sentence) => println!("ok    {sentence}"),
            Warning(sentence) => println!("warn  {sentence}"),
            Ill(sentence) => println!("ILL   {sentence}"),
        }
    }
    if findings.iter().any(|finding| matches!(finding, Ill(_))) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn look(config: &Config) -> Vec<Finding> {
    let mut findings = vec![settings(config)];
    findings.extend(address(config));
    let secrets = Secrets::load(&config.key_file());
    findings.push(match &secrets {
        Ok(_) => Well(format!("The secret key in {} is good.", config.key_file().display())),
        Err(problem) => Ill(sentence(problem)),
    });
    match Db::open(&config.database()) {
        Ok(db) => {
            findings.push(database(&db));
            findings.extend(log(&db));
            if let Ok(secrets) = secrets {
                findings.push(mail(config, secrets, db));
            }
        }
        Err(problem) => findings.push(Ill(sentence(&problem))),
    }
    findings.push(clock());
    findings.extend(files());
    findings
}

fn files() -> Option<Finding> {
    let most = process::most_files()?;
    let wanted = process::FILES_OF_A_FULL_HOUSE;
    Some(if most < wanted {
        Warning(format!("Only {most} files and connections may be open at once. Raise the limit to {wanted} or more."))
    } else {
        Well(format!("Up to {most} files and connections may be open at once."))
    })
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
            "{} is plain http: passwords travel readable. Put https in front of Parlour.",
            config.public_url
        ))
    })
}

fn database(db: &Db) -> Finding {
    let looked = db.read_now(|db| {
        let kind = match db {
            crate::db::Conn::Sqlite(_) => "SQLite",
            crate::db::Conn::Postgres(_) => "PostgreSQL",
        };
        Ok((kind, db.version()?, db.behind()?))
    });
    match looked {
        Ok((kind, version, false)) => {
            Well(format!("The database answers ({kind} {version}), and its tables are up to date."))
        }
        Ok((kind, version, true)) => {
            Ill(format!("The tables of the database ({kind} {version}) are behind. Start Parlour once."))
        }
        Err(problem) => Ill(format!("The database does not answer: {problem}.")),
    }
}

fn log(db: &Db) -> Vec<Finding> {
    match db.read_now(verify::faults) {
        Ok((faults, sound)) if faults.is_empty() => {
            vec![Well(format!("The activity log is as it was written ({sound} sealed events)."))]
        }
        Ok((faults, _)) => faults.into_iter().map(|fault| Ill(format!("The activity log of {fault}"))).collect(),
        Err(problem) => vec![Ill(format!("The activity log cannot be read: {problem}."))],
    }
}

fn mail(config: &Config, secrets: Secrets, db: Db) -> Finding {
    if config.smtp_url.is_none() {
        return Warning(format!(
            "There is no mail server (PARLOUR_SMTP_URL): mails are kept in {} and reach nobody.",
            config.mail_folder().display()
        ));
    }
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(problem) => return Ill(format!("The mail server could not be asked: {problem}.")),
    };
    match Postman::new(config, secrets, db, Patience::default()) {
        Ok(postman) if runtime.block_on(postman.is_welcome()) => Well("The mail server answers.".into()),
        Ok(_) => Ill("The mail server does not answer, or does not take the name and password.".into()),
        Err(problem) => Ill(sentence(&problem)),
    }
}

fn clock() -> Finding {
    if Utc::now().timestamp() > 1_790_000_000 {
        Well(format!("The clock says {}.", Utc::now().format("%-d %B %Y, %H:%M UTC")))
    } else {
        Ill(format!("The clock says {}, which is in the past: links would never end.", Utc::now().format("%-d %B %Y")))
    }
}
