import {
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  TeamMembershipService,
  teamMembershipServiceRef,
} from './teamMembership';

const ADA = 'user:default/ada';

function user(...teams: string[]): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'ada' },
    relations: [
      ...teams.map(targetRef => ({ type: 'memberOf', targetRef })),
      { type: 'ownerOf', targetRef: 'component:default/churn' },
    ],
  };
}

describe('the team membership service', () => {
  let now = 0;

  beforeEach(() => {
    now = Date.parse('2026-11-20T10:00:00Z');
    jest.spyOn(Date, 'now').mockImplementation(() => now);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  async function create(getEntityByRef: () => Promise<Entity | undefined>) {
    const lookUp = jest.fn(getEntityByRef);
    const services: TeamMembershipService[] = [];
    await startTestBackend({
      features: [
        createServiceFactory({
          service: catalogServiceRef,
          deps: {},
          factory: () => catalogServiceMock.mock({ getEntityByRef: lookUp }),
        }),
        createBackendPlugin({
          pluginId: 'asks',
          register(env) {
            env.registerInit({
              deps: { teams: teamMembershipServiceRef },
              async init({ teams }) {
                services.push(teams);
              },
            });
          },
        }),
      ],
    });
    return { service: services[0], lookUp };
  }

  it('returns the groups that the user is a member of', async () => {
    const { service } = await create(async () =>
      user('group:default/ml-team', 'group:default/core-team'),
    );
    await expect(service.getTeams(ADA)).resolves.toEqual([
      'group:default/ml-team',
      'group:default/core-team',
    ]);
  });

  it('knows no teams of a user that the catalog does not know', async () => {
    const { service } = await create(async () => undefined);
    await expect(service.getTeams(ADA)).resolves.toEqual([]);
  });

  it('asks once for a burst, and again soon after', async () => {
    const { service, lookUp } = await create(async () =>
      user('group:default/ml-team'),
    );
    await Promise.all([service.getTeams(ADA), service.getTeams(ADA)]);
    expect(lookUp).toHaveBeenCalledTimes(1);

    lookUp.mockResolvedValue(user());
    now += 3_001;

    await expect(service.getTeams(ADA)).resolves.toEqual([]);
    expect(lookUp).toHaveBeenCalledTimes(2);
  });

  it('fails when the catalog cannot be asked, and does not remember that', async () => {
    const { service, lookUp } = await create(async () => {
      throw new Error('catalog is down');
    });
    await expect(service.getTeams(ADA)).rejects.toThrow('catalog is down');
    lookUp.mockResolvedValue(user('group:default/ml-team'));
    await expect(service.getTeams(ADA)).resolves.toHaveLength(1);
  });
});
