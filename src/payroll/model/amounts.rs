//! What somebody gets, by what it is for.

use std::iter::Sum;
use std::ops::Add;

use super::{Accrual, Entry, EntryKind, Kind};

/// What is paid, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Amounts {
    pub services: i64,
    pub assisting: i64,
    pub time: i64,
    /// With adjustments, so it can be below nothing.
    pub bonuses: i64,
    /// Above nothing: it is taken from the rest.
    pub deductions: i64,
}

impl Amounts {
    pub fn total(&self) -> i64 {
        self.services + self.assisting + self.time + self.bonuses - self.deductions
    }

    pub fn of<'a>(
        accruals: impl IntoIterator<Item = &'a Accrual>,
        entries: impl IntoIterator<Item = &'a Entry>,
    ) -> Self {
        let earned: Amounts = accruals.into_iter().map(Amounts::from).sum();
        earned + entries.into_iter().map(Amounts::from).sum()
    }
}

impl From<&Accrual> for Amounts {
    fn from(accrual: &Accrual) -> Self {
        let nothing = Amounts::default();
        match accrual.kind {
            Kind::Service => Amounts { services: accrual.amount, ..nothing },
            Kind::Assisting => Amounts { assisting: accrual.amount, ..nothing },
            Kind::Time => Amounts { time: accrual.amount, ..nothing },
        }
    }
}

impl From<&Entry> for Amounts {
    fn from(entry: &Entry) -> Self {
        let nothing = Amounts::default();
        match entry.kind {
            EntryKind::Penalty => Amounts { deductions: -entry.effect(), ..nothing },
            _ => Amounts { bonuses: entry.effect(), ..nothing },
        }
    }
}

impl Add for Amounts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Amounts {
            services: self.services + other.services,
            assisting: self.assisting + other.assisting,
            time: self.time + other.time,
            bonuses: self.bonuses + other.bonuses,
            deductions: self.deductions + other.deductions,
        }
    }
}

impl Sum for Amounts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Amounts::default(), Add::add)
    }
}

/// How much of a whole a part is, in tenths of a percent, half a tenth upwards; nothing of nothing.
pub fn share(part: i64, whole: i64) -> Option<i64> {
    let (part, whole) = (i128::from(part), i128::from(whole));
    let tenths = (whole > 0).then(|| (2_000 * part + whole).div_euclid(2 * whole))?;
    i64::try_from(tenths).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_to_the_tenth_of_a_percent() {
        for (part, whole, tenths) in [
            (1, 3, Some(333)),
            (2, 3, Some(667)),
            (0, 5, Some(0)),
            (5, 5, Some(1_000)),
            (-1, 3, Some(-333)),
            (1, 0, None),
        ] {
            assert_eq!(share(part, whole), tenths, "{part} of {whole}");
        }
    }
}
