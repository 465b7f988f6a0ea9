//! What a browser sends about payroll.

mod amounts;
mod copying;
mod entries;
mod period;
mod rule;
mod settings;
mod statements;
mod trying;

pub use copying::CopyForm;
pub use entries::{EntriesForm, EntryForm};
pub use period::{DayForm, PeriodForm, Sheet};
pub use rule::{LARGEST_RULE, MOST_ROWS, RuleForm};
pub use settings::SettingsForm;
pub use statements::{ConfirmAllForm, ConfirmForm, CorrectionForm, MakeForm, StatementsForm};
pub use trying::{Trial, TryForm};
