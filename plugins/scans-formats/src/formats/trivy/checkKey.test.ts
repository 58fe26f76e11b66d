import { checkKey } from './checkKey';

describe('checkKey', () => {
  it.each([
    ['KSV001', 'KSV-0001'],
    ['KSV-0001', 'KSV-0001'],
    ['AVD-KSV-0001', 'KSV-0001'],
    ['DS002', 'DS-0002'],
    ['AVD-AWS-0086', 'AWS-0086'],
    ['KCV0087', 'KCV-0087'],
  ])('knows %s as %s', (id, key) => {
    expect(checkKey(id)).toBe(key);
  });

  it.each(['hostPIDSet', 'aws-s3-enable-encryption', '1.2.3', ''])(
    'leaves %s as it is',
    id => {
      expect(checkKey(id)).toBe(id);
    },
  );
});
