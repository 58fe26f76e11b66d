import { CostFact } from '../../facts/CostFact';
import { readAmount } from '../../money/amount';
import { subjectOf } from '../../attribution/__testUtils__/subjects';
import { AttributedFact } from '../CostAllocation';

/** An amount that a test writes down. */
export function amount(text: string) {
  const read = readAmount(text);
  if (read === undefined) {
    throw new Error(`${text} is no amount`);
  }
  return read;
}

/** An attributed fact of one day in US dollars, where a test cares for only some of it. */
export function attributedFact(given: {
  effective?: string;
  amounts?: CostFact['amounts'];
  day?: string;
  currency?: string;
  subject?: Parameters<typeof subjectOf>[0];
  attribution?: AttributedFact['attribution'];
}): AttributedFact {
  const { effective, day = '2026-05-01', currency = 'USD' } = given;
  return {
    fact: {
      day,
      currency,
      subject: subjectOf(given.subject ?? {}),
      amounts:
        given.amounts ??
        (effective === undefined ? {} : { effective: amount(effective) }),
      rows: 1,
    },
    attribution: given.attribution ?? {},
  };
}
