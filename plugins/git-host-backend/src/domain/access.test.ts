import {
  TeamPresence,
  canWriteFor,
  decideFounding,
  decideGitopsCommit,
  findTeamsOfPaths,
} from './access';

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
  it.each([
    ['teams/ml-team/apps/churn/dev.yaml', true],
    ['teams/ml-team/docs/index.md', true],
    ['teams/ml-team/catalog-info.yaml', true],
    ['teams/ml-team/argocd/appproject.yaml', false],
    ['teams/ml-team/namespaces/base/resourcequota.yaml', false],
    ['teams/ml-team/apps', false],
    ['teams/ml-team/other/catalog-info.yaml', false],
    ['teams/core-team/apps/x', false],
    ['teams/new-team/apps/x', false],
    ['README.md', false],
  ])('lets a member change %s: %s', (path, allowed) => {
    const paths = ['teams/ml-team/apps/first/dev.yaml', path];
    expect(decideGitopsCommit({ paths, caller: member }).allowed).toBe(allowed);
  });

  it('lets an administrator change what confines a team', () => {
    const paths = ['teams/ml-team/argocd/appproject.yaml'];
    expect(decideGitopsCommit({ paths, caller: administrator })).toEqual({
      allowed: true,
    });
  });
});

describe('decideFounding', () => {
  const nothing = {
    hasFolder: false,
    hasGroup: false,
    hasRepository: false,
    isReserved: false,
  };
  const decide = (presence: Partial<TeamPresence>, path = 'argocd/x.yaml') =>
    decideFounding({
      team: 'new-team',
      paths: [`teams/new-team/${path}`],
      presence: { ...nothing, ...presence },
    });

  it('takes a name that nothing is left of', () => {
    expect(decide({})).toEqual({ allowed: true });
  });

  it.each([
    [{ hasFolder: true }, /there is a team new-team already/],
    [{ hasGroup: true }, /there is a team new-team already/],
    [{ hasRepository: true }, /repositories of an earlier team new-team/],
    [{ isReserved: true }, /belongs to the platform/],
  ])('refuses a name with %j', (presence, reason) => {
    expect(decide(presence)).toEqual({
      allowed: false,
      reason: expect.stringMatching(reason),
    });
  });

  it('refuses files outside of the folder of the team', () => {
    expect(
      decideFounding({
        team: 'new-team',
        paths: ['teams/new-team/a', 'teams/new-team-2/a'],
        presence: nothing,
      }).allowed,
    ).toBe(false);
  });
});
