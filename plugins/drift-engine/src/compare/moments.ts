import { NumericPair, NumericSample } from '../samples/samples';
import { sampleOfPair } from '../samples/numericSample';

/** Mean, population standard deviation and range of a sample. */
export interface Moments {
  mean: number;
  std: number;
  min: number;
  max: number;
}

function momentsOfSample(sample: NumericSample): Moments | undefined {
  const { values, counts } = sample;
  if (values.length === 0) {
    return undefined;
  }
  // Welford's update with weights: no overflow and no cancellation
  let total = 0;
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i += 1) {
    total += counts[i];
    const distance = values[i] - mean;
    mean += (distance * counts[i]) / total;
    squares += counts[i] * distance * (values[i] - mean);
  }
  return {
    mean,
    std: Math.sqrt(squares / total),
    min: values[0],
    max: values[values.length - 1],
  };
}

/** Moments of either side; undefined when a side is empty. */
export function momentsOf(
  pair: NumericPair,
): { reference: Moments; current: Moments } | undefined {
  const reference = momentsOfSample(sampleOfPair(pair, 'reference'));
  const current = momentsOfSample(sampleOfPair(pair, 'current'));
  return reference && current ? { reference, current } : undefined;
}
