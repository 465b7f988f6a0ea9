//! Tables as files: cells between the signs U+001F, out to a spreadsheet and back in again (security.md SF2).

use parlour::clients::ImportForm;
use parlour::error::Errors;
use parlour::text;
use parlour::web::Csv;

pub fn holds(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let cells: Vec<&str> = text.split('\u{1f}').collect();
    let mut file = Csv::new("cells", cells.iter().copied());
    file.row(&cells);
    let file = file.into_bytes();
    let read = records(&file);
    assert_eq!(read.len(), 2);
    assert_eq!(read[0], read[1]);
    assert_eq!(read[1].len(), cells.len());
    for (kept, cell) in read[1].iter().zip(&cells) {
        let cell = cell.replace('\0', "");
        assert!(*kept == cell || kept.strip_prefix('\'') == Some(&cell), "{cell:?} became {kept:?}");
        assert!(!is_reckoned_with(kept), "{kept:?}");
    }
    comes_back(&cells);
}

fn records(file: &[u8]) -> Vec<Vec<String>> {
    let file = file.strip_prefix("\u{feff}".as_bytes()).expect("a mark of order");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(file);
    reader.records().map(|record| record.expect("a row").iter().map(str::to_owned).collect()).collect()
}

/// Whether a spreadsheet works something out: a number it only shows.
fn is_reckoned_with(cell: &str) -> bool {
    let bare = cell.trim_start().trim_start_matches(['\u{feff}', '\u{200b}']).trim_start();
    let is_number = cell.parse::<f64>().is_ok() && !cell.starts_with('+');
    bare.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) && !is_number
}

/// Clients who are exported are the same clients when they are brought in.
fn comes_back(cells: &[&str]) {
    let mut names = Vec::new();
    let mut file = Csv::new("clients", ["Name", "Phone", "Email"]);
    for cell in cells {
        let mut errors = Errors::none();
        let name = text::name("name", "the name", cell, "Enter a name", &mut errors);
        if errors.is_empty() {
            file.row([&name, "+351912555031", "dora@x.test"]);
            names.push(name);
        }
    }
    let file = String::from_utf8(file.into_bytes()).expect("text");
    let rows = ImportForm { file, ..ImportForm::default() }.rows().unwrap_or_default();
    let read: Vec<(&str, &str)> = rows.iter().map(|row| (row.name.as_str(), row.contact.as_str())).collect();
    let sent: Vec<_> = names.iter().map(|name| (name.as_str(), "+351912555031 dora@x.test")).collect();
    assert!(read == sent || names.iter().any(|name| name.contains('\u{fffd}')), "{sent:?} came back as {read:?}");
}
