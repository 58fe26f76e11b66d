import { Amount } from '../money/amount';
import {
  ContainerUsage,
  RequestAdvice,
  ResourcePrices,
} from './ContainerUsage';

/** Fewer samples, or a smaller share of the window, are no evidence. */
const MIN_SAMPLES = 100;
const MIN_COVERAGE = 0.8;

const CPU_STEP = 10;
const MEBIBYTE = 2 ** 20;
const MEMORY_STEP = 16 * MEBIBYTE;
const MEMORY_MARGIN = 1.15;
const HOURS_PER_MONTH = 730n;
/** Doubles of whole steps may be a hair above them. */
const HAIR = 1e-9;

interface Need {
  resource: 'cpu' | 'memory';
  /** Millicores or bytes. */
  current: number;
  suggested: number;
  used: string;
  show(quantity: number): string;
  /** What one pod costs less in an hour, and by what to divide it. */
  price: Amount;
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
      current: memory.requestBytes,
      suggested: roundUp(memory.maxBytes * MEMORY_MARGIN, MEMORY_STEP),
      used: `never more than ${Math.ceil(memory.maxBytes / MEBIBYTE)}Mi were used, 15 % are added`,
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
  const { samples, expectedSamples, windowDays } = usage;
  if (!isMeasured(need)) {
    return 'What was measured is no quantity.';
  }
  if (usage.isChanged) {
    return `The workload was changed in the last ${windowDays} days.`;
  }
  if (samples < MIN_SAMPLES) {
    return `There are ${samples} samples, ${MIN_SAMPLES} are needed.`;
  }
  if (samples < MIN_COVERAGE * expectedSamples) {
    const percent = Math.floor((100 * samples) / expectedSamples);
    return `Only ${percent} % of the last ${windowDays} days were measured, 80 % are needed.`;
  }
  if (usage.isAutoscaled) {
    return 'An autoscaler sets the number of pods by usage over request: a lower request would raise it.';
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
    const { resource, current, suggested, used, show, price, perPrice } = need;
    const reason = whyWithheld(usage, need);
    if (reason !== undefined) {
      return { kind: 'withheld', resource, reason };
    }
    const less = BigInt(current - suggested) * BigInt(usage.replicas);
    return {
      kind: 'suggestion',
      resource,
      current: show(current),
      suggested: show(suggested),
      evidence: `In ${usage.windowDays} days (${usage.samples} samples) ${used}.`,
      savingPerMonth: (less * price * HOURS_PER_MONTH) / perPrice,
    };
  });
}
