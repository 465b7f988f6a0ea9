//! The list of services.

use crate::access::rights::ViewServices;
use crate::access::{Can, Inside};
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::web::{Choice, Page, Query};

use super::super::forms::FilterForm;
use super::super::model::{Category, Group};
use super::super::views::Index;

pub async fn index(by: Can<ViewServices>, Query(form): Query<FilterForm>, db: Db) -> Result<Page<Index>> {
    db.read(move |db| {
        let shown = [("", "Offered"), ("archived", "In the archive"), ("all", "All")];
        Ok(Page(Index {
            groups: Group::list(&by, &form.filter(), db)?,
            categories: category_choices(&by, "Every category", &form.category, db)?,
            shown: shown.iter().map(|(value, label)| Choice::new(value, *label, &form.shown)).collect(),
            by: (*by).clone(),
            form,
        }))
    })
    .await
}

/// The categories of a location, under a first line of its own.
pub(super) fn category_choices(by: &Inside, first: &str, chosen: &str, db: &mut Conn) -> Result<Vec<Choice>> {
    let all = Category::list(by, db)?.into_iter();
    let none = Choice::new("", first, chosen);
    Ok(std::iter::once(none).chain(all.map(|one| Choice::new(one.id, one.title, chosen))).collect())
}
