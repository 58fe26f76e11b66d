import { Knex } from 'knex';
import { CatalogPlace } from '../domain/CatalogPlace';
import { StoredAdvice } from '../domain/usage/StoredAdvice';
import { AdviceStore } from '../store/AdviceStore';

/** The id of advice that tests insert, by its place from 1. */
export const adviceId = (place: number) => `${place}`.padStart(32, '0');

/** Advice as tests write it: of a CPU request, with a patch. */
export interface TestAdvice {
  entity?: string;
  /** Of a month, in euros; null where it is not known. */
  saving?: string | null;
  currency?: string;
  state?: StoredAdvice['advice']['state'];
  source?: string;
}

/** Stores advice as a reading of one Prometheus does, in the order of its ids. */
export async function insertAdvice(options: {
  knex: Knex;
  advice: readonly TestAdvice[];
  places?: readonly CatalogPlace[];
  source?: string;
}): Promise<void> {
  const { knex, advice, places = [], source = 'main' } = options;
  await new AdviceStore(knex).replace({
    source,
    advice: advice.map((given, index) => {
      const { entity, saving = '1', currency = 'EUR' } = given;
      const { state = 'suggestion' } = given;
      return {
        advice: {
          id: adviceId(index + 1),
          kind: 'cpuRequest',
          state,
          entityRef: entity,
          cluster: 'prod',
          namespace: 'shop',
          workload: `workload-${index + 1}`,
          workloadKind: 'Deployment',
          container: 'app',
          current: '2000m',
          suggested: state === 'suggestion' ? '100m' : undefined,
          saving:
            saving === null || state === 'withheld'
              ? null
              : { amount: saving, currency },
          from: '2026-03-01',
          to: '2026-03-14',
          measuredAt: '2026-03-15T00:10:00.000Z',
          source,
          hasPatch: state === 'suggestion',
        },
        subject: {
          tags: new Map(),
          labels: new Map([['entity', entity ?? '']]),
          isIdle: false,
        },
        patch: state === 'suggestion' ? `patch: ${index + 1}\n` : undefined,
      };
    }),
    reading: {
      readAt: '2026-03-15T00:10:00.000Z',
      fingerprint: 'settings',
      lacks: 'No exporter says more.',
    },
    placeOf: ref => places.find(({ entityRef }) => entityRef === ref),
  });
}
