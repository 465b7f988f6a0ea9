//! A browser's side of HTTP, as bare as it gets, so that it takes little from the server it measures.

use actix_web::rt::net::TcpStream;
use anyhow::{Context, Result, bail, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// The longest answer that is read.
const ROOM: usize = 1 << 20;
const END_OF_HEAD: &[u8] = b"\r\n\r\n";

/// A connection that stays open from one request to the next.
pub struct Wire {
    stream: TcpStream,
    room: Vec<u8>,
}

/// What came back.
pub struct Answer<'a> {
    pub status: &'a str,
    pub head: &'a str,
    pub body: &'a [u8],
}

impl Wire {
    pub async fn to(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Wire { stream, room: vec![0; ROOM] })
    }

    pub async fn ask(&mut self, request: &str) -> Result<Answer<'_>> {
        self.stream.write_all(request.as_bytes()).await?;
        let mut filled = 0;
        let body_at = loop {
            let seen = filled;
            filled += self.read_after(filled).await?;
            let start = seen.saturating_sub(END_OF_HEAD.len());
            let end = self.room[start..filled].windows(END_OF_HEAD.len()).position(|four| four == END_OF_HEAD);
            if let Some(end) = end {
                break start + end + END_OF_HEAD.len();
            }
        };
        let end = body_at + length_in(std::str::from_utf8(&self.room[..body_at])?)?;
        while filled < end {
            filled += self.read_after(filled).await?;
        }
        let head = std::str::from_utf8(&self.room[..body_at])?;
        let status = head.split(' ').nth(1).context("an answer without a status")?;
        Ok(Answer { status, head, body: &self.room[body_at..end] })
    }

    async fn read_after(&mut self, filled: usize) -> Result<usize> {
        match self.stream.read(&mut self.room[filled..]).await? {
            0 => bail!("the connection was closed, or the answer is longer than {ROOM} bytes"),
            more => Ok(more),
        }
    }
}

fn length_in(head: &str) -> Result<usize> {
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    Ok(length.context("an answer that does not say its length")?.parse()?)
}

/// The request for a page, with nothing compressed on the way.
pub fn get(path: &str, cookies: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: bench\r\naccept-encoding: identity\r\ncookie: {cookies}\r\n\r\n")
}

/// The request that sends a form.
pub fn post(path: &str, cookies: &str, fields: &[(&str, &str)]) -> String {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    format!(
        "POST {path} HTTP/1.1\r\nhost: bench\r\naccept-encoding: identity\r\ncookie: {cookies}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len(),
    )
}

/// How long the answer to a request is.
pub async fn length_of(address: &str, request: &str) -> Result<usize> {
    Ok(Wire::to(address).await?.ask(request).await?.body.len())
}

/// How long it is when a browser takes it compressed, which comes in pieces.
pub async fn compressed_length_of(address: &str, request: &str) -> Result<usize> {
    let request = request.replace("accept-encoding: identity", "accept-encoding: gzip\r\nconnection: close");
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    let end =
        answer.windows(END_OF_HEAD.len()).position(|four| four == END_OF_HEAD).context("an answer without end")?;
    let (mut rest, mut length) = (&answer[end + END_OF_HEAD.len()..], 0);
    ensure!(std::str::from_utf8(&answer[..end])?.contains("content-encoding: gzip"), "nothing was compressed");
    while let Some(line) = rest.windows(2).position(|two| two == b"\r\n") {
        let piece = usize::from_str_radix(std::str::from_utf8(&rest[..line])?, 16)?;
        length += piece;
        rest = rest.get(line + 2 + piece + 2..).unwrap_or_default();
    }
    Ok(length)
}

/// What a browser gets with a form: its cookies, and the mark.
pub async fn form_at(address: &str, path: &str, cookies: &str) -> Result<(String, String)> {
    let mut wire = Wire::to(address).await?;
    let form = wire.ask(&get(path, cookies)).await?;
    let mark = mark_in(std::str::from_utf8(form.body)?).context("the form carries no mark")?;
    Ok((cookies_in(form.head), mark.to_owned()))
}

/// Signs in as a person does, and returns the cookies that a browser would send from then on.
pub async fn sign_in(address: &str, login: &str, password: &str) -> Result<String> {
    let (browser, mark) = form_at(address, "/sign-in", "").await?;
    let request = post("/sign-in", &browser, &[("mark", &mark), ("login", login), ("password", password)]);
    let mut wire = Wire::to(address).await?;
    let entered = wire.ask(&request).await?;
    ensure!(entered.status == "303", "signing in was answered with {}", entered.status);
    Ok(format!("{browser}; {}", cookies_in(entered.head)))
}

fn cookies_in(head: &str) -> String {
    let set = head.lines().filter_map(|line| line.strip_prefix("set-cookie: "));
    set.filter_map(|cookie| cookie.split(';').next()).collect::<Vec<_>>().join("; ")
}

/// The mark of the first form on a page.
pub fn mark_in(html: &str) -> Option<&str> {
    let (_, rest) = html.split_once(r#"name="mark" value=""#)?;
    rest.split('"').next()
}
