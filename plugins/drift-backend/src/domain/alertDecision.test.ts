import {
  AlertDecision,
  WindowStatus,
  applyAlertAction,
  decideAlert,
} from './alertDecision';
import { AlertRecord, Status } from './records';

const START = Date.parse('2026-11-01T00:00:00Z');
const HOUR_MS = 3_600_000;
const at = (index: number) => new Date(START + index * HOUR_MS).toISOString();
const WORDS: Record<string, Status> = {
  '.': 'ok',
  w: 'warn',
  c: 'critical',
  '?': 'unknown',
};

/** Plays windows one by one, an hour apart, and says what happened after each. */
function play(
  windows: string,
  options: {
    coolDownMs?: number;
    /** What a person does after a window. */
    acts?: Record<number, 'acknowledge' | 'close' | { mute: number }>;
  } = {},
): string[] {
  const { coolDownMs = 3 * HOUR_MS, acts = {} } = options;
  const statuses = [...windows].map(word => ({
    status: WORDS[word],
    columns: ['income'],
    headline: word,
  }));
  let alert: AlertRecord | undefined;
  return statuses.map((_, index) => {
    const decision = decideAlert({
      windows: statuses.slice(0, index + 1),
      previous: alert,
      after: { windows: 2, of: 3 },
      coolDownMs,
      now: at(index),
    });
    alert = apply(alert, decision, index);
    const act = acts[index];
    if (act && alert) {
      const applied = applyAlertAction({
        alert,
        action: typeof act === 'string' ? act : 'mute',
        until: typeof act === 'string' ? undefined : at(act.mute),
        by: 'user:default/ada',
        now: at(index),
      });
      if (typeof applied === 'string') {
        throw new Error(applied);
      }
      alert = { ...alert, ...applied.change };
    }
    const events = (decision?.events ?? []).map(event => event.action);
    return [...events, decision?.tell ? 'told' : ''].join(' ').trim();
  });
}

function apply(
  alert: AlertRecord | undefined,
  decision: AlertDecision | undefined,
  index: number,
): AlertRecord | undefined {
  if (!decision) {
    return alert;
  }
  const kept =
    alert && (alert.state !== 'closed' || decision.change.id === alert.id)
      ? alert
      : undefined;
  return {
    monitorId: 'm',
    openedAt: at(index),
    ...kept,
    ...decision.change,
    id: kept?.id ?? `alert-${index}`,
    notifiedAt: decision.tell ? at(index) : kept?.notifiedAt,
  };
}

describe('decideAlert', () => {
  it.each([
    ['one bad window is not enough', '.c..', ['', '', '', '']],
    ['two of three open it', 'w.w', ['', '', 'opened told']],
    ['two in a row open it', 'ww', ['', 'opened told']],
    [
      'it is told once while it goes on',
      'wwwww',
      ['', 'opened told', '', '', ''],
    ],
    [
      'one calm window does not close it',
      'ww.ww',
      ['', 'opened told', '', '', ''],
    ],
    [
      'three calm windows close it',
      'ww...',
      ['', 'opened told', '', '', 'closed told'],
    ],
    [
      'unknown windows neither open nor close',
      'w?w???...',
      ['', '', 'opened told', '', '', '', '', '', 'closed told'],
    ],
    [
      'it escalates when enough windows are critical',
      'wwcc',
      ['', 'opened told', '', 'escalated told'],
    ],
    [
      'it eases after two windows below critical',
      'ccww',
      ['', 'opened told', '', 'eased told'],
    ],
  ])('%s', (_, windows, expected) => {
    expect(play(windows)).toEqual(expected);
  });

  it('tells of flapping between warn and critical twice: opened, and worse', () => {
    const told = play('cwcwcw').filter(word => word.includes('told'));
    expect(told).toEqual(['opened told', 'escalated told']);
  });

  it('opens the same alert again without telling while it cools down', () => {
    expect(play('ww...ww', { coolDownMs: 24 * HOUR_MS }).slice(4)).toEqual([
      'closed told',
      '',
      'reopened',
    ]);
  });

  it('tells of what comes back worse, also while it cools down', () => {
    expect(play('ww...cc', { coolDownMs: 24 * HOUR_MS }).at(-1)).toBe(
      'reopened told',
    );
  });

  it('opens another alert when it has cooled down', () => {
    expect(play('ww...ww', { coolDownMs: HOUR_MS }).at(-1)).toBe('opened told');
  });

  it('says nothing more to who acknowledged, unless it escalates', () => {
    const acts = { 1: 'acknowledge' as const };
    expect(play('ww...', { acts }).at(-1)).toBe('closed');
    expect(play('wwcc', { acts }).at(-1)).toBe('escalated told');
  });

  it('is silent while muted, and speaks up when that is over', () => {
    expect(play('wwccww', { acts: { 1: { mute: 5 } } })).toEqual([
      '',
      'opened told',
      '',
      'escalated',
      '',
      expect.stringMatching(/^unmuted.* told$/),
    ]);
  });

  it('stays closed by a person until it comes back', () => {
    expect(play('ww.ww', { acts: { 1: 'close' }, coolDownMs: 0 })).toEqual([
      '',
      'opened told',
      '',
      'opened told',
      '',
    ]);
  });
});

describe('applyAlertAction', () => {
  const alert: AlertRecord = {
    id: 'a',
    monitorId: 'm',
    state: 'open',
    status: 'warn',
    summary: '',
    columns: [],
    openedAt: at(0),
    updatedAt: at(0),
  };

  it.each([
    [
      { ...alert, state: 'closed' as const },
      'acknowledge',
      undefined,
      'closed',
    ],
    [alert, 'mute', at(0), 'future'],
    [alert, 'unmute', undefined, 'not muted'],
  ] as const)(
    'refuses what makes no sense: %#',
    (on, action, until, reason) => {
      expect(
        applyAlertAction({ alert: on, action, until, by: 'ada', now: at(1) }),
      ).toContain(reason);
    },
  );
});

describe('performance', () => {
  const ok: WindowStatus = { status: 'ok', columns: [], headline: 'Calm.' };
  const bad: WindowStatus = {
    status: 'warn',
    columns: [],
    headline: 'Accuracy fell.',
    changedAt: '2026-11-20T06:00:00.000Z',
  };
  const decide = (
    options: Pick<Parameters<typeof decideAlert>[0], 'windows' | 'performance'>,
  ) =>
    decideAlert({
      previous: undefined,
      after: { windows: 2, of: 3 },
      coolDownMs: 0,
      now: '2026-11-20T07:00:00.000Z',
      ...options,
    });

  it('opens an alert by its own windows, whatever the inputs say', () => {
    expect(
      decide({ windows: [ok, ok, ok], performance: [[bad, ok, bad]] }),
    ).toMatchObject({ cause: 'performance', tell: 'opened' });
    expect(
      decide({ windows: [ok], performance: [[ok, ok, bad]] }),
    ).toBeUndefined();
  });

  it('is not calmed by estimates of windows without labels', () => {
    expect(
      decide({
        windows: [ok],
        performance: [
          [bad, bad],
          [ok, ok, ok],
        ],
      }),
    ).toMatchObject({ tell: 'opened' });
  });

  it('does not add one bad window of each to two', () => {
    expect(
      decide({ windows: [ok, ok, bad], performance: [[ok, ok, bad], [bad]] }),
    ).toBeUndefined();
  });

  it('opens nothing that is over by now', () => {
    expect(
      decide({ windows: [ok, ok, bad], performance: [[bad, bad, ok]] }),
    ).toBeUndefined();
  });
});
