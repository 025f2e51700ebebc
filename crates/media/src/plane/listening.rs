//! Who hears a leg gets what it says: its packets as they are where both speak the same codec, else what they decode to,
//! every 20 ms. So does a tape that records it. Who hears two legs (VC15) gets both decoded, and mixes them at its own pace.

use std::time::Instant;

use super::Plane;
use crate::leg::Payload;
use crate::order::LegId;
use crate::outgoing::Arrived;
use crate::pcm::PcmRate;

impl Plane {
    /// A sound packet of `heard` goes to everybody who hears it (I19: to nobody else).
    pub(super) fn pass_on(
        &mut self,
        heard: LegId,
        packet: Arrived,
        payload: Payload<'_>,
        now: Instant,
    ) {
        let mut samples_wanted: Option<PcmRate> = None;
        let mut codec_wanted = None;
        let mut taken = false;
        for listener in self.listeners.get(&heard).into_iter().flatten() {
            let Some(leg) = self.legs.get_mut(listener) else { continue };
            if leg.tape.is_some() {
                samples_wanted = samples_wanted.max(Some(PcmRate::Narrow));
            }
            if leg.mixes() {
                samples_wanted = samples_wanted.max(Some(leg.rate()));
            } else if leg.takes(packet.codec) {
                taken = true;
                leg.pass_on(packet, payload, now, &mut self.tray);
            } else {
                samples_wanted = samples_wanted.max(Some(leg.rate()));
                codec_wanted = Some(leg.speaks());
            }
        }
        let Some(leg) = self.legs.get_mut(&heard) else { return };
        if leg.tape.is_some() {
            samples_wanted = samples_wanted.max(Some(PcmRate::Narrow));
        }
        if let Some(codec) = codec_wanted.filter(|_| !taken) {
            leg.ask_for(codec, &mut self.tray);
        }
        match samples_wanted.max(leg.ear.own_rate()) {
            Some(rate) => leg.ear.decode(packet, payload.bytes(), rate, now),
            None => leg.ear.decode_no_more(),
        }
    }

    /// The samples that are due go to those who could not take the packets.
    pub(super) fn play(&mut self, now: Instant) {
        while let Some(heard) = self.playing.pop() {
            let Some(leg) = self.legs.get_mut(&heard) else { continue };
            let codec = leg.ear.codec();
            let Some(frame) = leg.ear.samples(now, &mut self.tray) else { continue };
            if let Some(tape) = &mut leg.tape {
                tape.customer(&frame);
            }
            for listener in self.listeners.get(&heard).into_iter().flatten() {
                let Some(leg) = self.legs.get_mut(listener) else { continue };
                if leg.mixes() {
                    leg.mix(heard, &frame);
                    continue;
                }
                if let Some(tape) = &mut leg.tape {
                    tape.agent(&frame);
                }
                if !leg.takes(codec) {
                    leg.hear(&frame, now, &mut self.tray);
                }
            }
        }
    }
}
