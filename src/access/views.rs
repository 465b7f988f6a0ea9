//! The board of rights: how forms about a person or a role draw the catalogue.

use crate::error::Errors;
use crate::text;
use crate::web::Choice;

use super::can::Inside;
use super::extent::{Extent, Reach, Scope};
use super::rights::{Right, Section};
use super::roles::Role;
use super::set::Rights;
use super::shifts::{Shift, Titles};

/// Every section of the catalogue, as a form draws it.
pub struct Board {
    pub parts: Vec<Part>,
    /// What the role says, for marking what differs from it; `None` where the form is about a role itself.
    pub differs_from_role: bool,
    /// What is looked for among them.
    pub find: String,
}

/// One section.
pub struct Part {
    pub title: &'static str,
    pub id: String,
    pub lines: Vec<Line>,
}

/// One right.
pub struct Line {
    pub right: Right,
    pub is_on: bool,
    /// Whether the role gives it.
    pub role_on: bool,
    /// Why it cannot be switched by this viewer, in a sentence; empty when it can.
    pub locked: String,
    pub scopes: Vec<Choice>,
    pub reaches: Vec<Choice>,
    /// What the role says instead, where only how far it goes is different.
    pub role_goes: String,
    pub error: String,
    /// Whether it is among those that are looked for.
    pub is_found: bool,
}

impl Board {
    /// The board for what is on now, `role` being what it is compared with.
    pub fn draw(by: &Inside, on: &Rights, role: &Role, compares: bool, titles: &Titles, errors: &Errors) -> Self {
        Self::for_holder(by.rights(), on, role, compares, titles, errors)
    }

    /// The same for somebody who could give these rights, wherever they hold them.
    pub fn for_holder(
        own: &Rights,
        on: &Rights,
        role: &Role,
        compares: bool,
        titles: &Titles,
        errors: &Errors,
    ) -> Self {
        let part = |section: &Section| Part {
            title: section.title(),
            id: section.title().to_lowercase(),
            lines: section.rights().map(|right| Line::draw(own, right, on, role, titles, errors)).collect(),
        };
        Board { parts: Section::ALL.iter().map(part).collect(), differs_from_role: compares, find: String::new() }
    }

    /// The same board, where only what says this is shown. The rest is hidden, and still sent.
    pub fn finding(mut self, typed: &str) -> Self {
        self.find = typed.trim().to_owned();
        if self.find.is_empty() {
            return self;
        }
        let wanted = text::key(&self.find);
        for line in self.parts.iter_mut().flat_map(|part| &mut part.lines) {
            line.is_found = text::key(&format!("{} {}", line.title(), line.hint())).contains(&wanted);
        }
        self
    }

    pub fn total(&self) -> usize {
        Right::ALL.len()
    }

    /// How many rights are different from the role.
    pub fn differences(&self) -> usize {
        self.parts.iter().flat_map(|part| &part.lines).filter(|line| line.differs()).count()
    }
}

impl Line {
    fn draw(holder: &Rights, right: Right, on: &Rights, role: &Role, titles: &Titles, errors: &Errors) -> Self {
        let extent = on.extent(right);
        let role_extent = role.rights.extent(right);
        let goes = extent.or(role_extent).unwrap_or(Extent::WHOLE);
        let own = holder.extent(right).unwrap_or(Extent::WHOLE);
        let moved = role_extent.zip(extent).filter(|(role, now)| role != now);
        Line {
            right,
            is_on: extent.is_some(),
            role_on: role_extent.is_some(),
            locked: locked(holder, right, role),
            scopes: scopes(right, goes, own, titles),
            reaches: reaches(right, goes, own),
            role_goes: moved.map(|(role, _)| titles.extent(right, role)).unwrap_or_default(),
            error: errors.at(&format!("right-{}", right.id())).to_owned(),
            is_found: true,
        }
    }

    pub fn id(&self) -> String {
        format!("right-{}", self.right.id())
    }

    pub fn title(&self) -> &'static str {
        self.right.title()
    }

    pub fn hint(&self) -> &'static str {
        self.right.nature().hint
    }

    pub fn is_sensitive(&self) -> bool {
        self.right.nature().is_sensitive
    }

    pub fn differs(&self) -> bool {
        self.is_on != self.role_on || !self.role_goes.is_empty()
    }
}

fn locked(own: &Rights, right: Right, role: &Role) -> String {
    if !role.allows(right) {
        format!("Cannot be held in the role {}.", role.name)
    } else if !own.has(right) {
        "You do not hold this yourself.".into()
    } else {
        String::new()
    }
}

fn scopes(right: Right, goes: Extent, own: Extent, titles: &Titles) -> Vec<Choice> {
    if !right.nature().has_scope {
        return Vec::new();
    }
    let positions = titles.iter().map(|(id, _)| Scope::Position(*id));
    [Scope::All]
        .into_iter()
        .chain(positions)
        .chain([Scope::Own])
        .filter(|scope| own.covers(Extent { scope: *scope, ..own }) || *scope == goes.scope)
        .map(|scope| {
            let value = format!("{}:{}", right.slug(), scope.slug());
            Choice { chosen: scope == goes.scope, label: text::capitalised(&titles.scope(scope)), value }
        })
        .collect()
}

fn reaches(right: Right, goes: Extent, own: Extent) -> Vec<Choice> {
    if !right.nature().reaches_back {
        return Vec::new();
    }
    let days = Reach::CHOICES.into_iter().rev().map(Reach::Days);
    [Reach::Ever]
        .into_iter()
        .chain(days)
        .filter(|reach| own.covers(Extent { reach: *reach, ..own }) || *reach == goes.reach)
        .map(|reach| {
            let value = format!("{}:{}", right.slug(), reach.slug());
            Choice { chosen: reach == goes.reach, label: text::capitalised(&reach.words()), value }
        })
        .collect()
}

/// What somebody else saved meanwhile, beside what was typed here.
pub struct Rival {
    /// Who, and when.
    pub who: String,
    /// What, as the other saved it, and as it was typed.
    pub rows: Vec<(String, String, String)>,
}

/// What a change means for one person or for many, in lists of sentences.
#[derive(Debug, Default, PartialEq)]
pub struct Effect {
    pub gains: Vec<String>,
    pub loses: Vec<String>,
    /// Still held, but going further or less far.
    pub moves: Vec<String>,
}

impl Effect {
    pub fn of(shifts: &[Shift], titles: &Titles) -> Self {
        let mut effect = Effect::default();
        for shift in shifts {
            match *shift {
                Shift::Gains(right, extent) => effect.gains.push(titles.right(right, extent)),
                Shift::Loses(right, _) => effect.loses.push(right.title().to_owned()),
                Shift::Moves(right, old, new) => effect.moves.push(format!(
                    "{}: {} instead of {}",
                    right.title(),
                    titles.extent(right, new),
                    titles.extent(right, old)
                )),
            }
        }
        effect
    }

    pub fn is_empty(&self) -> bool {
        self.gains.is_empty() && self.loses.is_empty() && self.moves.is_empty()
    }
}
