//! benchtool PORT UPSTREAM_PORT
//!
//! Stands for all subgraphs: one thread, answers remembered by path and body; what was not asked before is asked of the
//! upstream once. So a subgraph costs little, and the same for every router.
//! GET /__reset -> {"requests":..,"misses":..,"authorized":..} since the last reset; what is remembered stays.

mod message;
mod upstream;

use message::Message;
use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token};
use std::collections::HashMap;
use std::io::{self, ErrorKind, Read, Write};

const LISTENER: Token = Token(0);

struct Connection {
    socket: TcpStream,
    incoming: Vec<u8>,
    outgoing: Vec<u8>,
    written: usize,
    waits_for_room: bool,
}

#[derive(Default)]
struct Counts {
    requests: u64,
    misses: u64,
    authorized: u64,
}

struct Replay {
    upstream: u16,
    remembered: HashMap<Vec<u8>, Vec<u8>>,
    key: Vec<u8>,
    counts: Counts,
}

fn main() -> io::Result<()> {
    let ports: Vec<u16> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let [port, upstream] = ports[..] else {
        eprintln!("usage: benchtool PORT UPSTREAM_PORT");
        std::process::exit(2)
    };
    let mut replay = Replay { upstream, remembered: HashMap::new(), key: Vec::new(), counts: Counts::default() };
    let mut poll = Poll::new()?;
    let mut events = Events::with_capacity(1024);
    let mut listener = TcpListener::bind(([127, 0, 0, 1], port).into())?;
    poll.registry().register(&mut listener, LISTENER, Interest::READABLE)?;
    let mut connections: HashMap<Token, Connection> = HashMap::new();
    let mut last = 0;
    let mut buffer = vec![0; 1 << 18];
    loop {
        match poll.poll(&mut events, None) {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            other => other?,
        }
        for event in &events {
            if event.token() == LISTENER {
                while let Ok((mut socket, _)) = listener.accept() {
                    last += 1;
                    let _ = socket.set_nodelay(true);
                    poll.registry().register(&mut socket, Token(last), Interest::READABLE)?;
                    let (incoming, outgoing) = (Vec::new(), Vec::new());
                    connections.insert(Token(last), Connection { socket, incoming, outgoing, written: 0, waits_for_room: false });
                }
                continue;
            }
            let Some(connection) = connections.get_mut(&event.token()) else { continue };
            let mut is_open = true;
            if event.is_readable() {
                is_open = connection.read(&mut buffer);
                connection.answer(&mut replay);
            }
            is_open = is_open && connection.write().is_ok();
            if !is_open {
                let _ = poll.registry().deregister(&mut connection.socket);
                connections.remove(&event.token());
                continue;
            }
            let is_full = connection.written < connection.outgoing.len();
            if is_full != connection.waits_for_room {
                connection.waits_for_room = is_full;
                let interest = if is_full { Interest::READABLE | Interest::WRITABLE } else { Interest::READABLE };
                poll.registry().reregister(&mut connection.socket, event.token(), interest)?;
            }
        }
    }
}

impl Connection {
    /// Takes what has come; false when the other side has gone.
    fn read(&mut self, buffer: &mut [u8]) -> bool {
        loop {
            match self.socket.read(buffer) {
                Ok(0) => return false,
                Ok(count) => self.incoming.extend_from_slice(&buffer[..count]),
                Err(error) => return error.kind() == ErrorKind::WouldBlock,
            }
        }
    }

    /// Answers all requests that have come completely.
    fn answer(&mut self, replay: &mut Replay) {
        let mut at = 0;
        while let Some(message) = Message::parse(&self.incoming[at..]) {
            replay.answer(&message, &mut self.outgoing);
            at += message.length;
        }
        self.incoming.drain(..at);
    }

    fn write(&mut self) -> io::Result<()> {
        while self.written < self.outgoing.len() {
            match self.socket.write(&self.outgoing[self.written..]) {
                Ok(count) => self.written += count,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(error) => return Err(error),
            }
        }
        self.outgoing.clear();
        self.written = 0;
        Ok(())
    }
}

impl Replay {
    fn answer(&mut self, message: &Message, outgoing: &mut Vec<u8>) {
        if message.path == b"/__reset" {
            let Counts { requests, misses, authorized } = std::mem::take(&mut self.counts);
            let body = format!("{{\"requests\":{requests},\"misses\":{misses},\"authorized\":{authorized}}}");
            outgoing.extend_from_slice(&upstream::response(200, body.as_bytes()));
            return;
        }
        self.counts.requests += 1;
        self.counts.authorized += u64::from(message.header(b"authorization").is_some());
        self.key.clear();
        self.key.extend_from_slice(message.path);
        self.key.push(0);
        self.key.extend_from_slice(&message.body);
        if let Some(known) = self.remembered.get(&self.key) {
            outgoing.extend_from_slice(known);
            return;
        }
        self.counts.misses += 1;
        let answer = match upstream::ask(self.upstream, message.path, &message.body) {
            Ok(answer) => answer,
            Err(error) => {
                eprintln!("upstream: {error}");
                outgoing.extend_from_slice(&upstream::response(502, b"{}"));
                return;
            }
        };
        outgoing.extend_from_slice(&answer);
        self.remembered.insert(self.key.clone(), answer);
    }
}
