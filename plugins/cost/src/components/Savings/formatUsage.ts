import {
  formatNumber,
  formatShare,
} from '@plumbline/backstage-plugin-kit-react';
import { CostAdvice } from '@plumbline/backstage-plugin-cost-common';

type Unit = Exclude<NonNullable<CostAdvice['measured']>['unit'], 'cores'>;

const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
/** Factors of Kubernetes' quantities. */
const FACTORS: Record<string, number> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** In powers of 1024, as requests of memory are written. */
function formatBinary(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (Math.abs(value) >= 1024 && unit < BINARY.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${formatNumber(value)}\u00a0${BINARY[unit]}`;
}

/** What was used, with its unit: `340 MiB`, `12 %`. */
export function formatUsage(value: number, unit: Unit): string {
  return unit === 'bytes' ? formatBinary(value) : formatShare(value / 100);
}

/** A quantity of Kubernetes as a number, for a line in a chart; undefined for words. */
export function readQuantity(text: string | undefined): number | undefined {
  const [, number, suffix] =
    /^(\d+(?:\.\d+)?)(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/.exec(text?.trim() ?? '') ?? [];
  return number === undefined
    ? undefined
    : Number(number) * FACTORS[suffix ?? ''];
}
