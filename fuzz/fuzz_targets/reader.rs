#![no_main]
//! One of the readers, by the name in `LIKELY_FUZZ`; see `likely::fuzz::TARGETS`.

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

static TARGET: LazyLock<likely::fuzz::Target> = LazyLock::new(|| {
    likely::base::fault_report::hear_faults_only();
    let name = std::env::var("LIKELY_FUZZ").unwrap_or_default();
    match likely::fuzz::TARGETS.iter().find(|(known, _)| *known == name) {
        Some((_, target)) => *target,
        None => panic!("LIKELY_FUZZ is the name of a target of likely::fuzz::TARGETS"),
    }
});

fuzz_target!(|bytes: &[u8]| TARGET(bytes));
