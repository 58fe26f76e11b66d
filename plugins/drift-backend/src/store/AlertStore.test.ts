import { Knex } from 'knex';
import { makeDocument } from '../__testUtils__/startDrift';
import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { AlertRecord } from '../domain/records';
import { buildMonitor, readDocument } from '../service/MonitorService';
import { toAlertRow } from './AlertStore';
import { createStores } from './createStores';
import { MIGRATIONS } from './migrations';

jest.setTimeout(60_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('alerts on %s', databaseId => {
  let knex: Knex;
  let stores: ReturnType<typeof createStores>;

  async function addMonitor(name: string, ownerRef: string): Promise<string> {
    const text = makeDocument({ name });
    const monitor = buildMonitor({
      document: readDocument(text, 'test'),
      text,
      entityRef: 'resource:default/credit-risk',
      ownerRef,
      origin: 'api',
      now: '2026-11-20T10:00:00.000Z',
    });
    await stores.monitors.insert(monitor);
    return monitor.id;
  }

  async function addAlert(
    id: string,
    monitorId: string,
    state: AlertRecord['state'],
  ): Promise<void> {
    await knex('alerts').insert(
      toAlertRow({
        id,
        monitorId,
        state,
        status: 'warn',
        summary: 'drift',
        columns: ['income'],
        openedAt: '2026-11-20T10:00:00.000Z',
        updatedAt: '2026-11-20T10:00:00.000Z',
      }),
    );
  }

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await migrate(knex, MIGRATIONS);
    stores = createStores(knex);
  });
  afterEach(() => knex.destroy());

  it('lists those of several owners that nobody has taken on', async () => {
    const ours = await addMonitor('ours', 'group:default/ml-team');
    const also = await addMonitor('also', 'group:default/data-team');
    const theirs = await addMonitor('theirs', 'group:default/others');
    await addAlert('a1', ours, 'open');
    await addAlert('a2', also, 'open');
    await addAlert('a3', ours, 'acknowledged');
    await addAlert('a4', also, 'muted');
    await addAlert('a5', theirs, 'open');
    const listIds = async (ownerRefs: string[]) =>
      (await stores.alerts.list({ ownerRefs, state: 'open', limit: 10 }))
        .map(({ id }) => id)
        .sort();
    expect(
      await listIds(['group:default/ml-team', 'group:default/data-team']),
    ).toEqual(['a1', 'a2']);
    expect(await listIds(['group:default/others'])).toEqual(['a5']);
  });
});
