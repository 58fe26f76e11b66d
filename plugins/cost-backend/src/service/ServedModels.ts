import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_DEPENDENCY_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { PLUMBLINE_ANNOTATIONS } from '@plumbline/backstage-plugin-kit-common';
import { MODEL_TYPES } from '../domain/modelMembers';
import { ServedModel } from '../domain/servedModels';

const NAMESPACE = 'backstage.io/kubernetes-namespace';
const MAX_ENTITIES = 10_000;

const annotationOf = (entity: Entity | undefined, name: string) =>
  entity?.metadata.annotations?.[name]?.trim();

function toServedModel(
  model: Entity,
  servers: ReadonlyMap<string, Entity>,
): ServedModel {
  const dependents = (model.relations ?? [])
    .filter(({ type }) => type === RELATION_DEPENDENCY_OF)
    .map(({ targetRef }) => servers.get(targetRef));
  const isGiven = (text: string | undefined): text is string => Boolean(text);
  return {
    entityRef: stringifyEntityRef(model),
    names: [
      model.metadata.name,
      annotationOf(model, PLUMBLINE_ANNOTATIONS.registeredModel),
    ]
      .filter(isGiven)
      .map(name => name.toLowerCase()),
    namespaces: [model, ...dependents]
      .map(entity => annotationOf(entity, NAMESPACE))
      .filter(isGiven),
  };
}

/** Reads which models there are and where they say that they are served, as the plugin itself. */
export class ServedModels {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;

  constructor(options: { auth: AuthService; catalog: CatalogService }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
  }

  async list(): Promise<ServedModel[]> {
    const { items } = await this.#catalog.getEntities(
      {
        filter: [
          { kind: 'resource', 'spec.type': [...MODEL_TYPES] },
          { kind: 'component', 'spec.type': 'model-server' },
        ],
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.annotations',
          'relations',
        ],
        limit: MAX_ENTITIES,
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    const isModel = ({ kind }: Entity) => kind.toLowerCase() === 'resource';
    const servers = new Map(
      items
        .filter(entity => !isModel(entity))
        .map(entity => [stringifyEntityRef(entity), entity]),
    );
    return items.filter(isModel).map(model => toServedModel(model, servers));
  }
}
