import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type {
  CostAdvice,
  costAdviceQuerySchema,
  CostAdviceList,
  CostUsageSource,
} from '@plumbline/backstage-plugin-cost-common';
import { formatAmount } from '@plumbline/backstage-plugin-cost-formats';
import {
  decodeCursor,
  encodeCursor,
} from '@plumbline/backstage-plugin-kit-node';
import type { output } from 'zod';
import { PrometheusSource } from '../config/prometheus';
import { describeUsageSource } from '../domain/usage/usageHealth';
import { AdviceFilter, AdviceReader } from '../store/AdviceReader';
import { AdviceStore } from '../store/AdviceStore';
import { CostReaderPlaces } from '../store/CostReaderPlaces';
import { CostAccess } from './CostAccess';
import { CostMembers } from './CostMembers';
import { CostScope } from './CostScope';

type Query = output<typeof costAdviceQuerySchema>;

const RANK = /^\d{0,80}$/;
const ID = /^[0-9a-f]{32}$/;

/** A patch as a file. */
export interface AdvicePatch {
  name: string;
  content: string;
}

/** Says what could be saved of what the caller may read. */
export class CostAdvices {
  readonly #access: CostAccess;
  readonly #advice: AdviceReader;
  readonly #members: CostMembers;
  readonly #places: CostReaderPlaces;
  readonly #readings: AdviceStore;
  readonly #scope: CostScope;
  readonly #sources: readonly PrometheusSource[];
  readonly #staleAfterMs: number;

  constructor(options: {
    access: CostAccess;
    advice: AdviceReader;
    members: CostMembers;
    readPlaces: CostReaderPlaces;
    readings: AdviceStore;
    scope: CostScope;
    prometheus: readonly PrometheusSource[];
    staleAfterMs: number;
  }) {
    this.#access = options.access;
    this.#advice = options.advice;
    this.#members = options.members;
    this.#places = options.readPlaces;
    this.#readings = options.readings;
    this.#scope = options.scope;
    this.#sources = options.prometheus;
    this.#staleAfterMs = options.staleAfterMs;
  }

  /** The largest saving first. */
  async list(
    query: Query,
    credentials: BackstageCredentials,
  ): Promise<CostAdviceList> {
    await this.#access.assertCanReadSome(credentials);
    const isForAll = await this.#access.canReadAll(credentials);
    const { kind, state, limit, cursor } = query;
    const [rank, id] =
      cursor === undefined ? [] : decodeCursor(cursor, [RANK, ID]);
    const filter: AdviceFilter = {
      sources: this.#sourceIds,
      entityRefs: await this.#listReadable(query, credentials),
      kind,
      state,
    };
    const found = await this.#advice.list(filter, {
      after: id === undefined ? undefined : { rank, id },
      limit: limit + 1,
    });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const sums = await this.#advice.sum(filter);
    return {
      items: await this.#withOwners(page.map(({ advice }) => advice)),
      nextCursor:
        found.length > limit && last
          ? encodeCursor([last.rank, last.advice.id])
          : undefined,
      savings: sums.map(({ currency, amount }) => ({
        currency,
        amount: formatAmount(amount),
      })),
      withheld: await this.#advice.count({ ...filter, state: 'withheld' }),
      sources: await this.#listSources(isForAll),
    };
  }

  /** The patch of a suggestion; of one that the caller may not read there is none, like of one that is not there. */
  async getPatch(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<AdvicePatch> {
    const found = ID.test(id)
      ? await this.#advice.find(id, this.#sourceIds)
      : undefined;
    if (!found || !(await this.#canRead(found.advice, credentials))) {
      throw new NotFoundError(
        `There is no suggestion ${id} that you may read; they are made anew every day`,
      );
    }
    const { advice, patch } = found;
    if (patch === undefined) {
      throw new NotFoundError(`The suggestion ${id} has no patch`);
    }
    const resource = advice.kind === 'cpuRequest' ? 'cpu' : 'memory';
    return {
      // Nothing but names that Kubernetes allows has a patch
      name: `${advice.workload}-${advice.container}-${resource}.yaml`,
      content: patch,
    };
  }

  get #sourceIds(): string[] {
    return this.#sources.map(({ id }) => id);
  }

  async #canRead(
    { entityRef }: Pick<CostAdvice, 'entityRef'>,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    if (await this.#access.canReadAll(credentials)) {
      return true;
    }
    const readable = await this.#access.findReadable(
      entityRef === undefined ? [] : [entityRef],
      credentials,
    );
    return readable.size > 0;
  }

  /** Undefined where everything is: also what is no entity's. */
  async #listReadable(
    { entity, owner }: Query,
    credentials: BackstageCredentials,
  ): Promise<readonly string[] | undefined> {
    if (entity === undefined) {
      return this.#scope.listReadable(owner, credentials);
    }
    await this.#access.getReadable(entity, credentials);
    const refs = await this.#members.list(entity);
    return (await this.#access.canReadAll(credentials))
      ? refs
      : [...(await this.#access.findReadable(refs, credentials)).keys()];
  }

  async #withOwners(
    advice: readonly Omit<CostAdvice, 'ownerRef'>[],
  ): Promise<CostAdvice[]> {
    const places = await this.#places.listPlaces(
      advice.flatMap(({ entityRef }) => entityRef ?? []),
    );
    return advice.map(of => ({
      ...of,
      ownerRef:
        of.entityRef === undefined
          ? undefined
          : places.get(of.entityRef)?.ownerRef,
    }));
  }

  /** What went wrong, or is missing, is for those who may read everything. */
  async #listSources(isForAll: boolean): Promise<CostUsageSource[]> {
    const readings = await this.#readings.listReadings();
    return this.#sources.map(source => {
      const { message, ...health } = describeUsageSource({
        source,
        reading: readings.get(source.id),
        nowMs: Date.now(),
        staleAfterMs: this.#staleAfterMs,
      });
      return isForAll && message !== undefined
        ? { ...health, message }
        : health;
    });
  }
}
