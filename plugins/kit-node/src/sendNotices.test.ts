import { sendNotices, tabPathOf } from './sendNotices';

const { signal } = new AbortController();

/** Notices that wait; what is not sent or dropped comes again with the next call. */
function createQueue(...attempts: number[]) {
  const waiting = attempts.map((count, id) => ({ id, attempts: count }));
  const claimed: unknown[] = [];
  const sent: number[] = [];
  const dropped: number[] = [];
  const failures: string[] = [];
  return {
    claimed,
    sent,
    dropped,
    failures,
    claim: async (lease: { now: string; until: string }) => {
      claimed.push(lease);
      return waiting.shift();
    },
    send: async ({ id }: { id: number }) => {
      sent.push(id);
    },
    drop: async ({ id }: { id: number }) => {
      dropped.push(id);
    },
    onFailure: (_notice: unknown, error: Error) => {
      failures.push(error.message);
    },
    signal,
    now: () => Date.parse('2026-03-01T00:00:00Z'),
  };
}

it('sends all that wait, each claimed for two minutes', async () => {
  const queue = createQueue(1, 1);
  await sendNotices(queue);
  expect(queue.sent).toEqual([0, 1]);
  expect(queue.claimed[0]).toEqual({
    now: '2026-03-01T00:00:00.000Z',
    until: '2026-03-01T00:02:00.000Z',
  });
});

it('goes on after one that fails, and drops it after the tenth attempt', async () => {
  const queue = createQueue(9, 10, 1);
  const send = async (notice: { id: number }) => {
    if (notice.id < 2) {
      throw new Error(`no ${notice.id}`);
    }
    await queue.send(notice);
  };
  await sendNotices({ ...queue, send });
  expect(queue.failures).toEqual(['no 0', 'no 1']);
  expect(queue.dropped).toEqual([1]);
  expect(queue.sent).toEqual([2]);
});

it('names a tab of an entity', () => {
  expect(tabPathOf('component:default/checkout', 'cost')).toBe(
    '/catalog/default/component/checkout/cost',
  );
});
