//! Lists of people and of clients, pasted and from a file: what stands before the sign U+001F is the one, the rest the other.

use parlour::clients::ImportForm;
use parlour::invitations::{ListForm, SheetLine, read_sheet, write_sheet};

pub fn holds(bytes: &[u8]) {
    let Ok(list) = std::str::from_utf8(bytes) else { return };
    let (text, file) = list.split_once('\u{1f}').unwrap_or((list, ""));
    let people = read_sheet(list);
    for line in &people {
        assert_ne!(*line, SheetLine::default(), "a line without anything is nobody");
        let cells = [&line.name, &line.contact, &line.role, &line.card, &line.language];
        assert!(cells.iter().all(|cell| cell.trim() == cell.as_str()), "{line:?}");
    }
    assert_eq!(read_sheet(&write_sheet(&people)), people, "written down it is the same list");
    is_invited_whole(text, file);
    is_brought_in_whole(text, file);
}

fn is_invited_whole(text: &str, file: &str) {
    let form = ListForm { text: text.into(), file: file.into(), ..ListForm::default() };
    if let Ok(lines) = form.lines() {
        assert_eq!(lines.len(), read_sheet(text).len() + read_sheet(file).len());
        assert_eq!(form.into_text().lines().ok(), Some(lines), "as text alone it is the same list");
    }
}

fn is_brought_in_whole(text: &str, file: &str) {
    let form = ImportForm { text: text.into(), file: file.into() };
    if let Ok(rows) = form.rows() {
        let confirmed = ImportForm { text: form.whole(), file: String::new() }.rows().expect("the same list");
        let plain = |rows: &[parlour::clients::Row]| {
            rows.iter().map(|row| (row.name.clone(), row.contact.clone())).collect::<Vec<_>>()
        };
        assert_eq!(plain(&confirmed), plain(&rows), "what is confirmed is what was looked at");
        for row in &rows {
            if let Ok(client) = row.parse("PT") {
                assert!(!client.name.starts_with(['=', '+', '-', '@']), "{client:?}");
            }
        }
    }
}
