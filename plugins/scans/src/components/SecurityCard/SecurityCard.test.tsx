import { screen } from '@testing-library/react';
import { createNeverScanned } from '../../__testUtils__/scanFixtures';
import { createScansApi, renderScans } from '../../__testUtils__/renderScans';
import { SecurityCard } from './SecurityCard';

const TAB = '/catalog/default/component/checkout/security';

it('shows status, answer and age, and leads to the tab', async () => {
  renderScans(<SecurityCard />);
  expect(
    await screen.findByRole('link', { name: /1 critical, 4 high/ }),
  ).toHaveAttribute('href', TAB);
  expect(screen.getByText('critical')).toBeVisible();
  expect(screen.getByText('stale')).toBeVisible();
});

it('shows never scanned as unknown, with the way to change it', async () => {
  renderScans(<SecurityCard />, {
    scansApi: createScansApi({ getPosture: async () => createNeverScanned() }),
  });
  expect(
    await screen.findByRole('link', { name: 'Upload a report' }),
  ).toHaveAttribute('href', TAB);
  expect(screen.getByText('unknown')).toBeVisible();
});

it('says that it is not known when the backend does not answer', async () => {
  renderScans(<SecurityCard />, {
    scansApi: createScansApi({
      getPosture: async () => {
        throw new Error('connection refused');
      },
    }),
  });
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'connection refused',
  );
});
