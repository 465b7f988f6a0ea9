//! Where things stand in a column: which hours are shown, what is free, and what lies beside one another.

use crate::schedule::{Hours, Span};

const HOUR: i64 = 60;
const MIDNIGHT: i64 = 24 * HOUR;
/// A day shows as many hours at least.
const FEWEST: i64 = 8 * HOUR;
/// What is shown where nobody works.
const USUAL: Span = Span { from: 9 * HOUR, to: 18 * HOUR };
/// A shorter gap is not offered: hardly anything fits into it.
const SHORTEST_GAP: i64 = 15;

/// The full hours around everything there is, and eight at least.
pub fn frame(spans: impl Iterator<Item = Span>) -> Span {
    let around = |one: Span, other: Span| Span { from: one.from.min(other.from), to: one.to.max(other.to) };
    let Span { from, to } = spans.reduce(around).unwrap_or(USUAL);
    let (from, to) = (from / HOUR * HOUR, (to + HOUR - 1) / HOUR * HOUR);
    let to = to.max((from + FEWEST).min(MIDNIGHT));
    Span { from: from.min(to - FEWEST), to }
}

/// Why somebody does not work at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Idle {
    /// Their day starts later.
    Before(i64),
    Break,
    After,
    /// With its reason.
    TimeOff(String),
    NoHours,
}

/// The parts of the shown hours in which somebody does not work.
pub fn idle(hours: &Hours, frame: Span) -> Vec<(Span, Idle)> {
    if let Some(reason) = &hours.time_off {
        return vec![(frame, Idle::TimeOff(reason.clone()))];
    }
    let (Some(first), Some(last)) = (hours.spans.first(), hours.spans.last()) else {
        return vec![(frame, Idle::NoHours)];
    };
    let breaks = hours.spans.windows(2).map(|pair| (Span { from: pair[0].to, to: pair[1].from }, Idle::Break));
    let before = (Span { from: frame.from, to: first.from }, Idle::Before(first.from));
    let after = (Span { from: last.to, to: frame.to }, Idle::After);
    [before].into_iter().chain(breaks).chain([after]).filter(|(span, _)| span.from < span.to).collect()
}

/// What is free of some hours, where these times are taken.
pub fn gaps(hours: &Hours, taken: &[Span]) -> Vec<Span> {
    if hours.time_off.is_some() {
        return Vec::new();
    }
    let free = hours.spans.iter().flat_map(|span| without(*span, taken));
    free.filter(|gap| gap.to - gap.from >= SHORTEST_GAP).collect()
}

/// The parts of a span outside of those that are taken, which come as they begin.
fn without(span: Span, taken: &[Span]) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut from = span.from;
    for one in taken.iter().filter(|one| one.from < span.to && one.to > span.from) {
        if one.from > from {
            parts.push(Span { from, to: one.from });
        }
        from = from.max(one.to);
    }
    if from < span.to {
        parts.push(Span { from, to: span.to });
    }
    parts
}

/// Where something stands beside what happens at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lane {
    pub number: usize,
    pub of: usize,
}

impl Lane {
    /// As many find room beside one another.
    const MOST: usize = 4;
}

/// A lane for each of some spans, which come as they begin.
pub fn lanes(spans: &[Span]) -> Vec<Lane> {
    let mut lanes: Vec<Lane> = Vec::with_capacity(spans.len());
    let (mut ends, mut first) = (Vec::<i64>::new(), 0);
    for (place, span) in spans.iter().enumerate() {
        if ends.iter().all(|end| *end <= span.from) {
            close(&mut lanes[first..], ends.len());
            ends.clear();
            first = place;
        }
        let free = ends.iter().position(|end| *end <= span.from).unwrap_or(ends.len());
        match ends.get_mut(free) {
            Some(end) => *end = span.to,
            None => ends.push(span.to),
        }
        lanes.push(Lane { number: (free + 1).min(Lane::MOST), of: 1 });
    }
    close(&mut lanes[first..], ends.len());
    lanes
}

fn close(together: &mut [Lane], width: usize) {
    for lane in together {
        lane.of = width.min(Lane::MOST);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(all: &[(i64, i64)]) -> Vec<Span> {
        all.iter().map(|(from, to)| Span { from: *from, to: *to }).collect()
    }

    #[test]
    fn a_day_shows_full_hours_and_eight_of_them_at_least() {
        let shown = |all: &[(i64, i64)]| {
            let Span { from, to } = frame(spans(all).into_iter());
            (from / 60, to / 60, from % 60 + to % 60)
        };

        assert_eq!(shown(&[(545, 720), (600, 1145)]), (9, 20, 0));
        assert_eq!(shown(&[(600, 660)]), (10, 18, 0));
        assert_eq!(shown(&[(1380, 1440)]), (16, 24, 0));
        assert_eq!(shown(&[(0, 1440)]), (0, 24, 0));
        assert_eq!(shown(&[]), (9, 18, 0));
    }

    #[test]
    fn what_is_free_lies_within_the_hours_and_beside_what_is_taken() {
        let hours = Hours { spans: spans(&[(540, 720), (780, 1080)]), time_off: None };
        let free = |taken: &[(i64, i64)]| gaps(&hours, &spans(taken));

        assert_eq!(free(&[]), hours.spans);
        assert_eq!(free(&[(540, 600), (560, 650), (700, 800)]), spans(&[(650, 700), (800, 1080)]));
        assert_eq!(free(&[(550, 720), (780, 1070)]), [], "ten minutes are no gap");
        assert_eq!(gaps(&Hours { time_off: Some(String::new()), ..hours.clone() }, &[]), []);
    }

    #[test]
    fn somebody_rests_before_between_and_after_their_hours() {
        let hours = Hours { spans: spans(&[(600, 720), (780, 900)]), time_off: None };
        let shown = Span { from: 540, to: 1020 };

        let rests: Vec<_> = idle(&hours, shown).into_iter().map(|(span, why)| (span.from, span.to, why)).collect();

        assert_eq!(rests, [(540, 600, Idle::Before(600)), (720, 780, Idle::Break), (900, 1020, Idle::After)]);
        assert_eq!(idle(&Hours::default(), shown), [(shown, Idle::NoHours)]);
    }

    #[test]
    fn what_happens_at_the_same_time_stands_side_by_side() {
        let lanes = lanes(&spans(&[(540, 600), (570, 660), (600, 660), (660, 700)]));

        let said: Vec<_> = lanes.iter().map(|lane| (lane.number, lane.of)).collect();

        assert_eq!(said, [(1, 2), (2, 2), (1, 2), (1, 1)]);
    }
}
