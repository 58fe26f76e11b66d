import { CostFact } from '../facts/CostFact';
import { DocumentRefused } from '../json/DocumentRefused';
import { expectObject, placeIn } from '../json/fields';
import { JsonObject, JsonValue } from '../json/JsonValue';
import { Remarks } from '../json/Remarks';
import { CostAnswer, RejectedEntry } from './CostAnswer';
import { readWindow } from './readWindow';

/** Refusals that are kept; the others are counted. */
const MAX_REJECTED = 100;

/** An entry and where it stands. */
export interface AnswerEntry {
  name: string;
  entry: JsonObject;
  place: string;
  day?: string;
  remarks: Remarks;
}

/** A group of entries by name, and where it stands. */
export interface AnswerSet {
  /** `null` where upstream has nothing for this step. */
  entries: JsonValue;
  place: string;
  /** Where the window of all entries may stand. */
  owner?: JsonObject;
}

type Span = readonly [startMs: number, endMs: number];

function widen(span: Span | undefined, [start, end]: Span): Span {
  return span
    ? [Math.min(span[0], start), Math.max(span[1], end)]
    : [start, end];
}

function doOverlap(spans: readonly Span[]): boolean {
  const sorted = spans.toSorted(([one], [other]) => one - other);
  return sorted.some(
    ([start], index) => index > 0 && start < sorted[index - 1][1],
  );
}

/** Reads every entry on its own: one that cannot be read does not spoil the others, and none is half read. */
export function readEntries(
  sets: readonly AnswerSet[],
  readEntry: (entry: AnswerEntry) => CostFact[],
): CostAnswer {
  const remarks = new Remarks();
  const facts: CostFact[] = [];
  const rejected: RejectedEntry[] = [];
  let read = 0;
  let accepted = 0;
  let isDaily = true;
  const spans: Span[] = [];
  for (const { entries, place, owner } of sets) {
    if (entries === null) {
      remarks.add('A step has no data', place);
    } else {
      const named = expectObject(entries, place);
      let span: Span | undefined;
      for (const name of Object.keys(named)) {
        read += 1;
        const at = placeIn(place, name);
        try {
          const entry = expectObject(named[name], at);
          const window = readWindow(entry, owner);
          const { day } = window;
          facts.push(...readEntry({ name, entry, place: at, day, remarks }));
          accepted += 1;
          isDaily &&= window.isDaily;
          span = window.span ? widen(span, window.span) : span;
          if (day === undefined) {
            remarks.add('No start of the window is stated', at);
          } else if (window.isLongerThanADay) {
            remarks.add(
              'A window longer than a day cannot be booked by day (it stands at the day of its start)',
              at,
            );
          } else if (!window.isDaily) {
            remarks.add(
              'A window does not lie within one UTC day (it stands at the day of its start)',
              at,
            );
          }
        } catch (error) {
          if (!(error instanceof DocumentRefused)) {
            throw error;
          }
          remarks.add(
            'An entry is not counted',
            error.message.replace(/\.$/, ''),
          );
          if (rejected.length < MAX_REJECTED) {
            rejected.push({ place: error.place ?? at, reason: error.reason });
          }
        }
      }
      if (span) {
        spans.push(span);
      }
    }
  }
  const overlaps = doOverlap(spans);
  if (overlaps) {
    remarks.add('Sets speak for the same time, what they say may count twice');
  }
  const warnings = remarks.sentences();
  return { facts, read, accepted, rejected, overlaps, isDaily, warnings };
}
