//! Puts features, middleware and the house together: used by `main` and by the tests alike.

use std::net::TcpListener;
use std::time::Duration;

use actix_identity::IdentityMiddleware;
use actix_session::SessionMiddleware;
use actix_session::config::{CookieContentSecurity, PersistentSession, TtlExtensionPolicy};
use actix_web::cookie::{SameSite, time};
use actix_web::dev::{Server, fn_service};
use actix_web::middleware::{Compress, from_fn};
use actix_web::web::Data;
use actix_web::{App, HttpServer};
use anyhow::Context;
use socket2::SockRef;

use crate::house::House;
use crate::sessions::{Sessions, Spans};
use crate::web::{Routes, assets, error_pages, guard, keep_unread, lead, look, turnstile, wall};
use crate::{
    account, activity, appointments, calendar, chain_team, chains, channels, clients, grid, health, invitations,
    locations, looks, mailbox, papers, payroll, roles, schedule, services, sessions, team, users,
};

/// How many may be connected to one worker. More wait at the socket (security.md R24).
const CONNECTED: usize = 2_000;

/// How many connections may wait at the socket until a worker takes them.
const WAITING: i32 = 1_024;

/// How long the head of a request may take to arrive (security.md R23).
const HEAD: Duration = Duration::from_secs(8);

/// How long a line that nobody uses stays open.
const IDLE: Duration = Duration::from_secs(15);

/// How long somebody who hangs up, or does not read, may take over it.
const PARTING: Duration = Duration::from_secs(5);

/// How long nothing of an answer may be read before the line is cut. Every connection has it from the socket.
#[cfg(target_os = "linux")]
const UNREAD: Duration = Duration::from_secs(10);

/// Every door of the house.
pub fn routes() -> Routes {
    Routes::default()
        .and(health::routes())
        .and(papers::routes())
        .and(sessions::routes())
        .and(invitations::joining_routes())
        .and(invitations::inbox_routes())
        .and(locations::routes())
        .and(chains::routes())
        .and(grid::routes())
        .and(channels::routes())
        .and(team::routes())
        .and(chain_team::routes())
        .and(services::routes())
        .and(schedule::routes())
        .and(clients::routes())
        .and(appointments::routes())
        .and(payroll::routes())
        .and(calendar::routes())
        .and(users::routes())
        .and(roles::routes())
        .and(account::routes())
        .and(invitations::routes())
        .and(looks::routes())
        .and(activity::routes())
}

/// Binds the address, so that a port in use is told before anything else happens.
pub fn bind(address: &str) -> anyhow::Result<TcpListener> {
    let listen = || {
        let listener = TcpListener::bind(address)?;
        let socket = SockRef::from(&listener);
        socket.listen(WAITING)?;
        #[cfg(target_os = "linux")]
        socket.set_tcp_user_timeout(Some(UNREAD))?;
        Ok::<_, std::io::Error>(listener)
    };
    listen().with_context(|| {
        format!("Parlour cannot listen on {address}. Stop what uses that port, or choose another with PARLOUR_LISTEN")
    })
}

/// Serves the house on a socket until its handle tells it to stop.
pub fn serve(house: Data<House>, listener: TcpListener) -> anyhow::Result<Server> {
    let workers = house.config.workers;
    let mut doors = routes();
    if house.config.shows_mailbox() {
        doors = doors.and(mailbox::routes());
    }
    let router = Data::new(doors.router()?);
    let server = HttpServer::new(move || {
        let secure = house.config.keeps_cookies_secure();
        let store = Sessions { db: house.db.clone(), spans: Spans::of(&house.config) };
        let session = SessionMiddleware::builder(store, house.cookie_key.clone())
            .cookie_name(guard::cookie_name(secure, "sid"))
            .cookie_secure(secure)
            .cookie_same_site(SameSite::Lax)
            .cookie_content_security(CookieContentSecurity::Private)
            .session_lifecycle(
                PersistentSession::default()
                    .session_ttl(time::Duration::days(house.config.session_days.into()))
                    .session_ttl_extension_policy(TtlExtensionPolicy::OnStateChanges),
            )
            .build();
        App::new()
            .app_data(house.clone())
            .app_data(router.clone())
            .wrap(from_fn(look::read_only))
            .wrap(from_fn(guard::same_site))
            .wrap(from_fn(error_pages))
            .wrap(from_fn(sessions::change_keys))
            .wrap(IdentityMiddleware::default())
            .wrap(session)
            .wrap(from_fn(turnstile))
            .wrap(from_fn(wall))
            .wrap(Compress::default())
            .wrap(from_fn(keep_unread))
            .configure(assets::serve)
            .default_service(fn_service(lead))
    })
    .disable_signals()
    .max_connections(CONNECTED)
    .client_request_timeout(HEAD)
    .client_disconnect_timeout(PARTING)
    .keep_alive(IDLE)
    .tcp_nodelay(true)
    .shutdown_timeout(10);
    let server = match workers {
        Some(workers) => server.workers(workers as usize),
        None => server,
    };
    Ok(server.listen(listener).context("The socket cannot be listened on")?.run())
}
