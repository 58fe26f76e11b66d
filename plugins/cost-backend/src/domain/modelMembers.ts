/** An entity of the catalog as far as models need it. */
export interface CatalogThing {
  entityRef: string;
  /** In lower case. */
  kind: string;
  type?: string;
  purpose?: string;
  dependsOn: readonly string[];
  /** What depends on it. */
  dependents: readonly string[];
}

/** What an entity does for a model: it is it, makes it, answers for it, or is used by nothing else. */
export type ModelRole = 'model' | 'pipeline' | 'server' | 'resource';

/** An entity whose cost is a model's, or in part. */
export interface ModelMember {
  entityRef: string;
  role: ModelRole;
  /** The models among which its cost is divided, in order; the model is one of them. */
  sharers: readonly string[];
}

/** What more things depend on is no model's own. */
const MAX_DEPENDENTS = 50;

type Find = (entityRef: string) => CatalogThing | undefined;

/** Of ours, or as other portals import them. */
export const MODEL_TYPES: readonly string[] = ['ml-model', 'ai-model'];

export function isModel(thing: CatalogThing | undefined): boolean {
  return thing?.kind === 'resource' && MODEL_TYPES.includes(thing.type ?? '');
}

function isPipeline(thing: CatalogThing | undefined): boolean {
  return thing?.kind === 'component' && thing.type === 'ml-pipeline';
}

/** A model server, or a pipeline that scores with the model instead of making it. */
function isServer(thing: CatalogThing | undefined): boolean {
  return (
    (thing?.kind === 'component' && thing.type === 'model-server') ||
    (isPipeline(thing) && thing?.purpose === 'batch-scoring')
  );
}

/** The models that an entity makes or answers for. */
function modelsOf(thing: CatalogThing, find: Find): string[] {
  const made = isPipeline(thing) ? thing.dependents : [];
  const served = isServer(thing) ? thing.dependsOn : [];
  return [...new Set([...made, ...served])]
    .filter(ref => isModel(find(ref)))
    .sort();
}

/** Entities of a list that are told once, in order. */
function pick(
  refs: readonly string[],
  find: Find,
  is: (thing: CatalogThing | undefined) => boolean,
): string[] {
  return [...new Set(refs)].filter(ref => is(find(ref))).sort();
}

/** Whether nothing but the model, and what is its alone or is made by that, depends on a resource. */
function isOwn(
  resource: CatalogThing,
  own: ReadonlySet<string>,
  find: Find,
): boolean {
  const { dependents } = resource;
  return (
    dependents.length <= MAX_DEPENDENTS &&
    dependents.every(ref => {
      const user = find(ref);
      const isMadeByOwn =
        user?.kind === 'resource' &&
        !isModel(user) &&
        user.dependsOn.some(maker => own.has(maker));
      return own.has(ref) || isMadeByOwn;
    })
  );
}

/**
 * Whose costs are a model's: its own; those of the pipelines that it depends
 * on; those of the servers and scoring pipelines that depend on it; and those
 * of the resources, such as datasets, that nothing else uses. A pipeline or a
 * server of several models is divided among them; a pipeline that makes a model
 * does not serve it as well.
 *
 * @param find - knows what {@link listNeighbours} names, three steps from the model
 */
export function findMembers(modelRef: string, find: Find): ModelMember[] {
  const model = find(modelRef);
  if (!model) {
    return [];
  }
  const pipelines = pick(model.dependsOn, find, isPipeline);
  const servers = pick(model.dependents, find, isServer).filter(
    ref => !pipelines.includes(ref),
  );
  const toMember = (role: ModelRole) => (entityRef: string) => ({
    entityRef,
    role,
    sharers: modelsOf(find(entityRef)!, find),
  });
  const parts = [
    ...pipelines.map(toMember('pipeline')),
    ...servers.map(toMember('server')),
  ];
  const own = new Set([
    modelRef,
    ...parts
      .filter(({ sharers }) => sharers.length === 1)
      .map(({ entityRef }) => entityRef),
  ]);
  const resources = pick(
    [...own].flatMap(ref => find(ref)?.dependsOn ?? []),
    find,
    thing =>
      thing?.kind === 'resource' && !isModel(thing) && isOwn(thing, own, find),
  );
  return [
    { entityRef: modelRef, role: 'model', sharers: [modelRef] },
    ...parts,
    ...resources.map(entityRef => ({
      entityRef,
      role: 'resource' as const,
      sharers: [modelRef],
    })),
  ];
}

/** What must be known of the neighbours of an entity to tell whose it is. */
export function listNeighbours(thing: CatalogThing): string[] {
  if (isModel(thing) || isPipeline(thing) || isServer(thing)) {
    return [...thing.dependsOn, ...thing.dependents];
  }
  return thing.kind === 'resource' && thing.dependents.length <= MAX_DEPENDENTS
    ? [...thing.dependents]
    : [];
}
