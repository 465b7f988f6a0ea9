//! What must be unguessable: the installation's key and what is derived from it, and tokens for links.

use std::io::{ErrorKind, Write};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, KeyInit as _, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use tempfile::NamedTempFile;

use crate::disk;

const KEY_BYTES: usize = 64;
/// What waiting messages are sealed for.
const OUTBOX: &str = "outbox";
const SAMPLES: [&str; 4] = ["changeme", "secret", "sample", "example"];

/// The keys of this installation. Cheap to clone.
#[derive(Clone)]
pub struct Secrets(Arc<Keys>);

struct Keys {
    current: Vec<u8>,
    previous: Option<Vec<u8>>,
}

impl Secrets {
    /// Reads the key file, and makes it on the first start.
    pub fn load(file: &Path) -> anyhow::Result<Self> {
        if !file.exists() {
            make_key_file(file)?;
        }
        Self::read(file)?.with_context(|| format!("The secret key file {} is gone", file.display()))
    }

    /// Reads the key file, if there is one.
    pub fn read(file: &Path) -> anyhow::Result<Option<Self>> {
        if !file.exists() {
            return Ok(None);
        }
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("The secret key file {} cannot be read", file.display()))?;
        Self::parse(&text).map(Some).with_context(|| format!("The secret key in {} cannot be used", file.display()))
    }

    /// Keys that nobody else has, for tests.
    pub fn random() -> Self {
        Secrets(Arc::new(Keys { current: random::<KEY_BYTES>().to_vec(), previous: None }))
    }

    fn parse(text: &str) -> anyhow::Result<Self> {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let current = parse_key(lines.next().unwrap_or_default())?;
        let previous = lines.next().map(parse_key).transpose()?;
        Ok(Secrets(Arc::new(Keys { current, previous })))
    }

    /// The key of the cookies. A new key file signs everyone out.
    pub fn cookie_key(&self) -> actix_web::cookie::Key {
        let mut key = self.derive("cookie").to_vec();
        key.extend(self.derive("cookie, second half"));
        actix_web::cookie::Key::from(&key)
    }

    /// Peppers for passwords: the current one, then the one before.
    pub fn peppers(&self) -> Vec<[u8; 32]> {
        self.each("pepper")
    }

    /// The mark of a form that this browser was given.
    pub fn sign(&self, purpose: &str, text: &str) -> [u8; 32] {
        mac(&self.derive(purpose), text.as_bytes())
    }

    /// `sign` with the current key, and with the one before: for what was signed and stored.
    pub fn prints(&self, purpose: &str, text: &str) -> Vec<[u8; 32]> {
        self.each(purpose).iter().map(|key| mac(key, text.as_bytes())).collect()
    }

    /// Hides text that waits in the database.
    pub fn seal(&self, text: &str) -> Vec<u8> {
        self.seal_for(OUTBOX, text)
    }

    /// Opens what `seal` hid, also when the key has changed once since.
    pub fn unseal(&self, sealed: &[u8]) -> Option<String> {
        self.unseal_for(OUTBOX, sealed)
    }

    /// Hides text that is stored for one purpose: it opens for no other.
    pub fn seal_for(&self, purpose: &str, text: &str) -> Vec<u8> {
        let nonce = random::<24>();
        let cipher = XChaCha20Poly1305::new(&self.derive(purpose).into());
        let mut sealed = nonce.to_vec();
        sealed.extend(cipher.encrypt(XNonce::from_slice(&nonce), text.as_bytes()).unwrap_or_default());
        sealed
    }

    /// Opens what `seal_for` hid for this purpose, also when the key has changed once since.
    pub fn unseal_for(&self, purpose: &str, sealed: &[u8]) -> Option<String> {
        let (nonce, text) = sealed.split_at_checked(24)?;
        self.each(purpose).iter().find_map(|key| {
            let open = XChaCha20Poly1305::new(key.into()).decrypt(XNonce::from_slice(nonce), text).ok()?;
            String::from_utf8(open).ok()
        })
    }

    fn derive(&self, purpose: &str) -> [u8; 32] {
        mac(&self.0.current, purpose.as_bytes())
    }

    fn each(&self, purpose: &str) -> Vec<[u8; 32]> {
        std::iter::once(&self.0.current).chain(&self.0.previous).map(|key| mac(key, purpose.as_bytes())).collect()
    }
}

/// It is there whole or not at all: without the key of the first day nobody could sign in on the second.
fn make_key_file(file: &Path) -> anyhow::Result<()> {
    let problem = || format!("The secret key file {} cannot be made", file.display());
    let mut made = NamedTempFile::new_in(disk::folder_of(file)).with_context(problem)?;
    writeln!(made, "{}", STANDARD.encode(random::<KEY_BYTES>())).with_context(problem)?;
    made.as_file().sync_all().with_context(problem)?;
    match made.persist_noclobber(file) {
        Ok(_) => disk::keep_name(file),
        // Another start was faster, and its key is the one.
        Err(refused) if refused.error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(refused) => Err(refused.error).with_context(problem),
    }
}

fn parse_key(line: &str) -> anyhow::Result<Vec<u8>> {
    if SAMPLES.iter().any(|sample| line.to_lowercase().contains(sample)) && line.len() < 40 {
        bail!("It is a sample value. Delete the file: Parlour makes a good one at the next start.");
    }
    let key = STANDARD.decode(line).context("It is not base64")?;
    if key.len() < KEY_BYTES {
        bail!("It has {} bytes and needs {KEY_BYTES}.", key.len());
    }
    Ok(key)
}

fn mac(key: &[u8], text: &[u8]) -> [u8; 32] {
    let mut mac = <Hmac<Sha256>>::new_from_slice(key).unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
    mac.update(text);
    mac.finalize().into_bytes().into()
}

/// Bytes from the operating system's generator. There is no going on without it.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).unwrap_or_else(|cause| panic!("the system gives no random bytes: {cause}"));
    bytes
}

/// What the database keeps of a token or key.
pub fn digest(text: &str) -> Vec<u8> {
    Sha256::digest(text.as_bytes()).to_vec()
}

/// Compares without telling by its time where the difference is.
pub fn same(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).into()
}

/// 256 random bits for a link. The person gets the text, the table its digest.
pub struct Token(String);

impl Token {
    pub fn new() -> Self {
        Token(URL_SAFE_NO_PAD.encode(random::<32>()))
    }

    pub fn text(&self) -> &str {
        &self.0
    }

    pub fn digest(&self) -> Vec<u8> {
        digest(&self.0)
    }
}

impl Default for Token {
    fn default() -> Self {
        Self::new()
    }
}

/// Six random digits, each equally likely.
pub fn six_digits() -> String {
    loop {
        let number = u32::from_be_bytes(random::<4>()) >> 12;
        if number < 1_000_000 {
            return format!("{number:06}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sc8_what_is_sealed_opens_again_even_after_one_change_of_key() {
        let [old, new] = [random::<64>(), random::<64>()].map(|key| STANDARD.encode(key));
        let sealed = Secrets::parse(&old).unwrap().seal("Your link");

        let rotated = Secrets::parse(&format!("{new}\n{old}\n")).unwrap();
        let foreign = Secrets::parse(&new).unwrap();

        assert_eq!(rotated.unseal(&sealed).as_deref(), Some("Your link"));
        assert_eq!(foreign.unseal(&sealed), None);
        assert_eq!(rotated.unseal_for("another purpose", &sealed), None);
    }

    #[test]
    fn sc8_a_short_or_sample_key_is_refused() {
        for (key, why) in [("changeme", "sample"), ("c2hvcnQ=", "5 bytes"), ("", "0 bytes"), ("%%%", "base64")] {
            let Err(refusal) = Secrets::parse(key) else { panic!("{key} was taken") };
            assert!(format!("{refusal:#}").contains(why), "{key}: {refusal:#}");
        }
    }

    #[test]
    fn codes_have_six_digits() {
        assert!((0..1000).map(|_| six_digits()).all(|code| code.len() == 6 && code.parse::<u32>().is_ok()));
    }
}
