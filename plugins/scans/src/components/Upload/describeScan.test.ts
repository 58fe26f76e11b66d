import { createScan } from '../../__testUtils__/scanFixtures';
import { describeScan } from './describeScan';

it('says what a scan changed', () => {
  expect(describeScan(createScan())).toBe(
    'trivy: 2 new, 25 unchanged, 3 fixed.',
  );
  expect(
    describeScan(
      createScan({
        changes: {
          new: 0,
          unchanged: 1,
          fixed: 0,
          reopened: 1,
          notObserved: 2,
          opened: {
            critical: 0,
            high: 1,
            medium: 0,
            low: 0,
            info: 0,
            unknown: 0,
          },
        },
      }),
    ),
  ).toBe(
    'trivy: 0 new, 1 unchanged, 0 fixed, 1 came back, 2 not seen here, yet not closed.',
  );
});

it('says how what nobody is known to have looked for can close', () => {
  const { changes } = createScan();
  const scan = createScan({
    changes: { ...changes!, notObserved: 1, notLookedFor: ['secret'] },
  });
  const why =
    /nothing says that trivy looked for such \(secret\): .*--looked-for/;
  expect(describeScan(scan)).toMatch(why);
  expect(describeScan({ ...scan, outcome: 'empty' })).toMatch(why);
});

it('tells nothing found, did not look, held and failed apart', () => {
  const said = [
    createScan({ outcome: 'empty' }),
    createScan({ outcome: 'not-run' }),
    createScan({ status: 'held' }),
    createScan({ status: 'failed', error: 'cut off in the middle' }),
    createScan({ status: 'queued', changes: undefined }),
  ].map(describeScan);
  expect(said[0]).toMatch(/looked and found nothing/);
  expect(said[1]).toMatch(/did not look/);
  expect(said[2]).toMatch(/held/);
  expect(said[3]).toBe(
    'The report of trivy was not taken: cut off in the middle',
  );
  expect(said[4]).toMatch(/waits for its turn/);
});
