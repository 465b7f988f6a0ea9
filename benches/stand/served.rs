//! A server in a process of its own, so that its CPU time can be told from ours. It is gone when we are.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

use super::cpu::Family;

pub struct Served {
    pub address: String,
    process: Child,
}

impl Served {
    /// Starts this very program again, in another part.
    pub fn start(part: &[&str]) -> Result<Self> {
        let mut process =
            Command::new(std::env::current_exe()?).args(part).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let mut address = String::new();
        BufReader::new(process.stdout.take().context("no output")?).read_line(&mut address)?;
        Ok(Served { address: address.trim().to_owned(), process })
    }

    pub fn family(&self) -> Family {
        Family(self.process.id())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.process.kill().and_then(|()| self.process.wait()).ok();
    }
}

/// Tells the address to the process that measures, and ends when that one is gone.
pub fn tell(listener: &TcpListener) -> Result<()> {
    println!("{}", listener.local_addr()?);
    std::thread::spawn(|| {
        std::io::stdin().read_to_end(&mut Vec::new()).ok();
        std::process::exit(0);
    });
    Ok(())
}
