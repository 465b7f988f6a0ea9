//! A real mail server that records what it got.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

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

/// Listens on loopback for as long as the test runs.
#[derive(Clone)]
pub struct MailServer {
    pub url: String,
    letters: Arc<Mutex<Vec<Letter>>>,
    refuses: Arc<AtomicBool>,
}

impl MailServer {
    pub fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let server = MailServer { url, letters: Arc::default(), refuses: Arc::default() };
        let (letters, refuses) = (server.letters.clone(), server.refuses.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if !refuses.load(Ordering::Relaxed) {
                    let letters = letters.clone();
                    std::thread::spawn(move || converse(stream, &letters));
                }
            }
        });
        server
    }

    /// Hangs up on whoever calls, or takes letters again.
    pub fn refuse(&self, refuses: bool) {
        self.refuses.store(refuses, Ordering::Relaxed);
    }

    pub fn letters(&self) -> Vec<Letter> {
        self.letters.lock().unwrap().clone()
    }
}

fn converse(stream: TcpStream, letters: &Mutex<Vec<Letter>>) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?);
    let mut out = stream;
    let mut recipients = Vec::new();
    out.write_all(b"220 test\r\n").ok()?;
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let answer = match line.trim_end().split_at_checked(4).map_or(line.trim_end(), |(verb, _)| verb.trim_end()) {
            "EHLO" => "250-test\r\n250 8BITMIME",
            "RCPT" => {
                recipients.push(line.trim_end().to_owned());
                "250 ok"
            }
            "DATA" => {
                out.write_all(b"354 go on\r\n").ok()?;
                let raw = read_data(&mut lines)?;
                letters.lock().unwrap().push(parse(std::mem::take(&mut recipients), raw));
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
