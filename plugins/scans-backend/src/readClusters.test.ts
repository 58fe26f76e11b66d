import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { readClusters } from './readClusters';

const PROD = {
  name: 'prod-1',
  url: 'https://k8s.test',
  authProvider: 'serviceAccount',
  serviceAccountToken: 'secret',
};

describe('readClusters', () => {
  let folder: string;
  const before = { ...process.env };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-pod-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    process.env = { ...before };
  });

  const read = (cluster: object, named: object[] = [{ name: 'prod-1' }]) =>
    readClusters(
      new ConfigReader({
        kubernetes: {
          clusterLocatorMethods: [
            { type: 'catalog' },
            { type: 'config', clusters: [{ ...PROD, ...cluster }] },
          ],
        },
        scans: { clusters: named } as never,
      }),
      folder,
    );

  it('takes addresses and tokens from the Kubernetes plugin', () => {
    expect(
      read({ caData: Buffer.from('PEM').toString('base64') }, [
        { name: 'prod-1', entity: 'System:Shop' },
      ]),
    ).toEqual([
      {
        name: 'prod-1',
        url: 'https://k8s.test',
        token: 'secret',
        ca: 'PEM',
        skipTLSVerify: false,
        entityRef: 'system:default/shop',
      },
    ]);
    expect(read({}, [])).toEqual([]);
    expect(readClusters(new ConfigReader({}))).toEqual([]);
  });

  it('takes what else the Kubernetes plugin can be told', () => {
    const caFile = join(folder, 'own.crt');
    writeFileSync(caFile, 'FILE');
    expect(
      read({
        caFile,
        skipTLSVerify: true,
        authProvider: undefined,
        serviceAccountToken: undefined,
        authMetadata: {
          'kubernetes.io/auth-provider': 'serviceAccount',
          serviceAccountToken: 'other',
        },
      }),
    ).toMatchObject([{ ca: 'FILE', skipTLSVerify: true, token: 'other' }]);
    expect(
      read({ url: 'http://localhost:8001', authProvider: 'localKubectlProxy' }),
    ).toEqual([
      { name: 'prod-1', url: 'http://localhost:8001', skipTLSVerify: false },
    ]);
  });

  it('asks the own cluster of the pod where no token stands', () => {
    process.env.KUBERNETES_SERVICE_HOST = '10.0.0.1';
    process.env.KUBERNETES_SERVICE_PORT = '443';
    writeFileSync(join(folder, 'token'), 'of the pod');
    writeFileSync(join(folder, 'ca.crt'), 'PEM');
    expect(read({ serviceAccountToken: undefined })).toMatchObject([
      {
        url: 'https://10.0.0.1:443',
        tokenFile: join(folder, 'token'),
        ca: 'PEM',
      },
    ]);
  });

  it.each([
    [
      'the auth provider',
      { authProvider: 'google' },
      "the cluster 'prod-1' has the auth provider 'google'",
    ],
    [
      'that there is none',
      { authProvider: undefined },
      "the auth provider 'undefined'",
    ],
    ['the address', { url: 'http://k8s.test' }, "'prod-1': url must be"],
    [
      'the missing token',
      { serviceAccountToken: undefined },
      "'prod-1' has no serviceAccountToken, and this backend runs in no cluster",
    ],
    ['the missing file', { caFile: '/nowhere' }, "'prod-1' needs a file"],
  ])('names %s that cannot be used', (_, cluster, message) => {
    delete process.env.KUBERNETES_SERVICE_HOST;
    expect(() => read(cluster)).toThrow(message);
    // Of clusters that are not read it does not matter
    expect(read(cluster, [])).toEqual([]);
  });

  it.each([
    ['scans.clusters[1].name', [{ name: 'prod-1' }, { name: 'prod-1' }]],
    ['scans.clusters[0].name', [{ name: 'prod/1' }]],
    ["scans.clusters[0].name is 'staging'", [{ name: 'staging' }]],
    ['scans.clusters[0].entity', [{ name: 'prod-1', entity: 'not an entity' }]],
  ])('names %s when that is wrong', (message, named) => {
    expect(() => read({}, named)).toThrow(message);
  });
});
