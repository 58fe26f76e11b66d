import { ConfigReader } from '@backstage/config';
import { DEFAULT_RUN_KEYS } from '@plumbline/backstage-plugin-cost-formats';
import { readRunKeys } from './runKeys';

describe('readRunKeys', () => {
  it('knows the usual keys, or those of the operator alone', () => {
    expect(readRunKeys(undefined)).toBe(DEFAULT_RUN_KEYS);
    expect(readRunKeys(new ConfigReader({}))).toBe(DEFAULT_RUN_KEYS);
    expect(readRunKeys(new ConfigReader({ runKeys: ['job'] }))).toEqual([
      'job',
    ]);
    expect(readRunKeys(new ConfigReader({ runKeys: [] }))).toEqual([]);
  });

  it.each([
    [['job', ' - '], 'must not have a key without a letter or a digit'],
    [Array(51).fill('job'), 'must not have more than 50 keys'],
  ])('refuses %s', (runKeys, reason) => {
    expect(() => readRunKeys(new ConfigReader({ runKeys }))).toThrow(
      `Invalid configuration: cost.runKeys ${reason}`,
    );
  });
});
