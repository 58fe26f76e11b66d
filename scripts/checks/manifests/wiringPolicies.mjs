import { listPods, selects } from './pods.mjs';

const ofKind = (documents, kind) =>
  documents.filter(document => document.kind === kind);
const isBeside = (a, b) => a.metadata?.namespace === b.metadata?.namespace;
const podsBeside = (document, pods) =>
  pods.filter(pod => pod.namespace === document.metadata?.namespace);

function* checkUniqueNames(documents) {
  const seen = new Set();
  for (const document of documents) {
    const { apiVersion, kind, metadata } = document;
    const group = apiVersion?.includes('/') ? apiVersion.split('/')[0] : '';
    const id = [group, kind, metadata?.namespace, metadata?.name].join(' ');
    if (seen.has(id)) {
      yield [document, '/metadata/name', 'is used twice'];
    }
    seen.add(id);
  }
}

function* checkSelectors(documents) {
  for (const { workload, labels, isServing } of listPods(documents)) {
    if (isServing && !selects(workload.spec?.selector, labels)) {
      yield [
        workload,
        '/spec/selector',
        "does not match the labels of the workload's own pods",
      ];
    }
  }
}

function findPort(pod, name) {
  return pod.containers.some(({ ports }) =>
    ports?.some(port => port.name === name || port.containerPort === name),
  );
}

function* checkServices(documents) {
  const pods = listPods(documents);
  for (const service of ofKind(documents, 'Service')) {
    const { selector, ports } = service.spec ?? {};
    if (!selector) {
      continue;
    }
    const chosen = podsBeside(service, pods).filter(pod =>
      selects({ matchLabels: selector }, pod.labels),
    );
    if (chosen.length === 0) {
      yield [service, '/spec/selector', 'matches no pod'];
    }
    for (const [index, port] of (ports ?? []).entries()) {
      const wanted = port.targetPort ?? port.port;
      if (chosen.some(pod => !findPort(pod, wanted))) {
        yield [
          service,
          `/spec/ports/${index}/targetPort`,
          `the pods have no port ${wanted}`,
        ];
      }
    }
  }
}

function findService(documents, beside, name) {
  return ofKind(documents, 'Service').find(
    service => isBeside(service, beside) && service.metadata?.name === name,
  );
}

function* checkIngresses(documents) {
  for (const ingress of ofKind(documents, 'Ingress')) {
    for (const [rule, { http }] of (ingress.spec?.rules ?? []).entries()) {
      for (const [index, { backend }] of (http?.paths ?? []).entries()) {
        const { name, port } = backend?.service ?? {};
        const service = findService(documents, ingress, name);
        const isOpen = service?.spec?.ports?.some(
          one => one.name === port?.name || one.port === port?.number,
        );
        if (!isOpen) {
          yield [
            ingress,
            `/spec/rules/${rule}/http/paths/${index}/backend`,
            `there is no Service "${name}" with the port ${port?.name ?? port?.number}`,
          ];
        }
      }
    }
  }
}

function* checkRollouts(documents) {
  for (const rollout of ofKind(documents, 'Rollout')) {
    const { blueGreen, canary } = rollout.spec?.strategy ?? {};
    for (const [path, name] of [
      ['blueGreen/activeService', blueGreen?.activeService],
      ['blueGreen/previewService', blueGreen?.previewService],
      ['canary/stableService', canary?.stableService],
      ['canary/canaryService', canary?.canaryService],
    ]) {
      if (name && !findService(documents, rollout, name)) {
        yield [
          rollout,
          `/spec/strategy/${path}`,
          `there is no Service "${name}"`,
        ];
      }
    }
    for (const { templateName } of canary?.analysis?.templates ?? []) {
      const isThere = ofKind(documents, 'AnalysisTemplate').some(
        one => isBeside(one, rollout) && one.metadata?.name === templateName,
      );
      if (!isThere) {
        yield [
          rollout,
          '/spec/strategy/canary/analysis/templates',
          `there is no AnalysisTemplate "${templateName}"`,
        ];
      }
    }
  }
}

function* checkAutoscalers(documents) {
  for (const scaler of ofKind(documents, 'HorizontalPodAutoscaler')) {
    const { scaleTargetRef, minReplicas = 1, maxReplicas } = scaler.spec ?? {};
    const target = documents.find(
      one =>
        isBeside(one, scaler) &&
        one.kind === scaleTargetRef?.kind &&
        one.apiVersion === scaleTargetRef?.apiVersion &&
        one.metadata?.name === scaleTargetRef?.name,
    );
    if (!target) {
      yield [
        scaler,
        '/spec/scaleTargetRef',
        `there is no ${scaleTargetRef?.kind} "${scaleTargetRef?.name}"`,
      ];
    } else if (target.spec?.replicas !== undefined) {
      yield [
        target,
        '/spec/replicas',
        'is set although an autoscaler sets it: every sync would undo the scaling',
      ];
    }
    if (minReplicas > maxReplicas) {
      yield [scaler, '/spec/minReplicas', 'is above maxReplicas'];
    }
  }
}

function countReplicas(workload, documents) {
  const scaler = ofKind(documents, 'HorizontalPodAutoscaler').find(
    one =>
      isBeside(one, workload) &&
      one.spec?.scaleTargetRef?.kind === workload.kind &&
      one.spec?.scaleTargetRef?.name === workload.metadata?.name,
  );
  return scaler
    ? (scaler.spec.minReplicas ?? 1)
    : (workload.spec?.replicas ?? 1);
}

function* checkDisruptionBudgets(documents) {
  const pods = listPods(documents);
  for (const budget of ofKind(documents, 'PodDisruptionBudget')) {
    const chosen = podsBeside(budget, pods).filter(pod =>
      selects(budget.spec?.selector, pod.labels),
    );
    if (chosen.length === 0) {
      yield [budget, '/spec/selector', 'matches no pod'];
    }
    const { minAvailable, maxUnavailable } = budget.spec ?? {};
    if (maxUnavailable === 0 || maxUnavailable === '0%') {
      yield [budget, '/spec/maxUnavailable', 'is 0: no node could be drained'];
    }
    for (const { workload } of chosen) {
      const replicas = countReplicas(workload, documents);
      if (
        minAvailable === '100%' ||
        (typeof minAvailable === 'number' && minAvailable >= replicas)
      ) {
        yield [
          budget,
          '/spec/minAvailable',
          `leaves no pod of ${replicas} to take away: no node could be drained`,
        ];
      }
      if (replicas < 2) {
        yield [
          budget,
          '/spec/selector',
          `protects ${workload.metadata?.name}, which has one replica only`,
        ];
      }
    }
  }
}

function* checkNetworkPolicies(documents) {
  const policies = ofKind(documents, 'NetworkPolicy');
  for (const { workload, labels, namespace } of listPods(documents)) {
    const types = policies
      .filter(
        policy =>
          policy.metadata?.namespace === namespace &&
          selects(policy.spec?.podSelector, labels),
      )
      .flatMap(policy => policy.spec?.policyTypes ?? []);
    for (const type of ['Ingress', 'Egress']) {
      if (!types.includes(type)) {
        yield [
          workload,
          '/spec/template/metadata/labels',
          `no NetworkPolicy limits the pods' ${type.toLowerCase()}`,
        ];
      }
    }
  }
  for (const policy of policies) {
    for (const direction of ['ingress', 'egress']) {
      const peers = direction === 'ingress' ? 'from' : 'to';
      for (const [index, rule] of (policy.spec?.[direction] ?? []).entries()) {
        if (!rule[peers]?.length) {
          yield [
            policy,
            `/spec/${direction}/${index}/${peers}`,
            'is missing, which means everybody',
          ];
        }
      }
    }
  }
}

function* checkServiceMonitors(documents) {
  for (const monitor of ofKind(documents, 'ServiceMonitor')) {
    const services = ofKind(documents, 'Service').filter(
      service =>
        isBeside(service, monitor) &&
        selects(monitor.spec?.selector, service.metadata?.labels ?? {}),
    );
    if (services.length === 0) {
      yield [monitor, '/spec/selector', 'matches no Service'];
    }
    for (const [index, { port }] of (monitor.spec?.endpoints ?? []).entries()) {
      if (services.some(one => !one.spec?.ports?.some(p => p.name === port))) {
        yield [
          monitor,
          `/spec/endpoints/${index}/port`,
          `the Service has no port "${port}"`,
        ];
      }
    }
  }
}

function* checkRoles(documents) {
  for (const role of documents) {
    if (role.kind !== 'Role' && role.kind !== 'ClusterRole') {
      continue;
    }
    for (const [index, rule] of (role.rules ?? []).entries()) {
      for (const field of ['apiGroups', 'resources', 'verbs']) {
        if (rule[field]?.includes('*')) {
          yield [
            role,
            `/rules/${index}/${field}`,
            '"*" gives more than was meant',
          ];
        }
      }
    }
  }
}

const RULES = {
  'unique-names': checkUniqueNames,
  selectors: checkSelectors,
  services: checkServices,
  ingresses: checkIngresses,
  rollouts: checkRollouts,
  autoscalers: checkAutoscalers,
  'disruption-budgets': checkDisruptionBudgets,
  'network-policies': checkNetworkPolicies,
  'service-monitors': checkServiceMonitors,
  roles: checkRoles,
};

/** What the documents of one set say about each other. */
export function* checkWiring(documents) {
  for (const [rule, check] of Object.entries(RULES)) {
    for (const [document, path, message] of check(documents)) {
      yield { rule, document, path, message };
    }
  }
}
