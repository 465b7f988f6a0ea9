//! Walks over the activity log of every location and says whether it is as it was written.

use std::process::ExitCode;

use crate::activity::Report;
use crate::config::Config;
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::out::say;

/// What somebody who keeps the seals elsewhere has to know, and what a look at one database cannot tell.
const ADVICE: &str = "Keep these seals elsewhere: whoever can rewrite the whole database can also seal it anew, and \
     only a seal that you kept shows it.";

/// Prints what it finds. The exit status is 0 when every log is sound.
pub fn verify(config: &Config) -> anyhow::Result<ExitCode> {
    let db = Db::open(&config.database())?;
    let reports = db.read_now(Report::all)?;
    for report in &reports {
        let place = place(report);
        match &report.fault {
            None => say!("ok    {place}: {}", sound(report)),
            Some(fault) => say!("ILL   {place}: {fault} {} before it.", events(report.sound, "sound")),
        }
        if let Some(head) = &report.head {
            say!("      last seal {head}");
        }
    }
    say!("{ADVICE}");
    let is_sound = reports.iter().all(|report| report.fault.is_none());
    Ok(if is_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What is wrong with the logs, each in a sentence that names its location; and how many events are sound.
pub fn faults(db: &mut Conn) -> Result<(Vec<String>, i64)> {
    let reports = Report::all(db)?;
    let faults = reports.iter().filter_map(|report| Some(format!("{}: {}", place(report), report.fault.as_ref()?)));
    Ok((faults.collect(), reports.iter().map(|report| report.sound).sum()))
}

fn place(report: &Report) -> String {
    let name = report.place.as_deref().unwrap_or("Without a location");
    name.chars().filter(|c| !c.is_control()).collect()
}

fn sound(report: &Report) -> String {
    let older = match report.older {
        0 => String::new(),
        older => format!(" {} from before seals were made: nothing vouches for what they say.", events(older, "there")),
    };
    format!("{}.{older}", events(report.sound, "sound"))
}

/// `1 event is sound`, `12 events are sound`.
fn events(count: i64, word: &str) -> String {
    if count == 1 { format!("1 event is {word}") } else { format!("{count} events are {word}") }
}
