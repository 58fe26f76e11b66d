import { readJson } from '../../../__testUtils__/readJson';
import { Finding } from '../../../report/Finding';

/** One result in one run of a tool, with whatever else the run says. */
export function sarifOf(
  result: object,
  run: { name?: string; rules?: object[]; [key: string]: unknown } = {},
) {
  const { name = 'Lintly', rules, ...others } = run;
  return {
    version: '2.1.0',
    runs: [{ tool: { driver: { name, rules } }, results: [result], ...others }],
  };
}

/** The finding that a result becomes. */
export function findingOf(
  result: object,
  run?: Parameters<typeof sarifOf>[1],
): Finding {
  return readJson(sarifOf(result, run)).findings[0];
}

/** A place in a file. */
export function placeIn(uri: string, region?: object) {
  return { physicalLocation: { artifactLocation: { uri }, region } };
}
