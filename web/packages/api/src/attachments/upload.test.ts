/** One file on its way: whatever breaks, it goes on where the server is. */

import { describe, expect, it } from 'vitest';
import { FakeWay, problem } from './fake-depot';
import { mayRetry, type Step, upload } from './upload';

const KIB = 1024;

function textOf(size: number): File {
  return new File([Uint8Array.from({ length: size }, (_, at) => at % 251)], 'long.txt');
}

async function goes(way: FakeWay, file: File): Promise<readonly Step[]> {
  const steps: Step[] = [];
  await upload(file, way, new AbortController().signal, step => steps.push(step));
  return steps;
}

async function bytesOf(file: File): Promise<number[]> {
  return [...new Uint8Array(await file.arrayBuffer())];
}

describe('dk13 a file on its way', () => {
  it('is announced by its hash and sent in parts that grow on a good network', async () => {
    const [way, file] = [new FakeWay(), textOf(500 * KIB)];
    const steps = await goes(way, file);
    expect(way.depot.asked).toEqual([
      'announce',
      'put file-1 0',
      `put file-1 ${128 * KIB}`,
      `put file-1 ${384 * KIB}`,
    ]);
    expect(steps.map(({ at }) => at)).toEqual([
      'reading',
      'sending',
      'sending',
      'sending',
      'whole',
    ]);
    const kept = way.depot.kept.get('file-1');
    expect(kept?.bytes).toEqual(await bytesOf(file));
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    expect(kept?.announced.sha256).toBe(
      Array.from(hash, byte => byte.toString(16).padStart(2, '0')).join(''),
    );
  });

  it('f16_goes_on_at_the_offset_that_the_server_names_after_the_connection_broke', async () => {
    const [way, file] = [new FakeWay(), textOf(300 * KIB)];
    const { announce } = way.depot;
    way.depot.announce = async form => {
      const reply = await announce.call(way.depot, form);
      way.depot.faults.push({ cut: 1000 }, 'unreachable');
      return reply;
    };
    const steps = await goes(way, file);
    expect(way.depot.asked.slice(0, 5)).toEqual([
      'announce',
      'put file-1 0',
      'state file-1',
      'state file-1',
      'put file-1 1000',
    ]);
    expect(steps.filter(({ at }) => at === 'stalled')).toHaveLength(2);
    expect(steps.at(-1)?.at).toBe('whole');
    expect(way.depot.kept.get('file-1')?.bytes).toEqual(await bytesOf(file));
    expect(way.rests).toEqual([500, 1000]);
  });

  it('f16_asks_where_to_go_on_when_a_part_was_at_the_wrong_place_or_is_still_taken', async () => {
    const [way, file] = [new FakeWay(), textOf(10)];
    way.depot.faults.push({ problem: problem('store-unavailable', 503) });
    const { announce } = way.depot;
    way.depot.announce = async form => {
      const reply = await announce.call(way.depot, form);
      if (reply.reply === 'told') {
        way.depot.faults.push(
          { problem: problem('attachment-busy', 409) },
          { problem: problem('attachment-offset', 409) },
        );
      }
      return reply;
    };
    const steps = await goes(way, file);
    expect(steps.at(-1)?.at).toBe('whole');
    expect(way.depot.asked).toEqual([
      'announce',
      'announce',
      'put file-1 0',
      'state file-1',
      'state file-1',
      'put file-1 0',
    ]);
  });

  it('begins anew once where the server has swept it', async () => {
    const [way, file] = [new FakeWay(), textOf(10)];
    const { announce } = way.depot;
    way.depot.announce = async form => {
      const reply = await announce.call(way.depot, form);
      way.depot.faults.push({ problem: problem('not-found', 404) });
      return reply;
    };
    const steps = await goes(way, file);
    expect(way.depot.asked.filter(asked => asked === 'announce')).toHaveLength(2);
    expect(steps.at(-1)).toEqual({ at: 'refused', problem: problem('not-found', 404) });
  });

  it('ends with the reason when it is refused', async () => {
    const [way, file] = [new FakeWay(), textOf(10)];
    way.depot.verdict = problem('attachment-mismatch', 422);
    const steps = await goes(way, file);
    expect(steps.at(-1)).toEqual({ at: 'refused', problem: way.depot.verdict });
  });

  it('f14_ends_where_the_disk_is_full_and_may_be_tried_again', async () => {
    const way = new FakeWay();
    const full = problem('attachments-full', 507);
    way.depot.faults.push({ problem: full });
    expect((await goes(way, textOf(10))).at(-1)).toEqual({ at: 'refused', problem: full });
    expect(mayRetry(full)).toBe(true);
    expect(mayRetry(problem('attachment-mismatch', 422))).toBe(false);
  });

  it('asks a server that cannot save not for ever', async () => {
    const way = new FakeWay();
    const away = problem('store-unavailable', 503);
    way.depot.faults.push(...Array.from({ length: 20 }, () => ({ problem: away })));
    expect((await goes(way, textOf(10))).at(-1)).toEqual({ at: 'refused', problem: away });
    expect(way.depot.asked).toHaveLength(9);
    expect(Math.max(...way.rests)).toBe(10_000);
  });

  it('says so where the file cannot be read any more', async () => {
    const file = textOf(10);
    file.slice = () => {
      throw new DOMException('moved', 'NotReadableError');
    };
    expect((await goes(new FakeWay(), file)).at(-1)).toMatchObject({
      at: 'refused',
      problem: { code: 'file-unreadable' },
    });
  });
});
