//! The application on a port of this machine.

use std::io;
use std::sync::Arc;
use std::thread::JoinHandle;

use crate::answer::Application;
use crate::request::Request;

/// Threads that answer.
const THREADS: usize = 4;

/// Headers of every response: no guessing of types, no framing, no referrer, nothing kept.
const HEADERS: [(&str, &str); 5] = [
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
];

/// The port could not be opened.
#[derive(Debug, thiserror::Error)]
#[error("cannot listen on port {port} of this machine: {source}; choose another with --port")]
pub struct ListenError {
    /// The port asked for.
    pub port: u16,
    /// What went wrong.
    pub source: Box<dyn std::error::Error + Send + Sync>,
}

/// A running server; it stops when this is dropped.
pub struct Listening {
    server: Arc<tiny_http::Server>,
    threads: Vec<JoinHandle<()>>,
    port: u16,
}

/// Answers requests to `port` of 127.0.0.1 (any free one for 0) in threads of its own.
pub fn listen(application: Application, port: u16) -> Result<Listening, ListenError> {
    let server = tiny_http::Server::http(("127.0.0.1", port)).map_err(|source| ListenError { port, source })?;
    let server = Arc::new(server);
    let port = server.server_addr().to_ip().map_or(port, |address| address.port());
    let application = Arc::new(application);
    let threads = (0..THREADS).map(|_| {
        let (server, application) = (Arc::clone(&server), Arc::clone(&application));
        std::thread::spawn(move || {
            while let Ok(request) = server.recv() {
                // A reader who has gone away is no error of ours.
                let _ = respond(&application, request, port);
            }
        })
    });
    let threads = threads.collect();
    Ok(Listening { server, threads, port })
}

impl Listening {
    /// The port it answers on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The address to open.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Waits until the server stops, which it does not do by itself.
    pub fn wait(mut self) {
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        for _ in &self.threads {
            self.server.unblock();
        }
    }
}

fn respond(application: &Application, request: tiny_http::Request, port: u16) -> io::Result<()> {
    let host = request.headers().iter().find(|header| header.field.equiv("Host"));
    let asked = Request::new(request.method().as_str(), request.url(), host.map(|header| header.value.as_str()));
    let answer = application.answer(&asked, port);
    let mut response = tiny_http::Response::from_string(answer.body).with_status_code(answer.status);
    for (name, value) in HEADERS.into_iter().chain([("Content-Type", answer.content_type)]) {
        if let Ok(header) = tiny_http::Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    request.respond(response)
}
