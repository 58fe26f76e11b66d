import { Cvss2, Cvss3P0, Cvss3P1, Cvss4P0 } from 'ae-cvss-calculator';
import { Cvss } from '../report/Finding';

/** Metrics of CVSS 4.0 without which a vector has no score. */
const MANDATORY = 'AV AC AT PR UI VC VI VA SC SI SA'.split(' ');

/** Whether every metric is there once: the calculator forgives what the specification does not. */
function isWhole(vector: string): boolean {
  const metrics = vector
    .replace(/[()]/g, '')
    .split('/')
    .map(part => part.split(':')[0]);
  return (
    new Set(metrics).size === metrics.length &&
    (!vector.startsWith('CVSS:4') ||
      MANDATORY.every(metric => metrics.includes(metric)))
  );
}

/** A vector's score, by the version that it names. */
function scoreOf(vector: string): number | undefined {
  if (!isWhole(vector)) {
    return undefined;
  }
  try {
    if (vector.startsWith('CVSS:4.0/')) {
      return new Cvss4P0(vector).createJsonSchema().baseScore;
    }
    if (vector.startsWith('CVSS:3.1/')) {
      return new Cvss3P1(vector).createJsonSchema().baseScore;
    }
    if (vector.startsWith('CVSS:3.0/')) {
      return new Cvss3P0(vector).createJsonSchema().baseScore;
    }
    if (/^\(?AV:[LAN]\//.test(vector)) {
      return new Cvss2(vector.replace(/[()]/g, '')).createJsonSchema()
        .baseScore;
    }
  } catch {
    // A vector that breaks the rules has no score
  }
  return undefined;
}

const memory = new Map<string, number | undefined>();
const MAX_REMEMBERED = 5000;

/** A vector's score, computed once; reports repeat few vectors thousands of times. */
function rememberedScore(vector: string): number | undefined {
  if (!memory.has(vector)) {
    if (memory.size >= MAX_REMEMBERED) {
      memory.clear();
    }
    memory.set(vector, scoreOf(vector));
  }
  return memory.get(vector);
}

/**
 * A CVSS rating of a report: the score of its vector (CVSS 2.0, 3.0, 3.1, 4.0 of
 * FIRST), else the score as given. A score out of 0 to 10 is none.
 */
export function rateCvss(given: {
  vector?: string;
  score?: number;
}): Cvss | undefined {
  const vector =
    given.vector !== undefined && given.vector.length <= 300
      ? given.vector.trim()
      : undefined;
  const computed = vector ? rememberedScore(vector) : undefined;
  const score =
    computed ??
    (given.score !== undefined && given.score >= 0 && given.score <= 10
      ? given.score
      : undefined);
  if (score === undefined && computed === undefined) {
    return undefined;
  }
  return {
    ...(computed === undefined ? {} : { vector }),
    ...(score === undefined ? {} : { score }),
  };
}
