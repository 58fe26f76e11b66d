import { parseReport } from '../parseReport';
import { DEFAULT_LIMITS } from './limits';
import { LONG_FROM } from './longLists';
import { readDocuments } from './readDocuments';

const read = (text: string) =>
  readDocuments(new TextEncoder().encode(text), DEFAULT_LIMITS);

/** So many items that a list is long, with what could be taken for its end in them. */
const ITEMS = Array.from({ length: 40_000 }, (_, index) =>
  index % 3 === 0
    ? { text: `]},"results":[${index}`, list: [[], [index, '"']] }
    : { index, '__proto__ ': null },
);
const LONG = JSON.stringify(ITEMS);

function refusal(text: string): string {
  try {
    parseReport(new TextEncoder().encode(text), { secretKey: 'key' });
  } catch (error) {
    return (error as Error).message;
  }
  return 'not refused';
}

describe('long lists', () => {
  it('are long enough here', () => {
    expect(LONG.length).toBeGreaterThan(LONG_FROM);
  });

  it.each([
    ['on top', `{"a": 1, "results": ${LONG}, "b": [2]}`],
    ['below', `{"runs" : [0, {"x": {"results"\n:\n${LONG}}}, 3]}`],
    ['in each', `[{"matches":${LONG}},{"results":${LONG},"matches":[1]}]`],
    ['under a name with escapes', `{"a\\"\\u0062":{"results":${LONG}}}`],
    ['within another', `{"results":[{"results":${LONG}}]}`],
  ])('say what the JSON says: %s', (_, text) => {
    const { values, checkRest } = read(text);
    checkRest();
    expect(JSON.stringify(values[0])).toBe(JSON.stringify(JSON.parse(text)));
  });

  it('are lists for whoever reads them', () => {
    const { values } = read(`{"results":${LONG}}`);
    const { results } = values[0] as { results: unknown[] };
    expect(Array.isArray(results)).toBe(true);
    expect(results).toHaveLength(ITEMS.length);
    expect([...results]).toEqual(ITEMS);
    expect(results[39_999]).toEqual(ITEMS[39_999]);
    expect(results[5]).toEqual(ITEMS[5]);
    expect(results[40_000]).toBeUndefined();
    expect(results.at(-1)).toEqual(ITEMS.at(-1));
    expect(results.filter(() => true)).toEqual(ITEMS);
    expect(results.some(item => item === 0)).toBe(false);
    expect(results.slice(7, 9)).toEqual(ITEMS.slice(7, 9));
  });

  it('with one name twice are what JSON says, the last', () => {
    const { values } = read(`{"results":${LONG},"results":[1]}`);
    expect(values).toEqual([{ results: [1] }]);
  });

  it('of nothing but white space are empty', () => {
    const { values } = read(`{"results":[${' '.repeat(LONG_FROM)}]}`);
    expect(values).toEqual([{ results: [] }]);
  });

  it('keep every digit of a whole number', () => {
    const { values } = read(
      `{"results":${LONG.replace(/.$/, ',12345678901234567890]')}}`,
    );
    const { results } = values[0] as { results: unknown[] };
    expect(results.at(-1)).toBe('12345678901234567890');
  });

  it('are refused as a whole where one item is no JSON, though nobody asks for it', () => {
    const broken = (list: string) =>
      refusal(`{"version":"2.1.0","runs":[],"results":${list}}`);
    expect(broken(LONG)).toBe('not refused');
    for (const list of [
      LONG.replace(/.$/, ',]'),
      LONG.replace(/.$/, ',,1]'),
      LONG.replace(/^./, '[,'),
      LONG.replace('"index":39998', '"index" 39998'),
      LONG.replace('"index":1,', '"index":],'),
    ]) {
      expect(broken(list)).toMatch(
        /^line 1, column \d+: This is not valid JSON \(/,
      );
    }
    expect(refusal(`{"nobody knows this":1,"results":[1${LONG}]}`)).toMatch(
      /^line 1, column \d+: This is not valid JSON \(/,
    );
    expect(refusal(`{"runs":[{"results":${LONG}`)).toMatch(/ends too early/);
  });
});
