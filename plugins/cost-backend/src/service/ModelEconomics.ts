import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  costModelQuerySchema,
  costModelsQuerySchema,
  type CostModelAnswer,
  type CostModelCurrency,
  type CostModels,
} from '@plumbline/backstage-plugin-cost-common';
import {
  CostMetric,
  readAmount,
} from '@plumbline/backstage-plugin-cost-formats';
import { ownersOf } from '@plumbline/backstage-plugin-kit-node';
import type { output } from 'zod';
import { dayOf, daysOfMonth, monthBefore, monthOf } from '../domain/days';
import { listShownMonths } from '../domain/modelEconomics';
import { ModelMember } from '../domain/modelMembers';
import { listModelRuns } from '../domain/modelRuns';
import { CostReaderModels } from '../store/CostReaderModels';
import { CostReaderMonths } from '../store/CostReaderMonths';
import { CostAccess } from './CostAccess';
import { ModelAccounts } from './ModelAccounts';
import { ModelCatalog } from './ModelCatalog';
import { SourcesHealth } from './SourcesHealth';

/** More than a page can show. */
const MAX_MODELS = 500;

/** What of the metric and the month was asked for. */
interface Asked {
  month: string;
  metric: CostMetric;
  today: string;
}

const sizeOf = ({ amount }: { amount: string }) => {
  const value = readAmount(amount) ?? 0n;
  return value < 0n ? -value : value;
};

/** Says what models cost, and what one run, prediction or token of them does. */
export class ModelEconomics {
  readonly #access: CostAccess;
  readonly #accounts: ModelAccounts;
  readonly #catalog: ModelCatalog;
  readonly #costs: CostReaderModels;
  readonly #health: SourcesHealth;
  readonly #metric: CostMetric;
  readonly #months: CostReaderMonths;

  constructor(options: {
    access: CostAccess;
    accounts: ModelAccounts;
    modelCatalog: ModelCatalog;
    modelCosts: CostReaderModels;
    health: SourcesHealth;
    /** What is meant where nobody asks for another. */
    metric: CostMetric;
    months: CostReaderMonths;
  }) {
    this.#access = options.access;
    this.#accounts = options.accounts;
    this.#catalog = options.modelCatalog;
    this.#costs = options.modelCosts;
    this.#health = options.health;
    this.#metric = options.metric;
    this.#months = options.months;
  }

  async get(
    query: output<typeof costModelQuerySchema>,
    credentials: BackstageCredentials,
  ): Promise<CostModelAnswer> {
    const { entity: modelRef } = query;
    await this.#access.getReadable(modelRef, credentials);
    const members = (await this.#catalog.readMembers([modelRef])).get(modelRef);
    if (!members) {
      throw new NotFoundError(
        `${modelRef} is no model: a Resource of the type ml-model is one`,
      );
    }
    const asked = await this.#ask(query);
    const { month, metric } = asked;
    const isReadable = await this.#readableOf(members, credentials);
    const account = await this.#accounts.open(
      {
        ...asked,
        members: new Map([[modelRef, members]]),
        months: listShownMonths(month),
      },
      credentials,
    );
    const { costs, runs, predictions, tokens, describe } = account(modelRef);
    const { start: from, end: to } = daysOfMonth(month);
    const pipelineRefs = refsOf(members, 'pipeline').filter(isReadable);
    return {
      entityRef: modelRef,
      month,
      metric,
      currencies: describe(isReadable),
      pipelines: pipelineRefs,
      servers: refsOf(members, 'server').filter(isReadable),
      runs,
      predictions,
      tokens,
      runList: listModelRuns({
        costs: costs.filter(cost => cost.month === month),
        days: await this.#costs.listRunDays({
          entityRefs: [modelRef, ...pipelineRefs],
          from,
          to,
        }),
        isReadable,
      }),
      sources: await this.#listSources(credentials),
    };
  }

  async list(
    query: output<typeof costModelsQuerySchema>,
    credentials: BackstageCredentials,
  ): Promise<CostModels> {
    await this.#access.assertCanReadSome(credentials);
    const asked = await this.#ask(query);
    const { month, metric } = asked;
    const found = await this.#catalog.listModels({
      owners: (await this.#access.canReadAll(credentials))
        ? undefined
        : await this.#access.teamsOf(credentials),
      limit: MAX_MODELS + 1,
    });
    const shown = found.slice(0, MAX_MODELS);
    const readable = await this.#access.findReadable(shown, credentials);
    const modelRefs = [...readable.keys()].sort();
    const members = await this.#catalog.readMembers(modelRefs);
    const isReadable = await this.#readableOf(
      [...members.values()].flat(),
      credentials,
    );
    const account = await this.#accounts.open(
      { ...asked, members, months: [monthBefore(month), month] },
      credentials,
    );
    return {
      month,
      metric,
      items: [...members.keys()]
        .flatMap(entityRef => {
          const { runs, predictions, tokens, describe } = account(entityRef);
          const [ownerRef] = ownersOf(readable.get(entityRef)!);
          return describe(isReadable).map(({ months: _, ...rest }) => ({
            ...rest,
            entityRef,
            ownerRef,
            runs,
            predictions,
            tokens,
          }));
        })
        .sort(compareItems),
      isComplete: found.length <= MAX_MODELS,
      sources: await this.#listSources(credentials),
    };
  }

  async #ask(query: { month?: string; metric?: CostMetric }): Promise<Asked> {
    const today = dayOf(Date.now());
    const current = monthOf(today);
    return {
      month:
        query.month ?? (await this.#months.findLastMonth(current)) ?? current,
      metric: query.metric ?? this.#metric,
      today,
    };
  }

  /** Whose costs the caller may read; of the others models show amounts without a name. */
  async #readableOf(
    members: readonly ModelMember[],
    credentials: BackstageCredentials,
  ): Promise<(entityRef: string) => boolean> {
    const refs = [...new Set(members.map(({ entityRef }) => entityRef))];
    const readable = await this.#access.findReadable(refs, credentials);
    return entityRef => readable.has(entityRef);
  }

  async #listSources(credentials: BackstageCredentials) {
    return this.#health.list({
      nowMs: Date.now(),
      isForAll: await this.#access.canReadAll(credentials),
    });
  }
}

function refsOf(
  members: readonly ModelMember[],
  role: ModelMember['role'],
): string[] {
  return members
    .filter(member => member.role === role)
    .map(({ entityRef }) => entityRef);
}

function compareItems(
  one: Pick<CostModelCurrency, 'amount'> & { entityRef: string },
  other: Pick<CostModelCurrency, 'amount'> & { entityRef: string },
): number {
  const [first, second] = [sizeOf(one), sizeOf(other)];
  if (first === second) {
    return one.entityRef < other.entityRef ? -1 : 1;
  }
  return first > second ? -1 : 1;
}
