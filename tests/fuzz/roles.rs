//! Roles: as the fields of a form, or as a file from another location.

use parlour::access::{Rights, chosen_rights};
use parlour::roles::{File, RoleForm};
use parlour::web::form::fields_of;

pub fn holds(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(form) = fields_of::<RoleForm>(text)
        && let Ok(draft) = form.parse()
    {
        let again = RoleForm::of(&draft.name, &draft.rights, 0).parse().expect("a form that was drawn from a role");
        assert_eq!(again, draft);
        assert_eq!(chosen_rights(&form.right, &form.extent).ok().as_ref(), Some(&draft.rights));
        is_kept(&draft.rights);
    }
    is_kept(&Rights::parse(text));
    if let Ok(file) = File::read(text) {
        let written = serde_json::to_string_pretty(&file).expect("a file");
        let again = File::read(&written).expect("what was written");
        assert_eq!(serde_json::to_string_pretty(&again).expect("a file"), written);
    }
}

/// In the form in which the database keeps them.
fn is_kept(rights: &Rights) {
    assert_eq!(Rights::parse(&rights.slugs()), *rights, "{}", rights.slugs());
}
