//! What a terminal is told: text, colour where it is wanted, warnings, and how far long work has come.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// Writes to standard output, where nobody relies on all of it.
pub(crate) fn print(text: &str) {
    let _ = try_print(text);
}

/// Writes to standard output. A reader that has gone away (`| head`) is no error.
pub(crate) fn try_print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(cause) if cause.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Writes to standard error; there is nobody left to tell when that fails.
pub(crate) fn complain(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// One line that moves nothing on a terminal: control characters come from paths and pages, which anybody may write.
pub(crate) fn one_line(text: &str) -> String {
    let plain = |character: char| if character.is_control() { ' ' } else { character };
    text.trim().chars().map(plain).collect()
}

/// Writes warnings, one line each; the rest is counted when there are many.
pub(crate) fn warn(warnings: &[String], verbose: bool) {
    const SHOWN: usize = 10;
    let shown = if verbose { warnings.len() } else { warnings.len().min(SHOWN) };
    for warning in &warnings[..shown] {
        complain(&format!("warning: {}\n", one_line(warning)));
    }
    match warnings.len() - shown {
        0 => {}
        1 => complain("warning: and one more; --verbose shows it\n"),
        rest => complain(&format!("warning: and {rest} more; --verbose shows them\n")),
    }
}

/// ANSI styles, or nothing at all.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Style {
    on: bool,
}

impl Style {
    /// For standard output: on a terminal only, and not where colour is unwanted (no-color.org).
    pub(crate) fn of_stdout() -> Self {
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Self { on: io::stdout().is_terminal() && !unwanted }
    }

    /// The title of a page.
    pub(crate) fn title(self, text: &str) -> String {
        self.wrap("1", text)
    }

    /// What matters less.
    pub(crate) fn faint(self, text: &str) -> String {
        self.wrap("2", text)
    }

    /// A word that was found.
    pub(crate) fn mark(self, text: &str) -> String {
        self.wrap("1;33", text)
    }

    fn wrap(self, code: &str, text: &str) -> String {
        if self.on && !text.is_empty() { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// One line on a terminal that is written over and over while work goes on; nothing anywhere else.
#[derive(Debug)]
pub(crate) struct Progress {
    on: bool,
    next: Instant,
    is_shown: bool,
}

impl Progress {
    /// Work that is done within this time needs no progress, and nobody reads faster.
    const PAUSE: Duration = Duration::from_millis(100);

    pub(crate) fn new(wanted: bool) -> Self {
        Self { on: wanted && io::stderr().is_terminal(), next: Instant::now() + Self::PAUSE, is_shown: false }
    }

    pub(crate) fn show(&mut self, what: &str, done: usize, total: usize) {
        if self.on && Instant::now() >= self.next {
            complain(&format!("\r\x1b[K{what} {} of {}", count(done), count(total)));
            self.next = Instant::now() + Self::PAUSE;
            self.is_shown = true;
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.is_shown {
            complain("\r\x1b[K");
        }
    }
}

/// `12345` as `12,345`.
pub(crate) fn count(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 page`, `2 pages`.
pub(crate) fn counted(number: usize, what: &str) -> String {
    format!("{} {what}{}", count(number), if number == 1 { "" } else { "s" })
}

/// A number of bytes as a person says it; 1 KB is 1,000 bytes.
pub(crate) fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => counted(bytes, "byte"),
        1_000..1_000_000 => format!("{:.1} KB", bytes as f64 / 1e3),
        _ => format!("{:.2} MB", bytes as f64 / 1e6),
    }
}

/// Milliseconds with three decimals at most: more would be noise.
pub(crate) fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        let grouped = [0, 999, 1_000, 12_345, 1_234_567].map(count);
        assert_eq!(grouped, ["0", "999", "1,000", "12,345", "1,234,567"]);
    }

    #[test]
    fn sizes_are_rounded_to_what_matters() {
        assert_eq!(
            [0, 1, 999, 1_000, 440_600, 2_345_678].map(size),
            ["0 bytes", "1 byte", "999 bytes", "1.0 KB", "440.6 KB", "2.35 MB"]
        );
    }

    #[test]
    fn a_line_stays_one_line_whatever_a_path_holds() {
        assert_eq!(one_line("a\nb\r\x1b[31mc\u{9b}d "), "a b  [31mc d");
    }

    #[test]
    fn style_that_is_off_adds_nothing() {
        let style = Style { on: false };
        assert_eq!(style.mark("word") + &style.title("title"), "wordtitle");
        assert_eq!(Style { on: true }.mark("word"), "\x1b[1;33mword\x1b[0m");
    }
}
