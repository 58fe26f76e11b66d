import type { ContractResult } from '@plumbline/backstage-plugin-drift-engine';
import { RunOutcome, RunRecord } from './records';

const promises = (count: number) =>
  `${count} ${count === 1 ? 'promise' : 'promises'}`;

/** What a contract says about a window, in a sentence for a headline. */
export function describeContract(contract: ContractResult): string {
  const { status, checks, broken, unknown, breaches } = contract;
  if (status === 'kept') {
    return `The contract is kept: ${promises(checks)}.`;
  }
  if (status === 'unknown') {
    const [first] = breaches;
    if (contract.rows === 0) {
      return 'The contract could not be checked: there are no rows.';
    }
    return unknown === 1 && first
      ? `The contract could not be checked in full: ${lowerFirst(first.text)}`
      : `The contract could not be checked in full: ${unknown} of ${promises(checks)}.`;
  }
  const first = lowerFirst(breaches[0].text);
  const others = broken - 1;
  return `Contract broken: ${first}${
    others > 0
      ? ` ${others} more ${others === 1 ? 'promise is' : 'promises are'} broken.`
      : ''
  }`;
}

/** A sentence after a colon, whose first word begins no name. */
function lowerFirst(text: string): string {
  return /^(The|There|Whether) /.test(text)
    ? text[0].toLowerCase() + text.slice(1)
    : text;
}

/**
 * The outcome of a window whose contract was checked as well: broken makes it
 * critical whatever its distributions say, and not checked is never silent. A
 * backfilled window without rows may be from before there was data, and breaks
 * nothing.
 */
export function withContract(options: {
  outcome: RunOutcome;
  contract: ContractResult | undefined;
  trigger: RunRecord['trigger'];
}): RunOutcome {
  const { outcome, contract, trigger } = options;
  if (!contract || (trigger === 'backfill' && contract.rows === 0)) {
    return outcome;
  }
  const found: RunOutcome = {
    ...outcome,
    contract,
    rowsCurrent: outcome.rowsCurrent ?? contract.rows,
  };
  const sentence = describeContract(contract);
  if (contract.status === 'kept') {
    return found;
  }
  const headline =
    contract.status === 'broken'
      ? joinBroken(sentence, outcome)
      : `${outcome.headline} ${sentence}`;
  return contract.status === 'broken'
    ? { ...found, status: 'critical', unknownReason: undefined, headline }
    : { ...found, headline };
}

/** Drift beside a broken contract is said as well; that nothing drifted is not. */
function joinBroken(sentence: string, outcome: RunOutcome): string {
  return outcome.status === 'ok' ? sentence : `${sentence} ${outcome.headline}`;
}
