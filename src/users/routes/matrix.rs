//! Who may do what: everybody’s rights in one table, as a page and as a file.

use crate::access::rights::ViewUsers;
use crate::access::{Can, Everybody, Inside, Person, Right, Role, Section, Titles};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::web::{Csv, Page, Query, Routes};

use super::super::forms::PeopleQuery;
use super::super::views::{Matrix, MatrixRow, only_choices, words};
use super::tabs;

/// People on a page.
const PER_PAGE: usize = 100;

pub fn routes() -> Routes {
    Routes::at("/locations/{location}/users").get("/matrix", show).get("/matrix.csv", export)
}

/// Five statements, however many people there are.
async fn show(by: Can<ViewUsers>, Query(query): Query<PeopleQuery>, db: Db) -> Result<Page<Matrix>> {
    db.read(move |db| {
        let here = by.location().id;
        let everybody = Everybody::of(&by, db)?;
        let titles = Titles::of(here, db)?;
        let roles = Role::list(here, db)?;
        let tabs = tabs(&by, everybody.len(), roles.len(), db)?;
        let heads = query.heads();
        let sieve = query.sieve();
        let people = everybody.sifted(&sieve);
        let (total, page) = (people.len(), query.page());
        let shown = people.iter().skip(page * PER_PAGE).take(PER_PAGE);
        let matrix = format!("/locations/{here}/users/matrix");
        let to = |page: usize| format!("{matrix}{}", query.address(page));
        Ok(Page(Matrix {
            tabs,
            sections: sections(&heads),
            rows: shown.map(|person| MatrixRow::of(here, person, &heads, sieve.only, &titles)).collect(),
            total,
            is_sifted: query.is_narrow(),
            roles: query.role_choices(&roles),
            rights: query.right_choices(),
            within: query.section_choices(),
            only: only_choices(sieve.only),
            csv: format!("{matrix}.csv{}", query.address(0)),
            earlier: (page > 0).then(|| to(page - 1)),
            later: ((page + 1) * PER_PAGE < total).then(|| to(page + 1)),
            search: query.search.clone(),
            heads,
            by: (*by).clone(),
        }))
    })
    .await
}

/// The sections above the columns, each with how many it spans.
fn sections(heads: &[Right]) -> Vec<(Section, usize)> {
    let span = |section: &Section| heads.iter().filter(|right| right.section() == *section).count();
    Section::ALL.iter().map(|section| (*section, span(section))).filter(|(_, span)| *span > 0).collect()
}

async fn export(by: Can<ViewUsers>, Query(query): Query<PeopleQuery>, db: Db) -> Result<Csv> {
    db.read(move |db| table(&by, &query, db)).await
}

fn table(by: &Inside, query: &PeopleQuery, db: &mut Conn) -> Result<Csv> {
    let titles = Titles::of(by.location().id, db)?;
    let heads = query.heads();
    let columns = ["Name", "Role", "Second factor", "Differs from the role"];
    let name = format!("Rights at {}, {}", by.location().name, clock::today(by.location().zone));
    let mut csv = Csv::new(name, columns.into_iter().chain(heads.iter().map(|right| right.title())));
    for Person { name, held, has_second_factor, .. } in Everybody::of(by, db)?.sifted(&query.sieve()) {
        let differs: Vec<&str> = held.differing().map(Right::title).collect();
        let factor = if has_second_factor { "On" } else { "Off" };
        let first = [name, held.role.name.clone(), factor.to_owned(), differs.join(", ")];
        let rest = heads.iter().map(|right| words(&held.rights().extents_of(*right).collect::<Vec<_>>(), &titles));
        csv.row(first.into_iter().chain(rest));
    }
    Ok(csv)
}
