import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { churn, createGitHost } from '../../__testUtils__/renderGitHost';
import { GitHostApi, gitHostApiRef } from '../../api/GitHostApi';
import { RepositoryCard } from './RepositoryCard';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'churn',
    annotations: {
      'backstage.io/source-location':
        'url:http://localhost:7007/git/ml-team/churn/tree/main/',
    },
  },
};

const renderCard = (gitHostApi: GitHostApi) =>
  renderInTestApp(
    <EntityProvider entity={entity}>
      <RepositoryCard />
    </EntityProvider>,
    {
      config: { app: { baseUrl: 'http://localhost:7007' } },
      apis: [
        [gitHostApiRef, gitHostApi],
        mockApis.config({
          data: { app: { baseUrl: 'http://localhost:7007' } },
        }),
      ],
    },
  );

it('shows how to clone the source of the entity and what changed last', async () => {
  renderCard(createGitHost());
  expect(
    await screen.findByText(`git clone ${churn.cloneUrl}`),
  ).toBeInTheDocument();
  expect(screen.getByText('feat: begin')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'ml-team/churn' })).toHaveAttribute(
    'href',
    '/git/ml-team/churn',
  );
});

it('says that the repository is gone', async () => {
  renderCard(createGitHost({ getRepository: async () => undefined }));
  expect(
    await screen.findByText('ml-team/churn is not on this host any more.'),
  ).toBeInTheDocument();
});

it('says what failed', async () => {
  renderCard(
    createGitHost({
      getRepository: async () => {
        throw new Error('disk is gone');
      },
    }),
  );
  expect(await screen.findByRole('alert')).toHaveTextContent('disk is gone');
});
