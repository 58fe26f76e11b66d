import {
  DefaultNamespaceEntityPolicy,
  Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  KindValidator,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  getCompoundEntityRef,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  parseEntityRef,
  resourceEntityV1alpha1Validator,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { checkMlEntity } from './checkMlEntity';
import { listDependencies } from './listDependencies';

const ROOT = resolve(__dirname, '../../..');

const VALIDATORS: Record<string, KindValidator> = {
  API: apiEntityV1alpha1Validator,
  Component: componentEntityV1alpha1Validator,
  Domain: domainEntityV1alpha1Validator,
  Group: groupEntityV1alpha1Validator,
  Location: locationEntityV1alpha1Validator,
  Resource: resourceEntityV1alpha1Validator,
  System: systemEntityV1alpha1Validator,
  User: userEntityV1alpha1Validator,
};

const POLICY = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

/** Every field of a spec that refers to entities, and the kind that it means when it names none. */
const REFERENCES: Record<string, string | undefined> = {
  owner: 'group',
  system: 'system',
  domain: 'domain',
  subcomponentOf: 'component',
  parent: 'group',
  children: 'group',
  memberOf: 'group',
  members: 'user',
  providesApis: 'api',
  consumesApis: 'api',
  dependsOn: undefined,
  dependencyOf: undefined,
  derivedFrom: 'resource',
  produces: 'resource',
  serves: 'resource',
};

type Loaded = { entity: Entity; file: string; ref: string };

/** The files that a target of a Location means; one `*` may stand for a folder. */
function listFiles(target: string): string[] {
  const [before, after] = target.split('/*/');
  if (after === undefined) {
    return [target];
  }
  return readdirSync(before)
    .map(folder => join(before, folder, after))
    .filter(existsSync);
}

function load(file: string): Loaded[] {
  return parseAllDocuments(readFileSync(file, 'utf8')).flatMap(document => {
    if (document.errors.length > 0) {
      throw new Error(`${relative(ROOT, file)}: ${document.errors[0].message}`);
    }
    const entity = document.toJS() as Entity;
    const loaded = {
      entity,
      file: relative(ROOT, file),
      ref: stringifyEntityRef(entity),
    };
    const targets =
      entity.kind === 'Location' ? (entity.spec!.targets as string[]) : [];
    return [
      loaded,
      ...targets
        .flatMap(target => listFiles(resolve(dirname(file), target)))
        .flatMap(load),
    ];
  });
}

function listReferences({ entity }: Loaded): string[] {
  const self = getCompoundEntityRef(entity);
  return Object.entries(REFERENCES).flatMap(([field, defaultKind]) =>
    [entity.spec?.[field] ?? []].flat().map(ref =>
      stringifyEntityRef(
        parseEntityRef(String(ref), {
          defaultKind,
          defaultNamespace: self.namespace,
        }),
      ),
    ),
  );
}

/** For each entity the ones that it depends on, from either end of the arrow. */
function buildDependencies(all: Loaded[]): Map<string, string[]> {
  const graph = new Map<string, string[]>(all.map(({ ref }) => [ref, []]));
  for (const { entity, ref } of all) {
    const spec = entity.spec ?? {};
    for (const on of (spec.dependsOn as string[] | undefined) ?? []) {
      graph.get(ref)!.push(stringifyEntityRef(parseEntityRef(on)));
    }
    if (checkMlEntity(entity).isMl) {
      const self = getCompoundEntityRef(entity);
      for (const { dependent, on } of listDependencies(entity, self)) {
        graph.get(stringifyEntityRef(dependent))?.push(stringifyEntityRef(on));
      }
    }
  }
  return graph;
}

function findCycle(graph: Map<string, string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (ref: string, path: string[]): string[] | undefined => {
    if (path.includes(ref)) {
      return [...path.slice(path.indexOf(ref)), ref];
    }
    if (done.has(ref)) {
      return undefined;
    }
    for (const on of graph.get(ref) ?? []) {
      const cycle = visit(on, [...path, ref]);
      if (cycle) {
        return cycle;
      }
    }
    done.add(ref);
    return undefined;
  };
  for (const ref of graph.keys()) {
    const cycle = visit(ref, []);
    if (cycle) {
      return cycle;
    }
  }
  return undefined;
}

describe('the sample landscape and the entities of Plumbline itself', () => {
  const all = [
    ...load(join(ROOT, 'catalog/all.yaml')),
    ...load(join(ROOT, 'catalog-info.yaml')),
  ];
  const refs = new Set(all.map(({ ref }) => ref));

  it.each(all.map(loaded => [loaded.ref, loaded] as const))(
    '%s is what the catalog accepts',
    async (_ref, { entity }) => {
      const enforced = await POLICY.enforce(structuredClone(entity));
      expect(await VALIDATORS[entity.kind].check(enforced!)).toBe(true);
      expect(checkMlEntity(entity).faults).toEqual([]);
    },
  );

  it('describes each entity once', () => {
    const twice = all
      .map(({ ref }) => ref)
      .filter((ref, index, list) => list.indexOf(ref) !== index);
    expect(twice).toEqual([]);
  });

  it('refers to nothing that is not there', () => {
    const dangling = all.flatMap(loaded =>
      listReferences(loaded)
        .filter(ref => !refs.has(ref))
        .map(ref => `${loaded.file}: ${loaded.ref} → ${ref}`),
    );
    expect(dangling).toEqual([]);
  });

  it('promises data to consumers that exist', () => {
    const graph = buildDependencies(all);
    const unknown = [...graph.values()].flat().filter(ref => !refs.has(ref));
    expect(unknown).toEqual([]);
    const consumers = all.flatMap(({ entity }) => {
      const contract = entity.spec?.contract as
        { consumers?: string[] } | undefined;
      return contract?.consumers ?? [];
    });
    expect(consumers.length).toBeGreaterThan(0);
    expect(
      consumers.filter(
        ref =>
          !refs.has(
            stringifyEntityRef(
              parseEntityRef(ref, { defaultKind: 'component' }),
            ),
          ),
      ),
    ).toEqual([]);
  });

  it('gives every thing an owning team', () => {
    const unowned = all
      .filter(
        ({ entity }) => !['Group', 'User', 'Location'].includes(entity.kind),
      )
      .filter(({ entity }) => {
        const owner = entity.spec?.owner;
        return (
          typeof owner !== 'string' ||
          parseEntityRef(owner, { defaultKind: 'group' }).kind.toLowerCase() !==
            'group'
        );
      });
    expect(unowned.map(({ ref }) => ref)).toEqual([]);
  });

  it('depends in one direction only', () => {
    expect(findCycle(buildDependencies(all))).toBeUndefined();
  });

  it('gives each OpenAPI definition paths with answers', () => {
    const apis = all.filter(({ entity }) => entity.spec?.type === 'openapi');
    expect(apis.length).toBeGreaterThan(3);
    for (const { entity } of apis) {
      const definition = parse(entity.spec!.definition as string);
      expect(definition.openapi).toMatch(/^3\./);
      const operations = Object.values<Record<string, any>>(
        definition.paths,
      ).flatMap(path => Object.values(path));
      expect(operations.length).toBeGreaterThan(0);
      for (const operation of operations) {
        expect(Object.keys(operation.responses)).not.toEqual([]);
      }
    }
  });

  it('gives every package of the repository an entity of the system plumbline', () => {
    const packages = ['packages', 'plugins'].flatMap(folder =>
      readdirSync(join(ROOT, folder))
        .map(name => `${folder}/${name}`)
        .filter(path => existsSync(join(ROOT, path, 'package.json'))),
    );
    const described = all
      .filter(({ entity }) => entity.spec?.system === 'plumbline')
      .map(({ file }) => dirname(file));
    expect(packages.filter(path => !described.includes(path))).toEqual([]);
  });

  it('puts the local guest into ml-team only', () => {
    const guest = all.find(({ ref }) => ref === 'user:default/guest')!.entity;
    expect(guest.spec!.memberOf).toEqual(['ml-team']);
  });
});
