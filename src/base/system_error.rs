//! What the system says of files, in the person's words, where it means something to them.

use std::io::{self, ErrorKind};

use super::language::{Message, message};

/// Why something failed, as the middle of a sentence ("… could not be read: WHY.").
pub fn message(error: &io::Error) -> Message {
    // What was said by ourselves is in words already.
    if error.get_ref().is_some() {
        return error.to_string().into();
    }
    match error.kind() {
        _ if is_gone(error) => message!("base-system-no-answer"),
        _ if is_circle(error) => message!("base-system-circle"),
        ErrorKind::NotFound => message!("base-system-not-there"),
        ErrorKind::PermissionDenied => message!("base-system-no-permission"),
        ErrorKind::ReadOnlyFilesystem => message!("base-system-read-only"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => message!("base-system-full"),
        _ => error.to_string().into(),
    }
}

/// Whether a drive, or the way to a folder on another computer, is gone.
fn is_gone(error: &io::Error) -> bool {
    // EIO, ENXIO, ENODEV.
    #[cfg(unix)]
    const GONE: [i32; 3] = [5, 6, 19];
    // Not ready, path of a network, device, network name, device and its connection.
    // <https://learn.microsoft.com/windows/win32/debug/system-error-codes>
    #[cfg(not(unix))]
    const GONE: [i32; 7] = [21, 53, 55, 59, 64, 1117, 1167];
    let known = error.raw_os_error().is_some_and(|code| GONE.contains(&code));
    known
        || matches!(
            error.kind(),
            ErrorKind::HostUnreachable
                | ErrorKind::NetworkUnreachable
                | ErrorKind::NetworkDown
                | ErrorKind::NotConnected
                | ErrorKind::StaleNetworkFileHandle
                | ErrorKind::TimedOut
        )
}

/// Whether links lead to each other: ELOOP, which the standard library has no stable name for.
fn is_circle(error: &io::Error) -> bool {
    let code = if cfg!(target_os = "linux") { 40 } else { 62 };
    cfg!(unix) && error.raw_os_error() == Some(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::language::Language;

    #[test]
    fn what_the_system_says_is_said_in_the_persons_language() {
        let gone = io::Error::from_raw_os_error(if cfg!(unix) { 5 } else { 1117 });
        let full = io::Error::from(ErrorKind::StorageFull);
        assert!(message(&gone).to_string().contains("Connect it again"));
        assert_eq!(message(&full).to_string(), "the disk is full");
        let german = Language::German.within(|| message(&full).to_string());
        assert_eq!(german, "der Datenträger ist voll");
        let own = io::Error::new(ErrorKind::NotFound, "so it is");
        assert_eq!(message(&own).to_string(), "so it is");
        let other = io::Error::from(ErrorKind::BrokenPipe);
        assert_eq!(message(&other).to_string(), other.to_string());
    }
}
