import { identityHash } from './identityHash';
import {
  OutcomeLogBuilder,
  decodeOutcomeLog,
  encodeOutcomeLog,
} from './outcomeLog';

describe('identityHash', () => {
  it('tells a hundred thousand similar ids apart', () => {
    const high = new Set<number>();
    const low = new Set<number>();
    const both = new Set<string>();
    for (let index = 0; index < 100_000; index += 1) {
      const [a, b] = identityHash(`prediction-${index}`);
      high.add(a);
      low.add(b);
      both.add(`${a}:${b}`);
    }
    expect(both.size).toBe(100_000);
    // A 32-bit half has one or two collisions at this number
    expect(high.size).toBeGreaterThan(99_980);
    expect(low.size).toBeGreaterThan(99_980);
  });
});

describe('a log of outcomes', () => {
  it('comes back as it was, missing scores and classes included', async () => {
    const builder = new OutcomeLogBuilder({ areNumbers: false });
    builder.add({ id: 'a', score: 0.25, value: 'default' });
    builder.add({ id: 'b', value: 'paid' });
    builder.add({ id: 'c', score: 0.75, value: 'default' });
    builder.add({ id: 'd', score: 1, value: null });
    builder.add({ id: 'e', score: '0.5', value: 1 });

    const log = decodeOutcomeLog(await encodeOutcomeLog(builder.build()));

    expect(log.classes).toEqual(['default', 'paid', '1']);
    expect([...log.values]).toEqual([0, 1, 0, NaN, 2]);
    expect([...log.scores]).toEqual([0.25, NaN, 0.75, 1, 0.5]);
    expect([log.high[2], log.low[2]]).toEqual(identityHash('c'));
  });

  it('keeps the numbers of a regression as they are', async () => {
    const builder = new OutcomeLogBuilder({ areNumbers: true });
    builder.add({ id: 'a', value: -1.5 });
    builder.add({ id: 'b', value: 'no number' });
    const log = decodeOutcomeLog(await encodeOutcomeLog(builder.build()));
    expect([...log.values]).toEqual([-1.5, NaN]);
    expect(log.classes).toEqual([]);
  });

  it('refuses bytes that were cut off', async () => {
    const builder = new OutcomeLogBuilder({ areNumbers: true });
    builder.add({ id: 'a', score: 0.25, value: 1 });
    const cut = await encodeOutcomeLog({
      ...builder.build(),
      values: new Float64Array(0),
    });
    expect(() => decodeOutcomeLog(cut)).toThrow('cut off');
  });
});
