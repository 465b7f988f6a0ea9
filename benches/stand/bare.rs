//! The least that actix can do, to hold everything else against.

use actix_web::{App, HttpResponse, HttpServer, web};
use anyhow::Result;
use parlour::app;

use super::served::tell;

/// A page that is ready and waiting, as long as the longest list.
static READY: [u8; 1 << 20] = [b'x'; 1 << 20];

/// `/` says hello; `/ready/{bytes}` sends so many bytes from memory.
pub async fn serve() -> Result<()> {
    let listener = app::bind("127.0.0.1:0")?;
    tell(&listener)?;
    let server =
        HttpServer::new(|| App::new().route("/", web::get().to(hello)).route("/ready/{bytes}", web::get().to(ready)));
    Ok(server.tcp_nodelay(true).listen(listener)?.run().await?)
}

async fn hello() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("Hello, world!")
}

async fn ready(bytes: web::Path<usize>) -> HttpResponse {
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(&READY[..bytes.into_inner()])
}
