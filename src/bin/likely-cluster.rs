//! Arguments to the command line of many machines.

use std::process::ExitCode;

use clap::Parser;
use likely::base::fault_report;

fn main() -> ExitCode {
    fault_report::watch(fault_report::usual_folder());
    likely::cli::cluster::run(likely::cli::cluster::Args::parse().command)
}
