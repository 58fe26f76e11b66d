export interface Config {
  /** Drift monitors. */
  drift?: {
    /**
     * Where rows may be read from, by a name that monitor documents use. Each
     * has exactly one kind.
     */
    sources?: {
      [name: string]: {
        /** A folder on the backend's machine, or its path alone. Monitors read below it. */
        folder?: string | { path: string };
        /** A bucket of an S3-compatible server, or a part of it. */
        s3?: {
          /** Address of the server; Amazon's when absent. */
          endpoint?: string;
          bucket: string;
          /** Paths of monitors begin below it. */
          prefix?: string;
          region?: string;
          accessKeyId?: string;
          /** @visibility secret */
          secretAccessKey?: string;
          forcePathStyle?: boolean;
        };
        /** Tables and views of a PostgreSQL database. */
        postgres?: {
          /** @visibility secret */
          connectionString?: string;
          host?: string;
          port?: number | string;
          database?: string;
          user?: string;
          /** @visibility secret */
          password?: string;
        };
        /** Tables that Trino reads. */
        trino?: {
          url: string;
          user: string;
          /** @visibility secret */
          password?: string;
          catalog: string;
          schema: string;
        };
        /** Artifacts of an MLflow server, by its name in `mlflow.instances`. */
        mlflow?: string | { instance: string };
      };
    };
    /** Rows that the annotations `plumbline.dev/drift-baseline` and `plumbline.dev/drift-window` may name. */
    datasets?: {
      [name: string]: {
        /** Name in `drift.sources`. */
        source: string;
        /** File, folder or pattern below the source. */
        path: string;
        /** Column that windows are cut by. */
        timeColumn?: string;
        /** Length of a window, an ISO 8601 duration. Defaults to `P1D`. */
        window?: string;
      };
    };
    /** Monitor documents on the backend's machine. */
    monitors?: Array<{
      /** Path, relative to the working folder of the backend unless absolute. */
      file: string;
    }>;
    /** Whom monitors may ask for another training, by the name that documents use. */
    retraining?: {
      [name: string]: {
        /** Gets a POST when a person has approved. */
        url: string;
        /**
         * Shared with the receiver, for the HMAC of each request.
         * @visibility secret
         */
        secret: string;
      };
    };
    /** Model servers that members of the owning team may try. */
    playground?: {
      [name: string]: {
        /** Full address, such as `http://server:5001/invocations`. */
        url: string;
        /** What people read. Defaults to the name. */
        title?: string;
        /** `mlflow` sends `dataframe_records`, `json` the inputs as one object. Defaults to `mlflow`. */
        format?: 'mlflow' | 'json';
        /** Full entity refs whose pages offer it. */
        entities: string[];
        /**
         * Headers of each request, such as a token.
         * @visibility secret
         */
        headers?: { [header: string]: string };
      };
    };
    /** Folder for copies of objects and repository files. Defaults to `.data/drift`. */
    cacheDirectory?: string;
    /** Windows of the past that a new monitor over dated rows looks at. Defaults to 30; 0 for none. */
    backfillWindows?: number;
    /** Runs that one backend process works on at once. Defaults to 1. */
    parallelRuns?: number;
    /** How long runs, closed alerts and what was sent over HTTP are kept. Defaults to 180 days. */
    retention?: { days?: number; hours?: number } | string;
    /** How often annotations, repositories and `drift.monitors` are looked at. Defaults to 10 minutes. */
    refresh?: { hours?: number; minutes?: number } | string;
  };
  mlflow?: {
    /** MLflow servers. */
    instances?: Array<{
      /** Lower-case letters, digits and hyphens. */
      name: string;
      /** Address with its base path. */
      url: string;
      /** @visibility secret */
      token?: string;
      username?: string;
      /** @visibility secret */
      password?: string;
    }>;
  };
}
