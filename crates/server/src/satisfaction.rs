//! DK08: the form in which customers are asked about a session: the admin's, or ours until there is one.

use acd::ApplicationId;
use store::{ReadError, SatisfactionForm as Kept, Store};
use wire::satisfaction_settings::{BothLanguages, SatisfactionForm};

pub(crate) async fn form(
    store: &Store,
    application: ApplicationId,
) -> Result<SatisfactionForm, ReadError> {
    let kept = store.satisfaction_form(application).await?;
    Ok(kept.and_then(|Kept(form)| serde_json::from_value(form).ok()).unwrap_or_else(ours))
}

/// Whether the customer can have read this tag.
pub(crate) fn has_tag(form: &SatisfactionForm, tag: &str) -> bool {
    form.tags.iter().any(|known| known.en == tag || known.zh == tag)
}

fn ours() -> SatisfactionForm {
    let scores = [
        ("Very bad", "非常差"),
        ("Bad", "较差"),
        ("Fair", "一般"),
        ("Good", "满意"),
        ("Very good", "非常满意"),
    ];
    let tags = [
        ("Fast", "回复及时"),
        ("Friendly", "态度友好"),
        ("Solved", "解决了问题"),
        ("Too slow", "等待太久"),
        ("Not solved", "没有解决"),
    ];
    SatisfactionForm {
        question: both("How was this chat?", "您对本次服务满意吗？"),
        scores: scores.map(|(en, zh)| both(en, zh)).into(),
        tags: tags.map(|(en, zh)| both(en, zh)).into(),
        comment: true,
        thanks: both("Thank you for your answer.", "感谢您的评价。"),
    }
}

fn both(en: &str, zh: &str) -> BothLanguages {
    BothLanguages { en: en.to_owned(), zh: zh.to_owned() }
}
