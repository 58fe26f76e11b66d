import { AttributionMatch } from './attributionRule';
import { compileGlob, isGlob } from './glob';
import {
  fieldPlace,
  labelPlace,
  Place,
  SubjectView,
  tagPlace,
} from './subjectValues';

/** One condition of a rule on the values of one place. */
export interface Condition {
  place: Place;
  /** The values that hold; absent where globs hold too. */
  exact?: ReadonlySet<string>;
  holds(view: SubjectView): boolean;
}

/** From what tells rules apart best: the first that is exact is looked up. */
const FIELDS = [
  'resourceId',
  'resourceName',
  'run',
  'workload',
  'namespace',
  'account',
  'billingAccount',
  'cluster',
  'service',
  'region',
  'serviceCategory',
  'provider',
  'chargeCategory',
] as const;

function compileCondition(
  place: Place,
  patterns: string | readonly string[],
): Condition {
  const all = typeof patterns === 'string' ? [patterns] : patterns;
  const exact = new Set(all.filter(pattern => !isGlob(pattern)));
  const globs = all.filter(isGlob).map(compileGlob);
  return {
    place,
    exact: globs.length === 0 ? exact : undefined,
    holds: view =>
      place
        .read(view)
        .some(value => exact.has(value) || globs.some(fits => fits(value))),
  };
}

/** All conditions of a rule, those that tell rules apart best first. */
export function compileConditions(match: AttributionMatch): Condition[] {
  const keyed = [
    ...Object.entries(match.label ?? {}).map(([key, patterns]) =>
      compileCondition(labelPlace(key), patterns),
    ),
    ...Object.entries(match.tag ?? {}).map(([key, patterns]) =>
      compileCondition(tagPlace(key), patterns),
    ),
  ];
  const fields = FIELDS.flatMap(field => {
    const patterns = match[field];
    return patterns === undefined
      ? []
      : [compileCondition(fieldPlace(field), patterns)];
  });
  return [...keyed, ...fields];
}
