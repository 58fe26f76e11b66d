import {
  RowProfiler,
  emptyNumericProfile,
  mergeProfileDocuments,
  profileCategories,
} from '@plumbline/backstage-plugin-drift-engine';
import { decodeProfilePayload, encodeProfilePayload } from './profilePayload';

const none = { rows: 0, nulls: 0, nonFinite: 0, mistyped: 0 };
const profileRows = (rows: readonly Record<string, unknown>[]) => {
  const profiler = new RowProfiler({
    version: 1,
    rows: 1,
    columns: new Map([
      [
        'x',
        {
          type: 'numeric' as const,
          profile: emptyNumericProfile({
            kind: 'linear',
            bins: 100,
            low: 0,
            high: 10,
            inverse: 10,
          }),
        },
      ],
      [
        'plan',
        {
          type: 'categorical' as const,
          profile: profileCategories(new Map([['free', 1]]), none),
        },
      ],
      ['note', { type: 'text' as const }],
    ]),
  });
  rows.forEach(row => profiler.add(row));
  return profiler.profile();
};

describe('profiles as bytes', () => {
  it('come back as they were', () => {
    const document = profileRows([
      { x: 1.5, plan: 'free' },
      { x: 99, plan: 'žluť' },
      { x: -1 },
      { x: 'abc', plan: {} },
      { x: 1.55 },
    ]);
    expect(decodeProfilePayload(encodeProfilePayload(document))).toEqual(
      document,
    );
    const empty = profileRows([]);
    expect(decodeProfilePayload(encodeProfilePayload(empty))).toEqual(empty);
  });

  it('can be added after they came back', () => {
    const rows = Array.from({ length: 100 }, (_, index) => ({ x: index / 10 }));
    const [left, right] = [rows.slice(0, 30), rows.slice(30)].map(part =>
      decodeProfilePayload(encodeProfilePayload(profileRows(part))),
    );
    const merged: any = mergeProfileDocuments(left, right).columns.get('x');
    const whole: any = profileRows(rows).columns.get('x');
    expect(merged.profile.bins).toEqual(whole.profile.bins);
  });

  it('are refused when they were cut off', () => {
    expect(() => decodeProfilePayload(Buffer.from([3, 0]))).toThrow();
  });
});
