//! Mail: to the server of the installation, or into a folder where there is none.

use std::error::Error as _;
use std::io;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context;
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::{AsyncSmtpTransportBuilder, Error, PoolConfig};
use lettre::{AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use crate::config::Config;

use super::super::letter::Written;
use super::claiming::Claimed;
use super::lane::WIDTH;
use super::noting::Outcome;

type Server = AsyncSmtpTransport<Tokio1Executor>;

const CONNECT: Duration = Duration::from_secs(10);

/// Codes by which a server says that it does not know this installation: no letter's fault.
const UNKNOWN_HERE: [u16; 4] = [530, 534, 535, 538];

/// The way of letters.
pub struct Mail {
    sender: Mailbox,
    way: Way,
    patience: Duration,
}

enum Way {
    Smtp(Mutex<Server>, Box<AsyncSmtpTransportBuilder>),
    Folder(AsyncFileTransport<Tokio1Executor>),
}

impl Mail {
    pub fn new(config: &Config, patience: Duration) -> anyhow::Result<Self> {
        let way = match smtp(config)? {
            Some(server) => {
                let server =
                    server.timeout(Some(CONNECT.min(patience))).pool_config(PoolConfig::new().max_size(WIDTH as u32));
                Way::Smtp(Mutex::new(server.clone().build()), Box::new(server))
            }
            None => {
                let folder = config.mail_folder();
                std::fs::create_dir_all(&folder)
                    .with_context(|| format!("The mail folder {} cannot be made", folder.display()))?;
                Way::Folder(AsyncFileTransport::new(folder))
            }
        };
        Ok(Mail { sender: sender(config)?, way, patience })
    }

    pub fn check(config: &Config) -> anyhow::Result<()> {
        smtp(config)?;
        sender(config).map(drop)
    }

    pub async fn is_welcome(&self) -> bool {
        match &self.way {
            Way::Smtp(server, _) => {
                let server = server.lock().unwrap_or_else(PoisonError::into_inner).clone();
                let asked = tokio::time::timeout(self.patience, server.test_connection()).await;
                asked.is_ok_and(|answer| answer.unwrap_or(false))
            }
            Way::Folder(_) => true,
        }
    }

    pub async fn carry(&self, letter: &Claimed, text: &str) -> Outcome {
        let message = match self.unfold(letter, text) {
            Ok(message) => message,
            Err(cause) => return Outcome::Never(format!("The letter cannot be read: {cause}")),
        };
        match &self.way {
            Way::Folder(folder) => match folder.send(message).await {
                Ok(_) => Outcome::Done("filed"),
                Err(cause) => Outcome::Later(format!("The mail folder cannot be written to: {cause}")),
            },
            Way::Smtp(server, anew) => {
                let connected = server.lock().unwrap_or_else(PoisonError::into_inner).clone();
                match tokio::time::timeout(self.patience, connected.send(message)).await {
                    Ok(Ok(_)) => Outcome::Done("sent"),
                    Ok(Err(cause)) => judge(&cause),
                    Err(_) => {
                        // A conversation that was left in the middle must not be gone on with.
                        *server.lock().unwrap_or_else(PoisonError::into_inner) = (**anew).clone().build();
                        Outcome::Rest {
                            why: "The mail server took too long to answer.".into(),
                            until: None,
                            counts: true,
                        }
                    }
                }
            }
        }
    }

    fn unfold(&self, letter: &Claimed, text: &str) -> anyhow::Result<Message> {
        let written: Written = serde_json::from_str(text)?;
        Ok(Message::builder()
            .from(self.sender.clone())
            .to(Mailbox::new(None, letter.recipient.parse()?))
            .subject(written.subject)
            .message_id(Some(letter.message_id.clone()))
            .multipart(MultiPart::alternative_plain_html(written.text, written.html))?)
    }
}

/// Whose fault it is decides who waits: the one letter, or the whole lane (security.md R5).
fn judge(cause: &Error) -> Outcome {
    let rest = |why: String| Outcome::Rest { why, until: None, counts: false };
    match cause.status().map(u16::from) {
        Some(421) => rest(format!("The mail server closes for a while: {cause}")),
        Some(code) if UNKNOWN_HERE.contains(&code) => {
            rest(format!("The mail server does not take the name and password of this installation: {cause}"))
        }
        Some(500..) => Outcome::Never(format!("The mail server refused it: {cause}")),
        Some(_) => Outcome::Later(format!("The mail server did not take it yet: {cause}")),
        None if cause.is_client() || is_in_the_middle(cause) => {
            Outcome::Later(format!("The mail server did not take it yet: {cause}"))
        }
        None => rest(format!("The mail server cannot be reached: {cause}")),
    }
}

/// Whether the conversation had begun: then the letter itself may be what the server cannot bear.
fn is_in_the_middle(cause: &Error) -> bool {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
    let broken = cause.source().and_then(|source| source.downcast_ref::<io::Error>());
    let is_broken =
        |cause: &io::Error| matches!(cause.kind(), BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof);
    cause.is_response() || broken.is_some_and(is_broken)
}

fn smtp(config: &Config) -> anyhow::Result<Option<AsyncSmtpTransportBuilder>> {
    let server = config.smtp_url.as_deref().map(Server::from_url).transpose();
    server.context("PARLOUR_SMTP_URL must look like smtp://user:pass@host:587?tls=required")
}

fn sender(config: &Config) -> anyhow::Result<Mailbox> {
    config.sender().parse().context("PARLOUR_MAIL_FROM must look like Parlour <no-reply@salon.example>")
}
