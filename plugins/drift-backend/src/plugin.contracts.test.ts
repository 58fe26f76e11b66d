import { mockCredentials } from '@backstage/backend-test-utils';
import {
  monitorSchema,
  runContractSchema,
  runSchema,
} from '@plumbline/backstage-plugin-drift-common';
import {
  ADA,
  BOB,
  EVE,
  TestDrift,
  makeDocument,
  makeRows,
  startDrift,
} from './__testUtils__/startDrift';

jest.setTimeout(60_000);

/** Rows of yesterday, by the clock that the plugin sees. */
function rowsOfYesterday(rows: number): string[] {
  const today = Math.floor(Date.now() / 86_400_000);
  return makeRows({
    days: 1,
    rowsPerDay: rows,
    firstDay: today - 1 - Date.parse('2026-01-05') / 86_400_000,
    seed: 2,
  })
    .trim()
    .split('\n');
}

describe('a monitor with a contract', () => {
  let drift: TestDrift;
  let cases = 0;

  beforeAll(async () => {
    const good = rowsOfYesterday(1500);
    const at = good[1].split(',')[0];
    drift = await startDrift({
      files: {
        'baseline.csv': makeRows({ days: 10, rowsPerDay: 200, seed: 1 }),
        'good/a.csv': good.join('\n'),
        'bad/a.csv': good.join('\n'),
        'bad/b.csv': [
          good[0],
          good[1],
          ...Array(3).fill(`${at},1500,400,north`),
        ].join('\n'),
        'old.csv': makeRows({ days: 1, rowsPerDay: 50, seed: 2 }),
      },
    });
  });
  afterAll(() => drift.stop());

  async function runWith(path: string, contract: object) {
    cases += 1;
    const monitor = await drift.createMonitor({
      name: `case-${cases}`,
      spec: {
        window: { source: 'samples', path, timeColumn: 'at', length: 'P1D' },
        contract,
      },
    });
    const started = await drift.call(
      ADA,
      'POST',
      `/monitors/${monitor.id}/runs`,
    );
    const run = runSchema.parse(await drift.finished(started.body.id));
    const answer = await drift.call(ADA, 'GET', `/runs/${run.id}/contract`);
    return {
      run,
      contract: runContractSchema.parse(answer.body).contract,
      monitor: monitorSchema.parse(
        (await drift.call(ADA, 'GET', `/monitors/${monitor.id}`)).body,
      ),
    };
  }

  it('says that the rows are as promised', async () => {
    const { run, contract, monitor } = await runWith('good/*.csv', {
      columns: { age: { type: 'integer', min: 0, max: 120 } },
    });
    expect(run).toMatchObject({
      status: 'ok',
      contract: {
        status: 'kept',
        sentence: 'The contract is kept: 3 promises.',
      },
    });
    expect(contract).toMatchObject({
      status: 'kept',
      rows: 1500,
      breaches: [],
    });
    expect(monitor.headline).toBe('None of 3 features drifted.');
  });

  it('is critical when a promise is broken, though nothing drifted, and names column and rows', async () => {
    const { run, contract, monitor } = await runWith('bad/*.csv', {
      columns: {
        age: { max: 120 },
        region: { unique: false, sensitive: true },
      },
    });
    const sentence = "Contract broken: 3 of 1,504 rows in 'age' are above 120.";
    expect(run).toMatchObject({
      state: 'finished',
      status: 'critical',
      headline: sentence,
      contract: { status: 'broken', sentence },
    });
    expect(monitor).toMatchObject({
      status: 'critical',
      headline: sentence,
      columns: { tested: 3, drifted: 0 },
    });
    expect(contract).toMatchObject({
      broken: 1,
      breaches: [
        {
          column: 'age',
          rule: 'range',
          rows: 3,
          examples: [2, 3, 4].map(row => ({
            row,
            file: 'bad/b.csv',
            value: '400',
          })),
        },
      ],
    });
  });

  it('tells assistants what was broken', async () => {
    const { run, monitor } = await runWith('bad/*.csv', {
      columns: { age: { max: 120 } },
    });
    const { output } = await drift.actions.invoke({
      id: 'test:explain',
      input: { monitor: monitor.id, run: run.id },
      credentials: mockCredentials.user(BOB),
    });
    expect(output).toMatchObject({
      status: 'critical',
      contract: {
        status: 'broken',
        breaches: [{ column: 'age', rule: 'range', rows: 3 }],
      },
    });
  });

  it('is broken by a window without rows that were promised, whatever drift says', async () => {
    const { run, contract } = await runWith('old.csv', {
      minimumRows: 10,
      columns: { age: { max: 120 } },
    });
    expect(run).toMatchObject({
      status: 'critical',
      headline:
        'Contract broken: the window has 0 rows; at least 10 were promised. The window has no rows.',
    });
    expect(contract).toMatchObject({ broken: 1, unknown: 1 });
  });

  it('does not show as kept what no row answered', async () => {
    const { run, monitor } = await runWith('old.csv', {
      columns: { age: { max: 120 } },
    });
    expect(run).toMatchObject({
      status: 'unknown',
      contract: { status: 'unknown' },
    });
    expect(monitor.headline).toBe(
      'The window has no rows. The contract could not be checked: there are no rows.',
    );
  });

  it('shows a contract to those who may see the monitor', async () => {
    const { run } = await runWith('good/*.csv', { minimumRows: 1 });
    const path = `/runs/${run.id}/contract`;
    expect((await drift.call(BOB, 'GET', path)).status).toBe(200);
    expect((await drift.call(EVE, 'GET', path)).status).toBe(404);
    expect((await drift.call(undefined, 'GET', path)).status).toBe(401);
  });

  it('has nothing to show where there is no contract', async () => {
    const monitor = await drift.createMonitor({ name: 'plain' });
    const { body } = await drift.call(
      ADA,
      'POST',
      `/monitors/${monitor.id}/runs`,
    );
    await drift.finished(body.id);
    const answer = await drift.call(ADA, 'GET', `/runs/${body.id}/contract`);
    expect(answer.body).toEqual({});
  });

  it('refuses a contract about rows that are not kept', async () => {
    const { status, body } = await drift.call(ADA, 'POST', '/monitors', {
      document: makeDocument({
        spec: {
          window: { predictions: true },
          contract: { minimumRows: 1 },
        },
      }),
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain('rows, which are not kept');
  });
});
