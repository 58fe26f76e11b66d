import type {
  ContractResult,
  MonitorDocument,
} from '@plumbline/backstage-plugin-drift-engine';
import { endRun } from './endRun';
import { MonitorRecord, RunOutcome, RunRecord } from './records';
import { withContract } from './withContract';

const BROKEN: ContractResult = {
  status: 'broken',
  rows: 4000,
  checks: 3,
  broken: 1,
  unknown: 0,
  breaches: [
    {
      id: 'range:age',
      rule: 'range',
      column: 'age',
      outcome: 'broken',
      rows: 12,
      examples: [],
      text: "12 of 4,000 rows in 'age' are outside 0 to 120.",
    },
  ],
};
const KEPT: ContractResult = {
  ...BROKEN,
  status: 'kept',
  broken: 0,
  breaches: [],
};
const SENTENCE =
  "Contract broken: 12 of 4,000 rows in 'age' are outside 0 to 120.";

const monitor = {
  id: 'm',
  entityRef: 'resource:default/credit-risk',
  headline: '',
} as MonitorRecord;
const document = {
  spec: { policy: {}, retrain: { webhook: 'pipeline', on: 'warn' } },
} as unknown as MonitorDocument;

function outcome(drifted: number): RunOutcome {
  return {
    state: 'finished',
    status: drifted > 0 ? 'warn' : 'ok',
    headline: 'x',
    tested: 3,
    drifted,
    worst: drifted > 0 ? ['income'] : [],
    columns: [],
  };
}

function run(day: number): RunRecord {
  return {
    id: `run-${day}`,
    monitorId: 'm',
    state: 'running',
    trigger: 'schedule',
    windowStart: `2026-11-0${day}T00:00:00.000Z`,
    windowEnd: `2026-11-0${day + 1}T00:00:00.000Z`,
    progress: 0,
    worst: [],
    attempts: 1,
    isCancelRequested: false,
    createdAt: `2026-11-0${day + 1}T06:00:00.000Z`,
  };
}

/** Days after each other; gives what the last one changed. */
function passDays(days: { contract: ContractResult; drifted?: number }[]) {
  let windows: RunRecord[] = [];
  let previousAlert;
  let last;
  for (const [index, { contract, drifted = 0 }] of days.entries()) {
    const now = `2026-11-0${index + 2}T06:00:00.000Z`;
    last = endRun({
      run: run(index + 1),
      outcome: withContract({
        outcome: outcome(drifted),
        contract,
        trigger: 'schedule',
      }),
      windows,
      monitor,
      document,
      previousAlert,
      mayPropose: true,
      now,
      createId: () => 'id',
    });
    const { columns: _, contract: found, ...rest } = last.outcome;
    windows = [
      {
        ...run(index + 1),
        ...rest,
        contract: found && { status: found.status, sentence: SENTENCE },
      },
      ...windows,
    ];
    previousAlert = last.alert?.record ?? previousAlert;
  }
  return last!;
}

describe('a broken contract', () => {
  it('is what the monitor says, and drift beside it', () => {
    expect(passDays([{ contract: BROKEN }]).monitor).toMatchObject({
      status: 'critical',
      headline: SENTENCE,
    });
    expect(passDays([{ contract: BROKEN, drifted: 1 }]).monitor.headline).toBe(
      `${SENTENCE} 1 of 3 features drifted: income.`,
    );
  });

  it('opens an alert after as many windows as drift does, and asks for no training on such rows', () => {
    expect(passDays([{ contract: BROKEN }]).alert).toBeUndefined();
    const { alert, retraining } = passDays([
      { contract: BROKEN },
      { contract: BROKEN },
    ]);
    expect(alert).toMatchObject({
      record: { state: 'open', status: 'critical', summary: SENTENCE },
      notice: {
        title: 'Broken contract: credit-risk',
        description: SENTENCE,
        severity: 'critical',
      },
    });
    expect(retraining).toBeUndefined();
  });

  it('is over after three windows that keep it', () => {
    const days = [BROKEN, BROKEN, KEPT, KEPT, KEPT];
    const { alert, monitor: said } = passDays(
      days.map(contract => ({ contract })),
    );
    expect(alert?.record.state).toBe('closed');
    expect(said.headline).toBe('None of 3 features drifted.');
  });
});
