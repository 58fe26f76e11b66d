export interface Config {
  plumbline?: {
    /**
     * Full entity refs of the groups whose members administer the platform, such
     * as `group:default/platform-team`: every permission is theirs. Default: none.
     */
    adminGroups?: string[];
  };
}
