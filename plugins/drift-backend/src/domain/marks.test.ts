import { buildMarks } from './marks';

const nothing = { baselines: [], alerts: [], retraining: [], versions: [] };

it('puts what happened in the order in which it did', () => {
  expect(
    buildMarks({
      baselines: [{ createdAt: '2026-11-03T00:00:00.000Z', name: 'September' }],
      alerts: [
        {
          openedAt: '2026-11-04T00:00:00.000Z',
          summary: '3 of 11 features drifted',
        },
      ],
      versions: [{ version: '2', createdAt: '2026-11-02T00:00:00.000Z' }],
      retraining: [
        {
          id: 't1',
          monitorId: 'm1',
          endpoint: 'pipeline',
          state: 'sent',
          reason: 'critical',
          proposedAt: '2026-11-05T00:00:00.000Z',
          decidedAt: '2026-11-06T00:00:00.000Z',
          decidedBy: 'user:default/ada',
          attempts: 1,
        },
      ],
    }),
  ).toEqual([
    {
      at: '2026-11-02T00:00:00.000Z',
      kind: 'model-version',
      label: 'Version 2 registered',
    },
    {
      at: '2026-11-03T00:00:00.000Z',
      kind: 'baseline',
      label: 'Baseline September',
    },
    {
      at: '2026-11-04T00:00:00.000Z',
      kind: 'alert',
      label: '3 of 11 features drifted',
    },
    {
      at: '2026-11-05T00:00:00.000Z',
      kind: 'retraining',
      label: 'Training proposed',
    },
    {
      at: '2026-11-06T00:00:00.000Z',
      kind: 'retraining',
      label: 'Training approved by ada',
    },
  ]);
});

it('leaves out what lies outside of the period', () => {
  const versions = ['01', '02', '03'].map(day => ({
    version: day,
    createdAt: `2026-11-${day}T00:00:00.000Z`,
  }));
  const marks = buildMarks({
    ...nothing,
    versions,
    from: '2026-11-02T00:00:00.000Z',
    to: '2026-11-02T12:00:00.000Z',
  });
  expect(marks.map(({ label }) => label)).toEqual(['Version 02 registered']);
});
