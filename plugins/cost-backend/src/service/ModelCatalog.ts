import { AuthService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  CatalogThing,
  findMembers,
  isModel,
  listNeighbours,
  ModelMember,
  MODEL_TYPES,
} from '../domain/modelMembers';
import { inParts } from '../store/inParts';

const BATCH = 200;
const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'relations',
  'spec.type',
  'spec.purpose',
];

const textOf = (value: unknown) =>
  typeof value === 'string' ? value : undefined;

function toThing(entity: Entity): CatalogThing {
  const targets = (type: string) =>
    (entity.relations ?? [])
      .filter(relation => relation.type === type)
      .map(({ targetRef }) => targetRef);
  return {
    entityRef: stringifyEntityRef(entity),
    kind: entity.kind.toLowerCase(),
    type: textOf(entity.spec?.type),
    purpose: textOf(entity.spec?.purpose),
    dependsOn: targets('dependsOn'),
    dependents: targets('dependencyOf'),
  };
}

/** Reads what models are made by and served by, as the plugin itself: what of it a caller may know is decided later. */
export class ModelCatalog {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;

  constructor(options: { auth: AuthService; catalog: CatalogService }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
  }

  /**
   * Refs of models, in order.
   *
   * @param options - `owners`: where given, only what they own
   */
  async listModels(options: {
    owners?: readonly string[];
    limit: number;
  }): Promise<string[]> {
    const { owners, limit } = options;
    if (owners?.length === 0) {
      return [];
    }
    const { items } = await this.#catalog.getEntities(
      {
        filter: {
          kind: 'resource',
          'spec.type': [...MODEL_TYPES],
          ...(owners ? { 'relations.ownedBy': [...owners] } : {}),
        },
        fields: ['kind', 'metadata.name', 'metadata.namespace'],
        order: [
          { field: 'metadata.name', order: 'asc' },
          { field: 'metadata.namespace', order: 'asc' },
        ],
        limit,
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return items.map(entity => stringifyEntityRef(entity)).sort();
  }

  /** Whose costs are each model's; what is no model has none. */
  async readMembers(
    modelRefs: readonly string[],
  ): Promise<Map<string, ModelMember[]>> {
    const things = new Map<string, CatalogThing>();
    await this.#read(modelRefs, things);
    const models = modelRefs.filter(ref => isModel(things.get(ref)));
    const around = await this.#readAround(models, things);
    const further = await this.#readAround(around, things);
    await this.#readAround(
      further.filter(ref => {
        const thing = things.get(ref);
        return thing?.kind === 'resource' && !isModel(thing);
      }),
      things,
    );
    return new Map(
      models.map(ref => [ref, findMembers(ref, other => things.get(other))]),
    );
  }

  /** Reads the neighbours of entities, and says which they are. */
  async #readAround(
    refs: readonly string[],
    things: Map<string, CatalogThing>,
  ): Promise<string[]> {
    const around = new Set(
      refs.flatMap(ref => {
        const thing = things.get(ref);
        return thing ? listNeighbours(thing) : [];
      }),
    );
    await this.#read(
      [...around].filter(ref => !things.has(ref)),
      things,
    );
    return [...around];
  }

  async #read(
    refs: readonly string[],
    things: Map<string, CatalogThing>,
  ): Promise<void> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    for (const entityRefs of inParts([...refs], BATCH)) {
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs, fields: FIELDS },
        { credentials },
      );
      items.forEach((entity, index) => {
        if (entity) {
          things.set(entityRefs[index], toThing(entity));
        }
      });
    }
  }
}
