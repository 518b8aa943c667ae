//! Files that are read whole: never something that is no file (a pipe that nobody writes to, a device
//! without an end), never more than such a file can reasonably hold.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::language::t;

/// Fails where `path` is neither a file nor gone, before it is opened: to open a pipe is to wait for who
/// writes into it.
///
/// # Errors
/// [`io::ErrorKind::InvalidInput`], and those of the system.
pub fn is_a_file(path: &Path) -> io::Result<fs::Metadata> {
    let about = fs::metadata(path)?;
    match about.is_file() {
        true => Ok(about),
        false if about.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        false => Err(io::Error::new(io::ErrorKind::InvalidInput, NotAFile)),
    }
}

/// It is a device, a pipe or a socket.
#[derive(Debug, thiserror::Error)]
#[error("{}", t!("base-not-a-file"))]
pub struct NotAFile;

/// The bytes of a file, at most `most`.
///
/// # Errors
/// As [`is_a_file`]; [`io::ErrorKind::FileTooLarge`] where there is more.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    is_a_file(path)?;
    let mut bytes = Vec::new();
    // It may grow while it is read.
    File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 <= most {
        true => Ok(bytes),
        false => Err(io::Error::new(io::ErrorKind::FileTooLarge, t!("base-too-large"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_a_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, [7; 100]).unwrap();
        assert_eq!(read(&path, 100).unwrap(), [7; 100]);
        assert_eq!(read(&path, 99).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(read(folder.path(), 9).unwrap_err().kind(), io::ErrorKind::IsADirectory);
        let gone = folder.path().join("b");
        assert_eq!(read(&gone, 9).unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("socket");
        let _listening = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        for path in [socket.as_path(), Path::new("/dev/zero"), Path::new("/dev/null")] {
            let error = read(path, 100).unwrap_err();
            assert!(error.to_string().contains("not a file"), "{error}");
        }
    }
}
