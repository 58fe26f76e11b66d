export {
  addBinaryRow,
  emptyBinaryProfile,
  labelBinaryRow,
  mergeBinaryProfiles,
  type BinaryProfile,
  type BinaryRow,
  type ScoreCell,
} from './binaryProfile';
export { type Calibration } from './calibration';
export { type ConfusionMatrix } from './confusionMatrix';
export * from './estimatedPerformance';
export { type IsotonicFunction } from './isotonicRegression';
export * from './formatFigures';
export * from './joinLabels';
export * from './judgePerformance';
export { type Moments } from './moments';
export {
  addMulticlassRow,
  classPerformance,
  emptyMulticlassProfile,
  labelMulticlassRow,
  mergeMulticlassProfiles,
  type ClassPerformance,
  type MulticlassProfile,
} from './multiclassPerformance';
export * from './performanceMetric';
export * from './performanceProfile';
export * from './performanceProfileJson';
export {
  addRegressionRow,
  emptyRegressionProfile,
  labelRegressionRow,
  mergeRegressionProfiles,
  type RegressionProfile,
} from './regressionPerformance';
