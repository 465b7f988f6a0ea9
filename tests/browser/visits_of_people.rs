//! The pages about one's own account, and about inviting many.

use crate::scene::{OLGA, Scene};
use crate::support::world::*;
use crate::visits::{Visit, page};

/// Max gives his password for these pages, and Olga comes as far as the code.
pub fn security(scene: &Scene) -> Vec<Visit> {
    let here = &scene.here;
    let max = |name, path: &str, heading| page(name, Some(MAX), path, heading);
    let olga = |name, path: &str, heading| page(name, Some(OLGA), path, heading);
    vec![
        max("password", "/account/password", "Your account"),
        max("password-errors", "/account/password", "Your account")
            .sending("[action$='/password'] button")
            .answers(422),
        max("confirmation", "/account/confirmation?next=/account", "Is it still you?"),
        max("confirmation-errors", "/account/confirmation", "Is it still you?")
            .sending("form .btn-primary")
            .answers(422),
        max("second-factor", "/account/second-factor", "Second factor"),
        max("second-factor-begun", "/account/second-factor", "Second factor").sending("main .btn-primary"),
        max("second-factor-errors", "/account/second-factor", "Second factor")
            .sending("main .btn-primary")
            .answers(422),
        max("settings-sign-in", &format!("{here}/settings/sign-in"), "Location settings"),
        max("sessions", "/account/sessions", "Your account"),
        page(
            "user-second-factor",
            Some(ANNA),
            format!("{}/second-factor", scene.olga),
            "Remove the second factor of Olga?",
        ),
        olga("code", "/sign-in/code", "Enter your code"),
        olga("code-errors", "/sign-in/code", "Enter your code").sending("form .btn-primary").answers(422),
    ]
}

pub fn account(scene: &Scene) -> Vec<Visit> {
    let Scene { here, theirs, links, .. } = scene;
    let by = |who| move |name, path: &str, heading| page(name, Some(who), path, heading);
    let (anna, vera, rita, gleb) = (by(ANNA), by(VERA), by(RITA), by(GLEB));
    vec![
        anna("contacts", "/account/contacts", "Your account"),
        rita("contacts-code", "/account/contacts", "Your account"),
        rita("contacts-code-errors", "/account/contacts", "Your account").sending("form .btn-primary").answers(422),
        anna("contacts-new", "/account/contacts/new", "Add an email address"),
        anna("contacts-new-errors", "/account/contacts/new", "Add an email address")
            .sending("form .btn-primary")
            .answers(422),
        gleb("inbox", "/account/invitations", "Your invitations"),
        gleb("inbox-decline", "/account/invitations", "Your invitations").pressing("[popovertarget^=decline]"),
        gleb("inbox-menu", "/account/invitations", "Your invitations").pressing(".me-btn"),
        gleb("locations-invited", "/locations", "Your locations"),
        vera("inbox-none", "/account/invitations", "Your invitations"),
        vera("account-deletion", "/account/deletion", "Delete your account?"),
        anna("account-deletion-owner", "/account/deletion", "Delete your account?"),
        vera("departure", &format!("{here}/departure"), "Leave Ours?"),
        anna("departure-owner", &format!("{here}/departure"), "Leave Ours?"),
        gleb("departure-alone", &format!("{theirs}/departure"), "Leave Theirs?"),
        vera("join-someone-else-taken", &links.join, "This invitation is for someone else"),
        vera("join-someone-else-code", &links.proves, "This invitation is for someone else"),
        vera("join-someone-else-phone", &links.code, "This invitation is for someone else"),
    ]
}

pub fn lists(scene: &Scene) -> Vec<Visit> {
    let anna = |name, path: String, heading| page(name, Some(ANNA), path, heading);
    let here = &scene.here;
    let list = || format!("{here}/invitations/list");
    vec![
        anna("list", list(), "Invite a list"),
        anna("list-errors", list(), "Invite a list").sending("form .btn-primary").answers(422),
        anna("list-checked", list(), "Invite a list").typing("#text", LIST).sending("form .btn-primary"),
        anna("list-many", list(), "Invite a list").typing("#text", GOOD_LIST).sending("form .btn-primary"),
    ]
}

const LIST: &str = "Beatriz Sá, beatriz@new.test, Professional\nMaksim Orlov, +7 900 123 45\n\
    Özge Yılmaz, ozge@new, Chief\nBoris, boris@new.test\nVera, vera@ours.test\nBea Sá, Beatriz@new.test, View only\n\
    Maximiliana-Antoinette Wolfeschlegelsteinhausenbergerdorff, maximiliana-antoinette@wolfeschlegelsteinhausenbergerdorff.test";

const GOOD_LIST: &str = "Ada, ada@list.test\nBen, ben@list.test\nCora, cora@list.test\nDan, dan@list.test";
