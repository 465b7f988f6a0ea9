//! The `parlour` command itself: how it opens, and how it refuses to.

#[path = "command/backups.rs"]
mod backups;
#[path = "command/chaos.rs"]
mod chaos;
#[path = "command/damage.rs"]
mod damage;
#[path = "command/doctor.rs"]
mod doctor;
#[path = "command/file.rs"]
mod file;
#[path = "command/inviting.rs"]
mod inviting;
#[path = "command/jumps.rs"]
mod jumps;
#[path = "command/leaving.rs"]
mod leaving;
#[path = "command/log.rs"]
mod log;
#[path = "command/power.rs"]
mod power;
#[path = "command/program.rs"]
mod program;
#[path = "command/quiet.rs"]
mod quiet;
#[path = "command/refusals.rs"]
mod refusals;
#[path = "command/slow.rs"]
mod slow;
#[path = "command/starts.rs"]
mod starts;
#[path = "command/stuck.rs"]
mod stuck;

#[path = "support/faketime.rs"]
mod faketime;
#[path = "support/founding.rs"]
mod founding;
#[expect(dead_code, reason = "the stories need more of a mail server than the command does")]
#[path = "support/smtp.rs"]
mod smtp;
#[path = "support/skipping.rs"]
mod skipping;
#[path = "support/device.rs"]
mod device;
#[expect(dead_code, reason = "the stories need more of a visitor than the command does")]
#[path = "support/visitor.rs"]
mod visitor;
