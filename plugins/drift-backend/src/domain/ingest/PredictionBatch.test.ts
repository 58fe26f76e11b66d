import {
  BaselineProfile,
  MonitorDocument,
  emptyNumericProfile,
  parseMonitorDocument,
} from '@plumbline/backstage-plugin-drift-engine';
import { makeDocument } from '../../__testUtils__/startDrift';
import { LabelBatch } from './LabelBatch';
import { PredictionBatch, readId } from './PredictionBatch';

const NOW = Date.parse('2026-11-02T10:30:00Z');
const DAY_MS = 24 * 60 * 60 * 1000;
const baseline: BaselineProfile = {
  version: 1,
  rows: 1,
  columns: new Map([
    [
      'income',
      {
        type: 'numeric',
        profile: emptyNumericProfile({
          kind: 'linear',
          bins: 8192,
          low: 0,
          high: 8192,
          inverse: 1,
        }),
      },
    ],
  ]),
};

function documentOf(spec: object = {}): MonitorDocument {
  return parseMonitorDocument(
    makeDocument({
      spec: {
        window: { predictions: true, timeColumn: 'at', length: 'P1D' },
        ...spec,
      },
    }),
    'test',
  );
}

const batchOf = (document: MonitorDocument) =>
  new PredictionBatch({
    baseline,
    document,
    now: NOW,
    oldest: NOW - 30 * DAY_MS,
  });

describe('a batch of predictions', () => {
  it('counts each row in the hour of its own time', () => {
    const batch = batchOf(documentOf());
    for (const at of [
      '2026-11-02T10:00:00Z',
      '2026-11-02T10:29:59.999Z',
      '2026-11-02 09:59:59',
      '2026-11-02T12:30:00+02:00',
      '2026-11-01',
      '2026-11-02T10:10:00Z',
    ]) {
      expect(batch.take({ at, income: 5 })).toBeUndefined();
    }
    expect(
      [...batch.hours()].map(({ start, profile }) => [start, profile.rows]),
    ).toEqual([
      ['2026-11-01T00:00:00.000Z', 1],
      ['2026-11-02T09:00:00.000Z', 1],
      ['2026-11-02T10:00:00.000Z', 4],
    ]);
    expect(batch.rows).toBe(6);
  });

  it('counts rows without times in the hour of their arrival', () => {
    const batch = batchOf(
      documentOf({ window: { predictions: true, length: 'P1D' } }),
    );
    batch.take({ income: 5 });
    expect([...batch.hours()][0].start).toBe('2026-11-02T10:00:00.000Z');
  });

  it.each([
    [{ income: 5 }, "has no ISO 8601 time in 'at'"],
    [{ at: 'yesterday' }, "has no ISO 8601 time in 'at'"],
    [{ at: 12 }, "has no ISO 8601 time in 'at'"],
    [{ at: '2026-11-02T10:61:00Z' }, "has no ISO 8601 time in 'at'"],
    [{ at: '2026-11-02T11:00:00Z' }, "has a time in the future in 'at'"],
    [{ at: '2026-02-30T11:00:00Z' }, "has no ISO 8601 time in 'at'"],
    [
      { at: '2026-09-01T00:00:00Z' },
      "has a time in 'at' from before anything is kept",
    ],
  ])('does not guess when a row is from: %j', (row, reason) => {
    const batch = batchOf(documentOf());
    expect(batch.take(row)).toBe(reason);
    // Nor when the row before is of the same hour
    batch.take({ at: '2026-11-02T09:00:00Z' });
    batch.take({ at: '2026-11-02T10:00:00Z' });
    expect(batch.take(row)).toBe(reason);
  });

  it('does not take a later minute of this hour for now', () => {
    const batch = batchOf(documentOf());
    expect(batch.take({ at: '2026-11-02T10:29:00Z' })).toBeUndefined();
    expect(batch.take({ at: '2026-11-02T10:59:00Z' })).toContain('future');
  });

  it.each([9007199254740993, 1e400, 0.5, '', 'x'.repeat(501), true, null])(
    'takes no id that could be another one: %p',
    key => {
      expect(readId(key)).toBeUndefined();
    },
  );

  it('keeps of a prediction what a label needs to find it', () => {
    const document = documentOf({
      performance: {
        problem: 'binary',
        prediction: 'approved',
        score: 'p',
        label: 'paid',
        id: 'key',
      },
    });
    const batch = batchOf(document);
    const at = '2026-11-02T10:00:00Z';
    expect(batch.take({ at })).toContain("has no id in 'key'");
    expect(batch.take({ at, key: 7, approved: true, p: 0.75 })).toBeUndefined();
    const labels = new LabelBatch({
      ...document.spec.performance!,
      id: 'key',
    });
    expect(labels.take({ key: '7', paid: true })).toBeUndefined();
    const [{ log }] = [...batch.hours()];
    expect(log).toMatchObject({ classes: ['true'] });
    expect([...log!.scores]).toEqual([0.75]);
    expect([log!.high, log!.low]).toEqual([
      labels.log().high,
      labels.log().low,
    ]);
  });

  it('refuses labels that belong to nothing or say nothing', () => {
    const labels = new LabelBatch({
      problem: 'binary',
      prediction: 'approved',
      label: 'paid',
      id: 'key',
    });
    expect(labels.take({ paid: true })).toContain("has no id in 'key'");
    expect(labels.take({ key: 'a', paid: null })).toBe(
      "has no label in 'paid'",
    );
    expect(labels.take({ key: 'a', paid: '' })).toBe("has no label in 'paid'");
  });

  it.each(['abc', '', 'NaN', true])(
    'refuses %p for the label of a regression',
    amount => {
      const labels = new LabelBatch({
        problem: 'regression',
        prediction: 'guess',
        label: 'amount',
        id: 'key',
      });
      expect(labels.take({ key: 'a', amount: '12.5' })).toBeUndefined();
      expect(labels.take({ key: 'a', amount })).toBe(
        "has no number in 'amount'",
      );
    },
  );

  it('refuses what would need more memory than one batch may have', () => {
    const income = baseline.columns.get('income')!;
    const names = Array.from({ length: 100 }, (_, index) => `c${index}`);
    const batch = new PredictionBatch({
      baseline: {
        ...baseline,
        columns: new Map(names.map(name => [name, income])),
      },
      document: documentOf(),
      now: NOW,
      oldest: NOW - 30 * DAY_MS,
    });
    expect(() => {
      for (let row = 0; row < 100_000; row += 1) {
        const at = new Date(NOW - (row % 600) * 3_600_000).toISOString();
        const value = (row * 64) % 8192;
        batch.take({
          at,
          ...Object.fromEntries(names.map(name => [name, value])),
        });
      }
    }).toThrow('hours need too much memory; send fewer');
  });
});
