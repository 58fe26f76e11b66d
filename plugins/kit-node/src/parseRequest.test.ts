import { parseRequest } from './parseRequest';

const passing = { safeParse: (data: unknown) => ({ success: true, data }) };

function failing(...issues: Array<{ path: PropertyKey[]; message: string }>) {
  return {
    safeParse: () => ({ success: false as const, error: { issues } }),
  };
}

describe('parseRequest', () => {
  it('returns what the schema made of the input', () => {
    expect(parseRequest(passing as any, { a: 1 }, 'body')).toEqual({ a: 1 });
  });

  it('names every field that is wrong', () => {
    const schema = failing(
      { path: ['files', 0, 'path'], message: 'is empty' },
      { path: ['limit'], message: 'is too large' },
    );
    expect(() => parseRequest(schema, {}, 'query')).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message:
          'Invalid request query: files[0].path: is empty; limit: is too large',
      }),
    );
  });

  it('says what is wrong with a body that is no object at all', () => {
    const schema = failing({ path: [], message: 'expected object' });
    expect(() => parseRequest(schema, undefined, 'body')).toThrow(
      'Invalid request body: expected object',
    );
  });

  it('stays short when much is wrong', () => {
    const issues = Array.from({ length: 12 }, (_, i) => ({
      path: [`field${i}`],
      message: 'is wrong',
    }));
    expect(() => parseRequest(failing(...issues), {}, 'body')).toThrow(
      /field4: is wrong; and 7 more$/,
    );
  });
});
