/**
 * Every annotation that Plumbline defines. An annotation selects within what
 * the operator configured; it never names a host, a credential or a file path.
 *
 * @public
 */
export const PLUMBLINE_ANNOTATIONS = {
  /** Monthly budget of a team or system: decimal amount and ISO 4217 currency, such as `800 EUR`. */
  budget: 'plumbline.dev/budget',
  /** The template that generated the repository, such as `service`. */
  template: 'plumbline.dev/template',
  /** The version of that template, semver. */
  templateVersion: 'plumbline.dev/template-version',
  /** Name of the registered model in the model registry that the operator configured. */
  registeredModel: 'plumbline.dev/registered-model',
  /** Name of the configured MLflow server that the registered model is on; the only one when absent. */
  mlflowInstance: 'plumbline.dev/mlflow-instance',
  /** Data set that the operator configured under `drift.datasets`: the rows that count as normal. */
  driftBaseline: 'plumbline.dev/drift-baseline',
  /** Data set that the operator configured under `drift.datasets`: the rows of now. */
  driftWindow: 'plumbline.dev/drift-window',
  /** Tags whose cost is the entity's, such as `team=risk,env=prod`: a row must have all of them. */
  costTags: 'plumbline.dev/cost-tags',
  /** Ids or names of the accounts, subscriptions or projects whose whole cost is the entity's, separated by commas. */
  costAccounts: 'plumbline.dev/cost-accounts',
  /** Ids of the resources whose cost is the entity's, separated by commas; `*` and `?` make a glob. */
  costResources: 'plumbline.dev/cost-resources',
} as const;
