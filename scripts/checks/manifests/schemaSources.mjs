/**
 * Where the schemas of `templates/schemas` come from. Go modules, because their
 * proxy serves an unchangeable copy of each release with a public checksum.
 */
export const KUBERNETES = {
  module: 'k8s.io/kubernetes',
  version: 'v1.33.0',
  licence: 'Apache-2.0',
  file: 'api/openapi-spec/swagger.json',
  kinds: [
    'apps/v1 Deployment',
    'apps/v1 StatefulSet',
    'autoscaling/v2 HorizontalPodAutoscaler',
    'batch/v1 CronJob',
    'batch/v1 Job',
    'networking.k8s.io/v1 Ingress',
    'networking.k8s.io/v1 NetworkPolicy',
    'policy/v1 PodDisruptionBudget',
    'rbac.authorization.k8s.io/v1 ClusterRole',
    'rbac.authorization.k8s.io/v1 ClusterRoleBinding',
    'rbac.authorization.k8s.io/v1 Role',
    'rbac.authorization.k8s.io/v1 RoleBinding',
    'scheduling.k8s.io/v1 PriorityClass',
    'v1 ConfigMap',
    'v1 LimitRange',
    'v1 Namespace',
    'v1 PersistentVolumeClaim',
    'v1 ResourceQuota',
    'v1 Secret',
    'v1 Service',
    'v1 ServiceAccount',
  ],
};

export const CUSTOM_RESOURCES = [
  {
    module: 'github.com/argoproj/argo-cd/v3',
    version: 'v3.0.12',
    licence: 'Apache-2.0',
    files: [
      'manifests/crds/application-crd.yaml',
      'manifests/crds/applicationset-crd.yaml',
      'manifests/crds/appproject-crd.yaml',
    ],
  },
  {
    module: 'github.com/argoproj/argo-rollouts',
    version: 'v1.8.3',
    licence: 'Apache-2.0',
    files: [
      'manifests/crds/rollout-crd.yaml',
      'manifests/crds/analysis-template-crd.yaml',
    ],
  },
  {
    module: 'github.com/prometheus-operator/prometheus-operator',
    version: 'v0.82.2',
    licence: 'Apache-2.0',
    files: [
      'example/prometheus-operator-crd/monitoring.coreos.com_podmonitors.yaml',
      'example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml',
      'example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml',
    ],
  },
  {
    module: 'github.com/external-secrets/external-secrets',
    version: 'v0.20.4',
    licence: 'Apache-2.0',
    files: ['config/crds/bases/external-secrets.io_externalsecrets.yaml'],
  },
];

/**
 * Words that the API server accepts; the published OpenAPI document only names
 * them in its descriptions. Key: definition and field, `[]` for a list's items.
 */
export const KUBERNETES_WORDS = {
  'autoscaling.v2.HPAScalingRules.selectPolicy': ['Disabled', 'Max', 'Min'],
  'autoscaling.v2.MetricTarget.type': ['AverageValue', 'Utilization', 'Value'],
  'apps.v1.DeploymentStrategy.type': ['Recreate', 'RollingUpdate'],
  'batch.v1.CronJobSpec.concurrencyPolicy': ['Allow', 'Forbid', 'Replace'],
  'batch.v1.PodFailurePolicyRule.action': [
    'Count',
    'FailIndex',
    'FailJob',
    'Ignore',
  ],
  'core.v1.Container.imagePullPolicy': ['Always', 'IfNotPresent', 'Never'],
  'core.v1.ContainerPort.protocol': ['SCTP', 'TCP', 'UDP'],
  'core.v1.PodSpec.restartPolicy': ['Always', 'Never', 'OnFailure'],
  'core.v1.SeccompProfile.type': ['Localhost', 'RuntimeDefault', 'Unconfined'],
  'core.v1.ServicePort.protocol': ['SCTP', 'TCP', 'UDP'],
  'core.v1.ServiceSpec.type': [
    'ClusterIP',
    'ExternalName',
    'LoadBalancer',
    'NodePort',
  ],
  'core.v1.Toleration.effect': ['NoExecute', 'NoSchedule', 'PreferNoSchedule'],
  'core.v1.Toleration.operator': ['Equal', 'Exists'],
  'core.v1.TopologySpreadConstraint.whenUnsatisfiable': [
    'DoNotSchedule',
    'ScheduleAnyway',
  ],
  'networking.v1.HTTPIngressPath.pathType': [
    'Exact',
    'ImplementationSpecific',
    'Prefix',
  ],
  'networking.v1.NetworkPolicyPort.protocol': ['SCTP', 'TCP', 'UDP'],
  'networking.v1.NetworkPolicySpec.policyTypes[]': ['Egress', 'Ingress'],
  'policy.v1.PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy': [
    'AlwaysAllow',
    'IfHealthyBudget',
  ],
};
