import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { InputError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ResourceMetadata,
  RunningEntity,
  findEntity,
  readRunning,
  subjectOf,
  targetOf,
} from '../domain/clusterReport';
import { KubernetesApi } from '../sources/KubernetesApi';
import { REPORT_RESOURCES, ReportResource } from '../sources/reportResources';
import { ScanStore } from '../store/ScanStore';
import { ReportIntake } from './ReportIntake';

/** A cluster, and about whom its reports are that lie in no namespace. */
export interface ReadCluster {
  api: KubernetesApi;
  entityRef?: string;
}

/** A report of a cluster, and whom it is about. */
interface Attributed {
  metadata: ResourceMetadata;
  running: RunningEntity;
  target: string;
}

/** Takes what scanners in clusters wrote into resources. */
export class ClusterReports {
  readonly #clusters: readonly ReadCluster[];
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
  /** What was taken or refused, by target: day and version. */
  readonly #known = new Map<string, string>();

  constructor(options: {
    clusters: readonly ReadCluster[];
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
    this.#clusters = options.clusters;
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
    for (const { api, entityRef } of this.#clusters) {
      const whole = entityRef ? await this.#getWhole(api, entityRef) : [];
      for (const one of REPORT_RESOURCES) {
        signal.throwIfAborted();
        await this.#takeKind({
          api,
          resource: one,
          running: one.isClusterWide ? whole : running,
          signal,
        }).catch(error =>
          this.#logger.warn(
            `Scans: ${one.plural} of cluster ${api.name} were not read: ${(error as Error).message}`,
          ),
        );
      }
    }
  }

  /** The entity that stands for a whole cluster. */
  async #getWhole(
    { name }: KubernetesApi,
    entityRef: string,
  ): Promise<RunningEntity[]> {
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    if (!entity) {
      this.#logger.warn(
        `Scans: what lies in no namespace of cluster ${name} was not read: there is no ${entityRef}`,
      );
      return [];
    }
    return [{ entityRef, entity }];
  }

  async #takeKind(options: {
    api: KubernetesApi;
    resource: ReportResource;
    running: readonly RunningEntity[];
    signal: AbortSignal;
  }): Promise<void> {
    const { api, resource, running, signal } = options;
    const listed = running.length > 0 && (await api.list(resource, signal));
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
    const taking = this.#intake.take({
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
    await taking.catch(error => {
      // One that cannot be read keeps no other from being
      if (!(error instanceof InputError)) {
        throw error;
      }
      this.#logger.warn(`Scans: ${target} was not taken: ${error.message}`);
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
    const found = resource.isClusterWide
      ? running[0]
      : findEntity(running, { cluster: api.name, subject });
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
