//! A server for the page on a loopback address: static, small, and strict.

use std::io::{BufRead as _, BufReader, Read as _, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::page::{self, Page};
use crate::wasm::Profile;

/// Where and what to serve.
pub struct Options {
    port: u16,
    profile: Profile,
    built: bool,
}

impl Options {
    /// Reads the words behind `serve`.
    ///
    /// # Errors
    /// A word that is not known, or a port that is none.
    pub fn parse(words: &[String]) -> Result<Options> {
        let mut options = Options { port: 8080, profile: Profile::Release, built: false };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--dev" => options.profile = Profile::Dev,
                "--built" => options.built = true,
                "--release" => options.profile = Profile::Release,
                "--port" => {
                    let port = words.next().context("--port needs a number")?;
                    options.port = port.parse().with_context(|| format!("{port:?} is no port"))?;
                }
                _ => bail!("serve does not know {word:?}"),
            }
        }
        Ok(options)
    }
}

/// Builds the page and serves it until the program is ended.
///
/// # Errors
/// The build fails, or the port is taken.
pub fn serve(options: &Options) -> Result<()> {
    let page = if options.built { Page::built()? } else { Page::build(options.profile)? };
    let site = Arc::new(Site::new(&page)?);
    let address = (Ipv4Addr::LOCALHOST, options.port);
    let listener = TcpListener::bind(address).with_context(|| {
        format!("cannot listen on 127.0.0.1:{}; choose another port with --port (0: any free one)", options.port)
    })?;
    println!("KubeCerts is served on http://{}/ (Ctrl+C ends it)", listener.local_addr()?);
    for stream in listener.incoming().flatten() {
        let site = Arc::clone(&site);
        // A visitor who goes away in the middle is no fault of ours.
        thread::spawn(move || site.answer(&stream).ok());
    }
    Ok(())
}

/// What is served: one document, plain and compressed.
struct Site {
    plain: Vec<u8>,
    compressed: Vec<u8>,
    tag: String,
    policy: String,
}

/// What of a request matters here.
struct Request {
    method: String,
    path: String,
    takes_gzip: bool,
    knows: Option<String>,
}

impl Site {
    fn new(page: &Page) -> Result<Site> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(page.html.as_bytes())?;
        Ok(Site {
            plain: page.html.clone().into_bytes(),
            compressed: encoder.finish()?,
            tag: format!("\"{}\"", page::hexadecimal(&page::sha256(page.html.as_bytes()))),
            policy: page.policy.clone(),
        })
    }

    fn answer(&self, stream: &TcpStream) -> Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        let request = read_request(stream)?;
        let mut to = stream;
        let is_page = matches!(request.path.as_str(), "/" | "/index.html" | "/kubecerts.html");
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return self.write(&mut to, "405 Method Not Allowed", "Allow: GET, HEAD\r\n", b"", false);
        }
        if !is_page {
            return self.write(
                &mut to,
                "404 Not Found",
                "",
                b"There is only one page here: /\n",
                request.method == "HEAD",
            );
        }
        if request.knows.as_deref() == Some(&self.tag) {
            return self.write(&mut to, "304 Not Modified", &format!("ETag: {}\r\n", self.tag), b"", true);
        }
        let (body, encoding) = match request.takes_gzip {
            true => (&self.compressed, "Content-Encoding: gzip\r\n"),
            false => (&self.plain, ""),
        };
        let headers = format!("{encoding}Vary: Accept-Encoding\r\nETag: {}\r\n", self.tag);
        self.write(&mut to, "200 OK", &headers, body, request.method == "HEAD")
    }

    fn write(&self, to: &mut impl Write, status: &str, headers: &str, body: &[u8], head_only: bool) -> Result<()> {
        let kind = if status.starts_with("200") { "text/html" } else { "text/plain" };
        write!(
            to,
            "HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {}\r\n{headers}\
             Content-Security-Policy: {}; frame-ancestors 'none'\r\nX-Content-Type-Options: nosniff\r\n\
             Referrer-Policy: no-referrer\r\nCross-Origin-Opener-Policy: same-origin\r\n\
             Cross-Origin-Resource-Policy: same-origin\r\nCache-Control: no-cache\r\nConnection: close\r\n\r\n",
            body.len(),
            self.policy
        )?;
        if !head_only {
            to.write_all(body)?;
        }
        Ok(to.flush()?)
    }
}

/// Reads the head of a request; 16 KiB are more than any browser sends here.
fn read_request(stream: &TcpStream) -> Result<Request> {
    let mut lines = BufReader::new(stream.take(16 * 1024)).lines();
    let first = lines.next().context("the request is empty")??;
    let mut words = first.split(' ');
    let (Some(method), Some(path)) = (words.next(), words.next()) else { bail!("not a request: {first:?}") };
    let mut request = Request {
        method: method.to_owned(),
        path: path.split('?').next().unwrap_or_default().to_owned(),
        takes_gzip: false,
        knows: None,
    };
    for line in lines {
        let line = line?;
        let Some((name, value)) = line.split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "accept-encoding" => request.takes_gzip = value.split(',').any(|coding| coding.trim() == "gzip"),
            "if-none-match" => request.knows = Some(value.trim().to_owned()),
            _ => {}
        }
    }
    Ok(request)
}
