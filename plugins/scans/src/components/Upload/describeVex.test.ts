import { describeVex } from './describeVex';

const NOTHING = {
  statements: 0,
  created: 0,
  proposed: 0,
  ended: 0,
  unchanged: 0,
  ignored: 0,
  warnings: [],
};

it('says what is in force, what waits, what hides nothing and what was not taken', () => {
  expect(
    describeVex({
      statements: 9,
      created: 5,
      proposed: 1,
      ended: 2,
      unchanged: 3,
      ignored: 1,
      warnings: [],
    }),
  ).toEqual([
    '9 statements understood.',
    '4 decisions in force.',
    '1 decision waits for an approver: about findings so severe nobody decides alone.',
    '3 as before: the document, or a person after it, said so already.',
    '1 says that something is affected or still looked into: nothing is hidden by that.',
    '2 earlier decisions of a document ended.',
    '1 entry not taken.',
  ]);
});

it('is short about a document that says nothing', () => {
  expect(describeVex(NOTHING)).toEqual(['0 statements understood.']);
});
