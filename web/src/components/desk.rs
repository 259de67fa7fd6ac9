//! The parts of the signing desk's screens.

pub mod approval_panel;
pub mod commands;
pub mod empty;
pub mod field;
pub mod key_choice;
pub mod made_files;
pub mod making;
pub mod names;
pub mod preview;
pub mod sign_form;
pub mod subject;
pub mod usages;
