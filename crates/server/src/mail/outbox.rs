//! The demo's outbox: a folder of mails that would have been sent, one file each.

use std::path::PathBuf;

use acd::Timestamp;
use wire::mail::OutboxMail;

use super::carrier::Addressed;

/// The oldest are dropped; a demo that ran for a year does not fill a disk.
const KEPT_MAX: usize = 200;

#[derive(Clone, Debug)]
pub(crate) struct Outbox {
    folder: PathBuf,
}

impl Outbox {
    pub(crate) const fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    pub(crate) fn keep(&self, mail: &Addressed, at: Timestamp) -> std::io::Result<()> {
        std::fs::create_dir_all(&self.folder)?;
        let kept = OutboxMail {
            id: mail.id,
            at: at.0,
            to: mail.to.clone(),
            subject: mail.words.subject.clone(),
            text: mail.words.text.clone(),
        };
        // Under its name only when it is whole: somebody may be reading.
        let written = self.folder.join(format!("{}.part", mail.id));
        std::fs::write(&written, serde_json::to_string_pretty(&kept)?)?;
        std::fs::rename(&written, written.with_extension("json"))?;
        for old in self.files()?.into_iter().rev().skip(KEPT_MAX) {
            std::fs::remove_file(old)?;
        }
        Ok(())
    }

    /// The newest first.
    pub(crate) fn read(&self) -> std::io::Result<Vec<OutboxMail>> {
        let mut mails = Vec::new();
        for path in self.files()?.into_iter().rev() {
            mails.push(serde_json::from_str(&std::fs::read_to_string(path)?)?);
        }
        Ok(mails)
    }

    /// By name, and names are made of time.
    fn files(&self) -> std::io::Result<Vec<PathBuf>> {
        if !self.folder.exists() {
            return Ok(Vec::new());
        }
        let entries = std::fs::read_dir(&self.folder)?;
        let mut files: Vec<PathBuf> =
            entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
        files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
        files.sort();
        Ok(files)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::mail::letter::Words;

    #[test]
    fn op02_the_outbox_keeps_the_newest_and_lists_them_first() {
        let folder = std::env::temp_dir().join(format!("rapport-{}", Uuid::now_v7()));
        let outbox = Outbox::at(folder.clone());
        assert!(outbox.read().unwrap().is_empty());
        for at in 0..KEPT_MAX as u64 + 3 {
            let words = Words { subject: format!("no. {at}"), text: "text".to_owned() };
            let mail = Addressed { id: Uuid::now_v7(), to: "ann@x.example".to_owned(), words };
            outbox.keep(&mail, Timestamp(at)).unwrap();
        }
        std::fs::write(folder.join(format!("{}.part", Uuid::now_v7())), "half a ma").unwrap();
        let kept = outbox.read().unwrap();
        assert_eq!(kept.len(), KEPT_MAX);
        assert_eq!(kept[0].subject, format!("no. {}", KEPT_MAX + 2));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
