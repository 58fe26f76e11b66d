import { comparePlaces, PairableFinding } from './PairableFinding';

interface Node {
  finding: PairableFinding;
  isNewer: boolean;
  line: number;
  before: number;
  after: number;
  isTaken: boolean;
}

/** Two neighbours of the list, an older and a newer. */
interface Candidate {
  distance: number;
  left: number;
  right: number;
}

const isNearer = (a: Candidate, b: Candidate) =>
  a.distance < b.distance || (a.distance === b.distance && a.left < b.left);

/** A heap whose first is the nearest. */
class Candidates {
  readonly #items: Candidate[] = [];

  add(candidate: Candidate): void {
    const items = this.#items;
    let index = items.length;
    items.push(candidate);
    while (index > 0) {
      const parent = Math.floor((index - 1) / 2);
      if (!isNearer(candidate, items[parent])) {
        break;
      }
      items[index] = items[parent];
      index = parent;
    }
    items[index] = candidate;
  }

  takeNearest(): Candidate | undefined {
    const items = this.#items;
    const nearest = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) {
      return nearest;
    }
    let index = 0;
    for (;;) {
      let child = index * 2 + 1;
      if (child >= items.length) {
        break;
      }
      if (
        child + 1 < items.length &&
        isNearer(items[child + 1], items[child])
      ) {
        child += 1;
      }
      if (!isNearer(items[child], last)) {
        break;
      }
      items[index] = items[child];
      index = child;
    }
    items[index] = last;
    return nearest;
  }
}

/**
 * Pairs the findings of one file so that the nearest two are a pair, then the
 * nearest two of the rest, and so on. The nearest two are always neighbours in
 * the order of lines: looking at neighbours makes it n log n, whatever a report
 * lists. A finding without a line counts as line 0.
 */
export function pairNearest<
  O extends PairableFinding,
  N extends PairableFinding,
>(older: readonly O[], newer: readonly N[]): [O, N][] {
  const nodes: Node[] = [
    ...older.map(finding => ({ finding, isNewer: false })),
    ...newer.map(finding => ({ finding, isNewer: true })),
  ]
    .sort(
      (a, b) =>
        comparePlaces(a.finding, b.finding) ||
        Number(a.isNewer) - Number(b.isNewer),
    )
    .map(({ finding, isNewer }, index) => ({
      finding,
      isNewer,
      line: finding.location?.line ?? 0,
      before: index - 1,
      after: index + 1,
      isTaken: false,
    }));
  const candidates = new Candidates();
  const consider = (left: number, right: number) => {
    const [a, b] = [nodes[left], nodes[right]];
    if (a && b && a.isNewer !== b.isNewer) {
      candidates.add({ distance: b.line - a.line, left, right });
    }
  };
  nodes.forEach((_, index) => consider(index, index + 1));
  const pairs: [O, N][] = [];
  for (
    let next = candidates.takeNearest();
    next;
    next = candidates.takeNearest()
  ) {
    const [left, right] = [nodes[next.left], nodes[next.right]];
    if (!left.isTaken && !right.isTaken) {
      left.isTaken = true;
      right.isTaken = true;
      const [first, second] = left.isNewer ? [right, left] : [left, right];
      pairs.push([first.finding as O, second.finding as N]);
      const { before } = left;
      const { after } = right;
      if (nodes[before]) {
        nodes[before].after = after;
      }
      if (nodes[after]) {
        nodes[after].before = before;
      }
      consider(before, after);
    }
  }
  return pairs;
}
