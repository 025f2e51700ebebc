//! Logins that have ended from outside: their sockets are told at once, wherever the member works (ASVS 7.4).

use acd::{By, Command, MemberId};
use driver::Leave;

use crate::app::App;

/// Only the sockets that `why` concerns.
pub(super) async fn tell(app: &App, member: MemberId, why: Leave) {
    for application in app.applications.all() {
        application.driver.left(member, why).await;
    }
}

/// All of them, and the phone with them; the member is Offline, contacts go where they go when somebody logs out.
pub(super) async fn everywhere(app: &App, member: MemberId) {
    for application in app.applications.all() {
        // In a call this is refused; its end follows from the lost sound (VC51).
        let logged_out = Command::LogOut;
        let _in_call = application.driver.command(By::Member(member), None, logged_out, None).await;
        app.switchboard.member_leaves(application.id, member).await;
        application.driver.left(member, Leave::LoggedOut).await;
    }
}
