import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import {
  IncomingMessage,
  Server,
  ServerResponse,
  createServer,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubernetesApi } from './KubernetesApi';
import { REPORT_RESOURCES } from './reportResources';

const POLICY_REPORT = REPORT_RESOURCES.find(
  ({ kind }) => kind === 'PolicyReport',
)!;

describe('KubernetesApi', () => {
  let server: Server;
  let url: string;
  let asked: IncomingMessage[];
  let answer: (response: ServerResponse) => void;
  const { signal } = new AbortController();

  beforeEach(async () => {
    asked = [];
    answer = response => response.end('{"items":[]}');
    server = createServer((request, response) => {
      asked.push(request);
      answer(response);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const apiOf = (more: object) =>
    new KubernetesApi({ name: 'prod-1', url, skipTLSVerify: false, ...more });
  const tokens = () => asked.map(({ headers }) => headers.authorization);

  it('asks below the path of a cluster behind a common address', async () => {
    const api = apiOf({ url: `${url}/k8s/clusters/c-1/`, token: 'secret' });
    expect(await api.list(POLICY_REPORT, signal)).toEqual([]);
    await api.get(POLICY_REPORT, { namespace: 'shop', name: '../x' }, signal);
    expect(asked.map(({ url: path }) => path)).toEqual([
      '/k8s/clusters/c-1/apis/wgpolicyk8s.io/v1alpha2/policyreports?limit=250',
      '/k8s/clusters/c-1/apis/wgpolicyk8s.io/v1alpha2/namespaces/shop/policyreports/..%2Fx',
    ]);
    expect(tokens()).toEqual(['Bearer secret', 'Bearer secret']);
  });

  it('reads the token of the pod anew, as Kubernetes changes it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-pod-'));
    const tokenFile = join(folder, 'token');
    const api = apiOf({ tokenFile });
    for (const token of ['first', 'second']) {
      await writeFile(tokenFile, `${token}\n`);
      await api.list(POLICY_REPORT, signal);
    }
    expect(tokens()).toEqual(['Bearer first', 'Bearer second']);
    await rm(folder, { recursive: true });
  });

  it('shows no token to a proxy that has its own', async () => {
    await apiOf({}).list(POLICY_REPORT, signal);
    expect(tokens()).toEqual([undefined]);
  });

  it('goes nowhere else with its token', async () => {
    answer = response =>
      response.writeHead(302, { location: `${url}/elsewhere` }).end();
    const listed = apiOf({ token: 'secret' }).list(POLICY_REPORT, signal);
    await expect(listed).rejects.toThrow(
      'Cluster prod-1 answers 302 to the list of policyreports',
    );
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['no list', '{"kind":"Status"}'],
    ['no JSON', '<html>'],
  ])('takes %s for no empty list', async (_, body) => {
    answer = response => response.end(body);
    const listed = apiOf({ token: 'secret' }).list(POLICY_REPORT, signal);
    await expect(listed).rejects.toThrow('answers 200 to the list');
  });
});
