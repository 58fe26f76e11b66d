import { createScan } from '../__testUtils__/scanFixtures';
import { HttpScansClient } from './HttpScansClient';

function createClient(answer: unknown, status = 200) {
  const asked: string[] = [];
  const sent: unknown[] = [];
  const client = new HttpScansClient({
    discoveryApi: { getBaseUrl: async plugin => `http://portal/api/${plugin}` },
    fetchApi: {
      fetch: async (input, init) => {
        asked.push(`${init?.method ?? 'GET'} ${input}`);
        sent.push(init?.body);
        return new Response(JSON.stringify(answer), {
          status,
          headers: { 'content-type': 'application/json' },
        });
      },
    },
  });
  return { client, asked, sent };
}

it('repeats what is a list and leaves out what is not said', async () => {
  const { client, asked } = createClient({
    items: [],
    total: 0,
    isTotalExact: true,
  });
  await client.listFindings({
    entity: 'component:default/checkout',
    severity: ['critical', 'high'],
    text: undefined,
  });
  expect(asked).toEqual([
    'GET http://portal/api/scans/findings?entity=component%3Adefault%2Fcheckout&severity=critical&severity=high',
  ]);
});

it('keeps ids whole in the address', async () => {
  const { client, asked } = createClient({}, 404);
  await expect(client.getFinding('../f?1')).rejects.toThrow('404');
  expect(asked).toEqual(['GET http://portal/api/scans/findings/..%2Ff%3F1']);
});

it('sends a report as it is', async () => {
  const { client, asked, sent } = createClient({
    scan: createScan(),
    repeated: false,
  });
  const report = new Blob(['{}']);
  await client.upload(
    { entity: 'component:default/checkout', branch: 'main' },
    report,
  );
  expect(asked).toEqual([
    'POST http://portal/api/scans/uploads?entity=component%3Adefault%2Fcheckout&branch=main',
  ]);
  expect(sent).toEqual([report]);
});

it('answers for a held scan, and sends a VEX document as it is', async () => {
  const scan = createScan();
  const held = createClient(scan);
  await held.client.answerHeld('s/1', { action: 'reject', note: 'wrong' });
  expect(held.asked).toEqual([
    'POST http://portal/api/scans/scans/s%2F1/actions',
  ]);
  expect(held.sent).toEqual(['{"action":"reject","note":"wrong"}']);
  const receipt = {
    statements: 1,
    created: 1,
    proposed: 0,
    ended: 0,
    unchanged: 0,
    ignored: 0,
    warnings: [],
  };
  const vex = createClient(receipt);
  const document = new Blob(['{}']);
  expect(
    await vex.client.importVex('component:default/checkout', document),
  ).toEqual(receipt);
  expect(vex.asked).toEqual([
    'POST http://portal/api/scans/vex?entity=component%3Adefault%2Fcheckout',
  ]);
  expect(vex.sent).toEqual([document]);
});

it('says what is no longer scanned', async () => {
  const { client, asked, sent } = createClient({});
  await client.setRetired('s/1', true);
  expect(asked).toEqual(['POST http://portal/api/scans/scopes/s%2F1/actions']);
  expect(sent).toEqual(['{"action":"retire"}']);
});

it('names the part of an answer that it does not understand', async () => {
  const { client } = createClient({ items: [{ entityRef: 5 }] });
  await expect(client.getOverview()).rejects.toThrow(
    /The scans backend answered .* "items\.0\.entityRef" in an unknown form/,
  );
});
