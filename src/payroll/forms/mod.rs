//! What a browser sends about payroll.

mod entries;
mod period;
mod settings;
mod statements;

pub use entries::{EntriesForm, EntryForm};
pub use period::{DayForm, PeriodForm, Sheet};
pub use settings::SettingsForm;
pub use statements::{ConfirmAllForm, ConfirmForm, CorrectionForm, MakeForm, StatementsForm};
