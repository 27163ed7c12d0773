import type { Tx } from './index.ts'
/** `structure`: the flow as JSON text. */
export type FlowVersion = { hash: string; flow: string; version: number; structure: string }
export declare const saveFlowVersion: (tx: Tx, row: FlowVersion) => Promise<void>
export declare const flowVersions: (tx: Tx) => Promise<FlowVersion[]>
