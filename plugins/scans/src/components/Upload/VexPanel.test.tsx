import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createScansApi, renderScans } from '../../__testUtils__/renderScans';
import {
  createNeverScanned,
  createPosture,
} from '../../__testUtils__/scanFixtures';
import { SecurityTab } from '../SecurityTab/SecurityTab';

const file = new File(['{}'], 'vendor.vex.json', { type: 'application/json' });

it('says what was taken and what was not, and why', async () => {
  const importVex = jest.fn(async () => ({
    statements: 3,
    created: 2,
    proposed: 1,
    ended: 0,
    unchanged: 0,
    ignored: 2,
    warnings: ['CVE-2026-9 has no analysis'],
  }));
  const getPosture = jest.fn(async () => createPosture());
  renderScans(<SecurityTab />, {
    scansApi: createScansApi({ getPosture, importVex }),
  });
  await userEvent.upload(await screen.findByLabelText('VEX document'), file);
  expect(importVex).toHaveBeenCalledWith('component:default/checkout', file);
  expect(await screen.findByText(/3 statements understood/)).toHaveTextContent(
    '1 decision in force. 1 decision waits for an approver',
  );
  const refused = screen.getByRole('list', { name: 'Not taken' });
  expect(refused).toHaveTextContent('CVE-2026-9 has no analysisand 1 other');
  await waitFor(() => expect(getPosture).toHaveBeenCalledTimes(2));
  expect(importVex).toHaveBeenCalledTimes(1);
});

it('says why a document was refused as a whole', async () => {
  renderScans(<SecurityTab />, {
    scansApi: createScansApi({
      importVex: async () => {
        throw new Error('The document is no CycloneDX in JSON');
      },
    }),
  });
  await userEvent.upload(await screen.findByLabelText('VEX document'), file);
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'The document is no CycloneDX in JSON',
  );
});

it('is offered to those who decide, also before the first scan', async () => {
  const { unmount } = renderScans(<SecurityTab />, {
    scansApi: createScansApi({ getPosture: async () => createNeverScanned() }),
  });
  expect(
    await screen.findByRole('button', { name: 'Import VEX' }),
  ).toBeVisible();
  unmount();
  renderScans(<SecurityTab />, {
    scansApi: createScansApi({
      getPosture: async () => createPosture({ canDecide: false }),
    }),
  });
  await screen.findByRole('table', { name: 'Scans' });
  expect(screen.queryByRole('button', { name: 'Import VEX' })).toBeNull();
});
