import { canWriteFor, decideGitopsCommit, findTeamsOfPaths } from './access';

const member = { teams: ['group:default/ml-team'], isAdministrator: false };
const administrator = { teams: [], isAdministrator: true };

describe('canWriteFor', () => {
  it('is true for members of the owning group and administrators only', () => {
    expect(canWriteFor(member, 'ml-team')).toBe(true);
    expect(canWriteFor(member, 'core-team')).toBe(false);
    expect(canWriteFor(member, 'ml-team-2')).toBe(false);
    expect(canWriteFor(administrator, 'core-team')).toBe(true);
  });

  it('does not take a group of another namespace for the owner', () => {
    const caller = { teams: ['group:other/ml-team'], isAdministrator: false };
    expect(canWriteFor(caller, 'ml-team')).toBe(false);
  });
});

describe('findTeamsOfPaths', () => {
  it.each([
    [['teams/ml-team/a'], ['ml-team']],
    [
      ['teams/ml-team/a/b', 'teams/core-team/c', 'teams/ml-team/d'],
      ['core-team', 'ml-team'],
    ],
    [['teams/ml-team/a', 'README.md'], undefined],
    [['teams/ml-team'], undefined],
    [['Teams/ml-team/a'], undefined],
    [['teams/UPPER/a'], undefined],
    [['xteams/ml-team/a'], undefined],
  ])('finds in %j the teams %j', (paths, teams) => {
    expect(findTeamsOfPaths(paths)).toEqual(teams);
  });
});

describe('decideGitopsCommit', () => {
  const decide = (hasFolder: boolean, hasGroup: boolean) =>
    decideGitopsCommit({
      caller: member,
      paths: ['teams/new-team/x'],
      presence: new Map([['new-team', { hasFolder, hasGroup }]]),
    }).allowed;

  it('lets anybody begin a team that neither folder nor catalog knows', () => {
    expect(decide(false, false)).toBe(true);
    expect(decide(true, false)).toBe(false);
    expect(decide(false, true)).toBe(false);
    expect(decide(true, true)).toBe(false);
  });

  it.each([
    ['teams/ml-team/apps/churn/dev.yaml', true],
    ['teams/ml-team/docs/index.md', true],
    ['teams/ml-team/catalog-info.yaml', true],
    ['teams/ml-team/argocd/appproject.yaml', false],
    ['teams/ml-team/namespaces/base/resourcequota.yaml', false],
    ['teams/ml-team/apps', false],
    ['teams/ml-team/other/catalog-info.yaml', false],
  ])('of a team that exists, a member may change %s: %s', (path, allowed) => {
    const options = {
      paths: ['teams/ml-team/apps/first/dev.yaml', path],
      presence: new Map([['ml-team', { hasFolder: true, hasGroup: true }]]),
    };
    expect(decideGitopsCommit({ ...options, caller: member }).allowed).toBe(
      allowed,
    );
    expect(decideGitopsCommit({ ...options, caller: administrator })).toEqual({
      allowed: true,
    });
  });

  it('refuses when nothing is known about the team', () => {
    expect(
      decideGitopsCommit({
        caller: member,
        paths: ['teams/core-team/x'],
        presence: new Map(),
      }),
    ).toEqual({
      allowed: false,
      reason: expect.stringContaining('group:default/core-team'),
    });
  });
});
