//! One build at a time in a folder: what one publishes another would sweep away as a leftover.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::Path;

/// Stays in the folder, empty: whoever removed it could take it from under a build that is waiting for it. Its name begins
/// with a dot, which web servers and our own reader pass over.
const NAME: &str = ".thumbindex-lock";

/// The folder is ours until this is dropped; the system sees to that when the process ends, however it does.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Waits until no other build is at work in `folder`, which is made when it is not there; says so by `waiting`. `None` on
    /// a file system that knows no locks.
    pub(crate) fn on(folder: &Path, waiting: impl FnOnce()) -> io::Result<Option<Self>> {
        fs::create_dir_all(folder)?;
        // To read as well, since to open a pipe for writing alone waits for somebody who reads it.
        let mut options = OpenOptions::new();
        let file = options.create(true).truncate(false).read(true).write(true).open(folder.join(NAME))?;
        let locked = match file.try_lock() {
            Err(TryLockError::WouldBlock) => {
                waiting();
                file.lock()
            }
            Err(TryLockError::Error(cause)) => Err(cause),
            Ok(()) => Ok(()),
        };
        match locked {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(cause) if cause.kind() == ErrorKind::Unsupported => Ok(None),
            Err(cause) => Err(cause),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_second_build_waits_for_the_first() {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("out");
        let first = Lock::on(&out, || panic!("nobody is here")).expect("locked");
        let (tell, told) = mpsc::channel();
        let second = thread::spawn(move || {
            let waiting = tell.clone();
            let lock = Lock::on(&out, move || waiting.send("waits").expect("heard")).expect("locked");
            tell.send("builds").expect("heard");
            drop(lock);
        });
        assert_eq!(told.recv(), Ok("waits"));
        assert!(told.recv_timeout(Duration::from_millis(50)).is_err(), "both build");
        drop(first);
        assert_eq!(told.recv(), Ok("builds"));
        second.join().expect("no panic");
    }
}
