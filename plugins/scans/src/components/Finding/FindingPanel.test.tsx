import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createDecision,
  createFinding,
  createFindingDetail,
} from '../../__testUtils__/findingFixtures';
import { createScansApi, renderScans } from '../../__testUtils__/renderScans';
import { SecurityTab } from '../SecurityTab/SecurityTab';

const open = async (scansApi = createScansApi()) => {
  renderScans(<SecurityTab />, { scansApi, query: '?finding=f1' });
  const panel = await screen.findByRole('complementary', { name: 'Finding' });
  await within(panel).findByText('History');
  return within(panel);
};

const HOSTILE =
  '<img src=x onerror="alert(1)"> **bold** [click](javascript:alert(1)) <script>alert(1)</script>';

it('tells what, where, what fixes it, why so severe, who sees it and what happened', async () => {
  const panel = await open();
  expect(
    panel.getByRole('heading', { name: 'CVE-2026-1001 in openssl' }),
  ).toBeVisible();
  expect(panel.getByText(/crafted certificate/)).toBeVisible();
  expect(
    panel.getByText('Upgrade openssl from 3.0.11 to 3.0.15.'),
  ).toBeVisible();
  expect(panel.getByText(/rated it "CRITICAL"/)).toBeVisible();
  expect(
    panel.getByText('CVE-2026-1001, GHSA-aaaa-bbbb-cccc, CWE-787'),
  ).toBeVisible();
  const seen = panel.getByRole('table', { name: 'Seen by' });
  expect(within(seen).getAllByRole('row')[2]).toHaveTextContent(
    /grype.*gone6 d ago/,
  );
});

it('tells the history in words, the newest first', async () => {
  const panel = await open(
    createScansApi({
      getFinding: async () =>
        createFindingDetail({
          events: [
            { at: '2026-11-10T00:00:00Z', action: 'appeared' },
            {
              at: '2026-11-12T00:00:00Z',
              action: 'decided',
              by: 'user:default/ada',
              to: 'risk-accepted',
              note: 'internal only',
            },
            {
              at: '2026-11-11T00:00:00Z',
              action: 'severity-changed',
              from: 'high',
              to: 'critical',
            },
          ],
        }),
    }),
  );
  const history = panel.getByRole('table', { name: 'History' });
  expect(
    within(history)
      .getAllByRole('row')
      .slice(1)
      .map(row => row.lastElementChild?.textContent),
  ).toEqual([
    'decided: risk accepted: internal only',
    'severity changed from high to critical',
    'seen for the first time',
  ]);
});

it('closes with Escape', async () => {
  await open();
  await userEvent.keyboard('{Escape}');
  await waitFor(() =>
    expect(screen.queryByRole('complementary', { name: 'Finding' })).toBeNull(),
  );
});

it('shows text of scanners as text, whatever it tries to be', async () => {
  const finding = createFinding({
    title: HOSTILE,
    rule: HOSTILE,
    target: HOSTILE,
    location: {
      path: `../../${HOSTILE}`,
      // eslint-disable-next-line no-script-url
      url: 'javascript:alert(1)',
    },
  });
  const panel = await open(
    createScansApi({
      listFindings: async () => ({
        items: [finding],
        total: 1,
        isTotalExact: true,
      }),
      getFinding: async () =>
        createFindingDetail({
          ...finding,
          message: HOSTILE,
          // eslint-disable-next-line no-script-url
          references: ['javascript:alert(1)', 'data:text/html,x'],
          decisions: [createDecision({ reason: HOSTILE, summary: HOSTILE })],
          events: [
            {
              at: '2026-11-19T00:00:00Z',
              action: 'decided',
              note: HOSTILE,
            },
          ],
        }),
    }),
  );
  expect(panel.getAllByText(HOSTILE).length).toBeGreaterThan(3);
  expect(document.querySelector('img, script, strong > img')).toBeNull();
  const addresses = screen
    .getAllByRole('link')
    .map(link => link.getAttribute('href') ?? '');
  expect(
    addresses.filter(href => /^\s*(javascript|data|vbscript):/i.test(href)),
  ).toEqual([]);
});

it('leads into the source where the place is known', async () => {
  const panel = await open(
    createScansApi({
      getFinding: async () =>
        createFindingDetail({
          location: {
            path: 'src/db.py',
            line: 42,
            url: '/git/core-team/checkout/blob/main/src/db.py#L42',
          },
        }),
    }),
  );
  expect(panel.getByRole('link', { name: 'src/db.py:42' })).toHaveAttribute(
    'href',
    '/git/core-team/checkout/blob/main/src/db.py#L42',
  );
});

it('keeps a secret secret', async () => {
  const panel = await open(
    createScansApi({
      getFinding: async () =>
        createFindingDetail({ kind: 'secret', secretPreview: 'AKIA…(20)' }),
    }),
  );
  expect(panel.getByText('AKIA…(20)')).toBeVisible();
  expect(panel.getByText(/is not kept here/)).toBeVisible();
});

it('decides with a reason and an end, and says that an approver must agree', async () => {
  const decide = jest.fn(async () => createDecision({ state: 'proposed' }));
  const getFinding = jest.fn(async () => createFindingDetail());
  const panel = await open(createScansApi({ decide, getFinding }));
  await userEvent.click(panel.getByRole('button', { name: 'Decide' }));
  expect(
    panel.getByText(/until an administrator who is not you/),
  ).toBeVisible();
  expect(
    panel.getByText(/What is critical may stay for 30 days at most/),
  ).toBeVisible();
  await userEvent.click(panel.getByRole('button', { name: 'Save decision' }));
  expect(panel.getByRole('alert')).toHaveTextContent(/the reason is shown/);
  expect(decide).not.toHaveBeenCalled();
  await userEvent.type(
    panel.getByRole('textbox', { name: /Reason/ }),
    'Internal network only',
  );
  await userEvent.click(panel.getByRole('button', { name: 'Save decision' }));
  expect(await panel.findByText(/waits for an approver/)).toBeVisible();
  expect(decide).toHaveBeenCalledWith(
    expect.objectContaining({
      matcher: { about: 'finding', findingId: 'f1' },
      status: 'risk-accepted',
      reason: 'Internal network only',
      expiresAt: expect.stringMatching(/T23:59:59/),
    }),
  );
  await waitFor(() => expect(getFinding.mock.calls.length).toBeGreaterThan(1));
});

it('keeps what was written when the policy refuses it', async () => {
  const panel = await open(
    createScansApi({
      decide: async () => {
        throw new Error('a critical finding needs an end within 30 days');
      },
    }),
  );
  await userEvent.click(panel.getByRole('button', { name: 'Decide' }));
  await userEvent.type(
    panel.getByRole('textbox', { name: /Reason/ }),
    'Internal network only',
  );
  await userEvent.click(panel.getByRole('button', { name: 'Save decision' }));
  expect(await panel.findByRole('alert')).toHaveTextContent(
    'a critical finding needs an end within 30 days',
  );
  expect(panel.getByRole('textbox', { name: /Reason/ })).toHaveValue(
    'Internal network only',
  );
});

it('shows who decided, until when, and takes a decision back', async () => {
  const actOnDecision = jest.fn(async () =>
    createDecision({ state: 'revoked' }),
  );
  const panel = await open(
    createScansApi({
      actOnDecision,
      getFinding: async () =>
        createFindingDetail({
          state: 'decided',
          decision: 'risk-accepted',
          decisions: [createDecision()],
        }),
    }),
  );
  const decisions = within(panel.getByRole('list', { name: 'Decisions' }));
  expect(decisions.getByText(/ada/)).toHaveTextContent(
    'ada 3 d ago; ends in 20 d; hides 1 finding now',
  );
  await userEvent.click(decisions.getByRole('button', { name: 'Revoke' }));
  expect(actOnDecision).toHaveBeenCalledWith('d1', { action: 'revoke' });
});

it('offers no form to those who may only read', async () => {
  const panel = await open(
    createScansApi({
      getFinding: async () => createFindingDetail({ canDecide: false }),
    }),
  );
  expect(panel.queryByRole('button', { name: 'Decide' })).toBeNull();
});

it('does not tell a foreign finding from an unknown one', async () => {
  renderScans(<SecurityTab />, {
    query: '?finding=nobody',
    scansApi: createScansApi({
      getFinding: async () => {
        throw new Error('no finding with this id');
      },
    }),
  });
  const panel = await screen.findByRole('complementary', { name: 'Finding' });
  expect(await within(panel).findByRole('alert')).toHaveTextContent(
    'no finding with this id',
  );
});
