//! Style, script and drawings: inside the binary, named by what they hold, kept by browsers for ever.

use std::collections::HashMap;
use std::io::Write;
use std::sync::LazyLock;

use actix_web::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use actix_web::{HttpRequest, HttpResponse, web};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "static"]
struct Files;

struct Asset {
    url: String,
    kind: &'static str,
    plain: Vec<u8>,
    packed: Vec<u8>,
}

static ASSETS: LazyLock<HashMap<&'static str, Asset>> = LazyLock::new(|| {
    HashMap::from([
        ("app.css", Asset::new("app", "css", "text/css; charset=utf-8", layers())),
        ("app.js", Asset::new("app", "js", "text/javascript; charset=utf-8", file("js/app.js"))),
        ("calendar.js", Asset::new("calendar", "js", "text/javascript; charset=utf-8", file("js/calendar.js"))),
        ("icon.svg", Asset::new("icon", "svg", "image/svg+xml", file("icon.svg"))),
    ])
});

impl Asset {
    fn new(name: &str, ending: &str, kind: &'static str, plain: Vec<u8>) -> Self {
        let print = URL_SAFE_NO_PAD.encode(&Sha256::digest(&plain)[..9]);
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        let packed = packer.write_all(&plain).and_then(|()| packer.finish()).unwrap_or_default();
        Asset { url: format!("/static/{name}.{print}.{ending}"), kind, plain, packed }
    }
}

/// The stylesheet is written a layer a file, and served as one.
fn layers() -> Vec<u8> {
    let mut names: Vec<_> = Files::iter().filter(|name| name.starts_with("css/")).collect();
    names.sort();
    let written: Vec<u8> = names.iter().flat_map(|name| file(name)).collect();
    without_remarks(&String::from_utf8_lossy(&written)).into_bytes()
}

/// A stylesheet without what only its writers read: remarks, empty lines and indents.
fn without_remarks(css: &str) -> String {
    let (first, others) = css.split_once("/*").unwrap_or((css, ""));
    let others = others.split("/*").filter_map(|remark| Some(remark.split_once("*/")?.1));
    let rules: String = std::iter::once(first).chain(others).collect();
    rules.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn file(name: &str) -> Vec<u8> {
    Files::get(name).map(|file| file.data.into_owned()).unwrap_or_default()
}

/// The address of an asset.
pub fn url(name: &str) -> &'static str {
    ASSETS.get(name).map_or("/static/missing", |asset| &asset.url)
}

/// Serves the assets. An address holds a fingerprint, so what it leads to never changes.
pub fn serve(app: &mut web::ServiceConfig) {
    for asset in ASSETS.values() {
        app.route(&asset.url, web::get().to(move |req: HttpRequest| show(asset, req)));
    }
}

async fn show(asset: &Asset, req: HttpRequest) -> HttpResponse {
    let takes_gzip = req
        .headers()
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("gzip"));
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((CONTENT_TYPE, asset.kind))
        .insert_header((CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((VARY, "accept-encoding"));
    if takes_gzip {
        answer.insert_header((CONTENT_ENCODING, "gzip")).body(asset.packed.clone())
    } else {
        answer.body(asset.plain.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stylesheet_is_served_without_the_remarks_of_its_writers() {
        let written = "/* Ground */\n@layer base {\n  a { color: red; } /* as links are */\n\n  p { margin: 0; }\n}\n";

        assert_eq!(without_remarks(written), "@layer base {\na { color: red; }\np { margin: 0; }\n}");
        assert_eq!(without_remarks("a { color: red; }"), "a { color: red; }");
    }
}
