import { checkClaimedGroups, readClaimedGroups } from './groups';

const settings = {
  claim: 'groups',
  prefix: '',
  mapping: new Map([['devs', 'group:default/core-team']]),
};
const read = (groups: unknown, more: object = {}) =>
  readClaimedGroups({ groups }, { ...settings, ...more }).map(({ ref }) => ref);

describe('readClaimedGroups', () => {
  it.each([
    ['a plain name', ['ml-team'], 'group:default/ml-team'],
    ['a path as Keycloak writes it', ['/ml-team'], 'group:default/ml-team'],
    ['a mapped name', ['devs'], 'group:default/core-team'],
    ['a mapped path', ['/devs'], 'group:default/core-team'],
    ['upper case', ['ML-Team'], 'group:default/ml-team'],
  ])('understands %s', (_title, claimed, ref) => {
    expect(read(claimed)).toEqual([ref]);
  });

  it('leaves out what does not start with the prefix, and cuts it off', () => {
    expect(read(['/portal-ml-team', 'vpn'], { prefix: 'portal-' })).toEqual([
      'group:default/ml-team',
    ]);
  });

  it.each([
    ['a group in a group', ['/ml-team/leads']],
    ['a group that pretends to be a ref', ['group:default/ml-team']],
    ['an empty name', ['']],
  ])('refuses %s by its name', (_title, claimed) => {
    expect(() => read(claimed)).toThrow(`the group "${claimed[0]}"`);
  });

  it.each([
    ['nothing', undefined],
    ['text', 'ml-team'],
    ['a list of other things', [{ name: 'ml-team' }]],
  ])('refuses %s in place of a list', (_title, claimed) => {
    expect(() => read(claimed)).toThrow('the claim "groups" as a list');
  });
});

describe('checkClaimedGroups', () => {
  it('takes membership from the catalog, not from the provider', () => {
    expect(() =>
      checkClaimedGroups({
        claimed: [{ name: 'a', ref: 'group:default/a' }],
        existing: new Set(['group:default/a']),
        memberOf: new Set(['group:default/b']),
      }),
    ).toThrow('does not list you as a member of group:default/a');
  });
});
