declare const PLUMBLINE_VERSION: string;

/** Version of this package, put in by the build. */
export const version = PLUMBLINE_VERSION;
