//! What the command line of `cargo xtask broken-rules` asks for.

use anyhow::{Context, Result, bail};

use super::table::{BrokenRule, Stage};

#[derive(Debug, PartialEq)]
pub(super) struct Wish {
    pub(super) stage: Stage,
    /// Part of how a rule is broken, of a play's name, or of the table's.
    only: Option<String>,
}

impl Wish {
    pub(super) fn read(args: &[String]) -> Result<Self> {
        let mut wish = Self { stage: Stage::Pure, only: None };
        let mut words = args.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--only" => {
                    let text = words.next().context("--only wants a text, as in --only vc03")?;
                    wish.only = Some(text.to_lowercase());
                }
                "--stage" => {
                    let name = words.next().context("--stage wants pure, live or browser")?;
                    wish.stage =
                        Stage::named(name).context("--stage wants pure, live or browser")?;
                }
                other => bail!("`broken-rules` knows --only TEXT and --stage NAME, not `{other}`"),
            }
        }
        Ok(wish)
    }

    pub(super) fn wants(&self, rule: &BrokenRule) -> bool {
        let named = |text: &str| {
            rule.how.to_lowercase().contains(text)
                || rule.red.iter().any(|play| play.contains(text))
                || rule.table.contains(text)
        };
        rule.stage == self.stage && self.only.as_deref().is_none_or(named)
    }

    /// Whether the whole table of the stage is run, so that plays never red can be told.
    pub(super) const fn all(&self) -> bool {
        self.only.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(words: &str) -> Result<Wish> {
        Wish::read(&words.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn the_pure_stage_and_everything_unless_asked() {
        assert!(wish("").unwrap().all());
        assert_eq!(wish("").unwrap().stage, Stage::Pure);
        let narrow = wish("--stage live --only VC07").unwrap();
        assert_eq!(narrow, Wish { stage: Stage::Live, only: Some("vc07".to_owned()) });
    }

    #[test]
    fn what_it_does_not_know_is_told() {
        assert!(wish("--stage moon").is_err());
        assert!(wish("--only").is_err());
        assert!(wish("everything").is_err());
    }
}
