import { greet, summarise } from './summary';

it.each([
  [4, 'Good evening.'],
  [5, 'Good morning.'],
  [11, 'Good morning.'],
  [12, 'Good afternoon.'],
  [18, 'Good evening.'],
])('at %i it says "%s"', (hour, greeting) => {
  expect(greet(hour)).toBe(greeting);
});

it.each([
  [
    { needs: 0, teams: 1, things: 9 },
    'Nothing needs you. Yours: 9 things in 1 team.',
  ],
  [
    { needs: 1, teams: 2, things: 1 },
    '1 thing needs you. Yours: 1 thing in 2 teams.',
  ],
  [
    { needs: 2, teams: 0, things: 0 },
    '2 things need you, and you are in no team yet.',
  ],
  [
    { needs: 0, teams: 0, things: 0 },
    'You are in no team yet: create one, and what it makes is yours.',
  ],
])('%j is told as "%s"', (options, sentence) => {
  expect(summarise(options)).toBe(sentence);
});
