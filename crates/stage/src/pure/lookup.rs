//! Another system that flows ask (VC41).

use acd::{ContactId, Fact};
use driver::{EnquiryAnswer, Reply};

use super::Pure;
use crate::act::LookupAnswer;

impl Pure {
    /// What a flow wants of whoever keeps its values. Another system answers when the play says so.
    pub(super) fn reply(&mut self, contact: ContactId, wanted: &flow::Wanted) -> Option<Fact> {
        match self.keyed.reply(&self.acd, contact, wanted)? {
            Reply::Fact(fact) => Some(fact),
            Reply::Enquiry(enquiry) => {
                self.enquiries.push_back(enquiry);
                None
            }
        }
    }

    pub(super) fn lookup_answers(&mut self, answers: &LookupAnswer) -> Result<(), String> {
        let asked = self.enquiries.pop_front().ok_or("nobody has asked the lookup")?;
        let body = answers.body().map(String::into_bytes);
        let answer = EnquiryAnswer { contact: asked.contact, id: asked.id, body };
        if let Some(fact) = self.keyed.take_answer(&self.acd, &answer) {
            self.fact(fact);
        }
        Ok(())
    }
}
