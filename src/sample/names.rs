//! What the people of the sample are called.

const FIRST: [&str; 40] = [
    "Clara", "Maria", "Hugo", "Zoe", "Luís", "Gil", "Owen", "Nuno", "Vasco", "Ivo", "Sara", "Kim", "Paula", "Alice",
    "Eva", "Lia", "Tânia", "Joana", "Inês", "Rita", "Carla", "Ana", "Leonor", "Mateus", "Beatriz", "Tomás", "Matilde",
    "Afonso", "Carolina", "Duarte", "Helena", "Simão", "Laura", "Rodrigo", "Teresa", "Martim", "Yara", "Elif", "Amir",
    "Chidi",
];

const LAST: [&str; 40] = [
    "Nunes", "Pinto", "Leal", "Marsh", "Faria", "Ramos", "Clarke", "Vaz", "Melo", "Teles", "Brito", "Duarte", "Serra",
    "Rocha", "Moniz", "Santos", "Reis", "Luz", "Couto", "Amaral", "Dias", "Prata", "Moura", "Lopes", "Barros", "Neves",
    "Cardoso", "Fonseca", "Matos", "Antunes", "Guerra", "Pires", "Xavier", "Demir", "Okoro", "Haddad", "Silveira",
    "Coelho", "Tavares", "Azevedo",
];

/// The name of the so-manieth person; after sixteen hundred they come again with another initial.
pub(super) fn of(number: i64) -> String {
    let number = number as usize;
    let (first, last) = (FIRST[number % 40], LAST[(number / 40 + number) % 40]);
    match number / 1600 {
        0 => format!("{first} {last}"),
        round => format!("{first} {}. {last}", char::from(b'A' + (round % 26) as u8)),
    }
}
