/** Telephones of each codec call one browser: it speaks as they do, over the connection it has. */

import assert from 'node:assert/strict';
import { AGENT_HZ, CUSTOMER_HZ } from '../stage/ear.mjs';
import { play } from '../stage/play.mjs';
import { until } from '../stage/until.mjs';

/** Each after another one, and back to the first. */
const CODECS = ['g722', 'opus', 'pcma', 'pcmu'];

export const plays = [
  play(
    'vc02_the_browser_speaks_the_callers_codec_and_negotiates_nothing',
    { acw: 0 },
    async house => {
      const ann = await house.agent();
      await ann.signsInForCalls();
      const agreed = await descriptions(ann.page);
      for (const codec of CODECS) {
        const telephone = house.telephone(codec);
        await ann.answers();
        await ann.hears(`a telephone that speaks ${codec}`, [CUSTOMER_HZ], [AGENT_HZ]);
        await telephone.hearsTheAgent();
        const before = await sending(ann.page);
        const took = await until(`the browser sends ${codec}`, () =>
          whyNotSent(ann.page, codec, before.packets),
        );
        house.note(`${codec} ${Math.round(took)} ms`);
        assert.deepEqual(await descriptions(ann.page), agreed, 'something was negotiated');
        await ann.does('End');
        await telephone.hasEnded();
        await ann.seesStatus('Available');
      }
    },
  ),
];

/**
 * Why the packets that leave this browser now are not in that codec.
 *
 * They are counted against an earlier look: Chromium answers with the same figures for 50 ms.
 */
async function whyNotSent(page, codec, before) {
  const now = await sending(page);
  if (now.codec !== `audio/${codec}`) return `it sends ${now.codec}`;
  return now.packets > before ? undefined : 'it sends nothing';
}

/** @param {import('playwright-core').Page} page */
function sending(page) {
  return page.evaluate(async () => {
    const told = [...(await window.rapportPeer.getStats()).values()];
    const sent = told.find(({ type, kind }) => type === 'outbound-rtp' && kind === 'audio');
    const codec = told.find(({ id }) => id === sent?.codecId)?.mimeType ?? 'nothing';
    return { codec: codec.toLowerCase(), packets: sent?.packetsSent ?? 0 };
  });
}

/** What both sides of the connection have agreed. */
function descriptions(page) {
  return page.evaluate(() => {
    const { localDescription, remoteDescription, signalingState } = window.rapportPeer;
    return [localDescription?.sdp, remoteDescription?.sdp, signalingState];
  });
}
