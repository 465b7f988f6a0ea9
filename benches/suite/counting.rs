//! How many statements a request asks of the database: counted in this process, on a house of its own that stands on
//! the same data.

use std::path::Path;

use actix_web::dev::ServerHandle;
use actix_web::rt;
use anyhow::{Context, Result, ensure};
use parlour::app;

use crate::stand::house;
use crate::stand::load::Asked;
use crate::stand::wire::Wire;
use crate::statements;

const TIMES: usize = 3;

pub struct Counting {
    url: String,
    wire: Wire,
    server: ServerHandle,
}

impl Counting {
    pub async fn open(data: &Path, url: &str) -> Result<Self> {
        let listener = app::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?.to_string();
        let server = app::serve(house::open(data, url, &address, None)?, listener)?;
        let handle = server.handle();
        rt::spawn(server);
        Ok(Counting {
            url: url.trim_start_matches("sqlite:").to_owned(),
            wire: Wire::to(&address).await?,
            server: handle,
        })
    }

    /// Asks a few times, and tells the least: now and then a request does a chore besides.
    pub async fn of(&mut self, what: &str, asked: &Asked) -> Result<usize> {
        let mut least = usize::MAX;
        for _ in 0..TIMES {
            let before = statements::asked(&self.url);
            let request = asked.next().context("nothing is left to do")?;
            let status = self.wire.ask(&request).await?.status.to_owned();
            ensure!(["200", "303"].contains(&status.as_str()), "{what} was answered with {status}: {request}");
            least = least.min(statements::asked(&self.url) - before);
        }
        Ok(least)
    }

    pub async fn close(self) {
        self.server.stop(false).await;
    }
}
