export interface Config {
  /** Security scans. */
  scans?: {
    /** Days until a finding must be fixed, by severity; 7, 30, 90 and 180 from critical to low. */
    sla?: {
      critical?: number;
      high?: number;
      medium?: number;
      low?: number;
      info?: number;
      unknown?: number;
    };
    /** What is demanded of decisions about findings. */
    decisions?: {
      approval?: {
        /** Of these severities nothing is hidden unless an administrator who did not decide it approves. Defaults to `critical`. */
        severities?: string[];
      };
      /**
       * For how many days a risk can be accepted or mitigated at most, by
       * severity; 30 and 90 for critical and high, for ever below. What is false
       * or not affected needs no end.
       */
      maxDays?: {
        critical?: number;
        high?: number;
        medium?: number;
        low?: number;
        info?: number;
        unknown?: number;
      };
      /** Whether people must say why something is not affected. Defaults to true. */
      justificationRequired?: boolean;
    };
    /** After how long without a scan a tool's answer is stale. Defaults to seven days. */
    staleAfter?: string | { days?: number; hours?: number; minutes?: number };
    /**
     * What counts as never scanned until it is, in place of every component, and
     * of resources those of type ml-model, container-image, cluster and
     * kubernetes-cluster. What is scanned without being named here is shown all the same.
     */
    expected?: Array<{
      /** Such as `component` or `resource`. */
      kind: string;
      /** Only these types; every one without it. */
      types?: string[];
    }>;
    /**
     * Files on the backend's machine that say which vulnerabilities are exploited.
     * They are read at the start and within a minute after they were written anew.
     */
    exploits?: {
      /** The chance of exploitation by CVE. */
      epss?: {
        /** The scores that FIRST publishes each day, `epss_scores-….csv` or `.csv.gz`. */
        file: string;
      };
      /** What is known to be exploited. */
      kev?: {
        /** CISA's catalog, `known_exploited_vulnerabilities.json`. */
        file: string;
      };
    };
    /** How long scans and their numbers are kept. Findings are. Defaults to a year. */
    retention?: string | { days?: number };
    /**
     * Reports that lie on the backend's machine; new ones are taken within a
     * minute. Of a folder every file is a report, in the order of their names.
     */
    reports?: Array<{
      /** A file, or a folder of files. */
      path: string;
      /** Entity ref that they are about. */
      entity: string;
      target?: string;
      branch?: string;
      /** What the scanner looks for, such as `vulnerability` and `secret`, where its reports do not say it. */
      lookedFor?: string[];
    }>;
    /**
     * What tokens of machines may upload: `backend.auth.externalAccess` says
     * who a token is, this says for which entities. Without an entry it may upload nothing.
     */
    uploaders?: Array<{
      /** The subject of the external access. */
      subject: string;
      /** Entity refs, such as `component:default/checkout`. */
      entities: string[];
    }>;
    /**
     * Whose pipelines may upload with the token that their host gives each run:
     * for entities whose own annotation `github.com/project-slug` or
     * `gitlab.com/project-slug` names the repository. One issuer of each kind.
     */
    trustedIssuers?: Array<{
      /** Such as `https://token.actions.githubusercontent.com` or `https://gitlab.com`. */
      issuer: string;
      /** For whom the pipeline asks the token, such as the address of the portal. */
      audience: string;
      kind: 'github' | 'gitlab';
    }>;
    /** Who may send events of Falco to the webhook, and about which entities. */
    falco?: Array<{
      name: string;
      /**
       * With which bodies are signed (HMAC-SHA-256), at least 32 characters. This or `token`.
       *
       * @visibility secret
       */
      secret?: string;
      /**
       * That comes with every body as `Authorization: Bearer`, at least 32 characters, for senders that cannot sign.
       *
       * @visibility secret
       */
      token?: string;
      /** Entity refs, such as `component:default/checkout`. */
      entities: string[];
      /** Where the events come from, when entities run in several clusters. */
      cluster?: string;
    }>;
    /**
     * Clusters in which the Trivy Operator or a policy engine writes its reports
     * into resources. How they are asked stands in `kubernetes.clusterLocatorMethods`.
     */
    clusters?: Array<{
      /** Of a cluster of a locator with the type `config`. */
      name: string;
      /** Entity ref that reports which lie in no namespace are about, such as `system:default/platform`. Without it they are not read. */
      entity?: string;
    }>;
    /**
     * Under which secrets are hashed, at least 32 characters. Without it, one is
     * made at the first start and kept in the database.
     *
     * @visibility secret
     */
    secretHashKey?: string;
  };
}
