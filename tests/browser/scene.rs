//! A salon on a busy day, so that every page has something to show, and a house that nobody has opened yet.

use actix_web::rt;
use parlour::app;
use parlour::config::Config;
use parlour::house::House;
use parlour::id::UserId;
use parlour::sessions::SignInLink;
use tempfile::TempDir;

use crate::phones;
use crate::support::chain::Verbena;
use crate::support::device::Device;
use crate::support::visitor::Visitor;
use crate::support::world::*;
use crate::visits_of_appointments::Booked;
use crate::visits_of_calendar::CalendarScene;
use crate::visits_of_chain_people::ChainScene;
use crate::visits_of_chain_team::Cards;
use crate::visits_of_clients::ClientScene;
use crate::visits_of_grid::Table;
use crate::visits_of_payroll::PayScene;
use crate::visits_of_services::Priced;
use crate::visits_of_statements::BooksScene;

/// A name that no table was made for.
const LONG: &str = "Maximiliana-Antoinette Wolfeschlegelsteinhausenbergerdorff";

/// Signs in with a second factor.
pub const OLGA: Cast = Cast("Olga", "olga@ours.test");

/// Paths of what is there to look at.
pub struct Scene {
    pub here: String,
    pub theirs: String,
    pub plain: String,
    pub invited: String,
    pub known: String,
    pub dismissed: String,
    pub deleted: String,
    pub held: String,
    pub free: String,
    pub vera: String,
    /// A manager with exceptions.
    pub max: String,
    /// Where the rights of Max are explained.
    pub why: String,
    pub receptionist: String,
    pub olga: String,
    /// Anna, a professional and Olga, as a page about several users is asked for.
    pub chosen: String,
    pub role: String,
    pub offer: String,
    /// A role of one’s own, and the number of one that could stand in for it.
    pub desk: String,
    pub instead: String,
    pub enter: String,
    pub password: String,
    pub links: Links,
    /// A chain of *Ours* and two more.
    pub verbena: Verbena,
    /// Where a text leads.
    pub texted: String,
    pub chain_people: ChainScene,
    /// A chain, and an invitation to it.
    pub chain: String,
    pub chain_offer: String,
    pub table: Table,
    /// The team of that chain.
    pub cards: Cards,
    pub clients: ClientScene,
    pub booked: Booked,
    /// The newest rule of Noor’s pay.
    pub rule: i64,
    pub calendar: CalendarScene,
    /// What *Ours* offers.
    pub priced: Priced,
    pub pay: PayScene,
    pub books: BooksScene,
}

/// Front doors in every state.
pub struct Links {
    pub register: String,
    pub join: String,
    pub code: String,
    pub awaits: String,
    pub proves: String,
    pub expired: String,
    pub declined: String,
    pub used: String,
}

impl Scene {
    pub async fn set(world: &World) -> Self {
        let anna = world.sign_in(ANNA).await;
        let olga = world.person(OLGA.0, OLGA.1, Some("accountant"));
        Device::of(&world.sign_in(OLGA).await).await;
        let here = format!("/locations/{}", world.ours);
        let positions = [("Stylist", "Cuts, colours and styles hair, and looks after two chairs"), ("Front desk", "")];
        for (title, description) in positions {
            anna.post("/locations/ours/positions", &[("title", title), ("description", description)]).await.is(303);
        }
        let id = |query: &str| world.number(query).to_string();
        let stylist = id("SELECT id FROM positions WHERE title = 'Stylist'");
        let plain = add(
            &anna,
            "Noor Haddad",
            &[("specialization", "Cuts and styling"), ("position", &stylist), ("assists", "yes")],
        )
        .await;
        crate::visits_of_schedule::lay(world, &plain);
        crate::visits_of_payroll_rules::lay(world, &plain);
        let rule = world.number("SELECT max(id) FROM pay_rules");
        let access = [("access", "yes"), ("email", "ilse@new.test"), ("role", &*world.role("professional"))];
        let invited = add(&anna, "Ilse Brandt", &access).await;
        add(
            &anna,
            LONG,
            &[("specialization", "Colour, balayage, and whatever else there may be to say"), ("position", &stylist)],
        )
        .await;
        let dismissed = add(&anna, "Tomasz Wilk", &[]).await;
        let today = chrono::Utc::now().date_naive().to_string();
        anna.post(&format!("{dismissed}/dismissal"), &[("on", &today)]).await.is(303);
        let deleted = add(&anna, "Lucía Ferrer", &[]).await;
        anna.post(&format!("{deleted}/deletion"), &[]).await.is(303);
        let rita = world.sign_in(RITA).await;
        let professional = fill_up(world);
        world.sql(&format!("UPDATE locations SET seat_limit = 0 WHERE id = {}", world.theirs));
        rita.post("/account/contacts/new", &[("contact", "rita.moreira@new.test")]).await.is(303);
        // A slow machine looks at her code when it has long expired.
        world.sql("UPDATE contact_proofs SET expires_at = '2999-01-01 00:00:00'");
        let chain = world.verbena();
        let fields = [("name", "Nora"), ("contact", "nora@chain.test"), ("role", &*chain.chain_role(world, "viewer"))];
        anna.post(&format!("{}/invitations", chain.path()), &fields).await.is(303);
        Scene {
            chain: chain.path(),
            chain_offer: format!("{}/invitations/{}", chain.path(), id("SELECT max(id) FROM invitations")),
            theirs: format!("/locations/{}", world.theirs),
            known: format!("{here}/team/{}", id("SELECT id FROM members WHERE name = 'Anna'")),
            held: format!("{here}/positions/{stylist}"),
            free: format!("{here}/positions/{}", id("SELECT id FROM positions WHERE title = 'Front desk'")),
            vera: world.access_path(world.user(VERA)).replace("/ours/", &format!("/{}/", world.ours)),
            max: exceptional(world, &anna).await,
            why: format!("{here}/rights/{}", world.user(MAX)),
            receptionist: world.role("receptionist"),
            olga: world.access_path(olga).replace("/ours/", &format!("/{}/", world.ours)),
            chosen: [world.user(ANNA), professional, olga]
                .map(|user| format!("access={}", world.access_path(user).rsplit('/').next().unwrap()))
                .join("&"),
            role: world.role("call-center"),
            enter: way_in(world),
            password: lost_key(world).await,
            links: Links::lay(world, &anna).await,
            texted: phones::ring(world, &anna).await,
            table: Table::lay(world, &chain, &anna).await,
            cards: Cards::lay(world, &anna).await,
            clients: ClientScene::set(world).await,
            booked: Booked::lay(world).await,
            calendar: CalendarScene::set(world),
            pay: PayScene::lay(world),
            priced: Priced::lay(world, &chain, &plain),
            books: BooksScene::lay(world),
            desk: format!("{here}/roles/{}", desk(world, &anna).await),
            instead: world.role("receptionist"),
            offer: format!("{here}/invitations/{}", id("SELECT id FROM invitations WHERE name = 'Boris'")),
            here,
            rule,
            plain,
            invited,
            dismissed,
            deleted,
            chain_people: ChainScene::set(world, &chain).await,
            verbena: chain,
        }
    }
}

/// Six more users, of whom three may see a part of the team although their role does not say so.
fn fill_up(world: &World) -> UserId {
    for number in 1..=4 {
        world.person(&format!("Professional {number}"), &format!("pro{number}@ours.test"), Some("professional"));
    }
    world.person("Sven", "sven@ours.test", Some("system-manager"));
    world.person(&format!("{LONG} the Second"), "long@ours.test", Some("manager"));
    let exception = r#"[{"right":"+team.view:own","by":"Anna","at":"2026-11-01T10:00:00"}]"#;
    let three = "SELECT id FROM users WHERE name IN ('Professional 1', 'Professional 2', 'Professional 3')";
    world.sql("UPDATE accesses SET created_at = '2020-02-02 12:00:00' WHERE user_id > 5");
    world.sql(&format!("UPDATE accesses SET exceptions = '{exception}' WHERE user_id IN ({three})"));
    UserId(world.number("SELECT id FROM users WHERE name = 'Professional 4'"))
}

/// A role that somebody has with an exception, and a ready-made one that differs from its template.
async fn desk(world: &World, anna: &Visitor) -> i64 {
    let rights = [("name", "Front desk lead"), ("right", "team.view"), ("right", "users.view")];
    anna.post("/locations/ours/roles", &rights).await.is(303);
    let desk = world.number("SELECT max(id) FROM roles");
    let nils = world.person("Nils", "nils@ours.test", Some("view-only"));
    let exception = r#"[{"right":"-users.view","by":"Anna","at":"2026-01-02T09:00:00"}]"#;
    world.sql(&format!("UPDATE accesses SET role_id = {desk}, exceptions = '{exception}' WHERE user_id = {nils}"));
    world.sql(&format!("UPDATE roles SET rights = 'users.view' WHERE id = {}", world.role("call-center")));
    desk
}

/// Adds somebody to the team and returns the path of the card.
async fn add(anna: &Visitor, name: &str, more: &[(&str, &str)]) -> String {
    let fields: Vec<_> = [("name", name)].into_iter().chain(more.iter().copied()).collect();
    let seen = anna.post("/locations/ours/team", &fields).await;
    seen.is(303);
    seen.location().trim_end_matches("/access").to_owned()
}

/// Max sees a month of the log only, and may end sessions.
async fn exceptional(world: &World, anna: &Visitor) -> String {
    let path = world.access_path(world.user(MAX)).replace("/ours/", &format!("/{}/", world.ours));
    let manager = world.role("manager");
    let mut fields = vec![("role", &*manager), ("version", "1"), ("board", "yes"), ("extent", "activity.view:30d")];
    let held = "team.view team.create team.edit team.dismiss users.view users.invite users.edit users.remove settings.location sessions.end activity.view";
    fields.extend(held.split(' ').chain(MANAGERS_DESK.split(' ')).map(|slug| ("right", slug)));
    anna.post(&path, &fields).await.is(303);
    path
}

fn way_in(world: &World) -> String {
    let token = world.db.write_now(|db| SignInLink::make(world.user(ANNA), db)).unwrap();
    format!("/enter/{}", token.text())
}

async fn lost_key(world: &World) -> String {
    world.guest().post("/forgotten", &[("email", RITA.1)]).await.is(303);
    world.letter_to(RITA.1).await.link()
}

impl Links {
    async fn lay(world: &World, anna: &Visitor) -> Self {
        let register = by_letter(world, anna, "Boris", "boris@new.test").await;
        let join = by_letter(world, anna, "Gleb", GLEB.1).await;
        let code = by_hand(world, anna, "Petra", "+351 912 555 001").await;
        let awaits = by_hand(world, anna, "Quentin", "+351 912 555 002").await;
        world.guest().post(&format!("{awaits}/code"), &[("email", "quentin@new.test")]).await.is(303);
        let declined = by_letter(world, anna, "Dora", "dora@new.test").await;
        world.guest().post(&format!("{declined}/refusal"), &[]).await;
        let used = by_letter(world, anna, "Una", "una@new.test").await;
        let account = [("name", "Una"), ("password", "seven lamps over water"), ("terms", "yes")];
        world.guest().post(&format!("{used}/account"), &account).await.is(303);
        let expired = by_letter(world, anna, "Ella", "ella@new.test").await;
        for (table, id) in [("invitations", "id"), ("invitation_links", "invitation_id")] {
            let ella = "SELECT id FROM invitations WHERE name = 'Ella'";
            world.sql(&format!("UPDATE {table} SET expires_at = '2020-02-02 12:00:00' WHERE {id} IN ({ella})"));
        }
        let proves = by_hand(world, anna, "Paul", "paul@new.test").await;
        Links { register, join, code, awaits, proves, expired, declined, used }
    }
}

async fn by_letter(world: &World, anna: &Visitor, name: &str, email: &str) -> String {
    let fields = [("name", name), ("contact", email), ("role", &world.role("view-only"))];
    anna.post("/locations/ours/invitations", &fields).await.is(303);
    world.letter_to(email).await.link()
}

async fn by_hand(world: &World, anna: &Visitor, name: &str, phone: &str) -> String {
    let fields = [("name", name), ("contact", phone), ("role", &world.role("view-only")), ("by_hand", "yes")];
    anna.post("/locations/ours/invitations", &fields).await.is(303);
    let id = world.number(&format!("SELECT id FROM invitations WHERE name = '{name}'"));
    let copied = anna.post(&format!("/locations/ours/invitations/{id}/link"), &[]).await;
    url::Url::parse(&copied.value_of("link")).unwrap().path().to_owned()
}

const LETTER: &str = "From: Parlour <no-reply@parlour.test>\r\nTo: <boris@new.test>\r\nSubject: Anna invites you to Ours\r\n\
     Content-Type: text/plain; charset=utf-8\r\n\r\nHello Boris,\r\n\r\nhttp://127.0.0.1/join/a-long-word-that-nobody-can-guess\r\n";

/// A house without an owner, that shows its mailbox.
pub struct NewHouse {
    pub url: String,
    _folder: TempDir,
}

impl NewHouse {
    pub fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mails = folder.path().join("mail");
        std::fs::create_dir(&mails).unwrap();
        std::fs::write(mails.join("letter.eml"), LETTER).unwrap();
        let listener = app::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let url = format!("http://{address}");
        let house = House::open(Config { mailbox: Some(true), ..config(folder.path().to_owned(), address) }).unwrap();
        rt::spawn(app::serve(house, listener).unwrap());
        NewHouse { url, _folder: folder }
    }
}
