//! A real mail server that records what it got, and misbehaves when it is told to.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use mail_parser::MessageParser;

/// A mail as it arrived.
#[derive(Debug, Clone)]
pub struct Letter {
    pub recipients: Vec<String>,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub raw: String,
}

impl Letter {
    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        assert!(
            self.subject.contains(words) || self.text.contains(words),
            "{words:?} is not in\n{}\n{}",
            self.subject,
            self.text
        );
        self
    }

    /// The path of the one link in the letter.
    #[track_caller]
    pub fn link(&self) -> String {
        let links: Vec<&str> = self.text.split_whitespace().filter(|word| word.starts_with("http")).collect();
        let [link] = links.as_slice() else { panic!("not one link but {links:?}") };
        url::Url::parse(link).unwrap().path().to_owned()
    }
}

/// How a server behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Manner {
    #[default]
    Takes,
    /// Takes every letter after so long.
    #[allow(dead_code, reason = "the stories have no time for it")]
    Dawdles(Duration),
    /// Takes connections, and says nothing.
    Hangs,
    /// 451 to the first so many.
    Greylists(usize),
    /// 421 to everybody.
    Closes,
    /// This code to every recipient.
    Refuses(u16),
    /// Takes the whole letter, and hangs up before it says so.
    DropsAfterData,
}

/// Listens on loopback for as long as the test runs.
#[derive(Clone)]
pub struct MailServer {
    pub url: String,
    books: Arc<Books>,
}

#[derive(Default)]
struct Books {
    letters: Mutex<Vec<Letter>>,
    manner: Mutex<Manner>,
    /// How often somebody wanted to hand over a letter.
    asked: AtomicUsize,
}

impl MailServer {
    pub fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = MailServer { url: format!("smtp://{}", listener.local_addr().unwrap()), books: Arc::default() };
        let books = server.books.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let books = books.clone();
                std::thread::spawn(move || converse(stream, &books));
            }
        });
        server
    }

    pub fn letters(&self) -> Vec<Letter> {
        self.books.letters.lock().unwrap().clone()
    }

    pub fn behaves(&self, manner: Manner) {
        *self.books.manner.lock().unwrap() = manner;
    }

    /// How often somebody wanted to hand over a letter.
    pub fn asked(&self) -> usize {
        self.books.asked.load(Ordering::SeqCst)
    }
}

impl Books {
    fn manner(&self) -> Manner {
        *self.manner.lock().unwrap()
    }

    /// What is said to a recipient, when it is not yes.
    fn refusal(&self) -> Option<String> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let mut manner = self.manner.lock().unwrap();
        match *manner {
            Manner::Greylists(left) => {
                *manner = if left > 1 { Manner::Greylists(left - 1) } else { Manner::Takes };
                Some("451 come back later".into())
            }
            Manner::Refuses(code) => Some(format!("{code} no such mailbox here")),
            _ => None,
        }
    }
}

fn converse(stream: TcpStream, books: &Books) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?);
    let mut out = stream;
    let mut recipients = Vec::new();
    out.write_all(b"220 test\r\n").ok()?;
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match books.manner() {
            Manner::Hangs => std::thread::sleep(Duration::from_secs(120)),
            Manner::Closes => {
                books.asked.fetch_add(1, Ordering::SeqCst);
                out.write_all(b"421 closing\r\n").ok()?;
                return None;
            }
            _ => {}
        }
        let refusal = if line.starts_with("RCPT") { books.refusal() } else { None };
        let answer = match line.trim_end().split_at_checked(4).map_or(line.trim_end(), |(verb, _)| verb.trim_end()) {
            "EHLO" => "250-test\r\n250 8BITMIME",
            "RCPT" if refusal.is_some() => refusal.as_deref().unwrap(),
            "RCPT" => {
                recipients.push(line.trim_end().to_owned());
                "250 ok"
            }
            "DATA" => {
                out.write_all(b"354 go on\r\n").ok()?;
                let raw = read_data(&mut lines)?;
                if let Manner::Dawdles(span) = books.manner() {
                    std::thread::sleep(span);
                }
                books.letters.lock().unwrap().push(parse(std::mem::take(&mut recipients), raw));
                if books.manner() == Manner::DropsAfterData {
                    return None;
                }
                "250 taken"
            }
            "QUIT" => {
                out.write_all(b"221 bye\r\n").ok()?;
                return Some(());
            }
            _ => "250 ok",
        };
        out.write_all(format!("{answer}\r\n").as_bytes()).ok()?;
    }
}

fn read_data(lines: &mut impl BufRead) -> Option<String> {
    let mut raw = String::new();
    loop {
        let mut line = String::new();
        lines.read_line(&mut line).ok()?;
        if line == ".\r\n" {
            return Some(raw);
        }
        raw.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}

fn parse(recipients: Vec<String>, raw: String) -> Letter {
    let parsed = MessageParser::default().parse(raw.as_bytes()).unwrap();
    Letter {
        recipients,
        subject: parsed.subject().unwrap_or_default().to_owned(),
        text: parsed.body_text(0).unwrap_or_default().into_owned(),
        html: parsed.body_html(0).unwrap_or_default().into_owned(),
        raw,
    }
}
