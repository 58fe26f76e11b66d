import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  FindingPairs,
  pairFindings,
} from '@plumbline/backstage-plugin-scans-formats';
import { inTurns } from './inTurns';
import { PairKey } from './records';

/** Findings that are paired in one go, unless one group has more. */
const SIZE = 2000;

interface Group<O, N> {
  older: O[];
  newer: N[];
}

/** Findings by their group, for a pair is always of one. */
async function groupsOf<O extends PairKey, N extends PairKey>(
  older: readonly O[],
  newer: readonly N[],
): Promise<Iterable<Group<O, N>>> {
  const groups = new Map<string, Group<O, N>>();
  const groupOf = ({ group }: PairKey) => {
    let found = groups.get(group);
    if (!found) {
      found = { older: [], newer: [] };
      groups.set(group, found);
    }
    return found;
  };
  for await (const some of inTurns(older)) {
    some.forEach(one => groupOf(one).older.push(one));
  }
  for await (const some of inTurns(newer)) {
    some.forEach(one => groupOf(one).newer.push(one));
  }
  return groups.values();
}

/** Groups with so many findings together; between two of them others have the event loop. */
async function* someAtATime<O, N>(
  groups: Iterable<Group<O, N>>,
): AsyncGenerator<Group<O, N>[]> {
  let some: Group<O, N>[] = [];
  let size = 0;
  for (const group of groups) {
    some.push(group);
    size += group.older.length + group.newer.length;
    if (size >= SIZE) {
      yield some;
      await nextTurn();
      some = [];
      size = 0;
    }
  }
  yield some;
}

/**
 * Pairs findings that may have moved, as `pairFindings` does and with the same
 * answer but for its order: some groups at a time, so that others have the event
 * loop in between. No identity is in both lists.
 */
export async function pairMoved<O extends PairKey, N extends PairKey>(
  older: readonly O[],
  newer: readonly N[],
): Promise<FindingPairs<O, N>> {
  if (older.length === 0 || newer.length === 0) {
    return { same: [], appeared: [...newer], gone: [...older] };
  }
  const pairs: FindingPairs<O, N> = { same: [], appeared: [], gone: [] };
  for await (const some of someAtATime(await groupsOf(older, newer))) {
    const { same, appeared, gone } = pairFindings({
      older: some.flatMap(group => group.older),
      newer: some.flatMap(group => group.newer),
    });
    same.forEach(pair => pairs.same.push(pair));
    appeared.forEach(one => pairs.appeared.push(one));
    gone.forEach(one => pairs.gone.push(one));
  }
  return pairs;
}
