/*
 * The cost plugin behind Backstage's own HTTP server, with its own database and
 * authentication. The catalog is the stub of a landscape: what it takes is not
 * measured. In: JSON after `--landscape`; the configuration by `--config`.
 */
const { createRequire } = require('node:module');

const { createLandscape } = require('./landscape.cjs');

const ofBackend = createRequire(
  require.resolve('../../../packages/backend/package.json'),
);
const { createBackend } = ofBackend('@backstage/backend-defaults');
const ofPlugin = createRequire(
  require.resolve('../../../plugins/cost-backend/package.json'),
);
const { createServiceFactory } = ofPlugin('@backstage/backend-plugin-api');
const { catalogServiceRef } = ofPlugin('@backstage/plugin-catalog-node');
const { parseEntityRef } = ofPlugin('@backstage/catalog-model');

const landscape = createLandscape(
  JSON.parse(process.argv[process.argv.indexOf('--landscape') + 1]).entities,
);

function entityOf(entityRef) {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { namespace, name, annotations: {} },
    spec: { type: 'service' },
    relations:
      kind === 'component'
        ? [
            {
              type: 'ownedBy',
              targetRef: landscape.placeOf(entityRef).ownerRef,
            },
          ]
        : [],
  };
}

const catalog = {
  getEntitiesByRefs: async ({ entityRefs }) => ({
    items: entityRefs.map(entityOf),
  }),
  streamEntities: async function* nothing() {},
  getEntities: async () => ({ items: [] }),
  queryEntities: async () => ({ items: [], pageInfo: {}, totalItems: 0 }),
};

const backend = createBackend();
backend.add(
  createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: () => catalog,
  }),
);
backend.add(import('../../../plugins/cost-backend/src/index.ts'));
backend.start().catch(error => {
  console.error(error);
  process.exit(1);
});
