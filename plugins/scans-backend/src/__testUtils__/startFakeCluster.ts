import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Ajv from 'ajv';
import { RESOURCE_DEFINITIONS } from './crdSchemas';

/** The fake answers with pages of so many, whatever is asked for. */
const PAGE = 2;
const TOKEN = 'a-token-of-a-service-account';

const SCANNER = { name: 'Trivy', vendor: 'Aqua Security', version: '0.60.0' };
const NO_SEVERITIES = {
  criticalCount: 0,
  highCount: 0,
  mediumCount: 0,
  lowCount: 0,
};

const pluralOf = (kind: string) => `${kind.toLowerCase()}s`;
const ajv = new Ajv({
  formats: { 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/ },
});
const DEFINED = new Map(
  RESOURCE_DEFINITIONS.map(({ api, kind, isNamespaced, schema }) => [
    `${api} ${kind}`,
    { isNamespaced, isValid: ajv.compile(schema) },
  ]),
);

/** Refuses what the API of a cluster with these definitions would not hold. */
function assertDefined(resource: any): void {
  const { apiVersion, kind, metadata } = resource;
  const definition = DEFINED.get(`${apiVersion} ${kind}`);
  if (!definition) {
    throw new Error(`No definition of ${apiVersion} ${kind}`);
  }
  if (definition.isNamespaced !== (metadata.namespace !== undefined)) {
    throw new Error(`${kind} lies in the wrong place`);
  }
  if (!definition.isValid(resource)) {
    throw new Error(
      `${kind} ${ajv.errorsText(definition.isValid.errors, { dataVar: metadata.name })}`,
    );
  }
}

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
      os: { family: 'debian', name: '12' },
      scanner: SCANNER,
      updateTimestamp: createdAt,
      summary: {
        ...NO_SEVERITIES,
        highCount: vulnerabilities.length,
        unknownCount: 0,
      },
      vulnerabilities: vulnerabilities.map(vulnerabilityID => ({
        vulnerabilityID,
        resource: 'zlib',
        installedVersion: '1.2.0',
        fixedVersion: '1.3.0',
        severity: 'HIGH',
        title: 'A buffer is too small',
        publishedDate: createdAt,
        lastModifiedDate: createdAt,
      })),
    },
  };
}

/** A resource of the Trivy Operator that lies in no namespace: about a role of the cluster. */
export function clusterRoleReport(options: { role: string; checks: string[] }) {
  const { role, checks } = options;
  return {
    apiVersion: 'aquasecurity.github.io/v1alpha1',
    kind: 'ClusterRbacAssessmentReport',
    metadata: {
      name: `clusterrole-${role}`,
      uid: `uid-of-${role}`,
      resourceVersion: '1',
      creationTimestamp: '2026-03-01T10:00:00Z',
      labels: {
        'trivy-operator.resource.kind': 'ClusterRole',
        'trivy-operator.resource.name': role,
      },
    },
    report: {
      scanner: SCANNER,
      summary: { ...NO_SEVERITIES, criticalCount: checks.length },
      checks: checks.map(checkID => ({
        checkID,
        title: 'It may read every secret',
        severity: 'CRITICAL',
        success: false,
        messages: [`${role} may read secrets`],
      })),
    },
  };
}

/** A resource of a policy engine about one workload, or about a node of the cluster. */
export function policyReport(options: {
  workload: string;
  policies: string[];
  kind?: 'PolicyReport' | 'ClusterPolicyReport' | 'Report' | 'ClusterReport';
}) {
  const { workload, policies, kind = 'PolicyReport' } = options;
  const isClusterWide = kind.startsWith('Cluster');
  const place = isClusterWide ? {} : { namespace: 'shop' };
  const owner = { kind: isClusterWide ? 'Node' : 'Deployment', name: workload };
  return {
    apiVersion: kind.endsWith('PolicyReport')
      ? 'wgpolicyk8s.io/v1alpha2'
      : 'openreports.io/v1alpha1',
    kind,
    metadata: {
      name: `uid-of-${workload}`,
      ...place,
      resourceVersion: '1',
      creationTimestamp: '2026-03-01T10:00:00Z',
      ownerReferences: [{ ...owner, controller: true }],
    },
    scope: { ...owner, ...place },
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
 * which the first may go out of date, and single resources. It holds what the
 * published definitions allow and nothing else. No cluster runs.
 */
export async function startFakeCluster() {
  const resources = new Map<string, any>();
  const requests: string[] = [];
  // As if the Trivy Operator looked for no secrets
  const installed = new Set(
    RESOURCE_DEFINITIONS.map(({ kind }) => pluralOf(kind)),
  );
  installed.delete(pluralOf('ExposedSecretReport'));
  let fails = (_: string): number | undefined => undefined;
  const pathOf = ({ apiVersion, kind, metadata }: any) =>
    `/apis/${apiVersion}${metadata.namespace ? `/namespaces/${metadata.namespace}` : ''}/${pluralOf(kind)}/${metadata.name}`;

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
      ({ apiVersion, kind }) => apiVersion === api && pluralOf(kind) === plural,
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
    /** As the Kubernetes plugin is told of it. */
    kubernetes: {
      serviceLocatorMethod: { type: 'multiTenant' },
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: [
            {
              name: 'prod-1',
              url: `http://127.0.0.1:${port}`,
              authProvider: 'serviceAccount',
              serviceAccountToken: TOKEN,
            },
          ],
        },
      ],
    },
    requests,
    /** @throws Error for what its definition does not allow, unless it is not checked */
    put(resource: any, { isChecked = true } = {}) {
      if (isChecked) {
        assertDefined(resource);
      }
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
