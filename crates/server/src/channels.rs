//! Where contacts come from and people act: phone, browser, widget. Channels turn the world into facts and commands,
//! and effects into sound; none of them decides who gets a contact.

pub(crate) mod message;
pub(crate) mod message_files;
pub(crate) mod newcomers;
pub(crate) mod origins;
pub(crate) mod outbound;
pub(crate) mod site;
pub(crate) mod switchboard;
pub(crate) mod workspace;
