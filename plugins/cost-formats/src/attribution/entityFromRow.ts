import { EntityFrom } from './attributionRule';
import { readEntityRef } from './entityRef';
import { labelPlace, Place, SubjectView, tagPlace } from './subjectValues';

const MAX_SHOWN = 200;

/** Why a row that has the tag or label of a rule was not booked by it. @public */
export type NearMissReason =
  'noEntityRef' | 'unknownEntity' | 'noAlias' | 'severalEntities';

/** A row that has the tag or label of a rule, but whose value names no entity. @public */
export interface NearMiss {
  rule: string;
  /** Cut to 200 characters. */
  value: string;
  reason: NearMissReason;
}

export type NamedEntity =
  { entity: string } | { value: string; reason: NearMissReason } | undefined;

/** What stands for `{value}` in a pattern. */
function takeValue(value: string, pattern: string): string | undefined {
  const [before, after] = pattern.split('{value}');
  return value.length > before.length + after.length &&
    value.startsWith(before) &&
    value.endsWith(after)
    ? value.slice(before.length, value.length - after.length)
    : undefined;
}

/** Where the tag or label of a rule is. */
export function entityFromPlace({ tag, label }: EntityFrom): Place {
  return label === undefined ? tagPlace(tag ?? '') : labelPlace(label);
}

/**
 * The entity that a row names in the tag or label of a rule. Undefined where
 * the row has none, or none that the rule's pattern means.
 */
export function compileEntityFrom(
  from: EntityFrom,
  knownEntities: ReadonlySet<string> | undefined,
): (view: SubjectView) => NamedEntity {
  const place = entityFromPlace(from);
  const aliases = from.values && new Map(Object.entries(from.values));

  function refuse(value: string, reason: NearMissReason): NamedEntity {
    return { value: value.slice(0, MAX_SHOWN), reason };
  }

  function nameEntity(value: string): NamedEntity {
    const meant = from.pattern ? takeValue(value, from.pattern) : value;
    if (meant === undefined) {
      return undefined;
    }
    const alias = aliases?.get(meant);
    if (alias === undefined && aliases && from.template === undefined) {
      return refuse(value, 'noAlias');
    }
    // Parts, not replace(): a value may hold `$&`
    const [before, after] = (from.template ?? '{value}').split('{value}');
    const entity = alias ?? readEntityRef(`${before}${meant}${after}`);
    if (entity === undefined) {
      return refuse(value, 'noEntityRef');
    }
    return knownEntities && !knownEntities.has(entity)
      ? refuse(value, 'unknownEntity')
      : { entity };
  }

  return view => {
    // An empty tag is how many say that there is none
    const values = place.read(view).filter(value => value !== '');
    const named = values.map(nameEntity).filter(name => name !== undefined);
    const entities = new Set(
      named.flatMap(name => ('entity' in name ? [name.entity] : [])),
    );
    if (entities.size > 1) {
      return refuse(values.toSorted().join(', '), 'severalEntities');
    }
    const [entity] = entities;
    return entity === undefined ? named[0] : { entity };
  };
}
