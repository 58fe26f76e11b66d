import {
  comparePlaces,
  FindingPairs,
  PairableFinding,
  PairedBy,
  placeKey,
} from './PairableFinding';
import { pairNearest } from './pairNearest';

type PairUp = <O extends PairableFinding, N extends PairableFinding>(
  older: readonly O[],
  newer: readonly N[],
) => [O, N][];

/** One look at what is still without a partner. */
interface Step {
  by: PairedBy;
  /** Only findings of one key may be a pair; one without a key waits for a later step. */
  keyOf(finding: PairableFinding): string | undefined;
  /** Several of one key. */
  pairUp: PairUp;
}

const inOrder: PairUp = (older, newer) => {
  const partners = [...newer].sort(comparePlaces);
  return [...older]
    .sort(comparePlaces)
    .slice(0, partners.length)
    .map((finding, index) => [finding, partners[index]]);
};

const onlyOfOne: PairUp = (older, newer) =>
  older.length === 1 && newer.length === 1 ? [[older[0], newer[0]]] : [];

const join = (...parts: string[]) => parts.join('\u001f');

const SAME_IDENTITY: Step = {
  by: 'identity',
  keyOf: ({ identity }) => identity,
  pairUp: inOrder,
};

/** Within a group, the strongest evidence first. */
const MOVES: readonly Step[] = [
  {
    by: 'fingerprint',
    keyOf: ({ group, evidence: { fingerprint } }) =>
      fingerprint === undefined ? undefined : join(group, fingerprint),
    pairUp: inOrder,
  },
  {
    by: 'snippet',
    keyOf: finding => {
      const { snippet } = finding.evidence;
      const place = placeKey(finding);
      return snippet === undefined || place === ''
        ? undefined
        : join(finding.group, snippet, place);
    },
    pairUp: inOrder,
  },
  {
    by: 'line',
    keyOf: finding => {
      const line = finding.location?.line;
      const place = placeKey(finding);
      return line === undefined || place === ''
        ? undefined
        : join(finding.group, String(line), place);
    },
    pairUp: inOrder,
  },
  {
    by: 'nearest-line',
    keyOf: finding => {
      const place = placeKey(finding);
      return place === '' ? undefined : join(finding.group, place);
    },
    pairUp: pairNearest,
  },
  // A file that was renamed: with more than one left, any pair would be a guess
  { by: 'path', keyOf: ({ group }) => group, pairUp: onlyOfOne },
];

/**
 * Whether the identity holds a place or the code, which a change of the code
 * changes. Of every other finding it tells the whole story.
 */
const mayMove = ({ kind, evidence }: PairableFinding) =>
  kind === 'code' || (kind === 'secret' && evidence.isSecretHidden === true);

function listsByKey<T extends PairableFinding>(
  findings: readonly T[],
  keyOf: Step['keyOf'],
): Map<string, T[]> {
  const lists = new Map<string, T[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    if (key !== undefined) {
      const list = lists.get(key);
      if (list) {
        list.push(finding);
      } else {
        lists.set(key, [finding]);
      }
    }
  }
  return lists;
}

/** Adds the pairs of a step; answers what is still alone. */
function take<O extends PairableFinding, N extends PairableFinding>(
  { by, keyOf, pairUp }: Step,
  alone: { older: readonly O[]; newer: readonly N[] },
  same: FindingPairs<O, N>['same'],
): { older: readonly O[]; newer: readonly N[] } {
  const taken = new Set<PairableFinding>();
  const olderByKey = listsByKey(alone.older, keyOf);
  for (const [key, newer] of listsByKey(alone.newer, keyOf)) {
    for (const [first, second] of pairUp(olderByKey.get(key) ?? [], newer)) {
      same.push([first, second, by]);
      taken.add(first).add(second);
    }
  }
  const isAlone = (finding: PairableFinding) => !taken.has(finding);
  return {
    older: alone.older.filter(isAlone),
    newer: alone.newer.filter(isAlone),
  };
}

/** The first step where no identity is twice in a list, as in every report: without lists for each. */
function takeIdentical<O extends PairableFinding, N extends PairableFinding>(
  reports: { older: readonly O[]; newer: readonly N[] },
  same: FindingPairs<O, N>['same'],
): { older: readonly O[]; newer: readonly N[] } {
  const olderByIdentity = new Map<string, O>();
  for (const finding of reports.older) {
    olderByIdentity.set(finding.identity, finding);
  }
  const newIdentities = new Set(reports.newer.map(({ identity }) => identity));
  if (
    olderByIdentity.size < reports.older.length ||
    newIdentities.size < reports.newer.length
  ) {
    return take(SAME_IDENTITY, reports, same);
  }
  const newer: N[] = [];
  for (const finding of reports.newer) {
    const partner = olderByIdentity.get(finding.identity);
    if (partner) {
      same.push([partner, finding, SAME_IDENTITY.by]);
    } else {
      newer.push(finding);
    }
  }
  return {
    older: reports.older.filter(({ identity }) => !newIdentities.has(identity)),
    newer,
  };
}

/**
 * Pairs the findings of an older and a newer report of one scope: those of one
 * identity, then, of those that may have moved, the ones of one group by the
 * strongest evidence. The order of the lists decides nothing but the order of
 * the answer.
 *
 * @param reports - their findings, or stored ones
 * @public
 */
export function pairFindings<
  O extends PairableFinding,
  N extends PairableFinding,
>(reports: { older: readonly O[]; newer: readonly N[] }): FindingPairs<O, N> {
  const same: FindingPairs<O, N>['same'] = [];
  const changed = takeIdentical(reports, same);
  let movable = {
    older: changed.older.filter(mayMove),
    newer: changed.newer.filter(mayMove),
  } as { older: readonly O[]; newer: readonly N[] };
  for (const step of MOVES) {
    movable = take(step, movable, same);
  }
  const olderAlone = new Set(movable.older);
  const newerAlone = new Set(movable.newer);
  return {
    same,
    appeared: changed.newer.filter(
      finding => !mayMove(finding) || newerAlone.has(finding),
    ),
    gone: changed.older.filter(
      finding => !mayMove(finding) || olderAlone.has(finding),
    ),
  };
}
