//! What every module may use and what knows nothing of any: progress and the stop flag, texts by
//! code, numbers in memory or on the disk, files that are whole or not there, files of checked
//! sections, what names of fields say, what is one ID, the program's texts, numbers and days in words.
//!
//! A thing belongs here when at least two modules need it and it could stand in another program.

pub mod atomic_file;
pub mod composed;
pub mod delivered;
pub mod dictionary;
pub mod digest;
pub mod fault_report;
pub mod field_names;
pub mod file_names;
pub mod file_stamp;
pub mod ids;
pub mod known_as;
pub mod language;
pub mod lock_file;
pub mod mailbox;
pub mod memory;
pub mod merge;
pub mod numbers;
pub mod part_file;
pub mod progress;
pub mod remote;
pub mod section_file;
pub mod sync;
pub mod system_error;
pub mod temp_folder;
pub mod unknown;
pub mod whole_file;
pub mod words;
