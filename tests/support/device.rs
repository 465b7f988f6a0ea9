//! A person's phone with an authenticator app, and the paper with their recovery codes.

use totp_rs::{Builder, Secret};

use super::visitor::Visitor;

/// What the phone and the paper hold.
pub struct Device {
    key: String,
    pub codes: Vec<String>,
}

impl Device {
    /// Knows a key as it stands on the page.
    pub fn new(key: &str) -> Self {
        Device { key: key.replace(' ', ""), codes: Vec::new() }
    }

    /// Turns the second factor on.
    pub async fn of(visitor: &Visitor) -> Self {
        visitor.post("/account/second-factor", &[]).await.leads_to("/account/second-factor");
        let mut device = Device::new(&visitor.get("/account/second-factor").await.is(200).texts_of(".key")[0]);
        let given = visitor.post("/account/second-factor/confirmation", &[("code", &device.code())]).await;
        device.codes = given.is(200).texts_of(".codes li");
        device
    }

    /// What the phone shows now.
    pub fn code(&self) -> String {
        self.code_in(0)
    }

    /// What it shows in so many seconds: codes are good half a minute early.
    pub fn code_in(&self, seconds: i64) -> String {
        let secret = Secret::try_from_base32(&self.key).unwrap();
        let totp = Builder::new().with_secret(secret).build().unwrap();
        totp.generate((chrono::Utc::now().timestamp() + seconds) as u64).to_string()
    }
}
