use crate::message::find;
use std::io::{self, Error, Read, Write};
use std::net::TcpStream;

/// Asks the real subgraph and gives its answer as a whole response.
pub fn ask(port: u16, path: &[u8], body: &[u8]) -> io::Result<Vec<u8>> {
    let mut socket = TcpStream::connect(("127.0.0.1", port))?;
    write!(
        socket,
        "POST {} HTTP/1.1\r\nhost: subgraph\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        String::from_utf8_lossy(path),
        body.len()
    )?;
    socket.write_all(body)?;
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer)?;
    let head = find(&answer, b"\r\n\r\n").ok_or_else(|| Error::other("no answer"))?;
    let status = std::str::from_utf8(&answer[9..12]).ok().and_then(|text| text.parse().ok()).unwrap_or(502);
    Ok(response(status, &answer[head + 4..]))
}

pub fn response(status: u16, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status} OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}
