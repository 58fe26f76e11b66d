export * from './multipleTesting';
export * from './referenceDeciles';
export * from './testRegistry';
export { jensenShannonDistance } from './tests/jensenShannon';
export { kolmogorovSmirnovPValue } from './tests/kolmogorovSmirnov';
export { proportionZ } from './tests/proportions';
