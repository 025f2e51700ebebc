//! DK13: files over the real HTTP, from either side of a session. A program that sends them cuts its own connection.

use std::io::Cursor;

use image::{DynamicImage, GenericImageView as _, ImageFormat, RgbImage};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use stage::cast::{Customer, Group};
use stage::files::{Paper, Sending};
use stage::sight::{Author, Sight};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::time::Instant;
use uuid::Uuid;
use wire::command::{MemberCommand, SendMessage};
use wire::widget::{CustomerCommand, CustomerMessage, Say};

use crate::scene::{LOOK_EVERY, PATIENCE, Scene};
use crate::standing::equal;

/// Larger than what a socket takes at once.
const PAGES: usize = 300_000;
const PLACE: &[u8] = b"GPS 48.137N 11.575E";

/// Whoever sends and opens files, and by which right.
struct Courier {
    url: String,
    path: String,
    header: (&'static str, String),
}

/// A status with its body.
type Answer = (u16, Value);

impl Courier {
    fn request(&self, method: Method, more: &str) -> RequestBuilder {
        let address = format!("{}{}{more}", self.url, self.path);
        let request = reqwest::Client::new().request(method, address);
        request.header("x-rapport-csrf", "1").header(self.header.0, &self.header.1)
    }

    async fn state(&self, id: Uuid) -> Result<usize, String> {
        let (_, state) = answer(self.request(Method::GET, &format!("/{id}/upload"))).await?;
        let offset = state["offset"].as_u64().and_then(|offset| usize::try_from(offset).ok());
        offset.ok_or_else(|| format!("the upload is said to be {state}"))
    }

    /// Half of it goes, and then the connection.
    async fn breaks_off(&self, id: Uuid, bytes: &[u8]) -> Result<(), String> {
        let address = self.url.trim_start_matches("http://");
        let mut socket = TcpStream::connect(address).await.map_err(|error| error.to_string())?;
        let (name, value) = &self.header;
        let head = format!(
            "PUT {}/{id}/upload?offset=0 HTTP/1.1\r\nhost: {address}\r\nx-rapport-csrf: 1\r\n\
             {name}: {value}\r\ncontent-length: {}\r\n\r\n",
            self.path,
            bytes.len()
        );
        let half = [head.as_bytes(), &bytes[..bytes.len() / 2]].concat();
        socket.write_all(&half).await.map_err(|error| error.to_string())?;
        let until = Instant::now() + PATIENCE;
        while self.state(id).await? == 0 {
            if Instant::now() > until {
                return Err("nothing of the half arrives".to_owned());
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        Ok(())
    }

    /// From where the server says that it broke. It may still read from the connection that did.
    async fn goes_on(&self, id: Uuid, bytes: &[u8]) -> Result<Answer, String> {
        let until = Instant::now() + PATIENCE;
        loop {
            let offset = self.state(id).await?;
            let rest = bytes.get(offset..).ok_or_else(|| format!("{offset} of it have come"))?;
            let part = self.request(Method::PUT, &format!("/{id}/upload?offset={offset}"));
            let (status, said) = answer(part.body(rest.to_vec())).await?;
            let is_early = matches!(
                said["code"].as_str(),
                Some("attachment-busy" | "attachment-offset" | "attachment-cut")
            );
            if !is_early || Instant::now() > until {
                return Ok((status, said));
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}

impl Scene {
    pub(crate) async fn sends(
        &mut self,
        author: Author,
        customer: Customer,
        paper: Paper,
        how: Sending,
    ) -> Result<(), String> {
        let courier = self.courier(author)?;
        let bytes = content(paper)?;
        let id = match how {
            Sending::Whole | Sending::Half => {
                let Some(id) = self.announce(&courier, author, paper).await? else {
                    return Ok(());
                };
                id
            }
            Sending::TooSoon | Sending::Rest => self.upload(author, paper)?,
        };
        match how {
            Sending::Half => return courier.breaks_off(id, &bytes).await,
            Sending::Rest if courier.state(id).await? == 0 => {
                return Err("nothing of the half was kept".to_owned());
            }
            Sending::TooSoon => {}
            Sending::Rest | Sending::Whole => {
                let (status, said) = courier.goes_on(id, &bytes).await?;
                if self.refused(status, &said) {
                    return Ok(());
                }
            }
        }
        let (message, text, files) = (Uuid::now_v7(), String::new(), vec![id]);
        match author {
            Author::Agent(agent) => {
                let contact = self.session_of(customer)?.0;
                let send = SendMessage { contact, message, text, files };
                self.command(agent, MemberCommand::SendMessage(send)).await
            }
            Author::Customer(_) => {
                let say = CustomerCommand::Say(Say { message, text, files });
                self.ask(customer, say).await.map(drop)
            }
        }
    }

    /// Fetches it as whoever it is would, and looks at what comes.
    pub(crate) async fn opens(
        &self,
        who: Author,
        customer: Customer,
        paper: Paper,
        can: bool,
    ) -> Result<(), String> {
        let id = self.file_of(customer, paper)?;
        let request = self.courier(who)?.request(Method::GET, &format!("/{id}"));
        let response = request.send().await.map_err(|error| error.to_string())?;
        let status = response.status().as_u16();
        if !can {
            return equal(status, 404, "the answer to who may not open it");
        }
        equal(status, 200, "the answer to who opens it")?;
        let found = response.bytes().await.map_err(|error| error.to_string())?;
        match paper {
            Paper::Photograph => is_upright_and_placeless(&found),
            Paper::Contract | Paper::Drawing => {
                equal(found == content(paper)?, true, "whether it is what was sent")
            }
        }
    }

    fn courier(&self, author: Author) -> Result<Courier, String> {
        Ok(match author {
            Author::Agent(agent) => {
                let cookie = self.cookies.get(&agent);
                let cookie = cookie.ok_or_else(|| format!("{agent} was never here"))?.clone();
                let url = self.company.guide(Group::Help).url;
                Courier { url, path: "/api/v1/attachments".to_owned(), header: ("cookie", cookie) }
            }
            Author::Customer(customer) => {
                let page = self.pages.get(&customer);
                let page = page.ok_or_else(|| format!("{customer} has no page open"))?;
                let guide = self.company.guide(page.site);
                Courier {
                    path: format!("/api/v1/widget/{}/attachments", guide.widget_key),
                    url: guide.url,
                    header: ("authorization", format!("Bearer {}", page.customer.token())),
                }
            }
        })
    }

    /// `None` if it is refused.
    async fn announce(
        &mut self,
        courier: &Courier,
        author: Author,
        paper: Paper,
    ) -> Result<Option<Uuid>, String> {
        let bytes = content(paper)?;
        let sha256 = hex::encode(Sha256::digest(&bytes));
        let form = json!({ "name": paper.file_name(), "size": bytes.len(), "sha256": sha256 });
        let (status, said) = answer(courier.request(Method::POST, "").json(&form)).await?;
        if self.refused(status, &said) {
            return Ok(None);
        }
        let id = said["id"].as_str().and_then(|id| id.parse().ok());
        let id = id.ok_or_else(|| format!("the upload is said to be {said}"))?;
        self.uploads.push((author, paper, id));
        Ok(Some(id))
    }

    fn refused(&mut self, status: u16, said: &Value) -> bool {
        let code = said["code"].as_str().filter(|_| status >= 400);
        if let Some(code) = code {
            self.show(Sight::Refused { code: code.to_owned() });
        }
        code.is_some()
    }

    fn upload(&self, author: Author, paper: Paper) -> Result<Uuid, String> {
        let mut own = self.uploads.iter().rev();
        let found = own.find(|(by, which, _)| *by == author && *which == paper);
        found.map(|(.., id)| *id).ok_or_else(|| format!("no {} was sent", paper.name()))
    }

    /// The one that stands on the page; if there is none, the one that was uploaded.
    fn file_of(&self, customer: Customer, paper: Paper) -> Result<Uuid, String> {
        let messages = self.pages.get(&customer).map(crate::page::Page::messages);
        let mut files = messages.iter().flatten().flat_map(|message| &message.files);
        match files.find(|file| file.name == paper.file_name()) {
            Some(file) => Ok(file.id),
            None => self.upload(Author::Customer(customer), paper),
        }
    }
}

/// What the message brings, if it has no words.
pub(crate) fn paper_of(message: &CustomerMessage) -> Result<Option<Paper>, String> {
    match &message.files[..] {
        [] => Ok(None),
        [file] if message.text.is_empty() => {
            let paper = Paper::of_file(&file.name);
            paper.map(Some).ok_or_else(|| format!("nobody sends {:?}", file.name))
        }
        _ => Err(format!("a play sends one file without words, and not {message:?}")),
    }
}

async fn answer(request: RequestBuilder) -> Result<Answer, String> {
    let response = request.send().await.map_err(|error| error.to_string())?;
    let status = response.status().as_u16();
    Ok((status, response.json().await.unwrap_or(Value::Null)))
}

/// As it lies on its author's disk.
fn content(paper: Paper) -> Result<Vec<u8>, String> {
    Ok(match paper {
        Paper::Contract => {
            let pages = b" ".repeat(PAGES);
            [b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", &pages[..], b"\ntrailer\n%%EOF\n"].concat()
        }
        Paper::Photograph => photograph()?,
        Paper::Drawing => b"<html><script>alert(1)</script></html>".to_vec(),
    })
}

/// Twice as wide as high, and to be turned.
fn photograph() -> Result<Vec<u8>, String> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = DynamicImage::ImageRgb8(RgbImage::new(16, 8));
    picture.write_to(&mut bytes, ImageFormat::Jpeg).map_err(|error| error.to_string())?;
    let mut bytes = bytes.into_inner();
    // TIFF 6.0: one entry, the orientation, which says that it lies on its side.
    let turned = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let exif = [turned.as_slice(), PLACE].concat();
    let length = u16::try_from(exif.len() + 2).map_err(|error| error.to_string())?;
    bytes.splice(2..2, [b"\xff\xe1".as_slice(), &length.to_be_bytes(), &exif].concat());
    Ok(bytes)
}

fn is_upright_and_placeless(bytes: &[u8]) -> Result<(), String> {
    let told = bytes.windows(PLACE.len()).any(|window| window == PLACE);
    equal(told, false, "whether it tells where it was taken")?;
    let picture = image::load_from_memory_with_format(bytes, ImageFormat::Jpeg);
    let picture = picture.map_err(|error| format!("it is no photograph: {error}"))?;
    equal(picture.dimensions(), (8, 16), "how it stands")
}
