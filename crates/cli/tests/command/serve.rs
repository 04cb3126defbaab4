//! `serve`: a real server, asked over a real socket.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use crate::bench::{Bench, page};

/// A running server, ended with the test.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn start(bench: &Bench, arguments: &[&str]) -> Self {
        let mut child = bench
            .command(&[&["serve", "site", "--json", "--port", "0"], arguments].concat())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
        let told: serde_json::Value = serde_json::from_str(&line).expect("JSON");
        let url = told["url"].as_str().expect("an address");
        let address = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
        assert!(address.starts_with("127.0.0.1:"), "loopback only: {address}");
        Self { child, address }
    }

    /// The head and the body of the answer.
    fn get(&self, path: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(&self.address).expect("connected");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("received");
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        (String::from_utf8_lossy(&answer[..end]).into_owned(), answer[end + 4..].to_vec())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_site_is_previewed_and_stays_untouched() {
    let bench = Bench::with_site();
    let has_widget = bench.has_widget();
    let before = bench.files("site");
    let served = Served::start(&bench, &[]);
    let (head, body) = served.get("/");
    assert!(head.starts_with("HTTP/1.1 200") && head.contains("Content-Type: text/html"), "{head}");
    assert_eq!(String::from_utf8_lossy(&body).contains("data-thumbindex"), has_widget);
    let (head, body) = served.get("/thumbindex/index.tix");
    assert!(head.starts_with("HTTP/1.1 200") && body.starts_with(b"\x89TIX"), "{head}");
    if has_widget {
        assert!(served.get("/thumbindex/thumbindex.js").0.contains("Content-Type: text/javascript"));
        assert!(served.get("/thumbindex/thumbindex.wasm").0.contains("Content-Type: application/wasm"));
    }
    assert_eq!(bench.files("site"), before);
}

#[test]
fn nothing_outside_the_site_is_sent() {
    let bench = Bench::with_site();
    bench.write("secret.txt", "secret");
    let served = Served::start(&bench, &[]);
    for path in ["/../secret.txt", "/%2e%2e/secret.txt", "/deep/..%2f..%2fsecret.txt", "/nowhere"] {
        let (head, body) = served.get(path);
        assert!(head.starts_with("HTTP/1.1 40"), "{path}: {head}");
        assert!(!body.windows(6).any(|word| word == b"secret"), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_site_keeps_nobody_waiting() {
    let bench = Bench::with_site();
    let made =
        std::process::Command::new("mkfifo").arg(bench.path("site/pipe.html")).status().expect("mkfifo");
    assert!(made.success());
    let served = Served::start(&bench, &[]);
    assert!(served.get("/pipe.html").0.starts_with("HTTP/1.1 404"));
}

#[test]
fn an_output_folder_is_filled_when_it_is_asked_for() {
    let bench = Bench::with_site();
    let served = Served::start(&bench, &["--out", "site/search"]);
    assert!(served.get("/search/index.tix").0.starts_with("HTTP/1.1 200"));
    assert_eq!(served.get("/search/index.tix").1, bench.read("site/search/index.tix"));
}

/// The number of the build that a page shows.
fn number(served: &Served) -> String {
    let (_, body) = served.get("/");
    let page = String::from_utf8(body).expect("text");
    let (_, after) = page.split_once("/.thumbindex-reload.js?").expect("the script that reloads");
    after.split('"').next().expect("a number").to_owned()
}

#[test]
fn a_page_hears_of_a_change_and_then_shows_it() {
    let bench = Bench::with_site();
    let served = Served::start(&bench, &[]);
    let shown = number(&served);
    let mut changes = TcpStream::connect(&served.address).expect("connected");
    write!(changes, "GET /.thumbindex-changes?{shown} HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("sent");
    let before = served.get("/thumbindex/index.tix").1;
    bench.write("site/new.html", page("New", "<p>A medlar.</p>"));
    let mut heard = String::new();
    changes.read_to_string(&mut heard).expect("told");
    assert!(
        heard.contains("Content-Type: text/event-stream") && heard.ends_with("data: changed\n\n"),
        "{heard}"
    );
    assert_ne!(number(&served), shown);
    assert_ne!(served.get("/thumbindex/index.tix").1, before);
    let (_, script) = served.get("/.thumbindex-reload.js?1");
    assert!(String::from_utf8_lossy(&script).contains("EventSource"));
}

#[test]
fn connections_that_ask_for_nothing_keep_no_other_waiting() {
    let bench = Bench::with_site();
    let served = Served::start(&bench, &[]);
    let idle: Vec<TcpStream> =
        (0..64).map(|_| TcpStream::connect(&served.address).expect("connected")).collect();
    for _ in 0..64 {
        assert!(served.get("/deep/own.html").0.starts_with("HTTP/1.1 200"));
    }
    drop(idle);
}

#[test]
fn a_configuration_that_is_edited_counts_from_then_on_and_a_broken_one_changes_nothing() {
    let bench = Bench::with_site();
    bench.write("thumbindex.toml", "");
    let served = Served::start(&bench, &[]);
    let shown = number(&served);
    bench.write("thumbindex.toml", "skip = ['deep/**']");
    let wait = |shown: &str| {
        let url = format!("/.thumbindex-changes?{shown}");
        assert!(served.get(&url).1.ends_with(b"data: changed\n\n"));
    };
    wait(&shown);
    let skipped = served.get("/thumbindex/index.tix").1;
    let shown = number(&served);
    bench.write("thumbindex.toml", "skop = []");
    bench.write("thumbindex.toml", "skip = []");
    wait(&shown);
    assert_ne!(served.get("/thumbindex/index.tix").1, skipped);
}
