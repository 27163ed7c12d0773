/** Structures that open conversations are pinned to. */
import type { Tx } from './index.ts'

/** `structure`: the flow as JSON text; `hash`: of it. */
export type FlowVersion = { hash: string; flow: string; version: number; structure: string }

export const saveFlowVersion = async (tx: Tx, row: FlowVersion): Promise<void> => {
  await tx
    .insertInto('flow_versions')
    .values(row)
    .onConflict(conflict => conflict.column('hash').doNothing())
    .execute()
}

export const flowVersions = (tx: Tx): Promise<FlowVersion[]> =>
  tx.selectFrom('flow_versions').selectAll().orderBy('flow').orderBy('version').orderBy('hash').execute()
