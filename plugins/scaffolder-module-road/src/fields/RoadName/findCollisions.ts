import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { CatalogApi } from '@backstage/plugin-catalog-react';
import { JsonObject } from '@backstage/types';
import { EMBEDDED_HOST } from '../../formValues';

/** Who knows which names are taken. */
export interface Registries {
  catalogApi: CatalogApi;
  discoveryApi: DiscoveryApi;
  fetchApi: FetchApi;
}

/** The owner segment that a repository of this form would get on the embedded host. */
function embeddedOwnerOf(values: JsonObject): string | undefined {
  const { host, owner } = values;
  if (host !== undefined && host !== EMBEDDED_HOST) {
    return undefined;
  }
  if (typeof owner !== 'string' || owner === '') {
    return undefined;
  }
  return parseEntityRef(owner, { defaultKind: 'group' }).name;
}

async function repositoryExists(
  registries: Registries,
  owner: string,
  name: string,
) {
  const baseUrl = await registries.discoveryApi.getBaseUrl('git-host');
  const response = await registries.fetchApi.fetch(
    `${baseUrl}/v1/repositories/${encodeURIComponent(
      owner,
    )}/${encodeURIComponent(name)}`,
  );
  if (response.status === 404) {
    return false;
  }
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }
  return true;
}

/** What already goes by this name where the template would put it; sentences to show. */
export async function findCollisions(options: {
  name: string;
  creates: 'repository' | 'team';
  values: JsonObject;
  registries: Registries;
}): Promise<string[]> {
  const { name, creates, values, registries } = options;
  const { catalogApi } = registries;
  if (creates === 'team') {
    const group = await catalogApi.getEntityByRef(`group:default/${name}`);
    return group ? [`The catalog already has the team "${name}".`] : [];
  }
  const owner = embeddedOwnerOf(values);
  const [component, isRepositoryTaken] = await Promise.all([
    catalogApi.getEntityByRef(`component:default/${name}`),
    owner ? repositoryExists(registries, owner, name) : false,
  ]);
  return [
    ...(isRepositoryTaken
      ? [`This portal already has the repository ${owner}/${name}.`]
      : []),
    ...(component
      ? [
          `The catalog already has the component "${name}"${
            typeof component.spec?.owner === 'string'
              ? `, owned by ${component.spec.owner}`
              : ''
          }.`,
        ]
      : []),
  ];
}
