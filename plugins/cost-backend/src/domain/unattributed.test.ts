import { readAmount } from '@plumbline/backstage-plugin-cost-formats';
import { describeUnattributed } from './unattributed';

const keys = {
  source: 'cloud',
  currency: 'EUR',
  account: '',
  service: 'db',
  namespace: '',
  reason: 'ambiguous',
};

it('lists the largest first, credits among them, and says nothing of zero or of what is not stated', () => {
  const amounts = ['1', '-3', '0', '2'].map(text => readAmount(text)!);
  const found = describeUnattributed([
    ...amounts.map(amount => ({ keys, amount })),
    { keys },
  ]);
  expect(found.map(({ amount }) => amount)).toEqual(['-3', '2', '1']);
  expect(found[0]).toEqual({
    source: 'cloud',
    currency: 'EUR',
    account: undefined,
    service: 'db',
    namespace: undefined,
    amount: '-3',
    reason: 'several entities claim it',
  });
});
