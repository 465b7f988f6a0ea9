//! People at work: some read pages, some send forms, all through the balancer, until they are told that it is enough.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use actix_web::rt::time::sleep;
use actix_web::rt::{self, System};
use reqwest::Method;
use url::form_urlencoded::Serializer;

use crate::founding::{ANNA, PASSWORD};
use crate::ledger::Ledger;
use crate::pair::Pair;
use crate::visitor::Visitor;

const READERS: usize = 4;
const WRITERS: usize = 4;

const PAGES: [&str; 3] = ["/locations/1/team", "/locations/1/positions", "/locations/1/activity"];

/// In a thread of its own, so that it goes on while a story waits for something.
pub struct Load {
    enough: Arc<AtomicBool>,
    thread: JoinHandle<Ledger>,
}

impl Load {
    pub fn begin(pair: &Pair) -> Self {
        let enough = Arc::new(AtomicBool::new(false));
        let (url, until) = (pair.balancer.url.clone(), enough.clone());
        let thread = std::thread::spawn(move || System::new().block_on(work(url, until)));
        Load { enough, thread }
    }

    /// Everybody finishes what they have begun.
    pub fn end(self) -> Ledger {
        self.enough.store(true, Ordering::SeqCst);
        self.thread.join().unwrap()
    }
}

/// With a browser of this thread's own: a connection only goes on where it was begun.
async fn work(url: String, enough: Arc<AtomicBool>) -> Ledger {
    let anna = Visitor::new(&url, Vec::new());
    anna.post("/sign-in", &[("login", ANNA), ("password", PASSWORD)]).await.is(303);
    let mark = anna.fetch_mark().await;
    let readers = (0..READERS).map(|_| rt::spawn(read(anna.clone(), enough.clone()))).collect::<Vec<_>>();
    let writers = (0..WRITERS).map(|writer| rt::spawn(write(anna.clone(), mark.clone(), writer, enough.clone())));
    let hands: Vec<_> = writers.chain(readers).collect();
    let mut ledger = Ledger::default();
    for hand in hands {
        ledger.add(hand.await.unwrap());
    }
    ledger
}

async fn read(anna: Visitor, enough: Arc<AtomicBool>) -> Ledger {
    let mut ledger = Ledger::default();
    let mut pages = PAGES.iter().cycle();
    while let (false, Some(page)) = (enough.load(Ordering::SeqCst), pages.next()) {
        match whole_page(&anna, page).await {
            Ok(()) => ledger.pages += 1,
            Err(problem) => ledger.unread.push(format!("{page}: {problem}")),
        }
        sleep(Duration::from_millis(5)).await;
    }
    ledger
}

/// A page counts when it has come to its end, packed as browsers want it.
async fn whole_page(anna: &Visitor, page: &str) -> Result<(), String> {
    let asked = anna.request(Method::GET, page).header("accept-encoding", "gzip");
    let answer = asked.send().await.map_err(|cause| format!("{cause:?}"))?;
    let status = answer.status();
    let is_packed = answer.headers().get("content-encoding").is_some_and(|coding| coding == "gzip");
    let bytes = answer.bytes().await.map_err(|cause| format!("{status}, and then {cause:?}"))?;
    let mut text = String::new();
    match is_packed {
        true => flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text),
        false => (&bytes[..]).read_to_string(&mut text),
    }
    .map_err(|cause| format!("{status}, and then {cause}"))?;
    let is_whole = status == 200 && text.trim_end().ends_with("</html>");
    if is_whole { Ok(()) } else { Err(format!("{status}, {} bytes", text.len())) }
}

async fn write(anna: Visitor, mark: String, writer: usize, enough: Arc<AtomicBool>) -> Ledger {
    let mut ledger = Ledger::default();
    let mut names = (0..).map(|number| format!("Guest {writer} {number}"));
    while let (false, Some(name)) = (enough.load(Ordering::SeqCst), names.next()) {
        let form = Serializer::new(String::new()).append_pair("mark", &mark).append_pair("name", &name).finish();
        let sent = anna
            .request(Method::POST, "/locations/1/clients")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form)
            .send()
            .await;
        match sent.map(|answer| answer.status().as_u16()) {
            Ok(303) => ledger.done.push(name),
            Ok(503) => ledger.refused.push(name),
            Ok(500 | 502 | 504) => ledger.unknown.push(name),
            Ok(status) => panic!("{name} was answered with {status}"),
            Err(cause) => ledger.unanswered.push((name, format!("{cause:?}"))),
        }
        sleep(Duration::from_millis(10)).await;
    }
    ledger
}
