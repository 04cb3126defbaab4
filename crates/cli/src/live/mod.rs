//! Telling open pages that there is something new: each carries the number of the build that it shows, and asks whether
//! that is still the last one.

use std::io::{self, Write};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// Their names begin with a dot, as those of no file that a preview serves.
const SCRIPT: &str = "/.thumbindex-reload.js";
const CHANGES: &str = "/.thumbindex-changes";

const RELOAD: &str = include_str!("reload.js");

/// How often a page that has gone away is noticed.
const BEAT: Duration = Duration::from_secs(20);

/// The number of the last build.
#[derive(Debug)]
pub(crate) struct Live {
    number: Mutex<u64>,
    changed: Condvar,
}

/// What a request is for, when it is for one of ours.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// The script, by its content.
    Script(&'static str),
    /// Word of a build after this one.
    Changes(u64),
}

impl Live {
    /// Numbers begin with the time, so that a page which outlived another preview knows that this one is new.
    pub(crate) fn new() -> Self {
        let time = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self { number: Mutex::new(time.as_micros() as u64), changed: Condvar::new() }
    }

    /// There is a new build.
    pub(crate) fn tell(&self) {
        *self.number.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.changed.notify_all();
    }

    /// What a page gets at its end. UTF-16 would make garbage of it.
    pub(crate) fn add_to(&self, page: &mut Vec<u8>) {
        if !page.starts_with(b"\xff\xfe") && !page.starts_with(b"\xfe\xff") {
            let number = *self.number.lock().unwrap_or_else(PoisonError::into_inner);
            page.extend(format!("<script src=\"{SCRIPT}?{number}\"></script>").bytes());
        }
    }

    pub(crate) fn wanted(url: &str) -> Option<Wanted> {
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        match path {
            SCRIPT => Some(Wanted::Script(RELOAD)),
            CHANGES => Some(Wanted::Changes(query.parse().unwrap_or_default())),
            _ => None,
        }
    }

    /// Writes an event as soon as the last build is another than `shown`, and what means nothing meanwhile.
    pub(crate) fn wait(&self, shown: u64, out: &mut dyn Write) -> io::Result<()> {
        loop {
            let number = self.number.lock().unwrap_or_else(PoisonError::into_inner);
            let same = |number: &mut u64| *number == shown;
            let waited = self.changed.wait_timeout_while(number, BEAT, same);
            let (number, _) = waited.unwrap_or_else(PoisonError::into_inner);
            let is_new = *number != shown;
            // Writing may take its time, and nobody should wait for that to tell the next.
            drop(number);
            if is_new {
                return out.write_all(b"data: changed\n\n");
            }
            out.write_all(b":\n\n")?;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::thread;

    use super::*;

    fn shown(live: &Live) -> u64 {
        let mut page = b"<p>".to_vec();
        live.add_to(&mut page);
        let page = String::from_utf8(page).expect("text");
        let number = page.split(['?', '"']).nth(2).expect("a number");
        number.parse().expect("a number")
    }

    #[test]
    fn a_page_hears_of_the_next_build_whether_it_asks_before_or_after() {
        let live = Arc::new(Live::new());
        let number = shown(&live);
        let hear = |live: Arc<Live>| {
            thread::spawn(move || {
                let mut heard = Vec::new();
                live.wait(number, &mut heard).expect("written");
                heard
            })
        };
        let before = hear(Arc::clone(&live));
        live.tell();
        let after = hear(live);
        for heard in [before, after] {
            assert_eq!(heard.join().expect("ended"), b"data: changed\n\n");
        }
    }

    #[test]
    fn requests_for_the_script_and_for_changes_are_known() {
        assert!(matches!(Live::wanted("/.thumbindex-reload.js?5"), Some(Wanted::Script(_))));
        assert_eq!(Live::wanted("/.thumbindex-changes?5"), Some(Wanted::Changes(5)));
        assert_eq!(Live::wanted("/guide/"), None);
    }

    #[test]
    fn a_page_in_utf_16_stays_as_it_is() {
        let mut page = b"\xff\xfe<\0".to_vec();
        Live::new().add_to(&mut page);
        assert_eq!(page, b"\xff\xfe<\0");
    }
}
