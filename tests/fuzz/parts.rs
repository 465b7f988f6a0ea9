//! Forms that carry files: read as they arrive, and again the way a browser would pack the same fields.

use actix_web::http::header::CONTENT_TYPE;
use actix_web::test::TestRequest;
use parlour::web::form::{LARGEST_FORM, body};

const FRONTIER: &str = "----frontier";

pub fn holds(bytes: &[u8]) {
    if let Some(fields) = unpacked(bytes) {
        assert!(fields.is_ascii(), "it is escaped: {fields}");
    }
    let fields = pairs(bytes);
    let is_plain = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_whole = |(name, value): &(String, String)| is_plain(name) && !value.contains(FRONTIER);
    if fields.iter().all(is_whole) && bytes.len() < LARGEST_FORM / 4 {
        let again = unpacked(&packed(&fields)).expect("a form that a browser would send");
        assert_eq!(pairs(again.as_bytes()), fields);
    }
}

fn pairs(fields: &[u8]) -> Vec<(String, String)> {
    url::form_urlencoded::parse(fields).into_owned().collect()
}

fn packed(fields: &[(String, String)]) -> Vec<u8> {
    let part = |(name, value): &(String, String)| {
        format!("--{FRONTIER}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let parts: String = fields.iter().map(part).collect();
    format!("{parts}--{FRONTIER}--\r\n").into_bytes()
}

fn unpacked(bytes: &[u8]) -> Option<String> {
    let kind = format!("multipart/form-data; boundary={FRONTIER}");
    let (req, mut payload) =
        TestRequest::post().insert_header((CONTENT_TYPE, kind)).set_payload(bytes.to_vec()).to_http_parts();
    thread_local! {
        static RUNTIME: tokio::runtime::Runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    }
    RUNTIME.with(|runtime| runtime.block_on(body::<LARGEST_FORM>(&req, &mut payload))).ok()
}
