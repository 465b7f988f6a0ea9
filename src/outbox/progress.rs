//! How a message is doing, without a word that is not true.

/// How a message is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    Queued,
    /// Queued again, and why it has not left yet.
    Delayed(String),
    Sent,
    /// Kept as a file, because there is no mail server.
    Filed,
    /// It may have arrived: why nobody knows.
    Unknown(String),
    Failed(String),
    Cancelled,
}

impl Progress {
    pub fn stored(state: &str, reason: &str) -> Self {
        match state {
            "sent" => Progress::Sent,
            "filed" => Progress::Filed,
            "unknown" => Progress::Unknown(reason.to_owned()),
            "failed" => Progress::Failed(reason.to_owned()),
            "cancelled" => Progress::Cancelled,
            _ if !reason.is_empty() => Progress::Delayed(reason.to_owned()),
            _ => Progress::Queued,
        }
    }
}
