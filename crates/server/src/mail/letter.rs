//! What mails say, in English and Chinese. Plain text: nothing to be tricked with, readable everywhere.

use store::Language;

/// One mail to one member.
#[derive(Clone, Debug)]
pub(crate) struct Letter<'a> {
    pub(crate) name: &'a str,
    pub(crate) application: &'a str,
    pub(crate) language: Language,
    pub(crate) about: About<'a>,
}

/// What it is about. Addresses are whole links.
#[derive(Clone)]
pub(crate) enum About<'a> {
    /// AC02: the first password.
    Account {
        login: &'a str,
        email: &'a str,
        password: &'a str,
    },
    /// AC02: an admin has asked for a new one.
    NewPassword {
        login: &'a str,
        email: &'a str,
        password: &'a str,
    },
    /// AC09.
    ResetLink {
        link: &'a str,
    },
    /// AC10.
    PasswordChanged,
    /// AC11.
    TotpSwitchedOn,
    TotpSwitchedOff,
    /// VC44.
    EmergencyCall {
        caller: &'a str,
        number: &'a str,
    },
}

/// The words as they are sent.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) subject: String,
    pub(crate) text: String,
}

impl Letter<'_> {
    pub(crate) fn words(&self) -> Words {
        match self.language {
            Language::English => self.in_english(),
            Language::Chinese => self.in_chinese(),
        }
    }

    fn in_english(&self) -> Words {
        let Self { name, application, .. } = self;
        let (subject, body) = match &self.about {
            About::Account { login, email, password } => (
                format!("Your account at {application}"),
                format!(
                    "an account was made for you at {application}.\n\n\
                     Sign in at: {login}\nE-mail: {email}\nPassword: {password}\n\n\
                     This password is for your first sign-in, within 72 hours. You choose your own right after it."
                ),
            ),
            About::NewPassword { login, email, password } => (
                format!("A new password for {application}"),
                format!(
                    "an administrator has had a new password made for you at {application}. The old one is not good any \
                     more.\n\n\
                     Sign in at: {login}\nE-mail: {email}\nPassword: {password}\n\n\
                     This password is for one sign-in, within 72 hours. You choose your own right after it."
                ),
            ),
            About::ResetLink { link } => (
                format!("Choose a new password for {application}"),
                format!(
                    "somebody, you we hope, has forgotten the password of this account at {application}. Choose a new one \
                     here, within 30 minutes and once:\n\n{link}\n\n\
                     If it was not you, nothing needs to be done: your password stays as it is."
                ),
            ),
            About::PasswordChanged => (
                format!("Your password for {application} was changed"),
                format!(
                    "your password at {application} was changed just now, and all other browsers were signed out.\n\n\
                     If it was not you, ask your administrator for a new password at once."
                ),
            ),
            About::TotpSwitchedOn => (
                format!("One-time codes are on at {application}"),
                format!(
                    "signing in to your account at {application} now asks for a code from your authenticator app.\n\n\
                     If it was not you, tell your administrator at once."
                ),
            ),
            About::TotpSwitchedOff => (
                format!("One-time codes are off at {application}"),
                format!(
                    "signing in to your account at {application} does not ask for a one-time code any more.\n\n\
                     If it was not you, tell your administrator at once."
                ),
            ),
            About::EmergencyCall { caller, number } => (
                format!("Emergency call at {application}"),
                format!(
                    "{caller} is calling the emergency number {number} from {application} right now.\n\n\
                     Please see whether help is needed, and that it finds its way in."
                ),
            ),
        };
        Words { subject, text: format!("Hello {name},\n\n{body}\n") }
    }

    fn in_chinese(&self) -> Words {
        let Self { name, application, .. } = self;
        let (subject, body) = match &self.about {
            About::Account { login, email, password } => (
                format!("您的 {application} 账号"),
                format!(
                    "已为您开通 {application} 的账号。\n\n\
                     登录地址：{login}\n邮箱：{email}\n密码：{password}\n\n\
                     此密码仅用于首次登录，72 小时内有效。登录后请立即设置您自己的密码。"
                ),
            ),
            About::NewPassword { login, email, password } => (
                format!("{application} 的新密码"),
                format!(
                    "管理员为您在 {application} 的账号重新生成了密码，原密码已失效。\n\n\
                     登录地址：{login}\n邮箱：{email}\n密码：{password}\n\n\
                     此密码仅可用于一次登录，72 小时内有效。登录后请立即设置您自己的密码。"
                ),
            ),
            About::ResetLink { link } => (
                format!("设置 {application} 的新密码"),
                format!(
                    "有人（希望是您本人）忘记了 {application} 账号的密码。请在 30 分钟内打开以下链接设置新密码，\
                     链接只能使用一次：\n\n{link}\n\n\
                     如果不是您本人操作，无需处理，您的密码保持不变。"
                ),
            ),
            About::PasswordChanged => (
                format!("您的 {application} 密码已修改"),
                format!(
                    "您在 {application} 的密码刚刚已修改，其他浏览器均已退出登录。\n\n\
                     如果不是您本人操作，请立即联系管理员重新生成密码。"
                ),
            ),
            About::TotpSwitchedOn => (
                format!("{application} 已启用动态验证码"),
                format!(
                    "今后登录 {application} 时需要输入验证器应用中的动态验证码。\n\n\
                     如果不是您本人操作，请立即告知管理员。"
                ),
            ),
            About::TotpSwitchedOff => (
                format!("{application} 已关闭动态验证码"),
                format!(
                    "今后登录 {application} 时不再需要动态验证码。\n\n\
                     如果不是您本人操作，请立即告知管理员。"
                ),
            ),
            About::EmergencyCall { caller, number } => (
                format!("{application} 紧急呼叫"),
                format!(
                    "{caller} 正在通过 {application} 拨打紧急号码 {number}。\n\n\
                     请确认现场是否需要帮助，并为救援人员引路。"
                ),
            ),
        };
        Words { subject, text: format!("{name}，您好：\n\n{body}\n") }
    }
}

/// Passwords and links are nobody's to read in a log.
impl std::fmt::Debug for About<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::Account { .. } => "Account",
            Self::NewPassword { .. } => "NewPassword",
            Self::ResetLink { .. } => "ResetLink",
            Self::PasswordChanged => "PasswordChanged",
            Self::TotpSwitchedOn => "TotpSwitchedOn",
            Self::TotpSwitchedOff => "TotpSwitchedOff",
            Self::EmergencyCall { .. } => "EmergencyCall",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(language: Language, about: About<'_>) -> Words {
        Letter { name: "Ann Berg", application: "Fern & Oak", language, about }.words()
    }

    #[test]
    fn every_letter_names_the_company_and_carries_its_secret_in_both_languages() {
        let (login, email) = ("https://desk.example/login", "ann@x.example");
        let (password, link) = ("pw-Secret-7", "https://desk.example/reset#abc");
        for language in [Language::English, Language::Chinese] {
            let letters = [
                (About::Account { login, email, password }, vec![login, email, password]),
                (About::NewPassword { login, email, password }, vec![login, email, password]),
                (About::ResetLink { link }, vec![link]),
                (About::PasswordChanged, vec![]),
                (About::TotpSwitchedOn, vec![]),
                (About::TotpSwitchedOff, vec![]),
            ];
            for (about, parts) in letters {
                assert!(!format!("{about:?}").contains("Secret"));
                let Words { subject, text } = letter(language, about);
                assert!(subject.contains("Fern & Oak") && !subject.contains("Secret"), "{subject}");
                assert!(text.contains("Ann Berg"), "{text}");
                for part in parts {
                    assert!(text.contains(part), "{part} in {text}");
                }
            }
        }
    }
}
