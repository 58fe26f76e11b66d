import { ConfigReader } from '@backstage/config';
import { resolve } from 'node:path';
import { readRoadConfig } from './config';

const portal = {
  app: { baseUrl: 'http://localhost:7007/' },
  backend: { baseUrl: 'http://localhost:7007' },
};

describe('readRoadConfig', () => {
  it('has a default for everything that is Plumbline’s own', () => {
    expect(readRoadConfig(new ConfigReader(portal))).toEqual({
      templatesDirectory: resolve('templates'),
      gitops: { owner: 'platform-team', name: 'gitops' },
      appBaseUrl: 'http://localhost:7007',
      gitHostBaseUrl: 'http://localhost:7007/api/git-host',
    });
  });

  it('reads what the operator chose', () => {
    const plumbline = {
      templates: { directory: '/srv/templates' },
      gitops: { repository: 'ops/clusters' },
    };
    expect(
      readRoadConfig(new ConfigReader({ ...portal, plumbline })),
    ).toMatchObject({
      templatesDirectory: '/srv/templates',
      gitops: { owner: 'ops', name: 'clusters' },
    });
  });

  it.each(['gitops', 'a/b/c', '/gitops', 'ops/', 'Ops/gitops', '../gitops'])(
    'refuses the repository %j by its key',
    repository => {
      const config = new ConfigReader({
        ...portal,
        plumbline: { gitops: { repository } },
      });
      expect(() => readRoadConfig(config)).toThrow(
        'plumbline.gitops.repository',
      );
    },
  );
});
