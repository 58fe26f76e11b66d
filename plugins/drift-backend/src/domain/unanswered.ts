import { describeUnknown } from './headline';
import { RunOutcome, UnknownReason } from './records';
import { redact } from './redact';

/** Why a run ended without an answer, though nothing failed. */
export class NoAnswer extends Error {
  constructor(
    readonly reason: UnknownReason,
    detail?: string,
  ) {
    super(describeUnknown(reason, detail));
  }
}

/** A person asked for the end of the run. */
export class Cancelled extends Error {}

/** What is kept of a run that did not come to an answer. */
export function unanswered(error: Error): RunOutcome {
  const message = redact(error.message);
  const nothing = { status: 'unknown' as const, worst: [], columns: [] };
  if (error instanceof Cancelled) {
    return { ...nothing, state: 'cancelled', headline: 'It was cancelled.' };
  }
  if (error instanceof NoAnswer) {
    return {
      ...nothing,
      state: 'finished',
      unknownReason: error.reason,
      headline: message,
    };
  }
  return {
    ...nothing,
    state: 'failed',
    unknownReason: 'failed',
    headline: describeUnknown('failed', message),
    error: message,
  };
}
