import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MEASURES, format, median, summarise } from './summary.mjs';

const run = value =>
  Object.fromEntries(MEASURES.map(({ key }) => [key, value]));

test('one slow run does not move the result', () => {
  assert.equal(median([3, 100, 2]), 3);
  assert.equal(median([4, 1, 2, 3]), 2.5);
});

test('the ratio is ours over the peer’s, so that above one is worse', () => {
  const [line] = summarise([run(3000)], [run(2000)]);
  assert.deepEqual(
    { ours: line.ours, peer: line.peer, ratio: line.ratio },
    { ours: 3, peer: 2, ratio: 1.5 },
  );
});

test('a slow minute of the machine that hits both of a pair does not move the ratio', () => {
  const [line] = summarise(
    [run(1000), run(9000), run(1000)],
    [run(1000), run(9000), run(1000)],
  );
  assert.equal(line.ratio, 1);
  const [mixed] = summarise(
    [run(3000), run(30), run(300)],
    [run(2000), run(20), run(200)],
  );
  assert.equal(mixed.ratio, 1.5);
});

test('a line over the aim says so, a line below does not', () => {
  const names = { ours: 'a', peer: 'b' };
  const over = format(summarise([run(3000)], [run(2000)]), {
    names,
    aim: 1.25,
  });
  const below = format(summarise([run(2000)], [run(2000)]), {
    names,
    aim: 1.25,
  });
  assert.match(over[1], /1\.50 {2}over the aim of 1\.25$/);
  assert.match(below[1], /1\.00$/);
});
