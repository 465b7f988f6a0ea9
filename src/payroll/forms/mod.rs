//! What a browser sends about payroll.

mod period;
mod settings;

pub use period::{DayForm, PeriodForm, Sheet};
pub use settings::SettingsForm;
