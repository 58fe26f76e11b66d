import { Policy } from '../verdict/verdict';
import { calibrated } from './calibrated';
import { evidently } from './evidently';
import { nannyml } from './nannyml';

/** Every policy, the default first. @public */
export const POLICIES: readonly Policy[] = [calibrated, evidently, nannyml];

/** The policy of an id; throws an Error that lists the known ones. @public */
export function findPolicy(id: string): Policy {
  const policy = POLICIES.find(candidate => candidate.id === id);
  if (!policy) {
    throw new Error(
      `There is no policy '${id}'. Known: ${POLICIES.map(known => known.id).join(', ')}`,
    );
  }
  return policy;
}
