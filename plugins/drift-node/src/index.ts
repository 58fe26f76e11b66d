export * from './s3';
export * from './mlflow';
export * from './sources';
