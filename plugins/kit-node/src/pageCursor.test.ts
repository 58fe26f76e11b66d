import { decodeCursor, encodeCursor } from './pageCursor';

describe('decodeCursor', () => {
  it('finds again what encodeCursor wrote', () => {
    const cursor = encodeCursor(['ml-team', 12]);
    expect(decodeCursor(cursor, [/^[a-z-]+$/, /^\d+$/])).toEqual([
      'ml-team',
      '12',
    ]);
  });

  it.each([
    'nonsense',
    '',
    encodeCursor(['ml-team']),
    encodeCursor(['ml-team', "'; drop table"]),
    Buffer.from('{}').toString('base64url'),
    Buffer.from('[null, {}]').toString('base64url'),
  ])('refuses %s', cursor => {
    expect(() => decodeCursor(cursor, [/^[a-z-]+$/, /^\d+$/])).toThrow(
      'cursor',
    );
  });
});
