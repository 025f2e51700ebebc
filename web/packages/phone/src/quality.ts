/** How well sound travels, read from a connection's statistics (W3C webrtc-stats). */

export type Quality = {
  /** There and back, in milliseconds. */
  readonly rttMs?: number;
  readonly jitterMs?: number;
  /** Packets that should have come, and that did not. */
  readonly expected: number;
  readonly lost: number;
  /** Of what we sent lately, as the server reports it (RFC 3550 §6.4.1). */
  readonly sentLossPercent?: number;
};

/** The members of the statistics that are read here; the DOM types leave them open. */
type Entry = {
  readonly type: string;
  readonly kind?: string;
  readonly nominated?: boolean;
  readonly currentRoundTripTime?: number;
  readonly jitter?: number;
  readonly packetsLost?: number;
  readonly packetsReceived?: number;
  readonly fractionLost?: number;
};

export function readQuality(report: { forEach(each: (entry: Entry) => void): void }): Quality {
  let rttMs: number | undefined;
  let jitterMs: number | undefined;
  let sentLossPercent: number | undefined;
  let received = 0;
  let lost = 0;
  report.forEach(entry => {
    if (entry.type === 'candidate-pair' && entry.nominated)
      rttMs = inMs(entry.currentRoundTripTime);
    if (entry.type === 'remote-inbound-rtp' && entry.kind === 'audio')
      sentLossPercent = entry.fractionLost === undefined ? undefined : 100 * entry.fractionLost;
    if (entry.type !== 'inbound-rtp' || entry.kind !== 'audio') return;
    jitterMs = inMs(entry.jitter);
    received += entry.packetsReceived ?? 0;
    // A packet that came twice counts against those that never came.
    lost += Math.max(0, entry.packetsLost ?? 0);
  });
  return {
    ...(rttMs !== undefined && { rttMs }),
    ...(jitterMs !== undefined && { jitterMs }),
    ...(sentLossPercent !== undefined && { sentLossPercent }),
    expected: received + lost,
    lost,
  };
}

function inMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(seconds * 1000);
}
