//! Forms as a browser sends them without files: the mark is taken out, and every field says what was typed.

use parlour::clients::ClientForm;
use parlour::error::Errors;
use parlour::invitations::ListForm;
use parlour::text;
use parlour::users::NameForm;
use parlour::web::form::{fields_of, split_mark};

pub fn holds(bytes: &[u8]) {
    let Ok(body) = std::str::from_utf8(bytes) else { return };
    let (mark, fields) = split_mark(body);
    assert_eq!(mark.is_some(), body.split('&').any(|pair| pair.starts_with("mark=")));
    assert_eq!(split_mark(&fields), (None, fields.clone()), "no second mark is left");
    let typed: Vec<(String, String)> = url::form_urlencoded::parse(fields.as_bytes()).into_owned().collect();
    let all = |name: &str| -> Vec<String> {
        typed.iter().filter(|(field, _)| field == name).map(|(_, value)| value.clone()).collect()
    };
    if let Ok(form) = fields_of::<NameForm>(&fields) {
        assert_eq!(typed, [("name".to_owned(), form.name.clone())], "one field, and no other");
        is_tidy(&form.name);
    }
    if let Ok(form) = fields_of::<ClientForm>(&fields) {
        let known = ["name", "phone", "email", "all_the_same", "version"];
        assert!(typed.iter().all(|(field, _)| known.contains(&field.as_str()) && all(field).len() == 1), "{typed:?}");
        assert_eq!(form.phone.as_ref(), all("phone").first());
        assert_eq!(all("version").first().map_or(Ok(0), |version| version.parse()), Ok(form.version));
    }
    if let Ok(form) = fields_of::<ListForm>(&fields) {
        assert_eq!(form.contact, all("contact"));
        assert_eq!(form.name, all("name"));
    }
}

fn is_tidy(typed: &str) {
    let mut errors = Errors::none();
    let name = text::name("name", "the name", typed, "Enter a name", &mut errors);
    if errors.is_empty() {
        assert!((1..=80).contains(&name.chars().count()) && !name.chars().any(char::is_control), "{name:?}");
        assert_eq!(text::name("name", "the name", &name, "", &mut errors), name, "tidied again it is itself");
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(text::key(&text::key(&name)), text::key(&name), "{name:?}");
        assert!(text::finds(&name, &name, &[]), "everybody is found by their own name: {name:?}");
    }
}
