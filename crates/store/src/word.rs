//! Closed lists as they stand in a text column: the word that serde gives the variant.

use serde::Serialize;

pub(crate) fn word(variant: impl Serialize) -> String {
    match serde_json::to_value(variant) {
        Ok(serde_json::Value::String(word)) => word,
        other => unreachable!("a variant without fields is a word, not {other:?}"),
    }
}
