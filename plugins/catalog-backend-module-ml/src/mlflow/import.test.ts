import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { once } from 'node:events';
import { createServer } from 'node:http';
import request from 'supertest';
import catalogModuleMl from '..';

jest.setTimeout(30_000);

const TARGET = 'https://git.example.com/churn/catalog-info.yaml';
const DESCRIBED = `
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata:
  name: churn-model
  annotations:
    plumbline.dev/registered-model: churn
spec:
  type: ml-model
  owner: group:default/ml-team
`;

async function eventually<T>(
  read: () => Promise<T>,
  isThere: (value: T) => boolean,
): Promise<T> {
  for (;;) {
    const value = await read();
    if (isThere(value)) {
      return value;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

describe('the import of MLflow in a catalog', () => {
  it('shows every registered model once: as its team describes it, else as MLflow does', async () => {
    const mlflow = createServer((_request, response) =>
      response.end(
        JSON.stringify({
          registered_models: [
            { name: 'churn' },
            {
              name: 'Fraud / EU',
              description: 'Is it fraud?',
              tags: [{ key: 'owner', value: 'risk' }],
            },
          ],
        }),
      ),
    ).listen(0, '127.0.0.1');
    await once(mlflow, 'listening');
    const { port } = mlflow.address() as { port: number };
    const scheduler = mockServices.scheduler();
    const backend = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleMl,
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        mockServices.urlReader.mock({
          search: async url => ({
            files: [{ url, content: async () => Buffer.from(DESCRIBED) }],
            etag: '1',
          }),
        }).factory,
        mockServices.rootConfig.factory({
          data: {
            backend: { baseUrl: 'http://localhost:0' },
            mlflow: {
              instances: [{ name: 'prod', url: `http://127.0.0.1:${port}` }],
            },
            catalog: {
              processingInterval: { seconds: 1 },
              rules: [{ allow: ['Resource'] }],
              locations: [{ type: 'url', target: TARGET }],
              providers: {
                mlflow: {
                  defaultOwner: 'group:default/ml-team',
                },
              },
            },
          },
        }),
      ],
    });
    try {
      const listModels = async (): Promise<any[]> => {
        const { body } = await request(backend.server).get(
          '/api/catalog/entities?filter=kind=resource&order=asc:metadata.name',
        );
        return body;
      };
      await eventually(listModels, list => list.length === 1);
      await scheduler.triggerTask('mlflow:prod:import');
      const models = await eventually(listModels, list => list.length === 2);
      expect(
        models.map(({ metadata, spec }) => [
          metadata.annotations['plumbline.dev/registered-model'],
          metadata.annotations['plumbline.dev/mlflow-instance'],
          spec.owner,
        ]),
      ).toEqual([
        ['churn', undefined, 'group:default/ml-team'],
        ['Fraud / EU', 'prod', 'group:default/risk'],
      ]);
      expect(models[1].metadata).toMatchObject({
        name: expect.stringMatching(/^fraud-eu-[0-9a-f]{8}$/),
        title: 'Fraud / EU',
        description: 'Is it fraud?',
      });
    } finally {
      await backend.stop();
      mlflow.closeAllConnections();
      mlflow.close();
    }
  });
});
