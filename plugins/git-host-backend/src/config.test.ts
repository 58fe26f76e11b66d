import { resolve } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { readGitHostConfig } from './config';

function read(data: object) {
  return readGitHostConfig(
    mockServices.rootConfig({
      data: { app: { baseUrl: 'http://localhost:7007' }, ...data },
    }),
  );
}

describe('readGitHostConfig', () => {
  it('needs no more than the address of the portal', () => {
    expect(read({ backend: { baseUrl: 'http://localhost:7007' } })).toEqual({
      directory: resolve('.data/git'),
      maxPushBytes: 50 * 2 ** 20,
      baseUrls: ['http://localhost:7007'],
      gitopsRepository: { owner: 'platform-team', name: 'gitops' },
      adminGroups: [],
      arePermissionsEnabled: false,
    });
  });

  it('takes what is set', () => {
    expect(
      read({
        backend: { baseUrl: 'http://localhost:7008' },
        permission: { enabled: true },
        gitHost: { directory: '/srv/git', maxPushSize: '1GiB' },
        plumbline: {
          adminGroups: ['Group:default/Ops-Team'],
          gitops: { repository: 'ops-team/state' },
        },
      }),
    ).toEqual({
      directory: '/srv/git',
      maxPushBytes: 2 ** 30,
      baseUrls: ['http://localhost:7007', 'http://localhost:7008'],
      gitopsRepository: { owner: 'ops-team', name: 'state' },
      adminGroups: ['group:default/ops-team'],
      arePermissionsEnabled: true,
    });
  });

  it.each([
    [{ gitHost: { maxPushSize: 'big' } }, 'gitHost.maxPushSize is "big"'],
    [{ gitHost: { dir: '/x' } }, 'gitHost.dir is not a setting'],
    [{ gitHost: { directory: '' } }, 'gitHost.directory'],
    [
      { plumbline: { gitops: { repository: 'gitops' } } },
      'plumbline.gitops.repository is "gitops"',
    ],
    [
      { plumbline: { gitops: { repository: 'Platform/gitops' } } },
      '"Platform" is no name',
    ],
    [{ app: {} }, 'app.baseUrl is missing'],
  ])('names the key that is wrong in %j', (data, message) => {
    expect(() => read(data)).toThrow(message);
  });
});
