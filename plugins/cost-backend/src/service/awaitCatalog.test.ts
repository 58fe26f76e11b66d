import { awaitCatalog } from './awaitCatalog';

/** Looks at a catalog of so many entities, the last number for ever. */
async function countLooks(
  counts: readonly number[],
  signal = new AbortController().signal,
): Promise<number> {
  let looks = 0;
  await awaitCatalog({
    count: async () => counts[Math.min(looks++, counts.length - 1)],
    betweenMs: 0,
    signal,
  });
  return looks;
}

describe('awaitCatalog', () => {
  it('waits until a catalog grows no more', async () => {
    expect(await countLooks([0, 3, 3, 20, 41, 41, 41])).toBe(7);
  });

  it('waits three looks where the catalog was there before', async () => {
    expect(await countLooks([41])).toBe(3);
  });

  it('gives up waiting for a catalog that stays empty, or never stands still', async () => {
    expect(await countLooks([0])).toBe(60);
    const growing = Array.from({ length: 90 }, (_, index) => index);
    expect(await countLooks(growing)).toBe(60);
  });

  it('waits for a catalog that does not answer yet', async () => {
    let looks = 0;
    await awaitCatalog({
      count: async () => {
        looks += 1;
        if (looks < 4) {
          throw new Error('503');
        }
        return 41;
      },
      betweenMs: 0,
      signal: new AbortController().signal,
    });
    expect(looks).toBe(6);
  });

  it('ends with the portal', async () => {
    const stopped = AbortSignal.abort(new Error('The portal was stopped'));
    await expect(countLooks([0], stopped)).rejects.toThrow(/abort/i);
  });
});
