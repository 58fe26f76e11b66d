import { EntityFrom } from './attributionRule';
import { Condition } from './compileConditions';
import { entityFromPlace } from './entityFromRow';
import { Place, SubjectView } from './subjectValues';

/** Positions of the rules that look at one place, in their order. */
interface PlaceIndex {
  place: Place;
  byValue: Map<string, number[]>;
  /** Rules that need a value there, whichever it is. */
  whenPresent: number[];
}

/** From each of some ascending lists, all positions in order and once. */
function* mergeAscending(
  lists: ReadonlyArray<readonly number[]>,
): Generator<number> {
  const next = lists.map(() => 0);
  let last = -1;
  for (;;) {
    let smallest = Infinity;
    let from = -1;
    for (let list = 0; list < lists.length; list += 1) {
      const position = lists[list][next[list]];
      if (position !== undefined && position < smallest) {
        smallest = position;
        from = list;
      }
    }
    if (from < 0) {
      return;
    }
    next[from] += 1;
    if (smallest !== last) {
      last = smallest;
      yield smallest;
    }
  }
}

/**
 * Which rules are worth trying on a subject, in their order. A rule is found
 * by the first of its conditions that has exact values, else by the place that
 * it needs a value at; what has neither is always tried.
 */
export function indexRules(
  rules: ReadonlyArray<{
    conditions: readonly Condition[];
    entityFrom?: EntityFrom;
  }>,
): (view: SubjectView) => Iterable<number> {
  const places = new Map<string, PlaceIndex>();
  const always: number[] = [];

  function indexOf(place: Place): PlaceIndex {
    let index = places.get(place.name);
    if (!index) {
      index = { place, byValue: new Map(), whenPresent: [] };
      places.set(place.name, index);
    }
    return index;
  }

  rules.forEach(({ conditions, entityFrom }, position) => {
    const exact = conditions.find(condition => condition.exact);
    if (exact?.exact) {
      const { byValue } = indexOf(exact.place);
      for (const value of exact.exact) {
        const positions = byValue.get(value);
        if (positions) {
          positions.push(position);
        } else {
          byValue.set(value, [position]);
        }
      }
      return;
    }
    const needed = entityFrom
      ? entityFromPlace(entityFrom)
      : conditions[0]?.place;
    (needed ? indexOf(needed).whenPresent : always).push(position);
  });

  return view => {
    const lists = [always];
    for (const { place, byValue, whenPresent } of places.values()) {
      const values = place.read(view);
      if (values.length > 0) {
        lists.push(whenPresent);
        for (const value of values) {
          const positions = byValue.get(value);
          if (positions) {
            lists.push(positions);
          }
        }
      }
    }
    return mergeAscending(lists.filter(list => list.length > 0));
  };
}
