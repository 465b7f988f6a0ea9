//! The photo on a card: in the database, so that whatever serves a page can show it.

use diesel::prelude::*;

use crate::access::rights::EditMembers;
use crate::access::{Can, Inside, Right, Sight};
use crate::activity::{self, Change, Deed, Entry};
use crate::db::{Conn, among};
use crate::error::{Error, Result};
use crate::id::MemberId;
use crate::schema::{members, photos};

use sha2::{Digest, Sha256};

use super::pictures::Picture;
use super::{Employment, Member};

/// How large a photo is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    Small,
    Large,
}

/// A photo to be shown: a JPEG, and a word for what is on it.
#[derive(Debug, Clone)]
pub struct Photo {
    pub jpeg: Vec<u8>,
    pub digest: String,
}

impl Photo {
    /// For whoever sees the card, or the calendar with this person in it.
    pub fn seen(by: &Inside, member: MemberId, size: Size, db: &mut Conn) -> Result<Self> {
        let ways = by.rights().extents_of(Right::ViewTeam).chain(by.rights().extents_of(Right::ViewCalendar));
        let sight = Sight::of(ways);
        let here = photos::table
            .inner_join(members::table)
            .filter(members::location_id.eq(by.location().id).and(members::id.eq(member)));
        let bytes = |db: &mut Conn| match size {
            Size::Small => here.select((photos::small, photos::digest)).first::<(Vec<u8>, String)>(db),
            Size::Large => here.select((photos::large, photos::digest)).first::<(Vec<u8>, String)>(db),
        };
        let is_seen = match sight {
            Sight::Everybodys => true,
            Sight::Nobodys => false,
            Sight::Some(positions) => {
                let theirs = members::user_id.eq(by.user()).or(among(members::position_id, &positions));
                let seen = members::table.filter(members::id.eq(member)).filter(theirs).count();
                seen.get_result::<i64>(db)? > 0
            }
        };
        if !is_seen {
            return Err(Error::NotFound);
        }
        let (jpeg, digest) = bytes(db)?;
        Ok(Photo { jpeg, digest })
    }
}

impl Member {
    /// Puts a photo on the card, in place of the one before.
    pub fn show_photo(&self, by: &Can<EditMembers>, picture: &Picture, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        if self.employment == Employment::Deleted {
            return Err(Error::Conflict(format!("The card of {} is deleted. Restore it first.", self.name)));
        }
        diesel::delete(photos::table.filter(photos::member_id.eq(self.id))).execute(db)?;
        diesel::insert_into(photos::table)
            .values((
                photos::member_id.eq(self.id),
                photos::small.eq(&picture.small),
                photos::large.eq(&picture.large),
                photos::digest.eq(digest(&picture.large)),
            ))
            .execute(db)?;
        self.note_photo(by, "changed", db)
    }

    pub fn remove_photo(&self, by: &Can<EditMembers>, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        let removed = diesel::delete(photos::table.filter(photos::member_id.eq(self.id))).execute(db)?;
        if removed == 0 {
            return Err(Error::Conflict(format!("There is no photo of {} now.", self.name)));
        }
        self.note_photo(by, "removed", db)
    }

    fn note_photo(&self, by: &Inside, what: &str, db: &mut Conn) -> Result<()> {
        let change = Change::new("Photo", "", what);
        activity::record(by, Entry::new(Deed::MemberChanged, &self.name).of_member(self.id).with([change]), db)
    }
}

fn digest(jpeg: &[u8]) -> String {
    Sha256::digest(jpeg).iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}
