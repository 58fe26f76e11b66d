import { checkName } from '@plumbline/backstage-plugin-kit-common';

/** What a caller may change, as known at the time of the request. */
export interface Caller {
  /** Full refs of the groups that the caller may write for. */
  teams: string[];
  /** Whether the caller may write to every repository. */
  isAdministrator: boolean;
}

/** The full ref of the group that owns everything below an owner segment. */
export function ownerRefOf(owner: string): string {
  return `group:default/${owner}`;
}

/** Whether a caller may push to, commit to and delete what a team owns. */
export function canWriteFor(caller: Caller, owner: string): boolean {
  return caller.isAdministrator || caller.teams.includes(ownerRefOf(owner));
}

/** What is known about a team whose folder somebody wants to write. */
export interface TeamPresence {
  hasFolder: boolean;
  hasGroup: boolean;
}

/** The verdict on a write: allowed, or refused with the sentence to show. */
export type Verdict = { allowed: true } | { allowed: false; reason: string };

/**
 * The teams whose `teams/<team>/` folders hold all the paths; undefined when
 * a path lies outside of them.
 */
export function findTeamsOfPaths(paths: string[]): string[] | undefined {
  const teams = new Set<string>();
  for (const path of paths) {
    const [root, team, ...rest] = path.split('/');
    if (root !== 'teams' || rest.length === 0 || !checkName(team).ok) {
      return undefined;
    }
    teams.add(team);
  }
  return [...teams].sort();
}

/** What a team changes in its own folder; the rest (quotas, rights, the Argo CD project) confines the team and is the platform's. */
const OF_THE_TEAM =
  /^teams\/[^/]+\/((apps|docs)\/.+|catalog-info\.yaml|README\.md|mkdocs\.yml)$/;

/**
 * Whether somebody who does not own the GitOps repository may commit there:
 * to what is theirs in the folders of teams they belong to, or to the whole
 * folder of a team which nobody has yet, because that is how a team comes to be.
 */
export function decideGitopsCommit(options: {
  caller: Caller;
  paths: string[];
  presence: Map<string, TeamPresence>;
}): Verdict {
  const teams = findTeamsOfPaths(options.paths);
  if (!teams) {
    return {
      allowed: false,
      reason:
        'only its owners may change files outside of teams/<team>/ in the GitOps repository',
    };
  }
  for (const team of teams) {
    const presence = options.presence.get(team);
    const isNew = presence && !presence.hasFolder && !presence.hasGroup;
    if (isNew) {
      continue;
    }
    if (!canWriteFor(options.caller, team)) {
      return {
        allowed: false,
        reason: `teams/${team}/ belongs to ${ownerRefOf(
          team,
        )}, which you are not a member of`,
      };
    }
    const confining = options.paths.find(
      path => path.startsWith(`teams/${team}/`) && !OF_THE_TEAM.test(path),
    );
    if (confining !== undefined && !options.caller.isAdministrator) {
      return {
        allowed: false,
        reason: `${confining} confines the team, so only the owners of the GitOps repository may change it`,
      };
    }
  }
  return { allowed: true };
}
