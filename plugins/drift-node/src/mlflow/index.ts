export {
  artifactSchema,
  modelVersionSchema,
  registeredModelSchema,
  runSchema,
} from './answers';
export * from './MlflowClient';
export * from './MlflowError';
export type { MlflowLimits, MlflowRequest } from './MlflowRequests';
export type { ModelField, ModelInterface } from './modelInterface';
export * from './readMlflowInstances';
export * from './resolveArtifact';
