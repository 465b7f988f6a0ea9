//! Everything that can go wrong, and nothing about how it is shown.

use std::fmt;

/// The result of every verb.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something was not done.
#[derive(Debug)]
pub enum Error {
    /// Nobody is signed in. The page leads to the sign-in form.
    SignedOut,
    /// The password was given too long ago for this. The page asks for it again.
    Unsure,
    /// Their role here asks for a second factor, and they have none. The page leads to where it is set up.
    NoSecondFactor { role: String, location: String },
    /// A colleague without the right: 403 with the right's title and who could give it.
    Forbidden(Refusal),
    /// Not there, or not theirs: strangers cannot tell which.
    NotFound,
    /// Somebody else was faster, or the state no longer allows it. The sentence says what to do.
    Conflict(String),
    /// What was typed cannot be used; each sentence stands beside its field.
    Invalid(Errors),
    /// A form that no page of ours would send.
    Malformed(String),
    /// Came from another site, or the form is older than the session.
    CrossSite,
    /// Too often; the sentence says when it is possible again.
    TooMany(Wait),
    /// More than a form may hold.
    TooLarge,
    /// A form that took too long to arrive.
    TooSlow,
    /// The house is full for a moment.
    Busy,
    /// Two deeds waited for one another: this one was undone, and may be begun again.
    Crossed,
    /// The database was gone just when it was to say that a deed is done.
    Unsettled,
    /// Our fault. Logged with its chain and an id; the page shows the id.
    Broken(anyhow::Error),
}

/// What somebody lacked, and who could give it to them.
#[derive(Debug, Clone, Default)]
pub struct Refusal {
    /// The right's title, or the rule in a full sentence.
    pub lacks: String,
    /// People to ask.
    pub ask: Vec<String>,
}

/// What was done too often, and in how many seconds it is possible again, if waiting helps.
#[derive(Debug, Clone, Default)]
pub struct Wait {
    pub why: String,
    pub seconds: Option<i64>,
}

impl Error {
    /// Refused by a rule rather than by a missing right. `why` is a full sentence.
    pub fn refused(why: impl Into<String>) -> Self {
        Error::Forbidden(Refusal { lacks: why.into(), ask: Vec::new() })
    }

    /// Why one of several was not done, in full sentences; `Err` for what has to stop them all.
    pub fn reason(self) -> Result<String> {
        match self {
            Error::Conflict(why) | Error::TooMany(Wait { why, .. }) => Ok(why),
            Error::Forbidden(refusal) => Ok(refusal.lacks),
            Error::Invalid(errors) => {
                Ok(errors.iter().map(|fault| format!("{}.", fault.message)).collect::<Vec<_>>().join(" "))
            }
            other => Err(other),
        }
    }

    /// One sentence beside one field.
    pub fn on(field: &'static str, message: impl Into<String>) -> Self {
        Error::Invalid(Errors::on(field, message))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::SignedOut => f.write_str("signed out"),
            Error::Unsure => f.write_str("the password was given too long ago"),
            Error::NoSecondFactor { role, location } => write!(f, "{role} at {location} needs a second factor"),
            Error::Forbidden(refusal) => write!(f, "forbidden: {}", refusal.lacks),
            Error::NotFound => f.write_str("not found"),
            Error::Conflict(why) | Error::Malformed(why) => f.write_str(why),
            Error::TooMany(wait) => f.write_str(&wait.why),
            Error::Invalid(errors) => write!(f, "invalid: {errors:?}"),
            Error::CrossSite => f.write_str("cross-site request"),
            Error::TooLarge => f.write_str("too large"),
            Error::TooSlow => f.write_str("too slow"),
            Error::Busy => f.write_str("busy"),
            Error::Crossed => f.write_str("met another deed crosswise"),
            Error::Unsettled => f.write_str("it is not known whether this was done"),
            Error::Broken(cause) => write!(f, "{cause:#}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<diesel::result::Error> for Error {
    fn from(error: diesel::result::Error) -> Self {
        match error {
            diesel::result::Error::NotFound => Error::NotFound,
            other if has_crossed_another(&other) => Error::Crossed,
            other if is_waiting_too_long(&other) || is_out_of_reach(&other) => Error::Busy,
            other if finds_no_room(&other) => {
                tracing::error!(cause = %other, "nothing can be written to the disk");
                Error::Busy
            }
            other => Error::Broken(other.into()),
        }
    }
}

/// Two that wait for one another would wait for ever, so PostgreSQL sends one of them away.
fn has_crossed_another(error: &diesel::result::Error) -> bool {
    use diesel::result::{DatabaseErrorKind::SerializationFailure, Error::DatabaseError};
    matches!(error, DatabaseError(SerializationFailure, _)) || error.to_string().contains("deadlock detected")
}

/// Another writer held what we needed until our patience ended: SQLite's lock, or PostgreSQL's time limits.
fn is_waiting_too_long(error: &diesel::result::Error) -> bool {
    let words = error.to_string();
    ["database is locked", "lock timeout", "statement timeout"].iter().any(|sign| words.contains(sign))
}

/// The disk takes nothing more, which ends when somebody makes room (security.md R13).
fn finds_no_room(error: &diesel::result::Error) -> bool {
    let words = error.to_string();
    ["database or disk is full", "disk I/O error", "No space left on device"].iter().any(|sign| words.contains(sign))
}

/// The database went away, or serves only readers any more: then another one is about to take over.
fn is_out_of_reach(error: &diesel::result::Error) -> bool {
    use diesel::result::DatabaseErrorKind::{ClosedConnection, ReadOnlyTransaction, UnableToSendCommand};
    use diesel::result::Error::{BrokenTransactionManager, DatabaseError, RollbackErrorOnCommit};
    match error {
        DatabaseError(ClosedConnection | ReadOnlyTransaction | UnableToSendCommand, _) | BrokenTransactionManager => {
            true
        }
        RollbackErrorOnCommit { commit_error, .. } => is_out_of_reach(commit_error),
        _ => false,
    }
}

impl Error {
    /// Of an attempt to commit: whoever hears no answer does not know what became of it.
    pub fn at_commit(error: diesel::result::Error) -> Self {
        if is_out_of_reach(&error) { Error::Unsettled } else { error.into() }
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Error::Broken(error)
    }
}

/// The sentences that stand beside the fields of a form.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Errors(Vec<Fault>);

/// One sentence, the id of the field it belongs to, and sometimes a way on.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    pub field: String,
    pub message: String,
    pub way_on: Option<WayOn>,
}

/// A link that solves the problem.
#[derive(Debug, Clone, PartialEq)]
pub struct WayOn {
    pub label: String,
    pub url: String,
}

impl Errors {
    pub fn none() -> Self {
        Errors::default()
    }

    pub fn on(field: impl Into<String>, message: impl Into<String>) -> Self {
        let mut errors = Errors::none();
        errors.add(field, message);
        errors
    }

    pub fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.push(Fault { field: field.into(), message: message.into(), way_on: None });
    }

    /// Adds a link to the last sentence.
    pub fn leading_to(mut self, label: impl Into<String>, url: impl Into<String>) -> Self {
        if let Some(fault) = self.0.last_mut() {
            fault.way_on = Some(WayOn { label: label.into(), url: url.into() });
        }
        self
    }

    /// The same sentences for row `number` of a form with many rows, counted from 1.
    pub fn in_row(mut self, number: usize) -> Self {
        for fault in &mut self.0 {
            fault.field = format!("{}-{number}", fault.field);
        }
        self
    }

    pub fn extend(&mut self, more: Errors) {
        self.0.extend(more.0);
    }

    /// The first few, for a summary.
    pub fn first(&self, most: usize) -> Self {
        Errors(self.0.iter().take(most).cloned().collect())
    }

    /// The sentence beside a field, empty when there is none.
    pub fn at(&self, field: &str) -> &str {
        self.fault(field).map_or("", |fault| &fault.message)
    }

    pub fn fault(&self, field: &str) -> Option<&Fault> {
        self.0.iter().find(|fault| fault.field == field)
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Fault> {
        self.0.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `value` when nothing is wrong.
    pub fn or<T>(self, value: T) -> Result<T> {
        if self.is_empty() { Ok(value) } else { Err(Error::Invalid(self)) }
    }
}

/// A problem and its causes as one line that ends as a sentence does.
pub fn sentence(problem: &anyhow::Error) -> String {
    let mut said = String::new();
    for cause in problem.chain() {
        let words = cause.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
        if said.is_empty() {
            said = words;
        } else if !said.ends_with(&words) {
            said = format!("{}: {words}", said.trim_end_matches('.'));
        }
    }
    if !said.ends_with(['.', '?']) {
        said.push('.');
    }
    said
}

/// Says which field a broken promise of the database belongs to.
pub trait OnUnique<T> {
    /// Turns a unique violation into `error`; everything else stays what it is.
    fn on_unique(self, error: impl FnOnce() -> Error) -> Result<T>;
}

impl<T> OnUnique<T> for diesel::QueryResult<T> {
    fn on_unique(self, error: impl FnOnce() -> Error) -> Result<T> {
        use diesel::result::{DatabaseErrorKind::UniqueViolation, Error::DatabaseError};
        self.map_err(|cause| match cause {
            DatabaseError(UniqueViolation, _) => error(),
            other => other.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use diesel::result::DatabaseErrorKind::{ClosedConnection, ReadOnlyTransaction, UniqueViolation};
    use diesel::result::Error::DatabaseError;

    use super::*;

    #[test]
    fn r17_a_database_that_is_gone_is_no_fault_and_at_a_commit_nobody_knows() {
        let gone = |kind| DatabaseError(kind, Box::new("server closed the connection".to_owned()));

        assert!(matches!(Error::from(gone(ClosedConnection)), Error::Busy));
        assert!(matches!(Error::from(gone(ReadOnlyTransaction)), Error::Busy));
        assert!(matches!(Error::from(gone(UniqueViolation)), Error::Broken(_)));
        assert!(matches!(Error::at_commit(gone(ClosedConnection)), Error::Unsettled));
        assert!(matches!(Error::at_commit(gone(UniqueViolation)), Error::Broken(_)));
    }
}
