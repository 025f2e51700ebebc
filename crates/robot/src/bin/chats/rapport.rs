//! Our side: the demo with as many agents as the customers need, each of whom sits at a Workspace.

use anyhow::Context;
use robot::{Account, Guide, Live, Server, hire, log_in, new_token};
use tokio::sync::mpsc;
use uuid::Uuid;
use wire::PROTOCOL;
use wire::command::MemberCommand;
use wire::widget::{
    CustomerChange, CustomerCommand, CustomerCommandFrame, CustomerFrame, CustomerOpen,
    CustomerServerFrame, CustomerSessionState, FirstMessage, Say,
};
use wire::workspace::{CommandFrame, MemberFrame, Open, ServerFrame};

use crate::load::Chats;
use crate::watch::{self, Watch};

/// Dropping it ends the server.
pub(crate) struct Office {
    pub(crate) server: Server,
    pub(crate) chats: Chats,
}

/// The most that an agent may take (RT01).
const SESSIONS_MAX: u32 = 50;

/// All customers are in a session with an agent when it returns.
pub(crate) async fn open(customers: usize, watch: &Watch) -> anyhow::Result<Office> {
    // From the same build as this program.
    let rapport = std::env::current_exe()?.with_file_name("rapport");
    let data = std::env::temp_dir().join(format!("rapport-chats-{}", Uuid::now_v7()));
    let server = Server::start(&rapport, "demo", data, &["--log=warn"]).await?;
    let guide = Guide::read(server.data())?;
    let count = customers.div_ceil(usize::try_from(SESSIONS_MAX)?);
    for account in hire(&guide, count, SESSIONS_MAX).await? {
        sit_down(&guide, &account, watch.clone()).await?;
    }
    let mut chats = Chats::new();
    for _ in 0..customers {
        chats.push(begin(&guide, watch.clone()).await?);
    }
    Ok(Office { server, chats })
}

async fn sit_down(guide: &Guide, account: &Account, watch: Watch) -> anyhow::Result<()> {
    let cookie = log_in(guide, account).await?;
    let mut live = Live::connect(&guide.socket("/api/v1/live"), Some(&cookie)).await?;
    let open = Open { protocol: PROTOCOL, resume: None, application: None };
    live.send(&MemberFrame::Open(open)).await?;
    let cmd_id = Uuid::now_v7();
    let online = CommandFrame { cmd_id, command: MemberCommand::GoOnline };
    live.send(&MemberFrame::Command(online)).await?;
    loop {
        let frame = live.receive().await?.context("the agent's socket closed")?;
        if let ServerFrame::Answer(answer) = frame {
            let refused = answer.problem.map(|problem| problem.code);
            anyhow::ensure!(refused.is_none(), "the agent cannot go online: {refused:?}");
            break;
        }
    }
    tokio::spawn(async move {
        while let Ok(Some(frame)) = live.receive_text().await {
            watch.shown(&frame);
        }
    });
    Ok(())
}

async fn begin(guide: &Guide, watch: Watch) -> anyhow::Result<mpsc::UnboundedSender<u32>> {
    let token = new_token(guide).await?;
    let mut live = Live::connect(&guide.socket("/api/v1/widget/live"), None).await?;
    let key = guide.widget_key.clone();
    let open = CustomerOpen { protocol: PROTOCOL, key, token, page: None };
    live.send(&CustomerFrame::Open(open)).await?;
    let (contact, message) = (Uuid::now_v7(), Uuid::now_v7());
    let first = FirstMessage { contact, message, text: "Hello!".to_owned(), files: vec![] };
    let command = CustomerCommand::Start(first);
    let start = CustomerCommandFrame { cmd_id: Uuid::now_v7(), command };
    live.send(&CustomerFrame::Command(start)).await?;
    loop {
        let frame = live.receive().await?.context("the customer's socket closed")?;
        if is_with_an_agent(&frame)? {
            break;
        }
    }
    let (wishes, wished) = mpsc::unbounded_channel();
    tokio::spawn(chat(live, watch, wished));
    Ok(wishes)
}

fn is_with_an_agent(frame: &CustomerServerFrame) -> anyhow::Result<bool> {
    let changes = match frame {
        CustomerServerFrame::Changes(step) => &step.changes[..],
        CustomerServerFrame::Answer(answer) => {
            let refused = answer.problem.as_ref().map(|problem| &problem.code);
            anyhow::ensure!(refused.is_none(), "the session cannot begin: {refused:?}");
            &[]
        }
        _ => &[],
    };
    Ok(changes.iter().any(|change| match change {
        CustomerChange::Session(session) => matches!(session.state, CustomerSessionState::Open(_)),
        _ => false,
    }))
}

/// Ends with the socket; what is never acknowledged then is what the load tells of.
async fn chat(mut live: Live, watch: Watch, mut wished: mpsc::UnboundedReceiver<u32>) {
    loop {
        tokio::select! {
            frame = live.receive_text() => {
                let Ok(Some(frame)) = frame else { return };
                if let Some(number) = acknowledged(&frame) {
                    watch.acknowledged(number);
                }
            }
            number = wished.recv() => {
                let Some(number) = number else { return };
                let say = Say { message: Uuid::now_v7(), text: watch::text(number), files: vec![] };
                let (cmd_id, command) = (named(number), CustomerCommand::Say(say));
                let frame = CustomerFrame::Command(CustomerCommandFrame { cmd_id, command });
                if live.send(&frame).await.is_err() {
                    return;
                }
            }
        }
    }
}

/// A command's id that tells its message.
const fn named(number: u32) -> Uuid {
    Uuid::from_u64_pair(1 << 63, number as u64)
}

/// The message of an answer that is no refusal.
fn acknowledged(frame: &str) -> Option<u32> {
    // The changes that come beside are not worth reading.
    if !frame.starts_with(r#"{"type":"answer""#) {
        return None;
    }
    match serde_json::from_str(frame).ok()? {
        CustomerServerFrame::Answer(answer) if answer.problem.is_none() => {
            u32::try_from(answer.cmd_id.as_u64_pair().1).ok()
        }
        _ => None,
    }
}
