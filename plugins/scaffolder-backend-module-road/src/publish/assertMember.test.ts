import { createAssertMember } from './assertMember';

const assertMember = createAssertMember({
  getTeams: async userRef =>
    userRef === 'user:default/guest' ? ['group:default/ml-team'] : [],
});

it('lets members pass', async () => {
  await expect(
    assertMember('user:default/guest', 'ml-team'),
  ).resolves.toBeUndefined();
});

it.each([
  ['user:default/guest', 'core-team'],
  ['user:default/stranger', 'ml-team'],
  [undefined, 'ml-team'],
])('refuses %s for %s and names the team', async (userRef, owner) => {
  await expect(assertMember(userRef, owner)).rejects.toThrow(
    `Only members of group:default/${owner} may create repositories`,
  );
});
