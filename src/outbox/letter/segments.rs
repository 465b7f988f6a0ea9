//! How long a text message is: telephones count in parts, and differently for each alphabet (GSM 03.38).

/// What one unit of the short alphabet can say.
const SHORT: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿\
                     abcdefghijklmnopqrstuvwxyzäöñüà";

/// What takes two units of it.
const DOUBLE: &str = "^{}\\[~]|€";

/// Whether every letter belongs to the short alphabet, of which 160 fit into one part. Of others it is 70.
pub fn is_short(text: &str) -> bool {
    text.chars().all(|c| SHORT.contains(c) || DOUBLE.contains(c))
}

/// How many parts a text takes.
pub fn count(text: &str) -> usize {
    let is_short = is_short(text);
    let (alone, together) = if is_short { (160, 153) } else { (70, 67) };
    let units = |c: char| if is_short { 1 + usize::from(DOUBLE.contains(c)) } else { c.len_utf16() };
    if text.chars().map(units).sum::<usize>() <= alone {
        return 1;
    }
    // A letter of two units is never cut in two.
    let (parts, _) = text.chars().fold((1, 0), |(parts, used), c| match used + units(c) {
        more if more > together => (parts + 1, units(c)),
        more => (parts, more),
    });
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c7_parts_are_counted_as_telephones_count_them() {
        for (letter, times, parts) in [
            ("a", 160, 1),
            ("a", 161, 2),
            ("a", 306, 2),
            ("a", 307, 3),
            ("€", 80, 1),
            ("€", 81, 2),
            ("€", 153, 3),
            ("ж", 70, 1),
            ("ж", 71, 2),
            ("ж", 134, 2),
            ("ж", 135, 3),
            ("😀", 35, 1),
            ("😀", 36, 2),
            ("😀", 67, 3),
            ("ã", 71, 2),
            ("é", 160, 1),
        ] {
            assert_eq!(count(&letter.repeat(times)), parts, "{letter} × {times}");
        }
    }
}
