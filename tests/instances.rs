//! Two instances of the real program behind a real HAProxy on one PostgreSQL: what one does the other knows, and either
//! may go, fall or come back while people work (security.md R17, R18, R21, R22).

#[path = "instances/balancer.rs"]
mod balancer;
#[path = "instances/cluster.rs"]
mod cluster;
#[path = "instances/failover.rs"]
mod failover;
#[path = "instances/ledger.rs"]
mod ledger;
#[path = "instances/load.rs"]
mod load;
#[path = "instances/pair.rs"]
mod pair;
#[path = "instances/papers.rs"]
mod papers;
#[path = "instances/restarts.rs"]
mod restarts;
#[path = "instances/sharing.rs"]
mod sharing;

#[path = "support/faketime.rs"]
mod faketime;
#[path = "support/postgres.rs"]
mod postgres;
#[path = "support/skipping.rs"]
mod skipping;
#[expect(dead_code, reason = "the command needs more of a program than its instances do")]
#[path = "command/program.rs"]
mod program;
#[path = "support/founding.rs"]
mod founding;
#[expect(dead_code, reason = "the stories need more of a mail server than the instances do")]
#[path = "support/smtp.rs"]
mod smtp;
#[expect(dead_code, reason = "the stories need more of a visitor than the instances do")]
#[path = "support/visitor.rs"]
mod visitor;
