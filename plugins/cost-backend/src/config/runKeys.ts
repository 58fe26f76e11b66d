import { Config } from '@backstage/config';
import { DEFAULT_RUN_KEYS } from '@plumbline/backstage-plugin-cost-formats';
import { refuse } from '../readSetting';

const MAX_KEYS = 50;

/** Tags and labels that name the run of a pipeline, the surest first. */
export function readRunKeys(cost: Config | undefined): readonly string[] {
  const keys = cost?.getOptionalStringArray('runKeys');
  if (keys === undefined) {
    return DEFAULT_RUN_KEYS;
  }
  if (keys.length > MAX_KEYS) {
    refuse('cost.runKeys', `must not have more than ${MAX_KEYS} keys`);
  }
  if (keys.some(key => !/[a-z0-9]/i.test(key))) {
    refuse('cost.runKeys', 'must not have a key without a letter or a digit');
  }
  return keys;
}
