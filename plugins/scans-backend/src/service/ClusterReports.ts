import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ResourceMetadata,
  RunningEntity,
  findEntity,
  readRunning,
  subjectOf,
  targetOf,
} from '../domain/clusterReport';
import { KubernetesApi, ReportResource } from '../sources/KubernetesApi';
import { ScanStore } from '../store/ScanStore';
import { ReportIntake } from './ReportIntake';

const TRIVY = {
  api: 'aquasecurity.github.io/v1alpha1',
  tool: 'trivy-operator',
};
const RESOURCES = [
  { ...TRIVY, kind: 'VulnerabilityReport', plural: 'vulnerabilityreports' },
  { ...TRIVY, kind: 'ConfigAuditReport', plural: 'configauditreports' },
  { ...TRIVY, kind: 'ExposedSecretReport', plural: 'exposedsecretreports' },
  { ...TRIVY, kind: 'RbacAssessmentReport', plural: 'rbacassessmentreports' },
  {
    api: 'wgpolicyk8s.io/v1alpha2',
    tool: 'policy-report',
    kind: 'PolicyReport',
    plural: 'policyreports',
  },
  {
    api: 'openreports.io/v1alpha1',
    tool: 'policy-report',
    kind: 'Report',
    plural: 'reports',
  },
] as readonly ReportResource[];

/** A report of a cluster, and whom it is about. */
interface Attributed {
  metadata: ResourceMetadata;
  running: RunningEntity;
  target: string;
}

/** Takes what scanners in clusters wrote into resources. */
export class ClusterReports {
  readonly #apis: readonly KubernetesApi[];
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #intake: ReportIntake;
  readonly #logger: LoggerService;
  readonly #retire: (scope: {
    scopeId: string;
    entityRef: string;
    now: string;
  }) => Promise<void>;
  readonly #scans: ScanStore;
  /** What was taken, by target: day and version. */
  readonly #known = new Map<string, string>();

  constructor(options: {
    apis: readonly KubernetesApi[];
    auth: AuthService;
    catalog: CatalogService;
    intake: ReportIntake;
    logger: LoggerService;
    retire: (scope: {
      scopeId: string;
      entityRef: string;
      now: string;
    }) => Promise<void>;
    scans: ScanStore;
  }) {
    this.#apis = options.apis;
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#intake = options.intake;
    this.#logger = options.logger;
    this.#retire = options.retire;
    this.#scans = options.scans;
  }

  /** Reads every cluster; one that cannot be read changes nothing. */
  async takeNew(signal: AbortSignal): Promise<void> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const { items } = await this.#catalog.getEntities(
      {
        filter: ['id', 'namespace'].map(name => ({
          [`metadata.annotations.backstage.io/kubernetes-${name}`]:
            CATALOG_FILTER_EXISTS,
        })),
        fields: ['apiVersion', 'kind', 'metadata', 'relations'],
      },
      { credentials },
    );
    const running = readRunning(items);
    for (const api of this.#apis) {
      for (const resource of RESOURCES) {
        signal.throwIfAborted();
        await this.#takeKind({ api, resource, running, signal }).catch(error =>
          this.#logger.warn(
            `Scans: ${resource.plural} of cluster ${api.name} were not read: ${(error as Error).message}`,
          ),
        );
      }
    }
  }

  async #takeKind(options: {
    api: KubernetesApi;
    resource: ReportResource;
    running: readonly RunningEntity[];
    signal: AbortSignal;
  }): Promise<void> {
    const { api, resource, running, signal } = options;
    const listed = await api.list(resource, signal);
    if (!listed) {
      return;
    }
    const found = attribute({ api, resource, running, listed });
    for (const one of found.values()) {
      signal.throwIfAborted();
      await this.#take({ api, resource, one, signal });
    }
    await this.#retireMissing({ api, resource, running, found });
  }

  async #take(options: {
    api: KubernetesApi;
    resource: ReportResource;
    one: Attributed;
    signal: AbortSignal;
  }): Promise<void> {
    const { api, resource, one, signal } = options;
    const { metadata, running, target } = one;
    const { entity, entityRef } = running;
    const key = `${entityRef} ${target}`;
    // Once a day it is said anew that the report stands
    const day = new Date().toISOString().slice(0, 10);
    const state = `${day} ${metadata.name} ${metadata.resourceVersion}`;
    if (this.#known.get(key) === state) {
      return;
    }
    const report: any = await api.get(resource, metadata, signal);
    if (!report) {
      return;
    }
    delete report.metadata?.managedFields;
    const written = Date.parse(report.report?.updateTimestamp);
    const midnight = Date.parse(day);
    await this.#intake.take({
      query: {
        entity: entityRef,
        target,
        format: resource.tool,
        scannedAt: new Date(
          written > midnight && written <= Date.now() ? written : midnight,
        ).toISOString(),
      },
      bytes: Buffer.from(
        JSON.stringify({
          apiVersion: resource.api,
          kind: resource.kind,
          ...report,
        }),
      ),
      entity,
      uploadedBy: `cluster:${api.name}`,
    });
    this.#known.set(key, state);
  }

  /** A report that was deleted proves nothing: its time may have run out. */
  async #retireMissing(options: {
    api: KubernetesApi;
    resource: ReportResource;
    running: readonly RunningEntity[];
    found: ReadonlyMap<string, Attributed>;
  }): Promise<void> {
    const { api, resource, running, found } = options;
    const prefix = `${api.name}/${resource.kind}/`;
    const scopes = await this.#scans.listScopes(
      running.map(({ entityRef }) => entityRef),
    );
    for (const { id, entityRef, isRetired, target, tool } of scopes) {
      const key = `${entityRef} ${target}`;
      if (
        tool === resource.tool &&
        target.startsWith(prefix) &&
        !isRetired &&
        !found.has(key)
      ) {
        this.#known.delete(key);
        const now = new Date().toISOString();
        await this.#retire({ scopeId: id, entityRef, now });
      }
    }
  }
}

/** Of each scope the newest report: while a version is rolled out there are two. */
function attribute(options: {
  api: KubernetesApi;
  resource: ReportResource;
  running: readonly RunningEntity[];
  listed: readonly ResourceMetadata[];
}): Map<string, Attributed> {
  const { api, resource, running, listed } = options;
  const newest = new Map<string, Attributed>();
  for (const metadata of listed) {
    const subject = subjectOf(metadata);
    const found =
      subject && findEntity(running, { cluster: api.name, subject });
    if (!found) {
      continue;
    }
    const target = targetOf(api.name, resource.kind, subject);
    const key = `${found.entityRef} ${target}`;
    const other = newest.get(key)?.metadata.creationTimestamp ?? '';
    if ((metadata.creationTimestamp ?? '') >= other) {
      newest.set(key, { metadata, running: found, target });
    }
  }
  return newest;
}
