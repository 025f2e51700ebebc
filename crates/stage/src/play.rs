//! A play: its name, where it plays, what it proves, its lines.

use serde::Serialize;

use crate::StageName;
use crate::act::Act;
use crate::sight::See;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Play {
    /// With its folder, from `scenarios/`.
    pub file: String,
    #[serde(flatten)]
    pub name: Name,
    pub stages: Vec<StageName>,
    /// Ids proved besides the name's.
    pub proves: Vec<String>,
    pub lines: Vec<Line>,
}

/// What the file name says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Name {
    /// As in the specification: `VC03`.
    pub id: String,
    /// `a missed ring goes to the next agent`.
    pub sentence: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// From 1.
    pub number: usize,
    pub text: String,
    pub step: Step,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", content = "line", rename_all = "kebab-case")]
pub enum Step {
    Do(Act),
    See(See),
}

/// The folder of each kind of rule; a fault plays where its subject does.
const FOLDERS: [(&str, &str); 5] =
    [("AC", "accounts"), ("ST", "status"), ("VC", "voice"), ("DK", "desk"), ("RT", "routing")];

impl Name {
    /// The file name is the sentence it proves, and begins with the id.
    pub(crate) fn of_file(file: &str) -> Result<Self, String> {
        let (folder, name) = file.rsplit_once('/').ok_or("a play stands in a folder")?;
        let name = name.strip_suffix(".scn").ok_or("a play's file ends in .scn")?;
        let (id, words) = name.split_once('_').ok_or("the file name is an id and a sentence")?;
        let id = id.to_uppercase();
        let area: String = id.chars().take_while(char::is_ascii_alphabetic).collect();
        let number = &id[area.len()..];
        if number.len() != 2 || !number.chars().all(|digit| digit.is_ascii_digit()) {
            return Err(format!("`{id}` is no id such as VC03 or F26"));
        }
        match FOLDERS.iter().find(|(known, _)| *known == area) {
            Some((_, home)) if *home == folder => {}
            Some((_, home)) => return Err(format!("{id} belongs in {home}/")),
            None if area == "F" && FOLDERS.iter().any(|(_, home)| *home == folder) => {}
            None => return Err(format!("`{id}` in {folder}/ is of no known kind")),
        }
        Ok(Self { id, sentence: words.replace('_', " ") })
    }
}
