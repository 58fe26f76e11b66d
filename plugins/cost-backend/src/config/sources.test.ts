import { resolve } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { readSources } from './sources';

const read = (...sources: object[]) =>
  readSources(sources.map(source => new ConfigReader(source as never)));

const url = 'http://opencost.opencost:9003';
const openCost = { url };
const currency = 'USD';
const SECRET = 'hunter2';

describe('readSources', () => {
  it('asks every container of the last two weeks unless it is told otherwise', () => {
    expect(read({ id: 'a', currency, openCost })).toEqual([
      {
        id: 'a',
        title: 'a',
        kind: 'openCost',
        currency: 'USD',
        openCost: {
          url: 'http://opencost.opencost:9003/allocation',
          headers: {},
          cluster: undefined,
          windowDays: 14,
          aggregate: undefined,
          timeoutMs: 120_000,
        },
      },
    ]);
  });

  it('takes several clusters beside folders', () => {
    const sources = read(
      { id: 'bills', folder: 'bills' },
      { id: 'east', currency, openCost },
      {
        id: 'west',
        title: 'West',
        currency: 'EUR',
        openCost: {
          url: 'https://kubecost.example/west/',
          path: '/model/allocation',
          token: SECRET,
          headers: { 'X-Scope-OrgID': 'ops' },
          cluster: 'west-1',
          windowDays: 30,
          aggregate: ['namespace', 'label:team'],
          timeout: { seconds: 30 },
        },
      },
    );
    expect(sources).toMatchObject([
      { kind: 'folder', folder: resolve('bills') },
      { id: 'east' },
      {
        title: 'West',
        openCost: {
          url: 'https://kubecost.example/west/model/allocation',
          headers: {
            authorization: `Bearer ${SECRET}`,
            'x-scope-orgid': 'ops',
          },
          cluster: 'west-1',
          windowDays: 30,
          aggregate: ['namespace', 'label:team'],
          timeoutMs: 30_000,
        },
      },
    ]);
  });

  it.each<[object, string]>([
    [{ currency }, "cost.sources[0] names neither a 'folder' nor 'openCost'"],
    [
      { currency, openCost, folder: '/bills' },
      "cost.sources[0].folder does not go together with 'openCost'",
    ],
    [
      { currency, openCost, format: 'opencost-allocation' },
      "cost.sources[0].format does not go together with 'openCost'",
    ],
    [{ openCost }, 'cost.sources[0].currency must say what the prices'],
    [
      { currency: 'dollar', openCost },
      'cost.sources[0].currency must be a currency code',
    ],
    ...(
      [
        [{ url: 'opencost:9003' }, '.url must be an address such as'],
        [{ url: `http://ada:${SECRET}@opencost` }, '.url must hold no user'],
        [{ url: `${url}?key=${SECRET}` }, '.url must have no query'],
        [{ url, path: 'allocation?' }, '.path must be a path such as'],
        [
          { url, headers: { 'X-Key': `${SECRET}\nx` } },
          ".headers has a header 'X-Key' that cannot be sent",
        ],
        [{ url, token: `${SECRET} ` }, '.token must be one word'],
        [
          { url, token: SECRET, headers: { Authorization: SECRET } },
          ".token does not go with the header 'Authorization'",
        ],
        [
          { url, windowDays: 0 },
          '.windowDays must be a whole number from 1 to 92',
        ],
        [{ url, windowDays: 1.5 }, '.windowDays must be a whole number'],
        [{ url, aggregate: ['team'] }, ".aggregate has 'team', which is none"],
        [{ url, aggregate: [] }, '.aggregate must name something'],
        [{ url, aggregate: ['pod', 'pod'] }, '.aggregate must name something'],
        [{ url, timeout: { minutes: 6 } }, '.timeout must be more than'],
      ] as const
    ).map(([settings, reason]): [object, string] => [
      { currency, openCost: settings },
      `cost.sources[0].openCost${reason}`,
    ]),
  ])('names what is wrong in %j', (source, reason) => {
    const reading = () => read({ id: 'a', ...source });
    expect(reading).toThrow(reason);
    expect(reading).not.toThrow(SECRET);
  });
});
