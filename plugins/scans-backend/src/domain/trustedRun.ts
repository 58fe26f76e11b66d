/** A host of repositories whose pipelines prove who they are. */
export type CiHost = 'github' | 'gitlab';

/** What a pipeline proved about itself. */
export interface TrustedRun {
  /** Issuer and repository, for the record. */
  name: string;
  /** Annotation of the entity that must say the repository. */
  annotation: string;
  repository: string;
  branch?: string;
  commit?: string;
  /** Of something that is not on a branch yet: what it does not list may still be there. */
  isPartial: boolean;
}

const MAX_LENGTH = 500;
const ANNOTATION: Record<CiHost, string> = {
  github: 'github.com/project-slug',
  gitlab: 'gitlab.com/project-slug',
};
/** Events that run what is on a branch. Whatever is added to the host later is not among them. */
const GITHUB_BRANCH_EVENTS = new Set([
  'push',
  'schedule',
  'workflow_dispatch',
  'repository_dispatch',
]);
const GITLAB_BRANCH_SOURCES = new Set([
  'push',
  'schedule',
  'web',
  'api',
  'trigger',
  'pipeline',
]);
const BRANCH_PREFIX = 'refs/heads/';

type Claims = Readonly<Record<string, unknown>>;

function textOf(claims: Claims, name: string): string | undefined {
  const value = claims[name];
  return typeof value === 'string' && value !== '' && value.length <= MAX_LENGTH
    ? value
    : undefined;
}

function readGithub(claims: Claims) {
  const ref = textOf(claims, 'ref');
  const own = ref?.startsWith(BRANCH_PREFIX)
    ? ref.slice(BRANCH_PREFIX.length)
    : undefined;
  return {
    repository: textOf(claims, 'repository'),
    // What a pull request shows is closed by the next scan of the branch that it is for
    branch: textOf(claims, 'base_ref') ?? own,
    isPartial:
      own === undefined ||
      !GITHUB_BRANCH_EVENTS.has(textOf(claims, 'event_name') ?? ''),
  };
}

function readGitlab(claims: Claims) {
  const branch =
    textOf(claims, 'ref_type') === 'branch' ? textOf(claims, 'ref') : undefined;
  return {
    repository: textOf(claims, 'project_path'),
    branch,
    // GitLab writes booleans as text
    isPartial:
      branch === undefined ||
      String(claims.ref_protected) !== 'true' ||
      !GITLAB_BRANCH_SOURCES.has(textOf(claims, 'pipeline_source') ?? ''),
  };
}

/**
 * What the claims of a verified token say about the run that holds it;
 * undefined when they name no repository.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 * @see https://docs.gitlab.com/ci/secrets/id_token_authentication/
 */
export function readTrustedRun(options: {
  kind: CiHost;
  issuer: string;
  claims: Claims;
}): TrustedRun | undefined {
  const { kind, issuer, claims } = options;
  const { repository, branch, isPartial } =
    kind === 'github' ? readGithub(claims) : readGitlab(claims);
  if (repository === undefined || !/^[\w.-]+(\/[\w.-]+)+$/.test(repository)) {
    return undefined;
  }
  const commit = textOf(claims, 'sha');
  return {
    name: `${issuer.replace(/^https?:\/\//, '')} ${repository}`,
    annotation: ANNOTATION[kind],
    repository,
    branch,
    commit: commit && /^[0-9a-f]{7,64}$/.test(commit) ? commit : undefined,
    isPartial,
  };
}

/** Whether an entity says that this repository is its own; hosts know no upper and lower case in names. */
export function isOwnRepository(
  run: TrustedRun,
  annotations: Readonly<Record<string, string>> | undefined,
): boolean {
  const slug = annotations?.[run.annotation];
  return (
    typeof slug === 'string' &&
    slug.toLowerCase() === run.repository.toLowerCase()
  );
}
