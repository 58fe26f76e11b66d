import { messageText } from './messageText';
import { ruleFacts } from './ruleFacts';

const FACTS = ruleFacts(
  {
    id: 'r',
    messageStrings: {
      unused: { text: "'{0}' of {1} is never used; write {{}} instead." },
    },
  },
  { globalMessageStrings: { seen: { text: 'Seen at {0}.' } } },
);

describe('messageText', () => {
  it.each([
    [{ text: 'Plain.' }, 'Plain.'],
    ['Not even an object', 'Not even an object'],
    [{ markdown: '**Only** this' }, '**Only** this'],
    [
      { id: 'unused', arguments: ['a', 2] },
      "'a' of 2 is never used; write {} instead.",
    ],
    [
      { id: 'unused', arguments: ['a'] },
      "'a' of {1} is never used; write {} instead.",
    ],
    [{ id: 'unused' }, "'{0}' of {1} is never used; write {} instead."],
    [{ id: 'seen', arguments: ['noon'] }, 'Seen at noon.'],
    [{ text: 'Value {0}', arguments: ['x'] }, 'Value x'],
    [
      { text: 'Mind {{ braces }} of {0} others' },
      'Mind {{ braces }} of {0} others',
    ],
    [{ id: '__proto__' }, undefined],
    [{}, undefined],
    [null, undefined],
    [7, undefined],
  ])('reads %j as %j', (message, text) => {
    expect(messageText(message, FACTS)).toBe(text);
  });

  it.each([
    ['Comes from [here](1) and [there](2).', 'Comes from here and there.'],
    ['See [the \\[odd\\] page](https://example.com/x)', 'See the [odd] page'],
    ['An [unfinished](link', 'An [unfinished](link'],
    ['array[0](call)', 'array0'],
    ['[x](javascript:alert%281%29)', 'x'],
  ])('makes plain text of %j', (text, plain) => {
    expect(messageText({ text }, FACTS)).toBe(plain);
  });

  it('takes no longer for a text made to be slow', () => {
    const text = '['.repeat(50_000) + ']('.repeat(50_000);

    expect(messageText({ text }, FACTS)).toHaveLength(16_000);
  });
});
