import { Amount, formatAmount } from '@plumbline/backstage-plugin-cost-formats';
import type { UnattributedReason } from '@plumbline/backstage-plugin-cost-formats';
import type { UnattributedCost } from '@plumbline/backstage-plugin-cost-common';

/** More only hide the large ones. */
const MAX_LINES = 200;

const REASONS: Readonly<Record<UnattributedReason | 'notKept', string>> = {
  noRule: 'no rule matched',
  ambiguous: 'several entities claim it',
  noPolicy: 'its pool has no policy',
  notShared: 'the policy of its pool is none',
  nobodyToShareAmong: 'nobody used what it would be shared by',
  unattributedUse: 'it is the share of use that is unattributed itself',
  zero: 'there is nothing but zero to split',
  notKept: 'its days are no longer kept',
};

const size = (amount: Amount) => (amount < 0n ? -amount : amount);

/** Cost that is no entity's, the largest first, with the reason in words. */
export function describeUnattributed(
  costs: readonly {
    keys: Record<
      'source' | 'currency' | 'account' | 'service' | 'namespace' | 'reason',
      string
    >;
    amount?: Amount;
  }[],
): UnattributedCost[] {
  return costs
    .flatMap(({ keys, amount }) =>
      amount === undefined || amount === 0n ? [] : { keys, amount },
    )
    .sort((a, b) => {
      const [first, second] = [size(a.amount), size(b.amount)];
      if (first === second) {
        return JSON.stringify(a.keys) < JSON.stringify(b.keys) ? -1 : 1;
      }
      return first > second ? -1 : 1;
    })
    .slice(0, MAX_LINES)
    .map(
      ({ keys: { account, service, namespace, reason, ...keys }, amount }) => ({
        ...keys,
        account: account || undefined,
        service: service || undefined,
        namespace: namespace || undefined,
        amount: formatAmount(amount),
        reason: REASONS[reason as UnattributedReason] ?? reason,
      }),
    );
}
