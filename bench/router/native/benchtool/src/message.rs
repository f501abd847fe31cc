use std::borrow::Cow;

/// One HTTP/1.1 request.
pub struct Message<'a> {
    pub path: &'a [u8],
    pub body: Cow<'a, [u8]>,
    /// Bytes that it takes, head and body.
    pub length: usize,
    head: &'a [u8],
}

impl<'a> Message<'a> {
    /// The request at the beginning of these bytes; none while it is not complete.
    pub fn parse(bytes: &'a [u8]) -> Option<Message<'a>> {
        let head_length = find(bytes, b"\r\n\r\n")? + 4;
        let head = &bytes[..head_length];
        let path = head.split(|&byte| byte == b' ').nth(1)?;
        if header(head, b"transfer-encoding").is_some_and(|value| value.eq_ignore_ascii_case(b"chunked")) {
            let (body, end) = chunked(bytes, head_length)?;
            return Some(Message { path, body: body.into(), length: end, head });
        }
        let length = head_length + header(head, b"content-length").map_or(Some(0), number)?;
        Some(Message { path, body: bytes.get(head_length..length)?.into(), length, head })
    }

    pub fn header(&self, name: &[u8]) -> Option<&'a [u8]> {
        header(self.head, name)
    }
}

/// A chunked body and where it ends.
fn chunked(bytes: &[u8], mut at: usize) -> Option<(Vec<u8>, usize)> {
    let mut body = Vec::new();
    loop {
        let line = find(&bytes[at..], b"\r\n")?;
        let size = std::str::from_utf8(&bytes[at..at + line]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        at += line + 2;
        let chunk = bytes.get(at..at + size + 2)?;
        at += size + 2;
        if size == 0 {
            return Some((body, at));
        }
        body.extend_from_slice(&chunk[..size]);
    }
}

fn header<'a>(head: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    head.split(|&byte| byte == b'\n').find_map(|line| {
        let is_it = line.len() > name.len() && line[name.len()] == b':' && line[..name.len()].eq_ignore_ascii_case(name);
        is_it.then(|| line[name.len() + 1..].trim_ascii())
    })
}

fn number(text: &[u8]) -> Option<usize> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

pub fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
