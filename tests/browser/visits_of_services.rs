//! The pages about services, at a location and across a chain, and the photo on a card.

use parlour::id::MemberId;

use crate::scene::Scene;
use crate::support::chain::{MIRA, Verbena};
use crate::support::world::*;
use crate::visits::{Visit, page};

/// Paths of what is offered.
pub struct Priced {
    service: String,
    archived: String,
    category: String,
    /// The Services tab of somebody who provides most of it.
    tab: String,
}

impl Priced {
    pub fn lay(world: &World, chain: &Verbena, member: &str) -> Self {
        let member = MemberId(member.rsplit('/').next().unwrap().parse().unwrap());
        let base = format!("/locations/{}/services", world.ours);
        let (colour, nails) =
            (world.category("Colour, balayage and everything else that takes an afternoon"), world.category("Nails"));
        let mut last = world.service("Balayage", 14550, 150);
        let service = last;
        for (title, price, minutes, category) in [
            ("Gloss", 4200, 45, Some(colour)),
            ("Nail extensions with a title that goes on for longer than anybody would like", 6500, 120, Some(nails)),
            ("Fringe", 1200, 15, None),
        ] {
            world.provides(member, last);
            last = world.service(title, price, minutes);
            if let Some(category) = category {
                world.sql(&format!("UPDATE services SET category_id = {category} WHERE id = {last}"));
            }
        }
        world.sql(&format!("UPDATE services SET category_id = {colour}, description = 'By hand, for a natural look.' WHERE id = {service}"));
        world.sql(&format!("UPDATE member_services SET price = 16000, minutes = 180 WHERE service_id = {service}"));
        let archived = world.service("Perm", 7000, 120);
        world.sql(&format!("UPDATE services SET archived_at = created_at WHERE id = {archived}"));
        world.service_at(chain.harbour, "Balayage", 14550, 150);
        world.service_at(chain.garden, "Balayage", 15500, 150);
        Priced {
            service: format!("{base}/{service}"),
            archived: format!("{base}/{archived}"),
            category: format!("{base}/categories/{colour}"),
            tab: format!("/locations/{}/team/{member}/services", world.ours),
        }
    }
}

pub fn services(scene: &Scene) -> Vec<Visit> {
    let Priced { service, archived, category, tab } = &scene.priced;
    let by = |who| move |name, path: String, heading| page(name, Some(who), path, heading);
    let (anna, rita, gleb) = (by(ANNA), by(RITA), by(GLEB));
    let base = format!("{}/services", scene.here);
    vec![
        anna("services", base.clone(), "Services"),
        anna("services-none", format!("{base}?search=nothing"), "Services"),
        anna("services-archived", format!("{base}?shown=archived"), "Services"),
        anna("service", service.clone(), "Balayage"),
        anna("service-archived", archived.clone(), "Perm"),
        anna("service-new", format!("{base}/new"), "Add service"),
        anna("service-new-errors", format!("{base}/new"), "Add service").sending("form .btn-primary").answers(422),
        anna("service-edit", format!("{service}/edit"), "Change Balayage"),
        anna("service-conflict", format!("{service}/edit"), "Change Balayage")
            .meanwhile("UPDATE services SET description = 'By hand.', version = version + 1 WHERE title = 'Balayage'")
            .sending(".savebar .btn-primary")
            .answers(409),
        anna("service-deletion", format!("{service}/deletion"), "Delete Balayage?"),
        anna("service-providers", format!("{service}/providers"), "Who provides Balayage"),
        anna("services-order", format!("{base}/order"), "Arrange the services"),
        anna("categories", format!("{base}/categories"), "Categories"),
        anna("categories-errors", format!("{base}/categories"), "Categories").sending("form .btn-primary").answers(422),
        anna("category", category.clone(), "Colour, balayage and everything else that takes an afternoon"),
        anna("category-deletion", category.clone(), "Colour, balayage and everything else that takes an afternoon")
            .pressing("[popovertarget=remove]"),
        anna("card-services", tab.clone(), "Noor Haddad: Services"),
        anna("card-services-errors", tab.clone(), "Noor Haddad: Services")
            .typing(".own-terms tr:first-child [name=price]", "dear")
            .sending(".savebar .btn-primary")
            .answers(422),
        anna("card-photo-errors", tab.trim_end_matches("/services").to_owned(), "Noor Haddad")
            .sending("[action$='/photo'] button")
            .answers(422),
        rita("card-services-seen", tab.clone(), "Noor Haddad: Services"),
        rita("service-seen", service.clone(), "Balayage"),
        gleb("services-empty", format!("{}/services", scene.theirs), "Services"),
    ]
}

pub fn services_of_chain(scene: &Scene) -> Vec<Visit> {
    let mira = |name, path: String, heading| page(name, Some(MIRA), path, heading);
    let base = format!("{}/services", scene.verbena.path());
    let give = "Give a service to locations";
    vec![
        mira("chain-services", base.clone(), "Services of the chain"),
        mira("chain-services-none", format!("{base}?search=nothing"), "Services of the chain"),
        mira("chain-service", format!("{base}/given?title=Balayage"), give),
        mira("chain-service-planned", format!("{base}/given?title=Balayage"), give).sending("form .btn-primary"),
        mira("chain-service-errors", format!("{base}/given"), give).sending("form .btn-primary").answers(422),
    ]
}
