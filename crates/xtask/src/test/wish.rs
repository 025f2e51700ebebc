//! What the command line of `cargo xtask test` asks for.

use std::time::Duration;

use anyhow::{Context, Result, bail};

/// CI is stopped from outside at 90 minutes; we stop before, to say where the time went.
const MINUTES: u64 = 80;

#[derive(Debug, PartialEq)]
pub(crate) struct Wish {
    /// The id whose tests alone are wanted, in the case that test names have.
    pub(super) only: Option<String>,
    pub(super) limit: Duration,
}

impl Wish {
    pub(crate) fn read(args: &[String]) -> Result<Self> {
        let mut wish = Self { only: None, limit: Duration::from_secs(MINUTES * 60) };
        let mut words = args.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--only" => {
                    let id = words.next().context("--only wants an id, as in --only VC07")?;
                    wish.only = Some(id.to_lowercase());
                }
                "--minutes" => {
                    let number = words.next().context("--minutes wants a number")?;
                    let minutes: u64 = number.parse().context("--minutes wants a number")?;
                    wish.limit = Duration::from_secs(minutes * 60);
                }
                other => bail!("`test` knows --only ID and --minutes N, not `{other}`"),
            }
        }
        Ok(wish)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Wish> {
        Wish::read(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn an_id_is_taken_in_lower_case() {
        assert_eq!(read("--only VC07").unwrap().only.as_deref(), Some("vc07"));
    }

    #[test]
    fn the_limit_can_be_set() {
        assert_eq!(read("").unwrap().limit, Duration::from_mins(80));
        assert_eq!(read("--minutes 5").unwrap().limit, Duration::from_mins(5));
    }

    #[test]
    fn an_unknown_word_is_refused() {
        assert!(read("vc07").is_err());
        assert!(read("--only").is_err());
        assert!(read("--minutes soon").is_err());
    }
}
