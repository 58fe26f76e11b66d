export interface Config {
  /** Cost. */
  cost?: {
    /** Which of the four costs of FOCUS is shown where nobody asks for another. Defaults to `effective`. */
    metric?: 'billed' | 'effective' | 'list' | 'contracted';
    /** Folders of bills and cost allocations on the backend's machine, and instances of OpenCost or Kubecost. They are looked at half a minute after the start and every ten minutes. */
    sources?: Array<{
      /** Up to 100 letters, digits, `.`, `_` and `-`; what is stored is kept under it. */
      id: string;
      /** What people read; the id without it. */
      title?: string;
      /** The folder; files below it in folders count too. Either this or `openCost`. */
      folder?: string;
      /** Which files of the folder, such as `2026-*.csv.gz`; without it everything that is data. */
      pattern?: string;
      /** Such as `focus-1.2`; told by the columns without it. */
      format?: string;
      /** ISO 4217 code of files that state none. With `openCost` it must be there: answers do not say it. */
      currency?: string;
      /** An OpenCost or a Kubecost. It is asked for each UTC day on its own; what it answered is kept. */
      openCost?: {
        /** Address, such as `http://opencost.opencost:9003`, without credentials. */
        url: string;
        /** Of the allocation API below it. Defaults to `/allocation`; Kubecost has `/model/allocation`. */
        path?: string;
        /**
         * Sent as a bearer token.
         * @visibility secret
         */
        token?: string;
        /**
         * Such as `X-Scope-OrgID`, or `Authorization` for anything but a token.
         * @deepVisibility secret
         */
        headers?: { [name: string]: string };
        /** Name of the cluster where answers state none. */
        cluster?: string;
        /** For how many days back it is asked, today among them, from 1 to 92. Defaults to 14. */
        windowDays?: number;
        /**
         * What costs are grouped by before they come: `cluster`, `node`,
         * `namespace`, `controllerKind`, `controller`, `service`, `pod`,
         * `container`, `label:<name>`, `annotation:<name>`. Without it each
         * container comes with all its labels, which rules can then go by.
         */
        aggregate?: string[];
        /** What one request may take, at most five minutes. Defaults to two. */
        timeout?: string | { minutes?: number; seconds?: number };
      };
    }>;
    /**
     * Rules that book costs to entities; the first that matches wins. Without
     * them what resources and the annotations of entities say.
     */
    attribution?: Array<{ [key: string]: unknown }>;
    /** With `last` what resources and entities say comes after those rules; without it they are all there is. */
    catalogRules?: 'last';
    /**
     * Tags and labels that name the run of a pipeline, the surest first. They
     * take the place of those of MLflow, Kubeflow, Argo Workflows, Prefect,
     * Dagster, Metaflow, Tekton and Airflow, and of `plumbline.dev/run-id`.
     */
    runKeys?: string[];
    /** How idle cost and pools of shared cost are split. */
    sharing?: { [key: string]: unknown };
    /** What groups, systems and components may cost. */
    budgets?: Array<{
      /** Entity ref, such as `system:default/shop`. */
      scope: string;
      amount: number | string;
      /** ISO 4217 code. */
      currency: string;
      /** Defaults to `month`. */
      period?: 'month' | 'quarter' | 'year';
      /** Percent of the amount at which somebody is told; 50, 80 and 100 without them. */
      thresholds?: number[];
    }>;
    /** Where usage is read from: what containers, GPUs and volumes use of what is paid for. Once a day. */
    prometheus?: Array<{
      /** Up to 100 letters, digits, `.`, `_` and `-`; what is stored is kept under it. */
      id: string;
      /** What people read; the id without it. */
      title?: string;
      /** Address with its path prefix, without credentials. */
      url: string;
      /** Cluster of series that have no label `cluster`; the id without it. */
      cluster?: string;
      /**
       * Sent as a bearer token.
       * @visibility secret
       */
      token?: string;
      /** For basic authentication, together with `password`. */
      username?: string;
      /** @visibility secret */
      password?: string;
      /**
       * Such as `X-Scope-OrgID`.
       * @deepVisibility secret
       */
      headers?: { [name: string]: string };
      /** Whole days that are looked at, from 1 to 30. Defaults to 14. */
      windowDays?: number;
      /** What one query may take. Defaults to a minute. */
      timeout?: string | { minutes?: number; seconds?: number };
      /** What is paid. What OpenCost exports about a node or a volume comes first, in this currency. */
      prices?: {
        /** ISO 4217 code. */
        currency: string;
        coreHour?: number | string;
        /** Of 2^30 bytes of memory. */
        gibibyteHour?: number | string;
        gpuHour?: number | string;
        volumeGibibyteMonth?: number | string;
        /** By how many percent nodes that may be interrupted are cheaper. */
        spotDiscountPercent?: number | string;
      };
    }>;
    /** What one of a currency is worth in another, from a day on. Amounts are converted where a currency is asked for. */
    rates?: Array<{
      /** ISO 4217 code. */
      from: string;
      to: string;
      /** Up to 18 decimal places; put long ones between quotes. */
      rate: number | string;
      /** Such as `2026-01-01`. */
      day: string;
    }>;
    /** What is older goes every night; what months add up to stays for ever. */
    retention?: {
      /** For how long the costs of days are kept, at least 93 days. Defaults to 400. */
      days?: string | { days?: number; months?: number; years?: number };
    };
    /** How long ago the last day of a source may be. Defaults to three days. */
    staleAfter?: string | { days?: number; hours?: number };
  };
}
