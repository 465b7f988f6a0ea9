//! What somebody sees who is not signed in.

use crate::scene::Scene;
use crate::visits::{Visit, page};

pub fn guests(scene: &Scene) -> Vec<Visit> {
    let guest = |name, path: &str, heading| page(name, None, path, heading);
    let links = &scene.links;
    vec![
        guest("sign-in", "/sign-in", "Sign in"),
        guest("sign-in-errors", "/sign-in", "Sign in").sending("form .btn-primary").answers(422),
        guest("enter", &scene.enter, "Come back in"),
        guest("forgotten", "/forgotten", "Forgotten password"),
        guest("forgotten-errors", "/forgotten", "Forgotten password").sending("form .btn-primary").answers(422),
        guest("new-password", &scene.password, "Choose a new password"),
        guest("new-password-errors", &scene.password, "Choose a new password")
            .sending("form .btn-primary")
            .answers(422),
        guest("terms", "/terms", "User agreement"),
        guest("privacy", "/privacy", "Privacy policy"),
        guest("lost-guest", "/no/such/page", "There is nothing at this address").answers(404),
        guest("join-register", &links.register, "Join Ours"),
        guest("join-register-errors", &links.register, "Join Ours").sending("form .btn-primary").answers(422),
        guest("join-code", &links.code, "Join Ours"),
        guest("join-code-errors", &links.code, "Join Ours").sending("form .btn-primary").answers(422),
        guest("join-code-sent", &links.awaits, "Join Ours"),
        guest("join-expired", &links.expired, "This invitation has ended").answers(410),
        guest("join-declined", &links.declined, "You declined this invitation").answers(410),
        guest("join-used", &links.used, "This invitation has been used").answers(410),
        guest("join-by-text", &scene.texted, "Join Ours"),
        guest("join-by-text-errors", &scene.texted, "Join Ours").sending("form .btn-primary").answers(422),
    ]
}
