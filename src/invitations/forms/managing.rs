//! What a browser sends about invitations that are on their way.

use serde::Deserialize;

use crate::access::Inside;
use crate::error::Result;
use crate::id::InvitationId;

use super::super::model::{Invitation, Offer};
use super::{Terms, card, offer};

/// Inviting again.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AgainForm {
    pub cancel_earlier: Option<String>,
}

/// Somebody leaves: what becomes of the invitations they sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LeavingForm {
    pub legacy: String,
}

/// Several invitations that were ticked.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Selection {
    pub invitation: Vec<InvitationId>,
}

/// Changing what is offered.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeForm {
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub phone: String,
    pub role: String,
    #[serde(default)]
    pub card: String,
    #[serde(default)]
    pub last_day: String,
    #[serde(default)]
    pub by_hand: Option<String>,
}

impl ChangeForm {
    pub fn of(invitation: &Invitation) -> Self {
        let shown = |contact: Option<String>| contact.unwrap_or_default();
        ChangeForm {
            email: shown(invitation.email.as_ref().map(|email| email.as_str().to_owned())),
            phone: shown(invitation.phone.as_ref().map(|phone| phone.as_str().to_owned())),
            role: shown(invitation.gives.role().map(|role| role.to_string())),
            card: shown(invitation.member.map(|member| member.to_string())),
            last_day: shown(invitation.access_ends_on.map(|day| day.to_string())),
            by_hand: None,
        }
    }

    /// What is offered to the person of this name from now on.
    pub fn parse(&self, name: &str, by: &Inside) -> Result<Offer> {
        let terms = Terms::parse("", "", &self.last_day, self.by_hand.is_some(), by)?;
        let offer = offer(name, &self.email, &self.phone, &self.role, terms.by_hand, &by.location().country)?;
        Ok(terms.of(Offer { member: card(&self.card)?, ..offer }))
    }
}
