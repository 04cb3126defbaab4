//! A small HTTP server for a preview: a thread for each connection, so that none waits for another. Browsers open connections
//! ahead of need and keep them, and a page that waits for changes keeps one for as long as it is open.

use std::io::{self, Read, Write};
use std::net::{IpAddr, Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::web::Answer;

/// A longer head of a request is not for a preview.
const LONGEST_HEAD: usize = 16 << 10;
const MOST_HEADERS: usize = 100;

/// A connection on which nothing is asked for so long is closed.
const PATIENCE: Duration = Duration::from_secs(60);

/// What still comes on a connection that is to be closed is read for so long and no further, or the system would take the answer
/// back with it.
const FAREWELL: Duration = Duration::from_secs(1);
const MOST_LEFT: u64 = 1 << 20;

/// What is sent to a request.
pub(crate) enum Reply {
    Whole(Answer),
    /// A head, and then what somebody writes for as long as the other side listens.
    Stream(Answer, Writer),
}

/// Writes until there is no more to say, or nobody listens.
pub(crate) type Writer = Box<dyn FnOnce(&mut dyn Write) -> io::Result<()>>;

/// Answers requests, each a method and a URL, for as long as the listener lives.
pub(crate) fn serve(listener: &TcpListener, answer: impl Fn(&str, &str) -> Reply + Send + Sync + 'static) {
    let answer = Arc::new(answer);
    for stream in listener.incoming().flatten() {
        let answer = Arc::clone(&answer);
        // Where no thread can be had, the browser asks again; one that has gone away is no error either.
        let _ = thread::Builder::new()
            .spawn(move || Connection::new(stream).and_then(|mut open| open.talk(&*answer)));
    }
}

struct Connection {
    stream: TcpStream,
    /// What has been read and belongs to the next request.
    ahead: Vec<u8>,
}

/// What matters of a request.
struct Asked {
    method: String,
    url: String,
    /// Whether another request may follow.
    stays: bool,
    /// Whether it calls this machine by a name that nobody else has.
    is_for_here: bool,
}

impl Connection {
    fn new(stream: TcpStream) -> io::Result<Self> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, ahead: Vec::new() })
    }

    fn talk(&mut self, answer: &(impl Fn(&str, &str) -> Reply + ?Sized)) -> io::Result<()> {
        while let Some(asked) = self.next()? {
            let Some(Asked { method, url, stays, is_for_here }) = asked else {
                let refused = Answer::text(400, "this is no request that a preview understands");
                self.send(&refused, true, false, true)?;
                break;
            };
            if !is_for_here {
                let refused = Answer::text(403, "a preview is called localhost, or by an address in numbers");
                self.send(&refused, true, false, true)?;
                break;
            }
            let has_body = method != "HEAD";
            match answer(&method, &url) {
                Reply::Whole(whole) => self.send(&whole, has_body, stays, true)?,
                Reply::Stream(head, write) => {
                    self.send(&head, false, false, false)?;
                    return if has_body { write(&mut self.stream) } else { Ok(()) };
                }
            }
            if !stays {
                break;
            }
        }
        self.stream.shutdown(Shutdown::Write)?;
        self.stream.set_read_timeout(Some(FAREWELL))?;
        io::copy(&mut (&mut self.stream).take(MOST_LEFT), &mut io::sink()).map(|_| ())
    }

    /// The next request: nothing when the other side has no more, nothing inside when it speaks something else.
    fn next(&mut self) -> io::Result<Option<Option<Asked>>> {
        loop {
            match asked(&self.ahead) {
                Ok(Some((length, asked))) => {
                    self.ahead.drain(..length);
                    return Ok(Some(Some(asked)));
                }
                Ok(None) if self.ahead.len() <= LONGEST_HEAD => {}
                _ => return Ok(Some(None)),
            }
            let mut some = [0; 4096];
            match self.stream.read(&mut some)? {
                0 => return Ok(None),
                length => self.ahead.extend_from_slice(&some[..length]),
            }
        }
    }

    fn send(&mut self, answer: &Answer, has_body: bool, stays: bool, is_whole: bool) -> io::Result<()> {
        let reason = match answer.status {
            200 => "OK",
            308 => "Permanent Redirect",
            400 => "Bad Request",
            403 => "Forbidden",
            404 => "Not Found",
            405 => "Method Not Allowed",
            _ => "",
        };
        let mut head = format!("HTTP/1.1 {} {reason}\r\n", answer.status);
        for (name, value) in &answer.headers {
            // A path can hold what would begin a header of its own.
            let value: String = value.chars().filter(|c| !c.is_control()).collect();
            head += &format!("{name}: {value}\r\n");
        }
        if is_whole {
            head += &format!("Content-Length: {}\r\n", answer.body.len());
        }
        head += if stays { "\r\n" } else { "Connection: close\r\n\r\n" };
        let mut message = head.into_bytes();
        if has_body {
            message.extend_from_slice(&answer.body);
        }
        self.stream.write_all(&message)
    }
}

/// The request that stands at the beginning, and its length; nothing inside while it is not whole.
fn asked(bytes: &[u8]) -> Result<Option<(usize, Asked)>, httparse::Error> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    let httparse::Status::Complete(length) = request.parse(bytes)? else { return Ok(None) };
    let says = |name: &str, value: &str| {
        let headers = request.headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name));
        let mut words = headers.flat_map(|header| header.value.split(|byte| *byte == b','));
        words.any(|word| word.trim_ascii().eq_ignore_ascii_case(value.as_bytes()))
    };
    // Nobody sends a body to a preview; should one come, it is not taken for the next request.
    let has_body = request.headers.iter().any(|header| {
        header.name.eq_ignore_ascii_case("transfer-encoding")
            || header.name.eq_ignore_ascii_case("content-length") && header.value != b"0"
    });
    let host = request.headers.iter().find(|header| header.name.eq_ignore_ascii_case("host"));
    let asked = Asked {
        method: request.method.unwrap_or_default().to_owned(),
        url: request.path.unwrap_or_default().to_owned(),
        stays: request.version == Some(1) && !says("connection", "close") && !has_body,
        is_for_here: host.is_none_or(|header| is_this_machine(header.value)),
    };
    Ok(Some((length, asked)))
}

/// Whether a host can be nobody but this machine. A page elsewhere whose owner points its name at this machine, once a browser has
/// opened it, could read a preview that answers to any name.
fn is_this_machine(host: &[u8]) -> bool {
    let host = String::from_utf8_lossy(host).trim().to_ascii_lowercase();
    let name =
        host.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')).map_or(&*host, |(name, _)| name);
    let is_address = |name: &str| name.parse::<IpAddr>().is_ok();
    name == "localhost" || name.ends_with(".localhost") || is_address(name.trim_matches(['[', ']']))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything that comes back for these bytes from a server that repeats what it was asked.
    fn answers(sent: &[u8]) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        thread::spawn(move || {
            serve(&listener, |method, url| match url {
                "/events" => {
                    Reply::Stream(Answer::text(200, ""), Box::new(|out| out.write_all(b"data: x\n\n")))
                }
                _ => Reply::Whole(Answer::text(200, &format!("{method} {url}"))),
            });
        });
        let mut stream = TcpStream::connect(address).expect("connected");
        stream.write_all(sent).expect("sent");
        stream.shutdown(Shutdown::Write).expect("shut");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("text");
        answer
    }

    #[test]
    fn requests_on_one_connection_are_answered_in_turn() {
        let both = answers(b"GET /a HTTP/1.1\r\nHost: localhost\r\n\r\nGET /b HTTP/1.1\r\nConnection: close\r\n\r\nGET /c HTTP/1.1\r\n\r\n");
        assert_eq!(both.matches("HTTP/1.1 200 OK\r\n").count(), 2, "{both}");
        assert!(both.contains("Content-Length: 7\r\n\r\nGET /a\n") && both.ends_with("GET /b\n"), "{both}");
    }

    #[test]
    fn a_head_is_answered_without_a_body() {
        let head = answers(b"HEAD /a HTTP/1.1\r\n\r\n");
        assert!(head.contains("Content-Length: 8\r\n") && head.ends_with("\r\n\r\n"), "{head}");
    }

    #[test]
    fn what_is_no_request_is_refused() {
        for sent in [&b"\x16\x03\x01 hello\r\n\r\n"[..], &[b'a'; 40_000]] {
            assert!(answers(sent).starts_with("HTTP/1.1 400 "), "{:?}", &sent[..4]);
        }
    }

    #[test]
    fn whoever_calls_this_machine_by_another_name_is_refused() {
        let status = |host: &str| {
            let answer =
                answers(format!("GET /a HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes());
            answer.split(' ').nth(1).map(str::to_owned)
        };
        for host in
            ["localhost", "LocalHost:8017", "docs.localhost:1", "127.0.0.1:8017", "[::1]:8017", "[::1]"]
        {
            assert_eq!(status(host).as_deref(), Some("200"), "{host}");
        }
        for host in
            ["example.org", "example.org:8017", "localhost.example.org", "127.0.0.1.example.org:1", ""]
        {
            assert_eq!(status(host).as_deref(), Some("403"), "{host}");
        }
    }

    #[test]
    fn a_body_is_not_taken_for_a_request() {
        let answer = answers(b"POST /a HTTP/1.1\r\nContent-Length: 21\r\n\r\nGET /b HTTP/1.1\r\n\r\n");
        assert_eq!(answer.matches("HTTP/1.1").count(), 1, "{answer}");
    }

    #[test]
    fn a_stream_has_no_length_and_ends_with_its_connection() {
        let stream = answers(b"GET /events HTTP/1.1\r\n\r\n");
        assert!(stream.ends_with("\r\n\r\ndata: x\n\n") && !stream.contains("Content-Length"), "{stream}");
    }
}
