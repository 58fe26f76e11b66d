import { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { MonitorPredictions } from '@plumbline/backstage-plugin-drift-common';
import { groupBy } from '@plumbline/backstage-plugin-kit-common';
import { Counted, DayCounter } from '../domain/modelCounts';
import { DriftPredictions } from '../sources/DriftPredictions';
import { DayUnits, UnitStore } from '../store/UnitStore';

/** What was counted of a model, by day. */
export interface CountedModel {
  predictions: Counted;
  tokens: Counted;
}

const NO_TOKENS = 'Nothing reports its tokens';

function toCounter({ name, counted, days }: MonitorPredictions): DayCounter {
  return {
    from:
      counted === 'ingested'
        ? `predictions that were sent to the monitor ${name}`
        : `rows of the windows that the monitor ${name} compared`,
    days: new Map(days.map(({ day, predictions }) => [day, predictions])),
  };
}

function describePredictions(
  monitors: readonly MonitorPredictions[] | undefined,
): Counted {
  if (!monitors || monitors.length === 0) {
    return { reason: 'No drift monitor that you may see watches it' };
  }
  const [why] = monitors.flatMap(({ name, reason }) =>
    reason === undefined ? [] : [`The monitor ${name} counts none: ${reason}`],
  );
  return {
    counters: monitors.map(toCounter),
    reason: why ?? 'Its monitors counted nothing in the month',
  };
}

/**
 * Sources see different servers: a day is known when all of them are that ever
 * counted the model, and is their sum.
 *
 * @param units - of sources that are asked: one that no longer is, or is by
 *   another name, would be waited for in vain or counted twice
 */
function describeTokens(units: readonly DayUnits[]): Counted {
  if (units.length === 0) {
    return { reason: NO_TOKENS };
  }
  const sources = new Set(units.map(({ source }) => source));
  const byDay = groupBy(units, ({ day }) => day);
  return {
    reason: NO_TOKENS,
    counters: [
      {
        from: `tokens of prompts and answers that ${[...sources].sort().join(' and ')} saw`,
        days: new Map(
          [...byDay].flatMap(([day, own]) =>
            own.length === sources.size
              ? [[day, own.reduce((sum, one) => sum + one.quantity, 0)]]
              : [],
          ),
        ),
      },
    ],
  };
}

/** Reads what was counted of models. */
export class ModelCounts {
  readonly #drift: DriftPredictions;
  readonly #tokenSources: ReadonlySet<string>;
  readonly #units: UnitStore;

  constructor(options: {
    drift: DriftPredictions;
    /** Those that are asked for tokens. */
    tokenSources: Iterable<string>;
    units: UnitStore;
  }) {
    this.#drift = options.drift;
    this.#tokenSources = new Set(options.tokenSources);
    this.#units = options.units;
  }

  /** Both days are included. */
  async read(
    question: { modelRefs: readonly string[]; from: string; to: string },
    credentials: BackstageCredentials,
  ): Promise<(modelRef: string) => CountedModel> {
    const { modelRefs: entityRefs, ...days } = question;
    const [answer, units] = await Promise.all([
      this.#drift.count({ entityRefs, ...days }, credentials),
      this.#units.list({ unit: 'tokens', entityRefs, ...days }),
    ]);
    const unitsOf = groupBy(
      units.filter(({ source }) => this.#tokenSources.has(source)),
      ({ entityRef }) => entityRef,
    );
    return modelRef => ({
      predictions:
        'reason' in answer
          ? answer
          : describePredictions(answer.byEntity.get(modelRef)),
      tokens: describeTokens(unitsOf.get(modelRef) ?? []),
    });
  }
}
