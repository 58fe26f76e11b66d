import { Amount } from '../money/amount';
import {
  ContainerUsage,
  RequestAdvice,
  ResourcePrices,
} from './ContainerUsage';
import { HOURS_PER_MONTH, UsageWindow, whyTooLittle } from './UsageAdvice';

const MIN_SAMPLES = 100;

const CPU_STEP = 10;
const MEBIBYTE = 2 ** 20;
const MEMORY_STEP = 16 * MEBIBYTE;
const MEMORY_MARGIN = 1.15;
/** Doubles of whole steps may be a hair above them. */
const HAIR = 1e-9;

interface Need {
  resource: 'cpu' | 'memory';
  window: UsageWindow;
  /** Millicores or bytes. */
  current: number;
  suggested: number;
  used: string;
  /** Why what was used is not what is needed. */
  doubt?: string;
  show(quantity: number): string;
  /** What one unit less costs less in an hour, and how many units have that price. */
  price: Amount | undefined;
  perPrice: bigint;
}

const roundUp = (quantity: number, step: number) =>
  Math.max(1, Math.ceil(quantity / step - HAIR)) * step;

const showCpu = (millicores: number) => `${millicores}m`;
const showMemory = (bytes: number) =>
  bytes % MEBIBYTE === 0 ? `${bytes / MEBIBYTE}Mi` : `${bytes}`;

function listNeeds(
  { cpu, memory }: ContainerUsage,
  { coreHour, gibibyteHour }: ResourcePrices,
): Need[] {
  const needs: Need[] = [];
  if (cpu) {
    needs.push({
      resource: 'cpu',
      window: cpu.window,
      current: cpu.requestMillicores,
      suggested: roundUp(cpu.p95Cores * 1000, CPU_STEP),
      used: `95 % of the time no more than ${showCpu(Math.ceil(cpu.p95Cores * 1000 - HAIR))} were used`,
      show: showCpu,
      price: coreHour,
      perPrice: 1000n,
    });
  }
  if (memory) {
    needs.push({
      resource: 'memory',
      window: memory.window,
      current: memory.requestBytes,
      suggested: roundUp(memory.maxBytes * MEMORY_MARGIN, MEMORY_STEP),
      used: `never more than ${Math.ceil(memory.maxBytes / MEBIBYTE)}Mi were used, 15 % are added`,
      doubt: memory.wasKilled
        ? `It was killed for its memory in the last ${memory.window.days} days: nobody knows how much it would have used.`
        : undefined,
      show: showMemory,
      price: gibibyteHour,
      perPrice: 2n ** 30n,
    });
  }
  return needs;
}

function isMeasured({ current, suggested }: Need): boolean {
  return (
    Number.isSafeInteger(current) &&
    current >= 0 &&
    Number.isSafeInteger(suggested)
  );
}

/** Why a request is left as it is; undefined where there is no reason to. */
function whyWithheld(usage: ContainerUsage, need: Need): string | undefined {
  // An autoscaler changes the workload all the time: that is the reason to name
  if (usage.isAutoscaled) {
    return 'An autoscaler sets the number of pods by usage over request: a lower request would raise it.';
  }
  if (usage.isChanged) {
    return `The workload was changed in the last ${need.window.days} days.`;
  }
  const tooLittle = whyTooLittle(need.window, {
    minSamples: MIN_SAMPLES,
    unit: 'samples',
  });
  if (tooLittle !== undefined || need.doubt !== undefined) {
    return tooLittle ?? need.doubt;
  }
  const { current, suggested, used, show } = need;
  if (suggested > current) {
    return `The request is too low: ${used}. ${show(suggested)} would fit, ${show(current)} are requested.`;
  }
  return suggested === current ? 'The request fits.' : undefined;
}

/**
 * What a container could request instead: for CPU the 95 % quantile of its
 * usage, up to the next 10m; for memory the maximum and 15 %, up to the next
 * 16Mi (the rule of Robusta's KRR, strategy `simple`). Savings are exact where
 * prices have up to 24 decimal places, and rounded down beyond.
 *
 * @public
 */
export function adviseRequests(
  usage: ContainerUsage,
  prices: ResourcePrices,
): RequestAdvice[] {
  return listNeeds(usage, prices).map((need): RequestAdvice => {
    const { resource, window, used, show, price, perPrice } = need;
    if (!isMeasured(need)) {
      return {
        kind: 'withheld',
        resource,
        less: 0,
        reason: 'What was measured is no quantity.',
      };
    }
    const current = show(need.current);
    const evidence = `In ${window.days} days (${window.samples} samples) ${used}.`;
    const reason = whyWithheld(usage, need);
    if (reason !== undefined) {
      return { kind: 'withheld', resource, less: 0, current, evidence, reason };
    }
    const less = need.current - need.suggested;
    return {
      kind: 'suggestion',
      resource,
      less,
      current,
      suggested: show(need.suggested),
      evidence,
      savingPerMonth:
        price === undefined
          ? undefined
          : (BigInt(less) * price * HOURS_PER_MONTH) / perPrice,
    };
  });
}
