//! Tables as files: every spreadsheet opens them, and none runs what people typed (security.md SF2).

use actix_web::body::BoxBody;
use actix_web::http::header::{
    CONTENT_TYPE, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
};
use actix_web::{HttpRequest, HttpResponse, Responder};
use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};

use crate::text;

/// Tells a spreadsheet that the text is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A table that is answered as a file to keep.
pub struct Csv {
    name: String,
    rows: Writer<Vec<u8>>,
}

impl Csv {
    /// `name` is what the file is called, without its ending.
    pub fn new<'a>(name: impl Into<String>, headings: impl IntoIterator<Item = &'a str>) -> Self {
        // Every cell stands between quotation marks: a program that parts cells at other signs finds none outside them.
        let rows = WriterBuilder::new()
            .quote_style(QuoteStyle::Always)
            .terminator(Terminator::CRLF)
            .flexible(true)
            .from_writer(BYTE_ORDER_MARK.to_vec());
        let mut csv = Csv { name: name.into(), rows };
        csv.row(headings);
        csv
    }

    /// Adds a row below those that are there.
    pub fn row<C: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = C>) {
        // Writing to memory does not fail, and rows may be of any length.
        self.rows.write_record(cells.into_iter().map(|cell| harmless(cell.as_ref()))).ok();
    }

    /// The whole file.
    pub fn into_bytes(self) -> Vec<u8> {
        self.rows.into_inner().unwrap_or_default()
    }
}

/// A cell that is text, whatever it begins with. Phone numbers keep their plus sign behind the apostrophe, and a cell that
/// has an apostrophe there of its own gets one more: whoever reads the file takes one away.
fn harmless(cell: &str) -> String {
    let cell = cell.replace('\0', "");
    if is_number(&cell) {
        return cell;
    }
    if text::is_formula(&cell) { format!("'{cell}") } else { cell }
}

/// Digits, with a sign for what is below nothing and with a point: there is nothing in it to be worked out.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, rest].iter().all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()))
}

impl Responder for Csv {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok()
            .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
            .insert_header(kept_as(&self.name))
            .body(self.into_bytes())
    }
}

/// The name of the file, in full for every browser of today and in ASCII for the others (RFC 6266).
fn kept_as(name: &str) -> ContentDisposition {
    let name: String =
        name.chars().map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { ' ' } else { c }).collect();
    let name = format!("{}.csv", name.trim());
    let plain = name.chars().map(|c| if c.is_ascii() && c != '%' { c } else { '_' }).collect();
    let in_full = ExtendedValue { charset: Charset::Ext("UTF-8".into()), language_tag: None, value: name.into_bytes() };
    ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(plain), DispositionParam::FilenameExt(in_full)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cells: &[&str]) -> String {
        let mut csv = Csv::new("people", ["Name"]);
        csv.row(cells);
        String::from_utf8(csv.into_bytes()).unwrap()
    }

    #[test]
    fn sf2_no_cell_can_be_taken_for_a_formula() {
        for (cell, kept) in [
            ("=HYPERLINK(\"https://evil.test\")", "'=HYPERLINK(\"\"https://evil.test\"\")"),
            ("+374 99 000000", "'+374 99 000000"),
            ("-1+1", "'-1+1"),
            ("-84.50", "-84.50"),
            ("-84", "-84"),
            ("84.50", "84.50"),
            ("-", "'-"),
            ("-.5", "'-.5"),
            ("-1.", "'-1."),
            ("-1.2.3", "'-1.2.3"),
            ("-1e9", "'-1e9"),
            ("--1", "'--1"),
            (" -1", "' -1"),
            ("-1\t", "'-1\t"),
            ("+1", "'+1"),
            ("-١", "'-١"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("  =1", "'  =1"),
            ("\u{a0}=1", "'\u{a0}=1"),
            ("\t=1", "'\t=1"),
            ("\r\n=1", "'\r\n=1"),
            ("\0=1", "'=1"),
            ("＝1", "'＝1"),
            ("Sá; =1", "Sá; =1"),
            ("O'Neil", "O'Neil"),
            ("'=1", "''=1"),
            ("", ""),
        ] {
            assert!(written(&[cell]).ends_with(&format!("\r\n\"{kept}\"\r\n")), "{cell:?}: {:?}", written(&[cell]));
        }
    }

    #[test]
    fn sf2_the_file_says_its_encoding_and_parts_rows_as_rfc_4180_does() {
        assert_eq!(written(&["Zoë \"Zo\" Sá", "a,b"]), "\u{feff}\"Name\"\r\n\"Zoë \"\"Zo\"\" Sá\",\"a,b\"\r\n");
    }

    #[test]
    fn sf2_the_name_of_the_file_is_told_in_full_and_breaks_no_header() {
        let told = kept_as("Activity of Salão \"Sá\"\r\nX: y").to_string();

        assert!(told.starts_with("attachment; filename=\"Activity of Sal_o  S_   X  y.csv\""), "{told}");
        assert!(
            told.ends_with("filename*=UTF-8''Activity%20of%20Sal%C3%A3o%20%20S%C3%A1%20%20%20X%20%20y.csv"),
            "{told}"
        );
    }
}
