//! What is measured: pages that people look at all day, and deeds.

/// A page or a deed.
#[derive(Debug, Clone, Copy)]
pub struct Scene {
    pub what: &'static str,
    pub kind: Kind,
}

#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Its address.
    Page(&'static str),
    Deed(Deed),
}

#[derive(Debug, Clone, Copy)]
pub enum Deed {
    SignIn,
    Invite,
    Accept,
    Book,
}

pub const HOME: &str = "home of the location";
pub const LIST: &str = "team list, 25 rows";
pub const LONG_LIST: &str = "team list, 100 rows";
pub const RIGHTS: &str = "rights form of a role";
pub const INVITE: &str = "invite";

pub const SCENES: &[Scene] = &[
    page(HOME, "{here}"),
    page(LIST, "{here}/team"),
    page(LONG_LIST, "{here}/team?rows=100"),
    page("card of a team member", "{here}/team/{member}"),
    page(RIGHTS, "{here}/roles/{role}"),
    page("calendar, 300 appointments", "{here}/calendar?day={day}"),
    page("client search, 30 found", "{here}/clients?search=zenobia"),
    page("payroll, a month", "{here}/payroll?from={first}&to={last}"),
    deed("sign-in ¹", Deed::SignIn),
    deed(INVITE, Deed::Invite),
    deed("book", Deed::Book),
    deed("accept and register ¹", Deed::Accept),
];

const fn page(what: &'static str, path: &'static str) -> Scene {
    Scene { what, kind: Kind::Page(path) }
}

const fn deed(what: &'static str, deed: Deed) -> Scene {
    Scene { what, kind: Kind::Deed(deed) }
}

impl Scene {
    pub fn is_page(&self) -> bool {
        matches!(self.kind, Kind::Page(_))
    }
}
