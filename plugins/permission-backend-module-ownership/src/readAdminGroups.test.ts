import { ConfigReader } from '@backstage/config';
import { readAdminGroups } from './readAdminGroups';

const read = (adminGroups?: string[]) =>
  readAdminGroups(new ConfigReader({ plumbline: { adminGroups } }));

describe('readAdminGroups', () => {
  it('is empty without configuration', () => {
    expect(readAdminGroups(new ConfigReader({}))).toEqual([]);
  });

  it('answers in the spelling of the catalog', () => {
    expect(read(['Group:default/Platform-Team'])).toEqual([
      'group:default/platform-team',
    ]);
  });

  it.each([
    'platform-team',
    'default/platform-team',
    'group:platform-team',
    'user:default/somebody',
    'group:default/a/b',
    'group:default/',
    '',
  ])('refuses "%s" and says where it stands', text => {
    expect(() => read(['group:default/good', text])).toThrow(
      text === ''
        ? 'plumbline.adminGroups[1]'
        : `plumbline.adminGroups[1] is "${text}": write the full entity ref of a group`,
    );
  });
});
