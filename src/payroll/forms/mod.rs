//! What a browser sends about payroll.

mod amounts;
mod copying;
mod rule;
mod settings;
mod trying;

pub use copying::CopyForm;
pub use rule::{LARGEST_RULE, MOST_ROWS, RuleForm};
pub use settings::SettingsForm;
pub use trying::{Trial, TryForm};
