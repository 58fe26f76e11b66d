export * from './adaptiveWindowing';
export * from './driftDetectionMethod';
export * from './pageHinkley';
export * from './streamingDetector';
