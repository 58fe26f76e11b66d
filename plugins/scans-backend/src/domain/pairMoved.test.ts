import {
  FindingPairs,
  pairFindings,
} from '@plumbline/backstage-plugin-scans-formats';
import { pairMoved } from './pairMoved';
import { PairKey } from './records';

/** A number that looks random and is the same in every run. */
const mixed = (index: number, salt: number, limit: number) => {
  const mixture =
    Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b);
  return (Math.imul(mixture ^ (mixture >>> 15), 0xc2b2ae35) >>> 9) % limit;
};

const listOf = (salt: number): PairKey[] =>
  Array.from({ length: 9000 }, (_, index) => ({
    identity: `v1:${salt}-${index}`,
    group: `g1:${mixed(index, 0, 40)}`,
    kind: 'code',
    evidence: { snippet: `${mixed(index, salt, 3000)}` },
    location: {
      path: `src/${mixed(index, salt * 3, 30)}.ts`,
      line: 1 + mixed(index, salt * 7, 500),
    },
  }));

const asText = ({ same, appeared, gone }: FindingPairs<PairKey, PairKey>) => ({
  same: same.map(([a, b, by]) => `${a.identity} ${b.identity} ${by}`).sort(),
  appeared: appeared.map(({ identity }) => identity).sort(),
  gone: gone.map(({ identity }) => identity).sort(),
});

describe('pairMoved', () => {
  it('pairs in slices as is paired in one go', async () => {
    const older = listOf(1);
    const newer = listOf(2).slice(0, 8000);
    const whole = pairFindings({ older, newer });
    expect(new Set(whole.same.map(([, , by]) => by)).size).toBeGreaterThan(2);
    expect(asText(await pairMoved(older, newer))).toEqual(asText(whole));
  });

  it('lets others have their turn', async () => {
    let turns = 0;
    let isDone = false;
    const count = () => {
      turns += 1;
      if (!isDone) {
        setImmediate(count);
      }
    };
    setImmediate(count);
    await pairMoved(listOf(1), listOf(2));
    isDone = true;
    expect(turns).toBeGreaterThan(5);
  });

  it('answers lists of its own where there is nothing to pair', async () => {
    const list = listOf(1);
    expect(await pairMoved(list, [])).toEqual({
      same: [],
      appeared: [],
      gone: list,
    });
    expect((await pairMoved([], list)).appeared).toEqual(list);
  });
});
