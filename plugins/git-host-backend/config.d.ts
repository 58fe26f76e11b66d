export interface Config {
  /** The embedded Git host. */
  gitHost?: {
    /**
     * Folder that holds the repositories, relative to the working folder of the
     * backend unless absolute. Defaults to `.data/git`.
     */
    directory?: string;
    /**
     * Largest push, and largest body of a request that writes files: a whole
     * number with `KiB`, `MiB` or `GiB`. Defaults to `50MiB`.
     */
    maxPushSize?: string;
  };
  plumbline?: {
    gitops?: {
      /**
       * The platform's GitOps repository on the embedded Git host, as
       * `<owner>/<name>`. Teams may commit to their own folder in it. Defaults
       * to `platform-team/gitops`.
       */
      repository?: string;
    };
    /**
     * Groups that administer the platform, as full entity refs; nobody may
     * found a team under one of these names. None by default.
     */
    adminGroups?: string[];
  };
}
