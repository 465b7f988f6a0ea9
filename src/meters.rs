//! What is counted and measured, for whoever watches over an installation. No name, number or address ever stands in it.

use std::time::Instant;

use prometheus::{
    HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, IntGaugeVec, Opts, Registry, TextEncoder,
};

use crate::db::Db;
use crate::outbox::Backlog;
use crate::{pen, process};

/// The durations that tell a quick page from a slow one, in seconds.
const DURATIONS: [f64; 7] = [0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 5.0];

pub struct Meters {
    all: Registry,
    requests: IntCounterVec,
    seconds: HistogramVec,
    in_flight: IntGauge,
    pub shed: IntCounter,
    pub failed_sign_ins: IntCounter,
    dropped_lines: IntGauge,
    database_busy: IntGaugeVec,
    database_waiting: IntGaugeVec,
    write_ahead: IntGauge,
    queued: IntGauge,
    oldest: IntGauge,
    undelivered: IntGauge,
    memory: IntGauge,
    files: IntGauge,
}

/// Somebody who is being served.
pub struct Served<'a> {
    meters: &'a Meters,
    class: &'static str,
    since: Instant,
}

impl Meters {
    pub fn new() -> prometheus::Result<Self> {
        let gauge = |name, help| IntGauge::new(name, help);
        let gauges = |name, help| IntGaugeVec::new(Opts::new(name, help), &["connections"]);
        let durations = HistogramOpts::new("parlour_request_seconds", "How long requests took");
        let meters = Meters {
            all: Registry::new(),
            requests: IntCounterVec::new(
                Opts::new("parlour_requests_total", "Requests that were answered"),
                &["class", "status"],
            )?,
            seconds: HistogramVec::new(durations.buckets(DURATIONS.to_vec()), &["class"])?,
            in_flight: gauge("parlour_requests_in_flight", "Requests that are being served")?,
            shed: IntCounter::new("parlour_requests_shed_total", "Requests that were turned away: the house was full")?,
            failed_sign_ins: IntCounter::new("parlour_sign_in_failures_total", "Sign-ins that failed")?,
            dropped_lines: gauge("parlour_log_lines_dropped", "Lines of the log that nobody read in time")?,
            database_busy: gauges("parlour_database_connections_busy", "Connections that are at work")?,
            database_waiting: gauges("parlour_database_waiting", "Requests that wait for a connection")?,
            write_ahead: gauge("parlour_database_write_ahead_bytes", "Length of the write-ahead log of SQLite")?,
            queued: gauge("parlour_messages_queued", "Messages that wait to be sent")?,
            oldest: gauge("parlour_messages_oldest_seconds", "How long the oldest of them waits")?,
            undelivered: gauge("parlour_messages_failed", "Messages of the last day that could not be sent")?,
            memory: gauge("process_resident_memory_bytes", "Memory of the process")?,
            files: gauge("process_open_fds", "Open files and sockets of the process")?,
        };
        let build = IntGauge::with_opts(
            Opts::new("parlour_build_info", "The version that runs").const_label("version", env!("CARGO_PKG_VERSION")),
        )?;
        build.set(1);
        meters.all.register(Box::new(build))?;
        meters.register()?;
        Ok(meters)
    }

    fn register(&self) -> prometheus::Result<()> {
        for counter in [&self.shed, &self.failed_sign_ins] {
            self.all.register(Box::new(counter.clone()))?;
        }
        for gauges in [&self.database_busy, &self.database_waiting] {
            self.all.register(Box::new(gauges.clone()))?;
        }
        let gauges = [
            &self.in_flight,
            &self.dropped_lines,
            &self.write_ahead,
            &self.queued,
            &self.oldest,
            &self.undelivered,
            &self.memory,
            &self.files,
        ];
        for gauge in gauges {
            self.all.register(Box::new(gauge.clone()))?;
        }
        self.all.register(Box::new(self.requests.clone()))?;
        self.all.register(Box::new(self.seconds.clone()))
    }

    /// Somebody comes, and is counted as served until they go.
    pub fn serve(&self, class: &'static str) -> Served<'_> {
        self.in_flight.inc();
        Served { meters: self, class, since: Instant::now() }
    }

    /// Everything, as Prometheus reads it. What the database does not say now is left as it was.
    pub fn read(&self, db: &Db, backlog: Option<Backlog>) -> prometheus::Result<String> {
        for (connections, pressure) in db.pressure() {
            self.database_busy.with_label_values(&[connections]).set(whole(pressure.busy));
            self.database_waiting.with_label_values(&[connections]).set(whole(pressure.waiting));
        }
        let write_ahead = db.write_ahead().length().unwrap_or_default();
        self.write_ahead.set(i64::try_from(write_ahead).unwrap_or(i64::MAX));
        if let Some(backlog) = backlog {
            self.queued.set(backlog.queued);
            self.oldest.set(backlog.oldest_seconds);
            self.undelivered.set(backlog.failed);
        }
        self.dropped_lines.set(i64::try_from(pen::dropped()).unwrap_or(i64::MAX));
        self.memory.set(whole(process::memory().unwrap_or_default()));
        self.files.set(whole(process::open_files().unwrap_or_default()));
        TextEncoder::new().encode_to_string(&self.all.gather())
    }
}

impl Served<'_> {
    /// They were answered.
    pub fn with(&self, status: u16) {
        let kind = format!("{}xx", status / 100);
        self.meters.requests.with_label_values(&[self.class, kind.as_str()]).inc();
        self.meters.seconds.with_label_values(&[self.class]).observe(self.since.elapsed().as_secs_f64());
    }
}

impl Drop for Served<'_> {
    fn drop(&mut self) {
        self.meters.in_flight.dec();
    }
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
