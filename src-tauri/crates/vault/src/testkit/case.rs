//! One file of the kit: the expected result, the way to open it, and its bytes. See FORMAT.md, "The test kit".

use data_encoding::BASE64;

use super::draft::Draft;
use super::parts;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Case {
    pub(super) name: String,
    pub(super) verdict: String,
    pub(super) way: String,
    pub(super) pin: Option<String>,
    pub(super) entries: Vec<String>,
    pub(super) comments: Vec<String>,
    pub(super) file: Vec<u8>,
}

impl Case {
    /// Makes a case that the device key opens.
    pub(super) fn new(name: &str, verdict: &str, comment: &str, draft: &Draft) -> Self {
        Self {
            name: name.to_owned(),
            verdict: verdict.to_owned(),
            way: format!("device-key {}", parts::DEVICE),
            pin: None,
            entries: Vec::new(),
            comments: vec![comment.to_owned()],
            file: draft.build(),
        }
    }

    pub(super) fn way(mut self, way: &str) -> Self {
        way.clone_into(&mut self.way);
        self
    }

    pub(super) fn pin(mut self, pin: &str) -> Self {
        self.pin = Some(pin.to_owned());
        self
    }

    /// Sets the entries that the account list shows.
    pub(super) fn entries(mut self, entries: &[&str]) -> Self {
        self.entries = entries.iter().map(|entry| (*entry).to_owned()).collect();
        self
    }

    pub(super) fn to_text(&self) -> String {
        let mut text = format!("verdict: {}\nway: {}\n", self.verdict, self.way);
        let lines = |name: &str, values: &[String]| -> String {
            values.iter().map(|value| format!("{name}: {value}\n")).collect()
        };
        text += &lines("pin", self.pin.as_slice());
        text += &lines("entry", &self.entries);
        text += &lines("comment", &self.comments);
        text.push('\n');
        let base64 = BASE64.encode(&self.file);
        for line in base64.as_bytes().chunks(76) {
            text += std::str::from_utf8(line).expect("base64 is ASCII");
            text.push('\n');
        }
        text
    }

    /// Reads a text that [`Case::to_text`] wrote. `Err` says what is wrong with it.
    pub(super) fn from_text(name: &str, text: &str) -> Result<Self, String> {
        let (head, base64) = text.split_once("\n\n").ok_or("no empty line")?;
        let file = BASE64.decode(base64.replace('\n', "").as_bytes()).map_err(|error| error.to_string())?;
        let (mut verdict, mut way, mut pin) = (Vec::new(), Vec::new(), Vec::new());
        let (mut entries, mut comments) = (Vec::new(), Vec::new());
        for line in head.lines() {
            let (name, value) = line.split_once(": ").ok_or("no header line")?;
            let values = match name {
                "verdict" => &mut verdict,
                "way" => &mut way,
                "pin" => &mut pin,
                "entry" => &mut entries,
                "comment" => &mut comments,
                _ => return Err(format!("a header line `{name}`")),
            };
            values.push(value.to_owned());
        }
        let ([verdict], [way]) = (&verdict[..], &way[..]) else { return Err("not one verdict and one way".to_owned()) };
        if pin.len() > 1 || comments.is_empty() {
            return Err("two PINs or no comment".to_owned());
        }
        let (verdict, way) = (verdict.clone(), way.clone());
        Ok(Self { name: name.to_owned(), verdict, way, pin: pin.pop(), entries, comments, file })
    }
}
