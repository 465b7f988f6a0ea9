//! What an event is about besides a person: it has a history of its own.

use std::fmt;

use crate::id::{AppointmentId, ClientId, ServiceId};

/// Something with a history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    Appointment(AppointmentId),
    Client(ClientId),
    Service(ServiceId),
}

/// As the log keeps it: `appointment 12`.
impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Thing::Appointment(id) => write!(f, "appointment {id}"),
            Thing::Client(id) => write!(f, "client {id}"),
            Thing::Service(id) => write!(f, "service {id}"),
        }
    }
}

impl From<AppointmentId> for Thing {
    fn from(id: AppointmentId) -> Self {
        Thing::Appointment(id)
    }
}

impl From<ClientId> for Thing {
    fn from(id: ClientId) -> Self {
        Thing::Client(id)
    }
}

impl From<ServiceId> for Thing {
    fn from(id: ServiceId) -> Self {
        Thing::Service(id)
    }
}
