//! What stands above the columns of a list of people, in the languages of the letters.

use crate::text;

/// What a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    FirstName,
    Name,
    Contact,
    Role,
    Card,
    Language,
    Other,
}

/// The columns of a list that has no headings.
pub(super) const USUAL: [Column; 5] = [Column::Name, Column::Contact, Column::Role, Column::Card, Column::Language];

/// What people write above their columns, in the six languages of the letters; folded as `text::key` does.
const HEADINGS: [(Column, &[&str]); 6] = [
    (Column::FirstName, &["first name", "given name", "nombre de pila", "vorname", "prenom"]),
    (
        Column::Name,
        &[
            "name",
            "full name",
            "surname",
            "last name",
            "family name",
            "who",
            "nombre",
            "nombre completo",
            "apellido",
            "apellidos",
            "nome",
            "nome completo",
            "apelido",
            "sobrenome",
            "nachname",
            "familienname",
            "nom",
            "nom complet",
            "nom de famille",
            "имя",
            "имя и фамилия",
            "фамилия",
            "фио",
        ],
    ),
    (
        Column::Contact,
        &[
            "email",
            "e-mail",
            "mail",
            "email address",
            "e-mail address",
            "phone",
            "phone number",
            "mobile",
            "contact",
            "email or phone",
            "e-mail or phone",
            "email or phone number",
            "correo",
            "correo electronico",
            "telefono",
            "movil",
            "celular",
            "contacto",
            "correio eletronico",
            "telefone",
            "telemovel",
            "contato",
            "e-mail-adresse",
            "telefon",
            "telefonnummer",
            "handy",
            "handynummer",
            "kontakt",
            "courriel",
            "adresse e-mail",
            "telephone",
            "portable",
            "почта",
            "эл. почта",
            "электронная почта",
            "телефон",
            "номер телефона",
            "контакт",
        ],
    ),
    (Column::Role, &["role", "rol", "funcao", "papel", "rolle", "роль"]),
    (Column::Card, &["card", "team card", "team member", "ficha", "cartao", "karte", "teamkarte", "fiche", "карточка"]),
    (Column::Language, &["language", "idioma", "lingua", "sprache", "langue", "язык"]),
];

/// What a column holds that is called so.
pub(super) fn heading(cell: &str) -> Column {
    let word = text::key(cell.trim().trim_end_matches([':', '*', ' ']));
    let known = HEADINGS.iter().find(|(_, words)| words.contains(&word.as_str()));
    known.map_or(Column::Other, |(column, _)| *column)
}
