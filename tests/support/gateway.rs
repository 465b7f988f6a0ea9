//! A real HTTP gateway for texts that records what it sent, and misbehaves when it is told to.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use actix_web::web::{Bytes, Data};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, rt, web};

/// A text as it was sent on.
#[derive(Debug, Clone)]
pub struct Text {
    pub to: String,
    pub body: String,
    pub key: String,
}

impl Text {
    /// The path of the one link in the text.
    #[track_caller]
    pub fn link(&self) -> String {
        let link = self.body.split_whitespace().find(|word| word.starts_with("http")).expect(&self.body);
        url::Url::parse(link).unwrap().path().to_owned()
    }
}

/// How a gateway behaves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Manner {
    #[default]
    Takes,
    /// 429, with this `Retry-After`.
    AsksForAPause(String),
    /// This status, and nothing is sent on.
    Says(u16, &'static str),
    /// Sends it on, and never says so.
    HangsAfterTaking,
    /// Sends it on, and says 500.
    BreaksAfterTaking,
    Redirects,
    /// A web page with status 200.
    ShowsAPage,
}

/// Listens on loopback for as long as the test runs.
#[derive(Clone)]
pub struct Gateway {
    pub url: String,
    books: Arc<Books>,
}

#[derive(Default)]
struct Books {
    texts: Mutex<Vec<Text>>,
    requests: Mutex<Vec<String>>,
    manner: Mutex<Manner>,
}

impl Gateway {
    pub fn open() -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let gateway = Gateway { url: format!("http://{}", listener.local_addr().unwrap()), books: Arc::default() };
        let books = Data::from(gateway.books.clone());
        let server = HttpServer::new(move || App::new().app_data(books.clone()).default_service(web::to(answer)));
        rt::spawn(server.workers(1).shutdown_timeout(0).listen(listener).unwrap().run());
        gateway
    }

    /// What has been sent on: a message with a key that is known is not sent on again.
    pub fn texts(&self) -> Vec<Text> {
        self.books.texts.lock().unwrap().clone()
    }

    pub fn behaves(&self, manner: Manner) {
        *self.books.manner.lock().unwrap() = manner;
    }

    /// How many requests came, and what they said.
    pub fn requests(&self) -> Vec<String> {
        self.books.requests.lock().unwrap().clone()
    }
}

async fn answer(req: HttpRequest, body: Bytes, books: Data<Books>) -> HttpResponse {
    let header = |name: &str| req.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    let said = String::from_utf8(body.to_vec()).unwrap();
    let authorization = header("authorization").unwrap_or_default();
    books.requests.lock().unwrap().push(format!("{} {} {authorization} {said}", req.method(), req.uri()));
    let manner = books.manner.lock().unwrap().clone();
    let takes = matches!(manner, Manner::Takes | Manner::HangsAfterTaking | Manner::BreaksAfterTaking);
    let key = header("idempotency-key").unwrap();
    assert_eq!(header("x-idempotency-key").as_ref(), Some(&key));
    let mut number = 0;
    if takes {
        let mut texts = books.texts.lock().unwrap();
        if !texts.iter().any(|text| text.key == key) {
            texts.push(read(&said, req.query_string(), key));
        }
        number = texts.len();
    }
    match manner {
        Manner::Takes if said.starts_with('{') => {
            HttpResponse::Ok().body(format!(r#"{{"messages":[{{"id":"wamid.{number}"}}]}}"#))
        }
        Manner::Takes => HttpResponse::Created().body(format!(r#"{{"sid":"SM{number}","status":"queued"}}"#)),
        Manner::AsksForAPause(after) => HttpResponse::TooManyRequests().insert_header(("retry-after", after)).finish(),
        Manner::Says(status, words) => {
            HttpResponse::build(actix_web::http::StatusCode::from_u16(status).unwrap()).body(words)
        }
        Manner::HangsAfterTaking => {
            rt::time::sleep(Duration::from_secs(120)).await;
            HttpResponse::Ok().finish()
        }
        Manner::BreaksAfterTaking => HttpResponse::InternalServerError().finish(),
        Manner::Redirects => HttpResponse::Found().insert_header(("location", "http://127.0.0.1:1/elsewhere")).finish(),
        Manner::ShowsAPage => HttpResponse::Ok().body("<!doctype html><title>Sign in</title>"),
    }
}

fn read(said: &str, query: &str, key: String) -> Text {
    if let Ok(json) = serde_json::from_str::<serde_json::Value>(said) {
        let words = json["template"]["components"][0]["parameters"].as_array().unwrap();
        let words: Vec<&str> = words.iter().map(|word| word["text"].as_str().unwrap()).collect();
        return Text { to: format!("+{}", json["to"].as_str().unwrap()), body: words.join("\n"), key };
    }
    let fields = if said.is_empty() { query } else { said };
    let field = |names: [&str; 2]| {
        let found = url::form_urlencoded::parse(fields.as_bytes()).find(|(name, _)| names.contains(&name.as_ref()));
        found.map(|(_, value)| value.into_owned()).unwrap_or_default()
    };
    Text { to: field(["To", "to"]), body: field(["Body", "text"]), key }
}
