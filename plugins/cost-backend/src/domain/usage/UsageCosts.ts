import { Amount, readAmount } from '@plumbline/backstage-plugin-cost-formats';
import { UsagePrices } from '../UsageSource';
import { keyOf } from './keyOf';
import { RecordedUsage, UsageSample } from './RecordedUsage';

/** What an hour on a node costs; absent where it is not known. */
export interface NodePrice {
  core?: Amount;
  gibibyte?: Amount;
}

const HOURS_PER_MONTH = 730n;
const HUNDRED = readAmount('100')!;
/** What providers and autoscalers label nodes with that may be interrupted, as kube-state-metrics writes it. */
const SPOT_LABELS: readonly (readonly [name: string, value: RegExp])[] = [
  ['label_karpenter_sh_capacity_type', /^spot$/],
  ['label_eks_amazonaws_com_capacityType', /^SPOT$/],
  ['label_eks_amazonaws_com_capacity_type', /^SPOT$/],
  ['label_cloud_google_com_gke_spot', /^true$/],
  ['label_cloud_google_com_gke_preemptible', /^true$/],
  ['label_kubernetes_azure_com_scalesetpriority', /^spot$/],
  ['label_node_kubernetes_io_lifecycle', /^spot$/],
];

type Labels = UsageSample['labels'];

const nodeKey = (labels: Labels) => keyOf(labels.cluster, labels.node);

function indexPrices(
  samples: readonly UsageSample[],
  key: (labels: Labels) => string,
): ReadonlyMap<string, Amount> {
  const prices = new Map<string, Amount>();
  for (const { labels, text } of samples) {
    const price = readAmount(text);
    if (price !== undefined && price >= 0n) {
      prices.set(key(labels), price);
    }
  }
  return prices;
}

/** What is paid by the hour: as OpenCost exports it of a node or a volume, else as it is configured. */
export class UsageCosts {
  readonly #given: UsagePrices | undefined;
  readonly #cores: ReadonlyMap<string, Amount>;
  readonly #gibibytes: ReadonlyMap<string, Amount>;
  readonly #gpus: ReadonlyMap<string, Amount>;
  readonly #volumes: ReadonlyMap<string, Amount>;
  readonly #instanceTypes = new Map<string, string>();
  readonly #spot = new Map<string, boolean>();
  /** Of nodes that may be interrupted, the dearest of each type. */
  readonly #spotPrices = new Map<string, NodePrice>();

  /** @param given - without them no currency is known, and so no price */
  constructor(recorded: RecordedUsage, given: UsagePrices | undefined) {
    this.#given = given;
    const index = (samples: readonly UsageSample[], key = nodeKey) =>
      indexPrices(given ? samples : [], key);
    this.#cores = index(recorded.nodeCorePrices);
    this.#gibibytes = index(recorded.nodeGibibytePrices);
    this.#gpus = index(recorded.nodeGpuPrices);
    this.#volumes = index(recorded.volumePrices, labels =>
      keyOf(labels.cluster, labels.persistentvolume),
    );
    for (const { labels } of recorded.nodeLabels) {
      this.#spot.set(
        nodeKey(labels),
        SPOT_LABELS.some(([name, value]) => value.test(labels[name] ?? '')),
      );
    }
    for (const { labels, value } of recorded.spotNodes) {
      this.#spot.set(nodeKey(labels), value === 1);
    }
    for (const { labels } of recorded.nodeCorePrices) {
      this.#addType(labels);
    }
  }

  get currency(): string | undefined {
    return this.#given?.currency;
  }

  /** Undefined where nobody says whether the node may be interrupted. */
  isSpot(labels: Labels): boolean | undefined {
    return this.#spot.get(nodeKey(labels));
  }

  nodePrice(labels: Labels): NodePrice {
    const key = nodeKey(labels);
    return {
      core: this.#cores.get(key) ?? this.#given?.coreHour,
      gibibyte: this.#gibibytes.get(key) ?? this.#given?.gibibyteHour,
    };
  }

  gpuHour(labels: Labels): Amount | undefined {
    return this.#gpus.get(nodeKey(labels)) ?? this.#given?.gpuHour;
  }

  /** What 2³⁰ bytes of a volume cost in 730 hours. */
  volumeGibibyteMonth(
    cluster: string | undefined,
    volume: string | undefined,
  ): Amount | undefined {
    const hour = this.#volumes.get(keyOf(cluster, volume));
    return hour === undefined
      ? this.#given?.volumeGibibyteMonth
      : hour * HOURS_PER_MONTH;
  }

  /** What an hour would cost less on a node that may be interrupted: by the price of one of the same type, else by the discount. */
  spotDifference(labels: Labels): NodePrice {
    const price = this.nodePrice(labels);
    const type = this.#instanceTypes.get(nodeKey(labels));
    const spot =
      type === undefined
        ? undefined
        : this.#spotPrices.get(keyOf(labels.cluster, type));
    const percent = this.#given?.spotDiscountPercent;
    const less = (own: Amount | undefined, other: Amount | undefined) => {
      if (own === undefined) {
        return undefined;
      }
      if (other !== undefined) {
        return other < own ? own - other : 0n;
      }
      return percent === undefined ? undefined : (own * percent) / HUNDRED;
    };
    return {
      core: less(price.core, spot?.core),
      gibibyte: less(price.gibibyte, spot?.gibibyte),
    };
  }

  #addType(labels: Labels): void {
    const { cluster, instance_type: type } = labels;
    if (!type) {
      return;
    }
    this.#instanceTypes.set(nodeKey(labels), type);
    if (this.isSpot(labels)) {
      const key = keyOf(cluster, type);
      const known = this.#spotPrices.get(key);
      const { core, gibibyte } = this.nodePrice(labels);
      this.#spotPrices.set(key, {
        core: dearest(known?.core, core),
        gibibyte: dearest(known?.gibibyte, gibibyte),
      });
    }
  }
}

function dearest(
  one: Amount | undefined,
  other: Amount | undefined,
): Amount | undefined {
  if (one === undefined || other === undefined) {
    return one ?? other;
  }
  return one > other ? one : other;
}
