export * from './multipleTesting';
export * from './referenceDeciles';
export * from './testRegistry';
export { chiSquareTail, normalTail } from './distributions/gamma';
export { jensenShannonDistance } from './tests/jensenShannon';
export { kolmogorovSmirnovPValue } from './tests/kolmogorovSmirnov';
export { proportionZ } from './tests/proportions';
