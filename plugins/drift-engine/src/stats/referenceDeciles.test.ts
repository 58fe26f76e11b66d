import { numericSampleOf, pairNumeric } from '../samples';
import { binByEdges, referenceDeciles } from './referenceDeciles';

const pairOf = (reference: number[], current: number[] = []) =>
  pairNumeric(numericSampleOf(reference), numericSampleOf(current));

describe('reference deciles', () => {
  it('are values of the reference, whatever the current window holds', () => {
    const reference = Array.from({ length: 20 }, (_, index) => index + 1);
    const edges = [2, 4, 6, 8, 10, 12, 14, 16, 18];
    expect(referenceDeciles(pairOf(reference))).toEqual(edges);
    expect(referenceDeciles(pairOf(reference, [3.5, -9, 1e9]))).toEqual(edges);
  });

  it('are not interpolated between equal neighbours', () => {
    const reference = [...Array(7).fill(0.43), 0.1, 0.9, 1.3];
    expect(referenceDeciles(pairOf(reference))).toEqual([0.1, 0.43, 0.9]);
  });

  it('are fewer than nine where values repeat, and none without values', () => {
    expect(referenceDeciles(pairOf(Array(50).fill(7)))).toEqual([7]);
    expect(referenceDeciles(pairOf([1, 2]))).toEqual([1, 2]);
    expect(referenceDeciles(pairOf([], [4, 5]))).toEqual([]);
  });

  it('hold where a share of 0.1 · n is not a whole number of rows', () => {
    // 10 · count ≥ j · 7 first at counts 1, 2, 3, 3, 4, 5, 5, 6, 7
    expect(referenceDeciles(pairOf([1, 2, 3, 4, 5, 6, 7]))).toEqual([
      1, 2, 3, 4, 5, 6, 7,
    ]);
  });
});

describe('bins', () => {
  it('take in their upper edge, and are open outwards', () => {
    const bins = binByEdges(pairOf([1, 2, 2, 3], [0, 2, 9, 9]), [1, 2]);
    expect([...bins.reference]).toEqual([1, 2, 1]);
    expect([...bins.current]).toEqual([1, 1, 2]);
  });

  it('are one without edges', () => {
    expect([...binByEdges(pairOf([1, 2], [3]), []).current]).toEqual([1]);
  });
});
