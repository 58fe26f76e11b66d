import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  MlflowError,
  MlflowModel,
} from '@plumbline/backstage-plugin-drift-node';
import { MlflowEntityProvider } from './MlflowEntityProvider';

const model = (name: string): MlflowModel => ({
  name,
  tags: {},
  aliases: [],
  latest_versions: [],
  creation_timestamp: undefined,
  last_updated_timestamp: undefined,
  description: undefined,
});
const entity = (annotations: Record<string, string>): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'x', annotations },
});

async function createImport(described: Entity[] = []) {
  const listModels = jest.fn<Promise<MlflowModel[]>, []>();
  const applyMutation = jest.fn();
  const logger = mockServices.logger.mock();
  let run = async () => {};
  const provider = new MlflowEntityProvider({
    client: { name: 'prod', listModels },
    defaultOwner: 'group:default/ml-team',
    isFirstInstance: true,
    catalog: { getEntities: async () => ({ items: described }) } as any,
    auth: { getOwnServiceCredentials: async () => mockCredentials.service() },
    logger,
    taskRunner: {
      run: async task => {
        run = async () => task.fn(new AbortController().signal);
      },
    },
  });
  await provider.connect({ applyMutation, refresh: jest.fn() } as any);
  const importedNames = () =>
    applyMutation.mock.lastCall[0].entities.map(
      (deferred: { entity: Entity }) => deferred.entity.metadata.name,
    );
  return { listModels, applyMutation, importedNames, logger, run: () => run() };
}

describe('MlflowEntityProvider', () => {
  it("keeps yesterday's models when the server is down", async () => {
    const { listModels, applyMutation, importedNames, logger, run } =
      await createImport();
    listModels.mockResolvedValueOnce([model('churn'), model('fraud')]);
    await run();
    expect(importedNames()).toEqual(['churn', 'fraud']);

    listModels.mockRejectedValueOnce(new MlflowError('cannot be reached'));
    await run();
    expect(applyMutation).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith(
      'The models of mlflow:prod stay as they were: cannot be reached',
    );

    listModels.mockResolvedValueOnce([]);
    await run();
    expect(importedNames()).toEqual([]);
  });

  it('leaves a model alone that its team has described, on this server only', async () => {
    const { listModels, importedNames, run } = await createImport([
      entity({ 'plumbline.dev/registered-model': 'churn' }),
      entity({
        'plumbline.dev/registered-model': 'fraud',
        'plumbline.dev/mlflow-instance': 'lab',
      }),
      entity({
        'plumbline.dev/registered-model': 'price',
        'plumbline.dev/mlflow-instance': 'prod',
        'backstage.io/managed-by-origin-location': 'mlflow:prod',
      }),
    ]);
    listModels.mockResolvedValue(['churn', 'fraud', 'price'].map(model));
    await run();
    expect(importedNames()).toEqual(['fraud', 'price']);
  });
});
