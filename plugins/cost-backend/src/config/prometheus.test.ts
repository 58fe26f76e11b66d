import { ConfigReader } from '@backstage/config';
import { formatAmount } from '@plumbline/backstage-plugin-cost-formats';
import { readPrometheus } from './prometheus';

const read = (...items: object[]) =>
  readPrometheus(items.map(item => new ConfigReader(item as never)));
const main = { id: 'main', url: 'http://prometheus:9090' };

describe('readPrometheus', () => {
  it('needs no more than an id and an address', () => {
    expect(read(main)).toEqual([
      {
        id: 'main',
        title: 'main',
        url: 'http://prometheus:9090',
        cluster: 'main',
        token: undefined,
        username: undefined,
        password: undefined,
        headers: {},
        windowDays: 14,
        timeoutMs: 60_000,
        prices: undefined,
      },
    ]);
  });

  it('is what the operator says, with exact prices', () => {
    const [, { prices, ...source }] = read(main, {
      id: 'mimir',
      title: 'All clusters',
      url: 'https://mimir.example/prometheus/',
      cluster: 'prod',
      username: 'ada',
      password: 'of-ada',
      headers: { 'X-Scope-OrgID': 'tenant' },
      windowDays: 7,
      timeout: { seconds: 30 },
      prices: {
        currency: 'EUR',
        coreHour: '0.031611',
        gibibyteHour: 1e-7,
        spotDiscountPercent: 62.5,
      },
    });
    expect(source).toMatchObject({
      id: 'mimir',
      title: 'All clusters',
      url: 'https://mimir.example/prometheus',
      cluster: 'prod',
      username: 'ada',
      password: 'of-ada',
      headers: { 'X-Scope-OrgID': 'tenant' },
      windowDays: 7,
      timeoutMs: 30_000,
    });
    expect(prices).toMatchObject({ currency: 'EUR', gpuHour: undefined });
    expect(
      [prices!.coreHour, prices!.gibibyteHour, prices!.spotDiscountPercent].map(
        amount => formatAmount(amount!),
      ),
    ).toEqual(['0.031611', '0.0000001', '62.5']);
  });

  it.each([
    [{ id: 'a b' }, /prometheus\[0\]\.id must be/],
    [{ url: 'ftp://x' }, /\[0\]\.url must be an http or https URL/],
    [{ url: 'http://ada:of-the-backend@x' }, /\[0\]\.url must not hold cred/],
    [{ url: 'http://x/?a=of-the-backend' }, /\[0\]\.url must end with/],
    [{ token: 'of-the-backend', username: 'a', password: 'b' }, /not both/],
    [{ username: 'a' }, /username and password together/],
    [{ token: 'of-the-backend\nX: y' }, /\[0\]\.token must be printable/],
    [{ headers: { Authorization: 'of-the-backend' } }, /not Authorization/],
    [{ headers: { 'X-A': 'of-the-backend\r\n' } }, /headers\.X-A must be/],
    [{ windowDays: 0 }, /windowDays must be a whole number from 1 to 30/],
    [{ windowDays: 1.5 }, /windowDays/],
    [{ timeout: { hours: 1 } }, /\[0\]\.timeout must be/],
    [{ prices: { coreHour: 1 } }, /currency/],
    [{ prices: { currency: 'Euro' } }, /prices\.currency must be/],
    [
      { prices: { currency: 'EUR', coreHour: 'x' } },
      /prices\.coreHour must be a decimal/,
    ],
    [{ prices: { currency: 'EUR', gpuHour: -1 } }, /prices\.gpuHour/],
    [
      { prices: { currency: 'EUR', spotDiscountPercent: 100 } },
      /spotDiscountPercent must be less/,
    ],
  ])('stops the start with the key of %j and no secret', (more, reason) => {
    const attempt = () => read({ ...main, ...more });
    expect(attempt).toThrow(reason);
    expect(attempt).not.toThrow(/of-the-backend/);
  });

  it('refuses an id twice', () => {
    expect(() => read(main, main)).toThrow(/\[1\]\.id is 'main' a second time/);
  });
});
