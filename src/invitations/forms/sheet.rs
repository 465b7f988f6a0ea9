//! Reads a list of people as it comes out of a spreadsheet, a file or an e-mail: columns, headings, separators.

use csv::{ReaderBuilder, StringRecord, WriterBuilder};

use crate::text;

use super::headings::{Column, USUAL, heading};

/// The most people on one list.
pub const MOST_LINES: usize = 500;

/// One person on a list, as it was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    pub name: String,
    /// An e-mail address, a phone number, or both.
    pub contact: String,
    pub role: String,
    pub card: String,
    pub language: String,
}

/// Reads the people on a list. Lines that are blank are nobody.
pub fn read(list: &str) -> Vec<Line> {
    let list = list.trim_start_matches('\u{feff}');
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(list))
        // A quotation mark without its twin would swallow the rest of the list.
        .quoting(is_quoted(list))
        .from_reader(list.as_bytes());
    let mut records: Vec<StringRecord> = reader.records().filter_map(Result::ok).collect();
    records.retain(|record| record.iter().any(|cell| !cell.trim().is_empty()));
    let headed = records.first().and_then(columns);
    let people = &records[usize::from(headed.is_some())..];
    people.iter().map(|record| person(record, headed.as_deref())).filter(|line| *line != Line::default()).collect()
}

/// Writes people down so that `read` finds them again: with headings, where they would be misread without.
pub fn write<'a>(people: impl IntoIterator<Item = &'a Line>) -> String {
    let people: Vec<&Line> = people.into_iter().collect();
    let rows =
        people.iter().map(|line| [&line.name, &line.contact, &line.role, &line.card, &line.language].map(guarded));
    let rows: Vec<_> = rows.collect();
    let plain = written(&rows);
    if read(&plain).iter().eq(people.iter().copied()) {
        return plain;
    }
    let headings = ["Name", "Contact", "Role", "Card", "Language"].map(str::to_owned);
    format!("{}{plain}", written(&[headings]))
}

fn written(rows: &[[String; 5]]) -> String {
    let mut writer = WriterBuilder::new().delimiter(b'\t').from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).ok();
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn is_quoted(list: &str) -> bool {
    list.matches('"').count().is_multiple_of(2)
}

/// Cells copied from a spreadsheet stand between tabs; files have `;` or `,`, whichever their first lines show more of.
fn separator(list: &str) -> u8 {
    // What stands between quotation marks parts nothing.
    let bare: String = match is_quoted(list) {
        true => list.split('"').step_by(2).collect(),
        false => list.to_owned(),
    };
    let start: Vec<&str> = bare.lines().filter(|line| !line.trim().is_empty()).take(5).collect();
    let count = |mark: char| start.iter().map(|line| line.matches(mark).count()).sum::<usize>();
    match (count('\t'), count(';'), count(',')) {
        (tabs, ..) if tabs > 0 => b'\t',
        (_, semicolons, commas) if semicolons >= commas && semicolons > 0 => b';',
        _ => b',',
    }
}

/// The columns, if this line is their headings: it names at least one and reaches nobody.
fn columns(record: &StringRecord) -> Option<Vec<Column>> {
    let reaches_somebody = |cell: &str| cell.contains('@') || cell.chars().filter(char::is_ascii_digit).count() > 4;
    if record.iter().any(reaches_somebody) {
        return None;
    }
    let columns: Vec<Column> = record.iter().map(heading).collect();
    let known = columns.iter().filter(|column| **column != Column::Other).count();
    (known * 2 > record.iter().filter(|cell| !cell.trim().is_empty()).count()).then_some(columns)
}

fn person(record: &StringRecord, headed: Option<&[Column]>) -> Line {
    let in_columns = |column: Column| {
        let cells = headed.unwrap_or(&USUAL).iter().zip(record).filter(|(of, _)| **of == column);
        cells.map(|(_, cell)| tidy(cell)).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let name = [in_columns(Column::FirstName), in_columns(Column::Name)].join(" ").trim().to_owned();
    let line = Line {
        name,
        contact: in_columns(Column::Contact),
        role: in_columns(Column::Role),
        card: in_columns(Column::Card),
        language: in_columns(Column::Language),
    };
    if headed.is_none() { line.turned() } else { line }
}

/// A cell as its writer meant it: an apostrophe that keeps a spreadsheet from reckoning is no part of it.
fn tidy(cell: &str) -> String {
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(kept) if text::is_formula(kept) => kept.trim().to_owned(),
        _ => cell.to_owned(),
    }
}

/// The other way round: a cell whose apostrophe is its own gets another one.
fn guarded(cell: &String) -> String {
    if tidy(cell) == *cell { cell.clone() } else { format!("'{cell}") }
}

/// What a spreadsheet takes for the beginning of a formula.
pub const FORMULAS: [char; 4] = ['=', '+', '-', '@'];

impl Line {
    pub fn is_blank(&self) -> bool {
        self.name.trim().is_empty() && self.contact.trim().is_empty()
    }

    /// `anna@salon.test, Anna` and `Anna <anna@salon.test>` are clear enough without headings.
    fn turned(self) -> Self {
        if self.name.contains('@') && !self.contact.contains('@') {
            if let (true, Some((name, address))) = (self.contact.is_empty(), self.name.split_once('<')) {
                let contact = address.trim_end_matches('>').trim().to_owned();
                return Line { name: name.trim().trim_matches('"').trim().to_owned(), contact, ..self };
            }
            return Line { name: self.contact, contact: self.name, ..self };
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(cells: [&str; 5]) -> Line {
        let [name, contact, role, card, language] = cells.map(str::to_owned);
        Line { name, contact, role, card, language }
    }

    #[test]
    fn b7_commas_semicolons_tabs_a_mark_of_order_and_either_end_of_line() {
        let boris = line(["Boris", "boris@new.test", "View only", "", ""]);
        for list in [
            "Boris,boris@new.test,View only",
            "Boris;boris@new.test;View only\r\n",
            "Boris\tboris@new.test\tView only\n\n",
            "\u{feff}Name;Email;Role\r\nBoris;boris@new.test;View only\r\n;;\r\n",
            "\"Boris\",\"boris@new.test\",\"View only\"",
            " Boris , boris@new.test , View only ",
        ] {
            assert_eq!(read(list), std::slice::from_ref(&boris), "{list:?}");
        }
        assert!(read("").is_empty() && read(" \r\n;;\n").is_empty() && read("Name,Email").is_empty());
    }

    #[test]
    fn headings_are_understood_in_six_languages_and_in_any_order() {
        for headings in [
            "Email;Name;Role",
            "Correo electrónico;Nombre;Rol",
            "E-mail;Nome;Função",
            "E-Mail-Adresse;Nachname;Rolle",
            "Courriel;Nom;Rôle",
            "Электронная почта;ФИО;Роль",
        ] {
            let list = format!("{headings}\nboris@new.test;Boris;Manager");
            assert_eq!(read(&list), [line(["Boris", "boris@new.test", "Manager", "", ""])], "{headings}");
        }
    }

    #[test]
    fn names_in_two_columns_and_two_ways_to_reach_somebody_are_put_together() {
        let list = "Nom;Prénom;E-mail;Téléphone;Ville\nMartin;Zoé;zoe@new.test;+33 6 12 34 56 78;Lyon";

        assert_eq!(read(list), [line(["Zoé Martin", "zoe@new.test +33 6 12 34 56 78", "", "", ""])]);
    }

    #[test]
    fn a_list_of_addresses_is_read_the_way_mail_programs_write_it() {
        assert_eq!(read("Anna Sá <anna@new.test>"), [line(["Anna Sá", "anna@new.test", "", "", ""])]);
        assert_eq!(read("anna@new.test,Anna"), [line(["Anna", "anna@new.test", "", "", ""])]);
    }

    #[test]
    fn sf2_the_apostrophe_of_a_guarded_cell_goes_and_what_it_guarded_stays() {
        assert_eq!(read("Yusuf;'+351912555031"), [line(["Yusuf", "+351912555031", "", "", ""])]);
        assert_eq!(read("O'Neil;o@new.test"), [line(["O'Neil", "o@new.test", "", "", ""])]);
    }

    #[test]
    fn what_is_written_down_is_read_again_as_it_was() {
        let people = [
            line(["Sá, \"Bia\"; B.", "bia@new.test", "Manager", "Beatriz Sá", "pt"]),
            line(["Name", "name@new.test +351 912 555 031", "", "", ""]),
        ];

        assert_eq!(read(&write(&people)), people);
    }
}
