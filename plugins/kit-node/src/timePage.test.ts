import { readTimeCursor, toTimePage } from './timePage';

const items = [3, 2, 1].map(day => ({
  id: `item-${day}`,
  at: `2026-03-0${day}T00:00:00.000Z`,
}));

it('goes on behind the last item of a page', () => {
  const page = toTimePage({ items, limit: 2, timeOf: ({ at }) => at });
  expect(page.items).toEqual(items.slice(0, 2));
  expect(readTimeCursor(page.nextCursor)).toEqual({
    time: items[1].at,
    id: 'item-2',
  });
});

it('has no cursor on the last page', () => {
  const page = toTimePage({ items, limit: 3, timeOf: ({ at }) => at });
  expect(page).toEqual({ items, nextCursor: undefined });
  expect(readTimeCursor(undefined)).toBeUndefined();
});

it.each([
  [['yesterday', 'item-2']],
  [[items[0].at, "' or 1=1"]],
  [[items[0].at]],
])('refuses a cursor of %j', parts => {
  const cursor = Buffer.from(JSON.stringify(parts)).toString('base64url');
  expect(() => readTimeCursor(cursor)).toThrow('not one of this list');
});
