import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createFinding, sqlFinding } from '../../__testUtils__/findingFixtures';
import {
  countsOf,
  createNeverScanned,
  createPosture,
  createScan,
} from '../../__testUtils__/scanFixtures';
import { createScansApi, renderScans } from '../../__testUtils__/renderScans';
import { SecurityTab } from './SecurityTab';

const HERE = '/catalog/default/component/checkout/security';

it('answers first, and its numbers lead to what they count', async () => {
  renderScans(<SecurityTab />);
  expect(await screen.findByRole('heading', { level: 2 })).toHaveTextContent(
    '1 critical, 4 high, 26 others open. 2 new since yesterday. 1 overdue. 1 known to be exploited. Fixing 3 packages closes 19 of 31 findings.',
  );
  expect(screen.getByRole('link', { name: '1 critical' })).toHaveAttribute(
    'href',
    `${HERE}?severity=critical#findings`,
  );
  const ages = screen.getByRole('list', { name: 'Last scan of each tool' });
  expect(ages).toHaveTextContent('trivy 1 h ago');
  expect(ages).toHaveTextContent('semgrep 12 d ago stale');
});

it('starts with what is exploited, then with what closes most', async () => {
  renderScans(<SecurityTab />);
  const upgrades = await screen.findByRole('list', { name: 'Upgrades' });
  expect(
    within(upgrades)
      .getAllByRole('listitem')
      .map(item => item.textContent),
  ).toEqual([
    expect.stringMatching(/openssl 3\.0\.11 → 3\.0\.15closes 11.*exploited/),
    expect.stringMatching(/requests 2\.19\.0, 2\.20\.0 → 2\.32\.4closes 5/),
    expect.stringMatching(/urllib3/),
  ]);
  expect(
    within(upgrades).getByRole('link', { name: 'closes 5' }),
  ).toHaveAttribute('href', `${HERE}?package=pkg%3Apypi%2Frequests#findings`);
});

it('asks for what the address filters, and says how many there are', async () => {
  const listFindings = jest.fn(async () => ({
    items: [sqlFinding],
    total: 10_000,
    isTotalExact: false,
  }));
  renderScans(<SecurityTab />, {
    scansApi: createScansApi({ listFindings }),
    query: '?severity=high,low&overdue=true&text=sql',
  });
  const table = await screen.findByRole('table', { name: 'Findings' });
  expect(table).toHaveTextContent('src/db.py:42');
  expect(table).toHaveTextContent('overdue 2 d ago');
  expect(screen.getByText(/more than 10,000 findings, 1 shown/)).toBeVisible();
  expect(listFindings).toHaveBeenCalledTimes(1);
  expect(listFindings).toHaveBeenCalledWith(
    expect.objectContaining({
      entity: 'component:default/checkout',
      state: 'open',
      severity: ['high', 'low'],
      overdue: 'true',
      text: 'sql',
    }),
  );
  expect(
    screen.getByRole('link', { name: 'Clear all filters' }),
  ).toHaveAttribute('href', HERE);
});

it('searches once when the typing pauses', async () => {
  const listFindings = jest.fn(createScansApi().listFindings);
  renderScans(<SecurityTab />, { scansApi: createScansApi({ listFindings }) });
  await userEvent.type(await screen.findByRole('searchbox'), 'openssl');
  await waitFor(() =>
    expect(listFindings).toHaveBeenLastCalledWith(
      expect.objectContaining({ text: 'openssl' }),
    ),
  );
  expect(listFindings.mock.calls.length).toBeLessThan(4);
});

it('reads the next page behind what is shown', async () => {
  const listFindings = jest.fn(async ({ cursor }) =>
    cursor === 'c2'
      ? {
          items: [createFinding({ id: 'f3', title: 'third' })],
          total: 3,
          isTotalExact: true,
        }
      : {
          items: [createFinding(), sqlFinding],
          nextCursor: 'c2',
          total: 3,
          isTotalExact: true,
        },
  );
  renderScans(<SecurityTab />, { scansApi: createScansApi({ listFindings }) });
  await userEvent.click(
    await screen.findByRole('button', { name: 'Show more' }),
  );
  expect(await screen.findByRole('link', { name: 'third' })).toBeVisible();
  expect(
    screen.getByRole('link', { name: 'SQL built by concatenation' }),
  ).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  expect(screen.getByText('3 findings')).toBeVisible();
});

it('puts findings of a package together when the address says so', async () => {
  renderScans(<SecurityTab />, { query: '?group=package' });
  expect(
    await screen.findByRole('rowheader', {
      name: 'openssl (deb): 1 finding shown',
    }),
  ).toBeInTheDocument();
  expect(
    screen.getByRole('rowheader', { name: 'In no package: 1 finding shown' }),
  ).toBeInTheDocument();
});

it('says that a filter hides what may be open', async () => {
  renderScans(<SecurityTab />, {
    scansApi: createScansApi({
      listFindings: async () => ({ items: [], total: 0, isTotalExact: true }),
    }),
    query: '?kind=secret',
  });
  expect(
    await screen.findByText('No finding matches the filters.'),
  ).toBeVisible();
});

it('shows what each scan looked at, what held it up and what it left out', async () => {
  renderScans(<SecurityTab />);
  const scans = await screen.findByRole('table', { name: 'Scans' });
  const [, trivy, semgrep] = within(scans).getAllByRole('row');
  expect(trivy).toHaveTextContent('found something; 2 new, 3 fixed');
  expect(semgrep).toHaveTextContent('12 d ago stale');
  expect(semgrep).toHaveTextContent(/held/);
  expect(semgrep).toHaveTextContent('src/legacy.py could not be parsed');
});

it('never scanned is no clean bill: says so, and how to upload', async () => {
  renderScans(<SecurityTab />, {
    scansApi: createScansApi({ getPosture: async () => createNeverScanned() }),
  });
  expect(await screen.findByText(/Never scanned/)).toBeVisible();
  expect(
    screen.getByText(
      'plumbline scans upload report.json --entity component:default/checkout',
    ),
  ).toBeVisible();
  expect(screen.getByRole('button', { name: 'Choose reports' })).toBeVisible();
  expect(screen.queryByText(/Nothing open/)).toBeNull();
});

it('offers no upload to those who may not, and shows the command all the same', async () => {
  renderScans(<SecurityTab />, {
    scansApi: createScansApi({
      getPosture: async () => createNeverScanned({ canUpload: false }),
    }),
  });
  expect(
    await screen.findByText(/^plumbline scans upload report\.json/),
  ).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Choose reports' })).toBeNull();
});

it('limits a clean answer to what was scanned', async () => {
  renderScans(<SecurityTab />, {
    scansApi: createScansApi({
      getPosture: async () =>
        createPosture({
          state: 'clean',
          open: countsOf(),
          new: 0,
          newSinceYesterday: 0,
          overdue: 0,
          exploited: 0,
          upgrades: [],
        }),
      listFindings: async () => ({ items: [], total: 0, isTotalExact: true }),
    }),
  });
  expect(await screen.findByRole('heading', { level: 2 })).toHaveTextContent(
    'Nothing open in what was scanned.',
  );
});

it('shows counts and scans, and no finding, to those of other teams', async () => {
  const listFindings = jest.fn();
  renderScans(<SecurityTab />, {
    scansApi: createScansApi({
      listFindings,
      getPosture: async () =>
        createPosture({ canRead: false, canUpload: false, upgrades: [] }),
    }),
  });
  expect(
    await screen.findByText(/The findings themselves are shown to members/),
  ).toBeVisible();
  expect(screen.queryByRole('link', { name: '1 critical' })).toBeNull();
  expect(listFindings).not.toHaveBeenCalled();
});

it('does not make a failure look like an entity without findings', async () => {
  const getPosture = jest
    .fn()
    .mockRejectedValueOnce(new Error('database is locked'))
    .mockResolvedValue(createPosture());
  renderScans(<SecurityTab />, { scansApi: createScansApi({ getPosture }) });
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'database is locked',
  );
  expect(screen.queryByText(/Nothing open|Never scanned/)).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('link', { name: '1 critical' })).toBeVisible();
});

it('sends a dropped report, follows it until it is worked off and reads the answer again', async () => {
  const getPosture = jest.fn(async () => createPosture());
  const upload = jest.fn(async () => ({
    scan: createScan({ status: 'queued', changes: undefined }),
    repeated: false,
  }));
  renderScans(<SecurityTab />, {
    scansApi: createScansApi({ getPosture, upload }),
  });
  const file = new File(['{}'], 'report.json', { type: 'application/json' });
  await userEvent.type(
    await screen.findByRole('textbox', { name: 'Branch' }),
    'next',
  );
  await userEvent.click(
    screen.getByRole('button', { name: /What was looked for/ }),
  );
  await userEvent.click(await screen.findByRole('option', { name: 'secret' }));
  await userEvent.keyboard('{Escape}');
  await userEvent.upload(screen.getByLabelText('Reports'), file);
  expect(await screen.findByText(/trivy: 2 new, 25 unchanged/)).toBeVisible();
  expect(upload).toHaveBeenCalledTimes(1);
  expect(upload).toHaveBeenCalledWith(
    expect.objectContaining({
      entity: 'component:default/checkout',
      branch: 'next',
      lookedFor: ['secret'],
    }),
    file,
  );
  await waitFor(() => expect(getPosture).toHaveBeenCalledTimes(2));
});

it('retires what is no longer scanned, for those who may', async () => {
  const setRetired = jest.fn(async () => {});
  const listFindings = jest.fn(createScansApi().listFindings);
  const { unmount } = renderScans(<SecurityTab />, {
    scansApi: createScansApi({ setRetired, listFindings }),
  });
  await userEvent.click(
    await screen.findByRole('button', {
      name: 'No longer scanned: semgrep, main',
    }),
  );
  expect(setRetired).toHaveBeenCalledWith('scope2', true);
  await waitFor(() => expect(listFindings).toHaveBeenCalledTimes(2));
  unmount();
  renderScans(<SecurityTab />, {
    scansApi: createScansApi({
      getPosture: async () => createPosture({ canDecide: false }),
    }),
  });
  await screen.findByRole('table', { name: 'Scans' });
  expect(
    screen.queryByRole('button', { name: /No longer scanned/ }),
  ).toBeNull();
});

it('exports all that the filter matches', async () => {
  URL.createObjectURL = () => 'blob:one';
  URL.revokeObjectURL = () => {};
  const exportFindings = jest.fn(async () => new Blob(['x']));
  renderScans(<SecurityTab />, {
    scansApi: createScansApi({ exportFindings }),
    query: '?severity=high',
  });
  await userEvent.click(await screen.findByRole('button', { name: 'CSV' }));
  await userEvent.click(screen.getByRole('button', { name: 'VEX' }));
  const entity = 'component:default/checkout';
  expect(exportFindings.mock.calls).toEqual([
    [
      expect.objectContaining({
        entity,
        format: 'csv',
        state: 'open',
        severity: ['high'],
      }),
    ],
    [expect.objectContaining({ entity, format: 'vex' })],
  ]);
});

it('says why a report was not taken', async () => {
  renderScans(<SecurityTab />, {
    scansApi: createScansApi({
      upload: async () => {
        throw new Error('no known format: it begins with "hello"');
      },
    }),
  });
  await userEvent.upload(
    await screen.findByLabelText('Reports'),
    new File(['hello'], 'notes.txt'),
  );
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'no known format: it begins with "hello"',
  );
});
