//! The commands: serve, demo, owner, backup, restore, routes, rights, doctor, verify, load.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, bail};
use clap::{CommandFactory, Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use crate::access::{Access, catalogue};
use crate::app;
use crate::chains;
use crate::config::{Config, refuse_unknown_variables};
use crate::house::House;
use crate::out::say;
use crate::pen::{self, Pen};
use crate::process;
use crate::sessions::{News, SecondFactor, SignInLink};
use crate::stopping::{Signals, stop_on_damage};
use crate::users::{Contact, Email, User};
use crate::{backup, demo, doctor, journal, load, verify};

/// Who works in the salon, who may sign in, and what each may see and do.
#[derive(Parser)]
#[command(name = "parlour", version)]
struct Cli {
    #[command(flatten)]
    config: Config,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the pages and send the mails (the default)
    Serve,
    /// The same on sample data, in a folder of its own
    Demo,
    /// Make a one-time sign-in link for an owner who is locked out
    Owner {
        /// The email address the owner signs in with
        email: String,
        /// Turn their second factor off as well: for who has lost the device and the recovery codes
        #[arg(long)]
        without_second_factor: bool,
    },
    /// Copy everything but the secret key into a file, while people go on working
    Backup {
        /// The file to make
        file: PathBuf,
        /// Replace the file if it is there
        #[arg(long)]
        overwrite: bool,
    },
    /// Bring a backup back into an empty data folder, and say what is inside
    Restore {
        /// The file that `parlour backup` made
        file: PathBuf,
        /// Also when somebody has changed its activity log
        #[arg(long)]
        with_broken_log: bool,
    },
    /// Print every door: method, path, who may come in
    Routes,
    /// Print every right: what it opens, of what kind it is, and which ready-made roles hold it
    Rights,
    /// Check configuration, key, database, backups, mail and clock
    Doctor,
    /// Check that nobody has changed the activity log
    Verify,
    /// Fill an empty database with so many locations of realistic data, for measuring
    Load {
        /// How many locations, each with a year of appointments
        #[arg(value_parser = clap::value_parser!(u32).range(1..=1000))]
        locations: u32,
    },
}

/// Reads the command line and does what it says.
pub fn run() -> anyhow::Result<ExitCode> {
    refuse_unknown_variables(&known_variables())?;
    let Cli { config, command } = Cli::parse();
    let config = config.without_blanks();
    match command.unwrap_or(Command::Serve) {
        Command::Serve => serve_to_the_end(config, None),
        Command::Demo => serve_to_the_end(demo::config(config), Some(demo::fill)),
        Command::Owner { email, without_second_factor } => owner(config, &email, without_second_factor),
        Command::Backup { file, overwrite } => backup::backup(&config, &file, overwrite),
        Command::Restore { file, with_broken_log } => backup::restore(&config, &file, with_broken_log),
        Command::Routes => {
            for route in app::routes().iter() {
                say!("{:5} {:55} {}", route.method, route.path, route.door);
            }
            Ok(ExitCode::SUCCESS)
        }
        Command::Rights => {
            say!("{}{}", catalogue(), chains::catalogue().trim_end());
            Ok(ExitCode::SUCCESS)
        }
        Command::Doctor => Ok(doctor::examine(&config)),
        Command::Verify => verify::verify(&config),
        Command::Load { locations } => load::fill(config, locations).map(|()| ExitCode::SUCCESS),
    }
}

fn known_variables() -> Vec<String> {
    Cli::command().get_arguments().filter_map(|argument| argument.get_env()?.to_str().map(str::to_owned)).collect()
}

/// Fills an empty database before the first request.
type Fill = fn(&House) -> anyhow::Result<()>;

fn serve_to_the_end(config: Config, fill: Option<Fill>) -> anyhow::Result<ExitCode> {
    let served = serve(config, fill);
    pen::last_words();
    served
}

fn serve(config: Config, fill: Option<Fill>) -> anyhow::Result<ExitCode> {
    log(&config)?;
    let listener = app::bind(&config.listen)?;
    let house = House::open(config)?;
    if let Some(fill) = fill {
        fill(&house)?;
    }
    actix_web::rt::System::new().block_on(async move {
        let leaving = house.leaving.clone();
        let postman = tokio::spawn(house.postman()?.walk(leaving.subscribe()));
        let chores = tokio::spawn(house.chores().walk());
        let url = house.config.link("/");
        let drain = Duration::from_secs(house.config.drain.into());
        let signals = Signals::listen().context("Signals cannot be heard")?;
        let db = house.db.clone();
        let server = app::serve(house, listener)?;
        tokio::spawn(signals.stop(leaving.clone(), drain, server.handle()));
        tokio::spawn(stop_on_damage(db.clone(), leaving.clone(), server.handle()));
        if std::io::stdout().is_terminal() {
            say!("Parlour is open at {url}");
        }
        tracing::info!(%url, "open");
        server.await.context("The server stopped")?;
        chores.abort();
        leaving.send_replace(true);
        postman.await.context("The postman stopped")?;
        match db.damage() {
            None => Ok(ExitCode::SUCCESS),
            Some(damage) => bail!(damage),
        }
    })
}

fn owner(config: Config, email: &str, without_second_factor: bool) -> anyhow::Result<ExitCode> {
    let house = House::open(config)?;
    let email = Email::parse(email).map_err(|_| anyhow::anyhow!("{email} is not an email address"))?;
    let token = house
        .db
        .write_now(|db| match User::by_contact(&Contact::Email(email.clone()), db)? {
            Some(known) if Access::owns_any(known.id, db)? => {
                if without_second_factor {
                    SecondFactor::turn_off(known.id, News::SecondFactorOff, &house.desk, db)?;
                }
                SignInLink::make(known.id, db).map(Some)
            }
            _ => Ok(None),
        })?
        .with_context(|| format!("No owner signs in with {}", email.as_str()))?;
    say!("{}", house.config.link(&format!("/enter/{}", token.text())));
    eprintln!("This link signs in once, within 30 minutes.");
    Ok(ExitCode::SUCCESS)
}

fn log(config: &Config) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&config.log).context("PARLOUR_LOG must look like info or parlour=debug")?;
    let is_read_by_a_person = std::io::stderr().is_terminal();
    let pen = Pen::of_the_process(std::io::stderr());
    let lines = journal::lines(filter, config.log_format, is_read_by_a_person, pen);
    tracing::subscriber::set_global_default(lines).context("The log is open already")?;
    // What is said of a panic is an event like others, and nobody waits for it either.
    std::panic::set_hook(Box::new(|panic| tracing::error!("{panic}")));
    if let Some(most) = process::most_files().filter(|most| *most < process::FILES_OF_A_FULL_HOUSE) {
        tracing::warn!(most, wanted = process::FILES_OF_A_FULL_HOUSE, "few files may be open: raise LimitNOFILE");
    }
    Ok(())
}
