import { mockServices } from '@backstage/backend-test-utils';
import { readMlflowImport } from './readMlflowImport';

const read = (data: object) =>
  readMlflowImport(mockServices.rootConfig({ data: data as any }));
const mlflow = { instances: [{ name: 'prod', url: 'http://localhost:5000' }] };

describe('readMlflowImport', () => {
  it('imports nothing unless told to', () => {
    expect(read({ mlflow })).toBeUndefined();
  });

  it('reads owner and schedule', () => {
    const providers = (schedule?: object) => ({
      providers: { mlflow: { defaultOwner: 'ml-team', schedule } },
    });
    expect(read({ mlflow, catalog: providers() })).toMatchObject({
      defaultOwner: 'group:default/ml-team',
      schedule: { frequency: { minutes: 10 } },
    });
    expect(
      read({
        mlflow,
        catalog: providers({ frequency: { hours: 1 }, timeout: 'PT1M' }),
      })!.schedule.frequency,
    ).toEqual({ hours: 1 });
  });

  it('fails at start with the key that is wrong', () => {
    expect(() =>
      read({ mlflow, catalog: { providers: { mlflow: {} } } }),
    ).toThrow('catalog.providers.mlflow.defaultOwner');
    expect(() =>
      read({ catalog: { providers: { mlflow: { defaultOwner: 'a' } } } }),
    ).toThrow('mlflow.instances names no server');
  });
});
