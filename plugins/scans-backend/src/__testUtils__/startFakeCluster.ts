import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The fake answers with pages of so many, whatever is asked for. */
const PAGE = 2;
const TOKEN = 'a-token-of-a-service-account';

/** A resource of the Trivy Operator about one container. */
export function vulnerabilityReport(options: {
  workload: string;
  vulnerabilities: string[];
  hash?: string;
  namespace?: string;
  version?: number;
  createdAt?: string;
}) {
  const {
    workload,
    vulnerabilities,
    hash = '5d8f7c9b4',
    namespace = 'shop',
    version = 1,
    createdAt = '2026-03-01T10:00:00Z',
  } = options;
  return {
    apiVersion: 'aquasecurity.github.io/v1alpha1',
    kind: 'VulnerabilityReport',
    metadata: {
      name: `replicaset-${workload}-${hash}-app`,
      namespace,
      uid: `uid-${workload}-${hash}`,
      resourceVersion: String(version),
      creationTimestamp: createdAt,
      labels: {
        'trivy-operator.resource.kind': 'ReplicaSet',
        'trivy-operator.resource.name': `${workload}-${hash}`,
        'trivy-operator.resource.namespace': namespace,
        'trivy-operator.container.name': 'app',
      },
      managedFields: [{ manager: 'trivy-operator' }],
    },
    report: {
      artifact: { repository: `shop/${workload}`, tag: String(version) },
      registry: { server: 'registry.example.com' },
      scanner: { name: 'Trivy', vendor: 'Aqua Security', version: '0.60.0' },
      updateTimestamp: createdAt,
      summary: { criticalCount: 0, highCount: vulnerabilities.length },
      vulnerabilities: vulnerabilities.map(vulnerabilityID => ({
        vulnerabilityID,
        resource: 'zlib',
        installedVersion: '1.2.0',
        fixedVersion: '1.3.0',
        severity: 'HIGH',
        title: 'A buffer is too small',
      })),
    },
  };
}

/** A resource of a policy engine about one workload. */
export function policyReport(options: {
  workload: string;
  policies: string[];
}) {
  const { workload, policies } = options;
  const resource = { kind: 'Deployment', name: workload, namespace: 'shop' };
  return {
    apiVersion: 'wgpolicyk8s.io/v1alpha2',
    kind: 'PolicyReport',
    metadata: {
      name: `uid-of-${workload}`,
      namespace: 'shop',
      resourceVersion: '1',
      creationTimestamp: '2026-03-01T10:00:00Z',
      ownerReferences: [{ ...resource, controller: true }],
    },
    scope: resource,
    results: policies.map(policy => ({
      policy,
      rule: 'check',
      result: 'fail',
      severity: 'medium',
      source: 'kyverno',
      message: 'It is not as it should be',
    })),
    summary: { pass: 0, fail: policies.length, warn: 0, error: 0, skip: 0 },
  };
}

/**
 * Stands for the API of a Kubernetes cluster, on loopback: lists in pages, of
 * which the first may go out of date, and single resources. No cluster runs.
 */
export async function startFakeCluster() {
  const resources = new Map<string, any>();
  const requests: string[] = [];
  const installed = new Set(['vulnerabilityreports', 'policyreports']);
  let fails = (_: string): number | undefined => undefined;
  const pathOf = ({ apiVersion, kind, metadata }: any) =>
    `/apis/${apiVersion}/namespaces/${metadata.namespace}/${kind.toLowerCase()}s/${metadata.name}`;

  function answer(url: URL): { status: number; body: unknown } {
    const one = resources.get(url.pathname);
    if (one) {
      return { status: 200, body: one };
    }
    const [, api, plural] =
      /^\/apis\/([^/]+\/[^/]+)\/([a-z]+)$/.exec(url.pathname) ?? [];
    if (!plural || !installed.has(plural)) {
      return { status: 404, body: { kind: 'Status', code: 404 } };
    }
    const all = [...resources.values()].filter(
      ({ apiVersion, kind }) =>
        apiVersion === api && `${kind.toLowerCase()}s` === plural,
    );
    const start = Number(url.searchParams.get('continue') ?? 0);
    const items = all.slice(start, start + PAGE);
    const isLast = start + PAGE >= all.length;
    return {
      status: 200,
      body: {
        kind: 'PartialObjectMetadataList',
        apiVersion: 'meta.k8s.io/v1',
        metadata: isLast ? {} : { continue: String(start + PAGE) },
        items: items.map(({ metadata }) => ({
          kind: 'PartialObjectMetadata',
          metadata,
        })),
      },
    };
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url!, 'http://cluster.test');
    requests.push(request.url!);
    const isKnown = request.headers.authorization === `Bearer ${TOKEN}`;
    const status = isKnown ? fails(request.url!) : 401;
    const { status: found, body } = answer(url);
    response.writeHead(status ?? found, { 'content-type': 'application/json' });
    response.end(JSON.stringify(status ? { kind: 'Status' } : body));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    config: {
      name: 'prod-1',
      url: `http://127.0.0.1:${port}`,
      token: TOKEN,
    },
    requests,
    put(resource: any) {
      resources.set(pathOf(resource), resource);
    },
    remove(resource: any) {
      resources.delete(pathOf(resource));
    },
    /** Answers requests whose address holds a text with a status. */
    failWith(status: number | undefined, text = '') {
      fails = url => (url.includes(text) ? status : undefined);
    },
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

/** What {@link startFakeCluster} returns. */
export type FakeCluster = Awaited<ReturnType<typeof startFakeCluster>>;
