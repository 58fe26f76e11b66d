import { identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { Repository } from '@plumbline/backstage-plugin-git-host-common';
import { Route, Routes } from 'react-router-dom';
import { GitHostApi, gitHostApiRef } from '../api/GitHostApi';
import { GitHostRoutes } from '../components/GitHostRoutes';

export const churn: Repository = {
  owner: 'ml-team',
  name: 'churn',
  ownerRef: 'group:default/ml-team',
  description: 'Predicts who leaves',
  defaultBranch: 'main',
  head: 'a'.repeat(40),
  createdAt: '2026-11-20T10:00:00Z',
  createdBy: 'user:default/guest',
  cloneUrl: 'http://localhost:7007/api/git-host/ml-team/churn.git',
  webUrl: 'http://localhost:7007/git/ml-team/churn',
  canWrite: true,
};

/** A host with one repository of two files. */
export function createGitHost(overrides: Partial<GitHostApi> = {}) {
  const api: GitHostApi = {
    listRepositories: async () => ({ items: [churn] }),
    getRepository: async () => churn,
    getRefs: async () => ({
      defaultBranch: 'main',
      branches: [
        { name: 'main', commit: churn.head!, updatedAt: churn.createdAt },
        { name: 'feature/x', commit: churn.head!, updatedAt: churn.createdAt },
      ],
    }),
    listCommits: async () => ({
      items: [
        {
          id: churn.head!,
          message: 'feat: begin\n\nwith details',
          authorName: 'Guest',
          authorEmail: 'guest@example.com',
          authoredAt: churn.createdAt,
        },
      ],
    }),
    getTree: async (_key, { ref, path }) => ({
      ref: ref ?? 'main',
      commit: churn.head!,
      path: path ?? '',
      entries: [
        { name: 'README.md', path: 'README.md', type: 'file', size: 1200 },
        { name: 'src', path: 'src', type: 'directory' },
        { name: 'vendored', path: 'vendored', type: 'submodule' },
      ],
    }),
    getFile: async (_key, { ref, path }) => ({
      ref: ref ?? 'main',
      commit: churn.head!,
      path,
      size: 60,
      kind: 'text',
      content:
        '# Churn\n\n[Docs](docs/index.md) [evil](javascript:alert(1))\n\n<script>alert(2)</script>\n',
    }),
    listTokens: async () => ({ items: [] }),
    createToken: async () => {
      throw new Error('not expected');
    },
    revokeToken: async () => {
      throw new Error('not expected');
    },
    ...overrides,
  };
  return api;
}

const entities = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'guest', namespace: 'default' },
    spec: {},
    relations: [{ type: 'memberOf', targetRef: 'group:default/ml-team' }],
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'ml-team', namespace: 'default' },
    spec: { type: 'team', children: [], profile: { displayName: 'ML team' } },
  },
];

/** The pages as the portal shows them at an address below `/git`. */
export function renderGitHost(address: string, gitHostApi: GitHostApi) {
  return renderInTestApp(
    <Routes>
      <Route path="/git/*" element={<GitHostRoutes />} />
    </Routes>,
    {
      initialRouteEntries: [address],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      apis: [
        [gitHostApiRef, gitHostApi],
        [catalogApiRef, catalogApiMock({ entities })],
        [
          identityApiRef,
          mockApis.identity({ userEntityRef: 'user:default/guest' }),
        ],
      ],
    },
  );
}
