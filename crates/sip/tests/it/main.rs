//! The endpoint seen from outside: two of them in virtual time, and strangers who write raw text.

mod calls;
mod cancel;
mod faults;
mod framing;
mod hold;
mod i18;
mod keys;
mod memory;
mod offer_answer;
mod pair;
mod peers;
mod properties;
mod recovery;
mod refusals;
mod register;
mod reliable;
mod reoffer;
mod rfc5407;
mod routes;
mod session;
mod stranger;
mod stream;
mod torture;
mod transports;
mod trunks;
mod ways_out;
