//! Categories: listed, added, renamed, removed.

use crate::access::Can;
use crate::access::rights::EditServices;
use crate::books;
use crate::db::{Conn, Db};
use crate::error::{Errors, Result};
use crate::id::CategoryId;
use crate::web::{Again, At, Confirmed, Form, Page, Reply, See, see};

use super::super::forms::CategoryForm;
use super::super::model::Category;
use super::super::views::{Categories, EditCategory, services_of};

pub async fn index(by: Can<EditServices>, db: Db) -> Result<Page<Categories>> {
    db.read(move |db| Ok(Page(draw(&by, CategoryForm::default(), Errors::none(), db)?))).await
}

fn draw(by: &Can<EditServices>, form: CategoryForm, errors: Errors, db: &mut Conn) -> Result<Categories> {
    Ok(Categories { by: (**by).clone(), categories: Category::list(by, db)?, form, errors })
}

pub async fn create(by: Can<EditServices>, Form(form): Form<CategoryForm>, db: Db) -> Result<Reply<Categories>> {
    let (author, base) = (by.clone(), services_of(by.location().id));
    let added = match form.parse() {
        Ok(title) => db.write(move |db| Category::add(&author, &title, db).map(|()| title)).await,
        Err(error) => Err(error),
    };
    added
        .or_drawn(
            &db,
            |title| see(format!("{base}/categories")).saying(format!("The category {title} is added.")),
            move |errors, db| draw(&by, form, errors, db),
        )
        .await
}

fn draw_one(
    by: &Can<EditServices>,
    id: CategoryId,
    form: Option<CategoryForm>,
    errors: Errors,
    db: &mut Conn,
) -> Result<EditCategory> {
    let category = Category::find(by, id, db)?;
    let form = form.unwrap_or_else(|| CategoryForm { title: category.title.clone() });
    let pays = books::is_paid_by(by.location().id, id, db)?;
    Ok(EditCategory { by: (**by).clone(), category, pays, form, errors })
}

pub async fn edit(by: Can<EditServices>, At(id): At<CategoryId>, db: Db) -> Result<Page<EditCategory>> {
    db.read(move |db| Ok(Page(draw_one(&by, id, None, Errors::none(), db)?))).await
}

pub async fn update(
    by: Can<EditServices>,
    At(id): At<CategoryId>,
    Form(form): Form<CategoryForm>,
    db: Db,
) -> Result<Reply<EditCategory>> {
    let (author, base) = (by.clone(), services_of(by.location().id));
    let saved = match form.parse() {
        Ok(title) => db.write(move |db| Category::find(&author, id, db)?.change(&author, &title, db)).await,
        Err(error) => Err(error),
    };
    saved
        .or_drawn(
            &db,
            |()| see(format!("{base}/categories")).saying("The category is saved."),
            move |errors, db| draw_one(&by, id, Some(form), errors, db),
        )
        .await
}

pub async fn remove(by: Can<EditServices>, At(id): At<CategoryId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let base = services_of(by.location().id);
    let title = db
        .write(move |db| {
            let category = Category::find(&by, id, db)?;
            category.remove(&by, db)?;
            Ok(category.title)
        })
        .await?;
    Ok(see(format!("{base}/categories")).saying(format!("The category {title} is deleted.")))
}
