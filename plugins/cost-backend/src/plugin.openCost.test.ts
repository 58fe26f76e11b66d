import {
  createTestDatabases,
  until,
} from '@plumbline/backstage-plugin-kit-node/testing';
import { RecordedOpenCost } from './__testUtils__/RecordedOpenCost';
import { recordDay, recordPod } from './__testUtils__/recordDay';
import {
  ADA,
  CHECKOUT,
  ROOT,
  setNow,
  startCosts,
  TestCosts,
} from './__testUtils__/startCosts';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const DAY = '2026-06-01';

describe.each(databases.eachSupportedId())('an OpenCost on %s', id => {
  let openCost: RecordedOpenCost;
  let costs: TestCosts;

  beforeEach(async () => {
    setNow(`${DAY}T12:00:00Z`);
    openCost = await RecordedOpenCost.start();
    openCost.recordings.set(
      DAY,
      recordDay(DAY, {
        a: recordPod('3.5', {
          namespace: 'shop',
          controller: 'checkout',
          labels: { team: 'checkout' },
        }),
      }),
    );
    costs = await startCosts({
      knex: await databases.init(id),
      cost: {
        sources: [
          {
            id: 'west',
            title: 'West',
            currency: 'USD',
            openCost: { url: openCost.url, token: 'token-of-opencost' },
          },
        ],
        attribution: [
          {
            id: 'team',
            entityFrom: {
              label: 'team',
              template: 'component:default/{value}',
            },
          },
        ],
      },
    });
  });
  afterEach(async () => {
    await costs.stop();
    await openCost.stop();
    jest.useRealTimers();
  });

  const summaryOf = (who: string) =>
    costs.get('summary', { entity: CHECKOUT, month: '2026-06' }, who);

  it('is read by the clock, and its figures and their age stay when it is away', async () => {
    await costs.runTask('cost-imports');
    const known = await summaryOf(ADA);
    expect(known).toMatchObject({
      currencies: [{ currency: 'USD', amount: '3.5' }],
      sources: [{ source: 'west', title: 'West', state: 'ok', lastDay: DAY }],
    });
    await openCost.stop();
    setNow('2026-06-05T12:00:00Z');
    await costs.runTask('cost-imports');
    const [{ message, ...health }] = (await summaryOf(ROOT)).sources;
    expect(health).toMatchObject({
      state: 'failed',
      lastDay: DAY,
      readAt: known.sources[0].readAt,
    });
    expect(message).toBe('OpenCost west, 2026-06-05: it cannot be reached');
    const { currencies, sources, text } = await summaryOf(ADA);
    expect(currencies).toMatchObject([{ currency: 'USD', amount: '3.5' }]);
    // What went wrong is for those who read everything
    expect(sources[0].message).toBeUndefined();
    expect(text).not.toContain('token-of-opencost');
  });

  it('is asked at once for whoever administers', async () => {
    await costs.runTask('cost-imports');
    openCost.recordings.set(
      DAY,
      openCost.recordings.get(DAY)!.replaceAll('3.5', '4.5'),
    );
    const { status, body } = await costs.call(ROOT, 'POST', '/imports', {
      source: 'west',
    });
    expect(status).toBe(202);
    const log = await until(
      async () => (await costs.get('imports', {}, ROOT)).items,
      items => items.some((item: any) => item.id === body.id && item.endedAt),
    );
    expect(log[0]).toMatchObject({
      source: 'west',
      title: 'West',
      state: 'done',
      format: 'opencost-allocation',
      firstDay: DAY,
      lastDay: DAY,
    });
    expect(await summaryOf(ADA)).toMatchObject({
      currencies: [{ amount: '4.5' }],
    });
  });
});
