import { buildFindingQuery, isFiltered, readFilter } from './findingFilter';

const read = (query: string) => {
  const params = new URLSearchParams(query);
  return readFilter(key => params.get(key) ?? undefined);
};

it('asks for everything open when the address says nothing', () => {
  const filter = read('');
  expect(isFiltered(filter)).toBe(false);
  expect(
    Object.entries(buildFindingQuery(filter, 0)).filter(
      ([, value]) => value !== undefined,
    ),
  ).toEqual([['state', 'open']]);
});

it('reads lists, states, flags and days from the address', () => {
  const filter = read(
    'severity=critical,high&kind=secret&tool=trivy&state=fixed&overdue=true&fixable=true&exploited=true&new=1&package=pkg:npm/a&text=sql',
  );
  expect(isFiltered(filter)).toBe(true);
  expect(buildFindingQuery(filter, Date.parse('2026-11-20T12:00:00Z'))).toEqual(
    {
      severity: ['critical', 'high'],
      kind: ['secret'],
      tool: ['trivy'],
      state: 'fixed',
      overdue: 'true',
      fixable: 'true',
      exploited: 'true',
      since: '2026-11-19T12:00:00.000Z',
      package: 'pkg:npm/a',
      text: 'sql',
    },
  );
});

it.each([
  'severity=worst',
  'kind=<script>',
  'state=gone',
  'new=-3',
  'new=1e9',
  'new=x',
  'overdue=1',
  'exploited=yes',
])('passes over %s, which nobody knows', query => {
  expect(isFiltered(read(query))).toBe(false);
});
