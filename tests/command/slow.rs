//! People on bad lines, and those who pretend: whoever is too slow is hung up on, and nobody else waits (security.md R23, R24).

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use url::form_urlencoded;

use crate::program::Place;
use crate::starts::{found, opens};
use crate::visitor::Visitor;

/// How long somebody may keep a line who does nothing useful with it.
const CUT: Duration = Duration::from_secs(20);

/// How often somebody who is slow says a byte.
const DRIP: Duration = Duration::from_millis(500);

const FORM: &str = "content-type: application/x-www-form-urlencoded\r\n";

/// Somebody with a socket and no manners.
struct Caller(TcpStream);

impl Caller {
    fn calling(place: &Place, first: &str) -> Self {
        let mut line = TcpStream::connect(place.url().trim_start_matches("http://")).unwrap();
        line.write_all(first.as_bytes()).unwrap();
        Caller(line)
    }

    /// Sends drops for as long as anybody listens. Returns how long that was, and what was answered.
    fn drips(mut self, drop: &str) -> (Duration, String) {
        let began = Instant::now();
        let mut heard = Vec::new();
        self.0.set_read_timeout(Some(DRIP)).unwrap();
        while began.elapsed() < CUT {
            let mut some = [0; 4096];
            match self.0.read(&mut some) {
                Ok(0) => break,
                Ok(many) => heard.extend(&some[..many]),
                Err(cause) if cause.kind() == ErrorKind::WouldBlock => {}
                Err(_) => break,
            }
            if self.0.write_all(drop.as_bytes()).is_err() {
                break;
            }
        }
        (began.elapsed(), String::from_utf8_lossy(&heard).into_owned())
    }
}

impl Caller {
    /// Says all of it, in so many drops or a few more, and listens then.
    fn takes_its_time(mut self, text: &str, drops: usize) -> (Duration, String) {
        let began = Instant::now();
        for drop in text.as_bytes().chunks(text.len() / drops) {
            self.0.write_all(drop).unwrap();
            std::thread::sleep(DRIP);
        }
        self.0.set_read_timeout(Some(CUT)).unwrap();
        let mut heard = [0; 4096];
        let many = self.0.read(&mut heard).unwrap();
        (began.elapsed(), String::from_utf8_lossy(&heard[..many]).into_owned())
    }
}

/// What each caller got, who all call at once.
fn at_once(place: &Place, callers: &[(&'static str, String, &'static str)]) -> Vec<(&'static str, Duration, String)> {
    let dripping = callers.iter().map(|(name, first, drop)| {
        let (name, drop, caller) = (*name, *drop, Caller::calling(place, first));
        std::thread::spawn(move || {
            let (took, heard) = caller.drips(drop);
            (name, took, heard)
        })
    });
    dripping.collect::<Vec<_>>().into_iter().map(|caller| caller.join().unwrap()).collect()
}

#[actix_web::test]
async fn r23_whoever_sends_byte_by_byte_is_hung_up_on() {
    let place = Place::new();
    let _house = place.open();
    opens(&place).await;
    let head = |path: &str, more: &str| format!("POST {path} HTTP/1.1\r\nhost: x\r\n{more}\r\n");
    let sized = format!("{FORM}content-length: 9999\r\n");
    let chunked = format!("{FORM}transfer-encoding: chunked\r\n");
    let parts = "content-type: multipart/form-data; boundary=b\r\ncontent-length: 9999\r\n";
    let callers = [
        ("says nothing", String::new(), ""),
        ("a head", "GET / HTTP/1.1\r\n".to_owned(), "a: b\r\n"),
        ("a form", head("/setup", &sized), "a"),
        ("a form in chunks", head("/setup", &chunked), "1\r\na\r\n"),
        ("a form in parts", head("/setup", parts), "a"),
        ("a form behind a gate", head("/locations/1/clients", &sized), "a"),
        ("a form behind a gate in chunks", head("/locations/1/clients", &chunked), "1\r\na\r\n"),
        ("a form to nobody", head("/nobody", &sized), "a"),
        ("a form to nobody in chunks", head("/nobody", &chunked), "1\r\na\r\n"),
        ("a body where none is read", head("/", &chunked).replace("POST", "GET"), "1\r\na\r\n"),
    ];

    let got = actix_web::rt::task::spawn_blocking(move || at_once(&place, &callers)).await.unwrap();

    for (name, took, heard) in &got {
        println!("{name}: {took:?}, {:?}", heard.lines().next());
    }
    for (name, took, heard) in &got {
        assert!(*took < CUT, "{name}: is still connected, and heard {heard:?}");
    }
    for (name, _, heard) in &got[2..5] {
        assert!(heard.starts_with("HTTP/1.1 408 "), "{name}: {heard}");
        assert!(heard.contains("The form took too long to arrive"), "{name}: {heard}");
        assert!(heard.to_lowercase().contains("connection: close"), "{name}: {heard}");
    }
}

#[actix_web::test]
async fn r23_a_long_list_may_take_longer_to_arrive_than_a_form() {
    let place = Place::new();
    let _house = place.open();
    found(&place).await;
    let anna = Visitor::new(place.url(), Vec::new());
    let login = [("login", "anna@ours.test"), ("password", "four plum mirrors hum")];
    let browser = anna.get("/sign-in").await.cookie("browser").expect("nothing to know the browser by");
    let session = anna.post("/sign-in", &login).await.cookie("sid").expect("no session");
    anna.get("/locations/1/clients/import").await.is(200);
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("mark", &anna.fetch_mark().await)
        .append_pair("text", "Clara Prudente; clara@home.test")
        .finish();
    let head = format!(
        "POST /locations/1/clients/import HTTP/1.1\r\nhost: x\r\norigin: {}\r\ncookie: {browser}; {session}\r\n{FORM}content-length: {}\r\n\r\n",
        place.url(),
        body.len()
    );

    let caller = Caller::calling(&place, &head);
    let said = actix_web::rt::task::spawn_blocking(move || caller.takes_its_time(&body, 24));

    let (took, heard) = said.await.unwrap();
    assert!(took > Duration::from_secs(11), "it came within the time of a form");
    assert!(heard.starts_with("HTTP/1.1 200 "), "{heard}");
}

#[actix_web::test]
async fn r23_r24_a_thousand_slow_lines_are_not_felt_by_anybody_else() {
    let place = Place::new();
    let _house = place.open();
    opens(&place).await;
    let ways = [
        String::new(),
        "GET / HTTP/1.1\r\n".to_owned(),
        format!("POST /setup HTTP/1.1\r\nhost: x\r\n{FORM}content-length: 9999\r\n\r\na"),
    ];
    let began = Instant::now();
    let mut slow: Vec<Caller> = (0..1_000).map(|number| Caller::calling(&place, &ways[number % 3])).collect();

    let page = Visitor::new(place.url(), Vec::new()).get("/setup").await;
    let took = began.elapsed();
    let gone = actix_web::rt::task::spawn_blocking(move || {
        slow.iter_mut().all(|caller| {
            let left = (began + CUT + Duration::from_secs(1)).saturating_duration_since(Instant::now());
            caller.0.set_read_timeout(Some(left.max(Duration::from_millis(1)))).unwrap();
            let mut heard = Vec::new();
            let read = caller.0.read_to_end(&mut heard);
            read.is_ok() || read.is_err_and(|cause| cause.kind() == ErrorKind::ConnectionReset)
        })
    });

    page.is(200);
    println!("a page after {took:?} beside a thousand slow lines");
    assert!(gone.await.unwrap(), "somebody is still connected");
}

#[actix_web::test]
async fn r23_whoever_never_reads_is_hung_up_on() {
    let place = Place::new();
    let _house = place.open();
    opens(&place).await;
    let style = parlour::web::assets::url("app.css");
    let asking = format!("GET {style} HTTP/1.1\r\nhost: x\r\n\r\n").repeat(200);

    let caller = Caller::calling(&place, &asking);
    let cut = actix_web::rt::task::spawn_blocking(move || {
        let began = Instant::now();
        while began.elapsed() < CUT {
            // It says more and more, and reads nothing of what is answered.
            if (&caller.0).write_all(b" ").is_err() {
                return true;
            }
            std::thread::sleep(DRIP);
        }
        false
    });

    assert!(cut.await.unwrap(), "it is still served");
}
