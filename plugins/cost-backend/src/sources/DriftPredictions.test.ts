import { createServer, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { DriftPredictions } from './DriftPredictions';

const REFS = ['resource:default/churn'];
const DAYS = { from: '2024-02-01', to: '2024-02-29' };

describe('DriftPredictions', () => {
  let server: Server;
  let answer: (response: ServerResponse) => void;
  let drift: DriftPredictions;
  const asked: string[] = [];
  const logger = mockServices.logger.mock();

  beforeEach(async () => {
    asked.length = 0;
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      answer(response);
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    drift = new DriftPredictions({
      auth: mockServices.auth(),
      discovery: {
        getBaseUrl: async id => `http://127.0.0.1:${port}/api/${id}`,
        getExternalBaseUrl: async () => '',
      },
      logger,
      timeoutMs: 300,
    });
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(resolve => {
      server.close(resolve);
    });
  });

  const count = (entityRefs: readonly string[] = REFS) =>
    drift.count({ ...DAYS, entityRefs }, mockCredentials.user());
  const silent = {
    reason:
      'Drift, where predictions are counted, gave no answer in 0.3 seconds',
  };
  const broken = {
    reason: 'Drift, where predictions are counted, could not be asked',
  };

  it('asks about many entities in parts', async () => {
    answer = response => response.end('{"items":[]}');
    expect(await count(Array(401).fill(REFS[0]))).toEqual({
      byEntity: new Map(),
    });
    expect(asked).toEqual(Array(3).fill('POST /api/drift/predictions/counts'));
    expect(await count([])).toEqual({ byEntity: new Map() });
    expect(asked).toHaveLength(3);
  });

  it('does not wait for a drift that is silent, or that stops in the middle', async () => {
    answer = () => {};
    expect(await count()).toEqual(silent);
    answer = response => response.write('{"items":');
    expect(await count()).toEqual(silent);
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['is no JSON', response => response.end('<html>')],
    ['is of another shape', response => response.end('{"items":[{}]}')],
    ['breaks off', response => response.destroy()],
    [
      'sends elsewhere',
      response => response.writeHead(302, { location: '/' }).end(),
    ],
  ])('takes no answer that %s', async (_, how) => {
    answer = how;
    expect(await count()).toEqual(broken);
    expect(logger.warn).toHaveBeenCalled();
  });
});
