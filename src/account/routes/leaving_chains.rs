//! Leaving a chain by oneself, also for people to whom it gives no chain rights.

use crate::access::Asking;
use crate::chains::{Branch, Chain, ChainAccess, Moment, Whom, of_going};
use crate::db::Db;
use crate::error::{Error, Errors, Result};
use crate::id::ChainId;
use crate::web::{At, Choice, Form, Page, Reply, Routes, see};

use super::super::forms::ChainDepartureForm;
use super::super::views::ChainDeparture;

pub fn routes() -> Routes {
    Routes::at("/account/chains/{chain}/departure").get("", ask).post("", leave)
}

async fn ask(by: Asking, At(chain): At<ChainId>, db: Db) -> Result<Page<ChainDeparture>> {
    Ok(Page(draw(by, chain, ChainDepartureForm::default(), Errors::none(), &db).await?))
}

async fn draw(by: Asking, id: ChainId, form: ChainDepartureForm, errors: Errors, db: &Db) -> Result<ChainDeparture> {
    let asker = by.clone();
    let (chain, others, is_last) = db
        .read(move |db| {
            let chain = Chain::find(id, db)?;
            ChainAccess::of(id, asker.user(), db)?.ok_or(Error::NotFound)?;
            let mut others = ChainAccess::all(id, db)?;
            others.retain(|other| other.user != asker.user());
            Ok((chain, others, Chain::is_last_owner(id, asker.user(), db)?))
        })
        .await?;
    let heir = others.iter().find(|_| is_last).map(|other| other.id);
    let is_alone = is_last && heir.is_none();
    let consequences = match is_alone {
        true => Vec::new(),
        false => {
            db.rehearse(move |db| {
                let branches = Branch::list(id, db)?;
                let before = Moment::of(by.user(), id, db)?;
                let sent = Moment::invitations_of(by.user(), id, db)?;
                // Whoever inherits it makes no difference for the one who leaves.
                Chain::leave(&by, id, heir, db)?;
                let mut said = of_going(&Whom::You, &before, &Moment::of(by.user(), id, db)?, &branches, sent);
                said.push("You can come back only when somebody there gives you access again.".to_owned());
                Ok(said)
            })
            .await?
        }
    };
    let choice =
        |other: &ChainAccess| Choice::new(other.id, format!("{}, {}", other.name, other.role_name()), &form.heir);
    // Nobody is suggested: a chain is not given away by pressing a button too soon.
    let heirs = std::iter::once(Choice::new("", "Choose a person", &form.heir)).chain(others.iter().map(choice));
    Ok(ChainDeparture {
        here: id,
        chain: chain.name,
        is_alone,
        consequences,
        heirs: (is_last && !is_alone).then(|| heirs.collect()),
        errors: if is_alone { Errors::none() } else { errors },
    })
}

async fn leave(
    by: Asking,
    At(chain): At<ChainId>,
    Form(form): Form<ChainDepartureForm>,
    db: Db,
) -> Result<Reply<ChainDeparture>> {
    let (leaver, sent) = (by.clone(), form.clone());
    let outcome = db
        .write(move |db| {
            let name = Chain::find(chain, db)?.name;
            let heir = sent.parse()?;
            if heir.is_none() && Chain::is_last_owner(chain, leaver.user(), db)? {
                return Err(Error::on("heir", format!("Choose who owns {name} after you")));
            }
            Chain::leave(&leaver, chain, heir, db)?;
            Ok(name)
        })
        .await;
    match outcome {
        Ok(name) => Ok(Reply::Done(see("/locations").saying(format!("You have left the chain {name}.")))),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(draw(by, chain, form, errors, &db).await?)),
        Err(other) => Err(other),
    }
}
