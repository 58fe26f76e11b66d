import { createHmac } from 'node:crypto';
import {
  CART,
  CHECKOUT,
  LEDGER,
  PIPELINE,
  ROOT,
  TestScans,
  startScans,
} from './__testUtils__/startScans';

jest.setTimeout(60_000);

const SECRET = 'the secret of the sender in this test';
const TOKEN = 'the-token-of-a-falcosidekick-in-this-test';
const OTHER_SECRET = 'the secret of another sender in a test';
const DAY_MS = 24 * 60 * 60 * 1000;

/** Events as falcosidekick sends them. */
const event = (
  second: number,
  more: { rule?: string; priority?: string; process?: string } = {},
) => ({
  output: 'A shell was spawned in a container',
  priority: more.priority ?? 'Warning',
  rule: more.rule ?? 'Terminal shell in container',
  time: new Date(Date.UTC(2026, 2, 1, 10, 0, second)).toISOString(),
  source: 'syscall',
  output_fields: {
    'k8s.ns.name': 'shop-prod',
    'k8s.pod.name': 'checkout-5d8f7c9b4-abcde',
    'proc.name': more.process ?? 'bash',
    'proc.cmdline': 'bash -c secret',
  },
});

const sign = (body: string, secret = SECRET) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

describe('events of Falco', () => {
  let scans: TestScans;
  beforeEach(async () => {
    scans = await startScans({
      scans: {
        falco: [
          {
            name: 'prod',
            secret: SECRET,
            entities: [CHECKOUT],
            cluster: 'prod-1',
          },
          { name: 'other', secret: OTHER_SECRET, entities: [CART] },
          { name: 'sidekick', token: TOKEN, entities: [CHECKOUT, CART] },
        ],
      },
    });
  });
  afterEach(async () => {
    jest.useRealTimers();
    await scans.stop();
  });

  const post = (
    body: string,
    options: { entity?: string; headers?: Record<string, string> } = {},
  ) =>
    scans.call(
      undefined,
      'POST',
      `/falco?entity=${options.entity ?? CHECKOUT}`,
      body,
      {
        Authorization: '',
        ...(options.headers ?? { 'X-Plumbline-Signature': sign(body) }),
      },
    );

  /** Waits until what a delivery brought counts. */
  async function workedOff(id: string) {
    for (;;) {
      const { body } = await scans.call(ROOT, 'GET', `/scans/${id}`);
      if (!['queued', 'processing'].includes(body.status)) {
        return body;
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  /** Sends events and waits until they count. */
  async function send(events: object[]) {
    const body = events.map(one => JSON.stringify(one)).join('\n');
    const answer = await post(body);
    if (answer.status !== 202 && answer.status !== 200) {
      throw new Error(`${answer.status} ${answer.text}`);
    }
    return {
      scan: await workedOff(answer.body.scan.id),
      repeated: answer.body.repeated,
    };
  }

  const open = async () =>
    (await scans.findings()).items.map((one: any) => [
      one.rule,
      one.occurrences,
      one.reopenedCount,
    ]);

  it('add up over batches and close nothing', async () => {
    const { scan } = await send([event(1), event(2), event(3)]);
    expect(scan).toMatchObject({
      status: 'done',
      tool: 'falco',
      target: 'prod-1',
      uploadedBy: 'falco:prod',
      isPartial: true,
      changes: { new: 1 },
    });
    await send([event(9, { rule: 'Read sensitive file', priority: 'Error' })]);
    await send([event(7), event(5)]);
    expect(await open()).toEqual([
      ['Read sensitive file', 1, 0],
      ['Terminal shell in container', 5, 0],
    ]);
    const { items } = await scans.findings();
    const detail = await scans.call(
      'user:default/ada',
      'GET',
      `/findings/${items[1].id}`,
    );
    expect(detail.body.seen).toEqual({
      first: '2026-03-01T10:00:01.000Z',
      last: '2026-03-01T10:00:07.000Z',
    });
    expect(detail.text).not.toContain('bash -c secret');
  });

  it('of another process are a finding of their own', async () => {
    await send([event(1, { process: 'bash' })]);
    await send([event(2, { process: 'sh' })]);
    expect(await open()).toEqual([
      ['Terminal shell in container', 1, 0],
      ['Terminal shell in container', 1, 0],
    ]);
  });

  it('count once when the same delivery comes again, also after others', async () => {
    await send([event(1), event(2)]);
    await send([event(3)]);
    const again = await send([event(1), event(2)]);
    expect(again.repeated).toBe(true);
    expect(await open()).toEqual([['Terminal shell in container', 3, 0]]);
  });

  it('count once when copies of a delivery come at a time', async () => {
    await Promise.all(
      Array.from({ length: 10 }, () => send([event(1), event(2)])),
    );
    expect(await open()).toEqual([['Terminal shell in container', 2, 0]]);
  });

  it('come as falcosidekick sends them, one at a time and with a token', async () => {
    for (const second of [1, 2]) {
      const body = `${JSON.stringify({
        uuid: `00000000-0000-4000-8000-00000000000${second}`,
        ...event(second),
        tags: ['container', 'shell'],
        hostname: 'falco-x7k2p',
      })}\n`;
      const answer = await post(body, {
        headers: {
          Authorization: `Bearer ${TOKEN}`,
          'Content-Type': 'application/json; charset=utf-8',
          'User-Agent': 'Falcosidekick',
        },
      });
      expect(answer.status).toBe(202);
      expect(await workedOff(answer.body.scan.id)).toMatchObject({
        status: 'done',
        uploadedBy: 'falco:sidekick',
      });
      const again = await post(body, {
        headers: { Authorization: `Bearer ${TOKEN}` },
      });
      expect(again.body.repeated).toBe(true);
    }
    expect(await open()).toEqual([['Terminal shell in container', 2, 0]]);
  });

  it('are refused with a token of an entity that is not the sender’s', async () => {
    const { status } = await post(JSON.stringify(event(1)), {
      entity: LEDGER,
      headers: { Authorization: `Bearer ${TOKEN}` },
    });
    expect(status).toBe(403);
  });

  it('that name no entity count for those whose workloads they happened in', async () => {
    const inPod = (second: number, pod: string) => ({
      ...event(second),
      output_fields: {
        ...event(second).output_fields,
        'k8s.pod.name': `${pod}-5d8f7c9b4-x7k2p`,
      },
    });
    const events = [
      inPod(1, 'checkout'),
      inPod(2, 'cart'),
      inPod(3, 'checkout'),
      // Of entities of which the sender may not speak, and of none
      inPod(4, 'ledger'),
      inPod(5, 'stranger'),
    ];
    const answer = await scans.call(
      undefined,
      'POST',
      '/falco',
      events.map(one => JSON.stringify(one)).join('\n'),
      { Authorization: `Bearer ${TOKEN}` },
    );
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({
      items: [
        { scan: { entityRef: CHECKOUT }, repeated: false },
        { scan: { entityRef: CART }, repeated: false },
      ],
      ignored: 2,
    });
    for (const { scan } of answer.body.items) {
      await workedOff(scan.id);
    }
    const counted = async (entity: string) =>
      (await scans.findings({ entity }, ROOT)).items.map(
        ({ occurrences }: any) => occurrences,
      );
    expect(await counted(CHECKOUT)).toEqual([2]);
    expect(await counted(CART)).toEqual([1]);
    expect(await counted(LEDGER)).toEqual([]);
    const nonsense = await scans.call(undefined, 'POST', '/falco', '[1]', {
      Authorization: `Bearer ${TOKEN}`,
    });
    expect(nonsense.status).toBe(400);
  });

  it('are fixed when they do not happen for two weeks, and reopen', async () => {
    await send([event(1)]);
    await send([event(2, { rule: 'Read sensitive file' })]);
    await scans.runTask('scans-quiet');
    expect(await open()).toHaveLength(2);

    const later = (days: number) =>
      jest.useFakeTimers({
        now: Date.now() + days * DAY_MS,
        doNotFake: [
          'hrtime',
          'nextTick',
          'performance',
          'queueMicrotask',
          'setImmediate',
          'clearImmediate',
          'setInterval',
          'clearInterval',
          'setTimeout',
          'clearTimeout',
        ],
      });
    later(13);
    await send([event(3)]);
    later(2);
    await scans.runTask('scans-quiet');
    expect(await open()).toEqual([['Terminal shell in container', 2, 0]]);
    const { items } = await scans.findings({ state: 'fixed' });
    expect(items).toMatchObject([{ rule: 'Read sensitive file' }]);
    const { body } = await scans.call(
      'user:default/ada',
      'GET',
      `/findings/${items[0].id}`,
    );
    expect(body.events[0]).toMatchObject({
      action: 'fixed',
      note: 'It did not happen for 14 days',
    });
    await send([event(4, { rule: 'Read sensitive file' })]);
    expect(await open()).toContainEqual(['Read sensitive file', 2, 1]);
  });

  it.each([
    ['without a signature', {}],
    ['with an empty one', { 'X-Plumbline-Signature': '' }],
    ['with a wrong token', { Authorization: `Bearer ${TOKEN}x` }],
    ['with a secret for a token', { Authorization: `Bearer ${SECRET}` }],
    ['with an empty token', { Authorization: 'Bearer ' }],
    ['with a token of another kind', { Authorization: `Basic ${TOKEN}` }],
    [
      'with a token and a wrong signature',
      { Authorization: `Bearer ${TOKEN}`, 'X-Plumbline-Signature': sign('{}') },
    ],
    [
      'with a token for a secret',
      { 'X-Plumbline-Signature': sign(JSON.stringify(event(1)), TOKEN) },
    ],
    ['with that of another body', { 'X-Plumbline-Signature': sign('{}') }],
    [
      'with another secret',
      {
        'X-Plumbline-Signature': sign(JSON.stringify(event(1)), 'x'.repeat(40)),
      },
    ],
    [
      'with a signature that is cut off',
      {
        'X-Plumbline-Signature': sign(JSON.stringify(event(1))).slice(0, -2),
      },
    ],
  ])('are refused %s', async (_, headers) => {
    const { status } = await post(JSON.stringify(event(1)), {
      headers: headers as Record<string, string>,
    });
    expect(status).toBe(401);
    expect(await open()).toEqual([]);
  });

  it('are refused of an entity that is not the sender’s, and of unknown ones alike', async () => {
    const body = JSON.stringify(event(1));
    const answers = await Promise.all(
      [CART, LEDGER, 'component:default/unknown'].map(entity =>
        post(body, { entity }),
      ),
    );
    const told = answers.map(answer => [
      answer.status,
      answer.body.error.message.replace(/component:\S+/, 'ENTITY'),
    ]);
    expect(told[0][0]).toBe(403);
    expect(told).toEqual([told[0], told[0], told[0]]);
  });

  it('are refused when they are too many, packed, or no events', async () => {
    const large = ' '.repeat(1024 * 1024 + 1);
    expect((await post(large)).status).toBe(413);
    const body = JSON.stringify(event(1));
    const packed = await post(body, {
      headers: {
        'X-Plumbline-Signature': sign(body),
        'Content-Encoding': 'gzip',
      },
    });
    expect(packed.status).toBe(400);
    expect((await post('{"hello":1}')).status).toBe(400);
    expect(await open()).toEqual([]);
  });

  it('need no token, and a token is no signature', async () => {
    const { status } = await scans.call(
      PIPELINE,
      'POST',
      `/falco?entity=${CHECKOUT}`,
      JSON.stringify(event(1)),
    );
    expect(status).toBe(401);
  });
});

describe('the configuration of senders', () => {
  const sender = { name: 'prod', secret: SECRET, entities: [CHECKOUT] };
  const { secret: _, ...unknown } = sender;

  it('asks for one proof and no more', async () => {
    for (const wrong of [unknown, { ...sender, token: TOKEN }]) {
      await expect(startScans({ scans: { falco: [wrong] } })).rejects.toThrow(
        'scans.falco[0] must have a secret or a token, and not both',
      );
    }
  });

  it.each([
    ['token', [{ ...unknown, token: 'short' }]],
    ['token', [{ ...unknown, token: `${TOKEN}:1,2` }]],
    ['secret', [{ ...sender, secret: 'short' }]],
    ['name', [sender, sender]],
    ['entities', [{ ...sender, entities: ['checkout'] }]],
  ])('names what is wrong: %s', async (name, falco) => {
    await expect(startScans({ scans: { falco } })).rejects.toThrow(
      `scans.falco[${falco.length - 1}].${name}`,
    );
  });
});
