export interface Config {
  /** MLflow servers that models, versions and runs are read from. */
  mlflow?: {
    instances?: Array<{
      /** Lower case letters, digits and hyphens; what the annotation `plumbline.dev/mlflow-instance` names. */
      name: string;
      /** Address with its base path, without credentials. */
      url: string;
      /**
       * Sent as a bearer token.
       * @visibility secret
       */
      token?: string;
      /** For basic authentication, together with `password`. */
      username?: string;
      /** @visibility secret */
      password?: string;
    }>;
  };
  catalog?: {
    providers?: {
      /** Imports every registered model of `mlflow.instances` as a `Resource` of type `ml-model`. Not imported when absent. */
      mlflow?: {
        /** Group or user that owns a model without the tag `plumbline.owner` or `owner`. */
        defaultOwner: string;
        /** How often; every ten minutes when absent. */
        schedule?: {
          /** Cron, ISO 8601 duration or `{ minutes: 10 }`. */
          frequency: string | object;
          timeout: string | object;
          initialDelay?: string | object;
          scope?: 'global' | 'local';
        };
      };
    };
  };
}
