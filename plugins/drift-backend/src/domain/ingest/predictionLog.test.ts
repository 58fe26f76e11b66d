import { identityHash } from './identityHash';
import {
  decodePredictionLog,
  encodePredictionLog,
  PredictionLogBuilder,
} from './predictionLog';

describe('identityHash', () => {
  it('tells a hundred thousand similar ids apart in each half', () => {
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

describe('a prediction log', () => {
  it('comes back as it was, missing scores and classes included', () => {
    const builder = new PredictionLogBuilder();
    builder.add({ id: 'a', score: 0.25, prediction: 'default' });
    builder.add({ id: 'b', score: undefined, prediction: 'paid' });
    builder.add({ id: 'c', score: 0.75, prediction: 'default' });
    builder.add({ id: 'd', score: 1, prediction: undefined });

    const log = decodePredictionLog(encodePredictionLog(builder.build()));

    expect(log.classes).toEqual(['default', 'paid']);
    expect([...log.predictions]).toEqual([0, 1, 0, NaN]);
    expect([...log.scores]).toEqual([0.25, NaN, 0.75, 1]);
    expect([log.high[2], log.low[2]]).toEqual(identityHash('c'));
  });

  it('refuses bytes that were cut off', () => {
    const builder = new PredictionLogBuilder();
    builder.add({ id: 'a', score: 0.25, prediction: 1 });
    const log = builder.build();
    const cut = encodePredictionLog({ ...log, scores: new Float64Array(0) });
    expect(() => decodePredictionLog(cut)).toThrow('cut off');
  });
});
