import { splitHeadline } from './splitHeadline';

it('makes links of counts and of the features that it names', () => {
  expect(
    splitHeadline({
      headline: '3 of 24 features drifted: income_total, income. Since 12 Nov.',
      features: ['income', 'income_total'],
    }),
  ).toEqual([
    { text: '3 of 24 features', leadsTo: { view: 'features' } },
    { text: ' drifted: ' },
    { text: 'income_total', leadsTo: { feature: 'income_total' } },
    { text: ', ' },
    { text: 'income', leadsTo: { feature: 'income' } },
    { text: '. Since 12 Nov.' },
  ]);
});

it('leaves a sentence without numbers whole, whatever the names hold', () => {
  expect(
    splitHeadline({ headline: 'Never checked.', features: ['a(b', '[x'] }),
  ).toEqual([{ text: 'Never checked.' }]);
});

it('does not take a part of a word for a feature', () => {
  expect(
    splitHeadline({ headline: 'age: average steady', features: ['age'] }).map(
      part => part.text,
    ),
  ).toEqual(['age', ': average steady']);
});

it('leads from what performance says to the performance', () => {
  const performance = 'Accuracy fell from 0.91 to 0.84 (1,200 labelled rows).';
  expect(
    splitHeadline({
      headline: `${performance} None of 3 features drifted.`,
      features: [],
      performance,
    }),
  ).toEqual([
    { text: performance, leadsTo: { view: 'performance' } },
    { text: ' ' },
    { text: 'None of 3 features', leadsTo: { view: 'features' } },
    { text: ' drifted.' },
  ]);
});
