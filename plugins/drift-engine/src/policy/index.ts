export * from './calibrated';
export * from './policies';
