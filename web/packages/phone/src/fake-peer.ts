/** A PeerConnection and a microphone that only remember what was asked of them: for tests only. */

export class FakePeer extends EventTarget {
  static made: FakePeer[] = [];
  signalingState: RTCSignalingState = 'stable';
  iceGatheringState: RTCIceGatheringState = 'complete';
  connectionState: RTCPeerConnectionState = 'new';
  localDescription: { sdp: string } | null = null;
  remote: string | undefined;
  closed = false;
  preferred: { mimeType: string }[] = [];
  track: unknown;
  ontrack: unknown = null;
  onconnectionstatechange: (() => void) | null = null;

  constructor() {
    super();
    FakePeer.made.push(this);
  }

  static get last(): FakePeer {
    const last = FakePeer.made.at(-1);
    if (!last) throw new Error('no peer was made');
    return last;
  }

  addTransceiver(track: unknown) {
    this.track = track;
    return {
      setCodecPreferences: (codecs: { mimeType: string }[]) => {
        this.preferred = codecs;
      },
    };
  }

  getSenders() {
    return [
      {
        replaceTrack: async (track: unknown) => {
          this.track = track;
        },
      },
    ];
  }

  async setLocalDescription() {
    this.localDescription = { sdp: `offer ${FakePeer.made.length}` };
    this.signalingState = 'have-local-offer';
  }

  async setRemoteDescription({ sdp }: { sdp: string }) {
    this.remote = sdp;
    this.signalingState = 'stable';
  }

  close() {
    this.closed = true;
  }

  become(state: RTCPeerConnectionState) {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }
}

export class FakeTrack {
  onended: (() => void) | null = null;
  stopped = false;
  readonly device: string;
  constructor(device: string) {
    this.device = device;
  }
  getSettings() {
    return { deviceId: this.device };
  }
  stop() {
    this.stopped = true;
  }
}

export class FakeStream {
  readonly track: FakeTrack;
  constructor(device = 'built-in') {
    this.track = new FakeTrack(device);
  }
  getAudioTracks() {
    return [this.track];
  }
  getTracks() {
    return [this.track];
  }
}

type FakeCodec = { mimeType: string; clockRate: number };
type FakeParameters = { codecs: FakeCodec[]; encodings: { codec?: FakeCodec }[] };

export class FakeSender {
  set: FakeParameters | undefined;
  refuses = false;
  readonly #codecs: FakeCodec[];

  constructor(codecs: FakeCodec[]) {
    this.#codecs = codecs;
  }

  getParameters(): FakeParameters {
    return { codecs: this.#codecs, encodings: [{}] };
  }

  async setParameters(parameters: FakeParameters) {
    if (this.refuses) throw new DOMException('', 'InvalidModificationError');
    this.set = parameters;
  }
}
