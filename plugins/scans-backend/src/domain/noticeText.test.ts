import { noticeText } from './noticeText';

it('says what happened, the news first', () => {
  expect(
    noticeText({
      name: 'checkout',
      severity: 'critical',
      counts: { new: 1200, overdue: 1, lapsed: 2 },
    }),
  ).toEqual({
    title: 'checkout: 1,200 critical findings are new',
    description:
      '1,200 critical findings are new. 1 critical finding is overdue. 2 critical findings are open again: what was decided has ended.',
  });
});

it('leaves out what did not happen', () => {
  expect(
    noticeText({
      name: 'cart',
      severity: 'unknown',
      counts: { new: 0, overdue: 1, lapsed: 0 },
    }),
  ).toEqual({
    title: 'cart: 1 unrated finding is overdue',
    description: '1 unrated finding is overdue.',
  });
});
