//! What a browser sends about payroll.

mod settings;

pub use settings::SettingsForm;
