import { findingOf, placeIn } from './__testUtils__/sarifOf';

const MESSAGE = { text: 'Something is wrong.' };
const place = (location: object, run?: Parameters<typeof findingOf>[1]) =>
  findingOf({ ruleId: 'r', message: MESSAGE, locations: [location] }, run)
    .location;

describe('places of results', () => {
  it('has lines from 1, and none where there are only offsets', () => {
    expect(
      place(placeIn('a.c', { startLine: 0, endLine: 3, charOffset: 5 })),
    ).toEqual({ path: 'a.c' });
    expect(place(placeIn('a.c', { startLine: 2, endLine: 3 }))).toEqual({
      path: 'a.c',
      line: 2,
      endLine: 3,
    });
  });

  it('finds the file by its index', () => {
    const artifacts = [{ location: { uri: 'src/x.js' } }];

    expect(
      place(
        { physicalLocation: { artifactLocation: { index: 0 } } },
        { artifacts },
      ),
    ).toEqual({ path: 'src/x.js' });
  });

  it('starts paths at the root of what was scanned', () => {
    const run = {
      originalUriBaseIds: {
        ROOT: { uri: 'file:///home/build/shop/' },
        LIB: { uri: 'lib/', uriBaseId: 'ROOT' },
        LOOP: { uri: 'again/', uriBaseId: 'LOOP' },
      },
      invocations: [{ workingDirectory: { uri: 'file:///builds/app' } }],
    };
    const below = (uri: string, uriBaseId?: string) =>
      place({ physicalLocation: { artifactLocation: { uri, uriBaseId } } }, run)
        ?.path;

    expect(below('a.ts', 'LIB')).toBe('lib/a.ts');
    expect(below('a.ts', 'ROOT')).toBe('a.ts');
    expect(below('a.ts', 'MISSING')).toBe('a.ts');
    expect(below('a.ts', 'LOOP')).toMatch(/^again\/(again\/)*a\.ts$/);
    expect(below('file:///home/build/shop/src/a%20b.ts')).toBe('src/a b.ts');
    expect(below('file:///builds/app/x.sh')).toBe('x.sh');
    expect(below('file:///C:/code/x.c')).toBe('C:/code/x.c');
    expect(below('../../etc/passwd')).toBe('../../etc/passwd');
  });

  it('keeps every place of a result', () => {
    const finding = findingOf({
      ruleId: 'r',
      message: MESSAGE,
      locations: ['a.js', 'b.js', 'c.js'].map(uri => placeIn(uri)),
    });

    expect(finding.location?.path).toBe('a.js');
    expect(finding.otherLocations.map(({ path }) => path)).toEqual([
      'b.js',
      'c.js',
    ]);
  });

  it('names what is no file', () => {
    expect(
      place({ logicalLocations: [{ fullyQualifiedName: 'shop::Cart::add' }] }),
    ).toEqual({ resource: 'shop::Cart::add' });
    expect(
      place(
        { logicalLocations: [{ index: 0 }] },
        {
          logicalLocations: [{ fullyQualifiedName: 'shop::Cart' }],
        },
      ),
    ).toEqual({ resource: 'shop::Cart' });
  });
});
