/** Placeholder of the shape: replaced by the schema. */
export type Flow = { flow: string; version: number; hash: string }
