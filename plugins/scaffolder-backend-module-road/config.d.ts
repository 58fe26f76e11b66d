export interface Config {
  plumbline?: {
    templates?: {
      /**
       * Folder with the templates that `road:render` reads its parts from;
       * relative to the working directory of the backend.
       * Default: ./templates
       */
      directory?: string;
    };
    gitops?: {
      /**
       * The repository that Argo CD reads, as `<owner>/<name>`.
       * `road:gitops:commit` writes to it and creates it on first use on the
       * embedded Git host.
       * Default: platform-team/gitops
       */
      repository?: string;
    };
  };
}
