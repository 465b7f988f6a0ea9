//! Lists, a page at a time: the next page begins behind the last row of this one, so that none costs more than the first.

/// A page of a list.
#[derive(Debug, Clone)]
pub struct Part<T, K> {
    pub rows: Vec<T>,
    /// The last row of this page, if there is another page.
    pub next: Option<K>,
}

impl<T, K> Part<T, K> {
    /// Of rows that were asked for with one more than fit on the page.
    pub fn of(mut rows: Vec<T>, most: i64, key: impl Fn(&T) -> K) -> Self {
        let has_more = rows.len() as i64 > most;
        rows.truncate(most as usize);
        let next = rows.last().filter(|_| has_more).map(key);
        Part { rows, next }
    }

    /// The same page, its rows as somebody else needs them.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Part<U, K> {
        Part { rows: self.rows.into_iter().map(f).collect(), next: self.next }
    }
}

/// How many there are, as far as it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    Exactly(i64),
    MoreThan(i64),
}

impl Count {
    /// So many are counted; of more it is said that they are more.
    pub const FAR: i64 = 1_000;

    /// Of rows that were asked for up to one more than [`Count::FAR`].
    pub fn of(found: usize) -> Self {
        let found = found as i64;
        if found > Self::FAR { Count::MoreThan(Self::FAR) } else { Count::Exactly(found) }
    }

    /// `1 client`, `More than 1,000 clients`.
    pub fn said(self, one: &str, many: &str) -> String {
        match self {
            Count::Exactly(1) => format!("1 {one}"),
            Count::Exactly(count) => format!("{} {many}", grouped(count)),
            Count::MoreThan(count) => format!("More than {} {many}", grouped(count)),
        }
    }
}

/// The query of another page of a list, to stand behind its path: what is not empty, with its question mark; nothing if
/// everything is. A link of nothing at all would lead to the page it stands on.
pub fn query(parts: &[(&str, &str)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in parts.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    match query.finish() {
        none if none.is_empty() => none,
        query => format!("?{query}"),
    }
}

/// The number of a page, counted from 0, as an address says it: the first goes without saying.
pub fn numbered(page: usize) -> String {
    if page == 0 { String::new() } else { page.to_string() }
}

/// `2,148`.
fn grouped(number: i64) -> String {
    match number {
        ..1_000 => number.to_string(),
        _ => format!("{},{:03}", number / 1_000, number % 1_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_its_last_row_only_if_others_follow() {
        let part = Part::of(vec![1, 2, 3], 2, |row| *row);
        assert_eq!((part.rows, part.next), (vec![1, 2], Some(2)));

        let part = Part::of(vec![1, 2], 2, |row| *row);
        assert_eq!((part.rows, part.next), (vec![1, 2], None));
    }

    #[test]
    fn a_query_says_what_is_not_empty() {
        assert_eq!(query(&[("search", "a b"), ("only", ""), ("page", &numbered(2))]), "?search=a+b&page=2");
        assert_eq!(query(&[("search", ""), ("page", &numbered(0))]), "");
    }

    #[test]
    fn what_is_counted_is_said_in_words() {
        let said = |found| Count::of(found).said("client", "clients");
        assert_eq!([said(0), said(1), said(1_000)], ["0 clients", "1 client", "1,000 clients"]);
        assert_eq!(said(1_001), "More than 1,000 clients");
    }
}
