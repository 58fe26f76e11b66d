import { readFileSync } from 'node:fs';
import { Config } from '@backstage/config';
import { readAddress, readRef, refuse } from './readSetting';

const AUTH_PROVIDER = 'kubernetes.io/auth-provider';

/** Where Kubernetes lays what a pod needs to ask the API of its own cluster. */
const POD_FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

/** A cluster whose scanners write their reports into resources. */
export interface ClusterConfig {
  name: string;
  url: string;
  /** Of a service account; absent where a proxy of kubectl adds its own. */
  token?: string;
  /** Holds the token instead, and a new one from time to time. */
  tokenFile?: string;
  /** PEM. */
  ca?: string;
  skipTLSVerify: boolean;
  /** About whom the reports are that lie in no namespace. */
  entityRef?: string;
}

/** How to ask a cluster, by how the Kubernetes plugin does. */
function readCredential(
  cluster: Config,
  podFolder: string,
): Pick<ClusterConfig, 'url' | 'token' | 'tokenFile' | 'ca'> {
  const name = cluster.getString('name');
  const key = `kubernetes.clusterLocatorMethods of the cluster '${name}'`;
  const metadata =
    cluster.getOptional<Record<string, string>>('authMetadata') ?? {};
  const provider =
    metadata[AUTH_PROVIDER] ?? cluster.getOptionalString('authProvider');
  const readFile = (file: string) => {
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      return refuse(
        key,
        `needs a file that cannot be read: ${(error as Error).message}`,
      );
    }
  };
  const caFile = cluster.getOptionalString('caFile');
  const caData = cluster.getOptionalString('caData');
  const reached = {
    url: readAddress(cluster.getString('url'), `${key}: url`),
    ca: caFile
      ? readFile(caFile)
      : caData && Buffer.from(caData, 'base64').toString('utf8'),
  };
  if (provider === 'localKubectlProxy') {
    return reached;
  }
  if (provider !== 'serviceAccount') {
    refuse(
      key,
      `has the auth provider '${provider}', with which scans cannot be read: serviceAccount and localKubectlProxy they can`,
    );
  }
  const token =
    metadata.serviceAccountToken ??
    cluster.getOptionalString('serviceAccountToken');
  if (token) {
    return { ...reached, token };
  }
  // As the Kubernetes plugin does: the own cluster of the pod, wherever the address leads
  const url = ownCluster(key);
  const tokenFile = `${podFolder}/token`;
  readFile(tokenFile);
  return { url, tokenFile, ca: readFile(`${podFolder}/ca.crt`) };
}

function ownCluster(key: string): string {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } =
    process.env;
  if (!host || !port) {
    return refuse(
      key,
      'has no serviceAccountToken, and this backend runs in no cluster',
    );
  }
  return `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/**
 * The clusters of the Kubernetes plugin that `scans.clusters` names.
 *
 * @param podFolder - where the token of the own pod would lie
 */
export function readClusters(
  root: Config,
  podFolder: string = POD_FOLDER,
): ClusterConfig[] {
  const locators =
    root.getOptionalConfigArray('kubernetes.clusterLocatorMethods') ?? [];
  const known = new Map(
    locators
      .filter(locator => locator.getOptionalString('type') === 'config')
      .flatMap(locator => locator.getOptionalConfigArray('clusters') ?? [])
      .map(cluster => [cluster.getString('name'), cluster]),
  );
  const names = new Set<string>();
  return (root.getOptionalConfigArray('scans.clusters') ?? []).map(
    (config, index) => {
      const key = `scans.clusters[${index}]`;
      const name = config.getString('name');
      if (!/^[\w.-]+$/.test(name) || names.has(name)) {
        refuse(`${key}.name`, `is '${name}', which is no name or there twice`);
      }
      names.add(name);
      const cluster =
        known.get(name) ??
        refuse(
          `${key}.name`,
          `is '${name}', which is no cluster of kubernetes.clusterLocatorMethods with the type config`,
        );
      const entity = config.getOptionalString('entity');
      return {
        name,
        ...readCredential(cluster, podFolder),
        skipTLSVerify: cluster.getOptionalBoolean('skipTLSVerify') ?? false,
        entityRef: entity && readRef(entity, `${key}.entity`),
      };
    },
  );
}
