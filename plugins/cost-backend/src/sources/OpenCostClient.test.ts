import { gzipSync } from 'node:zlib';
import {
  OtherAnswer,
  RecordedOpenCost,
} from '../__testUtils__/RecordedOpenCost';
import {
  findDepartures,
  findQueryDepartures,
} from '../__testUtils__/openCostApi';
import { recordDay, recordPod } from '../__testUtils__/recordDay';
import { OpenCostInstance } from '../domain/CostSource';
import { OpenCostClient, questionOf } from './OpenCostClient';
import { OpenCostFailure } from './OpenCostFailure';
import { readDay } from './readDay';

const DAY = '2026-05-31';
const TOKEN = 'token-of-opencost';
const RECORDED = recordDay(DAY, {
  'west/node-1/shop/cart-75dc/cart': recordPod('1.25', {
    cluster: 'west',
    namespace: 'shop',
    controller: 'cart',
    labels: { team: 'shop' },
  }),
  'west/__idle__': { cpu: '-0.5', properties: { cluster: 'west' } },
});

const answer =
  (
    body: string | Buffer,
    { status = 200, ...headers }: { status?: number; [name: string]: any } = {},
  ): OtherAnswer =>
  response => {
    response.writeHead(status, {
      'content-type': 'application/json',
      ...headers,
    });
    response.end(body);
  };

describe('OpenCostClient', () => {
  let openCost: RecordedOpenCost;
  beforeEach(async () => {
    openCost = await RecordedOpenCost.start();
    openCost.recordings.set(DAY, RECORDED);
  });
  afterEach(() => openCost.stop());

  const ask = (
    more: Partial<OpenCostInstance> = {},
    options?: { maxBytes?: number; signal?: AbortSignal },
  ) =>
    new OpenCostClient(
      {
        id: 'west',
        openCost: {
          url: `${openCost.url}/allocation`,
          headers: { authorization: `Bearer ${TOKEN}` },
          windowDays: 14,
          timeoutMs: 5_000,
          ...more,
        },
      },
      options,
    ).askDay(DAY, options?.signal ?? new AbortController().signal);

  async function failureOf(
    ...options: Parameters<typeof ask>
  ): Promise<OpenCostFailure> {
    const error = await ask(...options).then(
      () => undefined,
      thrown => thrown,
    );
    expect(error).toBeInstanceOf(OpenCostFailure);
    expect(error.message).toMatch(/^OpenCost west, 2026-05-31: /);
    expect(error.message).not.toContain(TOKEN);
    expect(error.message).not.toContain('127.0.0.1');
    return error;
  }

  it('asks for one UTC day with published parameters and its secrets', async () => {
    expect(await ask()).toBe(RECORDED);
    expect(Object.fromEntries(openCost.queries[0])).toEqual({
      window: '2026-05-31T00:00:00Z,2026-06-01T00:00:00Z',
      includeIdle: 'true',
    });
    expect(openCost.headers[0].authorization).toBe(`Bearer ${TOKEN}`);
    await ask({ aggregate: ['namespace', 'label:team'] });
    expect(openCost.queries[1].get('aggregate')).toBe('namespace,label:team');
    for (const query of openCost.queries) {
      expect(findQueryDepartures(query)).toEqual([]);
    }
  });

  it('asks over the end of a year and a leap day', () => {
    const windows = ['2027-12-31', '2028-02-28', '2028-02-29'].map(day =>
      questionOf({}, day).get('window'),
    );
    expect(windows).toEqual([
      '2027-12-31T00:00:00Z,2028-01-01T00:00:00Z',
      '2028-02-28T00:00:00Z,2028-02-29T00:00:00Z',
      '2028-02-29T00:00:00Z,2028-03-01T00:00:00Z',
    ]);
  });

  it('is recorded in the shape that OpenCost publishes', () => {
    expect(findDepartures(RECORDED)).toEqual([]);
    expect(
      findDepartures(RECORDED.replace('"cpuCost":1.25', '"cpuCost":"1.25"')),
    ).toEqual([
      'data[0].west/node-1/shop/cart-75dc/cart.cpuCost is string, not number',
    ]);
  });

  it('says that nobody is there, and that asking on is of no use', async () => {
    await openCost.stop();
    const { message, isSilent } = await failureOf();
    expect(message).toContain('it cannot be reached');
    expect(isSilent).toBe(true);
  });

  it.each<[string, OtherAnswer, string]>([
    [
      'an error of OpenCost',
      answer(
        `{"code":500,"message":"Error: query to http://ada:secret@prometheus failed for ${TOKEN}"}`,
        { status: 500 },
      ),
      'it answered 500: Error: query to http://…@prometheus failed for …',
    ],
    [
      'an error of what stands before it',
      answer('<h1>Bad gateway</h1>', { status: 502 }),
      'it answered 502',
    ],
    [
      'a redirect',
      answer('', { status: 302, location: 'http://example.invalid/' }),
      'it answered 302: it sends elsewhere, which is not followed',
    ],
    [
      'a page',
      answer('<html></html>', { 'content-type': 'text/html; charset=utf-8' }),
      'it answered a page and no data',
    ],
    [
      'an answer that breaks off',
      (response, recorded) => {
        response.writeHead(200, { 'content-length': recorded!.length });
        response.write(recorded!.slice(0, 200), () => response.destroy());
      },
      'its answer broke off',
    ],
    [
      'chunks that break off',
      (response, recorded) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write(recorded!.slice(0, 200), () => response.destroy());
      },
      'its answer broke off',
    ],
    [
      'what is no UTF-8',
      answer(Buffer.from([0x7b, 0xff, 0x7d])),
      'its answer is not UTF-8',
    ],
  ])('fails with the reason on %s', async (_, other, reason) => {
    openCost.instead.set(DAY, other);
    const { message, isSilent } = await failureOf();
    expect(message).toContain(reason);
    expect(isSilent).toBe(reason.endsWith('broke off'));
  });

  it.each<[string, OtherAnswer]>([
    ['nothing comes', () => {}],
    [
      'the answer does not end',
      response => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"code":200,');
      },
    ],
  ])('waits no longer than it is told when %s', async (_, other) => {
    openCost.instead.set(DAY, other);
    const { message, isSilent } = await failureOf({ timeoutMs: 100 });
    expect(message).toContain('no whole answer came in 100 ms');
    expect(isSilent).toBe(true);
  });

  it('takes no more than it holds, however it is packed', async () => {
    openCost.instead.set(
      DAY,
      answer(gzipSync(' '.repeat(3 * 1024 * 1024)), {
        'content-encoding': 'gzip',
      }),
    );
    const { message } = await failureOf({}, { maxBytes: 2 * 1024 * 1024 });
    expect(message).toContain('its answer is larger than 2 MiB');
  });

  it('ends when it is told to, with the reason that it is told', async () => {
    const controller = new AbortController();
    openCost.instead.set(DAY, () =>
      controller.abort(new Error('The portal was stopped')),
    );
    await expect(ask({}, { signal: controller.signal })).rejects.toThrow(
      'The portal was stopped',
    );
  });
});

describe('readDay', () => {
  const source = {
    currency: 'USD',
    openCost: { url: '', headers: {}, windowDays: 14, timeoutMs: 1 },
  };
  const pod = recordPod('1', { namespace: 'shop', controller: 'cart' });
  const setsOf = (...answers: string[]) =>
    JSON.stringify({
      code: 200,
      data: answers.flatMap(text => JSON.parse(text).data),
    });

  it('takes what is whole and of that day', () => {
    expect(readDay(RECORDED, source, DAY)).toBe('costs');
  });

  it.each([
    '{"code":200,"data":[{}]}',
    '{"code":200,"data":[null]}',
    '{"code":200,"data":[]}',
    '{"code":200,"data":null}',
  ])('finds nothing in %s, which is not zero', text => {
    expect(readDay(text, source, DAY)).toBe('nothing');
  });

  it('finds nothing in what says that nothing cost anything: OpenCost does so where it knows no prices', () => {
    const free = recordPod('0', { namespace: 'shop', controller: 'cart' });
    const idle = { cpu: '0', ram: '0', properties: { cluster: 'west' } };
    const other = recordPod('-0.1', { namespace: 'shop', controller: 'pay' });
    const read = (pods: Parameters<typeof recordDay>[1]) =>
      readDay(recordDay(DAY, pods), source, DAY);
    expect(read({ free, idle })).toBe('nothing');
    expect(read({ free, other })).toBe('costs');
  });

  it.each<[string, string, string]>([
    [
      'says that it failed',
      '{"code":500,"message":"Error: no Prometheus","data":[{}]}',
      'Upstream answered 500: Error: no Prometheus',
    ],
    ['is cut off', RECORDED.slice(0, -40), 'it was cut off'],
    ['is empty', '', 'empty'],
    ['is no JSON', '<html>', 'not valid JSON'],
    ['is something else', '{"version":"1"}', "'data' is missing"],
    [
      'is of another day',
      recordDay('2026-05-30', { a: pod }),
      'its answer is of 2026-05-30',
    ],
    [
      'is of more than the day',
      recordDay(DAY, { a: pod }).replaceAll('2026-06-01T', '2026-06-02T'),
      'its answer is of more than that day',
    ],
    [
      'says the same twice',
      setsOf(RECORDED, RECORDED),
      'sets that speak for the same time',
    ],
    [
      'is in another currency',
      RECORDED.replaceAll('"minutes"', '"currency":"EUR","minutes"'),
      'it states the currency EUR, and not USD',
    ],
    [
      'has mostly entries without a cost',
      '{"code":200,"data":[{"a":{},"b":{}}]}',
      '2 of its 2 entries do not count; the first: data[0].a',
    ],
  ])('refuses what %s', (_, text, reason) => {
    expect(() => readDay(text, source, DAY)).toThrow(reason);
  });
});
