/** The phone against a fake browser: one connection, set up again when lost, never without the server knowing. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { speak, telephoneCodecs } from './codecs';
import { FakePeer, FakeSender, FakeStream } from './fake-peer';
import { levelOf } from './level';
import { ALL_PROCESSING } from './microphone';
import { Phone, type PhoneState } from './phone';

const CODECS = [
  { mimeType: 'audio/opus', clockRate: 48000 },
  { mimeType: 'audio/PCMU', clockRate: 8000 },
  { mimeType: 'audio/PCMA', clockRate: 8000 },
  { mimeType: 'audio/G722', clockRate: 8000 },
  { mimeType: 'audio/CN', clockRate: 8000 },
  { mimeType: 'audio/telephone-event', clockRate: 48000 },
  { mimeType: 'audio/telephone-event', clockRate: 8000 },
];

let streams: (FakeStream | DOMException)[];
let offers: string[];
let states: PhoneState['state'][];
let audioLost: number;
let asked: MediaTrackConstraints[];
let switched: string[];
let phone: Phone;

beforeEach(() => {
  vi.useFakeTimers();
  FakePeer.made = [];
  streams = [new FakeStream()];
  offers = [];
  states = [];
  audioLost = 0;
  asked = [];
  switched = [];
  vi.stubGlobal('RTCPeerConnection', FakePeer);
  vi.stubGlobal('RTCRtpReceiver', { getCapabilities: () => ({ codecs: CODECS }) });
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('navigator', {
    mediaDevices: {
      getUserMedia: async ({ audio }: { audio: MediaTrackConstraints }) => {
        asked.push(audio);
        const next = streams.shift() ?? new DOMException('', 'NotFoundError');
        if (next instanceof DOMException) throw next;
        return next;
      },
    },
  });
  phone = new Phone(
    { offer: sdp => offers.push(sdp), audioLost: () => (audioLost += 1) },
    {
      state: ({ state }) => states.push(state),
      microphone: () => undefined,
      switched: to => switched.push(to),
    },
  );
});

afterEach(() => vi.useRealTimers());

describe('the phone', () => {
  it('asks for the microphone, offers our codecs and keys only, and is ready when sound flows', async () => {
    await phone.start();
    expect(FakePeer.last.preferred.map(({ mimeType }) => mimeType)).toEqual([
      'audio/PCMU',
      'audio/PCMA',
      'audio/G722',
      'audio/opus',
      'audio/telephone-event',
      'audio/telephone-event',
    ]);
    expect(offers).toEqual(['offer 1']);
    await phone.answered('answer 1');
    FakePeer.last.become('connected');
    expect(FakePeer.last.remote).toBe('answer 1');
    expect(states).toEqual(['asking', 'connecting', 'ready']);
  });

  it('ac06_says_why_there_is_no_microphone_and_offers_nothing', async () => {
    streams = [new DOMException('', 'NotAllowedError')];
    await phone.start();
    expect(states).toEqual(['asking', 'no-microphone']);
    expect(offers).toEqual([]);
  });

  it('sets the connection up again when the server lost it, with the same microphone', async () => {
    await phone.start();
    const [first] = FakePeer.made;
    await phone.lost();
    expect(first?.closed).toBe(true);
    expect(FakePeer.last.track).toBe(first?.track);
    expect(offers).toEqual(['offer 1', 'offer 2']);
  });

  it('sets it up again when it failed, later each time', async () => {
    await phone.start();
    FakePeer.last.become('failed');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(offers).toHaveLength(2);
    FakePeer.last.become('failed');
    await vi.advanceTimersByTimeAsync(1_999);
    expect(offers).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(offers).toHaveLength(3);
  });

  it('lets a hiccup heal by itself', async () => {
    await phone.start();
    FakePeer.last.become('connected');
    FakePeer.last.become('disconnected');
    FakePeer.last.become('connected');
    await vi.advanceTimersByTimeAsync(30_000);
    expect(offers).toHaveLength(1);
    expect(states.slice(-2)).toEqual(['lost', 'ready']);
  });

  it('offers again on a new socket only what is not ready', async () => {
    await phone.start();
    await phone.socketIsNew();
    expect(offers).toHaveLength(2);
    FakePeer.last.become('connected');
    await phone.socketIsNew();
    expect(offers).toHaveLength(2);
  });
});

describe('its microphone', () => {
  it('f30_takes_another_microphone_when_one_is_unplugged', async () => {
    const [plugged, other] = [new FakeStream(), new FakeStream()];
    streams = [plugged, other];
    await phone.start();
    plugged.track.onended?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(FakePeer.last.track).toBe(other.track);
    expect(audioLost).toBe(0);
  });

  it('vc50_takes_the_microphone_that_was_chosen_and_no_other', async () => {
    await phone.setMicrophone('headset');
    await phone.start();
    expect(asked).toMatchObject([{ deviceId: { exact: 'headset' } }]);
  });

  it('f30_takes_any_microphone_when_the_chosen_one_is_not_plugged_in', async () => {
    const other = new FakeStream();
    streams = [new DOMException('', 'OverconstrainedError'), other];
    await phone.setMicrophone('headset');
    await phone.start();
    expect(asked.at(-1)).not.toHaveProperty('deviceId');
    expect(FakePeer.last.track).toBe(other.track);
  });

  it('vc50_goes_back_to_the_chosen_microphone_when_it_is_plugged_in_again', async () => {
    const [headset, other, again] = [
      new FakeStream('headset'),
      new FakeStream(),
      new FakeStream('headset'),
    ];
    streams = [headset, new DOMException('', 'OverconstrainedError'), other, again];
    await phone.setMicrophone('headset');
    await phone.start();
    headset.track.onended?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(FakePeer.last.track).toBe(other.track);
    await phone.devicesChanged({ microphones: [{ id: 'built-in', name: 'Built in' }] });
    expect(FakePeer.last.track).toBe(other.track);
    await phone.devicesChanged({ microphones: [{ id: 'headset', name: 'Headset' }] });
    expect(FakePeer.last.track).toBe(again.track);
    expect(other.track.stopped).toBe(true);
    // One connection all the time: the customer heard no gap of a new one.
    expect(offers).toHaveLength(1);
    expect(switched).toEqual(['another', 'chosen']);
    await phone.devicesChanged({ microphones: [{ id: 'headset', name: 'Headset' }] });
    expect(asked).toHaveLength(4);
  });

  it('vc50_speaks_on_when_the_chosen_microphone_cannot_be_had_after_all', async () => {
    const other = new FakeStream();
    streams = [new DOMException('', 'OverconstrainedError'), other];
    await phone.setMicrophone('headset');
    await phone.start();
    streams = [new DOMException('', 'NotReadableError')];
    await phone.devicesChanged({ microphones: [{ id: 'headset', name: 'Headset' }] });
    expect(FakePeer.last.track).toBe(other.track);
    expect(other.track.stopped).toBe(false);
    expect(states).not.toContain('no-microphone');
  });

  it('f30_tells_the_server_when_no_microphone_is_left', async () => {
    const plugged = new FakeStream();
    streams = [plugged];
    await phone.start();
    plugged.track.onended?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(audioLost).toBe(1);
    expect(states.at(-1)).toBe('no-microphone');
  });

  it('ac06_tells_the_server_when_the_permission_is_taken_back_and_mends_itself_with_it', async () => {
    streams = [new FakeStream(), new DOMException('', 'NotAllowedError'), new FakeStream()];
    await phone.start();
    await phone.permissionIs('denied');
    expect(audioLost).toBe(1);
    expect(states.at(-1)).toBe('no-microphone');
    await phone.permissionIs('granted');
    expect(offers).toHaveLength(2);
    FakePeer.last.become('connected');
    expect(states.at(-1)).toBe('ready');
  });

  it('tells the server once what the browser tells twice', async () => {
    const taken = new FakeStream();
    streams = [taken];
    await phone.start();
    taken.track.onended?.();
    await phone.permissionIs('prompt');
    await vi.advanceTimersByTimeAsync(0);
    expect(audioLost).toBe(1);
  });

  it('lets the browser do to the sound what was chosen', async () => {
    await phone.setProcessing({ ...ALL_PROCESSING, noiseSuppression: false });
    await phone.start();
    expect(asked.at(-1)).toMatchObject({ echoCancellation: true, noiseSuppression: false });
  });
});

describe('codecs and level', () => {
  it('puts what trunks speak most first, and leaves comfort noise out', () => {
    const names = telephoneCodecs(CODECS).map(({ mimeType }) => mimeType.slice('audio/'.length));
    expect(names.slice(0, 4)).toEqual(['PCMU', 'PCMA', 'G722', 'opus']);
    expect(names.slice(4)).toEqual(['telephone-event', 'telephone-event']);
  });

  it('speaks another codec without an offer, and speaks on where it cannot', async () => {
    const sender = new FakeSender(CODECS);
    await speak(sender as unknown as RTCRtpSender, 'g722');
    expect(sender.set?.encodings[0]?.codec?.mimeType).toBe('audio/G722');
    await speak(new FakeSender([]) as unknown as RTCRtpSender, 'g722');
    await speak(undefined, 'g722');
    sender.refuses = true;
    await expect(speak(sender as unknown as RTCRtpSender, 'opus')).resolves.toBeUndefined();
  });

  it('is still for silence and full for a shout', () => {
    expect(levelOf(new Float32Array(64))).toBe(0);
    expect(levelOf(new Float32Array(64).fill(0.9))).toBe(1);
    expect(levelOf(new Float32Array(64).fill(0.05))).toBeGreaterThan(0.5);
  });
});
