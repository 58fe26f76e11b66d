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

/** What is known about a team that somebody wants to found. */
export interface TeamPresence {
  hasFolder: boolean;
  hasGroup: boolean;
  hasRepository: boolean;
  /** The name of a group that administers, or that owns the GitOps repository. */
  isReserved: boolean;
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
 * Whether somebody who does not own the GitOps repository may commit there: to
 * what is theirs in the folders of teams they belong to.
 */
export function decideGitopsCommit(options: {
  caller: Caller;
  paths: string[];
}): Verdict {
  const { caller, paths } = options;
  const teams = findTeamsOfPaths(paths);
  if (!teams) {
    return {
      allowed: false,
      reason:
        'only its owners may change files outside of teams/<team>/ in the GitOps repository',
    };
  }
  const foreign = teams.find(team => !canWriteFor(caller, team));
  if (foreign !== undefined) {
    return {
      allowed: false,
      reason: `teams/${foreign}/ belongs to ${ownerRefOf(
        foreign,
      )}, which you are not a member of`,
    };
  }
  const confining = paths.find(path => !OF_THE_TEAM.test(path));
  if (confining !== undefined && !caller.isAdministrator) {
    return {
      allowed: false,
      reason: `${confining} confines the team, so only the owners of the GitOps repository may change it`,
    };
  }
  return { allowed: true };
}

/**
 * Whether a team may be founded under a name: nothing of that name may be left
 * from somebody else, because the name alone decides what a team owns.
 */
export function decideFounding(options: {
  team: string;
  paths: string[];
  presence: TeamPresence;
}): Verdict {
  const { team, paths, presence } = options;
  const outside = paths.find(path => !path.startsWith(`teams/${team}/`));
  if (outside !== undefined) {
    return {
      allowed: false,
      reason: `${outside} is outside of teams/${team}/`,
    };
  }
  if (presence.isReserved) {
    return {
      allowed: false,
      reason: `the name ${team} belongs to the platform`,
    };
  }
  if (presence.hasFolder || presence.hasGroup) {
    return { allowed: false, reason: `there is a team ${team} already` };
  }
  if (presence.hasRepository) {
    return {
      allowed: false,
      reason: `repositories of an earlier team ${team} are still there; an administrator has to move or delete them first`,
    };
  }
  return { allowed: true };
}
