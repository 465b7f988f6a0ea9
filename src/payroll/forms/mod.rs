//! What a browser sends about payroll.

mod entries;
mod settings;
mod statements;

pub use entries::{EntriesForm, EntryForm};
pub use settings::SettingsForm;
pub use statements::{ConfirmAllForm, ConfirmForm, CorrectionForm, MakeForm, StatementsForm};
