import { z } from 'zod';
import {
  createPageQuerySchema,
  entityRefSchema,
  pageSchema,
  timeSchema,
} from './contract';

test('an entity ref is taken only in full and in lower case', () => {
  expect(entityRefSchema.parse('component:default/checkout')).toBe(
    'component:default/checkout',
  );
  for (const ref of ['checkout', 'Component:default/checkout', 'a:b/c d']) {
    expect(entityRefSchema.safeParse(ref).success).toBe(false);
  }
});

test('a time is taken in UTC only', () => {
  expect(timeSchema.safeParse('2026-03-01T00:00:00.000Z').success).toBe(true);
  expect(timeSchema.safeParse('2026-03-01T00:00:00+01:00').success).toBe(false);
  expect(timeSchema.safeParse('2026-03-01').success).toBe(false);
});

test('a page holds items, and a cursor unless it is the last', () => {
  const page = pageSchema(z.number());
  expect(page.parse({ items: [1] })).toEqual({ items: [1] });
  expect(page.parse({ items: [], nextCursor: 'x' }).nextCursor).toBe('x');
  expect(page.safeParse({ items: ['1'] }).success).toBe(false);
});

test('a query asks for 1 to 200 items with a cursor that is not endless', () => {
  const query = createPageQuerySchema(3);
  expect(query.parse({})).toEqual({ limit: 50 });
  expect(query.parse({ cursor: 'abc', limit: '200' })).toEqual({
    cursor: 'abc',
    limit: 200,
  });
  for (const wrong of [{ cursor: 'abcd' }, { limit: 0 }, { limit: 201 }]) {
    expect(query.safeParse(wrong).success).toBe(false);
  }
});
