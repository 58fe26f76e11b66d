import type { Finding } from '@plumbline/backstage-plugin-scans-formats';
import { addEvents } from './addEvents';

const finding = (occurrences: number, seen?: [string, string]) =>
  ({
    rule: 'Shell in a container',
    occurrences,
    seen: seen && { first: seen[0], last: seen[1] },
  }) as Finding;

const EARLY = '2026-03-01T10:00:00.000Z';
const NOON = '2026-03-01T12:00:00.000Z';
const LATE = '2026-03-02T10:00:00.000Z';

describe('addEvents', () => {
  it('counts together, from the first to the last', () => {
    expect(
      addEvents(finding(3, [EARLY, NOON]), finding(2, [NOON, LATE])),
    ).toMatchObject({ occurrences: 5, seen: { first: EARLY, last: LATE } });
  });

  it('gives the same when the older come later', () => {
    expect(
      addEvents(finding(2, [NOON, LATE]), finding(3, [EARLY, NOON])),
    ).toMatchObject({ occurrences: 5, seen: { first: EARLY, last: LATE } });
  });

  it('keeps the times of those that have some', () => {
    const seen = { first: EARLY, last: NOON };
    expect(addEvents(finding(1, [EARLY, NOON]), finding(1)).seen).toEqual(seen);
    expect(addEvents(finding(1), finding(1, [EARLY, NOON])).seen).toEqual(seen);
    expect(addEvents(finding(1), finding(1)).seen).toBeUndefined();
  });
});
