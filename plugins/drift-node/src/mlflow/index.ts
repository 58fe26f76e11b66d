export {
  artifactSchema,
  modelVersionSchema,
  registeredModelSchema,
  runSchema,
} from './answers';
export * from './MlflowClient';
export * from './MlflowError';
export type { ModelField, ModelInterface } from './modelInterface';
export * from './readMlflowInstances';
