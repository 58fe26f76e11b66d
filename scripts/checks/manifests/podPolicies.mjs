import { listPods } from './pods.mjs';

const VOLUMES = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);
const UNITS = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

function toNumber(quantity) {
  const [, amount, unit] = /^([0-9.]+)([A-Za-z]*)$/.exec(`${quantity}`) ?? [];
  return Number(amount) * (UNITS[unit] ?? NaN);
}

/** Pod Security Standard "restricted", and the read-only file system beyond it. */
function* checkSecurity({ spec, path, allContainers }) {
  const pod = spec.securityContext ?? {};
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) {
    if (spec[field]) {
      yield [`${path}/${field}`, 'pods do not share anything with their host'];
    }
  }
  for (const [index, volume] of (spec.volumes ?? []).entries()) {
    const [type] = Object.keys(volume).filter(key => key !== 'name');
    if (type && !VOLUMES.has(type)) {
      yield [`${path}/volumes/${index}`, `volumes of type ${type} are refused`];
    }
  }
  if (spec.automountServiceAccountToken !== false) {
    yield [
      `${path}/automountServiceAccountToken`,
      'must be false: the token opens the Kubernetes API',
    ];
  }
  for (const container of allContainers) {
    const at = `${container.path}/securityContext`;
    const own = container.securityContext ?? {};
    if ((own.runAsNonRoot ?? pod.runAsNonRoot) !== true) {
      yield [`${at}/runAsNonRoot`, 'must be true, here or on the pod'];
    }
    if ((own.runAsUser ?? pod.runAsUser) === 0) {
      yield [`${at}/runAsUser`, 'must not be 0'];
    }
    const seccomp = (own.seccompProfile ?? pod.seccompProfile)?.type;
    if (seccomp !== 'RuntimeDefault' && seccomp !== 'Localhost') {
      yield [`${at}/seccompProfile`, 'must be RuntimeDefault or Localhost'];
    }
    if (own.privileged) {
      yield [`${at}/privileged`, 'privileged containers are refused'];
    }
    if (own.allowPrivilegeEscalation !== false) {
      yield [`${at}/allowPrivilegeEscalation`, 'must be false'];
    }
    if (!own.capabilities?.drop?.includes('ALL')) {
      yield [`${at}/capabilities/drop`, 'must hold ALL'];
    }
    if (own.capabilities?.add?.some(name => name !== 'NET_BIND_SERVICE')) {
      yield [`${at}/capabilities/add`, 'may hold NET_BIND_SERVICE only'];
    }
    if (own.readOnlyRootFilesystem !== true) {
      yield [`${at}/readOnlyRootFilesystem`, 'must be true'];
    }
    if (container.ports?.some(port => port.hostPort)) {
      yield [`${container.path}/ports`, 'ports of the host are refused'];
    }
  }
}

const target = probe =>
  JSON.stringify([probe.httpGet, probe.tcpSocket, probe.exec, probe.grpc]);

function* checkProbes({ isServing, containers }) {
  if (!isServing) {
    return;
  }
  for (const { path, readinessProbe, livenessProbe } of containers) {
    if (!readinessProbe) {
      yield [`${path}/readinessProbe`, 'is missing'];
    }
    if (!livenessProbe) {
      yield [`${path}/livenessProbe`, 'is missing'];
    }
    if (
      readinessProbe &&
      livenessProbe &&
      target(readinessProbe) === target(livenessProbe)
    ) {
      yield [
        `${path}/livenessProbe`,
        'asks the same as the readiness probe: a busy container would be restarted',
      ];
    }
  }
}

function* checkResources({ allContainers }) {
  for (const { path, resources } of allContainers) {
    const at = `${path}/resources`;
    for (const name of ['cpu', 'memory']) {
      if (resources?.requests?.[name] === undefined) {
        yield [`${at}/requests/${name}`, 'is missing'];
      }
    }
    if (resources?.limits?.memory === undefined) {
      yield [`${at}/limits/memory`, 'is missing'];
    }
    for (const [name, limit] of Object.entries(resources?.limits ?? {})) {
      const request = resources?.requests?.[name];
      if (request !== undefined && !(toNumber(request) <= toNumber(limit))) {
        yield [
          `${at}/limits/${name}`,
          `the limit ${limit} is below the request ${request}`,
        ];
      }
    }
  }
}

function* checkImages({ allContainers }) {
  for (const { path, image } of allContainers) {
    const [name, digest] = `${image ?? ''}`.split('@');
    const tag = /:([^:/]+)$/.exec(name)?.[1];
    if (digest === undefined && (tag === undefined || tag === 'latest')) {
      yield [
        `${path}/image`,
        `"${image}" does not say which image it is: give a fixed tag or a digest`,
      ];
    }
  }
}

function* checkAccount({ spec, path, namespace }, documents) {
  const name = spec.serviceAccountName;
  const isThere = documents.some(
    one =>
      one.kind === 'ServiceAccount' &&
      one.metadata?.name === name &&
      one.metadata?.namespace === namespace,
  );
  if (!name || !isThere) {
    yield [
      `${path}/serviceAccountName`,
      name
        ? `there is no ServiceAccount "${name}"`
        : 'a service account of its own is missing',
    ];
  }
}

function* checkVolumeMounts({ spec, allContainers }) {
  const volumes = new Set((spec.volumes ?? []).map(({ name }) => name));
  for (const { path, volumeMounts } of allContainers) {
    for (const [index, { name }] of (volumeMounts ?? []).entries()) {
      if (!volumes.has(name)) {
        yield [
          `${path}/volumeMounts/${index}/name`,
          `there is no volume "${name}"`,
        ];
      }
    }
  }
}

const RULES = {
  'pod-security': checkSecurity,
  probes: checkProbes,
  resources: checkResources,
  image: checkImages,
  'service-account': checkAccount,
  'volume-mounts': checkVolumeMounts,
};

/** What every pod must look like. */
export function* checkPods(documents) {
  for (const pod of listPods(documents)) {
    for (const [rule, check] of Object.entries(RULES)) {
      for (const [path, message] of check(pod, documents)) {
        yield { rule, document: pod.workload, path, message };
      }
    }
  }
}
