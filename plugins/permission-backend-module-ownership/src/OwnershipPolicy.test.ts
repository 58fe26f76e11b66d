import { Entity } from '@backstage/catalog-model';
import { mockCredentials } from '@backstage/backend-test-utils';
import { permissionRules } from '@backstage/plugin-catalog-backend/alpha';
import { catalogEntityDeletePermission } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  Permission,
  createPermission,
} from '@backstage/plugin-permission-common';
import { taskReadPermission } from '@backstage/plugin-scaffolder-common/alpha';
import { OwnershipPolicy } from './OwnershipPolicy';
import { RULES } from './rules';
import { listInstalledPermissions } from './__testUtils__/listInstalledPermissions';

const TEAMS: Record<string, string[]> = {
  'user:default/admin': ['group:default/platform-team'],
  'user:default/owner': ['group:default/ml-team'],
  'user:default/other': ['group:default/data-team'],
  'user:default/lonely': [],
};
const THING: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'churn-training' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/ml-team' }],
};
const TASK_STARTED_BY = 'user:default/owner';

const policy = new OwnershipPolicy({
  adminGroups: ['group:default/platform-team'],
  teamMembership: { getTeams: async ref => TEAMS[ref] },
});

const asUser = (name: string) => ({
  credentials: mockCredentials.user(`user:default/${name}`),
  // What the token of an old sign-in claims must not matter
  info: {
    userEntityRef: `user:default/${name}`,
    ownershipEntityRefs: [
      'group:default/platform-team',
      'group:default/ml-team',
    ],
  },
});

/** Whether the user may use the permission on the thing or task of ml-team's owner. */
async function mayUse(permission: Permission, name: string): Promise<boolean> {
  const decision = await policy.handle({ permission }, asUser(name));
  if (decision.result !== AuthorizeResult.CONDITIONAL) {
    return decision.result === AuthorizeResult.ALLOW;
  }
  const condition = decision.conditions as unknown as {
    rule: string;
    params: { claims: string[]; createdBy: string[] };
  };
  switch (condition.rule) {
    case 'IS_ENTITY_OWNER':
      return permissionRules.isEntityOwner.apply(THING, condition.params);
    case 'IS_TASK_OWNER':
      return condition.params.createdBy.includes(TASK_STARTED_BY);
    default:
      throw new Error(`no such rule: ${condition.rule}`);
  }
}

const everybody = 'admin owner other lonely';
const members = 'admin owner other';
const owner = 'admin owner';
const admin = 'admin';

const TABLE: Record<string, string> = {
  'catalog.entity.read': everybody,
  'catalog.entity.create': everybody,
  'catalog.entity.delete': owner,
  'catalog.entity.refresh': owner,
  'catalog.entity.validate': everybody,
  'catalog.location.read': everybody,
  'catalog.location.create': everybody,
  'catalog.location.analyze': everybody,
  'catalog.location.delete': admin,
  'catalog.ingestion.read': admin,
  'catalog.ingestion.manage': admin,
  'cost.entity.read': members,
  'cost.all.read': admin,
  'cost.administer': admin,
  'drift.read': everybody,
  'drift.operate': members,
  'drift.ingest': members,
  'drift.administer': admin,
  'scans.summary.read': everybody,
  'scans.finding.read': members,
  'scans.scan.create': members,
  'scans.finding.decide': members,
  'scans.administer': admin,
  'git-host.repository.read': everybody,
  'git-host.repository.create': everybody,
  'git-host.administer': admin,
  'kubernetes.clusters.read': members,
  'kubernetes.resources.read': members,
  'kubernetes.proxy': admin,
  'scaffolder.action.execute': everybody,
  'scaffolder.task.cancel': owner,
  'scaffolder.task.create': everybody,
  'scaffolder.task.read': owner,
  'scaffolder.template.dry-run': everybody,
  'scaffolder.template.management': admin,
  'scaffolder.template.parameter.read': everybody,
  'scaffolder.template.step.read': everybody,
};

describe('OwnershipPolicy', () => {
  const installed = listInstalledPermissions();
  const cases = installed.flatMap(permission =>
    everybody
      .split(' ')
      .map(name => [permission.name, name, permission] as const),
  );

  it('has a row for every permission of every installed plugin, and for nothing else', () => {
    const names = installed.map(({ name }) => name).sort();
    expect(Object.keys(TABLE).sort()).toEqual(names);
    expect([...RULES.keys()].sort()).toEqual(names);
  });

  it.each(cases)('%s for %s', async (permissionName, name, permission) => {
    const expected = (TABLE[permissionName] ?? '').split(' ').includes(name);
    expect(await mayUse(permission, name)).toBe(expected);
  });

  it.each(cases)('%s is refused without a user', async (_n, _u, permission) => {
    for (const user of [
      undefined,
      { ...asUser('admin'), credentials: mockCredentials.none() },
      { ...asUser('admin'), credentials: mockCredentials.service() },
    ]) {
      expect(await policy.handle({ permission }, user)).toEqual({
        result: AuthorizeResult.DENY,
      });
    }
  });

  it.each([
    ['reading is for everybody', { action: 'read' as const }, everybody],
    ['changing is for administrators', { action: 'update' as const }, admin],
    ['an act without a kind is for administrators', {}, admin],
  ])(
    'a permission of a plugin installed later: %s',
    async (_title, attributes, allowed) => {
      const permission = createPermission({ name: 'later.thing', attributes });
      for (const name of everybody.split(' ')) {
        expect(await mayUse(permission, name)).toBe(
          allowed.split(' ').includes(name),
        );
      }
    },
  );

  it('follows the catalog when somebody changes teams after signing in', async () => {
    let teams = ['group:default/ml-team'];
    const live = new OwnershipPolicy({
      adminGroups: [],
      teamMembership: { getTeams: async () => teams },
    });
    const claims = async () =>
      (
        (await live.handle(
          { permission: catalogEntityDeletePermission },
          asUser('owner'),
        )) as any
      ).conditions.params.claims;

    expect(await claims()).toEqual([
      'user:default/owner',
      'group:default/ml-team',
    ]);
    teams = ['group:default/data-team'];
    expect(await claims()).toEqual([
      'user:default/owner',
      'group:default/data-team',
    ]);
  });

  it('fails, and allows nothing, when the catalog cannot be asked for teams', async () => {
    const blind = new OwnershipPolicy({
      adminGroups: ['group:default/platform-team'],
      teamMembership: {
        getTeams: async () => {
          throw new Error('the catalog does not answer');
        },
      },
    });
    await expect(
      blind.handle({ permission: taskReadPermission }, asUser('admin')),
    ).rejects.toThrow('the catalog does not answer');
  });

  it('has no administrators unless some are configured', async () => {
    const plain = new OwnershipPolicy({
      adminGroups: [],
      teamMembership: { getTeams: async ref => TEAMS[ref] },
    });
    expect(
      await plain.handle(
        { permission: createPermission({ name: 'any', attributes: {} }) },
        asUser('admin'),
      ),
    ).toEqual({ result: AuthorizeResult.DENY });
  });
});
