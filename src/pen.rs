//! Writes the log on a thread of its own: nobody who is served waits for whoever reads it (security.md R29).

use std::io::{self, Write};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::time::{Duration, Instant};

use tracing_subscriber::fmt::MakeWriter;

/// How many lines may wait to be written. What comes then is dropped and counted.
const WAITING: usize = 4_096;

/// How long a process that ends waits for its last lines.
const LAST_WORDS: Duration = Duration::from_secs(1);

static DROPPED: AtomicU64 = AtomicU64::new(0);

/// The one that the log of the process is written with.
static PEN: OnceLock<Pen> = OnceLock::new();

/// Takes lines, and never makes anybody wait.
#[derive(Clone)]
pub struct Pen(SyncSender<Word>);

enum Word {
    Line(Vec<u8>),
    /// Asks whether everything before it is written.
    Done(SyncSender<()>),
}

impl Pen {
    pub fn on(paper: impl Write + Send + 'static) -> Self {
        let (pen, words) = sync_channel(WAITING);
        std::thread::spawn(move || write(&words, paper));
        Pen(pen)
    }

    /// The same, for the log of the process.
    pub fn of_the_process(paper: impl Write + Send + 'static) -> Self {
        PEN.get_or_init(|| Pen::on(paper)).clone()
    }

    /// Waits a moment until what was said is written.
    fn finish(&self) {
        let until = Instant::now() + LAST_WORDS;
        let (done, is_done) = sync_channel(1);
        let mut word = Word::Done(done);
        while let Err(TrySendError::Full(again)) = self.0.try_send(word) {
            if Instant::now() >= until {
                return;
            }
            word = again;
            std::thread::sleep(Duration::from_millis(10));
        }
        is_done.recv_timeout(until.saturating_duration_since(Instant::now())).ok();
    }
}

/// To be called before the process ends.
pub fn last_words() {
    if let Some(pen) = PEN.get() {
        pen.finish();
    }
}

/// How many lines nobody will ever read, since the process began.
pub fn dropped() -> u64 {
    DROPPED.load(Ordering::Relaxed)
}

fn write(words: &Receiver<Word>, mut paper: impl Write) {
    let mut told = 0;
    for word in words {
        match word {
            // A paper that is full or gone is nobody's fault who is served.
            Word::Line(line) => drop(paper.write_all(&line)),
            Word::Done(done) => drop(done.try_send(())),
        }
        let lost = dropped();
        if lost > told {
            tracing::warn!(lines = lost - told, "the log was not read in time; some of it was dropped");
            told = lost;
        }
    }
}

impl Write for Pen {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if self.0.try_send(Word::Line(line.to_vec())).is_err() {
            DROPPED.fetch_add(1, Ordering::Relaxed);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Pen {
    type Writer = Pen;

    fn make_writer(&self) -> Pen {
        self.clone()
    }
}
