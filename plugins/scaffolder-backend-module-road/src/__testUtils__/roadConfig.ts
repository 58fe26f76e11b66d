import { ConfigReader } from '@backstage/config';
import { RoadConfig, readRoadConfig } from '../config';

/** A portal with one integration of every kind. */
export const config = new ConfigReader({
  app: { baseUrl: 'http://portal.test' },
  backend: { baseUrl: 'http://portal.test' },
  integrations: {
    github: [{ host: 'github.com', token: 'gh-token' }],
    gitlab: [
      {
        host: 'gitlab.example.com',
        token: 'gl-token',
        apiBaseUrl: 'https://gitlab.example.com/api/v4',
      },
    ],
    gitea: [{ host: 'gitea.example.com', username: 'u', password: 'p' }],
  },
});

/** What the actions read from {@link config}, with its own templates folder. */
export function createRoadConfig(templatesDirectory: string): RoadConfig {
  return { ...readRoadConfig(config), templatesDirectory };
}
