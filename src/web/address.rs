//! The address that a request comes from, behind proxies that are trusted by name.

use std::net::IpAddr;
use std::sync::Once;

use actix_web::HttpRequest;

use super::extract::house;

/// Whoever sends forwarded headers and is not trusted is told of once: it may be the proxy, and it may be a guest.
static FOREIGN_PROXY: Once = Once::new();

/// Where a request comes from. Forwarded headers count only from proxies that are trusted by name.
pub fn client_address(req: &HttpRequest) -> String {
    let Some(peer) = req.peer_addr().map(|peer| peer.ip()) else {
        return "unknown".into();
    };
    let trusted = &house(req).config.trusted_proxies;
    let is_trusted = |address: &IpAddr| trusted.iter().any(|net| net.contains(address));
    if !is_trusted(&peer) {
        if req.headers().contains_key("x-forwarded-for") {
            FOREIGN_PROXY.call_once(|| {
                tracing::warn!(%peer, "forwarded headers arrive from an address that PARLOUR_TRUSTED_PROXIES does not name");
            });
        }
        return peer.to_string();
    }
    req.headers()
        .get_all("x-forwarded-for")
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|part| part.trim().parse::<IpAddr>().ok())
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .find(|address| !is_trusted(address))
        .unwrap_or(peer)
        .to_string()
}
