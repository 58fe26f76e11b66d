import { screen } from '@testing-library/react';
import { createAdviceList } from '../../__testUtils__/adviceFixtures';
import { createCostApi, renderCost } from '../../__testUtils__/renderCost';
import { EntitySavings } from './EntitySavings';

it('asks for one entity and does not name it again in each row', async () => {
  const getAdvice = jest.fn(async () => createAdviceList());
  renderCost(<EntitySavings entityRef="component:default/checkout" />, {
    costApi: createCostApi({ getAdvice }),
    query: '?kind=spot',
  });
  expect(
    await screen.findByRole('heading', { name: /^Up to €312/ }),
  ).toBeVisible();
  expect(screen.getByText('core-production/checkout · app')).toBeVisible();
  expect(screen.queryByRole('link', { name: 'checkout' })).toBeNull();
  // The kind in the address is a filter of the page of all, not of this part
  expect(getAdvice).toHaveBeenCalledWith({
    entity: 'component:default/checkout',
    state: 'suggestion',
  });
});

it('says of each row of a team whose it is', async () => {
  renderCost(<EntitySavings entityRef="group:default/core-team" />, {
    costApi: createCostApi({ getAdvice: async () => createAdviceList() }),
  });
  expect(await screen.findByRole('link', { name: 'checkout' })).toHaveAttribute(
    'href',
    '/catalog/default/component/checkout/cost',
  );
});

it('leaves the rest of the tab when it fails', async () => {
  renderCost(<EntitySavings entityRef="component:default/checkout" />, {
    costApi: createCostApi({
      getAdvice: async () => {
        throw new Error('connection refused');
      },
    }),
  });
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'What was spent stands above.',
  );
});
