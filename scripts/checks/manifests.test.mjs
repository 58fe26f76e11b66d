import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { stringify } from 'yaml';

import { checkPolicies } from './manifests/checkPolicies.mjs';
import { checkSchemas } from './manifests/checkSchema.mjs';
import { findProgram } from './manifests/programs.mjs';
import { checkRepository, describeProblem } from './manifests.mjs';

const name = 'app.kubernetes.io/name';
const meta = extra => ({
  name: 'shop',
  namespace: 'team-dev',
  labels: { [name]: 'shop' },
  ...extra,
});

/** A small service without a fault; every test breaks one thing of its own copy. */
function createService() {
  return {
    account: {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: meta(),
      automountServiceAccountToken: false,
    },
    workload: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: meta(),
      spec: {
        selector: { matchLabels: { [name]: 'shop' } },
        template: {
          metadata: { labels: { [name]: 'shop' } },
          spec: {
            serviceAccountName: 'shop',
            automountServiceAccountToken: false,
            securityContext: {
              runAsNonRoot: true,
              seccompProfile: { type: 'RuntimeDefault' },
            },
            volumes: [{ name: 'tmp', emptyDir: {} }],
            containers: [
              {
                name: 'app',
                image: 'registry.example.com/shop:1.0.0',
                ports: [{ name: 'http', containerPort: 8000 }],
                readinessProbe: { httpGet: { path: '/readyz', port: 'http' } },
                livenessProbe: { httpGet: { path: '/livez', port: 'http' } },
                resources: {
                  requests: { cpu: '100m', memory: '128Mi' },
                  limits: { memory: '128Mi' },
                },
                volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
                securityContext: {
                  allowPrivilegeEscalation: false,
                  readOnlyRootFilesystem: true,
                  capabilities: { drop: ['ALL'] },
                },
              },
            ],
          },
        },
      },
    },
    service: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: meta(),
      spec: {
        selector: { [name]: 'shop' },
        ports: [{ name: 'http', port: 80, targetPort: 'http' }],
      },
    },
    scaler: {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: meta(),
      spec: {
        scaleTargetRef: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'shop',
        },
        minReplicas: 2,
        maxReplicas: 4,
      },
    },
    budget: {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: meta(),
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: { [name]: 'shop' } },
      },
    },
    network: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: meta(),
      spec: {
        podSelector: { matchLabels: { [name]: 'shop' } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ from: [{ podSelector: {} }] }],
      },
    },
    monitor: {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: meta(),
      spec: {
        selector: { matchLabels: { [name]: 'shop' } },
        endpoints: [{ port: 'http' }],
      },
    },
    ingress: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: meta(),
      spec: {
        rules: [
          {
            host: 'shop.example.com',
            http: {
              paths: [
                {
                  path: '/',
                  pathType: 'Prefix',
                  backend: {
                    service: { name: 'shop', port: { name: 'http' } },
                  },
                },
              ],
            },
          },
        ],
      },
    },
    role: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: meta(),
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
    },
  };
}

function createSet(breakIt = () => {}) {
  const objects = createService();
  breakIt(objects);
  return {
    source: 'deploy/overlays/dev',
    documents: Object.values(objects).flat().filter(Boolean),
  };
}

const container = objects => objects.workload.spec.template.spec.containers[0];

function turnIntoRollout(objects, strategy) {
  objects.workload.apiVersion = 'argoproj.io/v1alpha1';
  objects.workload.kind = 'Rollout';
  objects.workload.spec.strategy = strategy;
  objects.scaler.spec.scaleTargetRef = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    name: 'shop',
  };
}

test('finds nothing in a service without a fault', () => {
  assert.deepEqual(checkPolicies(createSet()), []);
  assert.deepEqual(checkSchemas(createSet(), null), []);
});

const POLICY_CASES = [
  [
    'pod-security',
    'runs as root',
    o => delete o.workload.spec.template.spec.securityContext.runAsNonRoot,
    '/spec/template/spec/containers/0/securityContext/runAsNonRoot',
  ],
  [
    'pod-security',
    'runs as user 0',
    o => (container(o).securityContext.runAsUser = 0),
    '/spec/template/spec/containers/0/securityContext/runAsUser',
  ],
  [
    'pod-security',
    'has no seccomp profile',
    o => delete o.workload.spec.template.spec.securityContext.seccompProfile,
    '/spec/template/spec/containers/0/securityContext/seccompProfile',
  ],
  [
    'pod-security',
    'may gain privileges',
    o => delete container(o).securityContext.allowPrivilegeEscalation,
    '/spec/template/spec/containers/0/securityContext/allowPrivilegeEscalation',
  ],
  [
    'pod-security',
    'is privileged',
    o => (container(o).securityContext.privileged = true),
    '/spec/template/spec/containers/0/securityContext/privileged',
  ],
  [
    'pod-security',
    'keeps capabilities',
    o => (container(o).securityContext.capabilities.drop = ['NET_RAW']),
    '/spec/template/spec/containers/0/securityContext/capabilities/drop',
  ],
  [
    'pod-security',
    'adds a capability',
    o => (container(o).securityContext.capabilities.add = ['SYS_ADMIN']),
    '/spec/template/spec/containers/0/securityContext/capabilities/add',
  ],
  [
    'pod-security',
    'writes to its own file system',
    o => delete container(o).securityContext.readOnlyRootFilesystem,
    '/spec/template/spec/containers/0/securityContext/readOnlyRootFilesystem',
  ],
  [
    'pod-security',
    'uses the network of the host',
    o => (o.workload.spec.template.spec.hostNetwork = true),
    '/spec/template/spec/hostNetwork',
  ],
  [
    'pod-security',
    'mounts a folder of the host',
    o =>
      (o.workload.spec.template.spec.volumes[0] = {
        name: 'tmp',
        hostPath: { path: '/' },
      }),
    '/spec/template/spec/volumes/0',
  ],
  [
    'pod-security',
    'listens on a port of the host',
    o => (container(o).ports[0].hostPort = 80),
    '/spec/template/spec/containers/0/ports',
  ],
  [
    'pod-security',
    'gets a token',
    o => delete o.workload.spec.template.spec.automountServiceAccountToken,
    '/spec/template/spec/automountServiceAccountToken',
  ],
  [
    'pod-security',
    'has an init container without limits on itself',
    o =>
      (o.workload.spec.template.spec.initContainers = [
        { ...container(o), name: 'init', securityContext: {} },
      ]),
    '/spec/template/spec/initContainers/0/securityContext/allowPrivilegeEscalation',
  ],
  [
    'probes',
    'is never asked whether it is ready',
    o => delete container(o).readinessProbe,
    '/spec/template/spec/containers/0/readinessProbe',
  ],
  [
    'probes',
    'is never asked whether it lives',
    o => delete container(o).livenessProbe,
    '/spec/template/spec/containers/0/livenessProbe',
  ],
  [
    'probes',
    'is asked twice the same',
    o =>
      (container(o).livenessProbe = {
        ...container(o).readinessProbe,
        periodSeconds: 30,
      }),
    '/spec/template/spec/containers/0/livenessProbe',
  ],
  [
    'resources',
    'asks for no CPU',
    o => delete container(o).resources.requests.cpu,
    '/spec/template/spec/containers/0/resources/requests/cpu',
  ],
  [
    'resources',
    'has no limit on memory',
    o => delete container(o).resources.limits.memory,
    '/spec/template/spec/containers/0/resources/limits/memory',
  ],
  [
    'resources',
    'asks for more than its limit',
    o => (container(o).resources.requests.memory = '1Gi'),
    '/spec/template/spec/containers/0/resources/limits/memory',
  ],
  [
    'image',
    'runs latest',
    o => (container(o).image = 'registry.example.com/shop:latest'),
    '/spec/template/spec/containers/0/image',
  ],
  [
    'image',
    'runs whatever is there',
    o => (container(o).image = 'registry.example.com:5000/shop'),
    '/spec/template/spec/containers/0/image',
  ],
  [
    'service-account',
    'uses an account that is not there',
    o => (o.workload.spec.template.spec.serviceAccountName = 'other'),
    '/spec/template/spec/serviceAccountName',
  ],
  [
    'service-account',
    'uses an account of another namespace',
    o => (o.account.metadata.namespace = 'team-prod'),
    '/spec/template/spec/serviceAccountName',
  ],
  [
    'volume-mounts',
    'mounts a volume that is not there',
    o => (container(o).volumeMounts[0].name = 'cache'),
    '/spec/template/spec/containers/0/volumeMounts/0/name',
  ],
  [
    'unique-names',
    'is there twice',
    o => (o.again = structuredClone(o.role)),
    '/metadata/name',
  ],
  [
    'selectors',
    'does not select its own pods',
    o => (o.workload.spec.selector.matchLabels.tier = 'web'),
    '/spec/selector',
  ],
  [
    'services',
    'selects no pods',
    o => (o.service.spec.selector[name] = 'other'),
    '/spec/selector',
  ],
  [
    'services',
    'sends to a port that is not there',
    o => (o.service.spec.ports[0].targetPort = 'grpc'),
    '/spec/ports/0/targetPort',
  ],
  [
    'ingresses',
    'routes to a service that is not there',
    o => (o.ingress.spec.rules[0].http.paths[0].backend.service.name = 'other'),
    '/spec/rules/0/http/paths/0/backend',
  ],
  [
    'autoscalers',
    'scales what is not there',
    o => {
      o.scaler.spec.scaleTargetRef.name = 'other';
      o.budget = undefined;
    },
    '/spec/scaleTargetRef',
  ],
  [
    'autoscalers',
    'fights over the number of replicas',
    o => (o.workload.spec.replicas = 2),
    '/spec/replicas',
  ],
  [
    'autoscalers',
    'wants more at least than at most',
    o => (o.scaler.spec.minReplicas = 9),
    '/spec/minReplicas',
  ],
  [
    'disruption-budgets',
    'lets no pod go',
    o => (o.budget.spec.maxUnavailable = 0),
    '/spec/maxUnavailable',
  ],
  [
    'disruption-budgets',
    'keeps as many as there are',
    o => {
      delete o.budget.spec.maxUnavailable;
      o.budget.spec.minAvailable = 2;
    },
    '/spec/minAvailable',
  ],
  [
    'disruption-budgets',
    'protects a single replica',
    o => {
      o.scaler = undefined;
      o.workload.spec.replicas = 1;
    },
    '/spec/selector',
  ],
  [
    'network-policies',
    'is not covered',
    o => (o.network.spec.podSelector.matchLabels[name] = 'other'),
    '/spec/template/metadata/labels',
  ],
  [
    'network-policies',
    'may call everybody',
    o => (o.network.spec.policyTypes = ['Ingress']),
    '/spec/template/metadata/labels',
  ],
  [
    'network-policies',
    'names nobody, which means everybody',
    o => (o.network.spec.ingress = [{ ports: [{ port: 80 }] }]),
    '/spec/ingress/0/from',
  ],
  [
    'service-monitors',
    'watches no service',
    o => (o.monitor.spec.selector.matchLabels[name] = 'other'),
    '/spec/selector',
  ],
  [
    'service-monitors',
    'scrapes a port that is not there',
    o => (o.monitor.spec.endpoints[0].port = 'metrics'),
    '/spec/endpoints/0/port',
  ],
  [
    'roles',
    'may do everything',
    o => (o.role.rules[0].verbs = ['*']),
    '/rules/0/verbs',
  ],
  [
    'rollouts',
    'switches a service that is not there',
    o =>
      turnIntoRollout(o, {
        blueGreen: { activeService: 'shop', previewService: 'shop-preview' },
      }),
    '/spec/strategy/blueGreen/previewService',
  ],
  [
    'rollouts',
    'asks an analysis that is not there',
    o =>
      turnIntoRollout(o, {
        canary: { analysis: { templates: [{ templateName: 'shop' }] } },
      }),
    '/spec/strategy/canary/analysis/templates',
  ],
];

describe('the policies find what', () => {
  for (const [rule, title, breakIt, path] of POLICY_CASES) {
    test(`${title} (${rule})`, () => {
      const problems = checkPolicies(createSet(breakIt));
      const found = problems.filter(
        one => one.rule === rule && one.path === path,
      );
      assert.ok(found.length > 0, JSON.stringify(problems, undefined, 2));
      assert.ok(found[0].kind);
      assert.equal(found[0].name, 'shop');
      assert.ok(
        problems.every(one => one.rule === rule),
        'one fault is blamed on another rule',
      );
    });
  }
});

const SCHEMA_CASES = [
  [
    'an unknown field',
    o => (o.workload.spec.template.spec.containers[0].prots = []),
    /prots/,
  ],
  ['a wrong type', o => (o.scaler.spec.maxReplicas = 'four'), /integer/],
  ['a missing field', o => delete o.monitor.spec.endpoints, /endpoints/],
  [
    'a word that is not allowed',
    o => (o.network.spec.policyTypes = ['Sideways']),
    /Ingress|Sideways|one of/,
  ],
  [
    'a kind without a schema',
    o =>
      (o.role = {
        apiVersion: 'example.com/v1',
        kind: 'Thing',
        metadata: meta(),
      }),
    /no schema of example\.com\/v1 Thing/,
  ],
  ['a document without a name', o => delete o.role.metadata.name, /name/],
];

for (const [validator, program] of [
  ['Ajv', undefined],
  ['kubeconform', findProgram('kubeconform')],
]) {
  describe(`the schemas, judged by ${validator}, find`, () => {
    const skip =
      validator === 'kubeconform' && !program && 'kubeconform is not on PATH';
    for (const [title, breakIt, message] of SCHEMA_CASES) {
      test(title, { skip }, () => {
        const set = createSet(breakIt);
        // null, since undefined would look on PATH
        const problems = checkSchemas(set, program ?? null);
        assert.ok(problems.length > 0);
        assert.match(problems.map(one => one.message).join('\n'), message);
        assert.deepEqual(
          new Set(problems.map(one => one.kind)).size,
          1,
          'one document is blamed',
        );
      });
    }
    test('nothing in a service without a fault', { skip }, () => {
      assert.deepEqual(checkSchemas(createSet(), program ?? null), []);
    });
  });
}

describe('a repository', () => {
  const kustomize = findProgram('kustomize') ?? findProgram('kubectl');
  const skip = !kustomize && 'neither kustomize nor kubectl is on PATH';
  let scratch;

  before(() => {
    scratch = mkdtempSync(join(tmpdir(), 'manifests-'));
  });
  after(() => rmSync(scratch, { recursive: true, force: true }));

  function write(files) {
    const folder = mkdtempSync(join(scratch, 'repository-'));
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(
        join(folder, path),
        typeof content === 'string' ? content : stringify(content),
      );
    }
    return folder;
  }

  const overlay = extra => ({
    'deploy/base/kustomization.yaml': { resources: ['role.yaml'] },
    'deploy/base/role.yaml': createService().role,
    'deploy/overlays/dev/kustomization.yaml': {
      resources: ['../../base'],
      namespace: 'team-dev',
      ...extra,
    },
  });

  test('is built overlay by overlay, the base not by itself', { skip }, () => {
    const { documents, problems } = checkRepository(write(overlay()));
    assert.deepEqual(problems, []);
    assert.equal(documents, 1);
  });

  test('with an overlay that does not build is told which', { skip }, () => {
    const { problems } = checkRepository(
      write(overlay({ resources: ['../../bass'] })),
    );
    const dev = problems.find(one => one.source === 'deploy/overlays/dev');
    assert.equal(dev.rule, 'kustomize');
    assert.match(dev.message, /bass/);
  });

  test(
    'with a broken patch is told file, kind, name and path',
    { skip },
    () => {
      const { problems } = checkRepository(
        write(
          overlay({
            patches: [
              {
                target: { kind: 'Role', name: 'shop' },
                patch: '- {op: add, path: /rules/0/verb, value: [get]}',
              },
            ],
          }),
        ),
      );
      assert.equal(problems.length, 1);
      const line = describeProblem(problems[0]);
      assert.match(
        line,
        /^deploy\/overlays\/dev · Role shop · \/rules\/0.*: .*\[schema\]$/,
      );
      assert.match(line, /verb/);
    },
  );

  test('holds plain manifests, and files that are not for Kubernetes', () => {
    const { documents, problems } = checkRepository(
      write({
        'catalog-info.yaml': {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
        },
        'mkdocs.yml': 'site_name: x\n',
        'apps/dev.yaml': {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Application',
          metadata: { name: 'shop-dev' },
          spec: { project: 'team', destination: { nmespace: 'team-dev' } },
        },
      }),
    );
    assert.equal(documents, 1);
    assert.deepEqual(
      problems.map(one => [one.source, one.name]),
      [['apps', 'shop-dev']],
    );
  });

  test('with YAML that does not parse is told where', () => {
    const { problems } = checkRepository(write({ 'apps/dev.yaml': 'a: [1\n' }));
    assert.equal(problems[0].source, 'apps/dev.yaml');
    assert.equal(problems[0].rule, 'yaml');
  });

  test(
    'with a rule that Prometheus cannot read is told which',
    { skip: !findProgram('promtool') && 'promtool is not on PATH' },
    () => {
      const { problems } = checkRepository(
        write({
          'rules/prometheusrule.yaml': {
            apiVersion: 'monitoring.coreos.com/v1',
            kind: 'PrometheusRule',
            metadata: { name: 'shop' },
            spec: {
              groups: [
                {
                  name: 'a',
                  rules: [{ alert: 'A', expr: 'sum by (rate(x))' }],
                },
              ],
            },
          },
        }),
      );
      assert.deepEqual(
        problems.map(one => [one.rule, one.name]),
        [['promtool', 'shop']],
      );
    },
  );

  const workflow = job => ({
    '.github/workflows/ci.yaml': {
      on: 'push',
      permissions: { contents: 'read' },
      jobs: { lint: { 'runs-on': 'ubuntu-24.04', ...job } },
    },
  });
  const PIPELINE_CASES = [
    [
      'an action that is not pinned',
      workflow({ steps: [{ uses: 'actions/checkout@v4' }] }),
      /not pinned/,
    ],
    [
      'a value inside a script',
      workflow({ steps: [{ run: 'echo ${{ github.head_ref }}' }] }),
      /become code/,
    ],
    [
      'a workflow without permissions',
      {
        '.github/workflows/ci.yaml':
          'on: push\njobs: {a: {runs-on: x, steps: [{run: ls}]}}\n',
      },
      /token/,
    ],
    [
      'a GitLab job without its stage',
      { '.gitlab-ci.yml': 'stages: [test]\na: {stage: build, script: [ls]}\n' },
      /no stage "build"/,
    ],
    [
      'a GitLab job that needs another that is not there',
      {
        '.gitlab-ci.yml':
          'stages: [test]\na: {stage: test, needs: [b], script: [ls]}\n',
      },
      /no job "b"/,
    ],
    [
      'a GitLab image that is not pinned',
      {
        '.gitlab-ci.yml':
          'stages: [test]\na: {stage: test, image: "python:latest", script: [ls]}\n',
      },
      /not pinned/,
    ],
    [
      'a GitLab script line that became a map',
      {
        '.gitlab-ci.yml':
          'stages: [test]\na:\n  stage: test\n  script:\n    - echo "deploy: now"\n    - git commit -m "deploy": x\n',
      },
      /needs quotes|not/,
    ],
    [
      'an included file that is not there',
      { '.gitlab-ci.yml': 'include: [{local: x.yml}]\nstages: [test]\n' },
      /"x.yml" does not exist/,
    ],
  ];
  for (const [title, files, message] of PIPELINE_CASES) {
    test(`with ${title} is told so`, () => {
      const { problems } = checkRepository(write(files));
      assert.ok(
        problems.some(one => message.test(one.message)),
        JSON.stringify(problems),
      );
    });
  }
});
