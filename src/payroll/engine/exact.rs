//! Amounts as fractions, until the one rounding at the end of each (domain.md §8.3).

/// Hundredths of a percent that are the whole.
const WHOLE: i128 = 10_000;

/// An amount in minor units that is not rounded yet. Never below nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exact {
    over: i128,
    under: i128,
}

impl Exact {
    pub const NOTHING: Exact = Exact { over: 0, under: 1 };

    pub fn whole(amount: i64) -> Self {
        Exact { over: i128::from(amount.max(0)), under: 1 }
    }

    pub fn times(self, number: i64) -> Self {
        Exact { over: self.over * i128::from(number.max(0)), ..self }.reduced()
    }

    /// A part of it, in hundredths of a percent.
    pub fn part(self, hundredths: i64) -> Self {
        Exact { over: self.over * i128::from(hundredths.max(0)), under: self.under * WHOLE }.reduced()
    }

    /// One of so many equal parts.
    pub fn divided(self, parts: i64) -> Self {
        Exact { under: self.under * i128::from(parts.max(1)), ..self }.reduced()
    }

    /// In whole minor units, half a unit upwards.
    pub fn rounded(self) -> i64 {
        let units = (2 * self.over + self.under) / (2 * self.under);
        i64::try_from(units).unwrap_or(i64::MAX)
    }

    fn reduced(self) -> Self {
        let common = gcd(self.over, self.under).max(1);
        Exact { over: self.over / common, under: self.under / common }
    }
}

/// Whole minor units that add up to the rounded sum of the parts: what is left after rounding down goes to those with the
/// largest remainders, and among equal ones to those who stand first. Nobody with nothing gets anything.
pub fn shared(parts: &[Exact]) -> Vec<i64> {
    let under = parts.iter().fold(1, |under, part| under / gcd(under, part.under).max(1) * part.under);
    let over: Vec<i128> = parts.iter().map(|part| part.over * (under / part.under)).collect();
    let sum = Exact { over: over.iter().sum(), under };
    let mut units: Vec<i64> = over.iter().map(|over| i64::try_from(over / under).unwrap_or(i64::MAX)).collect();
    let left = sum.rounded() - units.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(over[*place] % under));
    for place in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        units[place] += 1;
    }
    units
}

fn gcd(one: i128, other: i128) -> i128 {
    if other == 0 { one } else { gcd(other, one % other) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_unit_goes_upwards_and_less_does_not() {
        for (amount, hundredths, rounded) in
            [(1, 5_000, 1), (1, 4_999, 0), (333, 1_000, 33), (335, 1_000, 34), (0, 10_000, 0)]
        {
            assert_eq!(Exact::whole(amount).part(hundredths).rounded(), rounded, "{hundredths} of {amount}");
        }
    }

    #[test]
    fn i17_what_is_left_goes_to_the_largest_remainders_then_to_the_first_and_never_to_nothing() {
        let third = Exact::whole(1_000).divided(3);
        assert_eq!(shared(&[third, third, third]), [334, 333, 333]);
        assert_eq!(shared(&[Exact::NOTHING, third, third, third]), [0, 334, 333, 333]);
        let (small, large) = (Exact::whole(1).part(2_000), Exact::whole(1).part(8_000));
        assert_eq!(shared(&[small, large]), [0, 1]);
        assert_eq!(shared(&[]), Vec::<i64>::new());
    }

    #[test]
    fn the_largest_amounts_do_not_overflow() {
        let most = Exact::whole(999_999_999_999).times(1_000).part(9_999).part(9_999).part(9_999);
        assert!(
            shared(&[most.divided(7), most.divided(3), Exact::whole(1).divided(9)]).iter().all(|units| *units >= 0)
        );
    }
}
